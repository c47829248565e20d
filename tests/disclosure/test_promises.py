"""
What the page on disclosure promises to the people in a dataset.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from tests.cli.running import ROOT

import sdsnet
from sdsnet import Barrier, Call, Consent, Contribution, Dataset, Participant, Privacy, Relation

PAGE = ROOT / "docs" / "explanation" / "disclosure.md"
ASKED = {"basis": "asked", "given_on": "2024-03-02"}


def shown_as(consent: Consent | None, **more: Any) -> str | None:
    """
    Return how a person is shown who raised a barrier together with a body.
    """
    fixed = {"id": "p", "kind": "person", "naming": "named", "name": "Ann Lee"}
    person = Participant(**{**fixed, "consent": consent, **more})
    body = Participant(id="o", kind="organisation", naming="named", name="Example Body")
    barrier = Barrier(id="b", title="No time", themes=("capacity_time",), raised_by=("p", "o"))
    dataset = Dataset(id="d", title="D", participants=[person, body], barriers=[barrier])
    edition = sdsnet.disclose(dataset).dataset
    shown = [edition.participants[key] for key in edition.barriers["b"].raised_by if key != "o"]
    return shown[0].name or shown[0].description if shown else None


@pytest.mark.parametrize(
    ("consent", "expected"),
    [
        (Consent(choice="acknowledge", **ASKED), "Ann Lee"),
        (Consent(choice="anonymise", **ASKED), "A participant"),
        (Consent(choice="withhold", **ASKED), None),
        (Consent(choice="acknowledge", withdrawn_on="2024-05-01", **ASKED), None),
        (Consent(choice="not_asked"), "A participant"),
        (None, "A participant"),
    ],
)
def test_the_answer_counts(consent: Consent | None, expected: str | None) -> None:
    """
    Named, labelled or gone, as the person said; without an answer labelled.
    """
    assert shown_as(consent) == expected


@pytest.mark.parametrize("role", ["supported_person", "unpaid_carer"])
@pytest.mark.parametrize(
    ("consent", "expected"),
    [
        (Consent(choice="acknowledge", **ASKED), "Ann Lee"),
        (Consent(choice="not_asked"), None),
        (None, "A participant"),
    ],
)
def test_supported_people_and_carers_are_named_with_a_dated_answer_only(
    role: str, consent: Consent | None, expected: str | None
) -> None:
    """
    A record that nobody asked them is as good as a no.
    """
    assert shown_as(consent, roles=(role,)) == expected


def test_of_two_answers_the_stricter_holds() -> None:
    """
    Whoever may be named elsewhere is a label in what it gave without its name.
    """
    person = Participant(
        id="p",
        kind="person",
        naming="named",
        name="Ann Lee",
        consent=Consent(choice="acknowledge", **ASKED),
    )
    fixed: Any = {"kind": "example", "mode": "message", "contributors": ["p"]}
    open_one = Contribution(id="c1", **fixed)
    closed_one = Contribution(id="c2", consent=Consent(choice="anonymise", **ASKED), **fixed)

    edition = sdsnet.disclose(
        Dataset(id="d", title="D", participants=[person], contributions=[open_one, closed_one])
    ).dataset

    (kept,) = [one for one in edition.contributions if one.id == "c1"]
    (given_without_name,) = [one for one in edition.contributions if one.id != "c1"]
    assert kept.contributors == ("p",)
    assert "p" not in given_without_name.contributors
    assert edition.participants["p"].name == "Ann Lee"


def test_a_named_service_is_hidden_with_who_works_there() -> None:
    """
    And it stays named where nobody is tied to it who is hidden.
    """
    service = Participant(id="s", kind="service", naming="named", name="Example Street")
    person = Participant(id="p", kind="person", naming="named", name="Ann Lee")
    barrier = Barrier(id="b", title="No time", themes=("capacity_time",), raised_by=("s",))
    tie = Relation(id="r", kind="works_for", subject="p", object="s")
    fixed: Any = {"id": "d", "title": "D", "participants": [service, person], "barriers": [barrier]}

    with_tie = sdsnet.render(sdsnet.disclose(Dataset(relations=[tie], **fixed)).dataset)
    without = sdsnet.render(sdsnet.disclose(Dataset(**fixed)).dataset)

    assert "Example Street" not in with_tie
    assert "Example Street" in without


def test_contacts_leave_only_for_a_network_and_only_where_shared() -> None:
    """
    Not even those who may be named have their address made public.
    """
    contacts = (
        sdsnet.Contact(kind="email", value="shared@example.org", share="network"),
        sdsnet.Contact(kind="email", value="kept@example.org"),
    )
    body = Participant(
        id="o", kind="organisation", naming="named", name="Example Body", contacts=contacts
    )
    dataset = Dataset(id="d", title="D", participants=[body])

    public, network = (
        sdsnet.render(sdsnet.disclose(dataset, audience=audience).dataset)
        for audience in ("public", "network")
    )

    assert "@" not in public
    assert ("shared@" in network, "kept@" in network) == (True, False)


@pytest.mark.parametrize(("count", "roles"), [(4, ()), (5, ("provider",))])
def test_what_only_a_few_share_is_not_shown(count: int, roles: tuple[str, ...]) -> None:
    """
    Roles of a label are shown only where five hidden parties share them.
    """
    people = [
        Participant(
            id=f"p{n}", kind="person", naming="named", name=f"Ann X{n}", roles=("provider",)
        )
        for n in range(count)
    ]
    barrier = Barrier(
        id="b", title="T", themes=("technology",), raised_by=tuple(one.id for one in people)
    )

    edition = sdsnet.disclose(Dataset(id="d", title="D", participants=people, barriers=[barrier]))

    assert {one.roles for one in edition.dataset.participants} == {roles}


@pytest.mark.parametrize(
    ("threshold", "came", "shown"), [(None, 4, "fewer than 5"), (None, 5, "5"), (3, 3, "3")]
)
def test_a_small_total_is_not_a_number(threshold: int | None, came: int, shown: str) -> None:
    """
    The contributions to a call are counted under the rule for small numbers.
    """
    body = Participant(id="o", kind="organisation", naming="named", name="Example Body")
    call = Call(
        id="k",
        title="Call",
        issued_by=("o",),
        status="open",
        modes=("message",),
        default_consent="acknowledge",
        anonymity_offered=True,
    )
    given = [
        Contribution(id=f"c{n}", kind="example", mode="message", contributors=("o",), call="k")
        for n in range(came)
    ]
    dataset = Dataset(
        id="d",
        title="D",
        privacy=Privacy(suppress_below=threshold),
        participants=[body],
        calls=[call],
        contributions=given,
    )

    (totals,) = sdsnet.disclose(dataset).totals

    assert totals.contributions.shown_as == shown


def test_the_page_names_tests_that_there_are() -> None:
    """
    Each claim points to tests that anybody can run.
    """
    named = re.findall(r"`(tests/[\w/]+\.py)`", PAGE.read_text(encoding="utf-8"))

    assert len(named) > 10
    assert all((ROOT / name).is_file() for name in named)
