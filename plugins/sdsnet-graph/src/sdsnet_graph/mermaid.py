"""
Mermaid diagrams in Markdown, which many programs show as pictures.

A diagram holds no more than Mermaid draws unless it is told otherwise: 500 edges, 50,000
characters. So there is one for each kind of edge, and as many as it takes where there is much of
one kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import attrs

import sdsnet
from sdsnet_graph.lines import encoded
from sdsnet_graph.selection import GraphOptions, select

__all__ = ["EDGES", "SIZE", "export"]

#: Most edges of a diagram.
EDGES = 500

#: Most characters of a diagram; Mermaid's own limit is a little higher.
SIZE = 49_000

_NOT_IN_A_LABEL = re.compile(r"[^\w ,'()?!/.-]|_|^[-.]|(?<=^\d)[.)]|(?<=^\d\d)[.)]")
_NOT_IN_AN_ID = re.compile(r"[^A-Za-z0-9-]|-(?![A-Za-z0-9])")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~&$:@])")
_NOT_IN_A_TITLE = re.compile(r"[^\w ,'().-]+")


@attrs.frozen
class _Arrow:
    """
    One edge as it is drawn.
    """

    source: str
    target: str
    weight: int


#: Label of a section, and the edges in it.
_Sections = dict[tuple[str, str], list[_Arrow]]


def export(edition: sdsnet.Edition, options: GraphOptions) -> Iterator[sdsnet.Artifact]:
    """
    Write the graph of an edition as a page of diagrams.
    """
    graph = select(edition, options, "mermaid")
    yield sdsnet.Artifact(sdsnet.file_name(edition, ".md"), encoded(_Page(graph).lines()))


class _Page:
    """
    A page of diagrams.
    """

    def __init__(self, graph: sdsnet.Graph) -> None:
        self._graph = graph
        self._types = {node.id: node.type for node in graph.nodes}
        self._shown = {node.id: _box(node) for node in graph.nodes}

    def lines(self) -> Iterator[str]:
        """
        Yield its lines.
        """
        yield f"# {_plain(self._graph.title)}"
        linked: set[str] = set()
        for (node_type, label), arrows in self._sections().items():
            linked.update(end for one in arrows for end in (one.source, one.target))
            title = f"{self._graph.node_types[node_type]}: {label}"
            yield from self._diagrams(title, arrows)
        alone = [key for key in self._shown if key not in linked]
        if alone:
            yield from self._diagrams("Without a link", [_Arrow(key, "", 0) for key in alone])

    def _sections(self) -> _Sections:
        found: _Sections = {}
        for edge in self._graph.edges:
            key = (self._types[edge.source], edge.label)
            found.setdefault(key, []).append(_Arrow(edge.source, edge.target, edge.weight))
        return found

    def _diagrams(self, title: str, arrows: Sequence[_Arrow]) -> Iterator[str]:
        yield f"\n## {_plain(title)}"
        for drawn in self._in_parts(arrows):
            yield "\n```mermaid"
            yield "flowchart LR"
            yield f"accTitle: {_NOT_IN_A_TITLE.sub('', title).strip()}"
            yield from drawn
            yield "```"

    def _in_parts(self, arrows: Iterable[_Arrow]) -> Iterator[list[str]]:
        """
        Yield the lines of one diagram after another, none of them larger than Mermaid draws.
        """
        part = _Part()
        for arrow in arrows:
            boxes, line = self._drawn(arrow)
            if not part.has_room_for(boxes, line):
                yield part.lines
                part = _Part()
            part.add(boxes, line)
        yield part.lines

    def _drawn(self, arrow: _Arrow) -> tuple[tuple[str, ...], str]:
        """
        Write the boxes at the ends of an edge, and the edge.
        """
        if not arrow.target:
            return (self._shown[arrow.source],), ""
        line = "-->" if self._graph.directed else "---"
        counted = f"|{arrow.weight}|" if arrow.weight > 1 else ""
        # What is linked with itself has one box.
        boxes = dict.fromkeys(self._shown[end] for end in (arrow.source, arrow.target))
        return tuple(boxes), f"{_id(arrow.source)} {line}{counted} {_id(arrow.target)}"


class _Part:
    """
    The lines of one diagram, as it grows.
    """

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._boxes: set[str] = set()
        self._size = self._edges = 0

    def has_room_for(self, boxes: Iterable[str], line: str) -> bool:
        """
        Tell whether an edge with its boxes may be added; to an empty diagram, any may.
        """
        added = sum(len(box) + 1 for box in boxes if box not in self._boxes) + len(line)
        return not self.lines or (self._edges < EDGES and self._size + added < SIZE)

    def add(self, boxes: Iterable[str], line: str) -> None:
        """
        Add an edge, and those of its boxes that are not there yet.
        """
        for one in (*boxes, line):
            if one and one not in self._boxes:
                self.lines.append(one)
                self._size += len(one) + 1
        self._boxes.update(boxes)
        self._edges += bool(line)


def _box(node: sdsnet.Node) -> str:
    return f'{_id(node.id)}["{_NOT_IN_A_LABEL.sub(_code, node.label)}"]'


def _code(found: re.Match[str]) -> str:
    return f"#{ord(found[0])};"


def _id(key: str) -> str:
    """
    Make an id that Mermaid takes for nothing else; different ids stay different.
    """
    return "n-" + _NOT_IN_AN_ID.sub(lambda found: f"_{ord(found[0]):x}_", key)


def _plain(text: str) -> str:
    """
    Write text on one line of Markdown so that nothing in it is markup.
    """
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split())) or "-"
