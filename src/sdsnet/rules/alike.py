"""
The warning about records that look alike.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from operator import attrgetter

from sdsnet.dataset import Dataset
from sdsnet.model import Meeting, Observation, Record
from sdsnet.rules.rule import Finding, rule, subject

__all__ = ["look_alikes"]

_same_membership = attrgetter(
    "participant", "network", "role", "representation", "via", "date"
)  # fmt: skip
_same_meeting = attrgetter("network", "title", "kind", "date", "sequence", "place", "venue")
_same_attendance = attrgetter("participant", "capacity", "on_behalf_of")


@rule("W05", "look-alike", "No two records tell of the same thing.", in_edition=False)
def look_alikes(dataset: Dataset) -> Iterator[Finding]:
    """
    Find what may have been entered twice: a hint to look, since two alike may still be two.

    Alike are memberships of the same participant in the same network, with the same role, kind of
    seat and date; meetings of one network, or of none, with the same date, kind, title, number and
    place; observations with the same words, by the same voices, at the same meeting, from the same
    place in a source; and a participant who stands twice among those who came to one meeting, in
    the same capacity and for the same party. Every record but the one with the lowest id is named.
    """
    memberships = _alike(dataset.memberships, _same_membership)
    yield from _findings(memberships, "the same participant, network, role and seat")
    dated = [meeting for meeting in dataset.meetings if meeting.date]
    yield from _findings(_alike(dated, _same_meeting), "the same network, date, kind and title")
    placed = [one for one in dataset.observations if one.said_by or one.meeting]
    yield from _findings(_alike(placed, _same_statement), "the same words, voices and meeting")
    for meeting in dataset.meetings:
        yield from _twice_at(meeting)


def _same_statement(statement: Observation) -> Hashable:
    return (
        statement.summary,
        frozenset(statement.said_by),
        statement.meeting,
        statement.date,
        statement.source,
        statement.locator,
    )


def _alike(
    records: Iterable[Record], key: Callable[..., Hashable]
) -> Iterator[tuple[Record, Record]]:
    """
    Yield records with the first of those that they are like, first by id.
    """
    records = tuple(records)
    if len(set(map(key, records))) == len(records):
        return
    first: dict[Hashable, Record] = {}
    for record in sorted(records, key=attrgetter("id")):
        other = first.setdefault(key(record), record)
        if other.id != record.id:
            yield other, record


def _findings(pairs: Iterable[tuple[Record, Record]], shared: str) -> Iterator[Finding]:
    for other, record in pairs:
        yield Finding(
            record,
            (),
            f"{subject(record)} looks like {other.id!r}: {shared}. "
            "Keep one, or say what tells them apart.",
        )


def _twice_at(meeting: Meeting) -> Iterator[Finding]:
    seen: set[Hashable] = set()
    for index, attendance in enumerate(meeting.attendance):
        key = _same_attendance(attendance)
        if key in seen:
            yield Finding(
                meeting,
                ("attendance", index),
                f"{subject(meeting)}: {attendance.participant!r} is listed twice among those who "
                "came. Keep one, or say in what capacity or on whose behalf.",
            )
        seen.add(key)
