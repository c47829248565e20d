"""
The benchmarks run; what they measure is for people to look at, and no test depends on a clock.
"""

import io
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
import rdflib
import stix2
from benchmarks import graph, linked, peers
from benchmarks.candidates import TOPICS, candidates
from benchmarks.export import edition_of
from benchmarks.reference_work import SHARES, Document, Work, make

import sdsnet
from sdsnet.plugins.registry import default_registry

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True, scope="module")
def _plugins(_no_plugins: None) -> Iterator[None]:
    """
    Load the packages whose exporters are measured.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SDSNET_PLUGINS", "graph,linked,office,qda")
        default_registry.cache_clear()
        yield
    default_registry.cache_clear()


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Work:
    """
    Make a small reference work.
    """
    return make(tmp_path_factory.mktemp("work") / "work", 20)


@pytest.fixture
def document(work: Work) -> Document:
    """
    Return the reference work as plain data.
    """
    loaded: Document = json.loads(work.read("json"))
    return loaded


@pytest.mark.parametrize("topic", TOPICS)
def test_every_candidate_runs(topic: str, work: Work) -> None:
    """
    Each does its work on a few records; ours as well as those of others.
    """
    found = candidates(topic)

    for one in found:
        one.prepare(work)()

    assert found


def test_the_command_prints_every_budget_and_figure(tmp_path: Path) -> None:
    """
    One turn at a small size prints a table, and writes the same as JSON.
    """
    figures = tmp_path / "figures.json"
    command = [sys.executable, "-m", "benchmarks", "imports", "path", "--sizes=20", "--turns=1"]

    done = subprocess.run(
        [*command, f"--json={figures}"], cwd=ROOT, check=False, capture_output=True, text=True
    )

    assert done.returncode == 0, done.stderr
    assert "| B1 | `import sdsnet`, over a bare interpreter |" in done.stdout
    assert "| path | sdsnet, JSON Lines to public CSV | 20 |" in done.stdout
    measured = json.loads(figures.read_bytes())["figures"]
    assert {one["topic"] for one in measured} == {"imports", "path"}
    assert all(one["turns"] for one in measured)


def _references(document: Document) -> Iterator[tuple[str, str]]:
    ids = {record["id"] for name in SHARES for record in document[name]}
    for name in SHARES:
        for record in document[name]:
            for value in list(record.values())[1:]:
                values = value if isinstance(value, list) else [value]
                keys = {one for one in values if isinstance(one, str)} & ids
                yield from ((record["id"], key) for key in keys)


def test_followthemoney_is_given_the_same_work(document: Document) -> None:
    """
    There is an entity for each record, with its texts, date and references.
    """
    entities = list(peers.entities(document))

    ids = {one["id"] for one in entities}
    said = [
        (one["id"], value) for one in entities for v in one["properties"].values() for value in v
    ]
    assert len(entities) == 20
    assert {pair for pair in said if pair[1] in ids} == {*_references(document)}
    summaries = [record["summary"] for record in document["contributions"]]
    assert [value for _, value in said if value in summaries] == summaries


def test_stix_is_given_the_same_work(document: Document) -> None:
    """
    There is an object for each record, and its library takes them.
    """
    bundle = stix2.parse(json.dumps(peers.bundle(document)))

    kept = [json.loads(one.serialize()) for one in bundle.objects]
    pairs = [(one["id"], ref) for one in kept for ref in one.get("object_refs", ())]
    pairs += [
        (one["id"], one[end]) for one in kept for end in ("source_ref", "target_ref") if end in one
    ]
    assert len(kept) == 20
    assert len(pairs) == len({*_references(document)})
    assert {ref for _, ref in pairs} <= {one["id"] for one in kept}
    texts = [one["content"] for one in kept if one["type"] == "note"]
    assert texts[-1] == document["contributions"][-1]["summary"]


def test_networkx_is_given_the_same_nodes_and_edges(work: Work) -> None:
    """
    It reads from its own file what it reads from ours.
    """
    [artifact] = sdsnet.export(edition_of(work), "graphml")
    ours = nx.read_graphml(io.BytesIO(artifact.read()), force_multigraph=True)

    file = io.BytesIO()
    nx.write_graphml(graph.made(*graph.nodes_and_edges(work)), file)

    theirs = nx.read_graphml(io.BytesIO(file.getvalue()), force_multigraph=True)
    assert dict(theirs.nodes(data=True)) == dict(ours.nodes(data=True))
    assert _edges(theirs) == _edges(ours)


def _edges(graph: Any) -> dict[tuple[str, ...], Any]:
    return {tuple(edge): said for *edge, said in graph.edges(keys=True, data=True)}


def test_rdflib_is_given_the_same_statements(work: Work) -> None:
    """
    Its graph says what our N-Triples say.
    """
    [artifact] = sdsnet.export(edition_of(work), "nt")

    theirs = linked.made(*linked.terms(work))

    ours = rdflib.Graph().parse(data=artifact.read(), format="nt")
    assert _written(theirs) == _written(ours)


def _written(graph: rdflib.Graph) -> list[str]:
    # Tags of languages mean the same in capitals, which pyoxigraph does not keep.
    return sorted(" ".join(term.n3() for term in triple).lower() for triple in graph)
