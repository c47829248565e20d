"""
DOT, read back by a program of others.
"""

import re
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pydot
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sdsnet_graph.selection import GraphOptions

import sdsnet
from sdsnet.testing import ExporterContract, editions

EXAMPLES = Path(__file__).parents[3] / "examples"
PROFILES = st.sampled_from(["whole", "people"])
ESCAPED = re.compile(r'\\(["\\n])')


def parsed(content: bytes) -> Any:
    """
    Read a file with pydot.
    """
    with warnings.catch_warnings():
        # It calls its parser by names that this one has given up.
        warnings.simplefilter("ignore", DeprecationWarning)
        found = pydot.graph_from_dot_data(content.decode())
    assert found is not None
    return found[0]


def text(quoted: str) -> str:
    """
    Take quotes and backslashes off.
    """
    assert quoted[0] == quoted[-1] == '"'
    return ESCAPED.sub(lambda one: "\n" if one[1] == "n" else one[1], quoted[1:-1])


def label(quoted: str) -> str:
    """
    Take off what makes a label fit to draw.
    """
    return re.sub(r"&amp;(?=#?\w+;)", "&", text(quoted).replace("\n", " "))


def nodes(found: Any) -> list[Any]:
    """
    Return the nodes, without what is said of all nodes or edges at once.
    """
    return [one for one in found.get_nodes() if one.get_name() not in {"node", "edge", "graph"}]


def said(attributes: Mapping[str, str]) -> dict[str, str]:
    """
    Return the attributes that are data and not drawing.
    """
    return {
        name.removeprefix("data_"): text(value)
        for name, value in attributes.items()
        if name.startswith("data_")
    }


def as_text(one: sdsnet.Node | sdsnet.Edge) -> dict[str, str]:
    """
    Give what a node or an edge says as text.
    """
    made = {"type": one.type}
    for name, value in one.attributes.items():
        made[name] = "|".join(value) if isinstance(value, tuple) else str(value)
        if isinstance(value, bool):
            made[name] = str(value).lower()
    return made


class TestContract(ExporterContract):
    """
    DOT keeps the contract.
    """

    exporter = "dot"
    examples = 10

    def read(self, files: Mapping[str, bytes]) -> None:
        """
        Let a program read the file; it finds a node and an edge on a line each.
        """
        (content,) = files.values()
        found = parsed(content)
        lines = content.decode().split("\n")
        arrows = [line for line in lines if re.match(r'"[^"]*" (->|--) ', line)]
        assert len(nodes(found)) + len(arrows) == sum(line.startswith('"') for line in lines)
        assert len(found.get_edges()) == len(arrows)


@given(edition=editions(), profile=PROFILES)
def test_pydot_finds_the_same_graph(edition: sdsnet.Edition, profile: Any) -> None:
    """
    Every node and edge is there, with its label, its type and its attributes, and no more.
    """
    (made,) = sdsnet.export(edition, to="dot", options=GraphOptions(profile=profile))
    found = parsed(made.read())

    graph = edition.graph(profile=profile)
    assert found.get_type() == ("digraph" if graph.directed else "graph")
    assert {
        text(one.get_name()): (label(one.get("label")), said(one.get_attributes()))
        for one in nodes(found)
    } == {one.id: (one.label, as_text(one)) for one in graph.nodes}
    assert {
        text(one.get("id")): (
            text(one.get_source()),
            text(one.get_destination()),
            int(text(one.get("weight"))),
            said(one.get_attributes()),
        )
        for one in found.get_edges()
    } == {one.id: (one.source, one.target, one.weight, as_text(one)) for one in graph.edges}


def test_labels_are_drawn_as_they_are() -> None:
    """
    No character is taken for a sign: an entity stays as written, a backslash too; lines are short.
    """
    title = 'AT&T, &amp; "quoted", \\N \\l back\\slash, and more words for a second line'
    dataset = sdsnet.Dataset(id="d", title="D", barriers=[sdsnet.Barrier(id="b", title=title)])
    (made,) = sdsnet.export(sdsnet.disclose(dataset, audience="public"), to="dot")

    assert (
        r'label="AT&T, &amp;amp; \"quoted\", \\N \\l\nback\\slash, and more words for a\n'
        r'second line"'
    ) in made.read().decode()


@pytest.mark.parametrize(("profile", "arrow"), [("whole", "->"), ("people", "--")])
def test_edges_have_the_sign_of_their_graph(profile: Any, arrow: str) -> None:
    """
    Graphviz refuses an arrow in a graph without direction, which pydot takes.
    """
    edition = sdsnet.disclose(sdsnet.read(EXAMPLES / "pilotlight"), audience="public")
    (made,) = sdsnet.export(edition, to="dot", options=GraphOptions(profile=profile))
    found = re.findall(r'^"[^"]+" (\S+) "', made.read().decode(), re.MULTILINE)

    assert set(found) == {arrow}
