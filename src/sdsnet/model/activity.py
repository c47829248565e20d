"""
Activity: work under way, dated gatherings, what was asked, attempts to change things.
"""

from __future__ import annotations

from sdsnet.model.fields import (
    Value,
    code,
    codes,
    day,
    flag,
    model,
    number,
    part,
    parts,
    ref,
    refs,
    text,
    texts,
)
from sdsnet.model.record import Record
from sdsnet.model.values import Outcome, Quantity

__all__ = [
    "Attendance",
    "Influence",
    "Initiative",
    "Meeting",
    "Phase",
    "Question",
    "QuestionSet",
    "Spread",
    "SuccessView",
]


@model
class Phase(Value):
    """
    A stage of an initiative.
    """

    id: str = text("Key of the phase, in the same space as record ids.", "structural")
    name: str = text("What the phase is called.", "free_text")
    status: str | None = code("How far the phase has got.", "work_status", default=None)


@model
class Spread(Value):
    """
    How a piece of work travelled, or was meant to, to a wider level.
    """

    from_level: str = code("Level it began at.", "level")
    to_level: str = code("Wider level it reached or aimed for.", "level")
    status: str = code("Taken up, hoped for, or hoped for in vain.", "spread_status")
    taken_up_by: tuple[str, ...] = refs("Who took it up there.", "Participant", default=())
    date: str | None = day("When it was taken up.", "indirect", default=None)
    reason: str | None = text("Why it did or did not spread.", "free_text", default=None)


@model
class Initiative(Record):
    """
    Work under way: a project, programme, fund, scheme, campaign or piece of work.
    """

    title: str = text("What the work is called.", "free_text")
    kind: str = code("Project, programme, fund or other form of work.", "initiative_kind")
    status: str = code("How far the work has got.", "work_status")
    purpose: str | None = text("What the work is meant to achieve.", "free_text", default=None)
    led_by: tuple[str, ...] = refs("Who runs it.", "Participant", voice=True, default=())
    funded_by: tuple[str, ...] = refs("Who pays for it.", "Participant", default=())
    strands: tuple[str, ...] = texts(
        "Lines of work that run side by side.", "free_text", default=()
    )
    phases: tuple[Phase, ...] = parts("Stages it goes through, in order.", Phase, default=())
    network: str | None = ref("Network whose work it is.", "Network", default=None)
    spread: tuple[Spread, ...] = parts(
        "How it travelled, or was meant to, to a wider level.", Spread, default=()
    )
    results: tuple[str, ...] = texts("What has come of it so far.", "free_text", default=())
    duration_as_written: str | None = text(
        "The source's own words for how long it has run.", "indirect", default=None
    )
    publications: tuple[str, ...] = refs("Texts that came out of it.", "Publication", default=())


@model
class Attendance(Value):
    """
    One party at one meeting.
    """

    participant: str = ref("Who came.", "Participant", voice=True)
    capacity: str | None = text("In what function, in words.", "indirect", default=None)
    on_behalf_of: str | None = ref("For whom.", "Participant", default=None)
    invited_by: str | None = ref("Who asked them to come.", "Participant", default=None)


@model
class Meeting(Record):
    """
    A gathering, past or planned.
    """

    title: str = text("What the gathering is called.", "free_text")
    kind: str = code("What sort of gathering it is.", "meeting_kind")
    status: str = code("Planned, held, postponed or cancelled.", "meeting_status")
    network: str | None = ref("Network that met.", "Network", default=None)
    sequence: int | None = number("Its number in a series, from 1.", default=None)
    venue: str | None = text("Building or room.", "indirect", default=None)
    purpose: str | None = text("What the meeting is for.", "free_text", default=None)
    attendance: tuple[Attendance, ...] = parts("Who came.", Attendance, default=())
    attendance_roles: tuple[str, ...] = codes(
        "Which roles were there, when no more is known.", "role", default=()
    )
    activities: tuple[str, ...] = texts("What was done there.", "free_text", default=())
    question_sets: tuple[str, ...] = refs("Questions that were put.", "QuestionSet", default=())
    next_meeting: str | None = ref("The meeting that follows.", "Meeting", default=None)


@model
class Question(Value):
    """
    One question of a set.
    """

    id: str = text("Key of the question, in the same space as record ids.", "structural")
    text: str = text("The question.", "free_text")


@model
class QuestionSet(Record):
    """
    What was asked: an agenda, a research framework, a guiding question.
    """

    kind: str = code("Agenda, research framework or guiding question.", "question_kind")
    asked_of: tuple[str, ...] = codes("Roles that the questions are for.", "role", default=())
    complete: bool = flag("Whether all questions of the set are listed.")
    questions: tuple[Question, ...] = parts("The questions, in order.", Question, default=())
    meeting: str | None = ref(
        "Meeting they were put at.", "Meeting", disclosure="indirect", default=None
    )
    initiative: str | None = ref("Work they belong to.", "Initiative", default=None)
    phase: str | None = ref("Phase of that initiative.", "Phase", default=None)
    network: str | None = ref("Network they guide.", "Network", default=None)
    reviewed_by: tuple[str, ...] = refs(
        "Who looked the questions over.", "Participant", voice=True, default=()
    )
    reviewed_at: str | None = ref(
        "Meeting at which they were looked over.", "Meeting", disclosure="indirect", default=None
    )


@model
class SuccessView(Value):
    """
    How much success somebody sees; always a view with a holder.
    """

    view: str = code("How much success the holder sees.", "perceived_success")
    # A view without a holder has a rule and a message of its own, E19.
    held_by: str | None = ref("Whose view it is.", "Participant", voice=True, default=None)
    quantity: Quantity | None = part("How many hold it.", Quantity, default=None)
    locator: str | None = text("Where in the source it stands.", "indirect", default=None)
    overlaps: str | None = code(
        "Other view that some of the same holders also took.", "perceived_success", default=None
    )
    note: str | None = text("Anything more about it.", "free_text", default=None)


@model
class Influence(Record):
    """
    An attempt to change policy or practice.
    """

    kind: str = code("On its own account, or in support of another's voice.", "influence_kind")
    summary: str = text("What was tried.", "free_text")
    by: tuple[str, ...] = refs("Who tried it.", "Participant", voice=True)
    towards: tuple[str, ...] = refs("Parties it was aimed at.", "Participant", default=())
    towards_roles: tuple[str, ...] = codes("Roles it was aimed at.", "role", default=())
    towards_networks: tuple[str, ...] = refs("Networks it was aimed at.", "Network", default=())
    on_behalf_of_roles: tuple[str, ...] = codes("Roles whose voice it carried.", "role", default=())
    means: tuple[str, ...] = codes("Ways that were used.", "influence_means", default=())
    supported_by: tuple[str, ...] = refs("Who backed it.", "Participant", voice=True, default=())
    joint_with: tuple[str, ...] = refs(
        "Who did it together with them.", "Participant", voice=True, default=()
    )
    reason: str | None = text("Why it was tried.", "free_text", default=None)
    sds_options: tuple[str, ...] = codes(
        "Support arrangements concerned.", "sds_option", default=()
    )
    part_of: str | None = ref("Wider attempt that it belongs to.", "Influence", default=None)
    barriers: tuple[str, ...] = refs("Barriers that stood in its way.", "Barrier", default=())
    answers: tuple[str, ...] = refs(
        "What it takes up.", "Recommendation", "Contribution", default=()
    )
    outcomes: tuple[Outcome, ...] = parts("What came of it.", Outcome, default=())
    perceived_success: tuple[SuccessView, ...] = parts(
        "How well it went, in whose eyes.", SuccessView, default=()
    )
