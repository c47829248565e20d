"""
`sdsnet check`: what people see.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.cli.running import EXAMPLES, HEADER, run, saved

from sdsnet.cli import cli

BAD_THEME = HEADER + "barriers:\n  - {id: b, title: T, themes: [culture]}\n"
WARNED = "\ufeff" + HEADER


def test_problem_is_shown_with_its_line_a_mark_and_what_was_meant(tmp_path: Path) -> None:
    """
    A problem has place, code and message, then its line, a mark under the place, and the hint.
    """
    path = saved(tmp_path, BAD_THEME)

    result = run("check", path)

    assert result.stderr == (
        f"{path}:4:32: error E03: barriers 'b': 'culture' is not in the theme list. "
        "Nearest: leadership_culture.\n"
        " 4 |   - {id: b, title: ***, themes: [culture]}\n"
        "   |                                  ^ leadership_culture?\n"
        "1 error in 1 file\n"
    )
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("text", "strict", "code"),
    [
        (HEADER, (), 0),
        (HEADER, ("--strict",), 0),
        (WARNED, (), 0),
        (WARNED, ("--strict",), 1),
        (BAD_THEME, (), 1),
    ],
    ids=["clean", "clean, strict", "warned", "warned, strict", "wrong"],
)
@pytest.mark.parametrize("report", ["text", "json", "sarif", "github"])
def test_exit_code_is_1_for_errors_and_for_warnings_only_if_strict(
    tmp_path: Path, text: str, strict: tuple[str, ...], code: int, report: str
) -> None:
    """
    Every format has the same exit codes.
    """
    path = saved(tmp_path, text)

    result = run("check", path, "--format", report, *strict)

    assert result.exit_code == code


@pytest.mark.parametrize(
    ("texts", "summary"),
    [
        ([HEADER], "no problems"),
        ([WARNED], "1 warning in 1 file"),
        ([BAD_THEME, WARNED], "1 error, 1 warning in 2 files"),
        ([BAD_THEME + "networks: {}\n", BAD_THEME], "3 errors in 2 files"),
    ],
)
def test_last_line_counts_problems_and_files(
    tmp_path: Path, texts: list[str], summary: str
) -> None:
    """
    A report ends with how many errors and warnings stand in how many files.
    """
    paths = [saved(tmp_path, text, f"{number}.yaml") for number, text in enumerate(texts)]

    result = run("check", *paths)

    assert result.stderr.splitlines()[-1] == summary


def test_more_than_20_problems_of_one_code_are_folded(tmp_path: Path) -> None:
    """
    Of one code 20 problems are shown, over all sources, and the rest is counted.
    """
    barriers = "".join(f"  - {{id: b{n}, title: T, themes: [x]}}\n" for n in range(15))
    paths = [saved(tmp_path, f"{HEADER}barriers:\n{barriers}", f"{n}.yaml") for n in range(2)]

    lines = run("check", *paths).stderr.splitlines()

    assert sum(" E03: " in line for line in lines) == 20
    assert lines[-2:] == ["... and 10 more of E03; 30 in all.", "30 errors in 2 files"]


def test_formats_for_programs_fold_nothing(tmp_path: Path) -> None:
    """
    A program gets every problem.
    """
    barriers = "".join(f"  - {{id: b{n}, title: T, themes: [x]}}\n" for n in range(30))

    result = run("check", saved(tmp_path, f"{HEADER}barriers:\n{barriers}"), "--format", "github")

    assert len(result.stdout.splitlines()) == 30


@pytest.mark.parametrize("file", sorted((EXAMPLES / "faulty").iterdir()), ids=lambda f: f.name[:3])
def test_faulty_example_shows_its_problem(file: Path) -> None:
    """
    Each faulty example shows the code in its name.
    """
    result = run("check", file)

    assert f" {file.name[:3]}: " in result.stderr


@pytest.mark.parametrize(
    ("name", "text", "shown", "under"),
    [
        ("a.yaml", BAD_THEME, "  - {id: b, title: ***, themes: [culture]}", "culture]"),
        (
            "a.yaml",
            HEADER + "barriers:\n  - id: b\n    title: T\n    themes:\t[x]\n",
            "    themes:    [x]",
            "x]",
        ),
        (
            "a.yaml",
            HEADER + 'barriers: [{id: b, title: T, themes: ["日本", "e\u0301", culture]}]',
            'barriers: [{id: b, title: ***, themes: ["日本", "e\u0301", culture]}]',
            "culture]",
        ),
        (
            "a.json",
            (
                '{"sdsnet": "1", "dataset": {"id": "d", "title": "T"},\n'
                ' "barriers": [{"id": "b", "title": "T", "themes": ["culture"]}]}'
            ),
            ' "barriers": [{"id": "b", "title": ***, "themes": ["culture"]}]}',
            '"culture"]',
        ),
        (
            "a.jsonl",
            (
                '{"type": "dataset", "sdsnet": "1", "id": "d", "title": "T"}\r\n'
                '{"title": "T", "themes": ["culture"], "id": "b", "type": "barrier"}\r\n'
            ),
            '{"title": ***, "themes": ["culture"], "id": "b", "type": "barrier"}',
            '"culture"]',
        ),
    ],
    ids=["yaml", "tab", "wide and combining", "json", "jsonl"],
)
def test_mark_stands_under_the_place(
    tmp_path: Path, name: str, text: str, shown: str, under: str
) -> None:
    """
    Tabs, wide characters and accents of their own do not move the mark away from its place.
    """
    result = run("check", saved(tmp_path, text, name))

    *_, line, mark, _ = result.stderr.splitlines()
    gutter, _, words = line.partition(" | ")
    before = shown.index(under)
    columns = before + shown[:before].count("日") + shown[:before].count("本")
    columns -= shown[:before].count("\u0301")
    assert words == shown
    assert mark.index("^") - len(gutter) - 3 == columns


def test_only_a_part_of_a_long_line_is_shown(tmp_path: Path) -> None:
    """
    Of a line that is wider than a screen the part around the mark is shown.
    """
    themes = '"leadership_culture", ' * 500
    text = (
        '{"sdsnet": "1", "dataset": {"id": "d", "title": "T"}, "barriers": '
        f'[{{"id": "b", "title": "T", "themes": [{themes}"culture", {themes[:-2]}]}}]}}'
    )

    result = run("check", saved(tmp_path, text, "a.json"))

    line, mark = next(
        (line, mark)
        for line, mark in zip(*[iter(result.stderr.splitlines()[1:-1])] * 2, strict=False)
        if '"culture"' in line
    )
    at = mark.index("^")
    assert line[at:].startswith('"culture"')
    assert line.endswith("...")
    assert line.startswith(" 1 | ...")
    assert len(line) < 120


def test_problem_of_a_whole_file_has_no_line(tmp_path: Path) -> None:
    """
    What is wrong with a file as a whole is told without a line.
    """
    path = tmp_path / "none.yaml"

    result = run("check", path)

    assert result.exit_code == 1
    assert result.stderr == (
        f"{path}: error S01: This cannot be read: no such file or directory.\n1 error in 1 file\n"
    )


def test_control_characters_do_not_reach_the_terminal(tmp_path: Path) -> None:
    """
    A line that would steer the terminal is shown with question marks instead.
    """
    text = HEADER + 'barriers: [{id: b, title: T, themes: ["\u202e\u200b31m"]}]\n'

    result = run("check", saved(tmp_path, text))

    assert '["??31m"]' in result.stderr
    assert not {"\u202e", "\u200b"} & set(result.stderr)


def test_colour_is_for_terminals_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A terminal gets colour, unless NO_COLOR is set.
    """
    path = str(saved(tmp_path, BAD_THEME))
    monkeypatch.delenv("NO_COLOR", raising=False)

    plain = CliRunner().invoke(cli, ["check", path])
    coloured = CliRunner().invoke(cli, ["check", path], color=True)
    monkeypatch.setenv("NO_COLOR", "1")
    refused = CliRunner().invoke(cli, ["check", path], color=True)

    assert "\x1b[" in coloured.stderr
    assert "\x1b[" not in plain.stderr
    assert refused.stderr == plain.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "Missing argument 'SOURCE...'"),
        (("-", "-"), "Standard input can be read once only"),
        (("a.yaml", "--format", "json", "--show-values"), "The format json never shows values"),
        (("a.yaml", "--format", "xml"), "'xml' is not one of"),
    ],
)
def test_wrong_usage_has_exit_code_2(arguments: tuple[str, ...], message: str) -> None:
    """
    What cannot be meant is refused with a sentence.
    """
    result = run("check", *arguments)

    assert result.exit_code == 2
    assert message in result.stderr


def test_from_says_what_a_file_is_read_as(tmp_path: Path) -> None:
    """
    The option stands above the ending of the file, also for the line that is shown.
    """
    text = (
        '{"type": "dataset", "sdsnet": "1", "id": "d", "title": "T"}\n'
        '{"type": "barrier", "id": "b", "title": "T", "themes": ["culture"]}\n'
    )
    path = saved(tmp_path, text, "a.txt")

    result = run("check", path, "--from", "jsonl")

    assert (
        '2 | {"type": "barrier", "id": "b", "title": ***, "themes": ["culture"]}' in result.stderr
    )
