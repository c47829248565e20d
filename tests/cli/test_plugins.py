"""
`sdsnet plugins`: the list, the contract, and a new package.
"""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from tests.cli.running import run

import sdsnet
from sdsnet.cli.plugin_starter import files


def test_the_library_itself_is_the_first_plugin() -> None:
    """
    Its formats come through the same hook as anyone's.
    """
    result = run("plugins", "--format", "json")

    first = json.loads(result.stdout)["plugins"][0]
    assert first == {
        "name": "sdsnet",
        "package": "sdsnet",
        "version": sdsnet.__version__,
        "state": "ready",
        "problems": [],
        "exporters": ["yaml", "json", "jsonl", "markdown", "csv", "sqlite"],
        "codelists": [],
        "rules": [],
        "readers": [],
    }


def test_a_format_is_put_through_the_contract() -> None:
    """
    Each property is told as it is found, and the verdict in one line.
    """
    result = run("plugins", "check", "json", "--examples", 1)

    assert result.exit_code == 0, result.stderr
    assert result.stdout == "json: 8 of 8 properties kept\n"
    assert "json no_leak kept\n" in result.stderr


def test_an_exporter_that_breaks_the_contract_has_exit_code_3() -> None:
    """
    A script can rely on it; the badge says it, too.
    """
    result = run(
        "plugins", "check", "json", "--examples", 1, "--reader", "operator:length_hint",
        "--format", "badge",
    )  # fmt: skip
    refusing = run(
        "plugins", "check", "json", "--examples", 1, "--reader", "json:loads",
        "--format", "badge",
    )  # fmt: skip

    assert result.exit_code == 0
    assert json.loads(result.stdout) == {
        "schemaVersion": 1,
        "label": "sdsnet contract",
        "message": "8 of 8 kept",
        "color": "brightgreen",
    }
    assert refusing.exit_code == 3
    assert json.loads(refusing.stdout)["message"] == "7 of 8 kept"
    assert json.loads(refusing.stdout)["color"] == "red"


def test_a_verdict_for_programs_has_every_judgement() -> None:
    """
    With what each property means.
    """
    result = run("plugins", "check", "jsonl", "--examples", 1, "--format", "json")

    [verdict] = json.loads(result.stdout)["verdicts"]
    assert verdict["exporter"] == "jsonl"
    assert len(verdict["judgements"]) == 8
    assert {one["outcome"] for one in verdict["judgements"]} == {"kept"}
    assert all(one["meaning"].endswith(".") for one in verdict["judgements"])


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("check", "csvv"), 3, "there is no format 'csvv'"),
        (("check", "json", "--reader", "nowhere"), 2, "leads to no function"),
        (("check", "json", "--reader", "json:nothing"), 2, "leads to no function"),
        (("new", "Big Name"), 2, "cannot be the name of a format"),
        (("new", "csv"), 2, "There is a format or a plugin csv already"),
        (("new", "ndjson"), 2, "There is a format or a plugin ndjson already"),
        (("new", "graph"), 2, "There is a format or a plugin graph already"),
        (("new", "xlsx"), 2, "There is a format or a plugin xlsx already"),
        (("new", "sdsnet"), 2, "There is a format or a plugin sdsnet already"),
        (("new", "fresh", "--output", "."), 2, "A folder that somebody stands in"),
        (("check", "json", "--reader", "json:__doc__"), 2, "is no function"),
    ],
)
def test_what_cannot_be_is_told_in_words(arguments: tuple[str, ...], code: int, words: str) -> None:
    """
    No traceback for a slip.
    """
    result = run("plugins", *arguments)

    assert result.exit_code == code
    assert words in " ".join(result.stderr.split())


def test_a_new_plugin_is_a_whole_package(tmp_path: Path) -> None:
    """
    Everything is there that a package needs, with the name in every place.
    """
    result = run("plugins", "new", "north-star", "--output", tmp_path / "here")

    assert result.exit_code == 0
    assert "sdsnet plugins check north-star" in result.stderr
    made = {
        path.relative_to(tmp_path / "here").as_posix()
        for path in (tmp_path / "here").rglob("*")
        if path.is_file()
    }
    assert made == {
        ".gitignore",
        "CHANGELOG.md",
        "LICENSE",
        "README.md",
        "pyproject.toml",
        "src/sdsnet_north_star/__init__.py",
        "src/sdsnet_north_star/py.typed",
        "tests/test_sdsnet_north_star.py",
    }
    project = tomllib.loads((tmp_path / "here" / "pyproject.toml").read_text())["project"]
    assert project["name"] == "sdsnet-north-star"
    assert project["entry-points"] == {"sdsnet": {"north-star": "sdsnet_north_star"}}
    assert project["dependencies"] == ["sdsnet>=0.1,<0.2"]


def test_no_template_is_left_unfilled() -> None:
    """
    Whatever the name is.
    """
    for path, content in files("a1-b2"):
        assert b"<<" not in content.replace(b",<0", b"")
        assert "_package_" not in path
        assert not path.endswith(".template")


def test_a_folder_that_holds_something_stays_as_it_is(tmp_path: Path) -> None:
    """
    Nothing is written over.
    """
    (tmp_path / "mine.txt").write_text("mine")

    result = run("plugins", "new", "fresh", "--output", tmp_path)

    assert result.exit_code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_new_plugin_is_clean_and_typed(tmp_path: Path) -> None:
    """
    The linter and the strict type checker have nothing to say.
    """
    run("plugins", "new", "north-star", "--output", tmp_path / "made")

    source = ":".join(path for path in sys.path if path.endswith("src"))
    for command in (
        ["ruff", "check", "--isolated", "--line-length=100", "--select=E,F,I,B,UP,RUF", "."],
        ["ruff", "format", "--isolated", "--line-length=100", "--check", "."],
        ["mypy"],
    ):
        done = subprocess.run(
            [sys.executable, "-m", *command],
            cwd=tmp_path / "made",
            capture_output=True,
            text=True,
            check=False,
            env={"PYTHONPATH": ":".join(sys.path), "PATH": "", "MYPYPATH": source},
        )
        assert done.returncode == 0, done.stdout + done.stderr
