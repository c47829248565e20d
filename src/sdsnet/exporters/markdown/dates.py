"""
Dates in plain words: what is unknown or uncertain in a date stays so.
"""

from __future__ import annotations

from datetime import date

from sdsnet.model.edtf import Date, EdtfError, parse

__all__ = ["in_words", "sort_key"]

_MONTHS = {
    "01": "January",
    "02": "February",
    "03": "March",
    "04": "April",
    "05": "May",
    "06": "June",
    "07": "July",
    "08": "August",
    "09": "September",
    "10": "October",
    "11": "November",
    "12": "December",
    "21": "spring",
    "22": "summer",
    "23": "autumn",
    "24": "winter",
}
_MARKS = {"?": "perhaps ", "~": "about ", "%": "perhaps about "}


def in_words(text: str) -> str:
    """
    Put a date into words.

    >>> in_words("2012-10-03"), in_words("2012-21"), in_words("2012~"), in_words("2016-01/..")
    ('3 October 2012', 'spring 2012', 'about 2012', 'from January 2016, with no end set')

    Args:
        text: A date of EDTF level 0 or 1; anything else is given back as it is.
    """
    try:
        parsed = parse(text)
    except EdtfError:
        return text
    return _interval(text) if parsed.is_interval else _single(text)


def _interval(text: str) -> str:
    start, _, end = text.partition("/")
    if not start:
        return f"until {_single(end)}, from when is not known"
    if start == "..":
        return f"until {_single(end)}, with no beginning set"
    if not end:
        return f"from {_single(start)}, until when is not known"
    if end == "..":
        return f"from {_single(start)}, with no end set"
    return f"from {_single(start)} to {_single(end)}"


def _single(text: str) -> str:
    mark = _MARKS.get(text[-1], "")
    bare = text[:-1] if mark else text
    day, _, clock = bare.partition("T")
    if clock:
        time = clock.replace("Z", " UTC")
        return f"{mark}{_day(day)} at {time}"
    return f"{mark}{_day(bare)}"


def _day(text: str) -> str:
    if text.startswith(("-", "Y")):
        return f"the year {text.lstrip('Y')}"
    year, *rest = text.split("-")
    if "X" in year:
        return f"a year from {year.replace('X', '0')} to {year.replace('X', '9')}"
    known = [part for part in rest if part != "XX"]
    words = " ".join(
        [str(int(day)) for day in known[1:]] + [_MONTHS[m] for m in known[:1]] + [year]
    )
    unknown = ("month", "day")[len(known) : len(rest)]
    return f"{words}, {' and '.join(unknown)} not known" if unknown else words


def sort_key(text: str | None) -> tuple[date, str]:
    """
    Order dates from early to late; what has no date that can be read comes last.
    """
    parsed = _parsed(text)
    first = parsed and (parsed.earliest or parsed.latest)
    return (first or date.max, text or "")


def _parsed(text: str | None) -> Date | None:
    try:
        return parse(text) if text else None
    except EdtfError:
        return None
