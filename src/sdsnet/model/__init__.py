"""
The domain model: what a dataset of a practice network holds.

Records are frozen, slotted, keyword-only attrs classes; every field is declared once, by
`model.fields`. Nothing here reads or writes anything, and nothing here knows a file format.
"""

from __future__ import annotations

from sdsnet.model.activity import (
    Attendance,
    Influence,
    Initiative,
    Meeting,
    Phase,
    Question,
    QuestionSet,
    Spread,
    SuccessView,
)
from sdsnet.model.evidence import Barrier, Observation, PracticeExample, Recommendation
from sdsnet.model.exchange import (
    Call,
    CallContact,
    Contribution,
    Publication,
    Responses,
    Scope,
    Topic,
)
from sdsnet.model.fields import Value, evolve
from sdsnet.model.header import AudienceRule, Header, Privacy
from sdsnet.model.links import Relation
from sdsnet.model.people import Membership, Network, Participant, StatusReport
from sdsnet.model.record import Record
from sdsnet.model.values import Consent, Consequence, Contact, Engagement, Outcome, Quantity

__all__ = [
    "DOCUMENT_TYPES",
    "RECORD_TYPES",
    "Attendance",
    "AudienceRule",
    "Barrier",
    "Call",
    "CallContact",
    "Consent",
    "Consequence",
    "Contact",
    "Contribution",
    "Engagement",
    "Header",
    "Influence",
    "Initiative",
    "Meeting",
    "Membership",
    "Network",
    "Observation",
    "Outcome",
    "Participant",
    "Phase",
    "PracticeExample",
    "Privacy",
    "Publication",
    "Quantity",
    "Question",
    "QuestionSet",
    "Recommendation",
    "Record",
    "Relation",
    "Responses",
    "Scope",
    "Spread",
    "StatusReport",
    "SuccessView",
    "Topic",
    "Value",
    "evolve",
]

#: The fifteen record types, in the order in which a dataset lists them.
RECORD_TYPES: tuple[type[Record], ...] = (
    Participant,
    Network,
    Membership,
    Initiative,
    Meeting,
    QuestionSet,
    Observation,
    Barrier,
    PracticeExample,
    Recommendation,
    Influence,
    Call,
    Contribution,
    Publication,
    Relation,
)

#: What a document holds: the header, and records of the fifteen types.
DOCUMENT_TYPES: tuple[type[Value], ...] = (Header, *RECORD_TYPES)
