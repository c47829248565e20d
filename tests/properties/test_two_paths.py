"""
Properties of the two ways in which a document is read: the fast one and the precise one agree.
"""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.properties.writing_down import WAYS, Format, lines_of, with_line_repeated

from sdsnet.reading import Limits, Reading, fast, read_text, records
from sdsnet.testing import documents

_FAST = ("convert", "convert_document", "decode", "decode_lines", "parts")


@contextmanager
def precise_only() -> Iterator[None]:
    """
    Let the fast path refuse everything.
    """

    def refuse(*_: Any) -> NoReturn:
        raise fast.Misplaced

    with pytest.MonkeyPatch.context() as patch:
        for name in _FAST:
            patch.setattr(fast, name, refuse)
        patch.setattr(fast, "decode_each", lambda items, *_: [None] * len(items))
        yield


def both_ways(
    text: str | bytes, given_as: Format, limits: Limits | None = None
) -> tuple[Reading, Reading]:
    """
    Read a text as usual, and by the precise path alone.
    """
    usual = read_text(text, given=given_as, limits=limits)
    with precise_only():
        precise = read_text(text, given=given_as, limits=limits)
    return usual, precise


@pytest.mark.parametrize(("given_as", "written"), WAYS)
@given(document=documents())
def test_both_paths_read_a_document_alike(
    given_as: Format, written: Any, document: dict[str, Any]
) -> None:
    """
    Right or faulty, a document gives the same dataset, or the same problems at the same places.
    """
    usual, precise = both_ways(written(document), given_as)

    assert usual.problems == precise.problems
    assert usual.dataset == precise.dataset


@pytest.mark.parametrize(("given_as", "written"), WAYS)
@given(document=documents(max_faults=1), data=st.data())
def test_both_paths_see_what_stands_twice(
    given_as: Format, written: Any, document: dict[str, Any], data: st.DataObject
) -> None:
    """
    Keys that stand twice and text that is cut off are told alike by both paths.
    """
    usual, precise = both_ways(data.draw(with_line_repeated(written(document))), given_as)

    assert usual.problems == precise.problems
    assert usual.dataset == precise.dataset


@pytest.mark.parametrize(("given_as", "written"), WAYS)
@given(document=documents(max_faults=1), longest=st.integers(1, 40))
def test_both_paths_keep_the_same_limits(
    given_as: Format, written: Any, document: dict[str, Any], longest: int
) -> None:
    """
    Texts beyond a limit are refused by both paths, wherever they stand.
    """
    limits = Limits(text_characters=longest)
    usual, precise = both_ways(written(document), given_as, limits)

    assert usual.problems == precise.problems
    assert usual.dataset == precise.dataset


_VALUE = re.compile(r'(?<=:) ?("(?:[^"\\]|\\.)*"|true|false|null|-?[0-9][-+.0-9eE]*|\[|\{)')
_PAIR = re.compile(r'"[a-z_]+" ?: ?("(?:[^"\\]|\\.)*"|true|false|null|-?[0-9][-+.0-9eE]*)')
_VALUES = (
    *("null", "true", "5", "-0", "0.50", "1E6", "1e999", "9" * 20, "NaN", "[]", "{}", '""', '"x"'),
    *('"a\\u003ab"', '"\\u00e9"', '"\\u0001"', '"\\ud800"', '"\\ud83d\\ude00"', '"\uffff"', '"é"'),
    *('{"a": 1, "a": 2}', '{"a":1,"a":1E6}', "[" * 50 + "]" * 50, "[" * 50),
)
_PIECES = (
    *(
        '"',
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\\",
        " ",
        "\n",
        "\r\n",
        "\r",
        "\t",
        "\x00",
        "\x0c",
        "\x7f",
    ),
    *(
        "\xa0",
        "\u2028",
        "\ufeff",
        "é",
        "//",
        "nul",
        '"a":1,',
        "{}",
        "{}\n",
        '{"type": "barrier"}\n',
    ),
)
TextFault = Callable[[st.DrawFn, str], str]


def _change(draw: st.DrawFn, text: str, found: re.Pattern[str], made: Callable[[str], str]) -> str:
    """
    Change one of the places that a pattern finds.
    """
    spans = [match.span(0) for match in found.finditer(text)]
    if not spans:
        return text
    start, end = draw(st.sampled_from(spans))
    return text[:start] + made(text[start:end]) + text[end:]


def _other_value(draw: st.DrawFn, text: str) -> str:
    value = draw(st.sampled_from(_VALUES))
    return _change(draw, text, _VALUE, lambda _: value)


def _key_twice(draw: st.DrawFn, text: str) -> str:
    between = draw(st.sampled_from([",", ", ", ",\r\n"]))
    return _change(draw, text, _PAIR, lambda pair: f"{pair}{between}{pair}")


def _line_break(draw: st.DrawFn, text: str) -> str:
    """
    Break a line, or join two.
    """
    pattern, made = draw(
        st.sampled_from([("\n", ""), ("\n", " "), ("\n", "\n\n"), (",", ",\n"), ("}", "}\n")])
    )
    return _change(draw, text, re.compile(re.escape(pattern)), lambda _: made)


def _piece_put_in(draw: st.DrawFn, text: str) -> str:
    at = draw(st.integers(0, len(text)))
    return text[:at] + draw(st.sampled_from(_PIECES)) + text[at:]


def _piece_left_out(draw: st.DrawFn, text: str) -> str:
    at = draw(st.integers(0, len(text)))
    return text[:at] + text[at + draw(st.integers(1, 20)) :]


def _cut_off(draw: st.DrawFn, text: str) -> str:
    return text[: draw(st.integers(0, len(text)))]


def _saved_on_windows(_: st.DrawFn, text: str) -> str:
    return "\ufeff" + text.replace("\n", "\r\n")


_TEXT_FAULTS: tuple[TextFault, ...] = (
    _other_value,
    _key_twice,
    _line_break,
    _piece_put_in,
    _piece_left_out,
    _cut_off,
    _saved_on_windows,
)


@st.composite
def json_bytes(draw: st.DrawFn, given_as: Format) -> bytes:
    """
    Draw the bytes of a document in one of the ways in which JSON is written, with faults in them.
    """
    document = draw(documents(max_faults=1))
    style: dict[str, Any] = {
        "separators": draw(st.sampled_from([(",", ":"), (", ", ": "), (" ,", "\t: ")])),
        "ensure_ascii": draw(st.booleans()),
    }
    if given_as == "json":
        text = json.dumps(document, indent=draw(st.sampled_from([None, 1])), **style)
    else:
        text = "".join(f"{json.dumps(line, **style)}\n" for line in lines_of(document))
    for fault in draw(st.lists(st.sampled_from(_TEXT_FAULTS), max_size=2)):
        text = fault(draw, text)
    data = text.encode("utf-8", "surrogatepass")
    return data if draw(st.integers(0, 9)) else data[:-20] + b"\xff" + data[-20:]


@pytest.mark.parametrize("given_as", ["json", "jsonl"])
@given(data=st.data(), some=st.integers(1, 4), chunk=st.integers(1, 2000))
def test_both_paths_read_any_json_alike(
    given_as: Format, data: st.DataObject, some: int, chunk: int
) -> None:
    """
    However JSON is written and whatever is wrong with the text, both paths say the same of it.

    So few records are decoded at a time that many documents are read in more than one go.
    """
    read = data.draw(json_bytes(given_as))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(records, "_SOME", some)
        patch.setattr(records, "_CHUNK", chunk)
        usual, precise = both_ways(read, given_as, Limits(depth=10))

    assert usual.problems == precise.problems
    assert usual.dataset == precise.dataset
