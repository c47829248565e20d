"""
The warning about records that look alike.
"""

import pytest
from tests.rules.building import meeting, membership, messages, observation, paths

from sdsnet.model import Attendance, Record


def test_memberships_entered_twice_are_worth_a_look() -> None:
    """
    All but the one with the lowest id are named.
    """
    twice = [membership(key, role="adviser") for key in ("x3", "x1", "x2")]

    assert messages("W05", *twice) == [
        f"memberships {key!r} looks like 'x1': the same participant, network, role and seat. "
        "Keep one, or say what tells them apart."
        for key in ("x2", "x3")
    ]
    assert paths("W05", *twice) == [(), ()]


@pytest.mark.parametrize(
    "fields",
    [
        {"participant": "p2"},
        {"network": "g2"},
        {"role": "chair"},
        {"representation": "through_host", "via": "p3"},
        {"date": "2012"},
    ],
)
def test_another_way_of_belonging_is_another_membership(fields: dict[str, str]) -> None:
    """
    Another party, network, role, seat or date tells memberships apart.
    """
    assert messages("W05", membership("x1"), membership("x2", **fields)) == []


def test_meetings_entered_twice_are_worth_a_look() -> None:
    """
    They need a date to be alike.
    """
    dated = {"network": "g1", "date": "2012-10-03"}

    assert messages("W05", meeting("m1", **dated), meeting("m2", **dated)) == [
        (
            "meetings 'm2' looks like 'm1': the same network, date, kind and title. "
            "Keep one, or say what tells them apart."
        )
    ]
    assert messages("W05", meeting("m1", **dated), meeting("m2", **dated, sequence=2)) == []
    assert messages("W05", meeting("m1", network="g1"), meeting("m2", network="g1")) == []


def test_statements_entered_twice_are_worth_a_look() -> None:
    """
    Voices count as a set, and what has neither voice nor meeting is never alike.
    """
    one = observation("o1", said_by=["p1", "p2"], meeting="m1")

    assert messages("W05", one, observation("o2", said_by=["p2", "p1"], meeting="m1")) == [
        (
            "observations 'o2' looks like 'o1': the same words, voices and meeting. "
            "Keep one, or say what tells them apart."
        )
    ]
    for fields in ({"said_by": ["p1"]}, {"meeting": "m1"}):
        assert len(messages("W05", observation("o1", **fields), observation("o2", **fields))) == 1
    assert messages("W05", observation("o1"), observation("o2")) == []


OTHERS: list[Record] = [
    observation("o2", said_by=["p1"], meeting="m2"),
    observation("o2", said_by=["p2"], meeting="m1"),
    observation("o2", said_by=["p1"], meeting="m1", summary="Another view"),
    observation("o2", said_by=["p1"], meeting="m1", source="t1", locator="page 7"),
]


@pytest.mark.parametrize("other", OTHERS)
def test_what_differs_in_one_point_is_another_statement(other: Record) -> None:
    """
    The same claim at two places of a source is recorded twice, on purpose.
    """
    assert messages("W05", observation("o1", said_by=["p1"], meeting="m1"), other) == []


def test_nobody_comes_twice_to_one_meeting() -> None:
    """
    A party that comes in two capacities, or for two others, is listed twice with reason.
    """
    came = Attendance(participant="p1")
    chairing = Attendance(participant="p1", capacity="chair")
    for_another = Attendance(participant="p1", on_behalf_of="p2")
    twice = meeting(attendance=[came, chairing, came])

    assert messages("W05", twice) == [
        (
            "meetings 'm1': 'p1' is listed twice among those who came. "
            "Keep one, or say in what capacity or on whose behalf."
        )
    ]
    assert paths("W05", twice) == [("attendance", 2)]
    assert messages("W05", meeting(attendance=[came, chairing, for_another])) == []
    assert messages("W05", meeting(attendance=[came]), meeting("m2", attendance=[came])) == []
