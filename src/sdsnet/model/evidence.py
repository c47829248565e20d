"""
Evidence: what was said, what gets in the way, what is done, what is asked for.
"""

from __future__ import annotations

from sdsnet.model.fields import code, codes, flag, model, parts, ref, refs, text
from sdsnet.model.record import Record
from sdsnet.model.values import Consequence

__all__ = ["Barrier", "Observation", "PracticeExample", "Recommendation"]


@model
class Observation(Record):
    """
    One statement about how things are; the basic unit of evidence.
    """

    kind: str = code("What sort of statement it is.", "observation_kind")
    summary: str = text("The statement in the keeper's words.", "free_text")
    polarity: str = code("Whether it speaks well or ill of what it tells.", "polarity")
    said_by: tuple[str, ...] = refs("Who said it.", "Participant", voice=True, default=())
    said_by_roles: tuple[str, ...] = codes("Roles of those who said it.", "role", default=())
    reported_by: str | None = ref(
        "Who passed it on, if second hand.", "Participant", voice=True, default=None
    )
    about: tuple[str, ...] = refs("Parties it is about.", "Participant", default=())
    about_roles: tuple[str, ...] = codes("Roles it is about.", "role", default=())
    meeting: str | None = ref(
        "Meeting where it was said or seen.", "Meeting", disclosure="indirect", default=None
    )
    network: str | None = ref("Network it concerns.", "Network", default=None)
    question: str | None = ref("Question that it answers.", "Question", default=None)
    stated_as: str | None = code(
        "How firmly it is put, from fact to hearsay.", "stated_as", default=None
    )
    frequency_note: str | None = text(
        "How often it happens or is heard, in words.", "free_text", default=None
    )
    control: str | None = code("Whose it is to change what it tells of.", "control", default=None)
    control_roles: tuple[str, ...] = codes(
        "Roles whose help or restraint is needed.", "role", default=()
    )
    participation_step: str | None = code(
        "Step on the co-production ladder that it shows.", "participation_step", default=None
    )
    consequences: tuple[Consequence, ...] = parts(
        "What followed or may follow.", Consequence, default=()
    )
    contract_types: tuple[str, ...] = codes(
        "Kinds of contract concerned.", "contract_type", "indirect", default=()
    )
    sds_options: tuple[str, ...] = codes(
        "Support arrangements concerned.", "sds_option", default=()
    )
    service_type: str | None = text(
        "Kind of support or property concerned.", "indirect", default=None
    )
    raises: tuple[str, ...] = refs("Barriers that it points out.", "Barrier", default=())


@model
class Barrier(Record):
    """
    What gets in the way.
    """

    title: str = text("The barrier in a few words.", "free_text")
    summary: str | None = text("The barrier in more words.", "free_text", default=None)
    affects_roles: tuple[str, ...] = codes("Roles that it holds back.", "role", default=())
    raised_by: tuple[str, ...] = refs("Who named it.", "Participant", voice=True, default=())
    raised_by_roles: tuple[str, ...] = codes("Roles of those who named it.", "role", default=())
    raised_at: str | None = ref(
        "Meeting where it was named.", "Meeting", disclosure="indirect", default=None
    )
    about: tuple[str, ...] = refs("Parties it lies with.", "Participant", default=())
    part_of: str | None = ref("Wider barrier that it belongs to.", "Barrier", default=None)
    control: str | None = code("Whose it is to remove.", "control", default=None)
    control_roles: tuple[str, ...] = codes(
        "Roles whose help or restraint is needed.", "role", default=()
    )
    contract_types: tuple[str, ...] = codes(
        "Kinds of contract concerned.", "contract_type", "indirect", default=()
    )
    contract_as_written: str | None = text(
        "The source's own words for the contract.", "indirect", default=None
    )
    sds_options: tuple[str, ...] = codes(
        "Support arrangements concerned.", "sds_option", default=()
    )
    stated_as: str | None = code(
        "How firmly it is put, from fact to hearsay.", "stated_as", default=None
    )
    frequency_note: str | None = text("How often it comes up, in words.", "free_text", default=None)


@model
class PracticeExample(Record):
    """
    What somebody does or tried.
    """

    title: str = text("The practice in a few words.", "free_text")
    summary: str | None = text("The practice in more words.", "free_text", default=None)
    stage: str = code("How far it has got.", "practice_stage")
    rating: str | None = code("How well it is said to do.", "practice_rating", default=None)
    rating_by: str | None = code(
        "Whether the source or a coder rated it.", "rating_by", default=None
    )
    evidence: str | None = code("What the rating rests on.", "evidence", default=None)
    knowledge_source: str | None = code(
        "Kind of knowledge it comes from.", "knowledge_source", default=None
    )
    addresses: tuple[str, ...] = refs("Barriers that it answers.", "Barrier", default=())
    developed_by: tuple[str, ...] = refs("Who made it.", "Participant", voice=True, default=())
    network: str | None = ref("Network in which it grew.", "Network", default=None)
    initiative: str | None = ref("Work that it belongs to.", "Initiative", default=None)
    involves_roles: tuple[str, ...] = codes("Roles that take part.", "role", default=())
    result: str | None = text("What it led to.", "free_text", default=None)
    publications: tuple[str, ...] = refs("Texts that describe it.", "Publication", default=())


@model
class Recommendation(Record):
    """
    What somebody says should be done.
    """

    summary: str = text("What should be done.", "free_text")
    status: str = code("What has become of it.", "recommendation_status")
    proposed_by: tuple[str, ...] = refs("Who asks for it.", "Participant", voice=True, default=())
    addressed_to_roles: tuple[str, ...] = codes("Roles that are asked.", "role", default=())
    addressed_to: tuple[str, ...] = refs("Parties that are asked.", "Participant", default=())
    addresses: tuple[str, ...] = refs("Barriers that it would answer.", "Barrier", default=())
    rationale: str | None = text("Why it would help.", "free_text", default=None)
    both_directions: bool | None = flag("Whether it is meant to work both ways.", default=None)
    current_state: str | None = text("How far it happens now.", "free_text", default=None)
