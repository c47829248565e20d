"""
The graphs that a dataset is laid out as.
"""

import re
from collections import Counter
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from tests.exporters.filling import filled

from sdsnet.dataset import Dataset
from sdsnet.disclosure import disclose
from sdsnet.model import (
    RECORD_TYPES,
    Attendance,
    Barrier,
    Call,
    Initiative,
    Meeting,
    Membership,
    Network,
    Observation,
    Participant,
    Phase,
    Question,
    QuestionSet,
    Record,
    Relation,
    StatusReport,
    Topic,
)
from sdsnet.model.codelists import CODELISTS, Code
from sdsnet.model.fields import (
    Value,
    day,
    declarations,
    evolve,
    flag,
    model,
    number,
    part,
    parts,
    ref,
    refs,
    text,
    texts,
)
from sdsnet.model.references import references
from sdsnet.testing import datasets
from sdsnet.views.graph import Edge, Graph, Node, graph, labels, making, people, people_graph
from sdsnet.views.graph.attributes import Attribute, attributes, in_use, values
from sdsnet.views.graph.links import links, sources, ties, told_by_links
from sdsnet.views.graph.making import merged, told_apart
from sdsnet.writing import render

TYPES = {"text": str, "integer": int, "boolean": bool, "date": str, "texts": tuple}


def demo(**records: Any) -> Dataset:
    """
    Make a small dataset.
    """
    return Dataset(id="demo", title="A demonstration", **records)


def party(key: str, **fields: Any) -> Participant:
    """
    Make a participant.
    """
    return Participant(**{"id": key, "kind": "organisation", "naming": "unnamed"} | fields)


def network(key: str, **fields: Any) -> Network:
    """
    Make a network.
    """
    reports = (StatusReport(status="active"),)
    made = {"id": key, "kind": "provider_forum", "status_history": reports, "name": key.title()}
    return Network(**made | fields)


def meeting(key: str, *parties: str, **fields: Any) -> Meeting:
    """
    Make a meeting to which some came.
    """
    came = tuple(Attendance(participant=one) for one in parties)
    made = {"id": key, "title": key.title(), "kind": "forum_day", "status": "held"}
    return Meeting(**made | {"attendance": came} | fields)


def member(key: str, participant: str, network: str, **fields: Any) -> Membership:
    """
    Make a membership.
    """
    said = {"representation": "direct", "invitation": "invited", "involvement": "member"}
    return Membership(**{"id": key, "participant": participant, "network": network} | said | fields)


def node(made: Graph, key: str) -> Node:
    """
    Return the node with an id.
    """
    (found,) = (one for one in made.nodes if one.id == key)
    return found


def edges(made: Graph, edge_type: str) -> list[Edge]:
    """
    Return the edges of a type.
    """
    return [one for one in made.edges if one.type == edge_type]


def ends(made: Graph, edge_type: str) -> list[tuple[str, str]]:
    """
    Return the ends of the edges of a type.
    """
    return [(one.source, one.target) for one in edges(made, edge_type)]


def check(made: Graph) -> None:
    """
    Check what holds of every graph.
    """
    nodes = {one.id: one for one in made.nodes}
    held = list(made.edges)
    both: list[Node | Edge] = [*made.nodes, *held]
    assert len({one.id for one in both}) == len(both)
    assert all(one.source in nodes and one.target in nodes for one in held)
    for one in both:
        assert any(letter.isprintable() and not letter.isspace() for letter in one.label)
        assert len(one.label) <= labels.LONGEST
        assert len(one.label.splitlines()) == 1
    assert {one.type for one in made.nodes} <= made.node_types.keys()
    check_attributes(made.node_attributes, [one.attributes for one in made.nodes])
    check_attributes(made.edge_attributes, [one.attributes for one in held])
    check_attributes(made.header_attributes, [made.header])


def check_attributes(declared: tuple[Attribute, ...], said: list[Any]) -> None:
    """
    Check that just the attributes that are in use are declared, each once, with its type.
    """
    types = {one.name: one.type for one in declared}
    assert len(types) == len(declared)
    assert {name for one in said for name in one} == types.keys()
    for one in said:
        for name, value in one.items():
            assert type(value) is TYPES[types[name]], name
            assert value != ""
            assert value != ()


@given(datasets())
def test_every_graph_is_sound(dataset: Dataset) -> None:
    """
    Ids are unique, edges have both ends, labels can be shown, and attributes are as declared.
    """
    check(graph(dataset))
    check(people_graph(dataset))


@given(datasets())
def test_every_reference_is_an_edge_or_said_by_one(dataset: Dataset) -> None:
    """
    No reference of any record is left out: it is an edge, or a record that is an edge names it.
    """
    made = graph(dataset)

    drawn = Counter((one.source, one.target) for one in made.edges)
    nodes = {one.id for one in made.nodes}
    said = {one.id: str(one.attributes) for one in made.edges}
    for record in dataset.records():
        for reference in references(record):
            if record.id in nodes:
                assert drawn[record.id, reference.id], reference.path
            elif reference.path[0] not in ties()[type(record)]:
                assert reference.id in said[record.id]


@given(datasets())
def test_a_graph_does_not_mind_the_order_of_records(dataset: Dataset) -> None:
    """
    The same records in another order make the same graph, and going through it again does too.
    """
    turned = {name: held[::-1] for name, held in dataset.collections.items()}
    other = evolve(dataset, **turned)

    for profile in (graph, people_graph):
        one, two = profile(dataset), profile(other)
        assert one == two
        assert list(one.nodes) == list(two.nodes) == list(one.nodes)
        assert list(one.edges) == list(two.edges) == list(one.edges)


def test_every_field_of_every_record_is_in_the_graph() -> None:
    """
    With every field filled, each is told by an attribute, an id or an edge.
    """
    dataset = filled()
    made = graph(dataset)

    written = str([made.header, *made.nodes, *made.edges])
    told = re.findall(r"Text \d+|\b70\d{4}\b|\b[a-z]+-[ab]\b", render(dataset))
    assert len(set(told)) > 300
    assert [one for one in told if one not in written] == []


def test_references_are_edges_from_what_holds_them() -> None:
    """
    A list of references makes an edge for each, called after the field, in the order of the list.
    """
    barrier = Barrier(id="b", title="One", raised_by=("p2", "p1"), date="2012-10")
    made = graph(demo(barriers=[barrier], participants=[party("p1"), party("p2")]))

    first, second = edges(made, "raised_by")
    assert (first.id, first.source, first.target) == ("b::raised_by.1", "b", "p2")
    assert (second.id, second.source, second.target) == ("b::raised_by.2", "b", "p1")
    assert first.label == "Raised by"
    assert first.weight == 1
    assert first.attributes == {
        "date": "2012-10",
        "date_start": "2012-10-01",
        "date_end": "2012-10-31",
    }


def test_nodes_say_what_their_records_say() -> None:
    """
    Codes stay keys, lists lists, words numbers nor numbers words; a date has its days beside it.
    """
    barrier = Barrier(
        id="b",
        title="Too little time",
        themes=("outcomes", "capacity_time"),
        date="2012?",
        date_inferred=False,
        extra={"b": 1, "a": ["é"]},
    )

    made = node(graph(demo(barriers=[barrier])), "b")
    assert made == Node(
        id="b",
        type="barrier",
        label="Too little time",
        attributes={
            "title": "Too little time",
            "date": "2012?",
            "date_start": "2012-01-01",
            "date_end": "2012-12-31",
            "date_inferred": False,
            "themes": ("outcomes", "capacity_time"),
            "extra": '{"a":["é"],"b":1}',
        },
    )


def test_themes_are_nodes_with_their_meanings() -> None:
    """
    A theme that something is about is a node, also one that a plugin added, and also of a call.
    """
    added = CODELISTS["theme"].extended([Code("acme:home_share", "Sharing a home.", "Homeshare")])
    call = Call(
        id="c",
        title="Call",
        issued_by=("p",),
        status="open",
        topics=(Topic(theme="outcomes", coverage="well_covered"),),
        modes=("email",),
        default_consent="anonymise",
        anonymity_offered=True,
    )
    barrier = Barrier(id="b", title="One", themes=("acme:home_share",))
    dataset = demo(barriers=[barrier], calls=[call], participants=[party("p")])
    made = graph(dataset, {**CODELISTS, "theme": added})

    assert [one.label for one in made.nodes if one.type == "theme"] == ["Homeshare", "Outcomes"]
    assert node(made, "theme::acme:home_share").attributes == {"definition": "Sharing a home."}
    assert ends(made, "themes") == [("b", "theme::acme:home_share")]
    (topic,) = edges(made, "topics")
    assert (topic.source, topic.target) == ("c", "theme::outcomes")
    assert topic.attributes == {"call_topics_coverage": "well_covered"}
    assert "topics" not in node(made, "c").attributes


def test_attendance_is_an_edge_that_says_how() -> None:
    """
    Who came is an edge with the capacity; for whom, and who asked them, are edges of their own.
    """
    came = Attendance(participant="p1", capacity="chair", on_behalf_of="p2", invited_by="p3")
    held = [meeting("m", attendance=(came,))]
    made = graph(demo(meetings=held, participants=[party("p1"), party("p2"), party("p3")]))

    (one,) = edges(made, "attendance")
    assert one.id == "m::attendance.1.participant"
    assert (one.source, one.target, one.label) == ("m", "p1", "Attendance")
    assert one.attributes == {
        "meeting_attendance_capacity": "chair",
        "meeting_attendance_on_behalf_of": "p2",
        "meeting_attendance_invited_by": "p3",
    }
    (other,) = edges(made, "attendance.on_behalf_of")
    assert (other.target, other.label) == ("p2", "Attendance: on behalf of")
    assert other.attributes["meeting_attendance_participant"] == "p1"
    assert ends(made, "attendance.invited_by") == [("m", "p3")]


def test_memberships_are_edges_from_the_party_to_the_network() -> None:
    """
    A membership is no node; its own references start where it starts, since it cannot be an end.
    """
    held = member("x", "p1", "n", role="chair", invited_by=("p2",), source="s", via="p3")
    parties = [party("p1"), party("p2"), party("p3")]
    made = graph(demo(memberships=[held], networks=[network("n")], participants=parties))

    (one,) = edges(made, "membership")
    assert (one.id, one.source, one.target, one.label) == ("x", "p1", "n", "Membership")
    assert one.attributes["membership_role"] == "chair"
    assert one.attributes["membership_invited_by"] == ("p2",)
    assert one.attributes["membership_source"] == "s"
    assert ends(made, "membership.invited_by") == [("p1", "p2")]
    assert ends(made, "membership.via") == [("p1", "p3")]
    assert edges(made, "membership.via")[0].label == "Membership: via"
    assert "x" not in {one.id for one in made.nodes}


def test_relations_are_edges_of_their_kind() -> None:
    """
    A relation is an edge, called after its kind in the words of the codelist.
    """
    tie = Relation(id="r", subject="p1", kind="works_for", object="p2", date="2012", note="Since")
    made = graph(demo(relations=[tie], participants=[party("p1"), party("p2")]))

    (one,) = made.edges
    assert (one.id, one.source, one.target) == ("r", "p1", "p2")
    assert (one.type, one.label) == ("works_for", "Works for")
    assert one.attributes == {
        "date": "2012",
        "date_start": "2012-01-01",
        "date_end": "2012-12-31",
        "relation_kind": "works_for",
        "relation_note": "Since",
    }


def test_a_membership_that_is_referred_to_is_a_node() -> None:
    """
    An edge cannot be an end, so a membership or relation that a relation is about is a node.
    """
    dataset = demo(
        barriers=[Barrier(id="b", title="One")],
        memberships=[member("x", "p", "n")],
        networks=[network("n")],
        participants=[party("p")],
        relations=[
            Relation(id="r1", subject="x", kind="led_to", object="n"),
            Relation(id="r2", subject="p", kind="led_to", object="r1"),
        ],
    )
    made = graph(dataset)

    assert node(made, "x").type == "membership"
    assert node(made, "x").label == "Membership"
    assert node(made, "r1").label == "Led to"
    assert ends(made, "participant") == [("x", "p")]
    assert ends(made, "network") == [("x", "n")]
    assert ends(made, "subject") == [("r1", "x")]
    assert ends(made, "object") == [("r1", "n")]
    assert [(one.id, one.source, one.target) for one in edges(made, "led_to")] == [
        ("r2", "p", "r1")
    ]
    assert [one.type for one in made.nodes] == [
        "participant",
        "network",
        "barrier",
        "membership",
        "relation",
    ]


def test_phases_and_questions_are_nodes_of_their_own() -> None:
    """
    What has an id and can be referred to is a node, joined to the record that it is a part of.
    """
    phases = (Phase(id="h2", name="Second"), Phase(id="h1", name="First", status="planned"))
    work = Initiative(id="i", title="Work", kind="project", status="under_way", phases=phases)
    asked = QuestionSet(
        id="q",
        kind="agenda",
        complete=True,
        initiative="i",
        phase="h1",
        questions=(Question(id="q1", text="Why?"),),
    )
    view = Observation(id="o", kind="view", summary="So", polarity="neutral", question="q1")
    made = graph(demo(initiatives=[work], question_sets=[asked], observations=[view]))

    assert [one.id for one in made.nodes] == ["i", "h1", "h2", "q", "q1", "o"]
    assert node(made, "h1").attributes == {"name": "First", "status": "planned"}
    assert ends(made, "phases") == [("i", "h2"), ("i", "h1")]
    assert ends(made, "questions") == [("q", "q1")]
    assert ends(made, "phase") == [("q", "h1")]
    assert ends(made, "question") == [("o", "q1")]


def test_value_objects_that_lead_nowhere_stay_words() -> None:
    """
    A report of status is told in words, and whose it is by an edge that tells it as well.
    """
    reports = (
        StatusReport(status="active", since="2012-10"),
        StatusReport(status="ended", note="No money", according_to=("p",)),
    )
    dataset = demo(networks=[network("n", status_history=reports)], participants=[party("p")])
    made = graph(dataset)

    assert node(made, "n").attributes["status_history"] == (
        "status: active; since: 2012-10",
        "status: ended; according to: p; note: No money",
    )
    (one,) = edges(made, "status_history.according_to")
    assert one.id == "n::status_history.2.according_to.1"
    assert one.label == "Status history: according to"
    assert one.attributes == {
        "network_status_history_status": "ended",
        "network_status_history_according_to": ("p",),
        "network_status_history_note": "No money",
    }


def test_a_reference_to_nothing_makes_no_edge() -> None:
    """
    An edge is left out rather than given an end that nobody recorded.
    """
    barrier = Barrier(id="b", title="One", raised_by=("nobody", "p"))
    dataset = demo(
        barriers=[barrier],
        participants=[party("p")],
        memberships=[member("x", "p", "nowhere", via="p")],
    )

    made = graph(dataset)
    assert [(one.source, one.target) for one in made.edges] == [("b", "p"), ("p", "p")]
    assert [one.id for one in made.nodes] == ["p", "b"]


def test_nodes_and_edges_stand_in_order() -> None:
    """
    Nodes are sorted by type, then by id; the edges of a field by the id of what holds it.
    """
    made = graph(filled(places="cab"))

    order = list(made.node_types)
    keys = [(order.index(one.type), one.id) for one in made.nodes]
    assert all(one < other for one, other in pairwise(keys))
    assert [one.source for one in edges(made, "raised_by")] == [
        "barrier-a",
        "barrier-b",
        "barrier-c",
    ]


@pytest.mark.parametrize(
    ("fields", "label"),
    [
        ({"name": "Iriss", "naming": "named", "description": "A body"}, "Iriss"),
        ({"description": "A  body\nof people\t"}, "A body of people"),
        ({"description": " \u200b\u2060 "}, "Organisation"),
        ({}, "Organisation"),
        ({"description": "word " * 40}, "word " * 15 + "word\u2026"),
        ({"description": "x" * 81}, "x" * 79 + "\u2026"),
        ({"description": "x" * 80}, "x" * 80),
    ],
)
def test_labels_are_short_and_never_empty(fields: dict[str, str], label: str) -> None:
    """
    What something is called, on one line and cut between words; if it is not called, its kind.
    """
    assert node(graph(demo(participants=[party("p", **fields)])), "p").label == label


def test_types_without_names_are_labelled_with_what_they_are() -> None:
    """
    A question set has neither name nor title, and an unknown kind is put into words.
    """
    held = [
        QuestionSet(id="q", kind="guiding_question", complete=False),
        QuestionSet(id="r", kind="acme:quick_poll", complete=False),
    ]
    made = graph(demo(question_sets=held))

    assert [one.label for one in made.nodes] == ["Guiding question", "Quick poll"]


def test_attributes_say_what_the_model_says_of_fields() -> None:
    """
    Type, meaning and codelist come from the declarations; where types of nodes differ, so is told.
    """
    made = graph(filled())
    declared = {one.name: one for one in made.node_attributes}

    assert declared["themes"].type == "texts"
    assert declared["themes"].codelist == "theme"
    assert declared["sequence"].type == "integer"
    assert declared["complete"].type == "boolean"
    assert declared["date_start"].type == "date"
    assert declared["date_start"].title == "Date start"
    assert declared["place"].description == "Town or area in words."
    assert declared["kind"].codelist is None
    assert declared["kind"].codelist_for("network") == "network_kind"
    assert "Network: What sort of network it is." in declared["kind"].description
    of_edges = {one.name: one for one in made.edge_attributes}
    assert of_edges["membership_role"].codelist_for("membership") == "membership_role"
    assert of_edges["meeting_attendance_capacity"].title == "Meeting attendance capacity"


def test_only_what_is_in_use_is_declared() -> None:
    """
    A small dataset makes a small file: no column of a table of nodes is empty throughout.
    """
    made = graph(demo(barriers=[Barrier(id="b", title="One")], participants=[party("p")]))

    assert [one.name for one in made.node_attributes] == ["kind", "naming", "title"]
    assert made.edge_attributes == ()
    assert {"id", "title"} == {one.name for one in made.header_attributes}
    assert made.header == {"id": "demo", "title": "A demonstration"}


@model
class Place(Record):
    """
    A record type that the model might have one day.
    """

    type: str = text("A name that nodes use themselves.", "open")
    near: str | None = ref("Another one.", "Place", default=None)
    visits: tuple[Attendance, ...] = parts("Who came.", Attendance, default=())
    main: Topic | None = part("What it is for.", Topic, default=None)
    hosts: tuple[str, ...] = refs("Who keeps it.", "Participant", default=())


def test_a_new_field_becomes_an_edge_or_an_attribute() -> None:
    """
    Links and attributes are derived: a type that nobody thought of has them too.
    """
    made = [(link.type, link.label, link.to_theme) for link in links(Place)]

    assert [one for one in made if one[0] not in {"source", "according_to", "themes"}] == [
        ("near", "Near", False),
        ("visits", "Visits", False),
        ("visits.on_behalf_of", "Visits: on behalf of", False),
        ("visits.invited_by", "Visits: invited by", False),
        ("main.named_in", "Main: named in", False),
        ("main", "Main", True),
        ("hosts", "Hosts", False),
    ]
    names = {one.name for one in attributes(Place, told_by_links(Place))}
    assert "type" in names
    assert names.isdisjoint({"id", "near", "hosts", "source"})


def test_names_that_would_clash_are_told_apart() -> None:
    """
    An attribute with a reserved name, or with that of one of another type, has its type before it.
    """

    def made(name: str, kind: Any = "text") -> Attribute:
        return Attribute(name=name, type=kind, title=name.title(), description="So.")

    groups = {"a": (made("label"), made("size")), "b": (made("size", "integer"), made("note"))}
    names = told_apart(groups)

    assert names == {"a": {"label": "a_label"}, "b": {"size": "b_size"}}
    assert [(one.name, one.title, one.type) for one in merged(groups, names)] == [
        ("a_label", "A label", "text"),
        ("size", "Size", "text"),
        ("b_size", "B size", "integer"),
        ("note", "Note", "text"),
    ]


def test_today_no_names_clash() -> None:
    """
    Every field of the model keeps its own name in the graph.
    """
    groups = {one.type: attributes(one.cls, told_by_links(one.cls)) for one in sources()}

    assert told_apart(groups) == {}


@model
class Note(Value):
    """
    A value object that leads nowhere.
    """

    is_read: bool | None = flag("Whether somebody read it.", default=None)
    is_kept: bool | None = flag("Whether it is kept.", default=None)
    pages: int | None = number("How long it is.", default=None)
    on: str | None = day("When it was written.", "open", default=None)
    by: tuple[str, ...] = refs("Who wrote it.", "Participant", default=())


@model
class Noted(Record):
    """
    A record type with such value objects.
    """

    notes: tuple[Note, ...] = parts("What was noted.", Note, default=())


def test_value_objects_are_told_in_words() -> None:
    """
    Each is one text, with the names of its fields; what is absent, and computed days, are not told.
    """
    notes = (Note(is_read=True, is_kept=False, on="2012", by=("p", "q")), Note(pages=0), Note())

    assert values(Noted(id="x", notes=notes))["notes"] == (
        "is read: yes; is kept: no; on: 2012; by: p, q",
        "pages: 0",
    )


def test_an_attribute_of_a_node_can_have_another_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Where a name would clash, values stand under the other name too.
    """
    monkeypatch.setattr(making, "_names", lambda: {"barrier": {"title": "barrier_title"}})
    made = node(graph(demo(barriers=[Barrier(id="b", title="One")])), "b")

    assert made.attributes == {"barrier_title": "One"}


@model
class Bare(Record):
    """
    A record type that is told by its links alone, but for two fields.
    """

    aliases: tuple[str, ...] = texts("Names.", "open", default=())


def test_empty_texts_are_absent() -> None:
    """
    An empty text, or a list of nothing else, says nothing; zero and false do.
    """
    one = Bare(id="x", aliases=("", "b", ""), note="", date_inferred=False)
    two = Bare(id="y", aliases=("",))

    assert values(one) == {"id": "x", "aliases": ("b",), "date_inferred": False}
    assert values(two) == {"id": "y"}
    assert values(two, frozenset(declarations(Bare)) - {"id"}) == {"id": "y"}
    assert in_use([two]) == {"id"}
    assert in_use([two, one]) == {"id", "aliases", "date_inferred"}
    assert in_use([]) == set()


def test_only_memberships_and_relations_are_edges() -> None:
    """
    The types that must name two others, each in a field of its own.
    """
    assert {cls.type_name: ends for cls, ends in ties().items()} == {
        "membership": ("participant", "network"),
        "relation": ("subject", "object"),
    }
    assert {one.root for one in sources()} == set(RECORD_TYPES)


def test_people_are_joined_by_what_they_share() -> None:
    """
    The weight counts networks and meetings; each is named, and each counts once.
    """
    dataset = demo(
        participants=[party(key) for key in "abcd"],
        networks=[network("forum")],
        memberships=[
            member("x1", "a", "forum"),
            member("x2", "b", "forum", involvement="attends"),
            member("x3", "b", "forum", role="chair"),
        ],
        meetings=[meeting("spring", "b", "a", "b", "c"), meeting("autumn", "a", "b")],
    )
    made = people_graph(dataset)

    assert not made.directed
    assert [one.id for one in made.nodes] == ["a", "b", "c", "d"]
    assert [(one.id, one.weight) for one in made.edges] == [
        ("a::b", 3),
        ("a::c", 1),
        ("b::c", 1),
    ]
    first = next(iter(made.edges))
    assert (first.source, first.target, first.label) == ("a", "b", "Shares")
    assert first.attributes == {
        "shared_networks": ("Forum",),
        "shared_meetings": ("Autumn", "Spring"),
    }
    assert [one.name for one in made.edge_attributes] == ["shared_networks", "shared_meetings"]


@pytest.mark.parametrize("involvement", ["feeds_in", "left", "not_involved"])
def test_who_is_not_there_shares_nothing(involvement: str) -> None:
    """
    Who was kept out, has gone or is spoken for by others does not meet the members.
    """
    dataset = demo(
        participants=[party("a"), party("b")],
        networks=[network("n")],
        memberships=[member("x", "a", "n"), member("y", "b", "n", involvement=involvement)],
    )

    assert list(people_graph(dataset).edges) == []


def test_a_crowd_is_a_node_instead_of_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    In a gathering larger than the limit nobody is joined to everybody, but each to the gathering.
    """
    monkeypatch.setattr(people, "CROWD", 3)
    dataset = demo(
        participants=[party(key) for key in "abcd"],
        meetings=[meeting("fair", *"abcd"), meeting("talk", *"abc")],
    )
    made = people_graph(dataset)

    assert [one.id for one in made.nodes] == ["a", "b", "c", "d", "fair"]
    assert ends(made, "takes_part") == [(key, "fair") for key in "abcd"]
    assert ends(made, "shares") == [("a", "b"), ("a", "c"), ("b", "c")]
    check(made)


def test_the_cost_of_huge_meetings_is_bounded() -> None:
    """
    A meeting of thousands makes as many edges, not millions.
    """
    keys = [f"p{number}" for number in range(3000)]
    dataset = demo(participants=[party(key) for key in keys], meetings=[meeting("m", *keys)])

    assert sum(1 for _ in people_graph(dataset).edges) == 3000


def test_graphs_of_an_edition_hold_what_the_edition_holds() -> None:
    """
    What the audience may not have is not in the graph either, and references still close.
    """
    hidden = party("p", naming="named", name="Somebody", kind="person")
    dataset = demo(
        participants=[hidden, party("q")],
        barriers=[Barrier(id="b", title="One", raised_by=("p", "q"))],
    )
    edition = disclose(dataset, audience="public")
    made = graph(edition.dataset, edition.codelists)

    assert "Somebody" not in str([*made.nodes, *made.edges])
    check(made)
