"""
The rows of a sheet, as cells, made from the records of an edition.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any

import sdsnet
from sdsnet_office.xlsx.layout import JOINED_BY, VERSION, Column, Path, Sheet

__all__ = ["Cell", "Grid", "Labels", "grid", "labels"]

#: What a cell holds; nothing where it is empty.
Cell = str | int | bool | date | None

#: The rows of a sheet, each with a cell for every column.
Grid = Sequence[Sequence[Cell]]

#: What people are shown for an id.
Labels = Mapping[str, str]

#: A record, the place of an item in one of its lists, and the item; without a list the record.
_Item = tuple[Any, int, Any]

_NAMING_FIELDS = ("name", "title", "summary", "description", "text")
_LABEL_LENGTH = 80
_LABELS_LENGTH = 400


def labels(dataset: sdsnet.Dataset) -> Labels:
    """
    Return a few words for each id that something may refer to.
    """
    parts: Iterable[Any] = chain(
        dataset.records(),
        chain.from_iterable(one.phases for one in dataset.initiatives),
        chain.from_iterable(one.questions for one in dataset.question_sets),
    )
    return {dataset.id: _cut(dataset.title)} | {part.id: _label(part) for part in parts}


def _label(thing: Any) -> str:
    found = (getattr(thing, name, None) for name in _NAMING_FIELDS)
    return _cut(next(filter(None, found), ""))


def _cut(words: str, length: int = _LABEL_LENGTH) -> str:
    line = " ".join(words.split())
    return line if len(line) <= length else f"{line[: length - 1]}…"


def grid(sheet: Sheet, dataset: sdsnet.Dataset, known: Labels) -> Grid:
    """
    Return the rows of a sheet, by the ids of their records and then by their places in the list.

    Args:
        sheet: The sheet.
        dataset: What to show; its references find their records.
        known: The label of every id.
    """
    readers = [_reader(column, known) for column in sheet.columns]
    return [[read(item) for read in readers] for item in _items(sheet, dataset)]


def _items(sheet: Sheet, dataset: sdsnet.Dataset) -> Iterator[_Item]:
    records: Iterable[Any] = (dataset,)
    if issubclass(sheet.root, sdsnet.Record):
        records = getattr(dataset, sheet.root.collection).in_order()
    for record in records:
        if not sheet.path:
            yield record, 0, record
            continue
        for position, item in enumerate(_held(record, sheet.path) or (), 1):
            yield record, position, item


def _held(thing: Any, path: Path) -> Any:
    for name in path:
        # On the way there are value objects, any of which may be absent.
        thing = getattr(thing, name, None)
    return thing


def _reader(column: Column, known: Labels) -> Callable[[_Item], Cell]:
    """
    Return what reads the cell of a column.
    """
    path = column.path
    if column.role == "label" and not path:
        return lambda item: known.get(item[0].id) or None
    if column.role == "label":
        return lambda item: _label_of(_held(item[2], path), known)
    if column.role in {"start", "end"}:
        return lambda item: _day(column.role, _held(item[2], path))
    if column.role == "field":
        return lambda item: _cell(_held(item[2], path))
    keys: Mapping[str, Callable[[_Item], Cell]] = {
        "owner": lambda item: item[0].id,
        "position": lambda item: item[1],
        "version": lambda _: VERSION,
    }
    return keys[column.role]


def _cell(value: Any) -> Cell:
    if isinstance(value, tuple):
        return f" {JOINED_BY} ".join(value) or None
    if isinstance(value, Mapping):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    cell: Cell = value
    return cell


def _label_of(value: Any, known: Labels) -> str | None:
    if not value:
        return None
    ids = value if isinstance(value, tuple) else (value,)
    words = f" {JOINED_BY} ".join(known.get(one, "") for one in ids)
    return _cut(words, _LABELS_LENGTH) if words.strip(f" {JOINED_BY}") else None


@functools.lru_cache(maxsize=16_384)
def _day(role: str, text: str | None) -> date | None:
    if text is None:
        return None
    read = sdsnet.parse_date(text)
    return read.earliest if role == "start" else read.latest
