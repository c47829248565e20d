"""
The benchmarks run; what they measure is for people to look at, and no test depends on a clock.
"""

import io
import itertools
import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
import rdflib
import stix2
from benchmarks import graph, linked, page, peers, plot, table
from benchmarks.budgets import BUDGETS
from benchmarks.candidates import TOPICS, candidates
from benchmarks.export import edition_of
from benchmarks.reference_work import SHARES, Document, Work, make
from benchmarks.results import Key, Results

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


def results(*measured: tuple[Key, list[float]], of: str = "cpu") -> Results:
    """
    Make up what was measured of some candidates.
    """
    where = {"date": "2026-11-22", "python": "3.11", "system": "Linux", "cores": 2, "packages": {}}
    return Results(where, [], {key: [{of: one} for one in turns] for key, turns in measured})


@pytest.mark.parametrize("topic", TOPICS)
def test_every_candidate_runs(topic: str, work: Work) -> None:
    """
    Each does its work on a few records; ours as well as those of others.
    """
    found = candidates(topic)

    for one in found:
        one.prepare(work)()

    assert found


def test_the_command_keeps_what_it_prints(tmp_path: Path) -> None:
    """
    One turn at a small size prints tables, and writes them, all figures and a drawing to files.
    """
    files = {name: tmp_path / name for name in ("json", "markdown", "plot")}
    options = [f"--{name}={path}" for name, path in files.items()]
    command = [sys.executable, "-m", "benchmarks", "imports", "path", "--sizes=20", "--turns=1"]

    done = subprocess.run(
        [*command, *options], cwd=ROOT, check=False, capture_output=True, text=True
    )

    assert done.returncode == 0, done.stderr
    kept = Results.read(files["json"])
    assert kept.topics == ("imports", "path")
    assert all(len(turns) == 1 for turns in kept.turns.values())
    assert "| B1 | `import sdsnet`, over a bare interpreter |" in done.stdout
    assert "| sdsnet, JSON Lines to public CSV | 20 |" in done.stdout
    assert done.stdout == files["markdown"].read_text() == table.as_markdown(kept)
    assert files["plot"].read_text() == plot.as_svg(kept)
    [budget] = json.loads(files["json"].read_bytes())["budgets"]
    assert (budget["number"], budget["records"]) == ("B1", 20)


def test_budgets_and_plots_name_candidates_that_there_are() -> None:
    """
    A candidate that gets another name gets it there as well.
    """
    known = {(topic, one.name) for topic in TOPICS for one in candidates(topic)}
    named = {(one.topic, name) for one in BUDGETS for name in (one.ours, one.theirs, one.less)}
    drawn = {(topic, name) for _, topic, names in plot.PANELS for name in names}

    unknown = (named | drawn) - known

    assert {name for _, name in unknown if name and "followthemoney" not in name} == set()


def test_a_budget_compares_within_each_turn() -> None:
    """
    The ratio is the median of those of the turns, so a turn on a busy machine changes nothing.
    """
    ours, theirs = ("read", "sdsnet, JSON", 10_000), ("read", "orjson.loads, JSON", 10_000)
    measured = results((ours, [0.2, 0.9, 0.4]), (theirs, [0.1, 0.9, 0.2]))

    [*_, row] = table.budgets(measured)

    assert (
        row
        == "| B2 | JSON text to records, strictly | orjson.loads, JSON | 1.5 | 2 (10,000) | no |"
    )


def test_what_is_too_slow_is_said_in_the_table() -> None:
    """
    A candidate that was not tried with so many records has a row all the same.
    """
    first, slow = ("read", "orjson.loads, JSON", 100_000), ("read", "stix2.parse, JSON", 100_000)

    rows = list(table.figures(results((first, [0.5]), (slow, []))))

    assert "| orjson.loads, JSON | 100,000 | 500.0 | 1 |" in rows
    assert "| stix2.parse, JSON | 100,000 |  | too slow |" in rows


def test_growth_is_told_of_our_own_work() -> None:
    """
    The worst of it also stands among the budgets.
    """
    measured = results(
        (("read", "sdsnet, YAML", 10_000), [1]),
        (("read", "sdsnet, YAML", 100_000), [14.5]),
        (("read", "sdsnet, JSON", 10_000), [1]),
        (("read", "sdsnet, JSON", 100_000), [10]),
        (("read", "pydantic, JSON", 10_000), [1]),
        (("read", "pydantic, JSON", 100_000), [99]),
    )

    [_, _, *rows] = table.growth(measured)
    [*_, budget] = table.budgets(measured)

    assert rows == [
        "| read | sdsnet, YAML | 14.5 | within the noise |",
        "| read | sdsnet, JSON | 10.0 | yes |",
    ]
    assert budget.startswith("| B10 |")
    assert budget.endswith(
        "here read: sdsnet, YAML | 10,000 records | 13 | 14.5 | within the noise |"
    )


def test_a_plot_says_in_words_what_it_shows() -> None:
    """
    It is well-formed, has a title and a description, and no text leaves it.
    """
    measured = results(
        (("read", "sdsnet, JSON", 1_000), [0.0071]), (("read", "sdsnet, JSON", 10_000), [0.07])
    )

    drawing = ET.fromstring(plot.as_svg(measured))  # noqa: S314  what we have just written

    name = "{http://www.w3.org/2000/svg}"
    assert drawing.findtext(f"{name}title")
    assert drawing.findtext(f"{name}desc") == (
        "From JSON to records: sdsnet 7.1 ms with 1,000 records, 70 ms with 10,000 records."
    )
    assert drawing.get("role") == "img"
    words = [text.text for text in drawing.iter(f"{name}text")]
    assert {"1 ms", "10 ms", "100 ms", "1,000", "10,000", "sdsnet"} <= {*words}


def test_names_of_lines_keep_apart() -> None:
    """
    Lines that end together do not write their names over each other.
    """
    [_, topic, names] = plot.PANELS[0]
    measured = results(
        *(((topic, name, size), [0.01]) for name in names for size in (1_000, 10_000))
    )

    drawing = ET.fromstring(plot.as_svg(measured))  # noqa: S314  what we have just written

    texts = drawing.iter("{http://www.w3.org/2000/svg}text")
    heights = sorted(float(text.get("y", "")) for text in texts if text.text in names.values())
    assert len(heights) == len(names)
    assert all(low - high >= 15 for high, low in itertools.pairwise(heights))


def test_the_page_shows_the_figures_that_are_kept() -> None:
    """
    Run `python -m benchmarks.page` when this fails.
    """
    kept = Results.read(page.FIGURES)
    written = page.PAGE.read_text(encoding="utf-8")

    assert page.filled(written, kept) == written
    assert page.PLOT.read_text(encoding="utf-8") == plot.as_svg(kept)
    assert all(f"<!-- measured: {name} -->" in written for name in table.SECTIONS)


def test_a_page_is_filled_between_its_marks() -> None:
    """
    What stands around a section stays, and what stood in it goes.
    """
    end = "<!-- end of what was measured -->"
    before = f"# Title\n\n<!-- measured: growth -->\nold\n{end}\n\nSaid by hand.\n"

    after = page.filled(before, results((("read", "sdsnet, JSON", 10_000), [1.0])))

    assert after == f"# Title\n\n<!-- measured: growth -->\n\n\n\n{end}\n\nSaid by hand.\n"


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


def test_a_big_dataset_goes_all_the_way() -> None:
    """
    The command for one big dataset makes it, exports it and tells what that took.
    """
    command = [sys.executable, "-m", "benchmarks.big", "--records=300"]

    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
    assert "Wrote " in done.stderr
    assert done.stdout.splitlines()[-1].startswith("| 300 |")
