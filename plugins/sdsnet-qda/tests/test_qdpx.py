"""
What programs for qualitative analysis need of a project, in the words of their own importers.
"""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyrefiqda
import pytest
from hypothesis import given
from lxml import etree

import sdsnet
from sdsnet.testing import ExporterContract, datasets

STANDARD = Path(__file__).parent / "standard"
EXAMPLES = Path(__file__).parents[3] / "examples"
NAMES = (
    "call-for-examples",
    "pilotlight",
    "provider-week.yaml",
    "sird-review.yaml",
    "three-way-partnership.yaml",
)
NAMESPACE = "{urn:QDA-XML:project:1.0}"
SCHEMA = etree.XMLSchema(etree.parse(STANDARD / "Project.xsd"))
HUGE = etree.XMLParser(huge_tree=True)


class Project:
    """
    A project as its bytes have it.
    """

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as held:
            self.members = {one.filename: held.read(one) for one in held.infolist()}
            self.infos = held.infolist()
        self.root = etree.fromstring(self.members["project.qde"], HUGE)

    def all(self, *tags: str) -> Iterator[Any]:
        """
        Yield all elements of some tags.
        """
        return self.root.iter(*(NAMESPACE + tag for tag in tags))

    def text(self, source: Any) -> str:
        """
        Return the text that a source or note points to.
        """
        name = source.get("plainTextPath").removeprefix("internal://")
        return self.members[f"sources/{name}"].decode()

    def selected(self) -> Iterator[tuple[str, Any]]:
        """
        Yield each coded passage with its element, cut out by code points.
        """
        for source in self.all("TextSource"):
            text = self.text(source)
            for one in source.iter(f"{NAMESPACE}PlainTextSelection"):
                yield text[int(one.get("startPosition")) : int(one.get("endPosition"))], one

    def named(self, tag: str, name: str) -> Any:
        """
        Return the one element of a tag with a name.
        """
        (found,) = [one for one in self.all(tag) if one.get("name") == name]
        return found


def export(dataset: sdsnet.Dataset, audience: str = "internal") -> Project:
    """
    Export a dataset.
    """
    (artifact,) = sdsnet.export(sdsnet.disclose(dataset, audience=audience), "qdpx")
    return Project(artifact.read())


def description(element: Any) -> str:
    """
    Return the description of an element.
    """
    return str(element.findtext(f"{NAMESPACE}Description", ""))


def network(**more: Any) -> sdsnet.Network:
    """
    Make a network.
    """
    values: dict[str, Any] = {
        "id": "n1",
        "kind": "provider_forum",
        "name": "Forum",
        "status_history": [sdsnet.StatusReport(status="active")],
    }
    return sdsnet.Network(**values | more)


def observation(key: str, summary: str = "It helps", **more: Any) -> sdsnet.Observation:
    """
    Make an observation.
    """
    return sdsnet.Observation(id=key, kind="view", polarity="positive", summary=summary, **more)


def contribution(key: str = "c1", **more: Any) -> sdsnet.Contribution:
    """
    Make a contribution of the party `p1`.
    """
    values: dict[str, Any] = {"kind": "example", "mode": "written_up", "contributors": ["p1"]}
    return sdsnet.Contribution(id=key, **values | more)


def dataset(**collections: Any) -> sdsnet.Dataset:
    """
    Make a dataset with one party, `p1`.
    """
    party = sdsnet.Participant(id="p1", kind="organisation", naming="named", name="Acme")
    collections.setdefault("participants", [party])
    return sdsnet.Dataset(id="d", title="D", **collections)


class TestQdpx(ExporterContract):
    """
    Projects keep the contract.
    """

    exporter = "qdpx"

    def read(self, files: Mapping[str, bytes]) -> None:
        """
        Hold a project against the schema of the standard, against pyrefiqda, and against the rules.
        """
        (content,) = files.values()
        project = Project(content)
        SCHEMA.assertValid(project.root)
        check_rules(project)
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "project.qdpx"
            file.write_bytes(content)
            read = pyrefiqda.RefiProject.load(file, f"{folder}/out")
        assert read.name == project.root.get("name")


def check_rules(project: Project) -> None:
    """
    Check what the schema leaves open: references, files, positions, names.
    """
    guids = Counter(one.get("guid") for one in project.root.iter() if one.get("guid"))
    assert max(guids.values()) == 1
    for one in project.root.iter():
        for attribute in ("targetGUID", "originGUID", "creatingUser"):
            assert one.get(attribute) is None or one.get(attribute) in guids
    codable = {one.get("guid") for one in project.all("Code") if one.get("isCodable") == "true"}
    assert all(one.get("targetGUID") in codable for one in project.all("CodeRef"))
    texts = {one.get("plainTextPath") for one in project.all("TextSource", "Note")}
    files = {name.replace("sources/", "internal://") for name in project.members}
    assert texts == files - {"project.qde"}
    for source in project.all("TextSource"):
        length = len(project.text(source))
        for one in source.iter(f"{NAMESPACE}PlainTextSelection"):
            assert 0 <= int(one.get("startPosition")) <= int(one.get("endPosition")) <= length
    for tag in ("Code", "Case", "TextSource", "Note", "Set", "Variable"):
        names = Counter(one.get("name").casefold() for one in project.all(tag))
        assert not names or max(names.values()) == 1


@given(datasets())
def test_every_passage_is_the_very_text_that_it_codes(made: sdsnet.Dataset) -> None:
    """
    Cut out by code points, a passage is an observation, or the words of a contribution.
    """
    project = export(made)

    texts = [one.summary for one in made.observations]
    texts += [one.text or one.summary or one.title or "" for one in made.contributions]
    expected = {text.replace("\r\n", "\n").replace("\r", "\n") for text in texts}
    selected = list(project.selected())
    assert all(text in expected or "\n" not in text for text, _ in selected)
    held = Counter(text for text, _ in selected)
    for one in made.observations:
        assert held[one.summary.replace("\r\n", "\n").replace("\r", "\n")] >= 1


def test_passages_count_code_points() -> None:
    """
    An emoji, a letter with a combining accent and Gaelic are counted as Python counts them.
    """
    one, two = "Glè mhath 🙂👩‍👩‍👧", "e\u0301 and \U0001d11e"
    made = dataset(observations=[observation("o1", one), observation("o2", two)])

    found = [text for text, _ in export(made).selected()]

    assert found == [one, two]


def test_lines_end_with_a_line_feed_alone() -> None:
    """
    No program then counts the end of a line as two characters, and no text begins with a mark.
    """
    made = dataset(
        observations=[observation("o1", "One\r\ntwo\rthree"), observation("o2", "Four")],
        contributions=[contribution(title="T", text="a\r\nb", themes=["outcomes"])],
    )

    project = export(made)

    texts = [content for name, content in project.members.items() if name.startswith("sources/")]
    assert not any(b"\r" in text or text.startswith(b"\xef\xbb\xbf") for text in texts)
    assert [text for text, _ in project.selected()] == ["a\nb", "One\ntwo\nthree", "Four"]


def test_observations_stand_apart_in_one_text_for_each_meeting_or_publication() -> None:
    """
    A blank line parts them, so that a small shift leaves a passage in its paragraph.
    """
    meeting = sdsnet.Meeting(id="m1", title="First", kind="network_meeting", status="held")
    text = sdsnet.Publication(id="b1", title="A blog", kind="blog_post", status="published")
    made = dataset(
        meetings=[meeting],
        publications=[text],
        observations=[
            observation("o1", "One", meeting="m1", source="b1"),
            observation("o2", "Two", meeting="m1"),
            observation("o3", "Three", source="b1"),
            observation("o4", "Four"),
        ],
    )

    project = export(made)

    assert {one.get("name"): project.text(one) for one in project.all("TextSource")} == {
        "Observations": "Four",
        "Observations from A blog": "Three",
        "Observations from First": "One\n\nTwo",
    }


def test_a_contribution_is_one_passage_behind_its_title() -> None:
    """
    The title is not coded; the words are, as a whole.
    """
    made = dataset(
        contributions=[contribution(title="Our day", text="It went\n\nwell", themes=["outcomes"])]
    )

    project = export(made)

    (source,) = project.all("TextSource")
    assert project.text(source) == "Our day\n\nIt went\n\nwell"
    assert [text for text, _ in project.selected()] == ["It went\n\nwell"]


def test_texts_are_coded_with_what_they_raise_and_with_their_themes() -> None:
    """
    Themes are categories that take no text, so a code inside each stands for the theme as a whole.
    """
    barrier = sdsnet.Barrier(id="x1", title="No time", themes=("capacity_time", "outcomes"))
    made = dataset(
        barriers=[barrier], observations=[observation("o1", themes=["outcomes"], raises=["x1"])]
    )

    project = export(made)

    names = {one.get("guid"): one.get("name") for one in project.all("Code")}
    (passage,) = project.all("PlainTextSelection")
    codes = [names[one.get("targetGUID")] for one in passage.iter(f"{NAMESPACE}CodeRef")]
    assert codes == ["No time", "Outcomes (theme)"]
    parent = project.named("Code", "No time").getparent()
    assert (parent.get("name"), parent.get("isCodable")) == ("Capacity and time", "false")


def test_part_of_makes_a_tree_of_codes() -> None:
    """
    A barrier that is part of a wider one stands under it, whatever its own themes are.
    """
    wide = sdsnet.Barrier(id="x1", title="Money", themes=("finance_resources",))
    narrow = sdsnet.Barrier(id="x2", title="Late pay", themes=("contracting",), part_of="x1")

    project = export(dataset(barriers=[wide, narrow]))

    assert project.named("Code", "Late pay").getparent().get("name") == "Money"
    (member,) = project.named("Set", "Theme: Contracting").iter(f"{NAMESPACE}MemberCode")
    assert member.get("targetGUID") == project.named("Code", "Late pay").get("guid")


def test_a_very_deep_tree_of_codes_is_cut() -> None:
    """
    Readers of XML do not go deeper than some hundred levels; what lies deeper goes under its theme.
    """
    barriers = [
        sdsnet.Barrier(
            id=f"x{number:04}",
            title=f"Barrier {number}",
            part_of=f"x{number - 1:04}" if number else None,
        )
        for number in range(400)
    ]

    project = export(dataset(barriers=barriers))

    depths = [len(list(one.iterancestors())) for one in project.all("Code")]
    assert max(depths) < 30
    assert sum(one.get("name").startswith("Barrier") for one in project.all("Code")) == 400


def test_names_that_are_alike_are_told_apart() -> None:
    """
    Programs know codes by their names, some without regard to case, and merge or refuse doubles.
    """
    barriers = [
        sdsnet.Barrier(id="x1", title="Outcomes"),
        sdsnet.Barrier(id="x2", title="OUTCOMES"),
        sdsnet.Barrier(id="x3", title="Outcomes (2)"),
        sdsnet.Barrier(id="x4", title="A >> B"),
        sdsnet.Barrier(id="x5", title="long " * 40),
        sdsnet.Barrier(id="x6", title="long " * 40),
    ]

    project = export(dataset(barriers=barriers))

    names = [one.get("name") for one in project.all("Code")]
    assert {"Outcomes", "Outcomes (2)", "OUTCOMES (3)", "Outcomes (2) (2)", "A B"} <= {*names}
    assert max(map(len, names)) == 99
    assert description(project.named("Code", "OUTCOMES (3)")).startswith("Title: OUTCOMES\n")


def test_names_of_texts_are_fit_for_files() -> None:
    """
    Importers make files of the names; what follows a dot would be taken for an ending.
    """
    made = dataset(contributions=[contribution(title='a/b\\c: "d" v1.2 ' + "🙂" * 100)])

    (source,) = export(made).all("TextSource")

    assert not set(source.get("name")) & set('/\\:"*?<>|.')
    assert len(f"{source.get('name')}.txt".encode()) <= 255


def test_each_participant_is_a_case_with_what_it_sent_and_said() -> None:
    """
    A case points to contributions as a whole, and to the passages of observations.
    """
    party = sdsnet.Participant(
        id="p1",
        kind="organisation",
        naming="named",
        name="Acme",
        roles=("provider", "unpaid_carer"),
    )
    seat = sdsnet.Membership(
        id="s1",
        participant="p1",
        network="n1",
        representation="direct",
        invitation="open",
        involvement="member",
    )
    made = dataset(
        participants=[party],
        networks=[network()],
        memberships=[seat],
        contributions=[contribution(text="Words", network="n1")],
        observations=[observation("o1", said_by=["p1"])],
    )

    project = export(made)

    case = project.named("Case", "Acme")
    (source,) = case.iter(f"{NAMESPACE}SourceRef")
    assert source.get("targetGUID") == project.named("TextSource", "Words").get("guid")
    (selection,) = case.iter(f"{NAMESPACE}SelectionRef")
    (passage,) = project.all("PlainTextSelection")
    assert selection.get("targetGUID") == passage.get("guid")
    assert "Provider, Unpaid carer" in [one.text for one in case.iter(f"{NAMESPACE}TextValue")]
    assert "Memberships:\n- Network: Forum (n1)" in description(case)
    (member,) = project.named("Set", "Forum").iter(f"{NAMESPACE}MemberSource")
    assert member.get("targetGUID") == source.get("targetGUID")


def test_links_never_begin_at_a_note() -> None:
    """
    QualCoder would drop what stands in the note; the note on all relations has the link as well.
    """
    meeting = sdsnet.Meeting(id="m1", title="First", kind="network_meeting", status="held")
    text = sdsnet.Publication(id="b1", title="A blog", kind="blog_post", status="published")
    relations = [
        sdsnet.Relation(id="r1", subject="b1", kind="captures", object="m1"),
        sdsnet.Relation(id="r2", subject="p1", kind="hosts", object="m1"),
    ]

    project = export(dataset(meetings=[meeting], publications=[text], relations=relations))

    (link,) = project.all("Link")
    assert link.get("originGUID") == project.named("Case", "Acme").get("guid")
    assert link.get("targetGUID") == project.named("Note", "First").get("guid")
    note = project.text(project.named("Note", "Relations"))
    assert "Subject: A blog (b1); Kind: Captures; Object: First (m1)" in note


def test_no_text_points_to_a_note() -> None:
    """
    QualCoder takes such a note for a remark on the text, and drops it where no place is given.
    """
    for name in NAMES:
        assert not list(export(sdsnet.read(EXAMPLES / name)).all("NoteRef"))


@pytest.mark.parametrize("as_of", [None, "2012-10", "2012-10-03", "../2012"])
def test_every_note_has_a_moment(as_of: str | None) -> None:
    """
    QualCoder fails on a note without one; it is that of the data, or the first that there is.
    """
    meeting = sdsnet.Meeting(id="m1", title="First", kind="network_meeting", status="held")
    expected = {"2012-10": "2012-10-01", "2012-10-03": "2012-10-03"}.get(as_of or "")

    project = export(sdsnet.Dataset(id="d", title="D", as_of=as_of, meetings=[meeting]))

    (note,) = project.all("Note")
    assert note.get("creationDateTime") == f"{expected or '1980-01-01'}T00:00:00Z"
    assert project.root.get("creationDateTime") == (expected and f"{expected}T00:00:00Z")


def test_codings_name_a_user_who_is_nobody() -> None:
    """
    qualitative-coding needs a user for each coding; nothing tells who ran the export, or where.
    """
    project = export(sdsnet.read(EXAMPLES / "pilotlight"), "public")

    (user,) = project.all("User")
    assert user.get("name") == "sdsnet"
    assert {one.get("creatingUser") for one in project.all("Coding")} == {user.get("guid")}
    assert project.root.get("basePath") is None
    assert {one.date_time for one in project.infos} == {(1980, 1, 1, 0, 0, 0)}
    assert {(one.create_system, one.comment, one.extra) for one in project.infos} == {(3, b"", b"")}


def test_guids_depend_on_dataset_and_audience() -> None:
    """
    Two projects can go into one program: the same id may be something else in the other.
    """
    made = dataset(barriers=[sdsnet.Barrier(id="x1", title="No time")])
    other = sdsnet.Dataset(id="other", title="D", barriers=made.barriers)

    guids = [
        export(one, audience).named("Code", "No time").get("guid")
        for one in (made, other)
        for audience in ("internal", "network", "public")
    ]

    assert len(set(guids)) == 6
    assert guids[0] == export(made).named("Code", "No time").get("guid")


def test_declared_totals_stand_with_the_call() -> None:
    """
    How many contributions a call drew in all is told as the edition has it.
    """
    project = export(sdsnet.read(EXAMPLES / "call-for-examples"), "public")

    (call,) = [one for one in project.all("Set") if one.get("name").startswith("Call for")]
    assert "\nContributions in all: fewer than 5" in description(call)


def test_empty_containers_are_left_out() -> None:
    """
    The standard allows none, and the themes are there in every project.
    """
    project = export(sdsnet.Dataset(id="d", title="D"))

    tags = [re.sub("{.*}", "", one.tag) for one in project.root]
    assert tags == ["Users", "CodeBook", "Description"]
    assert len(list(project.all("Code"))) == 2 * len(sdsnet.CODELISTS["theme"])
