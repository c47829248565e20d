"""
Deciding: which parties are protected, what each mention of them becomes, and what has to go.

Nothing is changed here. What is decided is one frozen value, which the rewriting of records
follows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import attrs

from sdsnet.dataset import Dataset
from sdsnet.disclosure.policy import Policy, choice_in, choice_of, strictest
from sdsnet.disclosure.reach import within_reach
from sdsnet.disclosure.ties import Status, gives_away, passed_on, spread
from sdsnet.model import (
    Contribution,
    Participant,
    Publication,
    Record,
    Relation,
)
from sdsnet.model.references import Reference, references

__all__ = ["Face", "Mention", "Protection", "leads_back", "named_here", "protect"]


@attrs.frozen(order=True)
class Face:
    """
    A label that stands for a party: everywhere, or in one contribution and what it offers.

    Attributes:
        party: Id of the party.
        contribution: Id of the one contribution it stands in; empty for everywhere.
    """

    party: str
    contribution: str = ""


#: What a mention of a party becomes: the id of one that is shown, a label, or nothing.
Mention = str | Face | None


@attrs.frozen(kw_only=True)
class Protection:
    """
    What has been decided for one audience.

    Attributes:
        dataset: The dataset.
        policy: What holds for the audience.
        status: How each party stands wherever no contribution says otherwise.
        reasons: Why a record leaves or a party is protected, by id, in words for the keeper.
        dropped: Ids of the records that leave.
        reached: Ids of the records with which all that has anything to do: no other record is
            tied, leaves, or refers to what does.
        tied: Ids of the records that are tied to a protected or dropped party.
        reposts: Ids of the texts that pass on a text whose author is protected.
        named_in: Ids of persons who are named in some contributions only.
        offered_by: Ids of the contributions that offer a record, by its id.
        passes_on: Ids of the earlier texts that a text passes on, by its id.
        limited: Ids of the records whose visibility does not admit the audience.
    """

    dataset: Dataset
    policy: Policy
    status: Mapping[str, Status]
    reasons: Mapping[str, str]
    dropped: frozenset[str]
    reached: frozenset[str]
    tied: frozenset[str]
    reposts: frozenset[str]
    named_in: frozenset[str]
    offered_by: Mapping[str, tuple[str, ...]]
    passes_on: Mapping[str, list[str]]
    limited: frozenset[str]

    def mention(self, record: Record, party: str) -> Mention:
        """
        Return what a voice of a record becomes.
        """
        # Who is withheld without having been asked may have answered a call that shows more.
        if party in self.dropped and (self.status[party] != "withheld" or party in self.limited):
            return None
        return _mention(self.dataset, self.policy, self.status, self.offered_by, record, party)


def _contributions(protection: Protection, record: Record) -> Iterator[Contribution]:
    if isinstance(record, Contribution):
        yield record
    for key in protection.offered_by.get(record.id, ()):
        yield protection.dataset.contributions[key]


def named_here(protection: Protection, record: Record) -> frozenset[str]:
    """
    Return the persons that a record may name though they are protected elsewhere.
    """
    if isinstance(record, Participant):
        return protection.named_in & {record.id}
    return frozenset(
        party
        for contribution in _contributions(protection, record)
        for party in contribution.contributors
        if party in protection.named_in and protection.mention(record, party) == party
    )


def leads_back(protection: Protection, record: Record, key: str) -> bool:
    """
    Tell whether a text names somebody who gave a contribution, or what it offers, without a name.
    """
    text = protection.dataset.get(key)
    if not isinstance(text, (Publication, Contribution)):
        return False
    hidden = {
        party
        for contribution in _contributions(protection, record)
        for party in contribution.contributors
        if protection.mention(contribution, party) != party
    }
    return any(
        one.declaration.voice and one.id in hidden and protection.mention(text, one.id) == one.id
        for one in references(text)
    )


def protect(dataset: Dataset, policy: Policy) -> Protection:
    """
    Decide what each party and record becomes for an audience.
    """
    reasons: dict[str, str] = {}
    status = spread(dataset, _statuses(dataset, policy, reasons), reasons)
    offered_by = _offers(dataset)
    limited = {r.id for r in dataset.records() if not policy.may_see(r)}
    reasons |= dict.fromkeys(limited, "its visibility does not admit the audience")
    draft = Protection(
        dataset=dataset,
        policy=policy,
        status=status,
        reasons=reasons,
        dropped=frozenset(limited),
        reached=frozenset(),
        tied=frozenset(),
        reposts=frozenset(),
        named_in=_named_in(dataset, policy, status, limited),
        offered_by=offered_by,
        passes_on=passed_on(dataset),
        limited=frozenset(limited),
    )
    hidden = _hidden(draft)
    dropped = _dropped(draft, hidden, reasons)
    dropped |= _parts_of(dataset, dropped)
    draft = attrs.evolve(draft, dropped=frozenset(dropped))
    reached = within_reach(dataset, hidden | dropped, draft.passes_on)
    tied = frozenset(key for key in reached - dropped if _is_tied(draft, key))
    reposts = frozenset(_reposts(draft, tied))
    return attrs.evolve(draft, tied=tied, reposts=reposts, reached=frozenset(reached | reposts))


def _hidden(draft: Protection) -> set[str]:
    """
    Collect the ids of the parties that are hidden, everywhere or in some contribution only.
    """
    found = {key for key, status in draft.status.items() if status != "open"}
    for contribution in draft.dataset.contributions:
        # Without an answer or a call of its own it says of a party what holds everywhere.
        if contribution.consent is not None or contribution.call is not None:
            found |= {
                party
                for party in contribution.contributors
                if draft.mention(contribution, party) != party
            }
    return found


def _parts_of(dataset: Dataset, dropped: set[str]) -> set[str]:
    """
    Collect the ids of the phases and questions that go with the records they stand in.
    """
    phases = (p.id for one in dataset.initiatives if one.id in dropped for p in one.phases)
    questions = (q.id for one in dataset.question_sets if one.id in dropped for q in one.questions)
    return {*phases, *questions}


def _statuses(dataset: Dataset, policy: Policy, reasons: dict[str, str]) -> dict[str, Status]:
    status: dict[str, Status] = {}
    for party in dataset.participants:
        choice = choice_of(party, policy)
        if choice == "withhold":
            status[party.id] = "withheld"
            reasons[party.id] = "its answer, or the default where there is none, is to withhold"
        elif choice == "anonymise":
            status[party.id] = "protected"
            reasons[party.id] = "its answer, or the default where there is none, is to anonymise"
        else:
            status[party.id] = "open"
    return status


def _offers(dataset: Dataset) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for contribution in dataset.contributions:
        for offered in contribution.offers:
            found.setdefault(offered, []).append(contribution.id)
    return {key: tuple(value) for key, value in found.items()}


def _scopes(
    dataset: Dataset, offered_by: Mapping[str, tuple[str, ...]], record: Record, party: str
) -> list[Contribution]:
    """
    Return the contributions whose answers bear on a mention: the record, or those that offer it.
    """
    if isinstance(record, Contribution):
        return [record] if party in record.contributors else []
    offering = (dataset.contributions[key] for key in offered_by.get(record.id, ()))
    return [contribution for contribution in offering if party in contribution.contributors]


def _mention(
    dataset: Dataset,
    policy: Policy,
    status: Mapping[str, Status],
    offered_by: Mapping[str, tuple[str, ...]],
    record: Record,
    party: str,
) -> Mention:
    everywhere = _everywhere(status[party], party)
    scopes = _scopes(dataset, offered_by, record, party)
    if not scopes:
        return everywhere
    holder = dataset.participants[party]
    choices = {scope.id: choice_in(scope, holder, dataset, policy) for scope in scopes}
    choice = strictest(choice for choice in choices.values() if choice is not None)
    own = choice_of(holder, policy)
    raised = _is_raised(status[party], own) and (everywhere is None or choice == "acknowledge")
    if choice is None or choice == own or raised:
        return everywhere
    if choice == "withhold":
        return None
    if choice == "acknowledge":
        # Only the default of a call names a person of whom no answer is recorded; a tie that
        # identifies somebody else is stronger.
        return party if own is not None else everywhere
    return Face(party, min(k for k, c in choices.items() if c == "anonymise" or own == "withhold"))


def _everywhere(status: Status, party: str) -> Mention:
    if status == "protected":
        return Face(party)
    return party if status == "open" else None


def _is_raised(status: Status, own: str | None) -> bool:
    """
    Tell whether a tie to somebody else made the status of a party stricter than its own choice.
    """
    return {"protected": "anonymise", "withheld": "withhold"}.get(status) not in {own, None}


def _named_in(
    dataset: Dataset, policy: Policy, status: Mapping[str, Status], limited: set[str]
) -> frozenset[str]:
    named = set()
    for contribution in dataset.contributions:
        for party in contribution.contributors:
            if status[party] != "open" and party not in limited and contribution.id not in limited:
                found = _mention(dataset, policy, status, {}, contribution, party)
                if found == party:
                    named.add(party)
    return frozenset(named)


def _dropped(draft: Protection, hidden: set[str], reasons: dict[str, str]) -> set[str]:
    """
    Collect what leaves: what is withheld or limited, and what cannot stand without it.
    """
    dataset = draft.dataset
    dropped = set(draft.limited)
    for key, status in draft.status.items():
        if status == "withheld" and key not in draft.named_in:
            dropped.add(key)
    latest = hidden | dropped
    pending = True
    while pending:
        current = attrs.evolve(draft, dropped=frozenset(dropped))
        # Relations may go for what is at their ends, whether or not that is hidden.
        affected = within_reach(dataset, latest, draft.passes_on) | dataset.relations.ids.keys()
        latest = set()
        for record in dataset.records():
            if record.id in affected and record.id not in dropped:
                reason = _why_it_goes(current, record)
                if reason:
                    latest.add(record.id)
                    reasons.setdefault(record.id, reason)
        dropped |= latest
        pending = bool(latest)
    return dropped


def _why_it_goes(current: Protection, record: Record) -> str | None:
    """
    Return why a record leaves, given what leaves already; nothing for one that stays.
    """
    if not current.dropped.isdisjoint(current.passes_on.get(record.id, ())):
        return "it passes on a text that leaves"
    top = [reference for reference in references(record) if _is_top(reference)]
    voices = [reference for reference in top if reference.declaration.voice]
    heard = [one for one in voices if current.mention(record, one.id) is not None]
    if any(one.declaration.required for one in voices) and not any(
        one.declaration.required for one in heard
    ):
        return "it is about the act of a party that is withheld"
    if voices and not heard:
        return "everybody whose words or acts it holds is withheld"
    if any(_is_needed(one) and _is_cut(current, one) for one in top):
        return "it cannot stand without a record that leaves"
    offering = current.offered_by.get(record.id, ())
    if offering and not heard and current.dropped.issuperset(offering):
        return "every contribution that offers it is withheld"
    return _why_a_tie_goes(current, record) if isinstance(record, Relation) else None


def _is_needed(reference: Reference) -> bool:
    declaration = reference.declaration
    return declaration.required and not declaration.many and not declaration.voice


def _why_a_tie_goes(current: Protection, relation: Relation) -> str | None:
    if gives_away(current.dataset, relation):
        return "it ties a party that is not named to one that is"
    for here, there in ((relation.subject, relation.object), (relation.object, relation.subject)):
        record = current.dataset.get(here)
        if isinstance(record, Record) and leads_back(current, record, there):
            return "it ties somebody to a contribution that was given without a name"
    return None


def _is_top(reference: Reference) -> bool:
    """
    Tell whether a reference stands in the record itself and not in a value object of it.
    """
    names = [step for step in reference.path if isinstance(step, str)]
    return len(names) == 1


def _is_cut(current: Protection, reference: Reference) -> bool:
    """
    Tell whether a reference that is no voice goes: what it points to leaves or is protected.
    """
    if reference.id in current.dropped:
        return True
    return current.status.get(reference.id, "open") != "open"


def _is_tied(draft: Protection, key: str) -> bool:
    record = draft.dataset.get(key)
    if not isinstance(record, Record):
        return False
    for reference in references(record):
        if reference.declaration.voice:
            if draft.mention(record, reference.id) != reference.id:
                return True
        elif "about" in reference.path and draft.status.get(reference.id, "open") != "open":
            return True
    if record.id in draft.offered_by:
        # A contributor may be cut from what it offered without standing in it by name.
        return any(
            draft.mention(draft.dataset.contributions[key], party) != party
            for key in draft.offered_by[record.id]
            for party in draft.dataset.contributions[key].contributors
        )
    return False


def _reposts(draft: Protection, tied: Iterable[str]) -> set[str]:
    """
    Collect the texts that pass on a text whose author is protected, directly or over others.
    """
    dataset = draft.dataset
    hidden = {key for key in tied if isinstance(dataset.get(key), (Publication, Contribution))}
    passed_on_by: dict[str, list[str]] = {}
    for key, texts in draft.passes_on.items() if hidden else ():
        for text in texts:
            passed_on_by.setdefault(text, []).append(key)
    found: set[str] = set()
    todo = list(hidden)
    while todo:
        for key in passed_on_by.get(todo.pop(), ()):
            if key not in found:
                found.add(key)
                todo.append(key)
    return found
