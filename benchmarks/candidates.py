"""
What is measured: a function each, which prepares its work and returns the part that counts.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable

import attrs

from benchmarks.reference_work import Work

__all__ = ["TOPICS", "Candidate", "Prepare", "Run", "adding_to", "candidates"]

#: The topics, each a module of this package, in the order in which they are shown.
TOPICS = (
    *("imports", "read", "check", "faulty", "disclose"),
    *("export", "graph", "linked", "office", "qda"),
    *("path", "batch", "memory"),
)

Run = Callable[[], object]
Prepare = Callable[[Work], Run]


@attrs.frozen
class Candidate:
    """
    One piece of work that is measured in a process of its own.

    Attributes:
        topic: The module that it stands in.
        name: Its name in tables, such as `sdsnet, JSON`; unique in its topic.
        prepare: Function that prepares the work and returns the part that is measured.
        largest: The largest size at which it is tried; any when left out.
        any_size: Whether its cost has nothing to do with the size, so that one size is enough.
    """

    topic: str
    name: str
    prepare: Prepare
    largest: int | None = None
    any_size: bool = False

    def too_slow(self, size: int) -> bool:
        """
        Say whether so many records would take it too long.
        """
        return self.largest is not None and size > self.largest


_known: dict[str, list[Candidate]] = {topic: [] for topic in TOPICS}


def adding_to(topic: str) -> Callable[..., Callable[[Prepare], Prepare]]:
    """
    Return the decorator that makes a function a candidate of a topic.
    """

    def candidate(
        name: str, *, largest: int | None = None, any_size: bool = False
    ) -> Callable[[Prepare], Prepare]:
        def add(prepare: Prepare) -> Prepare:
            _known[topic].append(Candidate(topic, name, prepare, largest, any_size))
            return prepare

        return add

    return candidate


def candidates(topic: str) -> tuple[Candidate, ...]:
    """
    Return the candidates of a topic, in the order in which its module lists them.
    """
    importlib.import_module(f"benchmarks.{topic}")
    return tuple(_known[topic])
