"""
GraphML, which most programs for networks read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import sdsnet
from sdsnet_graph.lines import about, encoded, value_in_words
from sdsnet_graph.markup import DECLARATION, in_attribute, in_element
from sdsnet_graph.selection import GraphOptions, select

__all__ = ["export"]

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_TYPES: Mapping[str, str] = {"integer": "long", "boolean": "boolean"}

#: What nodes and edges say besides their attributes: name, type and meaning.
_OF_NODES = (
    ("label", "string", "Words to show."),
    ("type", "string", "What it is: a record type, a part of one, or a theme."),
)
_OF_EDGES = (
    ("label", "string", "Words to show."),
    ("edge_type", "string", "What it says: a field, a membership or the kind of a relation."),
    ("weight", "double", "How much it counts."),
)


def export(edition: sdsnet.Edition, options: GraphOptions) -> Iterator[sdsnet.Artifact]:
    """
    Write the graph of an edition as one GraphML file.
    """
    graph = select(edition, options, "graphml")
    yield sdsnet.Artifact(sdsnet.file_name(edition, ".graphml"), encoded(_lines(edition, graph)))


def _lines(edition: sdsnet.Edition, graph: sdsnet.Graph) -> Iterator[str]:
    direction = "directed" if graph.directed else "undirected"
    yield DECLARATION
    yield (
        f'<graphml xmlns="{_NAMESPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        f' xsi:schemaLocation="{_NAMESPACE} {_NAMESPACE}/1.0/graphml.xsd">'
    )
    yield f"<desc>{in_element(chr(10).join(about(edition, graph)))}</desc>"
    yield from _keys("node", _OF_NODES, graph.node_attributes)
    yield from _keys("edge", _OF_EDGES, graph.edge_attributes)
    yield f'<graph id="graph" edgedefault="{direction}">'
    yield from map(_node, graph.nodes)
    yield from map(_edge, graph.edges)
    yield "</graph>"
    yield "</graphml>"


def _keys(
    kind: str, own: Iterable[tuple[str, str, str]], attributes: Iterable[sdsnet.Attribute]
) -> Iterator[str]:
    declared = ((one.name, _TYPES.get(one.type, "string"), one.description) for one in attributes)
    for name, type_name, meaning in (*own, *declared):
        yield (
            f'<key id="{kind}-{name}" for="{kind}" attr.name="{name}" attr.type="{type_name}">'
            f"<desc>{in_element(meaning)}</desc></key>"
        )


def _node(node: sdsnet.Node) -> str:
    return (
        f'<node id="{in_attribute(node.id)}">'
        f"{_data('node-label', node.label)}{_data('node-type', node.type)}"
        f"{''.join([_data(f'node-{name}', value) for name, value in node.attributes.items()])}"
        "</node>"
    )


def _edge(edge: sdsnet.Edge) -> str:
    return (
        f'<edge id="{in_attribute(edge.id)}" source="{in_attribute(edge.source)}"'
        f' target="{in_attribute(edge.target)}">'
        f"{_data('edge-label', edge.label)}{_data('edge-edge_type', edge.type)}"
        f"{_data('edge-weight', edge.weight)}"
        f"{''.join([_data(f'edge-{name}', value) for name, value in edge.attributes.items()])}"
        "</edge>"
    )


def _data(key: str, value: sdsnet.AttributeValue) -> str:
    return f'<data key="{key}">{in_element(value_in_words(value, "|"))}</data>'
