"""
Reading cells from records in blocks, column by column.

Most of the fields of most records are empty. A block of a few hundred records passes over an empty
column in one step, where going record by record would look at each of its cells.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import chain, repeat
from operator import attrgetter
from types import SimpleNamespace
from typing import Any, TypeVar

from sdsnet.derived import derived
from sdsnet.model.edtf import parse
from sdsnet.model.fields import Declaration, declarations
from sdsnet.views.columns import Path, columns, fields
from sdsnet.views.table import Block, Cell

__all__ = ["Way", "blocks", "in_blocks", "items"]

#: The lists that lead from a record to an item, each in what the one before it holds.
Way = tuple[Path, ...]

_Cells = Sequence[Cell]
_T = TypeVar("_T")

#: Records in a block: enough that a step for a whole column costs little, few enough to be held.
_BLOCK = 500


def blocks(records: Sequence[Any], way: Way, cls: type | None) -> Iterator[Block]:
    """
    Yield the rows of a table in blocks.

    Args:
        records: The records, in order.
        way: The lists that lead to what a row is about; none where that is the record.
        cls: The class of what a row is about; nothing where it is one cell itself.
    """
    for some in in_blocks(records):
        keys, found = _items(some, way)
        if found:
            yield (*keys, *(_cells(cls, found) if cls else (found,)))


def in_blocks(things: Sequence[_T]) -> Iterator[Sequence[_T]]:
    """
    Yield some hundred of many things at a time.

    What is done with them is then done where the processor has them at hand.
    """
    for start in range(0, len(things), _BLOCK):
        yield things[start : start + _BLOCK]


def items(records: Sequence[Any], way: Way) -> Sequence[Any]:
    """
    Return what stands at the end of a way, record by record; without a way, the records.
    """
    return _items(records, way)[1]


def _items(records: Sequence[Any], way: Way) -> tuple[list[_Cells], Sequence[Any]]:
    """
    Go down the lists of records, and keep the id of the record and the position in each list.
    """
    keys: list[_Cells] = [list(map(attrgetter("id"), records))] if way else []
    holders = records
    for path in way:
        held = _values(holders, path)
        if not any(held):
            return [], ()
        sizes = [len(items) if items else 0 for items in held]
        keys = [list(chain.from_iterable(map(repeat, key, sizes))) for key in keys]
        keys.append(list(chain.from_iterable(range(1, size + 1) for size in sizes if size)))
        holders = list(chain.from_iterable(filter(None, held)))
    return keys, holders


def _values(holders: Sequence[Any], path: Path) -> list[Any]:
    first, *others = path
    held = list(map(attrgetter(first), holders))
    for name in others:
        # On the way there are value objects, any of which may be absent.
        held = [getattr(part, name, None) for part in held]
    return held


def _cells(cls: type, instances: Sequence[Any]) -> Iterator[_Cells]:
    """
    Yield the columns of a class, in order.
    """
    for get, spread, width in _readers(cls):
        found = list(map(get, instances))
        if spread is None:
            yield found
        elif width == 1 or any(found):
            yield from spread(found)
        else:
            yield from repeat(found, width)


@derived
def _readers(cls: type) -> tuple[tuple[Callable[[Any], Any], _Spread | None, int], ...]:
    """
    Work out how each field is read, what makes cells of its values, and of how many columns.
    """
    return tuple(
        (attrgetter(field), *_spread(declaration))
        for field, declaration in fields(cls).items()
        if not declaration.many
    )


#: What makes columns of the values of a field that are not cells as they are.
_Spread = Callable[[Sequence[Any]], Iterator[_Cells]]


def _spread(declaration: Declaration) -> tuple[_Spread | None, int]:
    if declaration.value is not None:
        spread = functools.partial(_parts, declaration.value)
        return spread, len(columns(declaration.value))
    if declaration.kind == "date":
        return _dates, 3
    return (_json_texts if declaration.kind == "mapping" else None), 1


def _parts(cls: type, parts: Sequence[Any]) -> Iterator[_Cells]:
    absent = SimpleNamespace(**dict.fromkeys(declarations(cls)))
    return _cells(cls, [absent if part is None else part for part in parts])


def _dates(texts: Sequence[str | None]) -> Iterator[_Cells]:
    return iter(list(zip(*map(_days, texts), strict=True)))


@functools.lru_cache(maxsize=16_384)
def _days(text: str | None) -> tuple[str | None, str | None, str | None]:
    if text is None:
        return None, None, None
    read = parse(text)
    return text, _iso(read.earliest), _iso(read.latest)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _json_texts(values: Sequence[Any]) -> Iterator[_Cells]:
    yield [None if value is None else _json(value) for value in values]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
