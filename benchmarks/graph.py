"""
Networks as the package `sdsnet-graph` writes them, beside networkx with the same nodes and edges.

Ours begins with an edition. The peer is given lists of nodes and edges with attributes that are
ready to be written, or even the whole graph.
"""

from __future__ import annotations

import io
from typing import Any

from benchmarks.candidates import Prepare, Run, adding_to
from benchmarks.export import edition_of, exporting
from benchmarks.reference_work import Work

candidate = adding_to("graph")


Nodes = list[tuple[str, dict[str, Any]]]
Edges = list[tuple[str, str, str, dict[str, Any]]]


def nodes_and_edges(work: Work) -> tuple[Nodes, Edges]:
    """
    Return what our files say of nodes and edges, in the words of networkx.
    """
    graph = edition_of(work).graph()
    nodes = [
        (one.id, {"label": one.label, "type": one.type} | _plain(one.attributes))
        for one in graph.nodes
    ]
    edges = [
        (one.source, one.target, one.id, _said_of_edge(one) | _plain(one.attributes))
        for one in graph.edges
    ]
    return nodes, edges


def _said_of_edge(edge: Any) -> dict[str, Any]:
    return {"label": edge.label, "edge_type": edge.type, "weight": edge.weight}


def _plain(attributes: Any) -> dict[str, Any]:
    return {
        name: "|".join(value) if isinstance(value, tuple) else value
        for name, value in attributes.items()
    }


def made(nodes: Nodes, edges: Edges) -> Any:
    """
    Make the graph of networkx.
    """
    import networkx as nx

    graph = nx.MultiDiGraph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from(edges)
    return graph


def _written(graph: Any, function: str) -> int:
    import networkx as nx

    file = io.BytesIO()
    getattr(nx, function)(graph, file)
    return len(file.getvalue())


def _making_and_writing(function: str) -> Prepare:
    def prepare(work: Work) -> Run:
        nodes, edges = nodes_and_edges(work)
        return lambda: _written(made(nodes, edges), function)

    return prepare


def _writing(function: str) -> Prepare:
    def prepare(work: Work) -> Run:
        graph = made(*nodes_and_edges(work))
        return lambda: _written(graph, function)

    return prepare


for _name, _function in (("GEXF", "write_gexf"), ("GraphML", "write_graphml")):
    candidate(f"sdsnet, {_name}")(exporting(_name.lower()))
    candidate(f"networkx, {_name}", largest=10_000)(_making_and_writing(_function))
    candidate(f"networkx, {_name}, ready graph", largest=10_000)(_writing(_function))

candidate("sdsnet, Kumu")(exporting("kumu"))
candidate("sdsnet, DOT")(exporting("dot"))
candidate("sdsnet, Mermaid")(exporting("mermaid"))
