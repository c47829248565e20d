"""
The attributes that the nodes and edges of a graph may have, and how nodes and graphs are made.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import attrs

from sdsnet.dataset import Dataset
from sdsnet.derived import derived
from sdsnet.model import Header, Record
from sdsnet.model.codelists import Codelist
from sdsnet.model.codelists.codelist import words
from sdsnet.views.graph.attributes import Attribute, attributes, dates, in_use, values
from sdsnet.views.graph.labels import label_of
from sdsnet.views.graph.links import THEME, Source, links, sources, ties, told_by_links
from sdsnet.views.graph.shapes import Edge, Graph, Node, Series

__all__ = [
    "DEFINITION",
    "assembled",
    "merged",
    "node_types",
    "record_node",
    "silent_in_tie",
    "told_apart",
    "used_by_edges",
    "used_by_nodes",
]

#: What nodes, and files of them, say in places of their own.
RESERVED = frozenset({"id", "label", "type"})

#: What a theme means.
DEFINITION = Attribute(
    name="definition", type="text", title="Definition", description="What the theme means."
)

#: The date of the record that holds an edge, and the days it may stand for.
_DATES = ("date", "date_start", "date_end")

#: Attributes by what has them, such as a record type.
Groups = Mapping[str, tuple[Attribute, ...]]


def assembled(
    dataset: Dataset,
    nodes: Callable[[], Iterator[Node]],
    edges: Callable[[], Iterator[Edge]],
    of_nodes: Collection[str],
    of_edges: Collection[str],
    *,
    directed: bool,
    further: Iterable[Attribute] = (),
) -> Graph:
    """
    Make a graph of nodes and edges; only attributes that are in use are declared.

    Args:
        dataset: What it is made from.
        nodes: Starts from the first node.
        edges: Starts from the first edge.
        of_nodes: Names of the attributes that some node has.
        of_edges: Names of the attributes that some edge has.
        directed: Whether its edges have a direction.
        further: Attributes of edges besides those that fields become.
    """
    header = values(dataset.header)
    return Graph(
        title=dataset.title,
        header=header,
        header_attributes=tuple([one for one in attributes(Header) if one.name in header]),
        directed=directed,
        node_types=node_types(),
        node_attributes=tuple([one for one in _node_attributes() if one.name in of_nodes]),
        edge_attributes=tuple(
            [one for one in (*_edge_attributes(), *further) if one.name in of_edges]
        ),
        nodes=Series(nodes),
        edges=Series(edges),
    )


def used_by_nodes(held: Mapping[Source, Sequence[Any]]) -> set[str]:
    """
    Name the attributes that the nodes of some records and parts have.

    Args:
        held: The records and parts, by where they come from.
    """
    found: set[str] = set()
    for source, some in held.items():
        names = _names().get(source.type, {})
        found.update(names.get(one, one) for one in in_use(some, told_by_links(source.cls)))
    return found


def used_by_edges(
    held: Mapping[Source, Sequence[Any]], ties: Mapping[type[Record], Sequence[Record]]
) -> set[str]:
    """
    Name the attributes that edges have, if the references that they are made from find their ends.

    Args:
        held: The records and parts that are nodes, by where they come from.
        ties: The records that are edges, by type.
    """
    found: set[str] = set()
    dated: set[str | None] = set()
    for source, some in held.items():
        for link in links(source.cls):
            dated.update(getattr(one, "date", None) for one in link.holders(some))
            found.update(f"{source.type}_{link.field}_{one}" for one in link.said(some))
    for cls, records in ties.items():
        dated.update(one.date for one in records)
        found.update(f"{cls.type_name}_{one}" for one in in_use(records, silent_in_tie(cls)))
    return found.union(*(dates("date", one) for one in dated if one))


def record_node(source: Source, held: Any, codelists: Mapping[str, Codelist]) -> Node:
    """
    Make the node of a record, or of a part of one.

    Args:
        source: Where it comes from.
        held: The record or part.
        codelists: The codelists by name.
    """
    said = values(held, told_by_links(source.cls))
    if names := _names().get(source.type):
        said = {names.get(name, name): value for name, value in said.items()}
    label = label_of(held, source.type, codelists)
    return Node(id=held.id, type=source.type, label=label, attributes=said)


@derived
def node_types() -> Mapping[str, str]:
    """
    Return what the types of nodes are called, by type, in order.
    """
    names = [*(source.type for source in sources()), THEME]
    return MappingProxyType({name: words(name) for name in names})


@derived
def _of_records() -> Groups:
    return {source.type: attributes(source.cls, told_by_links(source.cls)) for source in sources()}


@derived
def _names() -> Mapping[str, Mapping[str, str]]:
    return told_apart(_of_records())


@derived
def _node_attributes() -> tuple[Attribute, ...]:
    return merged({**_of_records(), THEME: (DEFINITION,)}, _names())


@derived
def _edge_attributes() -> tuple[Attribute, ...]:
    """
    Return the dates of what holds an edge, then what value objects and ties say of their edges.
    """
    found = [one for one in attributes(Record) if one.name in _DATES]
    for source in sources():
        for link in links(source.cls):
            if link.value is not None:
                before = f"{source.type}_{link.field}"
                found += _prefixed(before, attributes(link.value, link.silent))
    for cls in ties():
        found += _prefixed(cls.type_name, attributes(cls, silent_in_tie(cls)))
    # Several links may start in one value object, and each tells all of it but its own end.
    return tuple({one.name: one for one in found}.values())


def _prefixed(before: str, held: Iterable[Attribute]) -> list[Attribute]:
    return [one.called(f"{before}_{one.name}") for one in held]


@derived
def silent_in_tie(cls: type[Record]) -> frozenset[str]:
    """
    Name the fields of a record that is an edge which say nothing besides the edge itself.
    """
    return frozenset({"id", "date", *ties()[cls]})


def told_apart(groups: Groups) -> Mapping[str, Mapping[str, str]]:
    """
    Find other names for attributes that have a reserved name, or the name of one of another type.

    Returns:
        For each group with such attributes, their new names: that of the group is put before.
    """
    types: dict[str, str] = {}
    found: dict[str, dict[str, str]] = {}
    for group, held in groups.items():
        for one in held:
            if one.name in RESERVED or types.setdefault(one.name, one.type) != one.type:
                found.setdefault(group, {})[one.name] = f"{group}_{one.name}"
    return found


def merged(
    groups: Groups, names: Mapping[str, Mapping[str, str]] = MappingProxyType({})
) -> tuple[Attribute, ...]:
    """
    Make one attribute of those that have the same name, in the order in which they first stand.

    Args:
        groups: The attributes.
        names: Other names for some of them, by group.
    """
    found: dict[str, dict[str, Attribute]] = {}
    for group, held in groups.items():
        for one in held:
            name = names.get(group, {}).get(one.name, one.name)
            found.setdefault(name, {})[group] = one
    return tuple([_one(name, held) for name, held in found.items()])


def _one(name: str, held: Mapping[str, Attribute]) -> Attribute:
    first = next(iter(held.values()))
    codelists = {one.codelist for one in held.values()}
    meanings: dict[str, list[str]] = {}
    for group, one in held.items():
        meanings.setdefault(one.description, []).append(words(group))
    told = " ".join(f"{', '.join(groups)}: {text}" for text, groups in meanings.items())
    return attrs.evolve(
        first.called(name),
        description=told if len(meanings) > 1 else first.description,
        codelist=first.codelist if len(codelists) == 1 else None,
        codelists={group: one.codelist for group, one in held.items() if one.codelist},
    )
