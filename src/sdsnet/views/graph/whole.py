"""
The whole graph: every record, and how they refer to each other.

Everything is derived from the field declarations of the model: a new reference field becomes an
edge, and any other field an attribute, without a line here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs

from sdsnet.dataset import Dataset
from sdsnet.derived import derived
from sdsnet.model import RECORD_TYPES, Record
from sdsnet.model.codelists import CODELISTS, Codelist
from sdsnet.model.codelists.codelist import words
from sdsnet.model.fields import declarations
from sdsnet.model.ways import gather, ways
from sdsnet.views.graph.attributes import (
    NOTHING,
    dates,
    prefixed,
    values,
)
from sdsnet.views.graph.labels import code_label
from sdsnet.views.graph.links import THEME, Link, Source, links, sources, ties
from sdsnet.views.graph.making import (
    DEFINITION,
    assembled,
    record_node,
    silent_in_tie,
    used_by_edges,
    used_by_nodes,
)
from sdsnet.views.graph.shapes import Edge, Graph, Node

__all__ = ["graph"]


def graph(dataset: Dataset, codelists: Mapping[str, Codelist] = CODELISTS) -> Graph:
    """
    Lay a dataset out as a graph.

    Records are nodes, and so are phases, questions and the themes that something is about. Each
    reference is an edge, from what holds it to what it points to, and so is each theme of a node.
    Memberships and relations are edges themselves; one that another record refers to is a node
    instead, so that the reference has an end.

    Args:
        dataset: A dataset without errors: every reference finds its record, and dates are dates.
        codelists: The codelists by name, which say what to call keys.

    Returns:
        The graph, directed. An edge that has no node at one end is left out.
    """
    whole = _Whole(dataset, codelists)
    return assembled(dataset, whole.nodes, whole.edges, *whole.used(), directed=True)


class _Whole:
    """
    The nodes and edges of the whole graph of a dataset.
    """

    def __init__(self, dataset: Dataset, codelists: Mapping[str, Codelist]) -> None:
        self._codelists = codelists
        records = {cls: getattr(dataset, cls.collection).in_order() for cls in RECORD_TYPES}
        referred = _referred_ties(records)
        self._ties = {
            cls: [one for one in records[cls] if one.id not in referred] for cls in ties()
        }
        for cls in ties():
            records[cls] = [one for one in records[cls] if one.id in referred]
        self._held = {source: source.of(records[source.root]) for source in sources()}
        self._themes = sorted(_themes(self._held))
        self._ids = {one.id for held in self._held.values() for one in held}
        self._ids.update(map(_theme_id, self._themes))

    def used(self) -> tuple[set[str], set[str]]:
        """
        Name the attributes that some node has, and those that some edge has.
        """
        of_nodes = used_by_nodes(self._held)
        if any(map(self._definition, self._themes)):
            of_nodes.add(DEFINITION.name)
        return of_nodes, used_by_edges(self._held, self._ties)

    def nodes(self) -> Iterator[Node]:
        """
        Yield the nodes: records and their parts, and then the themes that are in use.
        """
        for source, held in self._held.items():
            for one in held:
                yield record_node(source, one, self._codelists)
        for key in self._themes:
            definition = self._definition(key)
            yield Node(
                id=_theme_id(key),
                type=THEME,
                label=code_label(THEME, key, self._codelists),
                attributes={DEFINITION.name: definition} if definition else {},
            )

    def _definition(self, key: str) -> str:
        known = self._codelists.get(THEME)
        return known[key].definition if known is not None and key in known else ""

    def edges(self) -> Iterator[Edge]:
        """
        Yield the edges: those that fields make, then those that records are.
        """
        for source, held in self._held.items():
            for link in links(source.cls):
                yield from self._linked(source.type, link, held, "id")
        for cls, ends in ties().items():
            for tie in self._ties[cls]:
                start, end = (getattr(tie, name) for name in ends)
                if start in self._ids and end in self._ids:
                    yield _tie(tie, start, end, self._codelists)
            for link in _own_links(cls):
                # No edge can start from an edge, so these start where the tie starts.
                yield from self._linked(cls.type_name, link, self._ties[cls], ends[0])

    def _linked(
        self, type_name: str, link: Link, candidates: Sequence[Any], start: str
    ) -> Iterator[Edge]:
        """
        Yield the edges that one field of records, or of parts of them, makes.

        Args:
            type_name: What the records or parts are.
            link: The field, and where it leads.
            candidates: The records or parts; not all need to have anything in the field.
            start: Name of the field with the id of the node where the edges start.
        """
        before = f"{type_name}_{link.field}"
        for holder in link.holders(candidates):
            begin, date = getattr(holder, start), getattr(holder, "date", None)
            when = dates("date", date) if date else NOTHING
            for place, end, said in link.ends(holder):
                target = _theme_id(end) if link.to_theme else end
                if begin in self._ids and target in self._ids:
                    yield Edge(
                        id=f"{holder.id}::{place}",
                        source=begin,
                        target=target,
                        type=link.type,
                        label=link.label,
                        attributes={**when, **prefixed(before, said)} if said else when,
                    )


def _referred_ties(records: Mapping[type[Record], Sequence[Any]]) -> set[str]:
    """
    Find the records that would be edges, but that another record refers to.
    """
    names = {"Record", *(cls.__name__ for cls in ties())}
    found: set[str] = set()
    for cls, held in records.items():
        for steps, declaration in ways(cls, "ref"):
            if names.intersection(declaration.target):
                found |= gather(held, steps)
    return found


def _themes(held: Mapping[Source, Sequence[Any]]) -> set[str]:
    found: set[str] = set()
    for source, holders in held.items():
        for link in links(source.cls):
            if link.to_theme:
                found |= gather(holders, ((link.field, link.is_list), *link.steps))
    return found


def _theme_id(key: str) -> str:
    # No record has such an id: after a colon, there is a letter or a digit in it.
    return f"{THEME}::{key}"


def _tie(record: Record, start: str, end: str, codelists: Mapping[str, Codelist]) -> Edge:
    """
    Make the edge that a record is.
    """
    kind = declarations(type(record)).get("kind")
    key: str = getattr(record, "kind", record.type_name)
    said = values(record, silent_in_tie(type(record)))
    when = dates("date", record.date) if record.date else NOTHING
    return Edge(
        id=record.id,
        source=start,
        target=end,
        type=key,
        label=code_label(kind.target[0], key, codelists) if kind else words(key),
        attributes={**when, **prefixed(record.type_name, said)},
    )


@derived
def _own_links(cls: type[Record]) -> tuple[Link, ...]:
    """
    Return the links of a record that is an edge, but for its ends and what every record has.
    """
    apart = {*ties()[cls], *declarations(Record)}
    return tuple(
        [
            attrs.evolve(
                link,
                type=f"{cls.type_name}.{link.type}",
                label=f"{words(cls.type_name)}: {link.label.lower()}",
            )
            for link in links(cls)
            if link.field not in apart
        ]
    )
