"""
The order in which a report tells of the records, and the numbers that they get from it.

Records are numbered as they appear, so that whoever reads "Barrier 7" finds it by leafing onward.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Mapping
from itertools import chain
from typing import TypeVar

import attrs

from sdsnet.disclosure import Edition
from sdsnet.exporters.markdown.dates import sort_key
from sdsnet.model import (
    Barrier,
    Call,
    Contribution,
    Influence,
    Initiative,
    Meeting,
    Membership,
    Network,
    Observation,
    Participant,
    PracticeExample,
    Publication,
    QuestionSet,
    Recommendation,
    Record,
    Relation,
)
from sdsnet.model.codelists import Codelist

__all__ = ["Outline", "outline"]

R = TypeVar("R", bound=Record)
_DIGITS = re.compile("([0-9]+)")


@attrs.frozen(kw_only=True)
class Outline:
    """
    The records of an edition as a report orders them; every record stands in one place of it.

    Attributes:
        networks: By name.
        memberships: By the id of their network; those of no known one under "".
        participants: By kind, then by name.
        initiatives: By title.
        meetings: From early to late.
        asked_at: Question sets by the id of the meeting that they are told with; the rest under "".
        said_at: Observations by the id of the meeting where they were made; the rest under "".
        barriers: By their first theme, in the order of the themes; those without one under "".
        practice_examples: As the sources tell them.
        recommendations: As the sources tell them.
        influences: As the sources tell them.
        calls: From early to late.
        contributions: From early to late.
        publications: By title.
        relations: In the order of the edition.
        numbers: The number of each record among those it stands with, by id.
    """

    networks: tuple[Network, ...]
    memberships: Mapping[str, tuple[Membership, ...]]
    participants: Mapping[str, tuple[Participant, ...]]
    initiatives: tuple[Initiative, ...]
    meetings: tuple[Meeting, ...]
    asked_at: Mapping[str, tuple[QuestionSet, ...]]
    said_at: Mapping[str, tuple[Observation, ...]]
    barriers: Mapping[str, tuple[Barrier, ...]]
    practice_examples: tuple[PracticeExample, ...]
    recommendations: tuple[Recommendation, ...]
    influences: tuple[Influence, ...]
    calls: tuple[Call, ...]
    contributions: tuple[Contribution, ...]
    publications: tuple[Publication, ...]
    relations: tuple[Relation, ...]
    numbers: Mapping[str, int] = attrs.field(init=False)

    @numbers.default
    def _numbers_by_place(self) -> dict[str, int]:
        numbers = {}
        for field in attrs.fields(Outline):
            if field.init:
                held = getattr(self, field.name)
                records = chain(*held.values()) if isinstance(held, Mapping) else held
                numbers.update({record.id: n for n, record in enumerate(records, start=1)})
        return numbers


def outline(edition: Edition) -> Outline:
    """
    Put the records of an edition into the order of a report.
    """
    dataset, codelists = edition.dataset, edition.codelists
    meetings = _by_date(dataset.meetings)
    places = [meeting.id for meeting in meetings]
    themes, kinds = codelists["theme"].keys, codelists["participant_kind"].keys
    return Outline(
        networks=_by_name(dataset.networks),
        memberships=_gathered(dataset.memberships, lambda one: one.network, dataset.networks.ids),
        participants=_gathered(_by_name(dataset.participants), lambda one: one.kind, kinds),
        initiatives=_by_name(dataset.initiatives),
        meetings=meetings,
        asked_at=_gathered(dataset.question_sets, _meeting_of_questions(meetings), places),
        said_at=_gathered(
            _by_kind(_as_told(dataset.observations), codelists["observation_kind"]),
            lambda one: one.meeting,
            places,
        ),
        barriers=_gathered(_as_told(dataset.barriers), lambda one: (*one.themes, "")[0], themes),
        practice_examples=_as_told(dataset.practice_examples),
        recommendations=_as_told(dataset.recommendations),
        influences=_as_told(dataset.influences),
        calls=_by_date(dataset.calls),
        contributions=_by_date(dataset.contributions),
        publications=_by_name(dataset.publications),
        relations=tuple(dataset.relations),
    )


def _gathered(
    records: Iterable[R], key: Callable[[R], str | None], places: Iterable[str]
) -> dict[str, tuple[R, ...]]:
    """
    Gather records at the places that they belong to, in the order of the places; the rest under "".
    """
    held: dict[str, list[R]] = {place: [] for place in places}
    rest: list[R] = []
    for record in records:
        held.get(key(record) or "", rest).append(record)
    return {place: tuple(found) for place, found in [*held.items(), ("", rest)] if found}


def _by_name(records: Iterable[R]) -> tuple[R, ...]:
    return tuple(sorted(records, key=lambda one: _name(one).casefold()))


def _name(record: Record) -> str:
    names = (getattr(record, field, None) for field in ("name", "title", "description"))
    return next((str(name) for name in names if name), "")


def _by_date(records: Iterable[R]) -> tuple[R, ...]:
    return tuple(sorted(records, key=lambda one: sort_key(one.date)))


def _by_kind(observations: Iterable[Observation], kinds: Codelist) -> tuple[Observation, ...]:
    order = {key: place for place, key in enumerate(kinds.keys)}
    return tuple(sorted(observations, key=lambda one: order.get(one.kind, len(order))))


def _as_told(records: Iterable[R]) -> tuple[R, ...]:
    """
    Order records as their sources tell them: "point 2" before "point 10".
    """
    return tuple(sorted(records, key=lambda one: (one.source or "", _natural(one.locator or ""))))


def _natural(text: str) -> tuple[tuple[int, str], ...]:
    # Digits stand at the odd places, so that like is always compared with like.
    parts = [part.lstrip("0") if n % 2 else part for n, part in enumerate(_DIGITS.split(text))]
    return tuple((len(part) if n % 2 else 0, part) for n, part in enumerate(parts))


def _meeting_of_questions(meetings: Iterable[Meeting]) -> Callable[[QuestionSet], str | None]:
    """
    Tell each set of questions with the meeting it was put at, or else the first that lists it.
    """
    known: Container[str] = {meeting.id for meeting in meetings}
    listed = {key: one.id for one in reversed(tuple(meetings)) for key in one.question_sets}
    return lambda one: one.meeting if one.meeting in known else listed.get(one.id)
