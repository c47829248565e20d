"""
The ways that lead from a record to what stands in it, found from the field declarations.

A way is a chain of steps through value objects; a step is the name of a field and whether it is a
list. What is at the end of a way is told with its path: names of fields and positions in lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from operator import attrgetter
from typing import Any

from sdsnet.derived import derived
from sdsnet.model.fields import Declaration, Value, declarations, walk

__all__ = ["Path", "Steps", "gather", "places", "reach", "ways", "ways_to"]

Steps = tuple[tuple[str, bool], ...]
Path = tuple[str | int, ...]


@derived
def ways(cls: type, kind: str) -> tuple[tuple[Steps, Declaration], ...]:
    """
    Return the way to every field of a kind, with what is declared of the field.
    """
    return tuple((_steps(cls, names), d) for names, d in walk(cls) if d.kind == kind)


@derived
def ways_to(cls: type, wanted: type[Value]) -> tuple[Steps, ...]:
    """
    Return the way to every field that holds value objects of a class.
    """
    return tuple(_steps(cls, names) for names, d in walk(cls) if d.value is wanted)


def _steps(cls: type, names: Iterable[str]) -> Steps:
    steps = []
    for name in names:
        declaration = declarations(cls)[name]
        steps.append((name, declaration.many))
        cls = declaration.value or cls
    return tuple(steps)


def reach(holders: Iterable[Any], steps: Iterable[tuple[str, bool]]) -> Iterable[Any]:
    """
    Reach for what stands at the end of a way, in many holders, without a loop in Python.
    """
    for name, is_list in steps:
        reached: Iterable[Any] = filter(None, map(attrgetter(name), holders))
        holders = chain.from_iterable(reached) if is_list else reached
    return holders


def gather(holders: Iterable[Any], steps: Steps) -> set[Any]:
    """
    Gather the distinct values at the end of a way, from many holders.
    """
    *outer, (last, many) = steps
    gathered: Iterable[Any] = map(attrgetter(last), reach(holders, outer))
    values = set(chain.from_iterable(filter(None, gathered)) if many else gathered)
    values.discard(None)
    return values


def places(holder: Any, steps: Steps, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """
    Yield what stands at the end of a way, with the path to each.
    """
    if not steps:
        yield path, holder
        return
    (name, many), rest = steps[0], steps[1:]
    value = getattr(holder, name)
    if many:
        for index, item in enumerate(value):
            yield from places(item, rest, (*path, name, index))
    elif value is not None:
        yield from places(value, rest, (*path, name))
