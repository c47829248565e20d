"""
DOT, the language of Graphviz.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

import sdsnet
from sdsnet_graph.lines import about, encoded, value_in_words
from sdsnet_graph.selection import GraphOptions, select

__all__ = ["export"]

#: Light fills under dark text, for one type of node after another.
_FILLS = (
    *("#cfe8fc", "#d7f0d0", "#fde2c4", "#f6d5e5", "#e4dcf6", "#fbf3c0", "#d3f1ee", "#ead9cf"),
    *("#f9d0cc", "#dcebb8", "#d9def7", "#cdeedd", "#f3e1fb", "#fff0e0", "#e3e8ec", "#e9e9e9"),
    *("#d5d0c4", "#ffffff"),
)

#: Where things stand: in ranks from left to right, or wherever edges pull them.
_LAYOUTS = {True: 'rankdir="LR"', False: 'layout="neato", overlap="false", splines="true"'}

_WIDTH = 32

_LOOKS_LIKE_AN_ENTITY = re.compile(r"&(?=#?\w+;)")


def export(edition: sdsnet.Edition, options: GraphOptions) -> Iterator[sdsnet.Artifact]:
    """
    Write the graph of an edition as one DOT file.
    """
    graph = select(edition, options, "dot")
    yield sdsnet.Artifact(sdsnet.file_name(edition, ".dot"), encoded(_lines(edition, graph)))


def _lines(edition: sdsnet.Edition, graph: sdsnet.Graph) -> Iterator[str]:
    arrow = "->" if graph.directed else "--"
    comment = "\n".join(about(edition, graph))
    yield f"{'digraph' if graph.directed else 'graph'} {_quoted(graph.title)} {{"
    yield f'graph [charset="UTF-8", comment={_quoted(comment)}, {_LAYOUTS[graph.directed]}]'
    yield 'node [fontname="Helvetica,Arial,sans-serif", shape="box", style="rounded,filled"]'
    yield 'edge [color="#5b6770", fontname="Helvetica,Arial,sans-serif", fontsize="10"]'
    fills = {name: _FILLS[at % len(_FILLS)] for at, name in enumerate(graph.node_types)}
    for node in graph.nodes:
        yield (
            f'{_quoted(node.id)} [label={_label(node.label)}, fillcolor="{fills[node.type]}"'
            f"{_data('type', node.type)}{_listed(node.attributes)}]"
        )
    for edge in graph.edges:
        counted = f" ({edge.weight})" if edge.weight > 1 else ""
        yield (
            f"{_quoted(edge.source)} {arrow} {_quoted(edge.target)} [id={_quoted(edge.id)},"
            f' label={_label(edge.label + counted)}, weight="{edge.weight}"'
            f"{_data('type', edge.type)}{_listed(edge.attributes)}]"
        )
    yield "}"


def _listed(attributes: sdsnet.Attributes) -> str:
    return "".join([_data(*one) for one in attributes.items()])


def _data(name: str, value: sdsnet.AttributeValue) -> str:
    """
    Write an attribute under a name that Graphviz takes for no instruction on how to draw.
    """
    return f", data_{name}={_quoted(value_in_words(value, '|'))}"


def _label(text: str) -> str:
    """
    Quote words to show, on lines of some width, with no character taken for a sign of its own.
    """
    lines = textwrap.wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False)
    return _quoted(_LOOKS_LIKE_AN_ENTITY.sub("&amp;", "\n".join(lines)))


def _quoted(text: str) -> str:
    """
    Quote a text, with backslashes and line breaks written as Graphviz has them in texts to draw.
    """
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
