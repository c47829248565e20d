"""
Read partial and uncertain dates, in the Extended Date/Time Format (EDTF), levels 0 and 1.

The format is that of the Library of Congress, 4 February 2019, which is a part of ISO 8601-2:2019.
What is read and what is refused, with the days it stands for, is listed in the reference page
"Dates".
"""

from __future__ import annotations

import re
from datetime import MAXYEAR, MINYEAR, date
from functools import cache, lru_cache
from typing import Literal

import attrs

__all__ = ["Date", "EdtfError", "Precision", "is_before", "parse"]

Precision = Literal["second", "day", "month", "season", "year", "decade", "century"]

_FROM_FINE_TO_COARSE: tuple[Precision, ...] = (
    "second",
    "day",
    "month",
    "season",
    "year",
    "decade",
    "century",
)
_MONTH_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FEBRUARY = 2

# First month, last month, and how many years later the last month is: winter begins in December.
_SEASONS = {21: (3, 5, 0), 22: (6, 8, 0), 23: (9, 11, 0), 24: (12, 2, 1)}


class EdtfError(ValueError):
    """
    Say why a text is not a date that is read here.

    The message is a sentence that does not repeat the text, which may be personal.
    """


@attrs.frozen
class Date:
    """
    Hold a date as it was written, and the days that it may stand for.

    Attributes:
        text: The date as it was written.
        earliest: The first day it may stand for, inclusive; None where the start is open or
            unknown, or lies outside of the years 1 to 9999.
        latest: The last day it may stand for, inclusive; None as for `earliest`.
        precision: The finest part that is known; of an interval, that of its coarser end.
        uncertain: Whether the source of the date, or of an end of it, is in doubt.
        approximate: Whether the date, or an end of it, is an estimate.
        is_interval: Whether it runs from one date to another.
    """

    text: str
    earliest: date | None
    latest: date | None
    precision: Precision
    uncertain: bool = False
    approximate: bool = False
    is_interval: bool = False


@lru_cache(maxsize=16_384)
def parse(text: str) -> Date:
    """
    Read a date.

    >>> spring = parse("2012-21")
    >>> spring.earliest, spring.latest, spring.precision
    (datetime.date(2012, 3, 1), datetime.date(2012, 5, 31), 'season')

    Args:
        text: A date of EDTF level 0 or 1, with nothing around it.

    Returns:
        The date; the same object each time that the same text was read a short while ago.

    Raises:
        EdtfError: If the text is not a date of these levels, or there is no such day.
    """
    if "/" in text:
        return _interval(text)
    if "T" in text:
        return _moment(text)
    return _single(text)


def is_before(a: str, b: str) -> bool:
    """
    Tell whether one date lies wholly before another.

    Dates that may overlap are not before each other. Nothing is certain, so nothing is before or
    after, where an end is open or unknown or a date is marked as uncertain or approximate.

    >>> is_before("2012", "2013-02"), is_before("2012", "2012-10-03")
    (True, False)

    Args:
        a: The date that may be the earlier one.
        b: The date that may be the later one.

    Raises:
        EdtfError: If one of them is not a date.
    """
    one, other = parse(a), parse(b)
    if one.latest is None or other.earliest is None:
        return False
    if one.uncertain or one.approximate or other.uncertain or other.approximate:
        return False
    return one.latest < other.earliest


@cache
def _single_pattern() -> re.Pattern[str]:
    # Compiled when the first date is read, because many programs that import sdsnet read none.
    return re.compile(
        r"(?!-0000)(?:"
        r"(-?[0-9]{4})"  # a year,
        r"(?:-XX(?:-XX)?|-([0-9]{2})(?:-([0-9]{2}|XX))?)?"  # its month or season, and its day
        r"|(-?[0-9]{2}[0-9X]X)"  # or a year without its last digits
        r"|Y-?[1-9][0-9]{4,}"  # or a year of five digits or more
        r")([?~%])?"
    )


@cache
def _moment_pattern() -> re.Pattern[str]:
    clock = r"(?:[01][0-9]|2[0-3])"
    return re.compile(rf"([-0-9]+)T{clock}:[0-5][0-9]:[0-5][0-9](?:Z|[+-]{clock}(?::[0-5][0-9])?)?")


def _single(text: str) -> Date:
    match = _single_pattern().fullmatch(text)
    if match is None:
        raise EdtfError("It is not a date of EDTF level 0 or 1.")
    year, month, day, masked, mark = match.groups()
    if year:
        earliest, latest, precision = _days(int(year), month, day)
    elif masked:
        earliest = _day(int(masked.replace("X", "0")), 1, 1)
        latest = _day(int(masked.replace("X", "9")), 12, 31)
        precision = "century" if masked.endswith("XX") else "decade"
    else:
        earliest, latest, precision = None, None, "year"
    if mark:
        return Date(text, earliest, latest, precision, mark in "?%", mark in "~%")
    return Date(text, earliest, latest, precision)


def _days(
    year: int, month_text: str | None, day_text: str | None
) -> tuple[date | None, date | None, Precision]:
    if month_text is None:
        return _day(year, 1, 1), _day(year, 12, 31), "year"
    month = int(month_text)
    if month in _SEASONS and day_text is None:
        first, last, later = _SEASONS[month]
        return _day(year, first, 1), _last_day(year + later, last), "season"
    if not 1 <= month <= len(_MONTH_LENGTHS):
        raise EdtfError("There is no such month or season.")
    if day_text is None or day_text == "XX":
        return _day(year, month, 1), _last_day(year, month), "month"
    if not 1 <= int(day_text) <= _month_length(year, month):
        raise EdtfError("There is no such day.")
    day = _day(year, month, int(day_text))
    return day, day, "day"


def _last_day(year: int, month: int) -> date | None:
    return _day(year, month, _month_length(year, month))


def _month_length(year: int, month: int) -> int:
    if month == _FEBRUARY and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0):
        return 29
    return _MONTH_LENGTHS[month - 1]


def _day(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if MINYEAR <= year <= MAXYEAR else None


def _moment(text: str) -> Date:
    match = _moment_pattern().fullmatch(text)
    day = _single(match[1]) if match else None
    if day is None or day.precision != "day":
        raise EdtfError("It is not a day with a time of EDTF level 0.")
    return Date(text, day.earliest, day.latest, "second")


def _interval(text: str) -> Date:
    start_text, _, end_text = text.partition("/")
    start, end = _end_of_interval(start_text), _end_of_interval(end_text)
    ends = [one for one in (start, end) if one]
    if not ends:
        raise EdtfError("An interval needs a date at one end at least.")
    earliest = start.earliest if start else None
    latest = end.latest if end else None
    if earliest and latest and earliest > latest:
        raise EdtfError("The interval ends before it begins.")
    return Date(
        text,
        earliest,
        latest,
        max((one.precision for one in ends), key=_FROM_FINE_TO_COARSE.index),
        uncertain=any(one.uncertain for one in ends),
        approximate=any(one.approximate for one in ends),
        is_interval=True,
    )


def _end_of_interval(text: str) -> Date | None:
    return None if text in ("", "..") else _single(text)
