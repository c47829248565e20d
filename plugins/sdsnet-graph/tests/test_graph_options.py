"""
What all formats of this package have in common: their options, their names, what loads them.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sdsnet_graph.selection import GraphOptions

import sdsnet

EXAMPLES = Path(__file__).parents[3] / "examples"
FORMATS = {"dot": ".dot", "gexf": ".gexf", "graphml": ".graphml", "kumu": ".json", "mermaid": ".md"}


@pytest.fixture(scope="module")
def edition() -> sdsnet.Edition:
    """
    Disclose an example to the public.
    """
    return sdsnet.disclose(sdsnet.read(EXAMPLES / "provider-week.yaml"), audience="public")


def kumu(edition: sdsnet.Edition, **options: Any) -> Any:
    """
    Export to the format that is read back most easily.
    """
    (made,) = sdsnet.export(edition, to="kumu", options=GraphOptions(**options))
    return json.loads(made.read())


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_makes_one_file(edition: sdsnet.Edition, name: str) -> None:
    """
    The file has the name of the dataset and the ending of the format.
    """
    (made,) = sdsnet.export(edition, to=name)

    assert made.name == f"provider-week{FORMATS[name]}"


@pytest.mark.parametrize("name", FORMATS)
def test_files_are_made_piece_by_piece(edition: sdsnet.Edition, name: str) -> None:
    """
    A large file is never whole in memory.
    """
    (made,) = sdsnet.export(edition, to=name)

    assert not isinstance(made.content, bytes)


def test_only_some_types_can_be_shown(edition: sdsnet.Edition) -> None:
    """
    Nodes of other types are left out, and edges that would have an end among them.
    """
    whole = kumu(edition)
    made = kumu(edition, types="participant, barrier")

    kept = [one for one in whole["elements"] if one["type"] in {"Participant", "Barrier"}]
    assert made["elements"] == kept
    ids = {one["id"] for one in kept}
    assert made["connections"] == [
        one for one in whole["connections"] if one["from"] in ids and one["to"] in ids
    ]
    assert 0 < len(made["connections"]) < len(whole["connections"])


def test_people_can_be_shown_alone(edition: sdsnet.Edition) -> None:
    """
    With the profile `people` there are participants, joined by what they share.
    """
    made = kumu(edition, profile="people")

    assert {one["type"] for one in made["elements"]} == {"Participant"}
    assert {one["type"] for one in made["connections"]} == {"Shares"}
    assert {one["direction"] for one in made["connections"]} == {"undirected"}
    graph = edition.graph(profile="people")
    assert [one["Weight"] for one in made["connections"]] == [one.weight for one in graph.edges]


@pytest.mark.parametrize("name", FORMATS)
def test_an_unknown_type_is_refused(edition: sdsnet.Edition, name: str) -> None:
    """
    A slip in the name of a type is told, with the names that there are.
    """
    with pytest.raises(
        sdsnet.ExportError, match=r"no type of node 'people'\. There are: barrier, "
    ):
        sdsnet.export(edition, to=name, options=GraphOptions(types="people"))


def test_options_come_from_the_command_line(tmp_path: Path) -> None:
    """
    `sdsnet export --option` takes both of them.
    """
    command = [sys.executable, "-m", "sdsnet", "export", str(EXAMPLES / "pilotlight")]
    options = ["--option", "profile=people", "--option", "types=participant"]
    output = tmp_path / "map.json"
    subprocess.run([*command, "--to", "kumu", "--output", str(output), *options], check=True)

    assert len(json.loads(output.read_bytes())["elements"]) == 4


def test_to_know_the_formats_loads_no_writer() -> None:
    """
    Every command of sdsnet asks what formats there are; none of them pays for these.
    """
    code = (
        "import sys, sdsnet_graph; sdsnet_graph.sdsnet_exporters();"
        "print([n for n in sys.modules if n.startswith('sdsnet_graph.')])"
    )
    found = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)

    assert found.stdout.strip() == "['sdsnet_graph.losses', 'sdsnet_graph.selection']"
