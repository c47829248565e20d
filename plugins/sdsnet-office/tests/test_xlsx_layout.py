"""
The layout of workbooks covers the model, and keeps what Excel asks for.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sdsnet_office.xlsx.layout import (
    CODELISTS_SHEET,
    LONG_TEXTS_SHEET,
    README_SHEET,
    normal,
    sheets,
)
from sdsnet_office.xlsx.texts import LongTexts, continued, together

import sdsnet


def leaves(cls: type[sdsnet.Value], before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """
    Yield the path of every field that holds no part with fields of its own.
    """
    for name, declaration in sdsnet.declarations(cls).items():
        if declaration.value is not None:
            yield from leaves(declaration.value, (*before, name))
        else:
            yield (*before, name)


@pytest.mark.parametrize("root", [sdsnet.Header, *sdsnet.RECORD_TYPES])
def test_every_field_has_its_column(root: type[sdsnet.Record | sdsnet.Header]) -> None:
    """
    A field that is added to the model needs no line here, and none is left out.
    """
    found = {
        (*sheet.path, *column.path)
        for sheet in sheets()
        if sheet.root is root
        for column in sheet.columns
        if column.role == "field"
    }

    assert found == set(leaves(root))


def test_names_of_sheets_are_ones_that_excel_takes() -> None:
    """
    At most 31 characters, no marks, and unique without regard to case.
    """
    titles = [sheet.title for sheet in sheets()]
    titles += [README_SHEET, CODELISTS_SHEET, LONG_TEXTS_SHEET]

    assert len({normal(title) for title in titles}) == len(titles)
    assert all(len(title) <= 31 for title in titles)
    assert all(title.replace(" ", "").isalpha() for title in titles)


def test_headings_of_a_sheet_differ() -> None:
    """
    Headings are unique as they are compared, so that each leads to one column.
    """
    for sheet in sheets():
        keys = [column.key for column in sheet.columns]
        assert len(set(keys)) == len(keys), sheet.title


def test_help_stands_beside_what_it_explains() -> None:
    """
    Each grey column explains one to its left.
    """
    for sheet in sheets():
        titles = [column.title for column in sheet.columns]
        for at, column in enumerate(sheet.columns):
            if column.is_help:
                assert column.explains in titles[max(at - 2, 0) : at], (sheet.title, column.title)


def test_names_are_compared_without_case_blanks_and_marks() -> None:
    """
    What people change without meaning anything by it makes no difference.
    """
    assert normal(" Raised_by ") == normal("raised by*") == normal("Raised-By") == "raised_by"


def test_a_long_text_is_put_together_from_parts_in_any_order() -> None:
    """
    Somebody may have sorted the sheet.
    """
    texts = LongTexts()
    long = "".join(str(number) for number in range(30_000))
    cells = [texts.fit("short"), texts.fit(long), texts.fit(long[::-1])]

    assert cells[0] == "short"
    rests = together(reversed(texts.parts))
    for cell, text in zip(cells[1:], (long, long[::-1]), strict=True):
        begun = continued(cell)
        assert begun is not None
        assert begun[0] + rests[begun[1]] == text
