"""
What a fault in the middle of an export leaves behind: the old files, or none, and never half.
"""

import hashlib
import json
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from tests.cli.running import EXAMPLES, environment

import sdsnet
from sdsnet import Artifact, Edition, Exporter, ExportError, exporting
from sdsnet.exporting import MANIFEST

KILLS = 12
SOURCE = EXAMPLES / "sird-review.yaml"


def export(*arguments: object, **more: Any) -> subprocess.Popen[bytes]:
    """
    Begin an export in a process of its own.
    """
    command = [sys.executable, "-m", "sdsnet", "export", *map(str, arguments), "--overwrite"]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(), **more
    )


def finished(process: subprocess.Popen[bytes]) -> tuple[int, bytes]:
    """
    Wait for the end of a process, and return its exit code and what it said.
    """
    _, told = process.communicate(timeout=120)
    return process.returncode, told


def assert_whole(folder: Path) -> None:
    """
    Compare a folder with its manifest, to the byte; nothing else may be there.
    """
    manifest = json.loads((folder / MANIFEST).read_bytes())
    named = {one["name"]: one["sha256"] for one in manifest["files"]}
    held = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }
    assert held == named


@pytest.mark.parametrize(("to", "name"), [("csv", "out"), ("json", "out.json")])
def test_a_killed_export_leaves_the_old_output_or_none(to: str, name: str, tmp_path: Path) -> None:
    """
    At whatever moment the process is killed, and the next export works as if nothing had been.
    """
    target = tmp_path / name
    started = time.monotonic()
    assert finished(export(SOURCE, "--to", to, "--output", target))[0] == 0
    takes = time.monotonic() - started
    draw = random.Random(4)  # noqa: S311  nothing secret is drawn here

    for number in range(KILLS):
        # Most of the time goes into what comes before; the files are written at the end.
        process = export(SOURCE, "--to", to, "--output", target)
        time.sleep(takes * draw.uniform(0.4, 1))
        process.kill()
        finished(process)
        if to == "csv" and target.exists():
            assert_whole(target)
        elif target.exists():
            assert json.loads(target.read_bytes())["dataset"]["id"] == "sird-review", number

    assert finished(export(SOURCE, "--to", to, "--output", target))[0] == 0
    if to == "csv":
        assert_whole(target)


def demo(export: Any, layout: Any = "folder") -> Exporter:
    """
    Make an exporter.
    """
    return Exporter(
        name="demo", title="D", media_type="text/plain", suffix=".txt", layout=layout, export=export
    )


@pytest.fixture
def edition() -> Edition:
    """
    Make an edition with nothing in it.
    """
    return sdsnet.disclose(sdsnet.Dataset(id="d", title="t"), audience="internal")


def test_an_export_that_was_moved_aside_when_its_process_was_killed_is_put_back(
    edition: Edition, tmp_path: Path
) -> None:
    """
    Between the two renames of a folder there is none; the next export finds the old one.
    """
    target = tmp_path / "out"
    exporting.write(demo(lambda *_: [Artifact("a.txt", b"old")]), edition, target)
    workplace = tmp_path / ".out.abc"
    workplace.mkdir()
    target.rename(workplace / "old")

    with pytest.raises(ExportError, match="holds files"):
        exporting.write(demo(lambda *_: [Artifact("a.txt", b"new")]), edition, target)

    assert (target / "a.txt").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize(("to", "name"), [("csv", "out"), ("json", "out.json")])
def test_a_full_disk_leaves_the_old_output(to: str, name: str, tmp_path: Path) -> None:
    """
    The error is told in words, and nothing is left lying about.
    """
    target = tmp_path / name
    assert finished(export(EXAMPLES / "pilotlight", "--to", to, "--output", target))[0] == 0
    before = sorted((path, path.stat().st_mtime_ns) for path in tmp_path.rglob("*"))

    def full() -> None:
        # A file cannot grow past this, as on a disk that is full.
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))

    process = export(EXAMPLES / "pilotlight", "--to", to, "--output", target, preexec_fn=full)
    code, told = finished(process)

    assert code == 3
    assert b"cannot write" in told
    assert b"Traceback" not in told
    assert sorted((path, path.stat().st_mtime_ns) for path in tmp_path.rglob("*")) == before


@pytest.mark.parametrize("to", ["csv", "json"])
def test_a_place_where_nobody_can_write_is_told(to: str) -> None:
    """
    With exit code 3, the place, and what the system says.
    """
    process = export(EXAMPLES / "pilotlight", "--to", to, "--output", "/proc/none/out")
    code, told = finished(process)

    assert code == 3
    assert b"/proc/none/out" in told
    assert b"Traceback" not in told


def test_an_input_that_is_gone_is_told(tmp_path: Path) -> None:
    """
    It is a problem of the documents.
    """
    process = export(tmp_path / "gone.yaml", "--to", "json", "--output", tmp_path / "out.json")
    code, told = finished(process)

    assert code == 1
    assert b"S01" in told
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("to", "name"), [("csv", "out"), ("json", "out.json")])
def test_processes_that_write_one_target_leave_one_whole_export(
    to: str, name: str, tmp_path: Path
) -> None:
    """
    Each succeeds or says why not; what stands there in the end is one of theirs.
    """
    target = tmp_path / name
    processes = [
        export(EXAMPLES / source, "--to", to, "--output", target)
        for source in ("pilotlight", "sird-review.yaml") * 2
    ]
    ends = list(map(finished, processes))

    assert {0} <= {code for code, _ in ends} <= {0, 3}
    assert not any(b"Traceback" in told for _, told in ends)
    if to == "csv":
        assert_whole(target)
    else:
        assert json.loads(target.read_bytes())["dataset"]["id"] in {"pilotlight", "sird-review"}
    assert [path.name for path in tmp_path.iterdir()] == [name]
