"""
Mermaid diagrams, held to the rules of Mermaid; its own parser is no program for Python.
"""

import re
from collections import Counter
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from sdsnet_graph import mermaid
from sdsnet_graph.selection import GraphOptions

import sdsnet
from sdsnet.testing import ExporterContract, editions

PROFILES = st.sampled_from(["whole", "people"])
BOX = re.compile(r'(n-[A-Za-z0-9_-]*)\["((?:[\w ,\'()?!/.-]|#\d+;)+)"\]')
ARROW = re.compile(r"(n-[A-Za-z0-9_-]*) (-->|---)(?:\|(\d+)\|)? (n-[A-Za-z0-9_-]*)")


def diagrams(content: bytes) -> list[list[str]]:
    """
    Return the lines of each diagram on a page.
    """
    tokens = MarkdownIt().parse(content.decode())
    assert {one.type for one in tokens} <= {"heading_open", "inline", "heading_close", "fence"}
    fences = [one for one in tokens if one.type == "fence"]
    assert {one.info for one in fences} <= {"mermaid"}
    return [one.content.splitlines() for one in fences]


def check(content: bytes) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """
    Check a page; return labels by id in the diagrams, and the ends of all arrows.
    """
    labels: dict[str, str] = {}
    arrows: list[tuple[str, str]] = []
    for lines in diagrams(content):
        kind, title, *others = lines
        assert kind == "flowchart LR"
        assert re.fullmatch(r"accTitle: [\w ,'().-]+", title)
        assert sum(map(len, lines)) + len(lines) < 50_000, "too long for Mermaid"
        boxes = {found[1]: found[2] for one in others if (found := BOX.fullmatch(one))}
        lines_of_arrows = [found for one in others if (found := ARROW.fullmatch(one))]
        assert len(boxes) + len(lines_of_arrows) == len(others)
        assert len(lines_of_arrows) <= 500, "too many edges for Mermaid"
        assert {one[end] for one in lines_of_arrows for end in (1, 4)} <= boxes.keys()
        assert all(labels.get(key, label) == label for key, label in boxes.items())
        labels |= boxes
        arrows += [(one[1], one[4]) for one in lines_of_arrows]
    return labels, arrows


class TestContract(ExporterContract):
    """
    Diagrams keep the contract.
    """

    exporter = "mermaid"

    def read(self, files: Mapping[str, bytes]) -> None:
        """
        Hold the page to the rules.
        """
        (content,) = files.values()
        check(content)


def shown(label: str) -> str:
    """
    Turn the codes in a label into characters, as Mermaid does.
    """
    return re.sub(r"#(\d+);", lambda found: chr(int(found[1])), label)


def decoded(key: str) -> str:
    """
    Turn an id in a diagram into that of a node.
    """
    return re.sub(r"_([0-9a-f]+)_", lambda found: chr(int(found[1], 16)), key.removeprefix("n-"))


@given(edition=editions(), profile=PROFILES)
def test_a_page_shows_the_graph(edition: sdsnet.Edition, profile: Any) -> None:
    """
    Every node is in some diagram with its label, and every edge in just one.
    """
    (made,) = sdsnet.export(edition, to="mermaid", options=GraphOptions(profile=profile))
    labels, arrows = check(made.read())

    graph = edition.graph(profile=profile)
    assert {decoded(key): shown(label) for key, label in labels.items()} == {
        one.id: one.label for one in graph.nodes
    }
    assert Counter((decoded(one), decoded(two)) for one, two in arrows) == Counter(
        (one.source, one.target) for one in graph.edges
    )


def page(dataset: sdsnet.Dataset) -> bytes:
    """
    Export a dataset as its keeper sees it.
    """
    (made,) = sdsnet.export(sdsnet.disclose(dataset, audience="internal"), to="mermaid")
    return made.read()


@pytest.mark.parametrize(
    ("title", "label"),
    [
        ('say "no"', "say #34;no#34;"),
        ("%%{init: {}}%%", "#37;#37;#123;init#58; #123;#125;#125;#37;#37;"),
        ("`code` and *more* _here_", "#96;code#96; and #42;more#42; #95;here#95;"),
        ("1. A list", "1#46; A list"),
        ("12) A list", "12#41; A list"),
        ("- A list", "#45; A list"),
        ("#35; style:x#quot;", "#35;35#59; style#58;x#35;quot#59;"),
        ("<b>bold</b> $$x$$", "#60;b#62;bold#60;/b#62; #36;#36;x#36;#36;"),
        ("Éilís, 3.5 (so-called)", "Éilís, 3.5 (so-called)"),
    ],
)
def test_nothing_in_a_label_is_markup(title: str, label: str) -> None:
    """
    What Mermaid or Markdown would take for a sign is written as a code.
    """
    content = page(
        sdsnet.Dataset(id="d", title="D", barriers=[sdsnet.Barrier(id="b", title=title)])
    )

    assert f'n-b["{label}"]' in content.decode()


def test_ids_stay_different_and_harmless() -> None:
    """
    No id is a word of Mermaid's, nor part of an arrow, and no two become one.
    """
    keys = ["end", "a.b", "a-b", "a_b", "a-.b", "a--b", "a:b", "a_2e_b", "x-", "o"]
    held = [sdsnet.Barrier(id=key, title="One") for key in keys]
    labels, _ = check(page(sdsnet.Dataset(id="d", title="D", barriers=held)))

    assert sorted(map(decoded, labels)) == sorted(keys)
    assert all(not re.search(r"--|-$|\.", key) for key in labels)


def test_a_large_graph_is_shown_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A diagram never has more edges, or more text, than Mermaid draws unless told otherwise.
    """
    barriers = [
        sdsnet.Barrier(id=f"b{number:04}", title="Long words " * 7, part_of=f"b{number - 1:04}")
        for number in range(1, 1200)
    ]
    whole = [sdsnet.Barrier(id="b0000", title="First"), *barriers]
    content = page(sdsnet.Dataset(id="d", title="D", barriers=whole))
    labels, arrows = check(content)

    assert len(labels) == 1200
    assert sorted(arrows) == [(f"n-{b.id}", f"n-{a.id}") for a, b in pairwise(whole)]
    by_size = len(diagrams(content))
    assert by_size > 2
    monkeypatch.setattr(mermaid, "EDGES", 100)
    assert len(diagrams(page(sdsnet.Dataset(id="d", title="D", barriers=whole)))) == 12


def test_sections_say_what_links_what() -> None:
    """
    There is a heading for each kind of link; what has none stands at the end.
    """
    dataset = sdsnet.Dataset(
        id="d",
        title="A *title*",
        barriers=[
            sdsnet.Barrier(id="b1", title="One", part_of="b2"),
            sdsnet.Barrier(id="b2", title="Two"),
            sdsnet.Barrier(id="b3", title="Three"),
        ],
    )

    assert page(dataset).decode() == (
        "# A \\*title\\*\n"
        "\n## Barrier\\: Part of\n"
        '\n```mermaid\nflowchart LR\naccTitle: Barrier Part of\nn-b1["One"]\nn-b2["Two"]\n'
        "n-b1 --> n-b2\n```\n"
        "\n## Without a link\n"
        '\n```mermaid\nflowchart LR\naccTitle: Without a link\nn-b3["Three"]\n```\n'
    )
