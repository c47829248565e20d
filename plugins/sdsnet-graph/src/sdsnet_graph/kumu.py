"""
Blueprints for Kumu: elements and connections as JSON.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

import attrs

import sdsnet
from sdsnet_graph.lines import encoded
from sdsnet_graph.selection import GraphOptions, select

__all__ = ["export"]

#: What Kumu shows as the description of an element: the first of these that there is.
_DESCRIBING = ("description", "summary", "definition", "text")

#: What Kumu shows as tags.
_TAGS = "themes"

#: The fields that Kumu has a use of its own for.
_OWN = frozenset(
    {"id", "label", "type", "description", "tags", "image", "from", "to", "direction", "pinned"}
)


def export(edition: sdsnet.Edition, options: GraphOptions) -> Iterator[sdsnet.Artifact]:
    """
    Write the graph of an edition as one blueprint.
    """
    graph = select(edition, options, "kumu")
    blueprint = _Blueprint(edition, graph)
    yield sdsnet.Artifact(sdsnet.file_name(edition, ".json"), encoded(blueprint.lines()))


@attrs.frozen
class _Blueprint:
    """
    One blueprint.
    """

    edition: sdsnet.Edition
    graph: sdsnet.Graph

    def lines(self) -> Iterator[str]:
        """
        Yield its lines, one for each element and connection.
        """
        of_nodes = {one.name: one for one in self.graph.node_attributes}
        of_edges = {one.name: one for one in self.graph.edge_attributes}
        yield '{"elements": ['
        yield from _separated(self._element(node, of_nodes) for node in self.graph.nodes)
        yield '], "connections": ['
        yield from _separated(self._connection(edge, of_edges) for edge in self.graph.edges)
        yield "]}"

    def _element(self, node: sdsnet.Node, declared: dict[str, sdsnet.Attribute]) -> dict[str, Any]:
        made: dict[str, Any] = {
            "id": node.id,
            "label": node.label,
            "type": self.graph.node_types[node.type],
        }
        describing = next((name for name in _DESCRIBING if name in node.attributes), None)
        if describing:
            made["description"] = node.attributes[describing]
        for name, value in node.attributes.items():
            if name == _TAGS:
                made["tags"] = self._shown(value, declared[name].codelist_for(node.type))
            elif name != describing:
                codelist = declared[name].codelist_for(node.type)
                made[_field(declared[name])] = self._shown(value, codelist)
        return made

    def _connection(
        self, edge: sdsnet.Edge, declared: dict[str, sdsnet.Attribute]
    ) -> dict[str, Any]:
        made: dict[str, Any] = {
            "id": edge.id,
            "from": edge.source,
            "to": edge.target,
            "direction": "directed" if self.graph.directed else "undirected",
            "type": edge.label,
            "Weight": edge.weight,
        }
        for name, value in edge.attributes.items():
            made[_field(declared[name])] = self._shown(value, declared[name].codelist)
        return made

    def _shown(self, value: sdsnet.AttributeValue, codelist: str | None) -> object:
        """
        Give a value as Kumu takes it: text, a number or a list of texts, with labels for keys.
        """
        if isinstance(value, bool):
            return "Yes" if value else "No"
        if codelist is None or isinstance(value, int):
            return list(value) if isinstance(value, tuple) else value
        if isinstance(value, tuple):
            return [self.edition.label(codelist, key) for key in value]
        return self.edition.label(codelist, value)


def _field(attribute: sdsnet.Attribute) -> str:
    """
    Name a field of Kumu after an attribute, so that it is not taken for one of Kumu's own.
    """
    return f"{attribute.title} (field)" if attribute.name in _OWN else attribute.title


def _separated(objects: Iterable[dict[str, Any]]) -> Iterator[str]:
    comma = ""
    for one in objects:
        yield comma + json.dumps(one, ensure_ascii=False)
        comma = ","
