"""
Networks of sdsnet for Kumu, Gephi, igraph, Graphviz and Mermaid.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable
from typing import Any

import sdsnet
from sdsnet_graph.losses import of_diagrams
from sdsnet_graph.selection import GraphOptions

__all__ = ["sdsnet_exporters"]


def _from(module: str) -> Callable[[sdsnet.Edition, Any], Iterable[sdsnet.Artifact]]:
    """
    Return the exporter of a module, which is loaded when it is first used.
    """

    def export(edition: sdsnet.Edition, options: GraphOptions) -> Iterable[sdsnet.Artifact]:
        made: Iterable[sdsnet.Artifact]
        made = importlib.import_module(f"sdsnet_graph.{module}").export(edition, options)
        return made

    return export


_EMPTY = sdsnet.Loss("*", "*", "A text that is empty cannot be told from one that is absent.")
_JOINED = sdsnet.Loss("*", "*", "Items of lists are joined with `|`, which may stand in one, too.")
_HEADER = sdsnet.Loss("dataset", "*", "A blueprint has no place for what a dataset says of itself.")


@sdsnet.hookimpl
def sdsnet_exporters() -> tuple[sdsnet.Exporter, ...]:
    """
    Offer the formats of networks and diagrams.
    """
    return (
        sdsnet.Exporter(
            name="kumu",
            title="A network map for Kumu",
            media_type="application/json",
            suffix=".json",
            layout="file",
            export=_from("kumu"),
            options=GraphOptions,
            losses=(_EMPTY, _HEADER),
        ),
        sdsnet.Exporter(
            name="gexf",
            title="A network for Gephi",
            media_type="application/gexf+xml",
            suffix=".gexf",
            layout="file",
            export=_from("gexf"),
            options=GraphOptions,
            losses=(_EMPTY,),
        ),
        sdsnet.Exporter(
            name="graphml",
            title="A network for igraph, yEd, Cytoscape and others",
            media_type="application/graphml+xml",
            suffix=".graphml",
            layout="file",
            export=_from("graphml"),
            options=GraphOptions,
            losses=(_EMPTY, _JOINED),
        ),
        sdsnet.Exporter(
            name="dot",
            title="A drawing of the network for Graphviz",
            media_type="text/vnd.graphviz",
            suffix=".dot",
            layout="file",
            export=_from("dot"),
            options=GraphOptions,
            losses=(_EMPTY, _JOINED),
        ),
        sdsnet.Exporter(
            name="mermaid",
            title="Diagrams in Markdown, one for each kind of link",
            media_type="text/markdown",
            suffix=".md",
            layout="file",
            export=_from("mermaid"),
            options=GraphOptions,
            losses=(*of_diagrams(), _EMPTY),
        ),
    )
