"""
Which sheet of a file is which, and which of its columns; what is neither ours nor empty is told.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

import sdsnet
from sdsnet_office.xlsx.layout import (
    CODELISTS_SHEET,
    LONG_TEXTS_SHEET,
    README_SHEET,
    Column,
    Sheet,
    normal,
    sheets,
)
from sdsnet_office.xlsx.package import RawSheet
from sdsnet_office.xlsx.parts import Value, column_of
from sdsnet_office.xlsx.places import Places, Spot
from sdsnet_office.xlsx.values import as_text

__all__ = ["Cells", "Finder", "Page"]

#: The cells of a row that hold something, by column.
Cells = Mapping[int, Value]

# A mark by which people keep sheets and columns of their own out.
_IGNORED = re.compile(r"\(ignore\)\s*\Z", re.IGNORECASE)

_PLACE = re.compile("([A-Z]{1,3})([0-9]{1,7})")


@attrs.frozen(kw_only=True)
class Page:
    """
    A sheet of the file that was recognised.

    Attributes:
        sheet: Which one it is.
        columns: The columns that it has, each with its number from 1.
        rows: The rows below the headings that hold something, from top to bottom.
    """

    sheet: Sheet
    columns: Sequence[tuple[Column, int]]
    rows: Sequence[tuple[int, Cells]]

    @property
    def name(self) -> str:
        """
        The sheet as spreadsheet programs write it before a cell.
        """
        title = self.sheet.title
        return f"'{title}'" if " " in title else title


@attrs.define
class Finder:
    """
    Finds its way in a file, and keeps what it does not understand.

    Attributes:
        places: Where to note the cells of faults.
        faults: What is told.
    """

    places: Places
    faults: list[sdsnet.Fault] = attrs.field(factory=list)

    def pages(self, raw: Iterable[RawSheet]) -> Mapping[str, Page]:
        """
        Return the sheets with data, by the key of the sheet.
        """
        known = {sheet.key: sheet for sheet in sheets()}
        passed = {normal(title) for title in (README_SHEET, CODELISTS_SHEET, LONG_TEXTS_SHEET)}
        found: dict[str, Page] = {}
        for number, one in enumerate(raw, 1):
            key = normal(one.name)
            if key in passed or _IGNORED.search(one.name) or not one.rows:
                continue
            spot = Spot(f"sheet {number}")
            if key not in known:
                self._tell("S05", spot, *_unknown_sheet(number, key, known))
            elif key in found:
                message = f"The sheet {known[key].title} is there twice. Keep one."
                self._tell("S04", spot, message)
            else:
                found[key] = self._page(known[key], one)
        return found

    def _page(self, sheet: Sheet, raw: RawSheet) -> Page:
        first, *others = sorted(raw.rows)
        page = Page(sheet=sheet, columns=(), rows=[(row, raw.rows[row]) for row in others])
        filled = {at for _, cells in page.rows for at in cells}
        columns = tuple(self._columns(page, first, raw.rows[first], filled))
        for merged in raw.merged:
            self._tell_merged(page, merged)
        return attrs.evolve(page, columns=columns)

    def _columns(
        self, page: Page, row: int, heads: Cells, filled: set[int]
    ) -> Iterator[tuple[Column, int]]:
        known = {column.key: column for column in page.sheet.columns}
        seen: set[str] = set()
        for at in sorted(filled | set(heads)):
            heading = as_text(heads[at]) if at in heads else ""
            key = normal(heading)
            spot = Spot(page.name, row, at)
            if key in seen:
                message = "Another column of this sheet has this heading. Keep one."
                self._tell("S04", spot, message)
            elif key in known:
                seen.add(key)
                yield known[key], at
            elif at in filled and not _IGNORED.search(heading):
                self._tell("S05", spot, *_unknown_column(page.sheet, key, known))

    def _tell_merged(self, page: Page, merged: str) -> None:
        corner = _PLACE.match(merged)
        if corner is None:
            return
        message = "Cells are merged here. Take them apart and fill in each of them."
        self._tell("S07", Spot(page.name, int(corner[2]), column_of(corner[1])), message)

    def _tell(self, code: str, spot: Spot, message: str, hint: str | None = None) -> None:
        fault = sdsnet.Fault(code, message, self.places.mark(spot), hint=hint)
        self.faults.append(fault)


def _unknown_sheet(number: int, key: str, known: Mapping[str, Sheet]) -> tuple[str, str | None]:
    near = difflib.get_close_matches(key, known, n=1, cutoff=0.7)
    hint = known[near[0]].title if near else None
    way_out = f"Did you mean {hint}?" if hint else _way_out("sheet")
    return f"The sheet at place {number} is not one that is read. {way_out}", hint


def _unknown_column(sheet: Sheet, key: str, known: Mapping[str, Column]) -> tuple[str, str | None]:
    if not key:
        return "There are values below, and no heading here. Write one.", None
    for other in sheets():
        if other.root is sheet.root and not sheet.path and key == "_".join(other.path):
            message = f"This has a sheet of its own, with a row for each item: {other.title}."
            return message, other.title
    near = difflib.get_close_matches(key, known, n=1, cutoff=0.7)
    hint = known[near[0]].title if near else None
    way_out = f"Did you mean {hint}?" if hint else _way_out("column")
    return f"The sheet {sheet.title} has no column of this name. {way_out}", hint


def _way_out(thing: str) -> str:
    return f"To keep a {thing} of your own, let its name end in (ignore)."
