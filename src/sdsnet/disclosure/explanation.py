"""
Why a record leaves, changes or stays: the answers that bear on it, and what becomes of each field.

It is found by making the edition and comparing, so that it tells what happens and not what was
meant to happen. It is for the keeper: ids of hidden records stand in it, personal values never do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Literal

import attrs

from sdsnet.dataset import Dataset
from sdsnet.disclosure.answers import AnswerFound, answers_on
from sdsnet.disclosure.boundary import Disclosed, disclose_with_record
from sdsnet.disclosure.freetext import UNCHECKED
from sdsnet.disclosure.policy import Policy, answer_of, choice_of, policy_for
from sdsnet.disclosure.protect import Protection, protect
from sdsnet.errors import UnknownRecordError
from sdsnet.model import Participant, Record
from sdsnet.model.fields import Declaration, Value, declarations
from sdsnet.near import nearest

__all__ = ["CutTie", "Explanation", "FieldFate", "Reason", "explain", "record_of"]

Outcome = Literal["leaves", "label", "changes", "stays"]
Fate = Literal["kept", "blanked", "coarser", "dropped", "label", "replaced", "shortened", "new id"]

#: The privacy rules in words; the page on disclosure explains them.
RULES: Mapping[str, str] = MappingProxyType(
    {
        "P1": "what names a party directly is not shown, and ids that could lead back are new",
        "P2": "contacts are never public, and go to a network only where their owner agreed",
        "P3": "what tells indirectly who somebody is becomes coarser or goes",
        "P4": "a label stands for a party that is not to be named, and its other ties are cut",
        "P5": "free text is searched for names, and near a protected party shown only once cleared",
        "P8": "what is withheld goes, and what cannot stand without it",
        "P9": "a person who gave no answer is not named",
        "P10": "who is unnamed in the source stays unnamed",
        "P13": "a record may be limited to some audiences; a named body may be named",
        "P16": "what would tell who a hidden party is, is hidden too",
    }
)


_CONTACT = "a contact leaves only where its owner agreed, and then to a network"


@attrs.frozen
class Reason:
    """
    Why something becomes of a record.

    Attributes:
        rule: The privacy rule that says so, such as `P4`; empty if none does.
        meaning: What that rule asks for.
        words: Why it holds here.
    """

    rule: str
    meaning: str
    words: str


@attrs.frozen
class FieldFate:
    """
    What becomes of one field.

    Attributes:
        field: The field, with the fields that lead to it.
        fate: `kept`, `blanked` until cleared, `coarser`, `dropped`, `label` in place of a party,
            `replaced` in part or as a whole, `shortened` by what leaves, or `new id`.
        reason: Why, in words; empty for what is kept.
    """

    field: str
    fate: Fate
    reason: str = ""


@attrs.frozen
class CutTie:
    """
    One reference to a record that an edition does not hold.

    Attributes:
        record: Id of the record that refers to it.
        collection: Its collection.
        field: The field of the reference.
    """

    record: str
    collection: str
    field: str


@attrs.frozen(kw_only=True)
class Explanation:
    """
    What becomes of a record for an audience, and why.

    Attributes:
        id: Id of the record.
        collection: Its collection.
        audience: The audience.
        outcome: `leaves`: it is not in the edition; `label`: a label stands for it; `changes`;
            `stays` as it is.
        shown_as: Its ids in the edition.
        reasons: Why.
        answers: The answers that bear on it, those that decide marked.
        fields: What becomes of each field that it holds, in the order of the model.
        cut_ties: For a participant, the references to it that the edition does not hold.
    """

    id: str
    collection: str
    audience: str
    outcome: Outcome
    shown_as: tuple[str, ...]
    reasons: tuple[Reason, ...]
    answers: tuple[AnswerFound, ...]
    fields: tuple[FieldFate, ...]
    cut_ties: tuple[CutTie, ...]


def explain(dataset: Dataset, key: str, *, audience: str = "public") -> Explanation:
    """
    Explain what becomes of one record for an audience.

    Args:
        dataset: A dataset without errors.
        key: Id of the record.
        audience: The audience.

    Raises:
        UnknownRecordError: There is no such record.
        DisclosureError: Nobody declared the audience, or no edition can be made.
    """
    record = record_of(dataset, key)
    policy = policy_for(dataset, audience)
    if policy.is_internal:
        return _everything(record, policy)
    return _Case(protect(dataset, policy), disclose_with_record(dataset, audience=audience)).tell(
        record
    )


def record_of(dataset: Dataset, key: str) -> Record:
    """
    Return a record by its id.

    Raises:
        UnknownRecordError: There is none, or the id is that of a part of a record.
    """
    found = dataset.get(key)
    if isinstance(found, Record):
        return found
    if found is not None:
        reason = f"{key!r} is a part of a record. Name the record that holds it."
        raise UnknownRecordError(key, reason)
    near = nearest(key, (record.id for record in dataset.records()))
    hint = f" Nearest: {near}." if near else ""
    raise UnknownRecordError(key, f"there is no record with the id {key!r}.{hint}")


def _everything(record: Record, policy: Policy) -> Explanation:
    return Explanation(
        id=record.id,
        collection=record.collection,
        audience=policy.audience,
        outcome="stays",
        shown_as=(record.id,),
        reasons=(_reason("", "the keeper's own edition holds everything as recorded"),),
        answers=(),
        fields=tuple(FieldFate(path, "kept") for path in _held(record)),
        cut_ties=(),
    )


def _reason(rule: str, words: str) -> Reason:
    return Reason(rule, RULES.get(rule, ""), words)


@attrs.frozen
class _Case:
    """
    What was decided for an audience, and what came of it.
    """

    protection: Protection
    disclosed: Disclosed

    def tell(self, record: Record) -> Explanation:
        shown = self._shown_as(record)
        fields = tuple(self._fates(record, shown))
        return Explanation(
            id=record.id,
            collection=record.collection,
            audience=self.protection.policy.audience,
            outcome=self._outcome(record, shown, fields),
            shown_as=shown,
            reasons=tuple(self._reasons(record, fields)),
            answers=answers_on(self.protection, record),
            fields=fields,
            cut_ties=tuple(self._cut_ties(record)) if isinstance(record, Participant) else (),
        )

    def _shown_as(self, record: Record) -> tuple[str, ...]:
        edition = self.disclosed.edition.dataset
        new = [key for key, old in self.disclosed.record.ids if old == record.id]
        kept = [record.id] if isinstance(edition.get(record.id), type(record)) else []
        return tuple(key for key in (*kept, *new) if key in edition)

    def _is_label(self, record: Record, shown: tuple[str, ...]) -> bool:
        return isinstance(record, Participant) and bool(shown) and record.id not in shown

    def _outcome(
        self, record: Record, shown: tuple[str, ...], fields: Iterable[FieldFate]
    ) -> Outcome:
        if not shown:
            return "leaves"
        if self._is_label(record, shown):
            return "label"
        return "stays" if all(one.fate == "kept" for one in fields) else "changes"

    # ---- fields

    def _fates(self, record: Record, shown: tuple[str, ...]) -> Iterator[FieldFate]:
        if not shown:
            return
        now = _held(self.disclosed.edition.dataset[shown[0]])
        noted = {
            one.field: one.reason
            for one in self.disclosed.record.replacements
            if one.record == record.id
        }
        for path, (declaration, held) in _held(record).items():
            fate = self._fate(declaration, path, held, now.get(path, (declaration, ()))[1])
            reason = "" if fate == "kept" else noted.get(path) or _why(declaration, fate)
            yield FieldFate(path, fate, reason)

    def _fate(
        self, declaration: Declaration, path: str, held: tuple[Any, ...], now: tuple[Any, ...]
    ) -> Fate:
        if held == now:
            return "kept"
        if path == "id":
            return "new id"
        if UNCHECKED in now:
            return "blanked"
        if now and declaration.kind == "date":
            return "coarser"
        return _fate_of_rest(declaration, held, now)

    # ---- reasons

    def _reasons(self, record: Record, fields: tuple[FieldFate, ...]) -> Iterator[Reason]:
        own = self.protection.reasons.get(record.id)
        if own:
            yield _reason(self._rule(record), own)
            if record.id not in self.protection.dropped and not fields:
                yield _reason("P4", "nothing that is shown refers to its label")
            return
        yield from self._reasons_to_change(record, fields)
        if isinstance(record, Participant) or all(one.fate == "kept" for one in fields):
            yield self._why_it_stays(record)

    def _reasons_to_change(self, record: Record, fields: tuple[FieldFate, ...]) -> Iterator[Reason]:
        if record.id in self.protection.tied:
            yield _reason("P3", "it holds words or acts of a party that is not to be named")
        if record.id in self.protection.reposts:
            yield _reason("P4", "it passes on a text of a party that is not to be named")
        fates = {one.fate for one in fields}
        if "blanked" in fates:
            yield _reason("P5", "nobody has cleared its free text for others to read")
        if "replaced" in fates:
            yield _reason("P5", "its text held something that must not be shown")
        if any(one.reason == _CONTACT for one in fields):
            yield _reason("P2", "it holds contacts")

    def _rule(self, record: Record) -> str:
        protection = self.protection
        if not protection.policy.may_see(record):
            return "P13"
        if isinstance(record, Participant):
            choice = choice_of(record, protection.policy)
            if choice == "withhold":
                return "P8"
            if choice == "anonymise":
                return "P9" if answer_of(record.consent, record) is None else "P4"
            return "P16"
        return "P16" if "ties a party" in protection.reasons[record.id] else "P8"

    def _why_it_stays(self, record: Record) -> Reason:
        if not isinstance(record, Participant):
            return _reason("", "nothing in it is about or by a party that is not to be named")
        if record.naming != "named":
            return _reason("P10", "there is no name to hide; its description is shown")
        if record.kind == "person":
            return _reason("", "its answer is that it may be named")
        return _reason("P13", "a named body may be named unless an answer says otherwise")

    # ---- ties

    def _cut_ties(self, record: Record) -> Iterator[CutTie]:
        edition = self.disclosed.edition.dataset
        new = {(old, key) for key, old in self.disclosed.record.ids}
        for reference in self.protection.dataset.references_to(record.id):
            field = _names(reference.path)
            holders = {reference.record.id, *(k for old, k in new if old == reference.record.id)}
            still = any(
                one.record.id in holders and _names(one.path) == field
                for key in self._shown_as(record)
                for one in edition.references_to(key)
            )
            if not still:
                yield CutTie(reference.record.id, reference.record.collection, field)


def _why(declaration: Declaration, fate: Fate) -> str:
    if declaration.disclosure == "internal":
        return "it is for the keeper alone"
    if declaration.disclosure == "contact":
        return _CONTACT
    if declaration.kind == "ref":
        return "what it points to leaves or is not to be named"
    if fate == "new id":
        return "an id could lead back"
    return "a label tells it only where enough parties share it, and never a name"


def _fate_of_rest(declaration: Declaration, held: tuple[Any, ...], now: tuple[Any, ...]) -> Fate:
    if not now:
        return "dropped"
    if declaration.kind == "ref" and any(key not in held for key in now):
        return "label"
    return "shortened" if len(now) < len(held) else "replaced"


def _names(path: tuple[str | int, ...]) -> str:
    return ".".join(step for step in path if isinstance(step, str))


def _held(value: Value, prefix: str = "") -> dict[str, tuple[Declaration, tuple[Any, ...]]]:
    """
    Return what a record holds, by field; what stands in a list of value objects is joined.
    """
    found: dict[str, tuple[Declaration, tuple[Any, ...]]] = {}
    for name, declaration in declarations(type(value)).items():
        held = getattr(value, name)
        if held is None or held == ():
            continue
        items = held if declaration.many else (held,)
        if declaration.value is None:
            found[f"{prefix}{name}"] = (declaration, tuple(items))
            continue
        for item in items:
            for path, (inner, some) in _held(item, f"{prefix}{name}.").items():
                before = found.get(path, (inner, ()))[1]
                found[path] = (inner, (*before, *some))
    return found
