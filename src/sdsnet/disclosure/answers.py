"""
The answers that bear on a record: whose they are, what they come to, and which one decides.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from sdsnet.dataset import Dataset
from sdsnet.disclosure.policy import Policy, answer_of, choice_in, choice_of, strictest
from sdsnet.disclosure.protect import Protection
from sdsnet.model import Contribution, Participant, Record
from sdsnet.model.references import references

__all__ = ["AnswerFound", "answers_on"]


@attrs.frozen
class AnswerFound:
    """
    One answer, or default in place of one, that bears on a record.

    Attributes:
        party: Id of the party that it is about.
        whose: What it comes from: `participant`, `contribution`, `call default`, `dataset default`.
        source: Id of the record in which it stands; empty for the dataset.
        choice: What it comes to: `acknowledge`, `anonymise` or `withhold`.
        applies: Whether it is the one that decides.
    """

    party: str
    whose: str
    source: str
    choice: str
    applies: bool


def answers_on(protection: Protection, record: Record) -> tuple[AnswerFound, ...]:
    """
    Return the answers that bear on a record: on the party that it is, or on its voices.
    """
    return tuple(dict.fromkeys(_answers(protection, record)))


def _answers(protection: Protection, record: Record) -> Iterator[AnswerFound]:
    dataset, policy = protection.dataset, protection.policy
    held = dataset.contributions
    scopes = [record] if isinstance(record, Contribution) else []
    scopes += [held[key] for key in protection.offered_by.get(record.id, ())]
    if isinstance(record, Participant):
        yield from _for(record, None, dataset, policy)
        for reference in dataset.references_to(record.id):
            if isinstance(reference.record, Contribution) and reference.declaration.voice:
                yield from _for(record, reference.record, dataset, policy)
        return
    for party in _voices(dataset, (record, *scopes)):
        within = [scope for scope in scopes if party.id in scope.contributors]
        for contribution in within:
            yield from _for(party, contribution, dataset, policy)
        if not within:
            yield from _for(party, None, dataset, policy)


def _voices(dataset: Dataset, records: tuple[Record, ...]) -> Iterator[Participant]:
    for record in records:
        for reference in references(record):
            if reference.declaration.voice and reference.id in dataset.participants.ids:
                yield dataset.participants[reference.id]


def _for(
    party: Participant, contribution: Contribution | None, dataset: Dataset, policy: Policy
) -> Iterator[AnswerFound]:
    """
    Yield the answers for a mention of a party, or the default where there is none.
    """
    given = [("participant", party.id, answer_of(party.consent, party))]
    if contribution is not None:
        given.append(("contribution", contribution.id, answer_of(contribution.consent, party)))
    recorded = [(whose, key, choice) for whose, key, choice in given if choice is not None]
    decisive = strictest(choice for _, _, choice in recorded)
    for whose, key, choice in recorded:
        yield AnswerFound(party.id, whose, key, choice, choice == decisive)
    if recorded:
        return
    call = contribution.call if contribution and party.naming == "named" else None
    if contribution and call:
        default = choice_in(contribution, party, dataset, policy)
        whose, source = "call default", call
    else:
        default = choice_of(party, policy)
        whose, source = "dataset default", ""
    if default is not None:
        yield AnswerFound(party.id, whose, source, default, applies=True)
