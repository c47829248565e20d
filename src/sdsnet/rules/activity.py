"""
Rules about initiatives, meetings and attempts to influence.
"""

from __future__ import annotations

from collections.abc import Iterator

from sdsnet.dataset import Dataset
from sdsnet.model import Record, Spread
from sdsnet.model.codelists import CODELISTS
from sdsnet.rules.dates import comes_before
from sdsnet.rules.loops import Link, loops
from sdsnet.rules.rule import Finding, rule, subject

__all__ = ["held_success", "later_meeting", "not_yet_held", "owned_voice", "wider_spread"]

_WIDTH = {key: width for width, key in enumerate(CODELISTS["level"].keys)}


@rule("E15", "planned-meeting-is-empty", "Nobody has attended a planned meeting or spoken at it.")
def not_yet_held(dataset: Dataset) -> Iterator[Finding]:
    """
    Find planned meetings at which something is said to have happened.
    """
    planned = {one.id for one in dataset.meetings if one.status == "planned"}
    if not planned:
        return
    for meeting in dataset.meetings:
        if meeting.id in planned:
            for field in ("attendance", "attendance_roles"):
                if getattr(meeting, field):
                    message = f"{subject(meeting)} is planned, so nobody has attended yet."
                    yield Finding(meeting, (field,), message)
    for record, field, meeting_id in _set_at_meetings(dataset):
        if meeting_id in planned:
            yield Finding(
                record,
                (field,),
                f"{subject(record)}: {field} {meeting_id!r} is planned, so nothing was said there "
                "yet. Set it to held, or leave it out here.",
            )


def _set_at_meetings(dataset: Dataset) -> Iterator[tuple[Record, str, str | None]]:
    """
    Yield what was said at meetings; questions may be planned, so question sets are not among it.
    """
    for observation in dataset.observations:
        yield observation, "meeting", observation.meeting
    for barrier in dataset.barriers:
        yield barrier, "raised_at", barrier.raised_at
    for contribution in dataset.contributions:
        yield contribution, "meeting", contribution.meeting


@rule("E16", "next-meeting-is-later", "The next meeting is another one, and not an earlier one.")
def later_meeting(dataset: Dataset) -> Iterator[Finding]:
    """
    Find meetings whose next one is earlier, or leads back to them.
    """
    links = []
    for meeting in dataset.meetings:
        if meeting.next_meeting is None:
            continue
        path = ("next_meeting",)
        following = dataset.meetings.get(meeting.next_meeting)
        if following is not None and comes_before(following.date, meeting.date):
            message = (
                f"{subject(meeting)}: next_meeting {meeting.next_meeting!r} is dated before it."
            )
            yield Finding(meeting, path, message)
        else:
            links.append(Link(meeting.id, meeting.next_meeting, meeting, path))
    for loop in loops(links):
        message = f"{subject(loop.link.record)}: next_meeting leads back to it{loop.way}."
        yield Finding(loop.link.record, loop.link.path, message)


@rule(
    "E29",
    "spread-goes-wider",
    "Work spreads to a wider level; who took it up there is named.",
    in_edition=False,
)
def wider_spread(dataset: Dataset) -> Iterator[Finding]:
    """
    Find work that spread to where it was, or that nobody took up.
    """
    for initiative in dataset.initiatives:
        for index, spread in enumerate(initiative.spread):
            for field, message in _spread(spread):
                yield Finding(
                    initiative,
                    ("spread", index, field),
                    f"{subject(initiative)}: {message}",
                )


def _spread(spread: Spread) -> Iterator[tuple[str, str]]:
    start, end = spread.from_level, spread.to_level
    if start in _WIDTH and end in _WIDTH and _WIDTH[end] <= _WIDTH[start]:
        yield "to_level", f"spread from {start} to {end} is not wider."
    if spread.status == "taken_up" and not spread.taken_up_by:
        yield "taken_up_by", f"spread to {end} is taken_up but does not say by whom (taken_up_by)."


@rule("E19", "success-has-holder", "A view of success says whose view it is.")
def held_success(dataset: Dataset) -> Iterator[Finding]:
    """
    Find views of success that nobody holds.
    """
    for influence in dataset.influences:
        for index, view in enumerate(influence.perceived_success):
            if not view.held_by:
                yield Finding(
                    influence,
                    ("perceived_success", index, "held_by"),
                    f"{subject(influence)}: a view of success must say who holds it.",
                )


@rule("E20", "voice-has-owner", "Support for a voice says whose voice it is.")
def owned_voice(dataset: Dataset) -> Iterator[Finding]:
    """
    Find support for the voice of nobody in particular.
    """
    for influence in dataset.influences:
        if influence.kind == "supporting_voice" and not influence.on_behalf_of_roles:
            yield Finding(
                influence,
                ("on_behalf_of_roles",),
                f"{subject(influence)} supports a voice but not whose (on_behalf_of_roles).",
            )
