"""
Properties of reading whatever there is: a problem, never a crash.
"""

import contextlib
import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.properties.writing_down import FORMATS, WAYS, Format, with_line_repeated

import sdsnet
from sdsnet import DocumentError, Limits, Problem
from sdsnet.testing import HOSTILE_TEXTS, documents, texts

_PIECES = (
    *("{", "}", "[", "]", ",", ":", ": ", "- ", "? ", "\n", "\n  ", "\t", " ", "\r\n", "\r", '"'),
    *("'", "|\n", ">-\n", "#", "&a ", "*a", "!!str ", "!x ", "---\n", "...\n", "%YAML 9\n", "<<: "),
    *("null", "true", "1", "-1.5e99", "NaN", "-Infinity", "1e999", "9" * 30, "\\ud800", "\\u0000"),
    *('sdsnet: "1"\n', '"sdsnet": "1"', "dataset:", '"dataset": ', "{id: d, title: D}"),
    "barriers:",
    '{"type": "dataset", "sdsnet": "1", "id": "d", "title": "D"}\n',
    '{"type": "barrier"}\n',
    *("- {id: b, title: B}\n", "[[[[[[[[", "\ufeff", "\x00", "\x7f", "\x85"),
    *("\ud800", "é", "\\"),
)
_SOUP = st.lists(st.sampled_from(_PIECES), max_size=12).map("".join)
_JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts(), inner, max_size=3),
    max_leaves=10,
)


def answer(text: str | bytes, given_as: Format) -> None:
    """
    Read a text, and see that it is either read or answered by problems that can be shown.
    """
    problems: tuple[Problem, ...] = ()
    try:
        sdsnet.parse(text, given=given_as, limits=Limits(depth=10, alias_nodes=100))
    except DocumentError as error:
        problems = error.problems
        shown = str(error)
    else:
        return

    assert any(problem.severity == "error" for problem in problems)
    assert shown.encode()
    assert all(problem.position and problem.message for problem in problems)


@pytest.mark.parametrize("given_as", FORMATS)
@given(data=st.binary(max_size=60))
def test_any_bytes_are_answered(given_as: Format, data: bytes) -> None:
    """
    Bytes of any kind are read or refused, in every format.
    """
    answer(data, given_as)


@pytest.mark.parametrize("given_as", FORMATS)
@given(text=_SOUP)
def test_any_heap_of_syntax_is_answered(given_as: Format, text: str) -> None:
    """
    Pieces of syntax thrown together are read or refused, in every format.
    """
    answer(text, given_as)


@pytest.mark.parametrize("given_as", FORMATS)
@given(value=_JSON)
def test_any_json_is_answered(given_as: Format, value: Any) -> None:
    """
    JSON values that are no document at all are read or refused, in every format.
    """
    answer(json.dumps(value), given_as)
    answer(json.dumps({"sdsnet": "1", "dataset": value, "barriers": value}), given_as)


@pytest.mark.parametrize(("given_as", "written"), WAYS)
@given(document=documents(), data=st.data())
def test_any_faulty_document_is_answered(
    given_as: Format, written: Any, document: dict[str, Any], data: st.DataObject
) -> None:
    """
    Documents with faults in structure and in syntax are read or refused, in every format.
    """
    text = written(document)

    answer(text, given_as)
    answer(data.draw(with_line_repeated(text)), given_as)


@pytest.mark.parametrize("given_as", FORMATS)
@given(data=st.binary(max_size=30) | _SOUP.map(lambda one: one.encode(errors="surrogatepass")))
def test_check_lists_what_is_wrong_with_any_file(given_as: Format, data: bytes) -> None:
    """
    Checking a file gives a sorted list of problems, whatever is in it.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "file.txt")
        path.write_bytes(data)
        problems = sdsnet.check(path, given=given_as)
        with contextlib.suppress(DocumentError):
            sdsnet.read(path, given=given_as)
            assert not [problem for problem in problems if problem.severity == "error"]

    assert problems == sorted(problems, key=lambda problem: problem.sort_key)


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_a_hostile_text_alone_is_answered(text: str) -> None:
    """
    A file that is nothing but a text that is hard to write down is read or refused.
    """
    for given_as in FORMATS:
        answer(text, given_as)
