"""
The rule about naming people who are supported or who care for somebody without pay.
"""

from __future__ import annotations

from collections.abc import Iterator

from sdsnet.dataset import Dataset
from sdsnet.model import Consent, Contribution, Participant
from sdsnet.rules.rule import Finding, rule, subject

__all__ = ["asked_before_named"]

_MOST_PROTECTED = frozenset({"supported_person", "unpaid_carer"})
_NO_ANSWER = "no dated answer from them is recorded."


@rule(
    "E27",
    "asked-before-named",
    "A supported person or unpaid carer is named only on their own dated answer.",
    in_edition=False,
)
def asked_before_named(dataset: Dataset) -> Iterator[Finding]:
    """
    Find people who would be named although no dated answer of their own is recorded.

    It looks at what would be shown: at the person's own answer for what is said of them anywhere,
    and at that and the contribution's for what they contributed. Where neither is recorded, the
    call's default decides. A name that stays hidden may be held without an answer.
    """
    people = {
        party.id: party
        for party in dataset.participants
        if party.naming == "named"
        and party.kind == "person"
        and not _MOST_PROTECTED.isdisjoint(party.roles)
    }
    for person in people.values():
        if _names(person.consent) and (missing := _missing(person.consent)):
            message = f"{subject(person)} may not be named: {_NO_ANSWER}"
            yield Finding(person, ("consent", missing), message)
    if people:
        yield from _named_contributors(dataset, people)


def _named_contributors(dataset: Dataset, people: dict[str, Participant]) -> Iterator[Finding]:
    for contribution in dataset.contributions:
        for key in contribution.contributors:
            # An answer of their own is judged with the person, for every mention at once.
            if key not in people or people[key].consent is not None:
                continue
            answer = contribution.consent
            named = _names(answer) if answer else _named_by_call(dataset, contribution)
            if named and (missing := _missing(answer)):
                message = f"{subject(contribution)} may not name {key!r}: {_NO_ANSWER}"
                path = ("consent", missing) if answer else ("consent",)
                yield Finding(contribution, path, message)


def _names(answer: Consent | None) -> bool:
    return answer is not None and answer.choice == "acknowledge" and not answer.withdrawn_on


def _named_by_call(dataset: Dataset, contribution: Contribution) -> bool:
    call = dataset.calls.get(contribution.call) if contribution.call else None
    return call is not None and call.default_consent == "acknowledge"


def _missing(answer: Consent | None) -> str | None:
    """
    Return the field that keeps an answer from being a dated answer of their own, if there is one.
    """
    if answer is None or answer.basis != "asked":
        return "basis"
    return None if answer.given_on else "given_on"
