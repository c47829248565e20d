"""
`sdsnet convert`: many datasets, from the outside.
"""

from __future__ import annotations

import contextlib
import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from tests.batch.building import contents, dataset, datasets, faulty
from tests.cli.running import EXAMPLES, environment, process, run

import sdsnet

ENOUGH = 250


def converted(folder: Path, *arguments: object) -> Any:
    """
    Convert to JSON Lines in a folder `out`.
    """
    return run("convert", *arguments, "--to", "jsonl", "--output", folder / "out")


def test_sources_are_converted_and_counted(tmp_path: Path) -> None:
    """
    The outputs are those of the library, and one line on standard error says how it went.
    """
    paths = datasets(tmp_path, 3)
    sdsnet.convert(paths, "jsonl", tmp_path / "library")

    result = converted(tmp_path, *paths)

    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "3 inputs: 3 written.\n"
    assert contents(tmp_path / "out") == contents(tmp_path / "library")


@pytest.mark.parametrize(
    ("sources", "code"),
    [
        (["good.yaml"], 0),
        (["good.yaml", "bad.yaml"], 1),
        (["good.yaml", "bad.yaml", "none.yaml"], 3),
    ],
)
def test_exit_code_is_that_of_the_worst(tmp_path: Path, sources: list[str], code: int) -> None:
    """
    A failure is worse than a problem, which is worse than none; what is good is written anyway.
    """
    dataset(tmp_path, "good.yaml")
    faulty(tmp_path, "bad.yaml")

    result = converted(tmp_path, *(tmp_path / name for name in sources))

    assert result.exit_code == code
    assert len(contents(tmp_path / "out")) == 1


def test_what_went_wrong_is_told_in_a_line_each(tmp_path: Path) -> None:
    """
    The screen names what was not written, and says what to do about it.
    """
    dataset(tmp_path, "good.yaml")
    faulty(tmp_path, "bad.yaml")

    with contextlib.chdir(tmp_path):
        result = converted(Path(), "good.yaml", "bad.yaml", "none.yaml")

    first, *rest = result.stderr.splitlines()
    assert first.startswith("bad.yaml: 1 error; the first: 3:39: E03 barriers 'b': 'x' is not in")
    assert rest == [
        "none.yaml: failed: This cannot be read: no such file or directory.",
        "3 inputs: 1 written, 1 with problems, 1 failed.",
    ]


def test_many_failures_are_counted_and_not_all_shown(tmp_path: Path) -> None:
    """
    A screen holds some; the summary holds all.
    """
    result = converted(tmp_path, *(f"none{number}" for number in range(30)))

    lines = result.stderr.splitlines()
    assert len(lines) == 22
    assert lines[20:] == [
        "... and 10 more; --summary FILE has them all.",
        "30 inputs: 30 failed.",
    ]


def test_summary_as_json_has_a_status_for_each_input(tmp_path: Path) -> None:
    """
    The shape is what the documentation says, and does not change.
    """
    good, bad = dataset(tmp_path, "good.yaml"), faulty(tmp_path, "bad.yaml")
    arguments = (good, bad, "none.yaml", "--audience", "network")

    converted(tmp_path, *arguments, "--summary", tmp_path / "s.json")
    printed = converted(tmp_path, *arguments, "--overwrite", "--summary", "-")

    summary = json.loads((tmp_path / "s.json").read_bytes())
    inputs = summary.pop("inputs")
    assert summary == {
        "to": "jsonl",
        "audience": "network",
        "output": str(tmp_path / "out"),
        "written": 1,
        "unchanged": 0,
        "problems": 1,
        "failed": 1,
        "warned": 0,
        "stopped": "",
    }
    assert [one["status"] for one in inputs] == ["written", "problems", "failed"]
    assert all(
        set(one)
        == {"source", "status", "output", "receipt", "problems", "errors", "warnings", "reason"}
        for one in inputs
    )
    assert Path(inputs[0]["output"]).is_file()
    [problem] = inputs[1]["problems"]
    assert (problem["code"], problem["line"]) == ("E03", 3)
    assert json.loads(printed.stdout) == summary | {"inputs": inputs}


def test_summary_of_nothing_is_json_too(tmp_path: Path) -> None:
    """
    An empty list is a list.
    """
    (tmp_path / "list").write_bytes(b"\n")

    result = converted(tmp_path, "--sources-from", tmp_path / "list", "--summary", "-")

    assert json.loads(result.stdout)["inputs"] == []
    assert result.stderr == "0 inputs.\n"


def test_summary_as_text_has_a_line_for_each_input(tmp_path: Path) -> None:
    """
    Everything that does not end with `.json` is for people.
    """
    paths = datasets(tmp_path, 2)
    converted(tmp_path, paths[0], "--quiet")

    converted(tmp_path, *paths, "--skip-unchanged", "--summary", tmp_path / "s.txt")

    first, second, last = (tmp_path / "s.txt").read_text(encoding="utf-8").splitlines()
    assert first.startswith(f"{paths[0]}: unchanged in {tmp_path / 'out'}")
    assert second.startswith(f"{paths[1]}: written to {tmp_path / 'out'}")
    assert last == "2 inputs: 1 written, 1 unchanged."


def test_a_summary_that_cannot_be_written_is_told_before_the_work(tmp_path: Path) -> None:
    """
    Nobody waits for hours to hear that the result has nowhere to go.
    """
    [path] = datasets(tmp_path, 1)

    result = converted(tmp_path, path, "--summary", tmp_path / "none" / "s.json")

    assert result.exit_code == 3
    assert "no such file or directory" in result.stderr
    assert not (tmp_path / "out").exists()


def test_a_list_may_come_from_a_file_or_from_standard_input(tmp_path: Path) -> None:
    """
    A line is a name as it is, and follows what is given as arguments.
    """
    paths = [dataset(tmp_path, name) for name in ("a.yaml", "b[1].yaml", "ü d.yaml")]
    listed = "".join(f"{path}\n" for path in paths[1:]).encode() + b"\r\n"
    (tmp_path / "list").write_bytes(listed)

    from_file = converted(tmp_path, paths[0], "--sources-from", tmp_path / "list")
    from_pipe = process(
        *("convert", paths[0], "--sources-from", "-"),
        *("--to", "jsonl", "--output", tmp_path / "piped"),
        given=listed,
    )

    assert (from_file.exit_code, from_file.stderr) == (0, "3 inputs: 3 written.\n")
    assert (from_pipe.returncode, from_pipe.stderr) == (0, b"3 inputs: 3 written.\n")
    assert contents(tmp_path / "piped") == contents(tmp_path / "out")


def test_a_list_from_an_editor_of_windows_is_read(tmp_path: Path) -> None:
    """
    The mark at its beginning is no part of the first name, and its line ends are none either.
    """
    [path] = datasets(tmp_path, 1)
    (tmp_path / "list").write_bytes(b"\xef\xbb\xbf" + str(path).encode() + b"\r\n")

    result = converted(tmp_path, "--sources-from", tmp_path / "list")

    assert result.stderr == "1 input: 1 written.\n"


def test_an_address_on_a_list_is_no_glob(tmp_path: Path) -> None:
    """
    Each line is a name as it is.
    """
    (tmp_path / "list").write_text("memory://none/*.yaml\n", encoding="utf-8")

    result = converted(tmp_path, "--sources-from", tmp_path / "list")

    first = result.stderr.splitlines()[0]
    assert first == "memory://none/*.yaml: failed: it cannot be fetched: there is no such file"


def test_a_folder_of_datasets_is_told_how_to_be_named(tmp_path: Path) -> None:
    """
    A folder is one dataset, and most who name a folder of many mean something else.
    """
    datasets(tmp_path / "in", 2)

    result = converted(tmp_path, tmp_path / "in")

    assert result.exit_code == 1
    assert "For one from each file say 'FOLDER/*.yaml'." in result.stderr


def test_a_summary_may_go_to_a_pipe(tmp_path: Path) -> None:
    """
    What is no file is written to, and not replaced by one.
    """
    [path] = datasets(tmp_path, 1)
    os.mkfifo(tmp_path / "pipe")
    with subprocess.Popen(
        ["timeout", "30", "cat", str(tmp_path / "pipe")], stdout=subprocess.PIPE, text=True
    ) as reader:
        result = converted(tmp_path, path, "--summary", tmp_path / "pipe")
        read, _ = reader.communicate(timeout=60)

    assert result.exit_code == 0
    assert read.splitlines()[-1] == "1 input: 1 written."
    assert (tmp_path / "pipe").is_fifo()


def test_warnings_of_names_are_told(tmp_path: Path) -> None:
    """
    Who gives something out is told that names stand in it, though not where, for many.
    """
    result = converted(tmp_path, EXAMPLES / "walkthrough.yaml")

    assert result.exit_code == 0
    assert result.stderr.startswith("1 written with warnings of names or ties that could tell")
    assert "Sample" not in result.stderr


def test_quiet_says_nothing_where_all_is_well(tmp_path: Path) -> None:
    """
    What went wrong is told all the same.
    """
    [path] = datasets(tmp_path, 1)

    good = converted(tmp_path, path, "--quiet")
    bad = converted(tmp_path, path, "--quiet")

    assert (good.exit_code, good.output) == (0, "")
    assert bad.exit_code == 3
    assert "say overwrite" in bad.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--to", "json", "--output", "x"), "Name at least one source"),
        (("-", "--to", "json", "--output", "x"), "A list of names is given by --sources-from -"),
        (("a", "--to", "jsom", "--output", "x"), "there is no format 'jsom'"),
        (("a", "--to", "json", "--output", "x", "--option", "a=1"), "there is no option 'a'"),
        (("a", "--to", "json", "--output", "x", "--jobs", "0"), "0 is not in the range x>=1"),
        (("a", "--to", "json"), "Missing option '--output'"),
        (("a", "--to", "json", "--output", "-"), "Results go to a folder"),
        (
            ("a", "--to", "json", "--output", "x", "--jobs", "2", "--dask", "tcp://h:1"),
            "Give --jobs or --dask, not both",
        ),
    ],
)
def test_wrong_usage_has_exit_code_2(arguments: tuple[str, ...], message: str) -> None:
    """
    What cannot be meant is refused before anything is read.
    """
    result = run("convert", *arguments)

    assert result.exit_code == 2
    assert message in result.stderr


def test_a_cluster_without_the_extra_says_what_to_install(tmp_path: Path) -> None:
    """
    Dask is not something that everybody has.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "distributed", None)
        result = converted(tmp_path, "a.yaml", "--dask", "tcp://127.0.0.1:1")

    assert result.exit_code == 2
    assert "pip install sdsnet[dask]" in result.stderr


# ---- terminals and signals


def _on_a_terminal(*arguments: object, given: bytes = b"") -> tuple[int, str]:
    """
    Run a command whose standard error is a terminal; return its exit code and what it showed.
    """
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "sdsnet", *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=theirs,
        env=environment(TERM="xterm"),
    ) as running:
        os.close(theirs)
        assert running.stdin is not None
        running.stdin.write(given)
        running.stdin.close()
        shown = bytearray()
        with contextlib.suppress(OSError):  # how a terminal ends on Linux
            while piece := os.read(ours, 4096):
                shown += piece
        code = running.wait(timeout=60)
    os.close(ours)
    return code, shown.decode()


def test_a_terminal_shows_progress_with_pace_and_time_left(tmp_path: Path) -> None:
    """
    The bar says how many of how many, how many a second, and how long it will take.
    """
    paths = datasets(tmp_path, 60)
    listed = "".join(f"{path}\n" for path in [*paths, tmp_path / "none"]).encode()

    code, shown = _on_a_terminal(
        *("convert", "--sources-from", "-", "--to", "jsonl", "--output", tmp_path / "out"),
        *("--jobs", "1"),
        given=listed,
    )

    assert code == 3
    assert re.search(r"Converting  \[#+-+\]  \d+/61  \d+\.\d/s, \d:\d\d:\d\d left", shown)
    assert re.search(r"61/61 .*/s, 0:00:00 left, 1 not written", shown)
    assert "61 inputs: 60 written, 1 failed." in shown


def test_quiet_shows_no_progress(tmp_path: Path) -> None:
    """
    Who asks for quiet has it on a terminal as well.
    """
    [path] = datasets(tmp_path, 1)

    shown = _on_a_terminal(
        "convert", path, "--to", "jsonl", "--output", tmp_path / "out", "--quiet"
    )

    assert shown == (0, "")


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["ctrl-c", "term"]
)
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_signal_ends_with_a_summary_of_what_was_done(
    tmp_path: Path, jobs: int, number: signal.Signals, code: int
) -> None:
    """
    What is in hand is finished, the summary is exact, and nothing is half there.
    """
    datasets(tmp_path, ENOUGH, records=40)
    command = [sys.executable, "-m", "sdsnet", "convert", f"{tmp_path}/*.yaml", "--to", "jsonl"]
    command += ["--output", "out", "--jobs", str(jobs), "--summary", "s.json"]

    with subprocess.Popen(
        command,
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        env=environment(),
        start_new_session=True,
        # A shell starts what runs in the background deaf to Ctrl-C, and the tests may run so.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    ) as running:
        _wait_for_outputs(tmp_path / "out", 5)
        if number == signal.SIGINT:
            os.killpg(running.pid, number)  # as a terminal does it: to the workers, too
        else:
            running.send_signal(number)
        _, errors = running.communicate(timeout=60)

    summary = json.loads((tmp_path / "s.json").read_bytes())
    done = {one["output"] for one in summary["inputs"] if one["status"] == "written"}
    assert running.returncode == code
    assert summary["stopped"] == "interrupted"
    assert errors.decode().splitlines() == [
        "",
        "Finishing what was begun. Ctrl-C again leaves at once.",
        f"{len(done)} inputs: {len(done)} written. Stopped: interrupted.",
    ]
    assert 5 <= len(done) < ENOUGH
    assert {f"out/{name}" for name in contents(tmp_path / "out")} == done
    assert not [path for path in (tmp_path / "out").glob(".*") if path.name != ".sdsnet"]

    again = run(
        *("convert", f"{tmp_path}/*.yaml", "--to", "jsonl", "--output", tmp_path / "out"),
        *("--skip-unchanged", "--jobs", "1"),
    )
    assert again.stderr == (
        f"{ENOUGH} inputs: {ENOUGH - len(done)} written, {len(done)} unchanged.\n"
    )


def test_a_signal_to_all_processes_is_told_once_and_exactly(tmp_path: Path) -> None:
    """
    Some systems end every process of a job: what the workers had in hand is told as lost.
    """
    datasets(tmp_path, ENOUGH, records=40)
    command = [sys.executable, "-m", "sdsnet", "convert", f"{tmp_path}/*.yaml", "--to", "jsonl"]

    with subprocess.Popen(
        [*command, "--output", "out", "--jobs", "2", "--summary", "s.json"],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        env=environment(),
        start_new_session=True,
    ) as running:
        _wait_for_outputs(tmp_path / "out", 5)
        os.killpg(running.pid, signal.SIGTERM)
        _, errors = running.communicate(timeout=60)

    summary = json.loads((tmp_path / "s.json").read_bytes())
    named = {Path(one["source"]).stem for one in summary["inputs"]}
    made = {name.rpartition("-")[0] for name in contents(tmp_path / "out")}
    assert (running.returncode, summary["stopped"]) == (143, "interrupted")
    assert errors.count(b"Finishing what was begun") == 1
    assert b"Traceback" not in errors
    assert made <= named


def test_a_second_ctrl_c_leaves_at_once(tmp_path: Path) -> None:
    """
    Workers that are in the middle of something large are not waited for.
    """
    for number in range(2):
        # A minute of work, and more, in one input.
        dataset(tmp_path, f"d{number}.yaml", records=400_000)
    command = [sys.executable, "-m", "sdsnet", "convert", f"{tmp_path}/*.yaml", "--to", "jsonl"]

    with subprocess.Popen(
        [*command, "--output", "out", "--jobs", "2"],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        env=environment(),
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    ) as running:
        assert running.stderr is not None
        deadline = time.monotonic() + 60
        while not (tmp_path / "out").exists():
            assert time.monotonic() < deadline
            time.sleep(0.01)
        time.sleep(1)
        workers = _children(running.pid)
        running.send_signal(signal.SIGINT)
        assert running.stderr.readline() == b"\n"
        assert running.stderr.readline().startswith(b"Finishing what was begun")
        begun = time.monotonic()
        running.send_signal(signal.SIGINT)
        errors = running.stderr.read()

    assert running.returncode == 130
    assert time.monotonic() - begun < 5
    assert b"Traceback" not in errors
    assert workers
    assert not any(Path(f"/proc/{pid}").exists() for pid in workers)
    assert contents(tmp_path / "out") == {}


def _children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(one) for one in found.split()]


def _wait_for_outputs(folder: Path, count: int) -> None:
    deadline = time.monotonic() + 60
    while len(list(folder.glob("[!.]*"))) < count:
        assert time.monotonic() < deadline
        time.sleep(0.01)
