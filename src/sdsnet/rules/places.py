"""
Where in a dataset value objects of one class stand, found from the field declarations.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import compress
from operator import attrgetter
from typing import TypeVar

from sdsnet.dataset import Dataset
from sdsnet.model import RECORD_TYPES, Record
from sdsnet.model.fields import Value
from sdsnet.model.ways import Path, places, ways_to

__all__ = ["in_words", "value_objects"]

V = TypeVar("V", bound=Value)


def value_objects(dataset: Dataset, wanted: type[V]) -> Iterator[tuple[Record, Path, V]]:
    """
    Yield every value object of a class, with the record that holds it and its place inside that.
    """
    for cls in RECORD_TYPES:
        for steps in ways_to(cls, wanted):
            held = getattr(dataset, cls.collection)
            for record in compress(held, map(attrgetter(steps[0][0]), held)):
                for path, value in places(record, steps):
                    yield record, path, value


def in_words(path: Path) -> str:
    """
    Write a place inside a record as people read it, such as `outcomes[0].quantity`.
    """
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".")
