"""
GEXF, read back by programs of others.
"""

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import networkit
import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sdsnet_graph.markup import in_attribute, in_element
from sdsnet_graph.selection import GraphOptions

import sdsnet
from sdsnet.testing import HOSTILE_TEXTS, ExporterContract, editions

EXAMPLES = Path(__file__).parents[3] / "examples"
PROFILES = st.sampled_from(["whole", "people"])


def with_networkx(content: bytes) -> Any:
    """
    Read a file with networkx.
    """
    with tempfile.NamedTemporaryFile(suffix=".gexf") as file:
        Path(file.name).write_bytes(content)
        return nx.read_gexf(file.name)


def with_networkit(content: bytes) -> Any:
    """
    Read a file with networkit.
    """
    with tempfile.NamedTemporaryFile(suffix=".gexf") as file:
        Path(file.name).write_bytes(content)
        return networkit.graphio.GEXFReader().read(file.name)[0]


class TestContract(ExporterContract):
    """
    GEXF keeps the contract.
    """

    exporter = "gexf"

    def read(self, files: Mapping[str, bytes]) -> None:
        """
        Let two programs read the file; they agree on how much is in it.
        """
        (content,) = files.values()
        one, other = with_networkx(content), with_networkit(content)
        assert len(one) == other.numberOfNodes() == content.count(b"<node ")
        assert one.number_of_edges() == other.numberOfEdges() == content.count(b"<edge ")


class TestContractOfPeople(TestContract):
    """
    The profile of people keeps it too, but that it shows less.
    """

    options = GraphOptions(profile="people")

    def test_parity(self) -> None:
        """
        What is no participant is not there: that is what the profile is for.
        """


def as_read(attributes: sdsnet.Attributes) -> dict[str, Any]:
    """
    Give attributes as networkx has them: lists stay in Gephi's notation.
    """
    return {
        name: json.dumps(value, ensure_ascii=False) if isinstance(value, tuple) else value
        for name, value in attributes.items()
    }


@given(edition=editions(), profile=PROFILES)
def test_networkx_finds_the_same_graph(edition: sdsnet.Edition, profile: Any) -> None:
    """
    Every node and edge is there, with its label, its type and its attributes, and no more.
    """
    (made,) = sdsnet.export(edition, to="gexf", options=GraphOptions(profile=profile))
    found = with_networkx(made.read())

    graph = edition.graph(profile=profile)
    assert dict(found.nodes(data=True)) == {
        one.id: {"label": one.label, "type": one.type, **as_read(one.attributes)}
        for one in graph.nodes
    }
    assert found.is_directed() == graph.directed
    assert {said["id"]: (*sorted([a, b]), said) for a, b, said in found.edges(data=True)} == {
        one.id: (
            *sorted([one.source, one.target]),
            {
                "id": one.id,
                "label": one.label,
                "weight": one.weight,
                "edge_type": one.type,
                **as_read(one.attributes),
            },
        )
        for one in graph.edges
    }


@given(edition=editions())
def test_networkit_finds_as_many(edition: sdsnet.Edition) -> None:
    """
    A second program counts the same nodes and edges, and goes the same way along them.
    """
    (made,) = sdsnet.export(edition, to="gexf")
    found = with_networkit(made.read())

    graph = edition.graph()
    nodes = [one.id for one in graph.nodes]
    assert found.numberOfNodes() == len(nodes)
    assert sorted((nodes[one], nodes[two]) for one, two in found.iterEdges()) == sorted(
        (one.source, one.target) for one in graph.edges
    )


def test_the_dataset_says_what_it_is() -> None:
    """
    Header and audience stand in the description, and the date of the data where a date is due.
    """
    edition = sdsnet.disclose(sdsnet.read(EXAMPLES / "pilotlight"), audience="public")
    (made,) = sdsnet.export(edition, to="gexf")
    content = made.read().decode()

    assert '<meta lastmodifieddate="2012-10-03">' in content
    assert "Title: Pilotlight Provider Network\n" in content
    assert "Audience: public</description>" in content


@pytest.mark.parametrize("text", [*HOSTILE_TEXTS, "a & b < c > d", "&amp;", "]]>"])
def test_text_is_escaped_as_the_standard_library_does(text: str) -> None:
    """
    The quicker way gives the same characters.
    """
    breaks = {"\r": "&#13;", "\x85": "&#133;", "\u2028": "&#8232;"}
    marks = breaks | {'"': "&quot;", "\n": "&#10;", "\t": "&#9;"}

    assert in_element(text) == escape(text, breaks)
    assert in_attribute(text) == escape(text, marks)
