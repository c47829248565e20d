"""
Properties of the two ways in which a document is read: the fast one and the precise one agree.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.properties.writing_down import WAYS, Format, with_line_repeated

from sdsnet.reading import Limits, Reading, fast, read_text
from sdsnet.testing import documents

_FAST = ("convert", "convert_document", "decode_document", "decode_lines")


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
        yield


def both_ways(text: str, given_as: Format, limits: Limits | None = None) -> tuple[Reading, Reading]:
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
