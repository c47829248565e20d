"""
A workbook as the plain data of a document, with all that is wrong with it and where.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from typing import Any

import attrs

import sdsnet
from sdsnet_office.xlsx.layout import LONG_TEXTS_SHEET, VERSION, Column, Path, normal, sheets
from sdsnet_office.xlsx.package import Bounds, RawSheet, RefusedError, unpack
from sdsnet_office.xlsx.pages import Cells, Finder, Page
from sdsnet_office.xlsx.parts import Formula, Value
from sdsnet_office.xlsx.places import DataPath, Places, Spot
from sdsnet_office.xlsx.texts import Part, continued, together
from sdsnet_office.xlsx.values import CellError, as_text, read, unwrapped

__all__ = ["parse"]

# What XML holds only in disguise, and no text of a dataset may hold.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def parse(data: bytes, limits: sdsnet.Limits) -> sdsnet.ParsedDocument:
    """
    Read a workbook.

    Args:
        data: The bytes of the file.
        limits: The bounds to keep, besides those of workbooks.
    """
    usual = Bounds()
    bounds = attrs.evolve(usual, unpacked_bytes=min(usual.unpacked_bytes, limits.file_bytes))
    try:
        raw = unpack(data, bounds)
    except RefusedError as error:
        return sdsnet.ParsedDocument(data=None, faults=(sdsnet.Fault(error.code, error.message),))
    places = Places()
    finder = Finder(places)
    found = finder.pages(raw)
    document = _Document(limits, places, finder.faults, _rests(raw))
    for sheet in sheets():
        if sheet.key in found:
            document.take(found[sheet.key])
    return sdsnet.ParsedDocument(
        data=document.data, faults=tuple(document.faults), locate=places.locate
    )


def _rests(raw: Iterable[RawSheet]) -> Mapping[int, str]:
    """
    Return how the long texts go on, by their numbers.
    """
    found: list[Part] = []
    for sheet in raw:
        if normal(sheet.name) == normal(LONG_TEXTS_SHEET):
            for cells in sheet.rows.values():
                number, part, text = (cells.get(at) for at in (1, 2, 3))
                if type(number) is int and type(part) is int:
                    found.append((number, part, "" if text is None else as_text(text)))
    return together(found)


@attrs.frozen
class _Item:
    """
    A row of a list: whose it is, its place in the list if one is given, and where it stands.
    """

    owner: str | None
    position: int | None
    row: int
    cells: Cells


@attrs.define
class _Document:
    """
    The plain data, as it comes together sheet by sheet.
    """

    limits: sdsnet.Limits
    places: Places
    faults: list[sdsnet.Fault]
    rests: Mapping[int, str]
    data: dict[str, Any] = attrs.field(factory=lambda: {"sdsnet": VERSION})
    # By type and id: where each record stands in the data, and the record itself.
    _owners: dict[tuple[type, str | None], tuple[DataPath, dict[str, Any]]] = attrs.field(
        factory=dict
    )

    def take(self, page: Page) -> None:
        """
        Take the rows of a sheet; the sheet of the records was taken before those of their lists.
        """
        if page.sheet.path:
            self._take_items(page)
        elif page.sheet.root is sdsnet.Header:
            self._take_header(page)
        else:
            self._take_records(page)

    def _take_header(self, page: Page) -> None:
        rows = [(row, cells) for row, cells in page.rows if _says(page, cells)]
        for row, cells in rows[:1]:
            header = self._values(page, row, cells, ("dataset",))
            self.data["dataset"] = header
            # There is one dataset: rows of its lists need not say that they belong to it.
            for key in (header.get("id"), None):
                self._owners[page.sheet.root, key] = (("dataset",), header)
            for column, at in page.columns:
                if column.role == "version" and at in cells:
                    self.places.add(("sdsnet",), page.name, row, {(): at})
                    self.data["sdsnet"] = as_text(self._whole(cells[at], ("sdsnet",))).strip()
        for row, _ in rows[1:]:
            message = "There is one dataset in a workbook, and so one row on this sheet."
            self._tell("S10", self.places.mark(Spot(page.name, row, 1)), message)

    def _take_records(self, page: Page) -> None:
        records: list[dict[str, Any]] = []
        for row, cells in page.rows:
            if not _says(page, cells):
                continue
            path = (page.sheet.collection, len(records))
            record = self._values(page, row, cells, path)
            records.append(record)
            self._owners[page.sheet.root, record.get("id")] = (path, record)
        if records:
            self.data[page.sheet.collection] = records

    def _take_items(self, page: Page) -> None:
        lists: dict[str | None, list[_Item]] = {}
        for row, cells in page.rows:
            if _says(page, cells):
                item = self._item(page, row, cells)
                lists.setdefault(item.owner, []).append(item)
        for owner, items in lists.items():
            # Those without a place come last, in the order of the rows.
            items.sort(key=lambda item: (item.position is None, item.position or 0))
            known = self._owners.get((page.sheet.root, owner))
            if known is None or (owner is None and page.sheet.root is not sdsnet.Header):
                self._tell_lost(page, owner, items)
            else:
                self._take_list(page, *known, items)

    def _take_list(
        self, page: Page, path: DataPath, record: dict[str, Any], items: Iterable[_Item]
    ) -> None:
        found: list[Any] = []
        _put(record, page.sheet.path, found)
        for item in items:
            place = (*path, *page.sheet.path, len(found))
            values = self._values(page, item.row, item.cells, place)
            # A row of texts is an item even if nothing stands there: a text may be empty.
            found.append(values if page.sheet.value else values.get("", ""))

    def _item(self, page: Page, row: int, cells: Cells) -> _Item:
        owner, position = None, None
        for column, at in page.columns:
            if at not in cells or column.role not in {"owner", "position"}:
                continue
            value = self._whole(cells[at], self.places.mark(Spot(page.name, row, at)))
            if column.role == "owner":
                owner = as_text(value).strip() or None
            elif isinstance(value, str) and re.fullmatch(r"\s*[0-9]{1,9}\s*", value):
                position = int(value)
            elif type(value) is int:
                position = value
            else:
                message = "Position takes a whole number, or nothing."
                self._tell("S07", self.places.mark(Spot(page.name, row, at)), message)
        return _Item(owner, position, row, cells)

    def _values(self, page: Page, row: int, cells: Cells, path: DataPath) -> dict[str, Any]:
        """
        Return what a row says, field by field; a text alone stands under the empty name.
        """
        columns = {column.path: at for column, at in page.columns if column.role == "field"}
        self.places.add(path, page.name, row, columns)
        holder: dict[str, Any] = {}
        for column, at in page.columns:
            if at not in cells:
                continue
            if column.is_help:
                self._check_help(page, row, column, at, cells)
            elif column.role == "field" and column.declaration is not None:
                value = self._field(column, cells[at], (*path, *column.path))
                if value is not None:
                    _put(holder, column.path or ("",), value)
        return holder

    def _field(self, column: Column, value: Value, path: DataPath) -> Any:
        """
        Return the plain value of a cell; what is wrong with it is told at its path.
        """
        declaration = column.declaration
        whole = self._whole(value, path)
        if declaration is None:
            return None
        if whole is None:
            # It was told already; without a stand-in, a text that is needed is told as missing too.
            return "?" if column.required and declaration.kind == "text" else None
        try:
            return read(declaration, whole, column.title, self.limits)
        except CellError as error:
            self._tell(error.code, path, error.message)
            return error.value

    def _whole(self, value: Value, path: DataPath) -> Any:
        """
        Return what a cell holds, with the rest of it if it goes on elsewhere.
        """
        try:
            found = unwrapped(value)
        except CellError as error:
            self._tell(error.code, path, error.message)
            found = error.value
        if not isinstance(found, str):
            return found
        further = continued(found)
        if further is not None:
            text, number = further
            found = text + self.rests.get(number, "")
            if number not in self.rests:
                message = f"The sheet {LONG_TEXTS_SHEET} does not say how this text goes on."
                self._tell("S06", path, message)
        unfit = _UNFIT.search(found)
        if unfit:
            message = f"The text holds the character U+{ord(unfit[0]):04X}. Remove it."
            self._tell("S12", path, message)
        return _UNFIT.sub("", found)

    def _check_help(self, page: Page, row: int, column: Column, at: int, cells: Cells) -> None:
        """
        Tell of help that stands alone: somebody took its column for the one that is read.
        """
        title = column.explains
        explained = next((place for other, place in page.columns if other.title == title), None)
        if isinstance(cells[at], Formula) or explained is None or explained in cells:
            return
        message = f"{column.title} is there to be read only. Fill in {title}, or empty this cell."
        self._tell("S07", self.places.mark(Spot(page.name, row, at)), message)

    def _tell_lost(self, page: Page, owner: str | None, items: Iterable[_Item]) -> None:
        """
        Tell of rows whose record is not there.
        """
        at = next((at for column, at in page.columns if column.role == "owner"), 1)
        home = next(one.title for one in sheets() if one.root is page.sheet.root)
        message = f"The row does not say to which record it belongs: an ID of the sheet {home}."
        hint = None
        if owner is not None:
            known = [key for root, key in self._owners if root is page.sheet.root and key]
            hint = next(iter(difflib.get_close_matches(owner, known, n=1, cutoff=0.7)), None)
            message = f"The sheet {home} has no row with this ID."
            message += f" Did you mean {hint}?" if hint else ""
        code = "S06" if owner is None else "S07"
        for item in items:
            spot = Spot(page.name, item.row, at)
            self._tell(code, self.places.mark(spot), message, hint)

    def _tell(self, code: str, path: DataPath, message: str, hint: str | None = None) -> None:
        self.faults.append(sdsnet.Fault(code, message, path, hint=hint))


def _says(page: Page, cells: Cells) -> bool:
    """
    Tell whether a row says anything: more than help, blanks, and its place in a list.
    """
    for column, at in page.columns:
        if column.is_help or column.role in {"position", "version"} or at not in cells:
            continue
        value = cells[at]
        if not isinstance(value, str) or value.strip():
            return True
    return False


def _put(holder: dict[str, Any], path: Path, value: Any) -> None:
    """
    Put a value under its path, inside of value objects that are made on the way.
    """
    for name in path[:-1]:
        holder = holder.setdefault(name, {})
    holder[path[-1]] = value
