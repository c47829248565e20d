"""
Rules about how records hang together: what is part of what, and who is the same as whom.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from sdsnet.dataset import Dataset
from sdsnet.model import Barrier, Influence, Publication, Relation
from sdsnet.rules.loops import Link, loops
from sdsnet.rules.rule import Finding, rule, subject

__all__ = ["parts_without_loops", "same_or_distinct"]


@rule("E21", "part-of-itself", "Nothing is part of itself, directly or through other parts.")
def parts_without_loops(dataset: Dataset) -> Iterator[Finding]:
    """
    Find parts that contain themselves, whether a field or a relation says so.
    """
    for loop in loops(_parts(dataset)):
        link = loop.link
        if isinstance(link.record, Relation):
            part = f"{subject(link.record)}: {link.start!r}"
        else:
            part = subject(link.record)
        yield Finding(link.record, link.path, f"{part} is part of itself{loop.way}.")


def _parts(dataset: Dataset) -> Iterator[Link]:
    parts: Iterator[Barrier | Influence | Publication] = chain(
        dataset.barriers, dataset.influences, dataset.publications
    )
    for part in parts:
        if part.part_of is not None:
            yield Link(part.id, part.part_of, part, ("part_of",))
    for relation in dataset.relations:
        if relation.kind == "part_of":
            yield Link(relation.subject, relation.object, relation, ("object",))


@rule("E30", "same-yet-distinct", "Records that are the same party are not also distinct.")
def same_or_distinct(dataset: Dataset) -> Iterator[Finding]:
    """
    Find pairs that are told apart although a chain of `same_as` joins them.
    """
    distinct = [one for one in dataset.relations if one.kind == "distinct_from"]
    if not distinct:
        return
    parties = _Parties()
    for relation in dataset.relations:
        if relation.kind == "same_as":
            parties.join(relation.subject, relation.object)
    for relation in distinct:
        one, other = relation.subject, relation.object
        if parties.root(one) == parties.root(other):
            said = f"{one!r} and {other!r} are both same_as and distinct_from."
            if one == other:
                said = f"{one!r} is distinct_from itself."
            yield Finding(relation, ("kind",), f"{subject(relation)}: {said}")


class _Parties:
    """
    Sets of ids that stand for one party each.
    """

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def root(self, key: str) -> str:
        """
        Return the id that stands for all ids that were joined to this one.
        """
        above = self._above
        while (parent := above.get(key, key)) != key:
            above[key] = key = above.get(parent, parent)
        return key

    def join(self, one: str, other: str) -> None:
        """
        Make two ids stand for one party.
        """
        self._above[self.root(one)] = self.root(other)
