"""
GraphML, read back by programs of others.
"""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import igraph
import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sdsnet_graph.selection import GraphOptions

import sdsnet
from sdsnet.testing import ExporterContract, editions

PROFILES = st.sampled_from(["whole", "people"])


def with_networkx(content: bytes) -> Any:
    """
    Read a file with networkx.
    """
    return nx.parse_graphml(content.decode(), edge_key_type=str, force_multigraph=True)


def with_igraph(content: bytes) -> Any:
    """
    Read a file with igraph, which warns of what is not declared; a warning fails a test here.
    """
    with tempfile.NamedTemporaryFile(suffix=".graphml") as file:
        Path(file.name).write_bytes(content)
        return igraph.Graph.Read_GraphML(file.name)


class TestContract(ExporterContract):
    """
    GraphML keeps the contract.
    """

    exporter = "graphml"

    def read(self, files: Mapping[str, bytes]) -> None:
        """
        Let two programs read the file; they agree on how much is in it.
        """
        (content,) = files.values()
        one, other = with_networkx(content), with_igraph(content)
        assert len(one) == other.vcount() == content.count(b"<node ")
        assert one.number_of_edges() == other.ecount() == content.count(b"<edge ")


class TestContractOfPeople(TestContract):
    """
    The profile of people keeps it too, but that it shows less.
    """

    options = GraphOptions(profile="people")

    def test_parity(self) -> None:
        """
        What is no participant is not there: that is what the profile is for.
        """


def as_read(one: sdsnet.Node | sdsnet.Edge) -> dict[str, Any]:
    """
    Give what a node or an edge says as a reader has it: lists in one text.
    """
    own = {"type": one.type} if isinstance(one, sdsnet.Node) else {"edge_type": one.type}
    weight = {"weight": one.weight} if isinstance(one, sdsnet.Edge) else {}
    said = {
        name: "|".join(value) if isinstance(value, tuple) else value
        for name, value in one.attributes.items()
    }
    return {"label": one.label, **own, **weight, **said}


@given(edition=editions(), profile=PROFILES)
def test_networkx_finds_the_same_graph(edition: sdsnet.Edition, profile: Any) -> None:
    """
    Every node and edge is there, with its label, its type and its attributes, and no more.
    """
    (made,) = sdsnet.export(edition, to="graphml", options=GraphOptions(profile=profile))
    found = with_networkx(made.read())

    graph = edition.graph(profile=profile)
    assert found.is_directed() == graph.directed
    assert dict(found.nodes(data=True)) == {one.id: as_read(one) for one in graph.nodes}
    assert {
        key: (*sorted([a, b]), said) for a, b, key, said in found.edges(keys=True, data=True)
    } == {one.id: (*sorted([one.source, one.target]), as_read(one)) for one in graph.edges}


@given(edition=editions(), profile=PROFILES)
def test_igraph_finds_the_same_graph(edition: sdsnet.Edition, profile: Any) -> None:
    """
    A second program finds them in the same order; it fills up what is absent with its own blanks.
    """
    (made,) = sdsnet.export(edition, to="graphml", options=GraphOptions(profile=profile))
    found = with_igraph(made.read())

    graph = edition.graph(profile=profile)
    nodes = list(graph.nodes)
    assert [one["id"] for one in found.vs] == [one.id for one in nodes]
    for vertex, node in zip(found.vs, nodes, strict=True):
        assert vertex.attributes() == vertex.attributes() | as_read(node)
    for line, edge in zip(found.es, graph.edges, strict=True):
        assert {found.vs[line.source]["id"], found.vs[line.target]["id"]} == {
            edge.source,
            edge.target,
        }
        # Its ids of edges are those of nodes, by mistake, so they are not looked at.
        assert line.attributes() == line.attributes() | as_read(edge)


def test_igraph_would_warn_of_what_is_not_declared() -> None:
    """
    The check on declarations is one that can fail.
    """
    (made,) = sdsnet.export(
        sdsnet.disclose(
            sdsnet.Dataset(id="d", title="D", barriers=[sdsnet.Barrier(id="b", title="One")]),
            audience="public",
        ),
        to="graphml",
    )
    broken = made.read().replace(b'<data key="node-title">', b'<data key="node-other">')

    with pytest.warns(RuntimeWarning, match="Unknown attribute key"):
        with_igraph(broken)
