"""
What the fast path would let through if nobody looked: each is refused like any other fault.
"""

import pytest

from sdsnet.reading import Limits, read_text
from sdsnet.reading import json as json_text
from sdsnet.reading.files import Format

HEADER = '{"type": "dataset", "sdsnet": "1", "id": "d", "title": "T"}\n'
DOCUMENT = '{"sdsnet": "1", "dataset": {"id": "d", "title": "T"}, "barriers": [%s]}'


@pytest.mark.parametrize(
    "barrier",
    [
        '{"id": "b", "title": "One", "title": "Two"}',
        '{"id": "b", "title" : "One", "title": "Two"}',
        '{"id": "b", "title":"One", "title":"A\\u003aB"}',
        '{"id": "b", "title":"A:B", "title":"Two"}',
        '{"id": "b", "title":"Two", "extra":{"a": 1, "a": 2}}',
        # What is lost is as long as what msgspec adds to the number: 1000000.0.
        '{"id":"b","title":"Two","extra":{"a":1,"a":1E6}}',
    ],
)
@pytest.mark.parametrize("given", ["json", "jsonl"])
def test_key_that_stands_twice_is_found_however_it_is_written(barrier: str, given: Format) -> None:
    """
    Blanks before a colon and colons inside texts, escaped or not, hide no key that stands twice.
    """
    text = DOCUMENT % barrier
    if given == "jsonl":
        text = HEADER + barrier.replace("{", '{"type":"barrier",', 1)

    problems = read_text(text, given=given).problems

    assert [problem.code for problem in problems] == ["S04"]


@pytest.mark.parametrize("name", ["dataset", "barriers"])
def test_part_of_a_document_that_stands_twice_is_found(name: str) -> None:
    """
    A list or a header that stands twice is as wrong as any other key that does.
    """
    second = '"dataset": {"id": "e", "title": "T"}' if name == "dataset" else '"barriers": []'
    text = (DOCUMENT % '{"id": "b", "title": "T"}')[:-1] + f", {second}}}"

    problems = read_text(text, given="json").problems

    assert [problem.code for problem in problems] == ["S04"]


FORMAT = '{"type": "format", "sdsnet": "1"}'
RECORD = '{"type":"barrier","id":"%s","title":"T"}'


@pytest.mark.parametrize(
    "lines",
    [
        f"{RECORD % 'a'}{RECORD % 'b'}\n",
        f"{RECORD % 'a'} {RECORD % 'b'}\n",
        f"{RECORD % 'a'}\n".replace(",", ",\n", 1),
        f"{RECORD % 'a'}{RECORD % 'b'}\n" + (RECORD % "c").replace("}", "\n}") + "\n",
        f"{RECORD % 'a'}{RECORD % 'b'}\n"
        + (RECORD % "c").replace("}", ',"extra":{}\n,"date":"2026"}')
        + "\n",
        f"{RECORD % 'a'}{RECORD % 'b'}\n" + (RECORD % "c").replace("}", ',"extra":\n{}}') + "\n",
    ],
)
def test_line_holds_one_whole_record(lines: str) -> None:
    """
    Two records in a line are refused, and a record in two lines, also where both come together.
    """
    problems = read_text(HEADER + lines, given="jsonl").problems

    assert "S03" in {problem.code for problem in problems}


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ([RECORD % "a"], [("S10", 0), ("S11", 1)]),
        ([RECORD % "a", RECORD % "b"], [("S10", 0), ("S11", 1)]),
        ([RECORD % "a", HEADER], [("S11", 1), ("S10", 2)]),
        ([HEADER, HEADER], [("S10", 2)]),
        ([HEADER, RECORD % "a", HEADER], [("S10", 3)]),
        ([FORMAT, HEADER], [("S10", 2)]),
        ([FORMAT, FORMAT], [("S10", 0), ("S10", 2)]),
    ],
)
def test_header_stands_in_the_first_line_and_in_no_other(
    lines: list[str], found: list[tuple[str, int]]
) -> None:
    """
    Lines that are right by themselves are refused where they stand out of their place.
    """
    text = "\n".join(line.strip() for line in lines)

    problems = read_text(text, given="jsonl").problems

    assert [(one.code, one.position and one.position.line) for one in problems] == found


def test_blank_lines_count_where_places_are_told() -> None:
    """
    Lines with nothing or only blanks in them hold no record, but they are lines.
    """
    lines = [
        "",
        RECORD % "a",
        " ",
        '{"type":"barrier","id":"b","title":5}',
        "\r",
        "{",
        "",
        RECORD % "a",
    ]

    problems = read_text(HEADER + "\n".join(lines), given="jsonl").problems

    assert [(one.code, one.position and one.position.line) for one in problems] == [
        ("S07", 5),
        ("S03", 7),
        ("E01", 9),
    ]


def test_first_line_without_a_version_is_refused() -> None:
    """
    JSON Lines must state the format version, as the other formats must.
    """
    problems = read_text('{"type": "dataset", "id": "d", "title": "T"}\n', given="jsonl").problems

    assert [problem.code for problem in problems] == ["S11"]


@pytest.mark.parametrize("count", [1, 99, 100, 101, 250])
def test_number_of_records_does_not_matter_to_the_fast_path(count: int) -> None:
    """
    Records are decoded some at a time; none is lost and their order is kept.
    """
    barriers = ",".join(f'{{"id": "b{number}", "title": "T"}}' for number in range(count))

    dataset = read_text(DOCUMENT % barriers, given="json").dataset

    assert dataset is not None
    assert [one.id for one in dataset.barriers] == [f"b{number}" for number in range(count)]


@pytest.mark.parametrize("number", ["9007199254740993", "1e999", "-9007199254740993"])
@pytest.mark.parametrize("given", ["json", "jsonl"])
def test_number_that_not_every_tool_keeps_is_refused(number: str, given: Format) -> None:
    """
    Keys of one's own hold no number that is too large.
    """
    barrier = f'{{"id":"b","title":"T","extra":{{"a":[{number}]}}}}'
    text = DOCUMENT % barrier
    if given == "jsonl":
        text = HEADER + barrier.replace("{", '{"type":"barrier",', 1)

    problems = read_text(text, given=given).problems

    assert [problem.code for problem in problems] == ["S07"]


@pytest.mark.parametrize("depth", [37, 38, 41, 500, 100_000])
@pytest.mark.parametrize("ending", ["", "]"])
def test_text_that_goes_too_deep_is_refused_with_its_place(depth: int, ending: str) -> None:
    """
    Text that goes too deep is refused where it does so, be it complete or cut off.
    """
    barrier = '{"id": "b", "title": "T", "extra": {"a": %s}}' % ("[" * depth + ending * depth)

    (problem,) = read_text(DOCUMENT % barrier, given="json", limits=Limits(depth=40)).problems

    assert problem.code == "S08"
    assert problem.position is not None
    assert (DOCUMENT % barrier)[problem.position.column - 1] == "["


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """
    Every text that the slow parser is asked about while a test runs.
    """
    texts: list[str] = []
    parse = json_text.parse

    def noted(text: str, limits: Limits, first_line: int = 1) -> object:
        texts.append(text)
        return parse(text, limits, first_line)

    monkeypatch.setattr(json_text, "parse", noted)
    return texts


MANY = 3000  # enough for more than one go, however records are counted


def _with_faults(given: Format) -> tuple[str, list[int]]:
    """
    Write many barriers, a record a line, with faults in some; return the lines that are at fault.
    """
    barriers = [f'{{"id":"b{number}","title":"T€€€"}}' for number in range(MANY)]
    wrong = [0, 99, 100, 101, MANY - 1]
    for number in wrong:
        barriers[number] = f'{{"id":"b{number}","title":5}}'
    if given == "jsonl":
        lines = [one.replace("{", '{"type":"barrier",', 1) for one in barriers]
        return HEADER + "\n".join(lines), [number + 2 for number in wrong]
    return DOCUMENT % (",\n".join(barriers)), [number + 1 for number in wrong]


@pytest.mark.parametrize("given", ["json", "jsonl"])
def test_faults_are_told_where_they_are_among_many_records(given: Format) -> None:
    """
    Each record that is refused is told in its line, at its value.
    """
    text, lines = _with_faults(given)

    problems = read_text(text, given=given).problems

    places = [(one.position.line, one.position.column) for one in problems if one.position]
    written = text.split("\n")
    assert [line for line, _ in places] == lines
    assert all(written[line - 1][column - 1] == "5" for line, column in places)


def test_faults_are_told_where_they_are_in_every_list() -> None:
    """
    What stands after a list, or before and after one that is right, is found as well.
    """
    right, wrong = '{"id": "%s", "title": "T€"}', '{"id": "%s", "title": 5}'
    lists = {
        "practice_examples": [wrong % "a", wrong % "b"],
        "barriers": [right % "c", right % "d"],
        "publications": [wrong % "e"],
    }
    parts = [f'"{name}" : [{" , ".join(records)}]' for name, records in lists.items()]
    header = '"dataset": {"id": "d", "title": 5}'
    text = "".join(["{", ",\n".join(['"sdsnet": "1"', *parts, header]), "}"])

    problems = read_text(text, given="json").problems

    found = {
        one.path: text.split("\n")[one.position.line - 1][one.position.column - 1 :]
        for one in problems
        if one.code == "S07" and one.position
    }
    assert {path: rest[:2] for path, rest in found.items()} == {
        "practice_examples[0].title": "5}",
        "practice_examples[1].title": "5}",
        "publications[0].title": "5}",
        "dataset.title": "5}",
    }


@pytest.mark.parametrize("given", ["json", "jsonl"])
def test_only_what_is_refused_is_read_precisely(given: Format, asked: list[str]) -> None:
    """
    The slow parser is asked about the records that are at fault, and about no other.
    """
    text, lines = _with_faults(given)

    read_text(text, given=given)

    assert len(asked) == len(lines)
    assert all('"title":5' in part for part in asked)


@pytest.mark.parametrize("spelt", ["null", "[]"])
def test_record_that_only_the_precise_path_takes_keeps_its_place(spelt: str) -> None:
    """
    A record that says nothing with many words stands where it stood among the others.
    """
    barriers = [f'{{"id":"b{number}","title":"T"}}' for number in range(9)]
    barriers[4] = f'{{"id":"b4","title":"T","themes":{spelt}}}'

    dataset = read_text(DOCUMENT % ",".join(barriers), given="json").dataset

    assert dataset is not None
    assert [one.id for one in dataset.barriers] == [f"b{number}" for number in range(9)]


def test_emoji_written_as_an_escape_does_not_slow_other_records(asked: list[str]) -> None:
    """
    An escape that has to be looked at sends its own record to the precise path, and no other.
    """
    barriers = [f'{{"id":"b{number}","title":"T"}}' for number in range(9)]
    barriers[4] = '{"id":"b4","title":"T \\ud83d\\ude00"}'

    dataset = read_text(DOCUMENT % ",".join(barriers), given="json").dataset

    assert dataset is not None
    assert dataset.barriers["b4"].title == "T \N{GRINNING FACE}"
    assert asked == [barriers[4]]


def test_broken_line_far_down_is_told_in_its_line() -> None:
    """
    However many lines stand before it, a line that does not parse is told by its number.
    """
    lines = [RECORD % f"b{number}" for number in range(MANY)]

    (problem,) = read_text(HEADER + "\n".join([*lines, "{"]), given="jsonl").problems

    assert problem.code == "S03"
    assert problem.position is not None
    assert problem.position.line == MANY + 2


def test_bytes_that_are_no_text_leave_nothing_of_a_file() -> None:
    """
    A line that is not UTF-8 makes the whole file unreadable, also what was read before it.
    """
    lines = [RECORD % f"b{number}" for number in range(MANY)]
    data = (HEADER + "\n".join(lines)).encode() + b"\n\xff\n"

    (problem,) = read_text(data, given="jsonl").problems

    assert problem.code == "S02"
    assert problem.position is not None
    assert problem.position.line == len(lines) + 2


@pytest.mark.parametrize("depth", [30, 35, 36])
def test_text_that_goes_as_deep_as_it_may_is_read(depth: int) -> None:
    """
    Four mappings and lists stand around the innermost lists, and all count.
    """
    barrier = '{"id": "b", "title": "T", "extra": {"a": %s}}' % ("[" * depth + "]" * depth)

    assert read_text(DOCUMENT % barrier, given="json", limits=Limits(depth=40)).dataset
