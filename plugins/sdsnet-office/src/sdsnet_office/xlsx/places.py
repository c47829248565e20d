"""
Where things stand in a workbook: from paths in the plain data to cells.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

import sdsnet
from sdsnet_office.xlsx.layout import Path

__all__ = ["DataPath", "Places", "Spot"]

#: Keys and positions in lists that lead to a place in the plain data.
DataPath = tuple[str | int, ...]

_SPOTS = "workbook"


@attrs.frozen
class Spot:
    """
    A cell.

    Attributes:
        sheet: The sheet as people call it; with the quotes that spreadsheet programs put around a
            name.
        row: Its row, from 1.
        column: Its column, from 1; 0 for the whole sheet.
    """

    sheet: str
    row: int = 0
    column: int = 0

    @property
    def name(self) -> str:
        """
        The cell as people call it.
        """
        return f"{self.sheet}!{letters(self.column)}{self.row}" if self.column else self.sheet


@attrs.define
class _Row:
    sheet: str
    row: int
    columns: Mapping[Path, int]


@attrs.define
class Places:
    """
    Knows the row of everything that was read, and the cells of what was not.
    """

    _rows: dict[DataPath, _Row] = attrs.field(factory=dict)
    _spots: list[Spot] = attrs.field(factory=list)
    _parts: dict[str, int] = attrs.field(factory=dict)

    def add(self, path: DataPath, sheet: str, row: int, columns: Mapping[Path, int]) -> None:
        """
        Note the row of a record or of an item, and the columns of its fields.
        """
        self._parts.setdefault(sheet, len(self._parts) + 1)
        self._rows[path] = _Row(sheet, row, columns)

    def mark(self, spot: Spot) -> DataPath:
        """
        Return a path for a cell that is no part of the data.
        """
        self._parts.setdefault(spot.sheet, len(self._parts) + 1)
        self._spots.append(spot)
        return (_SPOTS, len(self._spots) - 1)

    def locate(self, path: DataPath) -> sdsnet.Place:
        """
        Tell where a path leads; one that leads nowhere, to the beginning of the workbook.
        """
        if len(path) > 1 and path[0] == _SPOTS and isinstance(path[1], int):
            return self._place(self._spots[path[1]])
        for length in range(len(path), 0, -1):
            row = self._rows.get(path[:length])
            if row is not None:
                return self._place(Spot(row.sheet, row.row, _column(row.columns, path[length:])))
        return sdsnet.Place()

    def _place(self, spot: Spot) -> sdsnet.Place:
        return sdsnet.Place(spot.row, spot.column, spot.name, self._parts[spot.sheet])


def _column(columns: Mapping[Path, int], rest: DataPath) -> int:
    """
    Return the column of the field that a path leads to, or that of the row's id.
    """
    names = tuple(step for step in rest if isinstance(step, str))
    for length in range(len(names), -1, -1):
        if names[:length] in columns:
            return columns[names[:length]]
    # A value object stands in several columns; the first of them speaks for it.
    inside = [at for path, at in columns.items() if names and path[: len(names)] == names]
    return min(inside, default=columns.get(("id",), min(columns.values(), default=1)))


def letters(column: int) -> str:
    """
    Return the letters of a column.
    """
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found
