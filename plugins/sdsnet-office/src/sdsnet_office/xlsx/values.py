"""
What a cell says, as the plain value of a field: what people type is taken as it was meant.

Nothing is guessed. A number in a column of texts is its digits, a day is its date, a label is its
key; what could be meant in two ways is told.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

import sdsnet
from sdsnet_office.xlsx.layout import JOINED_BY, normal
from sdsnet_office.xlsx.parts import Broken, Formula, Value

__all__ = ["CellError", "as_text", "read", "unwrapped"]

_WHOLE = re.compile(r"[+-]?[0-9]{1,20}")
_FLAGS = {"true": True, "false": False}
_SEPARATORS = {",": "commas", ";": "semicolons", "\n": "line breaks"}


class CellError(Exception):
    """
    A cell does not hold what its column takes.

    Attributes:
        code: Code of the structural rule.
        message: Sentences for whoever has to act; they do not repeat the cell.
        value: What is taken in its place, so that this is the one thing told about the cell.
    """

    def __init__(self, message: str, value: Any = None, code: str = "S07") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.value = value


def unwrapped(value: Value) -> Any:
    """
    Return what a cell holds, if it is no formula and no error.

    Raises:
        CellError: It is one.
    """
    if isinstance(value, Formula):
        message = "Here is a formula. Put its result in its place (copy, then paste values only)."
        raise CellError(message, value.shown)
    if isinstance(value, Broken):
        raise CellError("Here is an error of a formula. Write a value, or leave the cell empty.")
    return value


def as_text(value: Any) -> str:
    """
    Write a value the way the cell shows it.
    """
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    return value.isoformat() if isinstance(value, date) else str(value)


def read(declaration: sdsnet.Declaration, value: Any, heading: str, limits: sdsnet.Limits) -> Any:
    """
    Return the plain value of a field; nothing where the cell is as good as empty.

    Args:
        declaration: What the model says of the field.
        value: What the cell holds.
        heading: The heading of its column, for messages.
        limits: The bounds to keep.

    Raises:
        CellError: The cell does not hold what the field takes.
    """
    if declaration.kind == "text":
        return as_text(value)
    if isinstance(value, str):
        value = value.strip()
        if not value:
            return None
    if declaration.many:
        return _items(declaration, as_text(value), heading)
    if declaration.kind == "mapping":
        return _mapping(as_text(value), heading, limits)
    return _READERS[declaration.kind](declaration, value, heading)


def _integer(_: sdsnet.Declaration, value: Any, heading: str) -> int:
    if type(value) is int:
        return value
    if isinstance(value, str) and _WHOLE.fullmatch(value):
        return int(value)
    raise CellError(f"{heading} takes a whole number, and this is {_kind(value)}.", 0)


def _boolean(_: sdsnet.Declaration, value: Any, heading: str) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in _FLAGS:
        return _FLAGS[value.lower()]
    raise CellError(f"{heading} takes TRUE or FALSE, and this is {_kind(value)}.", value=False)


def _date(_: sdsnet.Declaration, value: Any, heading: str) -> str:
    if isinstance(value, datetime):
        message = (
            f"{heading} has a time of day and does not say where. Write the day alone, or a text"
            " such as 2012-10-03T10:15:00Z."
        )
        raise CellError(message, value.date().isoformat())
    return as_text(value)


def _code(declaration: sdsnet.Declaration, value: Any, _: str) -> str:
    return _key(declaration.target[0], as_text(value))


def _reference(_: sdsnet.Declaration, value: Any, __: str) -> str:
    return as_text(value)


_READERS: Mapping[str, Callable[[sdsnet.Declaration, Any, str], Any]] = {
    "integer": _integer,
    "boolean": _boolean,
    "date": _date,
    "code": _code,
    "ref": _reference,
}


def _kind(value: Any) -> str:
    """
    Say what a cell holds, without showing it.
    """
    if isinstance(value, bool):
        return "TRUE or FALSE"
    if isinstance(value, float):
        return "a number with a fraction"
    if isinstance(value, int):
        return "a number"
    return "a date" if isinstance(value, date) else "text"


def _key(codelist: str, word: str) -> str:
    """
    Return the key that a word stands for: a key itself, or a label; any other word stays.
    """
    return _keys(codelist).get(normal(word), word)


@functools.cache
def _keys(codelist: str) -> Mapping[str, str]:
    if codelist == "audience":
        return {}  # datasets declare further ones, which may differ from these by case alone
    codes = sdsnet.CODELISTS[codelist].codes
    labels = {normal(code.label): code.key for code in codes}
    return labels | {normal(code.key): code.key for code in codes}


def _items(declaration: sdsnet.Declaration, text: str, heading: str) -> list[str] | None:
    items = [item for item in (part.strip() for part in text.split(JOINED_BY)) if item]
    if declaration.kind == "code":
        items = [_key(declaration.target[0], item) for item in items]
    for separator, name in _SEPARATORS.items():
        if any(separator in item for item in items):
            parted = [part.strip() for item in items for part in item.split(separator)]
            message = f"{heading} has {name} between its items. Put {JOINED_BY} there instead."
            raise CellError(message, [part for part in parted if part])
    return items or None


def _mapping(text: str, heading: str, limits: sdsnet.Limits) -> Any:
    if text.count("{") + text.count("[") > limits.depth and _depth(text) > limits.depth:
        message = f"{heading} goes deeper than {limits.depth} levels (limit depth)."
        raise CellError(message, code="S08")
    try:
        made = json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse)
    except ValueError:
        message = f'{heading} takes JSON, such as {{"key": "text"}}, and this is not.'
        raise CellError(message) from None
    if not isinstance(made, dict):
        raise CellError(f'{heading} takes keys and values in braces: {{"key": "text"}}.')
    return made


def _depth(text: str) -> int:
    """
    Return how deep brackets stand in each other, those in quotes counted too.
    """
    deepest = depth = 0
    for character in text:
        depth += (character in "{[") - (character in "}]")
        deepest = max(deepest, depth)
    return deepest


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise CellError("A key stands twice in this JSON. Keep one.", code="S04")
    return made


def _refuse(_: str) -> Any:
    raise ValueError
