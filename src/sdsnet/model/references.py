"""
The references that records hold, found from the field declarations.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import attrs

from sdsnet.derived import derived
from sdsnet.model.activity import Phase, Question
from sdsnet.model.fields import Declaration, Value, declarations, evolve, walk
from sdsnet.model.record import Record

__all__ = ["Reference", "reference_paths", "references", "with_ids"]

V = TypeVar("V", bound=Value)

Step = tuple[str, bool]


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
    path: tuple[str | int, ...]
    id: str
    declaration: Declaration


@derived
def reference_paths(cls: type) -> tuple[tuple[tuple[Step, ...], Declaration], ...]:
    """
    Return the way to each reference field: its steps, a field name and whether it is a list.
    """
    found = []
    for names, declaration in walk(cls):
        if declaration.kind == "ref":
            found.append((_steps(cls, names), declaration))
    return tuple(found)


def _steps(cls: type, names: tuple[str, ...]) -> tuple[Step, ...]:
    steps = []
    for name in names:
        declaration = declarations(cls)[name]
        steps.append((name, declaration.many))
        cls = declaration.value or cls
    return tuple(steps)


def references(record: Record, only: tuple[str, ...] | None = None) -> Iterator[Reference]:
    """
    Yield the references of a record, field by field.

    Args:
        record: Any record.
        only: Names of the fields that lead to the one reference field that is wanted.

    Raises:
        AttributeError: No reference field stands at the end of `only`.
    """
    paths = reference_paths(type(record))
    if only is not None:
        paths = tuple(p for p in paths if tuple(name for name, _ in p[0]) == only)
        if not paths:
            msg = f"{type(record).__name__} has no reference field {'.'.join(only)!r}"
            raise AttributeError(msg)
    for steps, declaration in paths:
        for path, value in _values(record, steps, ()):
            yield Reference(record, path, value, declaration)


def _values(
    holder: Any, steps: tuple[Step, ...], path: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if not steps:
        yield path, holder
        return
    (name, many), rest = steps[0], steps[1:]
    value = getattr(holder, name)
    if many:
        for index, item in enumerate(value):
            yield from _values(item, rest, (*path, name, index))
    elif value is not None:
        yield from _values(value, rest, (*path, name))


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
    return evolve(value, **changes)


def _each(held: Any, change: Callable[[Any], Any]) -> Any:
    return tuple(map(change, held)) if isinstance(held, tuple) else change(held)


_WITH_ID: tuple[type[Value], ...] = (Record, Phase, Question)
