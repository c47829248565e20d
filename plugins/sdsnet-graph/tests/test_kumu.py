"""
Blueprints for Kumu, held to what Kumu says of them: it has no reader that could be installed.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from sdsnet_graph.selection import GraphOptions

import sdsnet
from sdsnet.testing import ExporterContract, editions

EXAMPLES = Path(__file__).parents[3] / "examples"
PROFILES = st.sampled_from(["whole", "people"])
DESCRIBING = ("description", "summary", "definition", "text")


def check(content: bytes) -> Any:
    """
    Check a blueprint by the rules in Kumu's guide to imports.
    """
    made = json.loads(content)
    assert list(made) == ["elements", "connections"]
    elements, connections = made["elements"], made["connections"]
    keys = [one["id"] for one in (*elements, *connections)]
    assert len(set(keys)) == len(keys), "ids are unique across elements and connections"
    ids = {one["id"] for one in elements}
    for one in elements:
        assert one["label"].strip()
        assert one["type"].strip()
    for one in connections:
        assert {one["from"], one["to"]} <= ids, "with ids, connections name ids"
        assert one["direction"] in {"directed", "undirected", "mutual"}
    for one in (*elements, *connections):
        for name, value in one.items():
            items = value if isinstance(value, list) else [value]
            assert all(isinstance(item, (str, int)) for item in items), f"{name} is nested"
            assert not any(isinstance(item, bool) for item in items)
            assert not isinstance(value, list) or all(isinstance(item, str) for item in items)
        assert len({name.lower() for name in one}) == len(one), "two fields are one for Kumu"
    return made


class TestContract(ExporterContract):
    """
    Blueprints keep the contract.
    """

    exporter = "kumu"

    def read(self, files: Mapping[str, bytes]) -> None:
        """
        Hold the file to the rules.
        """
        (content,) = files.values()
        check(content)


@given(edition=editions(), profile=PROFILES)
def test_a_blueprint_holds_the_graph(edition: sdsnet.Edition, profile: Any) -> None:
    """
    Each node is an element, each edge a connection, and each attribute a field of one of them.
    """
    (made,) = sdsnet.export(edition, to="kumu", options=GraphOptions(profile=profile))
    found = check(made.read())

    graph = edition.graph(profile=profile)
    titles = {one.name: one.title for one in graph.node_attributes}
    for element, node in zip(found["elements"], graph.nodes, strict=True):
        assert element["id"] == node.id
        assert element["label"] == node.label
        described = next((name for name in DESCRIBING if name in node.attributes), None)
        assert element.get("description") == node.attributes.get(described or "")
        others = {titles[name] for name in node.attributes} - {"Themes"}
        others -= {titles[described]} if described else set()
        assert set(element) - {"id", "label", "type", "description", "tags"} == others
        assert len(element.get("tags", ())) == len(tuple(node.attributes.get("themes", ())))  # type: ignore[arg-type]  # a list of texts
    for connection, edge in zip(found["connections"], graph.edges, strict=True):
        assert connection["id"] == edge.id
        assert (connection["from"], connection["to"]) == (edge.source, edge.target)
        assert (connection["type"], connection["Weight"]) == (edge.label, edge.weight)
        assert len(connection) == 6 + len(edge.attributes)


def test_keys_are_shown_in_words() -> None:
    """
    People look at a map: themes are tags, and codes have the labels of their codelists.
    """
    dataset = sdsnet.Dataset(
        id="d",
        title="D",
        barriers=[
            sdsnet.Barrier(
                id="b",
                title="One",
                summary="More of it",
                themes=("capacity_time", "choice_risk"),
                control="needs_help",
                control_roles=("local_authority",),
                affects_roles=("user_led_organisation",),
                date_inferred=True,
                quantity=sdsnet.Quantity(quantifier="exact", count=3),
            )
        ],
    )
    (made,) = sdsnet.export(sdsnet.disclose(dataset, audience="public"), to="kumu")
    element = check(made.read())["elements"][0]

    assert element["description"] == "More of it"
    assert element["tags"] == ["Capacity and time", "Choice and risk"]
    assert element["Control"] == "Needs help"
    assert element["Affects roles"] == ["User-led organisation"]
    assert element["Date inferred"] == "Yes"
    assert element["Quantity count"] == 3


def test_the_same_key_has_the_words_of_its_own_list() -> None:
    """
    `kind` and `status` mean something else for each type of record.
    """
    edition = sdsnet.disclose(sdsnet.read(EXAMPLES / "pilotlight"), audience="public")
    (made,) = sdsnet.export(edition, to="kumu")
    kinds = {one["type"]: one["Kind"] for one in check(made.read())["elements"] if "Kind" in one}

    assert kinds["Network"] == edition.label("network_kind", edition.dataset.networks[0].kind)
    assert kinds["Participant"] in {"Organisation", "Collective"}
