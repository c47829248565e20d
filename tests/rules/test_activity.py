"""
Rules about initiatives, meetings and attempts to influence.
"""

from typing import Any

import pytest
from tests.rules.building import (
    barrier,
    contribution,
    influence,
    initiative,
    meeting,
    messages,
    observation,
    paths,
    question_set,
)

from sdsnet.model import Attendance, Record, Spread, SuccessView


@pytest.mark.parametrize(
    ("field", "value"),
    [("attendance", [Attendance(participant="p1")]), ("attendance_roles", ["provider"])],
)
def test_nobody_has_attended_a_planned_meeting(field: str, value: object) -> None:
    """
    Who came is known once a meeting was held.
    """
    planned = meeting("m2", status="planned", **{field: value})

    assert messages("E15", planned) == ["meetings 'm2' is planned, so nobody has attended yet."]
    assert paths("E15", planned) == [(field,)]
    assert messages("E15", meeting("m2", **{field: value})) == []


@pytest.mark.parametrize(
    ("record", "field"),
    [
        (observation("o1", meeting="m2"), "meeting"),
        (barrier("b1", raised_at="m2"), "raised_at"),
        (contribution("c1", meeting="m2"), "meeting"),
    ],
)
def test_nothing_was_said_at_a_planned_meeting(record: Record, field: str) -> None:
    """
    The record that says otherwise is the one that is named.
    """
    planned, held = meeting("m2", status="planned"), meeting("m2")

    assert messages("E15", planned, record) == [
        (
            f"{record.collection} {record.id!r}: {field} 'm2' is planned, so nothing was said "
            "there yet. Set it to held, or leave it out here."
        )
    ]
    assert paths("E15", planned, record) == [(field,)]
    assert messages("E15", held, meeting("m3", status="planned"), record) == []


def test_a_planned_meeting_may_have_questions() -> None:
    """
    What will be asked can be settled beforehand.
    """
    planned = meeting("m2", status="planned", question_sets=["q1"])

    assert messages("E15", planned, question_set("q1", meeting="m2")) == []


def test_the_next_meeting_is_not_earlier() -> None:
    """
    Dates are compared where both are known for certain.
    """
    first = meeting("m0", date="2012-09")

    assert messages("E16", first, meeting("m1", date="2012-10-03", next_meeting="m0")) == [
        "meetings 'm1': next_meeting 'm0' is dated before it."
    ]
    assert messages("E16", first, meeting("m1", date="2012", next_meeting="m0")) == []
    assert messages("E16", first, meeting("m1", next_meeting="m0")) == []
    assert messages("E16", first, meeting("m1", date="soon", next_meeting="m0")) == []
    assert messages("E16", meeting("m1", date="2012", next_meeting="m9")) == []


def test_the_next_meeting_is_another_one() -> None:
    """
    A meeting that follows itself is said to lead back to itself.
    """
    assert messages("E16", meeting("m1", next_meeting="m1")) == [
        "meetings 'm1': next_meeting leads back to it."
    ]


def test_meetings_do_not_go_round_in_circles() -> None:
    """
    A circle is reported once, at its lowest id.
    """
    circle = [
        meeting("m1", next_meeting="m3"),
        meeting("m2", next_meeting="m1"),
        meeting("m3", next_meeting="m2"),
    ]

    assert messages("E16", *circle) == [
        "meetings 'm1': next_meeting leads back to it through 'm3' and 1 more."
    ]
    assert messages("E16", *circle[:2]) == []


def test_a_circle_of_dated_meetings_is_one_problem() -> None:
    """
    Where the dates tell which step of a circle is wrong, only that step is reported.
    """
    there = meeting("m1", date="2012", next_meeting="m2")
    back = meeting("m2", date="2013", next_meeting="m1")

    assert messages("E16", there, back) == ["meetings 'm2': next_meeting 'm1' is dated before it."]


def test_work_spreads_to_a_wider_level() -> None:
    """
    Neither the same level nor a narrower one is wider.
    """
    narrower = initiative(
        spread=[Spread(from_level="national", to_level="local", status="ambition")]
    )
    same = initiative(spread=[Spread(from_level="local", to_level="local", status="ambition")])
    wider = initiative(spread=[Spread(from_level="local", to_level="uk", status="ambition")])
    unheard_of = initiative(spread=[Spread(from_level="tiny", to_level="uk", status="ambition")])
    unknown = initiative(spread=[Spread(from_level="local", to_level="wide", status="ambition")])

    assert messages("E29", narrower) == [
        "initiatives 'i1': spread from national to local is not wider."
    ]
    assert paths("E29", narrower) == [("spread", 0, "to_level")]
    assert messages("E29", same) == ["initiatives 'i1': spread from local to local is not wider."]
    assert messages("E29", wider) == []
    assert messages("E29", unknown) == []
    assert messages("E29", unheard_of) == []


def test_what_was_taken_up_was_taken_up_by_somebody() -> None:
    """
    An ambition needs nobody yet; what was taken up does.
    """
    spread: dict[str, Any] = {"from_level": "regional", "to_level": "national"}
    nobody = initiative(spread=[Spread(status="taken_up", **spread)])
    somebody = initiative(spread=[Spread(status="taken_up", taken_up_by=("p1",), **spread)])

    assert messages("E29", nobody) == [
        "initiatives 'i1': spread to national is taken_up but does not say by whom (taken_up_by)."
    ]
    assert paths("E29", nobody) == [("spread", 0, "taken_up_by")]
    assert messages("E29", somebody) == []


def test_a_view_of_success_has_a_holder() -> None:
    """
    A view that nobody holds is none.
    """
    views = [SuccessView(view="some", held_by="p1"), SuccessView(view="great")]
    attempt = influence(perceived_success=views)

    assert messages("E19", attempt) == ["influences 'f1': a view of success must say who holds it."]
    assert paths("E19", attempt) == [("perceived_success", 1, "held_by")]
    assert messages("E19", influence(perceived_success=views[:1])) == []


def test_support_for_a_voice_says_whose() -> None:
    """
    Who acts on its own account carries nobody else's voice.
    """
    assert messages("E20", influence("f2", kind="supporting_voice")) == [
        "influences 'f2' supports a voice but not whose (on_behalf_of_roles)."
    ]
    supported = influence(kind="supporting_voice", on_behalf_of_roles=["supported_person"])
    assert messages("E20", supported, influence("f2")) == []
