"""
The rule about naming people who are supported or who care for somebody without pay.
"""

import pytest
from tests.rules.building import call, contribution, messages, participant, paths

from sdsnet.model import Consent, Participant, Record

ASKED = Consent(choice="acknowledge", basis="asked", given_on="2012-03-04")
UNDATED = Consent(choice="acknowledge", basis="asked")
BY_DEFAULT = Consent(choice="acknowledge", basis="call_default", given_on="2012-03-04")
NOT_NAMED = [
    Consent(choice="anonymise"),
    Consent(choice="withhold"),
    Consent(choice="not_asked"),
    Consent(choice="acknowledge", basis="call_default", withdrawn_on="2013"),
]
FOR_THE_PERSON = "participants 'p1' may not be named: no dated answer from them is recorded."
FOR_THE_MENTION = "contributions 'c1' may not name 'p1': no dated answer from them is recorded."


def person(consent: Consent | None = None, role: str = "supported_person") -> Participant:
    """
    Make a named person with one role.
    """
    return participant(kind="person", roles=["community_member", role], consent=consent)


@pytest.mark.parametrize("role", ["supported_person", "unpaid_carer"])
def test_a_person_is_named_only_on_a_dated_answer_of_their_own(role: str) -> None:
    """
    Without a date, or known in another way than by asking, an answer is not enough.
    """
    assert messages("E27", person(UNDATED, role)) == [FOR_THE_PERSON]
    assert messages("E27", person(BY_DEFAULT, role)) == [FOR_THE_PERSON]
    assert messages("E27", person(ASKED, role)) == []


def test_the_field_that_is_missing_is_pointed_at() -> None:
    """
    How it is known comes before when it was said.
    """
    assert paths("E27", person(UNDATED)) == [("consent", "given_on")]
    assert paths("E27", person(BY_DEFAULT)) == [("consent", "basis")]


@pytest.mark.parametrize("consent", [None, *NOT_NAMED])
def test_a_name_that_stays_hidden_may_be_held(consent: Consent | None) -> None:
    """
    A name is held so that it can be looked for in texts; it needs no answer for that.
    """
    assert messages("E27", person(consent), contribution()) == []


@pytest.mark.parametrize(
    "party",
    [
        participant(kind="person", roles=["practitioner"], consent=UNDATED),
        participant(kind="organisation", roles=["supported_person"], consent=UNDATED),
        participant(
            kind="person",
            naming="unnamed",
            name=None,
            description="a resident",
            roles=["supported_person"],
            consent=UNDATED,
        ),
    ],
)
def test_others_may_be_named_on_any_answer(party: Participant) -> None:
    """
    The rule is about persons with a name who are supported or care for somebody.
    """
    default = call("k1", default_consent="acknowledge")

    assert messages("E27", party, default, contribution(call="k1", consent=UNDATED)) == []


def test_an_answer_for_a_contribution_is_dated_too() -> None:
    """
    An answer that is given with a contribution names its contributors.
    """
    undated = contribution(consent=UNDATED)

    assert messages("E27", person(), undated) == [FOR_THE_MENTION]
    assert paths("E27", person(), undated) == [("consent", "given_on")]
    assert messages("E27", person(), contribution(consent=ASKED)) == []


def test_what_a_call_promises_is_no_answer() -> None:
    """
    Where nothing is recorded, a call that names all who answer would name the person.
    """
    answer = contribution(call="k1")
    default = call("k1", default_consent="acknowledge")

    assert messages("E27", person(), default, answer) == [FOR_THE_MENTION]
    assert paths("E27", person(), default, answer) == [("consent",)]


QUIET: list[tuple[Record, ...]] = [
    (person(ASKED), contribution(call="k1")),
    (person(ASKED), contribution(call="k1", consent=BY_DEFAULT)),
    *((person(consent), contribution(call="k1")) for consent in NOT_NAMED),
    *((person(consent), contribution(consent=UNDATED)) for consent in NOT_NAMED),
    *((person(), contribution(call="k1", consent=consent)) for consent in NOT_NAMED),
    (person(), contribution(call="missing")),
    (person(), contribution(call="k1", contributors=["p2"])),
]


@pytest.mark.parametrize("records", QUIET)
def test_the_strictest_recorded_answer_counts(records: tuple[Record, ...]) -> None:
    """
    A recorded answer comes before the call's default, and the stricter of two before the other.
    """
    default = call("k1", default_consent="acknowledge")

    assert messages("E27", default, *records) == []


def test_a_call_that_names_nobody_needs_no_answer() -> None:
    """
    Where the call itself keeps names back, nobody need be asked.
    """
    assert messages("E27", person(), call("k1"), contribution(call="k1")) == []


def test_one_missing_answer_is_told_once() -> None:
    """
    A person whose own answer is not enough is not named again with each contribution.
    """
    default = call("k1", default_consent="acknowledge")

    told = messages("E27", person(UNDATED), default, contribution(call="k1", consent=UNDATED))

    assert told == [FOR_THE_PERSON]
