"""
GEXF 1.3, the format of Gephi.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Iterator, Mapping

import sdsnet
from sdsnet_graph.lines import about, encoded
from sdsnet_graph.markup import DECLARATION, in_attribute, in_element
from sdsnet_graph.selection import GraphOptions, select

__all__ = ["export"]

_TYPES: Mapping[str, str] = {
    "text": "string",
    "integer": "long",
    "boolean": "boolean",
    "date": "string",
    "texts": "liststring",
}

#: The attributes that hold the type of a node, and of an edge.
_NODE_TYPE = "type"
_EDGE_TYPE = "edge_type"


def export(edition: sdsnet.Edition, options: GraphOptions) -> Iterator[sdsnet.Artifact]:
    """
    Write the graph of an edition as one GEXF file.
    """
    graph = select(edition, options, "gexf")
    yield sdsnet.Artifact(sdsnet.file_name(edition, ".gexf"), encoded(_lines(edition, graph)))


def _lines(edition: sdsnet.Edition, graph: sdsnet.Graph) -> Iterator[str]:
    direction = "directed" if graph.directed else "undirected"
    yield DECLARATION
    yield '<gexf xmlns="http://gexf.net/1.3" version="1.3">'
    yield from _meta(edition, graph)
    yield f'<graph defaultedgetype="{direction}" idtype="string" mode="static">'
    yield from _declared("node", _NODE_TYPE, graph.node_attributes)
    yield from _declared("edge", _EDGE_TYPE, graph.edge_attributes)
    yield "<nodes>"
    yield from map(_node, graph.nodes)
    yield "</nodes>"
    yield "<edges>"
    yield from map(_edge, graph.edges)
    yield "</edges>"
    yield "</graph>"
    yield "</gexf>"


def _meta(edition: sdsnet.Edition, graph: sdsnet.Graph) -> Iterator[str]:
    as_of = edition.dataset.as_of
    day = sdsnet.parse_date(as_of).latest if as_of else None
    yield f'<meta lastmodifieddate="{day.isoformat()}">' if day else "<meta>"
    yield "<creator>sdsnet</creator>"
    yield f"<description>{in_element(chr(10).join(about(edition, graph)))}</description>"
    yield "</meta>"


def _declared(kind: str, type_name: str, attributes: Iterable[sdsnet.Attribute]) -> Iterator[str]:
    yield f'<attributes class="{kind}" mode="static">'
    yield f'<attribute id="{type_name}" title="{type_name}" type="string"/>'
    for one in attributes:
        yield f'<attribute id="{one.name}" title="{one.name}" type="{_TYPES[one.type]}"/>'
    yield "</attributes>"


def _node(node: sdsnet.Node) -> str:
    values = "".join([_value(*one) for one in node.attributes.items()])
    return (
        f'<node id="{_shared(node.id)}" label="{in_attribute(node.label)}"><attvalues>'
        f"{_shared_value(_NODE_TYPE, node.type)}{values}</attvalues></node>"
    )


def _edge(edge: sdsnet.Edge) -> str:
    values = "".join([_shared_value(*one) for one in edge.attributes.items()])
    # Gephi adds edges between the same two nodes up, unless they are of different kinds.
    return (
        f'<edge id="{in_attribute(edge.id)}" source="{_shared(edge.source)}"'
        f' target="{_shared(edge.target)}" kind="{_shared(edge.type)}"'
        f' label="{_shared(edge.label)}" weight="{edge.weight}"><attvalues>'
        f"{_shared_value(_EDGE_TYPE, edge.type)}{values}</attvalues></edge>"
    )


def _value(name: str, value: sdsnet.AttributeValue) -> str:
    if isinstance(value, str):
        text = value
    elif isinstance(value, tuple):
        # Gephi's lists are written as JSON writes lists of strings.
        text = _as_json(value)
    else:
        text = str(value).lower()
    return f'<attvalue for="{name}" value="{in_attribute(text)}"/>'


_as_json = json.JSONEncoder(ensure_ascii=False).encode

# Ids, types and dates come again and again.
_shared = functools.lru_cache(maxsize=16_384)(in_attribute)
_shared_value = functools.lru_cache(maxsize=16_384)(_value)
