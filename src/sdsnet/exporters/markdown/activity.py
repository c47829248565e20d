"""
Activity: work under way, meetings, what was asked and said there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sdsnet.exporters.markdown.draft import Draft
from sdsnet.exporters.markdown.evidence import observation
from sdsnet.exporters.markdown.facts import Fact, common, facts, listed, when
from sdsnet.exporters.markdown.naming import Names, day, text
from sdsnet.model import (
    Attendance,
    Initiative,
    Meeting,
    Observation,
    Phase,
    Question,
    QuestionSet,
    Spread,
)
from sdsnet.views.markup import (
    Inline,
    Item,
    bullets,
    heading,
    lines,
    paragraph,
    plain,
    strong,
)

__all__ = ["initiatives", "meetings", "questions"]


def initiatives(draft: Draft) -> Iterator[str]:
    """
    Write what work is under way or has been done.
    """
    if draft.dataset.initiatives:
        yield heading(2, Inline("Projects and other work"))
    for one in draft.outline.initiatives:
        yield heading(3, draft.names.title(one))
        yield bullets(_initiative(one, draft))


def _initiative(one: Initiative, draft: Draft) -> tuple[Item, ...]:
    names = draft.names
    return (
        *facts(
            [
                ("Kind", names.code("initiative_kind", one.kind)),
                ("Status", names.code("work_status", one.status)),
                ("How long it has run", text(one.duration_as_written)),
            ],
            [("Purpose", text(one.purpose))],
            [("Led by", names.parties(one.led_by)), ("Paid for by", names.parties(one.funded_by))],
            [("Work of", names.records([one.network]))],
            when(one),
        ),
        *listed("Strands", [Item(lines(strand)) for strand in one.strands]),
        *listed("Phases", [Item(_phase(phase, names)) for phase in one.phases]),
        *listed("How it spread", [_spread(spread, draft) for spread in one.spread]),
        *(
            listed("What has come of it", [Item(lines(result)) for result in one.results])
            or (Item(Inline("No result is recorded.")),)
        ),
        *facts([("Texts", names.records(one.publications))]),
        *common(one, names),
    )


def _phase(phase: Phase, names: Names) -> Inline:
    name = plain(phase.name)
    return Inline(f"{name}: {names.code('work_status', phase.status)}") if phase.status else name


def _spread(spread: Spread, draft: Draft) -> Item:
    names = draft.names
    start, end = names.code("level", spread.from_level), names.code("level", spread.to_level)
    return Item(
        Inline(f"{names.code('spread_status', spread.status)}: from {start} to {end}"),
        facts(
            [("Taken up by", names.parties(spread.taken_up_by)), ("Date", day(spread.date))],
            [("Why", text(spread.reason))],
        ),
    )


def meetings(draft: Draft) -> Iterator[str]:
    """
    Write each meeting: who came, what was asked and said, and what comes next.
    """
    yield heading(2, Inline("Meetings"))
    if not draft.outline.meetings:
        yield paragraph(Inline("No meeting is recorded."))
    for meeting in draft.outline.meetings:
        yield heading(3, draft.names.heading(meeting))
        yield bullets(_meeting(meeting, draft))
        yield from _who_came(meeting, draft)
        yield from _asked(meeting, draft)
        yield from _said(draft.outline.said_at.get(meeting.id, ()), draft)


def _meeting(meeting: Meeting, draft: Draft) -> tuple[Item, ...]:
    names = draft.names
    series = None if meeting.sequence is None else Inline(str(meeting.sequence))
    return (
        *facts(
            when(meeting) if when(meeting)[0][1] else [("Date", Inline("not stated"))],
            [("Venue", text(meeting.venue))],
            [
                ("Kind", names.code("meeting_kind", meeting.kind)),
                ("Status", names.code("meeting_status", meeting.status)),
                ("Number in its series", series),
            ],
            [("Network", names.records([meeting.network]))],
            [("Purpose", text(meeting.purpose))],
        ),
        *listed("What was done", [Item(lines(one)) for one in meeting.activities]),
        *common(meeting, names),
        *facts([("Next meeting", names.records([meeting.next_meeting]))]),
    )


def _who_came(meeting: Meeting, draft: Draft) -> Iterator[str]:
    if meeting.status == "planned" and not meeting.attendance and not meeting.attendance_roles:
        return
    yield heading(4, Inline("Who came"))
    yield bullets([_attendance(one, draft) for one in meeting.attendance])
    if meeting.attendance_roles:
        roles = draft.names.codes("role", meeting.attendance_roles)
        yield paragraph(Inline(f"Roles that were there: {roles}."))
    elif not meeting.attendance:
        yield paragraph(Inline("Who came is not stated."))


def _attendance(held: Attendance, draft: Draft) -> Item:
    names = draft.names
    party = draft.dataset.participants.get(held.participant)
    return Item(
        strong(names.party(held.participant)),
        facts(
            [("How many", names.quantity(party.quantity) if party else None)],
            [
                ("As", text(held.capacity)),
                ("For", names.parties([held.on_behalf_of])),
                ("Asked by", names.parties([held.invited_by])),
            ],
        ),
    )


def _asked(meeting: Meeting, draft: Draft) -> Iterator[str]:
    told_here = draft.outline.asked_at.get(meeting.id, ())
    here = {one.id for one in told_here}
    elsewhere = [key for key in meeting.question_sets if key not in here]
    if told_here or elsewhere:
        yield heading(4, Inline("What was asked"))
    yield bullets([_question_set(one, draft, meeting) for one in told_here])
    if elsewhere:
        yield paragraph(Inline(f"Put here too: {draft.names.records(elsewhere)}."))


def _said(observations: Sequence[Observation], draft: Draft) -> Iterator[str]:
    if observations:
        yield heading(4, Inline("What was said and seen"))
        yield bullets([observation(one, draft) for one in observations])


def questions(draft: Draft) -> Iterator[str]:
    """
    Write the questions that belong to no meeting.
    """
    held = draft.outline.asked_at.get("")
    if held:
        yield heading(2, Inline("Questions outside of meetings"))
        yield bullets([_question_set(one, draft) for one in held])


def _question_set(one: QuestionSet, draft: Draft, told_at: Meeting | None = None) -> Item:
    names = draft.names
    title = strong(Inline(f"{names.number(one)}: {names.code('question_kind', one.kind)}"))
    asked_of = names.codes("role", one.asked_of)
    met_elsewhere = None if told_at and one.meeting == told_at.id else one.meeting
    groups: Iterable[Iterable[Fact]] = (
        [
            ("Put at", names.records([met_elsewhere])),
            ("Work", names.records([one.initiative])),
            ("Phase", names.records([one.phase])),
            ("Network", names.records([one.network])),
        ],
        [
            ("Looked over by", names.parties(one.reviewed_by)),
            ("Looked over at", names.numbers([one.reviewed_at])),
        ],
        when(one),
    )
    asked = [_question(question, draft) for question in one.questions]
    return Item(
        Inline(f"{title}, asked of: {asked_of}") if asked_of else title,
        (*facts(*groups), *listed("Questions", asked), _completeness(one), *common(one, names)),
    )


def _completeness(one: QuestionSet) -> Item:
    if not one.questions:
        return Item(Inline("The questions themselves are not recorded."))
    if one.complete:
        return Item(Inline("These are all of its questions."))
    return Item(Inline("There were other questions too, which are not recorded."))


def _question(question: Question, draft: Draft) -> Item:
    answers = draft.pointing(Observation, "question", question.id)
    told = draft.names.numbers(one.id for one in answers)
    answer = Inline(f"Answered in: {told}" if told else "No answer is recorded.")
    return Item(lines(question.text), (Item(answer),))
