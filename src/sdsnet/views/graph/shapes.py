"""
What a graph is: nodes, edges between them, and what they may say of themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Generic, TypeVar

import attrs

from sdsnet.views.graph.attributes import NOTHING, Attribute, Attributes

__all__ = ["Edge", "Graph", "Node", "Series"]

_T = TypeVar("_T")


@attrs.frozen
class Series(Generic[_T]):
    """
    Things that are made anew each time somebody goes through them.

    Attributes:
        make: Starts from the first of them.
    """

    make: Callable[[], Iterator[_T]]

    def __iter__(self) -> Iterator[_T]:
        return self.make()


@attrs.frozen(kw_only=True)
class Node:
    """
    One node of a graph.

    Attributes:
        id: Its id: that of its record, or `theme::` and the key of a theme.
        type: What it is: a record type such as `practice_example`, a part of a record with an id
            of its own, or `theme`.
        label: Words to show, on one line and never empty; long ones are cut.
        attributes: What it says, by the names of attributes.
    """

    id: str
    type: str
    label: str
    attributes: Attributes


@attrs.frozen(kw_only=True)
class Edge:
    """
    One edge of a graph.

    Attributes:
        id: Its id, which neither a node nor another edge has.
        source: Id of the node that it starts from.
        target: Id of the node that it leads to.
        type: What it says: the field that holds the reference, `membership`, or the kind of a
            relation.
        label: The same in words to show, never empty.
        weight: How much it counts; 1 where nothing is counted.
        attributes: What it says besides, by the names of attributes.
    """

    id: str
    source: str
    target: str
    type: str
    label: str
    weight: int = 1
    attributes: Attributes = NOTHING


@attrs.frozen(kw_only=True)
class Graph:
    """
    A graph: nodes, edges between them, and what they may say of themselves.

    Attributes:
        title: What it is called.
        header: What the dataset says of itself, by the names of attributes.
        header_attributes: The attributes of the header, in order.
        directed: Whether an edge leads from its source to its target, or joins the two.
        node_types: What the types of nodes are called, by type, in order.
        node_attributes: The attributes that some node has, in order.
        edge_attributes: The attributes that some edge has, in order.
        nodes: The nodes by type, then by id; made one by one, as often as they are asked for.
        edges: The edges, field by field in the order of the model, then by the id of what holds
            the field; made as the nodes are. Both ends of each are nodes.
    """

    title: str
    header: Attributes
    header_attributes: tuple[Attribute, ...]
    directed: bool
    node_types: Mapping[str, str]
    node_attributes: tuple[Attribute, ...]
    edge_attributes: tuple[Attribute, ...]
    nodes: Iterable[Node] = attrs.field(eq=False, repr=False)
    edges: Iterable[Edge] = attrs.field(eq=False, repr=False)
