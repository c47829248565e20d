"""
The command line as a process: pipes, signals, and nothing but words on the screen.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.running import EXAMPLES, HEADER, environment, process, saved

import sdsnet

WRONG = HEADER + "barriers:\n  - {id: b, title: T, themes: [culture]}\n"


def test_both_ways_to_call_it_work() -> None:
    """
    The script that is installed and `python -m sdsnet` are the same program.
    """
    script = Path(sys.executable).with_name("sdsnet")

    result = process("--version")

    assert result.stdout.decode().split() == ["sdsnet", sdsnet.__version__]
    if script.exists():
        installed = subprocess.run([script, "--version"], capture_output=True, check=True)
        assert installed.stdout == result.stdout


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("check", EXAMPLES / "pilotlight"), 0),
        (("check", EXAMPLES / "faulty" / "E01-unique-id.yaml"), 1),
        (("check",), 2),
        (("export", EXAMPLES / "pilotlight", "--to", "json", "--output", "no/such/x.json"), 3),
    ],
    ids=["clean", "problems", "usage", "failure"],
)
def test_exit_codes(arguments: tuple[object, ...], code: int) -> None:
    """
    Each kind of end has its exit code, and none a traceback.
    """
    result = process(*arguments)

    assert result.returncode == code
    assert b"Traceback" not in result.stderr


def test_standard_input_is_read_and_its_line_is_shown() -> None:
    """
    The source `-` is standard input; it can be shown though it cannot be read twice.
    """
    result = process("check", "-", given=WRONG.encode())

    assert result.stderr.decode().splitlines()[:2] == [
        (
            "-:4:32: error E03: barriers 'b': 'culture' is not in the theme list. "
            "Nearest: leadership_culture."
        ),
        " 4 |   - {id: b, title: ***, themes: [culture]}",
    ]


def test_export_goes_through_a_pipe_and_back() -> None:
    """
    What one process exports another one reads.
    """
    exported = process(
        *("export", EXAMPLES / "pilotlight", "--to", "jsonl"),
        *("--output", "-", "--audience", "internal"),
    )

    checked = process("check", "-", "--from", "jsonl", given=exported.stdout)

    assert (checked.returncode, checked.stderr) == (0, b"no problems\n")


@pytest.mark.parametrize(
    "arguments", [("glossary",), ("schema",), ("--help",), ("check", "--help")]
)
def test_reader_that_goes_away_is_no_error(arguments: tuple[str, ...]) -> None:
    """
    `sdsnet ... | head` ends without a word, as other programs do.
    """
    reader, writer = os.pipe()
    os.close(reader)

    result = subprocess.run(
        [sys.executable, "-m", "sdsnet", *arguments],
        stdout=writer,
        stderr=subprocess.PIPE,
        check=False,
        env=environment(),
    )

    os.close(writer)
    assert (result.returncode, result.stderr) == (141, b"")


def test_interrupt_ends_without_a_word() -> None:
    """
    Ctrl-C ends with exit code 130 and no traceback.
    """
    with subprocess.Popen(
        [sys.executable, "-m", "sdsnet", "check", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        # A shell starts what runs in the background deaf to Ctrl-C, and the tests may run so.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    ) as running:
        assert running.stdin is not None
        running.stdin.write(b"#" * 1_000_000)  # more than a pipe holds: so it reads by now
        running.send_signal(signal.SIGINT)
        output, errors = running.communicate(timeout=30)

    assert (running.returncode, output, errors) == (130, b"", b"")


def test_full_disk_is_told_in_words() -> None:
    """
    Output that cannot be written is a failure, told once and without a traceback.
    """
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run(
            [sys.executable, "-m", "sdsnet", "schema"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            env=environment(),
        )

    assert (result.returncode, result.stderr) == (3, b"Error: no space left on device\n")


def test_output_is_utf_8_whatever_the_locale(tmp_path: Path) -> None:
    """
    In a locale of ASCII the bytes on standard output are the same.
    """
    text = HEADER + "barriers:\n  - {id: b, title: T, themes: [über]}\n"
    path = saved(tmp_path, text)
    result = subprocess.run(
        [sys.executable, "-m", "sdsnet", "check", path, "--format", "json"],
        capture_output=True,
        check=False,
        env=environment(LC_ALL="C", PYTHONCOERCECLOCALE="0", PYTHONUTF8="0"),
    )

    assert "'über'" in json.loads(result.stdout)["problems"][0]["message"]


def test_help_and_version_load_no_reader() -> None:
    """
    What needs no data does not wait for the modules that read it.
    """
    code = (
        "import sys\nfrom sdsnet.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "loaded = {'yaml', 'cattrs', 'pluggy'} & set(sys.modules)\n"
        "sys.exit(f'loaded {loaded}' if loaded else 0)"
    )

    result = subprocess.run(
        [sys.executable, "-c", code, "--version"],
        capture_output=True,
        check=False,
        env=environment(),
    )

    assert (result.returncode, result.stderr) == (0, b"")
