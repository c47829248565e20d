"""
`sdsnet check`: what programs get.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from tests.cli.running import EXAMPLES, HEADER, run, saved

from sdsnet.cli.reports import github, sarif
from sdsnet.errors import Position, Problem

SARIF = Draft202012Validator(json.loads((Path(__file__).parent / "sarif-2.1.0.json").read_bytes()))

PLACES = st.builds(
    Position,
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1),
    st.integers(0, 9),
    st.integers(0, 9),
)
PROBLEMS = st.builds(
    Problem,
    code=st.sampled_from(["E01", "S03", "W08"]),
    rule=st.just("some-rule"),
    severity=st.sampled_from(["error", "warning"]),
    message=st.text(st.characters(exclude_categories=["Cs"])),
    position=st.none() | PLACES,
)


def _log(*arguments: object) -> Any:
    return json.loads(run("check", "--format", "sarif", *arguments).stdout)


def test_json_has_counts_and_every_problem(tmp_path: Path) -> None:
    """
    The shape of the JSON report is what the documentation says, and does not change.
    """
    path = saved(tmp_path, HEADER + "barriers:\n  - {id: b, title: T, themes: [culture]}\n")

    result = run("check", path, "--format", "json")

    assert json.loads(result.stdout) == {
        "errors": 1,
        "warnings": 0,
        "problems": [
            {
                "code": "E03",
                "rule": "unknown-key-in-codelist",
                "severity": "error",
                "message": "barriers 'b': 'culture' is not in the theme list. "
                "Nearest: leadership_culture.",
                "hint": "leadership_culture",
                "path": "barriers[0].themes[0]",
                "file": str(path),
                "line": 4,
                "column": 32,
                "place": None,
            }
        ],
    }
    assert result.stderr == ""


def test_json_has_null_for_what_is_not_known(tmp_path: Path) -> None:
    """
    A problem of a whole file has neither line nor column nor path.
    """
    result = run("check", tmp_path / "none.yaml", "--format", "json")

    (problem,) = json.loads(result.stdout)["problems"]
    assert (problem["path"], problem["line"], problem["column"], problem["hint"]) == (None,) * 4


@pytest.mark.parametrize("file", sorted((EXAMPLES / "faulty").iterdir()), ids=lambda f: f.name[:3])
def test_sarif_of_examples_is_valid(file: Path) -> None:
    """
    The log of each faulty example is valid, and says what its rule asks for.
    """
    log = _log(file)

    SARIF.validate(log)
    (rule,) = log["runs"][0]["tool"]["driver"]["rules"]
    assert rule["id"] == file.name[:3]
    assert rule["shortDescription"]["text"]


def test_sarif_without_problems_is_valid() -> None:
    """
    A run that found nothing has an empty list of results, which says that it ran.
    """
    log = _log(EXAMPLES / "pilotlight")

    SARIF.validate(log)
    assert log["runs"][0]["results"] == []


@given(st.lists(PROBLEMS, max_size=5))
def test_sarif_of_any_problems_is_valid(problems: list[Problem]) -> None:
    """
    Whatever a file is called and wherever a problem stands, the log is valid.
    """
    log = sarif.render(problems, {"E01": "Ids are unique."})

    SARIF.validate(json.loads(json.dumps(log)))
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    assert [rules[one["ruleIndex"]]["id"] for one in log["runs"][0]["results"]] == [
        problem.code for problem in problems
    ]


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("a/b.yaml", "a/b.yaml"),
        ("été 1.yaml", "%C3%A9t%C3%A9%201.yaml"),
        ("c:d.yaml", "c%3Ad.yaml"),
        ("/data/a b.yaml", "file:///data/a%20b.yaml"),
    ],
)
def test_sarif_names_files_as_uris(file: str, uri: str) -> None:
    """
    A relative name stays relative, so that a service finds the file in the repository.
    """
    log = sarif.render([Problem("E01", "r", "error", "m", position=Position(file, 1, 2))], {})

    (place,) = log["runs"][0]["results"][0]["locations"]
    assert place["physicalLocation"] == {
        "artifactLocation": {"uri": uri},
        "region": {"startLine": 1, "startColumn": 2},
    }


def test_github_command_has_place_title_and_message(tmp_path: Path) -> None:
    """
    A workflow command is one line that GitHub puts beside the line of the file.
    """
    path = saved(
        tmp_path, HEADER + "barriers:\n  - {id: b, title: T, themes: [culture]}\n", "a,b.yaml"
    )

    result = run("check", path, "--format", "github")

    place = str(path).replace(",", "%2C")
    assert result.stdout == (
        f"::error file={place},line=4,col=32,title=E03 unknown-key-in-codelist::"
        "barriers 'b': 'culture' is not in the theme list. Nearest: leadership_culture.\n"
    )


@given(PROBLEMS)
@example(Problem("E01", "r", "error", "100%0A", position=Position("a%2C,b:c.yaml", 1, 2)))
def test_github_command_can_be_read_back(problem: Problem) -> None:
    """
    What the runner reads back is what was written, whatever stands in names and messages.
    """
    (line,) = github.render([problem])

    command, _, message = line.removeprefix("::").partition("::")
    kind, _, words = command.partition(" ")
    properties = dict(one.partition("=")[::2] for one in words.split(","))
    assert not {"\r", "\n"} & set(line)
    assert kind == problem.severity
    assert _unescaped(message) == problem.message
    if problem.position:
        assert _unescaped(properties["file"]) == problem.position.file


def _unescaped(words: str) -> str:
    for escape, sign in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        words = words.replace(escape, sign)
    return words
