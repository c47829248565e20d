"""
`sdsnet explain`, `sdsnet clear` and `sdsnet recall`, in processes of their own.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.running import EXAMPLES, HEADER, environment, process, saved

WALKTHROUGH = EXAMPLES / "walkthrough.yaml"
HIDDEN = (b"Euan", b"Sample", b"e.sample")


def lines(printed: bytes) -> list[str]:
    """
    Return the lines that were printed, alike on every system.
    """
    return printed.decode().splitlines()


def test_explain_tells_people_why() -> None:
    """
    Outcome, reasons, answers, fields and ties are told, and no name.
    """
    done = process("explain", WALKTHROUGH, "quiet-provider")

    told = lines(done.stdout)
    assert (done.returncode, done.stderr) == (0, b"")
    assert told[0] == "participants 'quiet-provider' for public: a label stands for it."
    assert "  quiet-provider: anonymise, by participant 'quiet-provider'" in told
    assert "  relations 'works-there': subject" in told
    assert any(line.split()[:2] == ["name", "dropped:"] for line in told)
    assert not any(name in done.stdout for name in HIDDEN)


def test_explain_as_json_has_a_stable_shape() -> None:
    """
    The keys are those that the reference lists.
    """
    done = process("explain", WALKTHROUGH, "quiet-provider", "--format", "json")

    told = json.loads(done.stdout)
    assert set(told) == {
        "id",
        "collection",
        "audience",
        "outcome",
        "shown_as",
        "reasons",
        "answers",
        "fields",
        "cut_ties",
    }
    assert (told["outcome"], told["reasons"][0]["rule"]) == ("label", "P4")
    assert set(told["fields"][0]) == {"field", "fate", "reason"}
    assert not any(name in done.stdout for name in HIDDEN)


def test_explain_takes_an_audience() -> None:
    """
    For the keeper everything stays.
    """
    done = process("explain", WALKTHROUGH, "quiet-provider", "--audience", "internal")

    assert lines(done.stdout)[0].endswith("for internal: it is shown as it is.")


@pytest.mark.parametrize("command", ["explain", "clear"])
def test_unknown_id_is_wrong_usage(command: str) -> None:
    """
    The nearest id is offered.
    """
    done = process(command, WALKTHROUGH, "barrier-hour")

    assert done.returncode == 2
    assert b"Nearest: barrier-hours." in done.stderr


@pytest.mark.parametrize("arguments", [("explain", "{}", "b"), ("clear", "{}", "b")])
def test_documents_with_errors_are_shown(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """
    Problems look as in `sdsnet check`, and are no wrong usage.
    """
    path = saved(tmp_path, HEADER + "barriers: [{id: b, title: T, themes: [no_such]}]\n")

    done = process(*(one.format(path) for one in arguments))

    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr == process("check", path).stderr


def test_clear_shows_the_text_and_prints_the_line() -> None:
    """
    The text is for the reader, the line for the file.
    """
    done = process("clear", WALKTHROUGH, "barrier-hours")

    assert done.returncode == 0
    assert lines(done.stdout) == ['cleared: "9c77a961"']
    assert "    Care is bought by the minute" in lines(done.stderr)


def test_clear_writes_the_line_and_nothing_else(tmp_path: Path) -> None:
    """
    In a pipe nothing is asked; the file has one line more, and clearing again changes nothing.
    """
    path = Path(shutil.copy(WALKTHROUGH, tmp_path))
    before = path.read_text(encoding="utf-8").splitlines()

    done = process("clear", path, "barrier-hours", "--write")
    again = process("clear", path, "barrier-hours", "--write")

    after = path.read_text(encoding="utf-8").splitlines()
    assert (done.returncode, done.stdout) == (0, b"")
    assert lines(done.stderr)[-1] == "Cleared barriers 'barrier-hours'."
    assert [line for line in after if line not in before] == ['    cleared: "9c77a961"']
    assert [line for line in after if line != '    cleared: "9c77a961"'] == before
    assert lines(again.stderr)[-1] == "It is cleared already; nothing was written."


@pytest.mark.parametrize(("answer", "code"), [(b"y\n", 0), (b"n\n", 1)])
def test_clear_asks_on_a_terminal(tmp_path: Path, answer: bytes, code: int) -> None:
    """
    Whoever sits at a terminal is asked once more, and may say no.
    """
    pty = pytest.importorskip("pty")
    path = Path(shutil.copy(WALKTHROUGH, tmp_path))
    before = path.read_bytes()
    parent, child = pty.openpty()
    os.write(parent, answer)

    done = subprocess.run(
        [sys.executable, "-m", "sdsnet", "clear", str(path), "barrier-hours", "--write"],
        stdin=child,
        capture_output=True,
        check=False,
        env=environment(),
        timeout=60,
    )

    os.close(child)
    os.close(parent)
    assert done.returncode == code
    assert b"Clear this text for others?" in done.stderr
    assert (path.read_bytes() == before) == (code != 0)


def test_clear_cannot_write_to_standard_input() -> None:
    """
    There is no file to change.
    """
    done = process("clear", "-", "barrier-hours", "--write", given=WALKTHROUGH.read_bytes())

    assert done.returncode == 2
    assert b"Standard input cannot be written to" in done.stderr


def test_clear_reads_standard_input() -> None:
    """
    Without `--write` a dataset may come through a pipe.
    """
    done = process("clear", "-", "barrier-hours", given=WALKTHROUGH.read_bytes())

    assert lines(done.stdout) == ['cleared: "9c77a961"']


def withdrawn(folder: Path) -> Path:
    """
    Save the walkthrough with the blogger's answer taken back.
    """
    text = WALKTHROUGH.read_text(encoding="utf-8")
    assert "basis: public_record," in text
    taken_back = "basis: public_record, withdrawn_on: 2024-06-01,"
    return saved(folder, text.replace("basis: public_record,", taken_back))


def test_recall_names_what_is_gone_and_what_to_call_back(tmp_path: Path) -> None:
    """
    From an export with a receipt to the file that has to come back.
    """
    receipt = tmp_path / "receipt.json"
    process(
        "export", WALKTHROUGH, "--to", "json", "--output", tmp_path / "o.json", "--receipt", receipt
    )

    done = process("recall", WALKTHROUGH, withdrawn(tmp_path), "--receipt", receipt)

    told = lines(done.stdout)
    assert (done.returncode, done.stderr) == (0, b"")
    assert told[0] == "Gone for public:"
    assert "  participants 'blogger': the whole record" in told
    assert f"  {receipt} (json, public): call back" in told
    assert b"Morag" not in done.stdout


def test_recall_as_json(tmp_path: Path) -> None:
    """
    The shape is that of the reference.
    """
    done = process("recall", WALKTHROUGH, withdrawn(tmp_path), "--format", "json")

    told = json.loads(done.stdout)
    assert set(told) == {"audience", "lost", "exports"}
    assert {"collection": "participants", "id": "blogger", "field": ""} in told["lost"]


def test_recall_says_that_nothing_is_gone() -> None:
    """
    A dataset compared with itself.
    """
    done = process("recall", WALKTHROUGH, WALKTHROUGH)

    assert lines(done.stdout) == ["Nothing that public was given is gone."]


def test_recall_reads_standard_input_once() -> None:
    """
    Two datasets cannot come through one pipe.
    """
    assert process("recall", "-", "-").returncode == 2
