"""
`sdsnet new`: the beginning of a dataset.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from tests.cli.running import run, saved

import sdsnet


def test_new_dataset_checks_clean(tmp_path: Path) -> None:
    """
    What is made has neither errors nor warnings, and holds records to change.
    """
    made = run("new", tmp_path / "mine")

    checked = run("check", "--strict", tmp_path / "mine")

    assert (made.exit_code, made.stdout) == (0, "")
    assert "sdsnet check" in made.stderr
    assert (checked.exit_code, checked.stderr) == (0, "no problems\n")
    assert len(list(sdsnet.read(tmp_path / "mine").records())) >= 5


def test_new_files_explain_themselves_and_name_the_schema(tmp_path: Path) -> None:
    """
    Every file begins with the line that tells editors of the schema, and says what it is for.
    """
    run("new", tmp_path / "mine")

    schema = json.loads((tmp_path / "mine" / ".sdsnet.schema.json").read_bytes())
    assert schema == sdsnet.json_schema(dialect="yaml")
    for file in (tmp_path / "mine").glob("*.yaml"):
        lines = file.read_text(encoding="utf-8").splitlines()
        assert lines[0] == "# yaml-language-server: $schema=.sdsnet.schema.json"
        assert re.match(r"# [A-Z].*\.$", lines[2])
        assert sum("#" in line for line in lines) >= 4


def test_commands_that_new_files_mention_work(tmp_path: Path) -> None:
    """
    A comment that says which command tells more is right.
    """
    run("new", tmp_path / "mine")
    text = "".join(f.read_text(encoding="utf-8") for f in (tmp_path / "mine").glob("*.yaml"))

    named = re.findall(r"see: sdsnet glossary (\w+)", text)

    assert named
    for name in named:
        assert run("glossary", name).exit_code == 0


def test_empty_folder_is_filled(tmp_path: Path) -> None:
    """
    A folder that is there and empty is as good as none.
    """
    result = run("new", tmp_path)

    assert result.exit_code == 0
    assert (tmp_path / "dataset.yaml").is_file()


def test_folder_that_holds_something_is_refused(tmp_path: Path) -> None:
    """
    Nothing is mixed into what somebody has already.
    """
    saved(tmp_path, "mine", "notes.txt")

    result = run("new", tmp_path)

    assert result.exit_code == 2
    assert "is not empty" in result.stderr
    assert [one.name for one in tmp_path.iterdir()] == ["notes.txt"]


def test_file_is_refused(tmp_path: Path) -> None:
    """
    A file cannot become a folder.
    """
    path = saved(tmp_path, "mine")

    result = run("new", path)

    assert result.exit_code == 2
    assert "is a file" in result.stderr


def test_failure_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    If the disk is full half-way, there is neither a half-written folder nor a temporary one.
    """

    def fail(self: Path, content: bytes) -> int:
        if self.name == "people.yaml":
            raise OSError(28, "No space left on device")
        with self.open("wb") as file:
            return file.write(content)

    monkeypatch.setattr(Path, "write_bytes", fail)

    result = run("new", tmp_path / "mine")

    assert result.exit_code == 3
    assert result.stderr == "Error: no space left on device\n"
    assert list(tmp_path.iterdir()) == []
