"""
What a fault in the middle of a conversion leaves behind: whole outputs, and a true account.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from tests.batch.building import contents, datasets
from tests.cli.running import environment, process

import sdsnet

KILLS = 6


def begin(folder: Path, *arguments: object, **more: Any) -> subprocess.Popen[bytes]:
    """
    Begin to convert the datasets of a folder, in a process and a process group of its own.
    """
    command = [sys.executable, "-m", "sdsnet", "convert", f"{folder}/*.yaml", "--to", "jsonl"]
    return subprocess.Popen(
        [*command, "--output", str(folder / "out"), *map(str, arguments)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=environment(),
        start_new_session=True,
        **more,
    )


def finished(running: subprocess.Popen[bytes]) -> tuple[int, str]:
    """
    Wait for the end of a process, and return its exit code and what it said.
    """
    _, told = running.communicate(timeout=120)
    return running.returncode, told.decode()


def assert_receipts_fit(folder: Path) -> None:
    """
    Compare each output with its receipt, where it has one; nothing may be torn.
    """
    for receipt in (folder / ".sdsnet").glob("*.json"):
        [file] = json.loads(receipt.read_bytes())["files"]
        output = folder / receipt.name.removesuffix(".json")
        assert hashlib.sha256(output.read_bytes()).hexdigest() == file["sha256"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_killed_conversion_leaves_whole_outputs_and_goes_on(tmp_path: Path, jobs: int) -> None:
    """
    At whatever moment all its processes are killed, the next one does what was left.
    """
    paths = datasets(tmp_path, 60, records=30)
    sdsnet.convert(paths, "jsonl", tmp_path / "whole", executor=1)
    whole = contents(tmp_path / "whole")
    draw = random.Random(4)  # noqa: S311  nothing secret is drawn here

    for _ in range(KILLS):
        running = begin(tmp_path, "--jobs", jobs, "--skip-unchanged")
        time.sleep(draw.uniform(0.2, 0.8))
        os.killpg(running.pid, signal.SIGKILL)
        finished(running)
        made = contents(tmp_path / "out") if (tmp_path / "out").exists() else {}
        assert made.items() <= whole.items()
        assert_receipts_fit(tmp_path / "out")

    code, told = finished(begin(tmp_path, "--jobs", jobs, "--skip-unchanged"))
    assert code == 0
    assert told.startswith("60 inputs: ")
    assert contents(tmp_path / "out") == whole


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_full_disk_fails_what_has_no_room(tmp_path: Path, jobs: int) -> None:
    """
    The large output is told and not half there, the old one stays, and the small ones are written.
    """
    small, large = datasets(tmp_path, 4), datasets(tmp_path / "large", 1, records=300)
    [large_path] = [large[0].rename(tmp_path / "large.yaml")]
    assert finished(begin(tmp_path, "--jobs", 1))[0] == 0
    before = contents(tmp_path / "out")
    for path in (*small, large_path):
        path.write_text(path.read_text("utf-8").replace("title: D", "title: E"), encoding="utf-8")

    def full() -> None:
        # A file cannot grow past this, as on a disk that is full.
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))

    code, told = finished(begin(tmp_path, "--jobs", jobs, "--overwrite", preexec_fn=full))

    after = contents(tmp_path / "out")
    assert code == 3
    assert "cannot write" in told
    assert told.endswith("5 inputs: 4 written, 1 failed.\n")
    assert [name for name in after if after[name] == before[name]] == [
        name for name in after if name.startswith("large-")
    ]
    assert_receipts_fit(tmp_path / "out")
    assert not [path for path in (tmp_path / "out").rglob(".*") if path.name != ".sdsnet"]


def test_a_receipt_that_has_no_room_is_told_and_not_half_there(tmp_path: Path) -> None:
    """
    The next run knows nothing of the output but that it is there, and may make it again.
    """
    [path] = datasets(tmp_path, 1)

    def full() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (400, 400))

    code, told = finished(begin(tmp_path, "--jobs", 1, preexec_fn=full))
    receipts = list((tmp_path / "out" / ".sdsnet").glob("*.json"))
    again = finished(begin(tmp_path, "--jobs", 1, "--skip-unchanged"))

    [output] = (tmp_path / "out").glob("[!.]*")
    assert code == 3
    assert told.splitlines()[0] == (
        f"{path}: failed: jsonl: {output} was written, but not its receipt: file too large"
    )
    assert (output.stat().st_size < 400, receipts) == (True, [])
    assert again == (0, "1 input: 1 written.\n")


def test_a_summary_that_has_no_room_is_told(tmp_path: Path) -> None:
    """
    The error names the file; what was converted is kept.
    """
    datasets(tmp_path, 40)

    def full() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))

    summary = tmp_path / "s.json"
    code, told = finished(begin(tmp_path, "--jobs", 1, "--summary", summary, preexec_fn=full))

    assert code == 3
    assert told == f"Error: {summary}: file too large\n"
    assert not summary.exists()
    assert contents(tmp_path / "out")
    assert_receipts_fit(tmp_path / "out")


def test_an_input_that_vanishes_is_told_and_stops_no_other(tmp_path: Path) -> None:
    """
    It was there when it was found, and is gone when it is read.
    """
    paths = datasets(tmp_path, 40)

    def vanish(_: object) -> None:
        paths[-1].unlink(missing_ok=True)

    summary = sdsnet.convert(paths, "jsonl", tmp_path / "out", executor=1, progress=vanish)

    [one] = summary.named
    assert (summary.written, summary.failed, one.source) == (39, 1, str(paths[-1]))
    assert one.reason == "This cannot be read: no such file or directory."


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_place_where_nobody_can_write_is_told(tmp_path: Path, jobs: int) -> None:
    """
    With exit code 3, the place, and what the system says.
    """
    [path] = datasets(tmp_path, 1)

    unmade = process("convert", path, "--to", "jsonl", "--output", "/proc/none", "--jobs", jobs)
    unwritten = process("convert", path, "--to", "jsonl", "--output", "/proc", "--jobs", jobs)

    assert (unmade.returncode, unwritten.returncode) == (3, 3)
    assert unmade.stderr.startswith(b"Error: jsonl: cannot make the folder /proc/none: ")
    assert unwritten.stderr.endswith(b"1 input: 1 failed.\n")
    assert b"/proc" in unwritten.stderr.splitlines()[0]
    assert b"Traceback" not in unmade.stderr + unwritten.stderr


def test_receipts_that_are_lost_meanwhile_stop_nothing(tmp_path: Path) -> None:
    """
    Somebody tidies up in the middle of the work: what follows has its receipts again.
    """
    paths = datasets(tmp_path, 6)
    told: list[str] = []

    def tidy(one: sdsnet.Conversion) -> None:
        told.append(one.receipt)
        if len(told) == 3:
            for path in (tmp_path / "out" / ".sdsnet").iterdir():
                path.unlink()
            (tmp_path / "out" / ".sdsnet").rmdir()

    summary = sdsnet.convert(paths, "jsonl", tmp_path / "out", executor=1, progress=tidy)

    assert summary.written == 6
    assert [Path(one).exists() for one in told] == [False] * 3 + [True] * 3


def test_a_receipt_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """
    A file lies where their folder should be.
    """
    [path] = datasets(tmp_path, 1)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / ".sdsnet").write_bytes(b"")

    summary = sdsnet.convert(path, "jsonl", tmp_path / "out")

    assert summary.failed == 1
    assert summary.named[0].reason == f"file exists: {tmp_path}/out/.sdsnet"
    assert contents(tmp_path / "out") == {}


@pytest.mark.parametrize("choice", ["--overwrite", "--skip-unchanged", "--quiet"])
def test_conversions_to_one_folder_leave_whole_outputs(tmp_path: Path, choice: str) -> None:
    """
    Each succeeds or says why not, and what stands there in the end is whole and has its receipt.
    """
    paths = datasets(tmp_path, 20, records=20)

    ends = [finished(one) for one in [begin(tmp_path, choice, "--jobs", 1) for _ in range(3)]]

    sdsnet.convert(paths, "jsonl", tmp_path / "alone", executor=1)
    codes = {code for code, _ in ends}
    assert codes == {0} if choice != "--quiet" else codes <= {0, 3}
    assert not any("Traceback" in told for _, told in ends)
    assert contents(tmp_path / "out") == contents(tmp_path / "alone")
    assert_receipts_fit(tmp_path / "out")
    assert not list((tmp_path / "out" / ".sdsnet").glob("*.begun"))
