"""
The references that records hold, found from the field declarations.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import attrs

from sdsnet.model.activity import Phase, Question
from sdsnet.model.fields import Declaration, Value, declarations, evolve
from sdsnet.model.record import Record
from sdsnet.model.ways import Path, places, ways

__all__ = ["Reference", "references", "with_ids"]

V = TypeVar("V", bound=Value)


@attrs.frozen
class Reference:
    """
    One id in one field of one record.

    Attributes:
        record: The record that holds the reference.
        path: Names of fields and positions in lists that lead to it, such as `("themes", 0)`.
        id: The id it holds.
        declaration: What the model says of the field.
    """

    record: Record
    path: Path
    id: str
    declaration: Declaration


def references(record: Record, only: tuple[str, ...] | None = None) -> Iterator[Reference]:
    """
    Yield the references of a record, field by field.

    Args:
        record: Any record.
        only: Names of the fields that lead to the one reference field that is wanted.

    Raises:
        AttributeError: No reference field stands at the end of `only`.
    """
    found = ways(type(record), "ref")
    if only is not None:
        found = tuple(way for way in found if tuple(name for name, _ in way[0]) == only)
        if not found:
            msg = f"{type(record).__name__} has no reference field {'.'.join(only)!r}"
            raise AttributeError(msg)
    for steps, declaration in found:
        # Most fields of most records are empty, and asking here is cheaper than going there.
        name = steps[0][0]
        held = getattr(record, name)
        if not held:
            continue
        if len(steps) == 1 and not declaration.many:
            yield Reference(record, (name,), held, declaration)
        else:
            for path, value in places(record, steps):
                yield Reference(record, path, value, declaration)


def with_ids(value: V, change: Callable[[str], str]) -> V:
    """
    Return a record or value object with its ids and references changed, wherever they stand in it.
    """
    changes: dict[str, Any] = {}
    for name, declaration in declarations(type(value)).items():
        held = getattr(value, name)
        if held is None or held == ():
            continue
        if declaration.kind == "ref" or (name == "id" and isinstance(value, _WITH_ID)):
            changes[name] = _each(held, change)
        elif declaration.value is not None:
            changes[name] = _each(held, lambda part: with_ids(part, change))
    if all(held is getattr(value, name) for name, held in changes.items()):
        return value
    return evolve(value, **changes)


def _each(held: Any, change: Callable[[Any], Any]) -> Any:
    if not isinstance(held, tuple):
        return change(held)
    made = tuple(map(change, held))
    return held if all(map(operator.is_, made, held)) else made


_WITH_ID: tuple[type[Value], ...] = (Record, Phase, Question)
