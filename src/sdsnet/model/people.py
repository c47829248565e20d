"""
People and bodies: who takes part, where they come together, and how they belong.
"""

from __future__ import annotations

from sdsnet.model.fields import (
    Value,
    code,
    codes,
    day,
    flag,
    model,
    part,
    parts,
    ref,
    refs,
    text,
    texts,
)
from sdsnet.model.record import Record
from sdsnet.model.values import Consent, Contact

__all__ = ["Membership", "Network", "Participant", "StatusReport"]


@model
class StatusReport(Value):
    """
    How a network stood, according to somebody.
    """

    status: str = code("How the network stood.", "network_status")
    since: str | None = day("From when.", "indirect", default=None)
    reason: str | None = code("Why.", "status_reason", default=None)
    reason_according_to: tuple[str, ...] = refs(
        "Whose reason it is.", "Participant", voice=True, default=()
    )
    according_to: tuple[str, ...] = refs(
        "Who reports the status.", "Participant", voice=True, default=()
    )
    note: str | None = text("Anything more about it.", "free_text", default=None)


@model
class Participant(Record):
    """
    A person, organisation, service or set of parties that takes part or is spoken of.
    """

    kind: str = code("Person, organisation, service or a set of parties.", "participant_kind")
    naming: str = code(
        "Whether the party is named, unnamed in its source, or anonymised.", "naming"
    )
    name: str | None = text(
        "The name it goes by; only for a named party.", "identifying", default=None
    )
    aliases: tuple[str, ...] = texts("Other names for the same party.", "identifying", default=())
    org_id: str | None = text(
        "Register number with the prefix of its list.", "identifying", default=None
    )
    url: str | None = text("Address of the party's own page.", "identifying", default=None)
    description: str | None = text(
        "Who the party is without giving its name away; the label stands here once it is "
        "protected.",
        "free_text",
        default=None,
    )
    roles: tuple[str, ...] = codes(
        "What it does in self-directed support.", "role", "indirect", default=()
    )
    sector: str | None = code("Sector it belongs to.", "sector", "indirect", default=None)
    sectors: tuple[str, ...] = codes(
        "Mix of sectors within a set of parties.", "sector", "indirect", default=()
    )
    contacts: tuple[Contact, ...] = parts(
        "Ways to reach the party.", Contact, "contact", default=()
    )
    consent: Consent | None = part(
        "Its general answer about being named.", Consent, "internal", default=None
    )


@model
class Network(Record):
    """
    Where participants come together: a forum, a group, a board, a community of practice.
    """

    kind: str = code("What sort of network it is.", "network_kind")
    status_history: tuple[StatusReport, ...] = parts(
        "Reports of how it stood, in order; the last one is current.", StatusReport
    )
    name: str | None = text("The network's name, if it has one.", "free_text", default=None)
    description: str | None = text(
        "What the network is; needed where it has no name.", "free_text", default=None
    )
    purposes: tuple[str, ...] = texts("What it is for, in order.", "free_text", default=())
    convened_by: tuple[str, ...] = refs(
        "Who brings it together.", "Participant", voice=True, default=()
    )
    initiative: str | None = ref("Project that it belongs to.", "Initiative", default=None)
    joining: str | None = code("How members normally come in.", "invitation", default=None)
    lasts: str | None = text("How long it is meant to exist.", "free_text", default=None)


@model
class Membership(Record):
    """
    The tie of one participant to one network; one record for each way of belonging.
    """

    participant: str = ref("The party that belongs, or is kept out.", "Participant", voice=True)
    network: str = ref("The network in question.", "Network")
    role: str | None = code("Part it plays there.", "membership_role", default=None)
    representation: str = code(
        "Whether it has its own seat or sits through somebody else.", "representation"
    )
    invitation: str = code("How it was asked, if it was.", "invitation")
    involvement: str = code("How far it takes part.", "involvement")
    via: str | None = ref("Party that carries the seat for it.", "Participant", default=None)
    invited_by: tuple[str, ...] = refs("Who asked it to come.", "Participant", default=())
    felt_excluded: bool | None = flag(
        "Whether it felt shut out; needs according_to.", "indirect", default=None
    )
    exclusion_reason: str | None = text("Why it thinks it was shut out.", "indirect", default=None)
