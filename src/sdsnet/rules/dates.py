"""
How rules compare dates: a date that is missing or cannot be read breaks no order.
"""

from __future__ import annotations

from datetime import date

from sdsnet.model.edtf import EdtfError, is_before, parse

__all__ = ["comes_before", "first_day"]


def comes_before(earlier: str | None, later: str | None) -> bool:
    """
    Tell whether the first date lies wholly before the second.

    What is no date, be it text or not, is for the rule about dates to report: here it is missing.
    """
    if earlier is None or later is None:
        return False
    try:
        return is_before(earlier, later)
    except (EdtfError, TypeError):
        return False


def first_day(text: str | None) -> date | None:
    """
    Return the first day of a date, or nothing where it has none for certain.
    """
    if text is None:
        return None
    try:
        read = parse(text)
    except (EdtfError, TypeError):
        return None
    return None if read.uncertain or read.approximate else read.earliest
