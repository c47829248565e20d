"""
The part of a graph that an export is to show.
"""

from __future__ import annotations

from typing import Literal

import attrs

import sdsnet

__all__ = ["GraphOptions", "select"]


@attrs.frozen(kw_only=True)
class GraphOptions:
    """
    What a graph shows.

    Attributes:
        profile: `whole`, everything and how it hangs together, or `people`, the participants, two
            of which are joined where they share networks or meetings.
        types: Types of nodes to show, such as `barrier,theme`, with commas between them; all when
            left out.
    """

    profile: Literal["whole", "people"] = "whole"
    types: str = ""


def select(edition: sdsnet.Edition, options: GraphOptions, exporter: str) -> sdsnet.Graph:
    """
    Return the graph of an edition, or the part of it that is wanted.

    Args:
        edition: The edition.
        options: What is wanted.
        exporter: Name of the format, for the error.

    Raises:
        ExportError: There is no type of node with a name that is given.
    """
    graph = edition.graph(profile=options.profile)
    wanted = {name.strip() for name in options.types.split(",")} - {""}
    if unknown := sorted(wanted - graph.node_types.keys()):
        known = ", ".join(sorted(graph.node_types))
        raise sdsnet.ExportError(
            exporter, f"there is no type of node {unknown[0]!r}. There are: {known}."
        )
    return _only(graph, wanted) if wanted else graph


def _only(graph: sdsnet.Graph, wanted: set[str]) -> sdsnet.Graph:
    ids = {node.id for node in graph.nodes if node.type in wanted}
    return attrs.evolve(
        graph,
        nodes=sdsnet.Series(lambda: (node for node in graph.nodes if node.id in ids)),
        edges=sdsnet.Series(
            lambda: (edge for edge in graph.edges if edge.source in ids and edge.target in ids)
        ),
    )
