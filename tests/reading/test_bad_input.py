"""
Bad input of every sort: one clear problem each, no traceback, bounded time and memory.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import sdsnet

HEADER = 'sdsnet: "1"\ndataset: {id: d, title: t}\n'
JSON = '{"sdsnet": "1", "dataset": {"id": "d", "title": "t"%s}}'
LINE = '{"type": "dataset", "sdsnet": "1", "id": "d", "title": "t"%s}\n'
BOMB = (
    'sdsnet: "1"\ndataset:\n  id: d\n  title: t\n  extra:\n'
    "    a: &a [x, x, x, x, x, x, x, x, x, x]\n"
) + "".join(
    f"    {b}: &{b} [{', '.join(['*' + a] * 10)}]\n"
    for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
DEEP = "[" * 100_000 + "]" * 100_000

CASES = {
    "a duplicate key in YAML": (
        "yaml",
        f"{HEADER}barriers:\n- id: b\n  title: x\n  id: c\n",
        (6, 3, "S04", "The key 'id' stands twice in this mapping. Keep one."),
    ),
    "a duplicate key in JSON": (
        "json",
        JSON % ',\n "id": "e"',
        (2, 2, "S04", "The key 'id' stands twice in this mapping. Keep one."),
    ),
    "a duplicate key in JSON Lines": (
        "jsonl",
        LINE % "" + '{"type": "barrier", "id": "b", "title": "t", "title": "u"}\n',
        (2, 46, "S04", "The key 'title' stands twice in this mapping. Keep one."),
    ),
    "a tab": (
        "yaml",
        f"{HEADER}barriers:\n\t- id: b\n",
        (
            4,
            1,
            "S03",
            "This is not well-formed YAML: found character that cannot start any token, while "
            "scanning for the next token. Indent with spaces, not with tabs; put text with special "
            "characters in quotes.",
        ),
    ),
    "an unclosed quote": (
        "yaml",
        f'{HEADER}barriers:\n- id: "b\n  title: x\n',
        (
            4,
            7,
            "S03",
            "This is not well-formed YAML: found unexpected end of stream, while scanning a quoted "
            "scalar. The quote that opens here is not closed.",
        ),
    ),
    "an alias bomb": (
        "yaml",
        BOMB,
        (
            10,
            40,
            "S08",
            "The aliases stand for more than 100,000 values (limit alias_nodes). "
            "Write the values out.",
        ),
    ),
    "an alias to itself": (
        "yaml",
        'sdsnet: "1"\ndataset:\n  id: d\n  title: t\n  extra:\n    a: &a [*a]\n',
        (6, 12, "S03", "This alias stands for nothing that is complete. Write the value out."),
    ),
    "deep nesting in YAML": (
        "yaml",
        f"{HEADER}barriers: {DEEP}",
        (3, 50, "S08", "Lists and mappings stand more than 40 deep (limit depth)."),
    ),
    "deep nesting in JSON": (
        "json",
        JSON % f', "extra": {{"a": {DEEP}}}',
        (1, 106, "S08", "Lists and mappings stand more than 40 deep (limit depth)."),
    ),
    "deep nesting in JSON Lines": (
        "jsonl",
        LINE % f', "extra": {{"a": {DEEP}}}',
        (1, 114, "S08", "Lists and mappings stand more than 40 deep (limit depth)."),
    ),
    "NaN": (
        "json",
        JSON % ', "extra": {"a": NaN}',
        (1, 69, "S03", "NaN is not a number that JSON has. Leave the key out."),
    ),
    "Infinity": (
        "json",
        JSON % ', "extra": {"b": "Infinity", "a": -Infinity}',
        (1, 86, "S03", "-Infinity is not a number that JSON has. Leave the key out."),
    ),
    "a number out of range in JSON": (
        "json",
        JSON % ', "extra": {"a": 1e999}',
        (1, 69, "S07", "a holds a number that is out of range."),
    ),
    "a number of five thousand digits": (
        "json",
        JSON % f', "extra": {{"a": {"9" * 5000}}}',
        (1, 69, "S07", "a holds a number that is out of range."),
    ),
    "a lone surrogate in JSON": (
        "json",
        JSON.replace('"t"', '"\\ud800"') % "",
        (1, 49, "S12", "title holds the character U+D800. Remove it."),
    ),
    "a lone surrogate in YAML": (
        "yaml",
        HEADER.replace("title: t", 'title: "\\ud800"'),
        (
            2,
            28,
            "S03",
            "This is not well-formed YAML: found invalid Unicode character escape code, while "
            "parsing a quoted scalar.",
        ),
    ),
    "bytes that are not UTF-8": (
        "yaml",
        HEADER.encode() + b"# caf\xe9\n",
        (3, 1, "S02", "The file is not UTF-8 text. Save it with the encoding UTF-8."),
    ),
    "UTF-16": (
        "json",
        (JSON % "").encode("utf-16"),
        (
            1,
            1,
            "S02",
            "The file is not UTF-8 text. It looks like UTF-16. Save it with the encoding UTF-8.",
        ),
    ),
    "NUL in YAML": (
        "yaml",
        f"{HEADER}# \0\n",
        (3, 3, "S12", "The character U+0000 cannot stand in a text file. Remove it."),
    ),
    "NUL as an escape in YAML": (
        "yaml",
        HEADER.replace("title: t", 'title: "\\0"'),
        (
            2,
            25,
            "S12",
            "This text holds, as an escape, a character that no text may hold. Remove it.",
        ),
    ),
    "NUL in JSON": (
        "json",
        JSON.replace('"t"', '"\0"') % "",
        (1, 50, "S03", "This is not well-formed JSON: invalid control character."),
    ),
    "NUL as an escape in JSON": (
        "json",
        JSON.replace('"t"', '"\\u0000"') % "",
        (1, 49, "S12", "title holds the character U+0000. Remove it."),
    ),
    "a tag": (
        "yaml",
        f"{HEADER}barriers: !!python/object/apply:os.system [x]\n",
        (3, 11, "S09", "Tags such as !!str are not read. Leave the tag out; put text in quotes."),
    ),
    "a merge key": (
        "yaml",
        f"{HEADER}barriers:\n- &x {{id: b, title: t}}\n- <<: *x\n  id: c\n",
        (5, 3, "S09", "Merge keys (<<) are not read. Write the keys out."),
    ),
    "a second document": (
        "yaml",
        f"{HEADER}---\na: b\n",
        (
            3,
            1,
            "S09",
            "A file holds one document. Put what follows the line --- in a file of its own.",
        ),
    ),
    "a list for a key": (
        "yaml",
        f"{HEADER}? [a]\n: b\n",
        (
            3,
            3,
            "S09",
            "A key is a word, not a list or a mapping. Is an indent or a quote missing?",
        ),
    ),
    "an unknown format version": (
        "yaml",
        HEADER.replace('"1"', '"2"'),
        (1, 9, "S11", "Format version '2' is not read here. This library reads \"1\"."),
    ),
    "a number for a format version": (
        "json",
        (JSON % "").replace('"1"', "1"),
        (1, 12, "S11", 'The format version is text. Write it in quotes: "1".'),
    ),
    "no format version": (
        "yaml",
        HEADER.replace('sdsnet: "1"\n', ""),
        (1, 1, "S11", 'The file does not state its format version. Write sdsnet: "1".'),
    ),
    "no header": (
        "yaml",
        'sdsnet: "1"\n',
        (
            0,
            0,
            "S10",
            "No file carries the header. Begin one with dataset: {id: ..., title: ...}.",
        ),
    ),
    "an empty YAML file": (
        "yaml",
        "",
        (1, 1, "S07", 'A document begins with keys such as sdsnet: "1" and dataset:.'),
    ),
    "an empty JSON file": (
        "json",
        "",
        (1, 1, "S03", "This is not well-formed JSON: expecting value."),
    ),
    "an empty JSON Lines file": (
        "jsonl",
        "",
        (1, 1, "S11", 'The file is empty. It begins with {"type": "dataset", "sdsnet": "1", ...}.'),
    ),
    "a list for a type of record": (
        "jsonl",
        LINE % "" + '{"type": ["barrier"], "id": "b", "title": "t"}\n',
        (
            2,
            1,
            "S06",
            'The line does not state its type. Write "type": "barrier" or another.',
        ),
    ),
    "a list for a document": (
        "json",
        "[1]",
        (1, 1, "S07", 'A document begins with keys such as sdsnet: "1" and dataset:.'),
    ),
    "a byte order mark": (
        "yaml",
        b"\xef\xbb\xbf" + HEADER.encode(),
        (1, 1, "W08", "The file begins with a byte order mark. It is read; save it without one."),
    ),
}


def found(problem: sdsnet.Problem) -> tuple[int, int, str, str]:
    """
    Return what a case states of a problem.
    """
    assert problem.position is not None
    return (problem.position.line, problem.position.column, problem.code, problem.message)


@pytest.mark.parametrize(("suffix", "content", "expected"), CASES.values(), ids=CASES)
def test_bad_input_gives_one_clear_problem_with_its_place(
    tmp_path: Path, suffix: str, content: str | bytes, expected: tuple[int, int, str, str]
) -> None:
    """
    Each fault is told once, at the line and column where it stands.
    """
    file = tmp_path / f"file.{suffix}"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())

    problems = sdsnet.check(file)

    assert [found(problem) for problem in problems] == [expected]


@pytest.mark.parametrize("content", [HEADER, JSON % ""])
def test_windows_line_ends_are_read(tmp_path: Path, content: str) -> None:
    """
    A file saved on Windows is no worse than any other.
    """
    file = tmp_path / ("file.json" if content.startswith("{") else "file.yaml")
    file.write_bytes(content.replace("\n", "\r\n").replace(",", ",\r\n").encode())

    assert sdsnet.check(file) == []


def test_a_byte_order_mark_does_not_stop_a_load(tmp_path: Path) -> None:
    """
    The mark is a warning: what follows it is read.
    """
    file = tmp_path / "file.json"
    file.write_bytes(b"\xef\xbb\xbf" + (JSON % "").encode())

    assert sdsnet.read(file).id == "d"


@pytest.mark.parametrize(
    ("suffix", "start", "end"),
    [
        ("yaml", 'sdsnet: "1"\ndataset:\n  id: d\n  title: "', '"\n'),
        ("json", '{"sdsnet": "1", "dataset": {"id": "d", "title": "', '"}}'),
        ("jsonl", '{"type": "dataset", "sdsnet": "1", "id": "d", "title": "', '"}\n'),
    ],
)
def test_a_text_of_100_megabytes_is_refused_in_bounded_memory(
    tmp_path: Path, suffix: str, start: str, end: str
) -> None:
    """
    A process that may use 1.5 GB of memory reads the file and names the limit.
    """
    file = tmp_path / f"file.{suffix}"
    file.write_text(start + "x" * 100_000_000 + end, encoding="utf-8")
    script = (
        "import resource, sys\n"
        "resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000, 1_500_000_000))\n"
        "import sdsnet\n"
        "print(*sdsnet.check(sys.argv[1]), sep='\\n')\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", script, str(file)],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )

    assert done.stdout.count("\n") == 1
    assert "S08" in done.stdout
    assert "longer than 1,000,000 characters (limit text_characters)" in done.stdout
    assert "xxx" not in done.stdout + done.stderr


def test_a_file_that_is_too_large_is_refused_by_name_of_the_limit(tmp_path: Path) -> None:
    """
    The size of a file is bounded, and the bound can be set.
    """
    file = tmp_path / "file.yaml"
    file.write_text(HEADER, encoding="utf-8")

    [problem] = sdsnet.check(file, limits=sdsnet.Limits(yaml_bytes=10))

    assert problem.message == "The file is larger than 10 bytes (limit yaml_bytes)."


def test_too_many_records_are_refused(tmp_path: Path) -> None:
    """
    The number of records is bounded, and the bound can be set.
    """
    file = tmp_path / "file.yaml"
    file.write_text(f"{HEADER}barriers: [{{id: a, title: a}}, {{id: b, title: b}}]\n")

    [problem] = sdsnet.check(file, limits=sdsnet.Limits(records=1))

    assert problem.message == "There are more than 1 records (limit records)."


def test_a_broken_link_is_told_of_as_unreadable(tmp_path: Path) -> None:
    """
    A link to nowhere is a file that cannot be read.
    """
    (tmp_path / "link.yaml").symlink_to(tmp_path / "nowhere.yaml")

    [problem] = sdsnet.check(tmp_path / "link.yaml")

    assert problem.code == "S01"
    assert problem.message == "This cannot be read: no such file or directory."


def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    """
    Opening a pipe that nobody writes to would wait for ever, so it is not opened.
    """
    os.mkfifo(tmp_path / "pipe.yaml")

    [problem] = sdsnet.check(tmp_path / "pipe.yaml")

    assert problem.message == "This is not a regular file. Give a file or a folder of files."


def test_a_file_without_permission_is_told_of_as_unreadable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    What the system says of a file is passed on, whoever runs the tests.
    """
    file = tmp_path / "file.yaml"
    file.write_text(HEADER)
    real_open = Path.open

    def refuse(path: Path, *args: object, **options: object) -> object:
        if path == file:
            raise PermissionError(13, "Permission denied")
        return real_open(path, *args, **options)  # type: ignore[call-overload]  # passed through

    monkeypatch.setattr(Path, "open", refuse)

    [problem] = sdsnet.check(file)

    assert problem.message == "This cannot be read: permission denied."


def test_a_folder_without_data_files_says_which_endings_are_read(tmp_path: Path) -> None:
    """
    A folder of other files holds nothing to read.
    """
    (tmp_path / "notes.txt").write_text("x")

    [problem] = sdsnet.check(tmp_path)

    assert problem.message == (
        "The folder holds no file with one of the endings .yaml, .yml, .json, .jsonl."
    )


def test_a_folder_without_a_header_is_refused(tmp_path: Path) -> None:
    """
    One file of a folder carries the header.
    """
    (tmp_path / "a.yaml").write_text('sdsnet: "1"\n')

    [problem] = sdsnet.check(tmp_path)

    assert problem.code == "S10"


def test_two_headers_are_refused_and_both_are_named(tmp_path: Path) -> None:
    """
    The second header is the problem, and the first is named.
    """
    (tmp_path / "a.yaml").write_text(HEADER)
    (tmp_path / "b.yaml").write_text(HEADER)

    [problem] = sdsnet.check(tmp_path)

    assert str(problem.position) == f"{tmp_path / 'b.yaml'}:2:1"
    assert problem.message == f"The header stands here and in {tmp_path / 'a.yaml'}. Keep one."


def test_hidden_files_and_other_endings_are_passed_over(tmp_path: Path) -> None:
    """
    An editor's leftovers are no part of a dataset.
    """
    (tmp_path / "a.yaml").write_text(HEADER)
    (tmp_path / ".b.yaml").write_text("not: [read")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "c.yaml").write_text("not: [read")
    (tmp_path / "d.txt").write_text("not read")

    assert sdsnet.check(tmp_path) == []


def test_every_problem_of_every_file_is_told_at_once_in_order_of_place(tmp_path: Path) -> None:
    """
    Structure, references, codelists and rules of all files come in one go.
    """
    (tmp_path / "a.yaml").write_text(
        f"{HEADER}barriers:\n"
        "- id: b-1\n  titel: x\n  themes: co_production\n"
        "- id: b-2\n  title: y\n  part_of: b-1\n  themes: [cultur]\n"
        "- id: b-3\n  title: z\n  part_of: b-9\n"
    )
    (tmp_path / "b.jsonl").write_text(
        '{"type": "format", "sdsnet": "1"}\n'
        '{"type": "participant", "id": "p", "kind": "person", "naming": "unnamed"}\n'
        '{"type": "barier", "id": "x"}\n'
    )

    problems = sdsnet.check(tmp_path)

    assert [str(p).removeprefix(f"{tmp_path}/").split(" ")[:2] for p in problems] == [
        ["a.yaml:4:3:", "S06"],
        ["a.yaml:5:3:", "S05"],
        ["a.yaml:6:11:", "S07"],
        ["a.yaml:10:12:", "E03"],
        ["a.yaml:13:12:", "E02"],
        ["b.jsonl:2:1:", "E06"],
        ["b.jsonl:3:10:", "S05"],
    ]


def test_a_reference_to_a_record_that_is_itself_wrong_is_no_second_problem(tmp_path: Path) -> None:
    """
    Whoever mends the one record has mended both.
    """
    file = tmp_path / "a.yaml"
    file.write_text(f"{HEADER}barriers:\n- id: b-1\n- id: b-2\n  title: y\n  part_of: b-1\n")

    [problem] = sdsnet.check(file)

    assert problem.code == "S06"


def test_near_misses_are_offered_for_keys_lists_codes_and_ids(tmp_path: Path) -> None:
    """
    Whoever mistyped a word is shown the word.
    """
    file = tmp_path / "a.yaml"
    file.write_text(
        f"{HEADER}bariers: []\nbarriers:\n- id: b-language\n  title: x\n  themes: [co_prodction]\n"
        "- id: b-2\n  title: y\n  sumary: x\n- id: b-3\n  title: y\n  part_of: b-langage\n"
    )

    hints = {problem.hint for problem in sdsnet.check(file)}

    assert hints == {"barriers", "co_production", "summary", "b-language"}
