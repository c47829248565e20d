"""
Explaining to the keeper why a record leaves, changes or stays.
"""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from tests.cli.running import EXAMPLES

import sdsnet
from sdsnet import Barrier, Call, Consent, Contribution, Dataset, Participant, Privacy, Relation

NO = Consent(choice="anonymise", basis="asked", given_on="2024-03-02")
NEVER = Consent(choice="withhold", basis="asked", given_on="2024-03-02")
YES = Consent(choice="acknowledge", basis="asked", given_on="2024-03-02")


def person(key: str, name: str, **more: Any) -> Participant:
    """
    Make a named person.
    """
    return Participant(id=key, kind="person", naming="named", name=name, **more)


def barrier(**more: Any) -> Barrier:
    """
    Make a barrier.
    """
    return Barrier(**{"id": "b", "title": "No time", "themes": ["capacity_time"], **more})


def contribution(**more: Any) -> Contribution:
    """
    Make a contribution of `p`.
    """
    fixed = {"id": "c", "kind": "example", "mode": "message", "contributors": ["p"]}
    return Contribution(**{**fixed, **more})


def dataset(**records: Any) -> Dataset:
    """
    Make a dataset that holds some records.
    """
    return Dataset(id="d", title="D", **records)


def fates(found: sdsnet.Explanation) -> dict[str, str]:
    """
    Return what becomes of each field.
    """
    return {one.field: one.fate for one in found.fields}


def rules(found: sdsnet.Explanation) -> list[str]:
    """
    Return the rules that apply.
    """
    return [one.rule for one in found.reasons]


def test_a_label_stands_for_a_party_that_is_not_to_be_named() -> None:
    """
    The answer that decides is told, every field accounted for, and the ties that are cut listed.
    """
    service = Participant(id="s", kind="service", naming="named", name="Example Street")
    tie = Relation(id="r", kind="works_for", subject="p", object="s")
    party = person("p", "Ann Lee", consent=NO, aliases=("Annie",))
    held = dataset(
        participants=[party, service], barriers=[barrier(raised_by=("p",))], relations=[tie]
    )

    found = sdsnet.explain(held, "p")

    assert (found.outcome, rules(found)) == ("label", ["P4"])
    assert found.shown_as[0].startswith("participant-anon-")
    assert found.answers == (
        sdsnet.AnswerFound("p", "participant", "p", "anonymise", applies=True),
    )
    assert fates(found) == {
        "id": "new id",
        "kind": "kept",
        "naming": "replaced",
        "name": "dropped",
        "aliases": "dropped",
        "consent.choice": "dropped",
        "consent.basis": "dropped",
        "consent.given_on": "dropped",
    }
    assert found.cut_ties == (sdsnet.CutTie("r", "relations", "subject"),)


def test_each_field_of_a_tied_record_has_its_fate() -> None:
    """
    Text is blanked, a date made coarser, a place dropped, a voice shown as a label.
    """
    tied = barrier(raised_by=("p",), date="2024-03-02", place="Kelloe", summary="He said so.")
    held = dataset(participants=[person("p", "Ann Lee", consent=NO)], barriers=[tied])

    found = sdsnet.explain(held, "b")

    assert (found.outcome, rules(found)) == ("changes", ["P3", "P5"])
    assert fates(found) == {
        "id": "kept",
        "themes": "kept",
        "title": "blanked",
        "summary": "blanked",
        "raised_by": "label",
        "date": "coarser",
        "place": "dropped",
    }
    assert all(bool(one.reason) == (one.fate != "kept") for one in found.fields)


def test_a_name_in_the_text_of_another_record_is_told_without_the_name() -> None:
    """
    The field is said to be replaced, and no value stands anywhere in the explanation.
    """
    named = barrier(summary="As Ann Lee said.")
    held = dataset(participants=[person("p", "Ann Lee", consent=NO)], barriers=[named])

    found = sdsnet.explain(held, "b")

    assert fates(found)["summary"] == "replaced"
    assert rules(found) == ["P5"]
    assert "Lee" not in str(attrs.asdict(found))


def test_what_is_withheld_leaves_with_what_cannot_stand_without_it() -> None:
    """
    The party and the record whose only voice it is are both said to leave, each with its reason.
    """
    held = dataset(
        participants=[person("p", "Ann Lee", consent=NEVER)], barriers=[barrier(raised_by=("p",))]
    )

    party, record = sdsnet.explain(held, "p"), sdsnet.explain(held, "b")

    assert (party.outcome, party.fields, rules(party)) == ("leaves", (), ["P8"])
    assert (record.outcome, record.fields, rules(record)) == ("leaves", (), ["P8"])
    assert party.cut_ties == (sdsnet.CutTie("b", "barriers", "raised_by"),)
    assert record.answers[0].choice == "withhold"


def test_the_stricter_of_two_answers_is_said_to_decide() -> None:
    """
    A participant may be named elsewhere and not for one contribution.
    """
    held = dataset(
        participants=[person("p", "Ann Lee", consent=YES)],
        contributions=[contribution(consent=NO)],
    )

    found = sdsnet.explain(held, "c")

    assert [(one.whose, one.choice, one.applies) for one in found.answers] == [
        ("participant", "acknowledge", False),
        ("contribution", "anonymise", True),
    ]
    assert found.shown_as[0].startswith("contribution-anon-")
    assert fates(found)["contributors"] == "label"


def test_the_default_of_a_call_is_named_as_such() -> None:
    """
    Where nobody answered, the promise of the call decides for what answers it.
    """
    call = Call(
        id="k",
        title="Call",
        issued_by=("o",),
        status="open",
        modes=("message",),
        default_consent="acknowledge",
        anonymity_offered=True,
    )
    body = Participant(id="o", kind="organisation", naming="named", name="Example Body")
    held = dataset(
        participants=[person("p", "Ann Lee"), body],
        calls=[call],
        contributions=[contribution(call="k")],
    )

    found = sdsnet.explain(held, "c")

    assert [(one.whose, one.source, one.choice) for one in found.answers] == [
        ("call default", "k", "acknowledge")
    ]
    assert fates(found)["contributors"] == "kept"


def test_the_default_of_the_dataset_is_named_as_such() -> None:
    """
    A person who gave no answer is a third party (P9).
    """
    held = Dataset(
        id="d",
        title="D",
        privacy=Privacy(default_consent="anonymise"),
        participants=[person("p", "Ann Lee")],
        barriers=[barrier(raised_by=("p",))],
    )

    found = sdsnet.explain(held, "p")

    assert rules(found) == ["P9"]
    assert [(one.whose, one.source) for one in found.answers] == [("dataset default", "")]


def test_protection_that_spreads_along_a_tie_is_explained() -> None:
    """
    A named service is hidden because of who works there (P16).
    """
    service = Participant(id="s", kind="service", naming="named", name="Example Street")
    tie = Relation(id="r", kind="works_for", subject="p", object="s")
    held = dataset(
        participants=[person("p", "Ann Lee", consent=NO), service],
        barriers=[barrier(raised_by=("s",))],
        relations=[tie],
    )

    found = sdsnet.explain(held, "s")

    assert (found.outcome, rules(found)) == ("label", ["P16"])
    assert found.cut_ties == (sdsnet.CutTie("r", "relations", "object"),)


@pytest.mark.parametrize(
    ("party", "rule"),
    [
        (Participant(id="p", kind="organisation", naming="named", name="Body"), "P13"),
        (Participant(id="p", kind="person", naming="unnamed", description="Somebody"), "P10"),
        (person("p", "Ann Lee", consent=YES), ""),
    ],
)
def test_a_party_that_stays_is_explained(party: Participant, rule: str) -> None:
    """
    That nothing happens has a reason as well.
    """
    found = sdsnet.explain(dataset(participants=[party]), "p")

    assert rules(found) == [rule]
    assert fates(found)["kind"] == "kept"


def test_a_limit_on_who_may_see_a_record_is_explained() -> None:
    """
    A record for the network leaves the public edition and stays in that of the network.
    """
    held = dataset(barriers=[barrier(visibility="network")])

    assert sdsnet.explain(held, "b").outcome == "leaves"
    assert rules(sdsnet.explain(held, "b")) == ["P13"]
    assert fates(sdsnet.explain(held, "b", audience="network"))["title"] == "kept"


def test_the_keepers_own_edition_keeps_everything() -> None:
    """
    For `internal` there is nothing to explain but that.
    """
    held = dataset(participants=[person("p", "Ann Lee", consent=NEVER)])

    found = sdsnet.explain(held, "p", audience="internal")

    assert (found.outcome, set(fates(found).values())) == ("stays", {"kept"})


def test_an_unknown_id_is_told_with_the_nearest() -> None:
    """
    A slip of the keyboard is not an empty explanation.
    """
    held = dataset(barriers=[barrier(id="barrier-time")])

    with pytest.raises(sdsnet.UnknownRecordError, match=r"'barrier-tme'\. Nearest: barrier-time"):
        sdsnet.explain(held, "barrier-tme")


def test_every_record_of_an_example_can_be_explained() -> None:
    """
    What an explanation says of a record is what the edition does with it.
    """
    held = sdsnet.read(EXAMPLES / "call-for-examples")
    edition = sdsnet.disclose(held)

    for record in held.records():
        found = sdsnet.explain(held, record.id)

        assert (found.outcome == "leaves") == (not found.shown_as)
        assert all(key in edition.dataset for key in found.shown_as)
        if found.outcome == "stays":
            assert edition.dataset[record.id] == record
        elif found.outcome == "changes" and record.id in edition.dataset:
            assert edition.dataset[record.id] != record
