"""
Where in a dataset value objects of one class stand, found from the field declarations.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import compress
from operator import attrgetter
from typing import Any, TypeVar

from sdsnet.dataset import Dataset
from sdsnet.derived import derived
from sdsnet.model import RECORD_TYPES, Record
from sdsnet.model.fields import Value, declarations
from sdsnet.rules.rule import Path

__all__ = ["in_words", "value_objects"]

V = TypeVar("V", bound=Value)


def value_objects(dataset: Dataset, wanted: type[V]) -> Iterator[tuple[Record, Path, V]]:
    """
    Yield every value object of a class, with the record that holds it and its place inside that.
    """
    for cls in RECORD_TYPES:
        for names in _ways(cls, wanted):
            held = getattr(dataset, cls.collection)
            for record in compress(held, map(attrgetter(names[0]), held)):
                for path, value in _reach(record, names):
                    yield record, path, value


def in_words(path: Path) -> str:
    """
    Write a place inside a record as people read it, such as `outcomes[0].quantity`.
    """
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".")


@derived
def _ways(cls: type, wanted: type[Value]) -> tuple[tuple[str, ...], ...]:
    found: list[tuple[str, ...]] = []
    for name, declaration in declarations(cls).items():
        if declaration.value is not None:
            found += [(name, *rest) for rest in _ways(declaration.value, wanted)]
            if declaration.value is wanted:
                found.append((name,))
    return tuple(found)


def _reach(holder: Any, names: tuple[str, ...], path: Path = ()) -> Iterator[tuple[Path, Any]]:
    if not names:
        yield path, holder
        return
    value = getattr(holder, names[0])
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _reach(item, names[1:], (*path, names[0], index))
    elif value is not None:
        yield from _reach(value, names[1:], (*path, names[0]))
