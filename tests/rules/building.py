"""
What the tests of rules share: small datasets, records with little in them, and what a rule says.
"""

import random
from collections.abc import Iterable
from typing import Any

from sdsnet.dataset import Dataset
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
    Record,
    Relation,
    StatusReport,
)
from sdsnet.rules import RULES, Finding, Rule

RULE = {rule.code: rule for rule in RULES}


def dataset(*records: Record, **header: Any) -> Dataset:
    """
    Make a dataset of records of any types.
    """
    fields: dict[str, Any] = {"id": "d", "title": "D", **header}
    for record in records:
        fields.setdefault(record.collection, []).append(record)
    return Dataset(**fields)


def findings(rule: Rule, records: Iterable[Record], **header: Any) -> list[Finding]:
    """
    Return what a rule finds, after seeing that it finds the same in whatever order records come.
    """
    order = list(records)
    found = _sorted(rule(dataset(*order, **header)))
    for seed in range(4):
        random.Random(seed).shuffle(order)  # noqa: S311 - nothing secret is drawn here
        assert _sorted(rule(dataset(*order, **header))) == found, "depends on the order of records"
    return found


def _sorted(found: Iterable[Finding]) -> list[Finding]:
    return sorted(found, key=lambda one: (one.message, str(one.path)))


def messages(code: str, *records: Record, **header: Any) -> list[str]:
    """
    Return the messages of one rule, sorted.
    """
    return [one.message for one in findings(RULE[code], records, **header)]


def paths(code: str, *records: Record, **header: Any) -> list[tuple[str | int, ...]]:
    """
    Return the places that one rule points at, in the order of its messages.
    """
    return [one.path for one in findings(RULE[code], records, **header)]


def participant(key: str = "p1", **fields: Any) -> Participant:
    """
    Make a named organisation, or what the fields say instead.
    """
    given: dict[str, Any] = {"kind": "organisation", "naming": "named", "name": "Any Body"}
    return Participant(id=key, **given | fields)


def network(*reports: StatusReport, **fields: Any) -> Network:
    """
    Make a network with a history, active if none is given.
    """
    history = reports or (StatusReport(status="active"),)
    given: dict[str, Any] = {"id": "g1", "kind": "working_group", "name": "Any Group"}
    return Network(status_history=history, **given | fields)


def membership(key: str = "x", **fields: Any) -> Membership:
    """
    Make a membership of one participant in one network, with nothing special about it.
    """
    given: dict[str, Any] = {
        "participant": "p1",
        "network": "g1",
        "representation": "direct",
        "invitation": "open",
        "involvement": "member",
    }
    return Membership(id=key, **given | fields)


def initiative(key: str = "i1", **fields: Any) -> Initiative:
    """
    Make a project under way.
    """
    return Initiative(id=key, title="Any work", kind="project", status="under_way", **fields)


def meeting(key: str = "m1", **fields: Any) -> Meeting:
    """
    Make a forum that was held.
    """
    given: dict[str, Any] = {"title": "Any meeting", "kind": "forum", "status": "held"}
    return Meeting(id=key, **given | fields)


def question_set(key: str = "q1", **fields: Any) -> QuestionSet:
    """
    Make an agenda of which the questions are not all known.
    """
    given: dict[str, Any] = {"kind": "agenda", "complete": False}
    return QuestionSet(id=key, **given | fields)


def observation(key: str = "o1", **fields: Any) -> Observation:
    """
    Make a view that is neither good nor bad.
    """
    given: dict[str, Any] = {"kind": "view", "summary": "Any view", "polarity": "neutral"}
    return Observation(id=key, **given | fields)


def barrier(key: str = "b1", **fields: Any) -> Barrier:
    """
    Make a barrier with a title only.
    """
    return Barrier(id=key, title="Any barrier", **fields)


def example(key: str = "e1", **fields: Any) -> PracticeExample:
    """
    Make a practice that is in use.
    """
    return PracticeExample(id=key, title="Any practice", stage="in_use", **fields)


def influence(key: str = "f1", **fields: Any) -> Influence:
    """
    Make an attempt that a party made on its own account.
    """
    given: dict[str, Any] = {"kind": "own", "summary": "Any attempt", "by": ["p1"]}
    return Influence(id=key, **given | fields)


def call(key: str = "c1", **fields: Any) -> Call:
    """
    Make a call that takes messages.
    """
    given: dict[str, Any] = {
        "title": "Any call",
        "issued_by": ["p1"],
        "status": "open",
        "modes": ["message"],
        "default_consent": "anonymise",
        "anonymity_offered": True,
    }
    return Call(id=key, **given | fields)


def contribution(key: str = "c1", **fields: Any) -> Contribution:
    """
    Make a view that was posted as a message.
    """
    given: dict[str, Any] = {"kind": "view", "mode": "message", "contributors": ["p1"]}
    return Contribution(id=key, **given | fields)


def publication(key: str = "t1", **fields: Any) -> Publication:
    """
    Make a report that is out.
    """
    return Publication(id=key, title="Any text", kind="report", status="published", **fields)


def relation(key: str, subject: str, kind: str, object_: str) -> Relation:
    """
    Make a link between two records.
    """
    return Relation(id=key, subject=subject, kind=kind, object=object_)
