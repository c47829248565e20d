"""
What stands in the parts of a workbook: each class takes the XML events of one kind of part.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

import attrs

__all__ = [
    "BookPart",
    "Broken",
    "Formula",
    "SheetPart",
    "StylesPart",
    "TextsPart",
    "TooManyCellsError",
    "Value",
]


@attrs.frozen
class Formula:
    """
    A cell that holds a formula.

    Attributes:
        shown: What it came to when the file was saved.
    """

    shown: Any


@attrs.frozen
class Broken:
    """
    A cell that shows an error, such as #N/A.
    """


#: What a cell that is not empty holds.
Value = str | int | float | bool | date | Formula | Broken

Given = Mapping[str, str]


class TooManyCellsError(Exception):
    """
    More cells hold something than there is room for.
    """


@attrs.define
class BookPart:
    """
    The names of the sheets with their keys, and the day from which days are counted.
    """

    sheets: list[tuple[str, str]] = attrs.field(factory=list)
    epoch: datetime = datetime(1899, 12, 30)  # noqa: DTZ001  days in a workbook have no zone

    def begin(self, tag: str, given: Given) -> None:
        """
        Take the start of an element.
        """
        if tag == "sheet":
            # Its own number is called sheetId; `id` is the key of the relationship.
            self.sheets.append((given["name"], given["id"]))
        elif tag == "workbookPr" and given.get("date1904") in {"1", "true"}:
            self.epoch = datetime(1904, 1, 1)  # noqa: DTZ001  as above


_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def _unescaped(text: str) -> str:
    """
    Put back characters that XML cannot hold, and underscores that were escaped beside them.
    """
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


@attrs.define
class _Text:
    """
    Puts a text together; runs of different looks are joined, and phonetic help is left out.
    """

    _runs: list[str] = attrs.field(factory=list)
    _pieces: list[str] = attrs.field(factory=list)
    _is_text: bool = False
    _is_help: bool = False

    def begin(self, tag: str) -> None:
        if tag == "t":
            self._is_text = True
        elif tag == "rPh":
            self._is_help = True

    def end(self, tag: str) -> None:
        if tag == "t":
            self._is_text = False
            self._runs.append(_unescaped("".join(self._pieces)))
            self._pieces = []
        elif tag == "rPh":
            self._is_help = False

    def characters(self, text: str) -> None:
        if self._is_text and not self._is_help:
            self._pieces.append(text)

    def taken(self) -> str:
        text = "".join(self._runs)
        self._runs = []
        return text


@attrs.define
class TextsPart:
    """
    The texts that cells share.
    """

    found: list[str] = attrs.field(factory=list)
    _text: _Text = attrs.field(factory=_Text)

    def begin(self, tag: str, _: Given) -> None:
        """
        Take the start of an element.
        """
        self._text.begin(tag)

    def end(self, tag: str) -> None:
        """
        Take the end of an element.
        """
        self._text.end(tag)
        if tag == "si":
            self.found.append(self._text.taken())

    def characters(self, text: str) -> None:
        """
        Take characters.
        """
        self._text.characters(text)


# Formats that show a day or a time and need no code: those every program knows, and those of Asia.
_DATE_FORMATS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_NOT_CODE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]')


@attrs.define
class StylesPart:
    """
    Which styles of cells show a number as a day or a time, in order of the styles.
    """

    dates: list[bool] = attrs.field(factory=list)
    _codes: dict[str, str] = attrs.field(factory=dict)
    _is_inside: bool = False

    def begin(self, tag: str, given: Given) -> None:
        """
        Take the start of an element.
        """
        if tag == "numFmt":
            self._codes[given["numFmtId"]] = given["formatCode"].lower()
        elif tag == "cellXfs":
            self._is_inside = True
        elif tag == "xf" and self._is_inside:
            self.dates.append(self._is_date(given.get("numFmtId", "0")))

    def end(self, tag: str) -> None:
        """
        Take the end of an element.
        """
        if tag == "cellXfs":
            self._is_inside = False

    def _is_date(self, number: str) -> bool:
        if number not in self._codes:
            return int(number) in _DATE_FORMATS
        code = _NOT_CODE.sub("", self._codes[number])
        return code != "general" and bool(re.search("[dmyhs]", code))


# LibreOffice writes true and false as formulas that have no other outcome.
_CONSTANTS = frozenset({"TRUE()", "FALSE()"})

_LAST_ROW = 1_048_576
_LAST_COLUMN = 16_384
_DAYS = 2_958_466  # up to the last day of the year 9999


@attrs.define
class SheetPart:
    """
    The cells of one sheet.

    Attributes:
        texts: The texts that cells share.
        dates: Which styles show days.
        epoch: The day from which days are counted.
        room: How many more cells may hold something.
        rows: The cells that hold something, by row and column, both from 1.
        merged: The ranges of cells that are merged.
    """

    texts: list[str]
    dates: list[bool]
    epoch: datetime
    room: int
    rows: dict[int, dict[int, Value]] = attrs.field(factory=dict)
    merged: list[str] = attrs.field(factory=list)
    _row: int = 0
    _column: int = 0
    _kind: str = "n"
    _style: int = 0
    _value: str | None = None
    _pieces: list[str] | None = None
    _formula: str | None = None
    _text: _Text = attrs.field(factory=_Text)

    def begin(self, tag: str, given: Given) -> None:
        """
        Take the start of an element.
        """
        if tag == "c":
            # A place may be left out; the cell is then the one after the last.
            self._column = column_of(given["r"]) if "r" in given else self._column + 1
            self._kind, self._style = given.get("t", "n"), int(given.get("s", "0"))
            self._value, self._formula = None, None
        elif tag in {"v", "f"}:
            self._pieces = []
        elif tag == "row":
            self._row = int(given["r"]) if "r" in given else self._row + 1
            self._column = 0
        elif tag == "mergeCell":
            self.merged.append(given["ref"])
        else:
            self._text.begin(tag)

    def characters(self, text: str) -> None:
        """
        Take characters.
        """
        if self._pieces is not None:
            self._pieces.append(text)
        else:
            self._text.characters(text)

    def end(self, tag: str) -> None:
        """
        Take the end of an element.
        """
        if tag == "v":
            self._value, self._pieces = "".join(self._pieces or ()) or None, None
        elif tag == "f":
            self._formula, self._pieces = "".join(self._pieces or ()), None
        elif tag == "c":
            self._keep()
        elif tag == "is":
            self._value = self._text.taken()
        else:
            self._text.end(tag)

    def _keep(self) -> None:
        shown = None if self._value is None else _READERS[self._kind](self, self._value)
        if self._formula is not None and self._formula not in _CONSTANTS:
            shown = Formula(None if isinstance(shown, Broken) else shown)
        if shown is None or shown == "":
            return
        if not (1 <= self._row <= _LAST_ROW and 1 <= self._column <= _LAST_COLUMN):
            raise ValueError(self._row, self._column)
        self.room -= 1
        if self.room < 0:
            raise TooManyCellsError
        self.rows.setdefault(self._row, {})[self._column] = shown

    def number(self, text: str) -> Value:
        """
        Read a number, or the day that it shows.
        """
        number = float(text)
        if not math.isfinite(number):
            raise ValueError(text)
        is_date = self._style < len(self.dates) and self.dates[self._style]
        if is_date and 0 <= number < _DAYS:
            return _day(number, self.epoch)
        return int(number) if number.is_integer() else number


_READERS: Mapping[str, Callable[[SheetPart, str], Value]] = {
    "s": lambda part, text: part.texts[int(text)],
    "inlineStr": lambda _, text: text,
    "str": lambda _, text: _unescaped(text),
    "b": lambda _, text: text.strip() in {"1", "true"},
    "e": lambda _, __: Broken(),
    "d": lambda _, text: _whole(datetime.fromisoformat(text)),
    "n": SheetPart.number,
}


def _day(number: float, epoch: datetime) -> date:
    """
    Return the day that a number stands for, with the time of day if it has one.
    """
    if epoch.year < 1900 and number < 60:  # noqa: PLR2004  Excel believes in 29 February 1900
        number += 1
    return _whole(epoch + timedelta(days=int(number), seconds=round(number % 1 * 86_400)))


def _whole(moment: datetime) -> date:
    is_day = (moment.hour, moment.minute, moment.second) == (0, 0, 0)
    return moment.date() if is_day else moment


def column_of(place: str) -> int:
    """
    Return the number of a column, from 1, of a place such as `C4`.
    """
    number = 0
    for letter in place.rstrip("0123456789"):
        number = number * 26 + "ABCDEFGHIJKLMNOPQRSTUVWXYZ".index(letter) + 1
        if number > _LAST_COLUMN:
            raise ValueError(place)
    return number
