"""
Whose choice holds where, and what becomes of the records around a party: one test a sentence.
"""

from collections.abc import Sequence
from typing import Any

import pytest
from tests.disclosure.building import (
    ASKED,
    HIDE,
    WITHHOLD,
    barrier,
    call,
    cleared,
    contribution,
    dataset,
    edition,
    example,
    influence,
    initiative,
    meeting,
    membership,
    network,
    observation,
    participant,
    person,
    publication,
    question_set,
    relation,
)

import sdsnet
from sdsnet.dataset import Dataset
from sdsnet.disclosure import labels
from sdsnet.model import AudienceRule, Consent, Contact, Participant, Privacy, Record
from sdsnet.model.activity import Attendance, Phase, Spread
from sdsnet.model.exchange import CallContact
from sdsnet.model.fields import evolve
from sdsnet.model.people import StatusReport
from sdsnet.model.values import Consequence, Engagement, Outcome, Quantity

UNCHECKED = "[text not yet checked]"
NOT_ASKED = Consent(choice="not_asked")
WITHDRAWN = Consent(
    choice="acknowledge", basis="asked", given_on="2020-01-01", withdrawn_on="2021-01-01"
)


def answer(
    choice: str, basis: str | None = "asked", given_on: str | None = "2020-01-01"
) -> Consent:
    """
    Make an answer.
    """
    return Consent(choice=choice, basis=basis, given_on=given_on)


def stands(found: Dataset, key: str = "p1") -> str:
    """
    Tell what became of the one who said something: named, a label, or gone.
    """
    said = [one for held in found.contributions for one in held.contributors]
    if key in said:
        return "named"
    return "label" if any(k.startswith("participant-anon-") for k in said) else "gone"


# -- decisions 13 to 15: which choice holds ---------------------------------------------------

SUPPORTED: dict[str, Any] = {"roles": ["supported_person"]}


@pytest.mark.parametrize(
    ("own", "given", "default", "more", "expected"),
    [
        # The strictest of the party's own answer and the contribution's
        (ASKED, ASKED, None, {}, "named"),
        (ASKED, HIDE, None, {}, "label"),
        (HIDE, ASKED, None, {}, "label"),
        (ASKED, WITHHOLD, None, {}, "gone"),
        (WITHHOLD, ASKED, None, {}, "gone"),
        (None, ASKED, None, {}, "named"),
        (ASKED, None, "withhold", {}, "named"),
        (HIDE, None, "acknowledge", {}, "label"),
        # No answer: the call's default, else the dataset's for persons
        (None, None, "acknowledge", {}, "named"),
        (None, None, "anonymise", {}, "label"),
        (None, None, "withhold", {}, "gone"),
        (None, None, "not_asked", {}, "label"),
        (None, None, None, {}, "label"),
        # not_asked is an answer; a withdrawn answer is withhold
        (NOT_ASKED, None, "acknowledge", {}, "label"),
        (NOT_ASKED, None, None, SUPPORTED, "gone"),
        (None, NOT_ASKED, None, {}, "label"),
        (None, NOT_ASKED, None, {"roles": ["unpaid_carer"]}, "gone"),
        (WITHDRAWN, None, None, {}, "gone"),
        (ASKED, WITHDRAWN, None, {}, "gone"),
        # A person is named by an answer with a basis
        (answer("acknowledge", "public_record", None), None, None, {}, "named"),
        (answer("acknowledge", "call_default", None), None, None, {}, "named"),
        (answer("acknowledge", "not_recorded"), None, None, {}, "label"),
        (answer("acknowledge", None), None, None, {}, "label"),
        # Supported people and carers by a dated answer of their own only
        (None, None, "acknowledge", {"roles": ["provider"]}, "named"),
        (ASKED, None, None, SUPPORTED, "named"),
        (None, ASKED, None, SUPPORTED, "named"),
        # Bodies that are named stay named, unless they or the contribution answered otherwise
        (None, None, None, {"kind": "organisation"}, "named"),
        (None, None, None, {"kind": "service"}, "named"),
        (answer("acknowledge", None), None, None, {"kind": "organisation"}, "named"),
        (HIDE, None, None, {"kind": "organisation"}, "label"),
        (None, HIDE, None, {"kind": "organisation"}, "label"),
        (None, None, "anonymise", {"kind": "organisation"}, "label"),
        (NOT_ASKED, None, None, {"kind": "organisation", **SUPPORTED}, "label"),
        # Collectives by an answer only
        (None, None, None, {"kind": "collective"}, "named"),
        (HIDE, None, None, {"kind": "collective"}, "label"),
    ],
)
def test_which_choice_holds_for_a_contribution(
    own: Consent | None,
    given: Consent | None,
    default: str | None,
    more: dict[str, Any],
    expected: str,
) -> None:
    """
    One row for each case of the rule.
    """
    records: list[Record] = [person(consent=own, **more), participant("issuer")]
    if default:
        records.append(call("k", issued_by=("issuer",), default_consent=default))
    records.append(contribution(consent=given, call="k" if default else None))

    assert stands(edition(*records)) == expected


@pytest.mark.parametrize("audience", ["public", "network"])
@pytest.mark.parametrize(("default", "expected"), [("anonymise", "label"), ("withhold", "gone")])
def test_the_default_of_the_dataset_holds_for_persons_without_an_answer(
    default: str, expected: str, audience: str
) -> None:
    """
    For bodies it does not.
    """
    privacy = Privacy(default_consent=default)

    found = edition(person(), contribution(), audience=audience, privacy=privacy)

    assert stands(found) == expected
    assert stands(edition(participant("p1"), contribution(), privacy=privacy)) == "named"


def test_a_call_that_shows_more_than_the_dataset_holds_for_contributions_to_it() -> None:
    """
    Who is withheld elsewhere for want of an answer is a label there.
    """
    found = edition(
        person(),
        participant("issuer"),
        call("k", issued_by=("issuer",), default_consent="anonymise"),
        contribution(call="k"),
        observation(said_by=["p1"]),
        privacy=Privacy(default_consent="withhold"),
    )

    assert stands(found) == "label"
    assert not found.observations


UNDATED = (
    answer("acknowledge", "asked", None),
    answer("acknowledge", "public_record"),
    answer("acknowledge", "call_default"),
)


@pytest.mark.parametrize("consent", UNDATED)
def test_a_supported_person_is_not_named_without_a_dated_answer(consent: Consent) -> None:
    """
    The rules refuse such data; the boundary does not rely on them.
    """
    made = dataset(person(consent=consent, **SUPPORTED), contribution())

    assert stands(sdsnet.disclosure.disclose(made).dataset) == "label"


def unnamed(key: str = "u", **fields: Any) -> Participant:
    """
    Make a party that is unnamed in its source.
    """
    given = {"kind": "person", "description": f"Somebody {key}"}
    return participant(key, naming="unnamed", name=None, **given | fields)


@pytest.mark.parametrize("kind", ["person", "organisation", "service", "collective"])
def test_an_unnamed_party_without_an_answer_is_shown_by_its_description(kind: str) -> None:
    """
    There is no name to hide, whatever the defaults.
    """
    found = edition(
        unnamed(kind=kind, description="A town council"),
        contribution(contributors=["u"], text="Verbatim", date="2012-10-03"),
        privacy=Privacy(default_consent="withhold"),
    )

    assert found.participants["u"].description == "A town council"
    assert found.contributions["c1"].text == "Verbatim"


def test_an_unnamed_party_may_answer_too() -> None:
    """
    Its answer is an answer like any other.
    """
    assert stands(edition(unnamed("p1", consent=HIDE), contribution())) == "label"
    assert stands(edition(unnamed("p1", consent=WITHHOLD), contribution())) == "gone"


def test_an_unnamed_party_is_not_shown_where_the_call_withholds() -> None:
    """
    Not to be shown at all is more than not to be named.
    """
    found = edition(
        unnamed("p1"),
        participant("b"),
        call("k", issued_by=("b",), default_consent="withhold"),
        contribution(call="k"),
    )

    assert stands(found) == "gone"


def test_a_third_party_is_protected_whatever_the_contributor_chose() -> None:
    """
    A person who is mentioned and did not contribute has given no answer.
    """
    found = edition(
        person("p1", consent=ASKED),
        person("p2", name="Ottoline Vexby"),
        contribution(contributors=["p1"], summary="Of Ottoline Vexby."),
        observation(about=["p2"], place="Reigate", jurisdiction="GB-ENG"),
    )

    assert found.contributions["c1"].summary == "Of [a participant]."
    assert found.observations["o1"].about == ()
    assert found.observations["o1"].place is None
    assert found.observations["o1"].jurisdiction == "GB-ENG"


# -- P16: protection spreads along ties that identify -------------------------------------------


def service(key: str = "s", **fields: Any) -> Participant:
    """
    Make a named service.
    """
    return participant(key, kind="service", name="Larkrise House", **fields)


@pytest.mark.parametrize("kind", ["lives_at", "works_for"])
@pytest.mark.parametrize("who", [unnamed("p1"), person("p1"), person("p1", consent=WITHHOLD)])
def test_a_service_at_which_somebody_lives_or_works_is_protected(
    kind: str, who: Participant
) -> None:
    """
    It gets a label, its place goes, its nation stays with those it shares it with, the tie goes.
    """
    found = edition(
        who,
        service(place="Reigate", jurisdiction="GB-ENG"),
        relation("x", "p1", kind, "s"),
        observation(said_by=["s"]),
        network(note="At Larkrise House."),
    )

    assert "s" not in found
    assert not found.relations
    assert found.networks["g1"].note == "At [a service]."
    assert found.participants[found.observations["o1"].said_by[0]].description == "A service"


def test_a_service_at_which_a_named_person_works_stays() -> None:
    """
    Both agreed to be seen.
    """
    found = edition(person(consent=ASKED), service(), relation("x", "p1", "works_for", "s"))

    assert found.relations["x"].object == "s"


def test_an_organisation_for_which_somebody_works_stays_and_the_tie_goes() -> None:
    """
    Only a service or a place to live gives away who is there.
    """
    found = edition(unnamed(), participant("b"), relation("x", "u", "works_for", "b"))

    assert "b" in found
    assert not found.relations


def test_a_body_at_which_somebody_lives_is_protected_whatever_it_is_recorded_as() -> None:
    """
    A home may be recorded as an organisation.
    """
    found = edition(unnamed(), participant("b"), relation("x", "u", "lives_at", "b"))

    assert "b" not in found


def test_a_named_part_of_a_hidden_body_is_protected_in_a_chain() -> None:
    """
    The part of a part gives it away as well.
    """
    found = edition(
        unnamed("u", kind="organisation"),
        participant("part", name="Larkrise"),
        service("deep"),
        relation("x", "part", "part_of", "u"),
        relation("y", "deep", "part_of", "part"),
        observation("o1", said_by=["part"]),
        observation("o2", said_by=["deep"]),
    )

    assert "part" not in found
    assert "deep" not in found
    assert not found.relations


@pytest.mark.parametrize(
    "kind", ["works_for", "part_of", "lives_at", "hosts", "commissions", "same_as"]
)
@pytest.mark.parametrize("turned", ["", "turned"])
def test_a_tie_between_an_unnamed_party_and_a_named_one_goes(kind: str, turned: str) -> None:
    """
    It would tell who the unnamed one is.
    """
    ends = ("b", "u") if turned else ("u", "b")
    found = edition(
        unnamed(kind="organisation"), participant("b"), relation("x", ends[0], kind, ends[1])
    )

    assert not found.relations


def test_a_named_work_or_network_gives_an_unnamed_party_away_as_well() -> None:
    """
    Who hosts a project with a title is known to all who know the project.
    """
    found = edition(
        unnamed(kind="organisation"),
        initiative("i"),
        network(id="g"),
        relation("x", "u", "hosts", "i"),
        relation("y", "g", "part_of", "u"),
        relation("z", "u", "supports", "i"),
    )

    assert [one.id for one in found.relations] == ["z"]


def test_criticism_of_a_named_body_is_not_hidden() -> None:
    """
    A body that is only written about stays named.
    """
    found = edition(participant("b"), observation(about=["b"], summary="Late, says Any Body."))

    assert found.observations["o1"].about == ("b",)
    assert found.observations["o1"].summary == "Late, says Any Body."


# -- decision 16: voices ------------------------------------------------------------------------

GONE = person("w", name="Ottoline Vexby", consent=WITHHOLD)
BODY = participant("b")


@pytest.mark.parametrize(
    "record",
    [
        observation("r", said_by=["w"]),
        observation("r", according_to=("w",)),
        observation("r", reported_by="w", said_by=["w"]),
        barrier("r", raised_by=["w"]),
        example("r", developed_by=["w"]),
        sdsnet.Recommendation(id="r", summary="S", status="proposed", proposed_by=("w",)),
        influence("r", by=["w"]),
        influence("r", by=["w"], supported_by=["b"]),
        call("r", issued_by=("w",)),
        call("r", issued_by=("w",), according_to=("b",)),
        contribution("r", contributors=["w"]),
        publication("r", authors=["w"]),
        publication("r", page_author="w", commissioned_by=["w"]),
        membership("r", participant="w"),
        network(id="r", convened_by=["w"]),
        initiative("r", led_by=["w"]),
        question_set("r", reviewed_by=["w"]),
    ],
    ids=lambda record: record.type_name,
)
def test_a_record_whose_voices_are_all_withheld_goes_with_what_needs_it(record: Record) -> None:
    """
    Text and all; a required voice is needed though others are heard.
    """
    others = [] if record.id == "g1" or isinstance(record, sdsnet.Network) else [network()]
    found = edition(GONE, BODY, record, *others, relation("x", "r", "led_to", "b"))

    assert "r" not in found
    assert "x" not in found


def test_a_withheld_voice_leaves_the_list_and_the_record_is_tied() -> None:
    """
    The others are heard, and no number tells how many were there.
    """
    found = edition(GONE, BODY, observation(said_by=["w", "b"], date="2012-10-03"))

    assert found.observations["o1"].said_by == ("b",)
    assert found.observations["o1"].summary == UNCHECKED
    assert found.observations["o1"].date == "2012"


def test_a_value_object_whose_voices_are_all_withheld_goes() -> None:
    """
    An attendance, a view of success, a report of a status.
    """
    reports = [
        StatusReport(status="active", according_to=("b",)),
        StatusReport(status="stalled", reason="other", according_to=("w",)),
    ]
    view = sdsnet.model.activity.SuccessView
    found = edition(
        GONE,
        BODY,
        network(*reports),
        meeting(attendance=[Attendance(participant="w"), Attendance(participant="b")]),
        influence(
            by=["b"],
            perceived_success=[view(view="great", held_by="w"), view(view="little", held_by="b")],
        ),
    )

    assert [one.status for one in found.networks["g1"].status_history] == ["active"]
    assert [one.participant for one in found.meetings["m1"].attendance] == ["b"]
    assert [one.view for one in found.influences["f1"].perceived_success] == ["little"]


def test_a_required_list_that_is_emptied_holds_one_not_stated() -> None:
    """
    The network stays; how it stood, nobody who may be heard has said.
    """
    report = StatusReport(status="stalled", reason="other", according_to=("w",), note="Words")
    found = edition(GONE, BODY, network(report, convened_by=["b"]))

    assert found.networks["g1"].status_history == (StatusReport(status="not_stated"),)


def test_drops_go_on_until_nothing_changes() -> None:
    """
    A membership needs its network, a link needs both its ends, and a link may be an end.
    """
    found = edition(
        GONE,
        BODY,
        network(convened_by=["w"]),
        membership("m", participant="b"),
        relation("x", "m", "led_to", "b"),
        relation("y", "x", "led_to", "b"),
    )

    assert [one.id for one in found.records()] == ["b"]


def test_phases_and_questions_go_with_what_they_stand_in() -> None:
    """
    Nothing points at a phase or a question that is not there.
    """
    question = sdsnet.model.activity.Question(id="q", text="Why?")
    found = edition(
        GONE,
        BODY,
        initiative("i", led_by=["w"], phases=[Phase(id="ph", name="First")]),
        question_set("s1", initiative="i", phase="ph"),
        question_set("s2", reviewed_by=["w"], questions=[question]),
        observation("o", question="q"),
    )

    assert found.question_sets["s1"].phase is None
    assert found.observations["o"].question is None


def test_what_was_offered_by_withheld_contributions_alone_goes() -> None:
    """
    Nobody else's words are in it.
    """
    offered = example("e1", summary="Words")
    given = contribution("c1", contributors=["b"], offers=["e1"], consent=WITHHOLD)

    assert not edition(BODY, offered, given).practice_examples


# -- decision 17: tied records ------------------------------------------------------------------


def tied(**fields: Any) -> Sequence[Record]:
    """
    Return a full contribution of a hidden person.
    """
    engagement = Engagement(views=91, replies=3, as_of="2012-10-03", comments_open=True)
    given: dict[str, Any] = {
        "title": "Title words",
        "summary": "Summary words",
        "text": "Text words",
        "note": "Note words",
        "date": "2012-10-03",
        "date_as_written": "3 Oct",
        "place": "Reigate",
        "area_code": "E07000211",
        "locator": "page 3",
        "source": "t1",
        "publication": "t1",
        "meeting": "m1",
        "url": "https://example.org/x",
        "jurisdiction": "GB-ENG",
        "level": "local",
        "themes": ["workforce"],
        "first_contribution": True,
        "engagement": engagement,
        "quantity": Quantity(quantifier="exact", count=3, as_written="three of us", of="people"),
    }
    return (
        person(consent=HIDE),
        publication("t1", authors=["b"]),
        meeting(),
        participant("b"),
        contribution(**given | fields),
    )


def test_a_tied_record_keeps_what_its_classes_let_stay() -> None:
    """
    Field by field: codes stay, dates to the year, text unchecked, the rest goes.
    """
    (found,) = edition(*tied()).contributions

    assert (found.kind, found.mode, found.jurisdiction) == ("view", "message", "GB-ENG")
    assert (found.level, found.themes, found.date) == ("local", ("workforce",), "2012")
    assert (found.title, found.summary, found.note) == (UNCHECKED,) * 3
    for name in (
        *("text", "url", "date_as_written", "place", "area_code", "locator", "source"),
        *("publication", "meeting", "first_contribution"),
    ):
        assert getattr(found, name) is None, name
    assert found.engagement == Engagement(as_of="2012", comments_open=True)
    assert found.quantity == Quantity(quantifier="exact", count=3, of=UNCHECKED)


def test_cleared_text_of_a_tied_record_is_shown_and_scanned() -> None:
    """
    What a person has read and passed; verbatim wording stays out.
    """
    records = [*tied(summary="Zebedee said so")]
    records[-1] = cleared(records[-1])

    (found,) = edition(*records).contributions

    assert found.title == "Title words"
    assert found.summary == "[a participant] said so"
    assert found.text is None


def test_text_that_changed_since_it_was_cleared_is_not_cleared() -> None:
    """
    Clearing is bound to the text.
    """
    records = [*tied()]
    records[-1] = evolve(cleared(records[-1]), note="Edited words")

    (found,) = edition(*records).contributions

    assert found.title == found.note == UNCHECKED


def test_lists_and_value_objects_of_a_tied_record_tell_nothing_by_their_text() -> None:
    """
    A list of texts becomes one; consequences stay with their codes.
    """
    consequence = Consequence(summary="Words", certainty="actual")
    found = edition(
        person(consent=HIDE),
        network(convened_by=["p1"], purposes=["One", "Two"], name="Words"),
        observation(about=["p1"], consequences=[consequence], service_type="home"),
        influence(
            by=["p1"],
            outcomes=[
                Outcome(kind="role_taken_up", claim="followed"),
                Outcome(kind="organisation_founded", claim="followed"),
                Outcome(kind="practice_changed", claim="followed", summary="Words"),
            ],
        ),
        membership(
            participant="p1", according_to=("p1",), felt_excluded=True, exclusion_reason="W"
        ),
    )

    assert found.networks["g1"].purposes == (UNCHECKED,)
    assert found.networks["g1"].name == UNCHECKED
    assert found.observations["o1"].consequences == (
        Consequence(summary=UNCHECKED, certainty="actual"),
    )
    assert found.observations["o1"].service_type is None
    assert [one.kind for one in found.influences["f1"].outcomes] == ["practice_changed"]
    assert found.memberships["x"].felt_excluded is None
    assert found.memberships["x"].exclusion_reason is None


@pytest.mark.parametrize(
    ("date", "year"),
    [
        ("2012-10-03", "2012"),
        ("2012-21", "2012"),
        ("2012?", "2012"),
        ("2012-10-03/2014-01", "2012/2014"),
        ("2016-01/..", "2016/.."),
        ("../2013-05", "../2013"),
        ("201X", "2010/2019"),
    ],
)
def test_a_date_of_a_tied_record_goes_to_the_year(date: str, year: str) -> None:
    """
    Open ends stay open.
    """
    found = edition(person(consent=HIDE), observation(said_by=["p1"], date=date))

    assert found.observations["o1"].date == year


def test_an_untied_record_keeps_date_place_and_words() -> None:
    """
    Safety does not blank what nobody hid.
    """
    records = [*tied()]
    records[0] = person(consent=ASKED)

    (found,) = edition(*records).contributions

    assert found == records[-1]


# -- decision 18: ties and labels ---------------------------------------------------------------


def test_only_voices_of_a_protected_party_survive() -> None:
    """
    Every other reference to it goes, and every link.
    """
    found = edition(
        person(consent=HIDE),
        BODY,
        membership(participant="b", via="p1", representation="through_partner", invited_by=["p1"]),
        network(),
        meeting(attendance=[Attendance(participant="b", on_behalf_of="p1", invited_by="p1")]),
        publication(publisher="p1"),
        influence(by=["b"], towards=["p1"]),
        call(issued_by=("b",), contacts=[CallContact(participant="p1")]),
        initiative(
            funded_by=["p1"],
            spread=[
                Spread(
                    from_level="local", to_level="national", status="ambition", taken_up_by=("p1",)
                )
            ],
        ),
        *(relation(k, "p1", k, "b") for k in ("partner_of", "supports", "distinct_from", "funds")),
    )

    assert not found.relations
    assert found.memberships["x"].via is None
    assert found.memberships["x"].invited_by == ()
    assert found.meetings["m1"].attendance == (Attendance(participant="b"),)
    assert found.publications["t1"].publisher is None
    assert found.influences["f1"].towards == ()
    assert found.calls["c1"].contacts == ()
    assert found.initiatives["i1"].funded_by == ()
    assert [one.id for one in found.participants] == ["b"]


def several(count: int, **fields: Any) -> list[Record]:
    """
    Return some hidden people who are alike, each heard once.
    """
    people = [
        person(f"p{n}", name=f"Zebedee Quill{n}", consent=HIDE, **fields) for n in range(count)
    ]
    return [*people, *(observation(f"o{n}", said_by=[f"p{n}"]) for n in range(count))]


def test_a_label_shows_roles_sector_and_nation_only_where_enough_share_them() -> None:
    """
    Five of them: all of it; four: none of it.
    """
    facts = {"roles": ["provider"], "sector": "private", "jurisdiction": "GB-SCT"}

    five, four = edition(*several(5, **facts)), edition(*several(4, **facts))

    assert {one.description for one in five.participants} == {"A provider"}
    assert {one.sector for one in five.participants} == {"private"}
    assert {one.jurisdiction for one in five.participants} == {"GB-SCT"}
    assert {one.description for one in four.participants} == {"A participant"}
    assert {(one.roles, one.sector, one.jurisdiction) for one in four.participants} == {
        ((), None, None)
    }


def test_the_whole_combination_has_to_be_shared_by_parties_of_one_kind() -> None:
    """
    One person among bodies would stand out by the kind alone.
    """
    records = several(5, roles=["provider"])
    odd = [evolve(records[0], kind="organisation"), *records[1:]]
    apart = [evolve(records[0], sector="private"), *records[1:]]

    for made in (odd, apart):
        assert {one.roles for one in edition(*made).participants} == {()}


def test_the_threshold_is_the_datasets_and_withheld_parties_do_not_count() -> None:
    """
    Who is not shown makes nobody less conspicuous.
    """
    records = several(3, roles=["provider"])
    privacy = Privacy(suppress_below=3)

    shown = edition(*records, privacy=privacy)
    fewer = edition(evolve(records[0], consent=WITHHOLD), *records[1:], privacy=privacy)

    assert {one.roles for one in shown.participants} == {("provider",)}
    assert {one.roles for one in fewer.participants} == {()}


def test_a_label_that_nothing_refers_to_goes() -> None:
    """
    A shell would tell that there was somebody.
    """
    found = edition(
        person("p1", consent=HIDE, according_to=("p2",)),
        person("p2", name="Ottoline Vexby", consent=HIDE),
        BODY,
    )

    assert [one.id for one in found.participants] == ["b"]


# -- an answer on a contribution -----------------------------------------------------------------


def test_a_party_named_elsewhere_is_not_tied_to_what_it_gave_without_its_name() -> None:
    """
    The label stands for this contribution alone, and for what it offers.
    """
    found = edition(
        person(consent=ASKED),
        contribution("c1", contributors=["p1"]),
        contribution("c2", contributors=["p1"], offers=["e1"], consent=HIDE),
        contribution("c3", contributors=["p1"], consent=HIDE),
        example("e1", developed_by=["p1"]),
        observation(said_by=["p1"], summary="Named words"),
    )

    faces = [one.contributors[0] for one in found.contributions if one.id != "c1"]
    assert found.contributions["c1"].contributors == ("p1",)
    assert found.observations["o1"].summary == "Named words"
    assert len(set(faces)) == 2
    assert "p1" not in faces
    assert found.practice_examples["e1"].developed_by[0] in faces
    assert {"c2", "c3"}.isdisjoint(found.contributions.ids)


def test_what_it_offers_is_tied_though_it_does_not_stand_in_it() -> None:
    """
    And does not speak about the one who gave it, either.
    """
    found = edition(
        person(consent=ASKED),
        contribution(contributors=["p1"], offers=["o1"], consent=HIDE),
        observation(about=["p1"], summary="Words", date="2012-10-03"),
    )

    assert found.observations["o1"].summary == UNCHECKED
    assert found.observations["o1"].about == ()
    assert found.observations["o1"].date == "2012"


@pytest.mark.parametrize("way", ["field", "relation"])
def test_a_repost_of_a_text_of_a_protected_party_loses_title_and_link(way: str) -> None:
    """
    Also the repost of a repost; its source and its words are the same text.
    """
    repost: dict[str, Any] = {
        "title": "Heading",
        "url": "https://example.org/x",
        "text": "Words",
        "publication": "t2",
        "source": "t2",
    }
    one, two = (
        contribution("c1", contributors=["b"], **repost),
        contribution("c2", contributors=["b"], reposts="c1", **repost),
    )
    ties: list[Record] = []
    if way == "field":
        one = evolve(one, reposts="t1")
    else:
        ties.append(relation("x", "c1", "repost_of", "t1"))
    found = edition(
        person(consent=HIDE),
        BODY,
        publication("t1", authors=["p1"], url="https://example.org/y"),
        publication("t2"),
        one,
        two,
        *ties,
    )

    assert found.publications["t1"].url is None
    for key in ("c1", "c2"):
        held = found.contributions[key]
        assert (held.title, held.url, held.text) == (UNCHECKED, None, None)
        assert (held.publication, held.source) == (None, None)


# -- decision 19: ids and order -------------------------------------------------------------------


def test_only_labels_and_contributions_without_a_name_get_new_ids() -> None:
    """
    Neighbours keep theirs; everything is ordered by id.
    """
    found = edition(
        person(consent=HIDE), observation("z9", said_by=["p1"]), contribution("c"), participant("b")
    )

    assert found.observations["z9"].said_by[0].startswith("participant-anon-")
    assert found.contributions[0].id.startswith("contribution-anon-")
    assert [p.id for p in found.participants] == sorted(p.id for p in found.participants)


def test_things_that_are_alike_are_told_apart_by_what_hangs_on_them() -> None:
    """
    In whatever order they come, and however long the chain.
    """
    people = [person(f"p{n}", name=f"Zebedee Quill{n}", consent=HIDE) for n in range(6)]
    given = [
        contribution(f"c{n}", contributors=[f"p{n // 2}"], in_reply_to=f"c{n - 1}" if n else None)
        for n in range(12)
    ]
    alike = [contribution(f"d{n}", contributors=[f"p{n % 6}"]) for n in range(12)]
    records: list[Record] = [*people, *given, *alike]

    expected = sdsnet.render(edition(*records))

    for made in (records[::-1], records[3:] + records[:3], [*alike[::-1], *given, *people[::-1]]):
        assert sdsnet.render(edition(*made)) == expected


# -- decision 20: audiences ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("audience", "seen"),
    [
        ("public", {"free", "public"}),
        ("network", {"free", "public", "network"}),
        ("members", {"free", "public", "members", "network"}),
        ("friends", {"free", "public", "friends"}),
        ("internal", {"free", "public", "members", "network", "internal", "friends"}),
    ],
)
def test_what_each_audience_sees_by_visibility(audience: str, seen: set[str]) -> None:
    """
    An audience that a dataset declares sees what it says, and never what is internal.
    """
    limits = ["public", "network", "members", "internal", "friends"]
    records = [barrier("free"), *(barrier(key, visibility=key) for key in limits)]
    rules = [
        AudienceRule(
            name="members",
            like="network",
            sees=(
                "network",
                "internal",
            ),
        ),
        AudienceRule(name="friends", like="public"),
    ]

    found = edition(*records, audience=audience, audiences=rules)

    assert {one.id for one in found.barriers} == seen


def test_the_dataset_may_limit_what_states_no_visibility() -> None:
    """
    A record may still say that it is for all.
    """
    found = edition(
        barrier("limited"),
        barrier("free", visibility="public"),
        privacy=Privacy(visibility="network"),
    )

    assert [one.id for one in found.barriers] == ["free"]


def test_a_limited_party_is_hidden_by_name_as_well() -> None:
    """
    What cannot stand without it goes; its name goes from the text of others.
    """
    found = edition(
        participant("b", visibility="network", name="Larkrise Trust"),
        network(note="By Larkrise Trust"),
        membership(participant="b"),
        observation(said_by=["b"]),
    )

    assert [one.id for one in found.records()] == ["g1"]
    assert found.networks["g1"].note == "By [a participant]"


@pytest.mark.parametrize(
    ("audience", "share", "consent", "shown"),
    [
        ("public", "network", ASKED, 0),
        ("network", "network", ASKED, 1),
        ("network", "none", ASKED, 0),
        ("network", None, ASKED, 0),
        ("network", "network", HIDE, 0),
        ("network", "network", None, 0),
        ("internal", None, HIDE, 1),
    ],
)
def test_who_sees_a_contact(
    audience: str, share: str | None, consent: Consent | None, shown: int
) -> None:
    """
    Never the public; the network where it may be shared and the party is named.
    """
    contact = Contact(kind="email", value="zq@example.org", share=share)
    made = dataset(person(consent=consent, contacts=[contact]))

    found = sdsnet.disclose(made, audience=audience)

    assert ("zq@example.org" in sdsnet.render(found.dataset)) == bool(shown)


def test_a_declared_audience_follows_the_rules_of_the_one_it_is_like() -> None:
    """
    Contacts go to those who are like the network only.
    """
    contact = Contact(kind="email", value="zq@example.org", share="network")
    rules = [AudienceRule(name="a", like="network"), AudienceRule(name="b", like="public")]
    records = [person(consent=ASKED, contacts=[contact])]

    assert edition(*records, audience="a", audiences=rules).participants["p1"].contacts
    assert not edition(*records, audience="b", audiences=rules).participants["p1"].contacts


def test_the_keeper_sees_everything_as_recorded() -> None:
    """
    Internal changes nothing.
    """
    made = dataset(*tied(), GONE, extra={"a": 1})

    assert sdsnet.disclose(made, audience="internal").dataset == made


# -- decision 23: totals ---------------------------------------------------------------------------


def counted(shown: int, hidden: int, **fields: Any) -> list[Record]:
    """
    Return a call with some contributions that are shown and some that are withheld.
    """
    given = {"issued_by": ["b"], "modes": ["message", "link"], "default_consent": "acknowledge"}
    return [
        BODY,
        GONE,
        call("k", **given | fields),
        *(contribution(f"s{n}", contributors=["b"], call="k") for n in range(shown)),
        *(contribution(f"h{n}", contributors=["w"], call="k") for n in range(hidden)),
    ]


@pytest.mark.parametrize(
    ("shown", "hidden", "words"),
    [
        (0, 0, "fewer than 5"),
        (4, 0, "fewer than 5"),
        (5, 0, "5"),
        (0, 5, "5"),
        (9, 1, "5 or more"),
        (9, 4, "5 or more"),
        (9, 5, "14"),
    ],
)
def test_a_total_is_shown_where_no_small_number_follows(
    shown: int, hidden: int, words: str
) -> None:
    """
    Neither it nor what is left when the contributions that are shown are taken away.
    """
    (totals,) = sdsnet.disclose(dataset(*counted(shown, hidden))).totals

    assert totals.contributions.shown_as == words


def test_a_second_cell_is_hidden_with_the_first() -> None:
    """
    Where the total is shown, one hidden cell could be worked out from the others.
    """
    links = [
        contribution(f"l{n}", contributors=["b"], call="k", mode="link", url="https://e.org")
        for n in range(4)
    ]
    (totals,) = sdsnet.disclose(dataset(*counted(9, 0), *links)).totals

    assert totals.contributions.count == 13
    assert [cell.count for cell in totals.by_mode.values()] == [None, None]


def test_a_call_that_goes_has_no_totals() -> None:
    """
    Nothing is counted of what is not there.
    """
    assert sdsnet.disclose(dataset(*counted(9, 9, issued_by=("w",)))).totals == ()


def test_a_plain_dataset_goes_to_the_public_whole() -> None:
    """
    But for the fields that are the keeper's own.
    """
    records = [
        participant("b", url="https://example.org", org_id="GB-COH-01234567", place="Reigate"),
        unnamed("u", kind="collective", description="25 providers"),
        person(consent=answer("acknowledge", "public_record", None), place="Perth"),
        meeting(date="2012-10-03", venue="A hall", attendance=[Attendance(participant="u")]),
        barrier(raised_by=["u"], raised_at="m1", date="2012-10-03"),
        example(developed_by=["b"], addresses=["b1"], note="See 2012-10-03."),
        publication("t1", authors=["p1"], url="https://example.org/x", date="2012-07"),
    ]

    found = edition(*records)

    shown = [evolve(one, consent=None) if one.id == "p1" else one for one in records]
    assert found == dataset(*shown)


def test_a_contribution_does_not_undo_what_a_tie_made_stricter() -> None:
    """
    The other record of the same party withheld; an answer here cannot show it again.
    """
    found = edition(
        person("p1"),
        person("p2", name="Ottoline Vexby", consent=WITHHOLD),
        relation("x", "p1", "same_as", "p2"),
        contribution(consent=ASKED),
    )

    assert stands(found) == "gone"


def test_what_came_in_no_listed_way_counts_as_a_hidden_cell() -> None:
    """
    One of ten came in person, which the call did not offer: nine by message would tell of it.
    """
    odd = contribution("odd", contributors=["b"], call="k", mode="in_person")
    (totals,) = sdsnet.disclose(dataset(*counted(9, 0, modes=["message"]), odd)).totals

    assert totals.contributions.count == 10
    assert totals.by_mode["message"].count is None


def test_groups_of_things_that_are_alike_are_numbered_together() -> None:
    """
    Whose reply hangs on whose message must not depend on the order of either list.
    """
    numbers = range(4)
    people = [person(f"p{n}", name=f"Zebedee Quill{n}", consent=HIDE) for n in numbers]
    first = [contribution(f"c{n}", contributors=[f"p{n}"]) for n in numbers]
    second = [
        contribution(f"d{n}", contributors=[f"p{n}", f"p{(n + 1) % 4}"], in_reply_to=f"c{n}")
        for n in numbers
    ]
    expected = sdsnet.render(edition(*people, *first, *second))

    for order in ((3, 1, 2, 0), (1, 0, 3, 2), (2, 3, 0, 1)):
        mixed = [people[n] for n in order]
        mixed_first = [first[n] for n in order[::-1]]
        made = edition(*mixed, *mixed_first, *second[::-1])
        assert sdsnet.render(made) == expected


def test_a_name_of_a_network_does_not_win_over_a_hidden_name_in_it() -> None:
    """
    It is text like any other; the name of a body that is shown is not.
    """
    hall = participant("hall", name="Zebedee Quillfeather Hall")
    found = edition(person(), hall, network(name="Zebedee Quillfeather Forum"))

    assert found.networks["g1"].name == "[a participant] Forum"
    assert found.participants["hall"].name == "Zebedee Quillfeather Hall"


def test_who_is_named_in_a_contribution_only_is_shown_by_name_and_roles() -> None:
    """
    The rest of the record was not part of the bargain.
    """
    contact = Contact(kind="email", value="zq@example.org", share="network")
    full = person(
        aliases=["Zeb"],
        roles=["practitioner"],
        url="https://zeb.example",
        place="Reigate",
        description="Tall",
        contacts=[contact],
        note="Words",
    )

    found = edition(full, contribution(consent=ASKED), audience="network")

    assert found.participants["p1"] == person(roles=["practitioner"])


def test_within_a_type_an_edition_is_ordered_by_id() -> None:
    """
    The order of the file is the keeper's.
    """
    found = edition(barrier("b3"), barrier("b1"), barrier("b2"))

    assert [one.id for one in found.barriers] == ["b1", "b2", "b3"]


def test_a_new_id_never_looks_like_a_phone_number() -> None:
    """
    Of some thousand digests one has digits only; the guard would stop the edition for it.
    """
    ids = labels.new_ids(
        "public", {n: n for n in range(20_000)}, {}, (), dict.fromkeys(range(20000), "x")
    )

    assert not any(any(one.isdigit() for one in key) for key in ids.values())
