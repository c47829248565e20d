"""
What the fast path would let through if nobody looked: each is refused like any other fault.
"""

import pytest

from sdsnet.reading import Limits, read_text
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
    ],
)
@pytest.mark.parametrize("given", ["json", "jsonl"])
def test_key_that_stands_twice_is_found_however_it_is_written(barrier: str, given: Format) -> None:
    """
    Blanks before a colon and colons inside texts, escaped or not, hide no key that stands twice.
    """
    text = DOCUMENT % barrier
    if given == "jsonl":
        text = HEADER + barrier.replace("{", '{"type": "barrier", ', 1)

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


@pytest.mark.parametrize("depth", [41, 500, 100_000])
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
