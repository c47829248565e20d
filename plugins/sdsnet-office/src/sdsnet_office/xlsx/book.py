"""
An edition as the bytes of a workbook.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import attrs
import xlsxwriter

import sdsnet
from sdsnet_office.xlsx.front import front
from sdsnet_office.xlsx.grid import Cell, Grid, grid, labels
from sdsnet_office.xlsx.layout import (
    CODELISTS_SHEET,
    JOINED_BY,
    LONG_TEXTS_SHEET,
    README_SHEET,
    Column,
    Sheet,
    sheets,
)
from sdsnet_office.xlsx.strings import given
from sdsnet_office.xlsx.styles import FRONT_WIDTHS, Styles, front_height, width
from sdsnet_office.xlsx.texts import LongTexts

__all__ = ["workbook"]

#: Rows that a sheet has room for, headings included.
_MOST_ROWS = 1_048_576

# Empty rows below the last one that have drop-downs; Excel adds them to rows further down itself.
# Some programs take drop-downs apart into cells, and would not end with those of a whole column.
_ROOM = 500

# The first day on which all programs agree about how days are counted, and the last.
_DAYS = (date(1900, 3, 1), date(9999, 12, 31))

_A4 = 9

_PROPERTY_LENGTH = 255  # Excel takes no longer title among the properties

# Programs keep no more digits of a number.
_LARGEST_NUMBER = 10**15

# When a workbook was made says the date of its data; where there is none, or one that programs
# do not take, it says this.
_NO_DATE = date(1980, 1, 1)


def workbook(
    edition: sdsnet.Edition, losses: Sequence[sdsnet.Loss], *, compact: bool = False
) -> bytes:
    """
    Return an edition as a workbook.

    Args:
        edition: What it is to hold.
        losses: What a workbook cannot hold, for its first sheet.
        compact: Whether to leave out sheets and columns in which nothing stands.

    Raises:
        sdsnet.ExportError: There are more rows than a sheet has room for.
    """
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(stream, options)
    known = labels(edition.dataset)
    filled = [(sheet, grid(sheet, edition.dataset, known)) for sheet in sheets()]
    if compact:
        filled = [_compacted(sheet, rows) for sheet, rows in filled if rows]
    _Book(book=book, edition=edition).write(filled, losses)
    book.close()
    return stream.getvalue()


def _compacted(sheet: Sheet, rows: Grid) -> tuple[Sheet, Grid]:
    used = [at for at in range(len(sheet.columns)) if any(row[at] is not None for row in rows)]
    columns = tuple(sheet.columns[at] for at in used)
    return attrs.evolve(sheet, columns=columns), [[row[at] for at in used] for row in rows]


@attrs.define
class _Book:
    """
    A workbook that is being written.
    """

    book: Any
    edition: sdsnet.Edition
    texts: LongTexts = attrs.field(factory=LongTexts)
    styles: Styles = attrs.field(init=False)
    _codes: Mapping[str, str] = attrs.field(init=False)
    _ids: Mapping[str, str] = attrs.field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        self.styles = Styles(self.book)

    def write(self, filled: Sequence[tuple[Sheet, Grid]], losses: Sequence[sdsnet.Loss]) -> None:
        """
        Write all sheets, in order.
        """
        title, as_of = self.edition.dataset.title, self.edition.dataset.as_of
        day = sdsnet.parse_date(as_of).earliest if as_of else None
        if day is None or day < _NO_DATE:
            day = _NO_DATE
        created = datetime(day.year, day.month, day.day)  # noqa: DTZ001  XlsxWriter takes no zone
        self.book.set_properties({"title": title[:_PROPERTY_LENGTH], "created": created})
        self._front([(sheet, len(rows)) for sheet, rows in filled], losses)
        codes = self._codelist_rows()
        self._codes = _ranges(codes)
        self._ids = dict(_id_ranges(filled))
        for sheet, rows in filled:
            self._sheet(sheet, rows)
        self._table(CODELISTS_SHEET, _CODELIST_COLUMNS, codes)
        if self.texts.parts:
            self._table(LONG_TEXTS_SHEET, _LONG_TEXT_COLUMNS, self.texts.parts)

    def _front(self, counted: Sequence[tuple[Sheet, int]], losses: Sequence[sdsnet.Loss]) -> None:
        page = self.book.add_worksheet(README_SHEET)
        page.hide_gridlines(2)
        page.set_paper(_A4)
        page.fit_to_pages(1, 0)
        page.ignore_errors({"number_stored_as_text": f"A1:C{_MOST_ROWS}"})
        for at, characters in enumerate(FRONT_WIDTHS):
            page.set_column(at, at, characters, self.styles.plain)
        for row, (style, cells) in enumerate(front(self.edition, counted, losses)):
            page.set_row(row, front_height(style, cells))
            for at, text in enumerate(cells):
                own = self.styles.first[style] if at == 0 else self.styles.others[style]
                page.write_string(row, at, given(self.texts.fit(text)), own)

    def _codelist_rows(self) -> Grid:
        declared = [(one.name, "An audience that this dataset declares.") for one in self._named()]
        rows: list[Sequence[Cell]] = []
        for name, codelist in self.edition.codelists.items():
            rows += [(name, one.key, one.label, one.definition, one.reference) for one in codelist]
            if name == "audience":
                rows += [
                    (name, key, self.edition.label(name, key), meaning, None)
                    for key, meaning in declared
                    if key not in codelist
                ]
        return rows

    def _named(self) -> Sequence[sdsnet.AudienceRule]:
        return self.edition.dataset.audiences

    def _sheet(self, sheet: Sheet, rows: Grid) -> None:
        page = self._table(sheet.title, sheet.columns, rows)
        page.set_tab_color("#2F5D8C" if rows else "#D0D0D0")
        for at, column in enumerate(sheet.columns):
            page.write_comment(0, at, _help_text(column), self.styles.comment)
            self._offer(page, at, column, _room(rows))

    def _table(self, title: str, columns: Sequence[Column], rows: Grid) -> Any:
        """
        Write a sheet with one table: headings that stay in sight, a filter, and the rows.
        """
        if len(rows) >= _MOST_ROWS:
            reason = f"{len(rows):,} rows are more than a sheet has room for"
            raise sdsnet.ExportError("xlsx", reason)
        page = self.book.add_worksheet(title)
        page.freeze_panes(1, 1)
        page.set_landscape()
        page.set_paper(_A4)
        page.ignore_errors({"number_stored_as_text": f"A1:XFD{_MOST_ROWS}"})
        for at, column in enumerate(columns):
            page.set_column(at, at, width(column), self.styles.of_column(column))
        headings = [
            {"header": column.title, "header_format": self.styles.of_heading(column)}
            for column in columns
        ]
        page.add_table(
            *(0, 0, max(len(rows), 1), len(columns) - 1),
            {"name": title.replace(" ", "_"), "columns": headings, "style": "Table Style Light 1"},
        )
        for row, cells in enumerate(rows, 1):
            for at, cell in enumerate(cells):
                if cell is not None:
                    self._cell(page, row, at, cell)
        return page

    def _cell(self, page: Any, row: int, at: int, cell: Cell) -> None:
        if isinstance(cell, str):
            page.write_string(row, at, given(self.texts.fit(cell)))
        elif isinstance(cell, bool):
            page.write_boolean(row, at, cell)
        elif isinstance(cell, int) and abs(cell) < _LARGEST_NUMBER:
            page.write_number(row, at, cell)
        elif isinstance(cell, date) and _DAYS[0] <= cell <= _DAYS[1]:
            page.write_datetime(row, at, cell)
        else:
            page.write_string(row, at, str(cell))

    def _offer(self, page: Any, at: int, column: Column, last: int) -> None:
        """
        Add the drop-down of a column, down to a row.
        """
        source = self._source(column)
        if source is None:
            return
        is_closed = column.declaration is not None and column.declaration.kind != "ref"
        page.data_validation(
            *(1, at, last, at),
            {
                "validate": "list",
                "source": source,
                "error_type": "warning",
                "error_title": "Not in the list",
                "error_message": "The list of this column has no such word.",
                "show_error": is_closed and not column.is_joined,
            },
        )

    def _source(self, column: Column) -> str | list[str] | None:
        declaration = column.declaration
        if declaration is None or column.role != "field":
            return None
        if declaration.kind == "boolean":
            return ["TRUE", "FALSE"]
        if declaration.only:
            return list(declaration.only)
        if declaration.kind == "code":
            return self._codes.get(declaration.target[0])
        if declaration.kind == "ref" and len(declaration.target) == 1:
            return self._ids.get(declaration.target[0])
        return None


def _ranges(codes: Grid) -> Mapping[str, str]:
    """
    Return where the keys of each codelist stand; they stand together.
    """
    found: dict[str, tuple[int, int]] = {}
    for row, cells in enumerate(codes, 2):
        first, _ = found.get(str(cells[0]), (row, row))
        found[str(cells[0])] = (first, row)
    return {
        name: f"='{CODELISTS_SHEET}'!$B${first}:$B${last}" for name, (first, last) in found.items()
    }


def _id_ranges(filled: Iterable[tuple[Sheet, Grid]]) -> Iterable[tuple[str, str]]:
    """
    Yield where the ids of each class stand, with room for those that are still to come.
    """
    for sheet, rows in filled:
        paths = [column.path if column.role == "field" else None for column in sheet.columns]
        if sheet.value and ("id",) in paths and sheet.root is not sdsnet.Header:
            letter = chr(ord("A") + paths.index(("id",)))
            last = _room(rows) + 1
            yield sheet.value.__name__, f"='{sheet.title}'!${letter}$2:${letter}${last}"


def _room(rows: Grid) -> int:
    """
    Return the last row, from 0, in which people are expected to write.
    """
    return min(len(rows) + _ROOM, _MOST_ROWS - 1)


def _help_text(column: Column) -> str:
    """
    Say in full what stands in a column.
    """
    declaration = column.declaration
    said = [column.meaning]
    if column.required:
        said.append("Needed.")
    if declaration is not None and declaration.kind == "code":
        said.append(f"Keys: codelist {declaration.target[0]}.")
    if declaration is not None and declaration.kind == "ref":
        said.append(f"Takes the ID of: {', '.join(map(_spaced, declaration.target))}.")
    if declaration is not None and declaration.kind == "date":
        said.append("A date such as 2012, 2012-10 or 2012-10-03.")
    if declaration is not None and declaration.kind == "mapping":
        said.append('JSON, such as {"many": "more than half"}.')
    if column.is_joined:
        said.append(f"Several may be given, parted by {JOINED_BY}.")
    if column.is_help:
        said.append("To be read only.")
    return " ".join(said)


def _spaced(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def _plain(*titles: str) -> tuple[Column, ...]:
    return tuple(Column(title=title, role="field", meaning="") for title in titles)


_CODELIST_COLUMNS = _plain("Codelist", "Key", "Label", "Definition", "Defined by")
_LONG_TEXT_COLUMNS = _plain("Number", "Part", "Text")
