"""
Making the records of an edition: what was decided, carried out field by field.

Every field is treated by its declaration; a field without a disclosure class that is known here
stops the edition.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import attrs

from sdsnet.disclosure.freetext import UNCHECKED, Matcher
from sdsnet.disclosure.labels import Label
from sdsnet.disclosure.passing import passing
from sdsnet.disclosure.protect import Face, Mention, Protection, leads_back, named_here
from sdsnet.disclosure.reach import by_type
from sdsnet.errors import DisclosureError
from sdsnet.model import (
    RECORD_TYPES,
    Contact,
    Contribution,
    Participant,
    Record,
    StatusReport,
)
from sdsnet.model.edtf import EdtfError, parse
from sdsnet.model.fields import Declaration, Value, declarations

__all__ = ["Rewriting", "digest_of", "free_text"]

_GONE = object()
_IDENTIFYING_OUTCOMES = frozenset({"role_taken_up", "organisation_founded"})
_CLASSES = frozenset(
    {"open", "identifying", "indirect", "free_text", "contact", "structural", "internal"}
)
_DIGITS = 8


def free_text(value: Value) -> Iterator[str]:
    """
    Yield the free text of a record or value object, in the order of its fields.
    """
    for name, declaration in declarations(type(value)).items():
        held = getattr(value, name)
        if declaration.value is not None:
            for part in held if declaration.many else (held,) if held is not None else ():
                yield from free_text(part)
        elif declaration.disclosure == "free_text" and held:
            yield from held if declaration.many else (held,)


def digest_of(record: Record) -> str:
    """
    Return the digest that clears the free text of a record as it is now.
    """
    text = "\0".join(free_text(record))
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]


def _unknown_fields(cls: type, *, inside: bool = True) -> Iterator[str]:
    """
    Yield the fields of which nobody said how they may be disclosed, those of value objects inside.
    """
    declared = declarations(cls)
    for name, declaration in declared.items():
        if declaration.disclosure not in _CLASSES:
            yield f"{name} has no disclosure class that is known"
        if inside and declaration.value is not None:
            yield from _unknown_fields(declaration.value)
    for one in attrs.fields(cls):
        if one.name not in declared:
            yield f"{one.name} is a field without a disclosure class"


@attrs.frozen(kw_only=True)
class Rewriting:
    """
    Rewrites records as was decided.

    Attributes:
        protection: What was decided.
        matcher: Finds what must not be shown in text.
        ids: New ids: of labels by face, of contributions by old id.
        labels: What is shown of each protected party.
        note: Told of every replacement: record id, field, reason.
        known: Classes of whose fields it is known how they may be disclosed.
    """

    protection: Protection
    matcher: Matcher
    ids: Mapping[Any, str]
    labels: Mapping[str, Label]
    note: Callable[[str, str, str], None]
    known: set[type] = attrs.field(factory=set, init=False)

    def unchanged(self, records: Iterable[Record]) -> list[Record]:
        """
        Return those of some records that the audience may see as they are.

        A type that an embedding tool made from one of the model is none of them: what is made anew
        holds its fields and nothing besides.
        """
        apart = [record for record in records if record.id not in self.protection.reached]
        return [
            record
            for cls, some in by_type(apart)
            if cls in RECORD_TYPES and not any(_unknown_fields(cls))
            for record in passing(cls, some, self.matcher)
        ]

    def record(self, record: Record) -> Record:
        """
        Return the record as the audience may see it.
        """
        protection = self.protection
        if isinstance(record, Participant) and protection.status[record.id] != "open":
            return self._named_by_a_call(record)
        return _Walk(self, record).value(record)  # type: ignore[no-any-return]  # a record of the same type

    def label(self, face: Face) -> Participant:
        """
        Return the participant that stands for a protected party.
        """
        label = self.labels[face.party]
        return Participant(
            id=self.ids[face],
            kind=label.kind,
            naming="anonymised",
            description=f"{label.words[:1].upper()}{label.words[1:]}",
            roles=label.roles,
            sector=label.sector,
            jurisdiction=label.jurisdiction,
        )

    def _named_by_a_call(self, party: Participant) -> Participant:
        """
        Return no more than name and role of a person who is named in some contributions only.
        """
        return Participant(
            id=party.id, kind=party.kind, naming="named", name=party.name, roles=party.roles
        )


class _Walk:
    """
    One record on its way into an edition.
    """

    def __init__(self, rewriting: Rewriting, record: Record) -> None:
        self._rewriting = rewriting
        self._protection = rewriting.protection
        self._record = record
        self._tied = record.id in self._protection.tied
        self._cleared = record.cleared is not None and record.cleared == digest_of(record)
        self._is_repost = record.id in self._protection.reposts
        self._named = named_here(self._protection, record)

    def value(self, value: Value, path: str = "") -> Any:
        """
        Return a record or value object as it may be seen, or `_GONE` for one that cannot stand.
        """
        values: dict[str, Any] = {}
        self._check_fields(value, path)
        for name, declaration in declarations(type(value)).items():
            held = getattr(value, name)
            if held is None or held == ():
                continue
            kept = self._safely(value, name, declaration, held, path)
            if kept is _GONE or (declaration.many and not kept):
                if declaration.required:
                    kept = self._instead(declaration)
                    if kept is _GONE:
                        return _GONE
                else:
                    continue
            values[name] = kept
        if path and self._is_silenced(value, values):
            return _GONE
        return type(value)(**values)

    def _check_fields(self, value: Value, path: str) -> None:
        """
        Refuse a value with a field of which nobody said how it may be disclosed.
        """
        cls = type(value)
        if cls not in self._rewriting.known:
            for problem in _unknown_fields(cls, inside=False):
                raise DisclosureError(self._where(path, problem))
            self._rewriting.known.add(cls)

    def _safely(
        self, value: Value, name: str, declaration: Declaration, held: Any, path: str
    ) -> Any:
        """
        Treat one field; an error names the place in place of the text that Python gives it.
        """
        try:
            return self._field(value, name, declaration, held, f"{path}{name}")
        except DisclosureError:
            raise
        except Exception as error:  # noqa: BLE001  whatever it was, nothing may leave
            msg = f"{self._where(path, name)} cannot be disclosed: {type(error).__name__}"
            raise DisclosureError(msg) from None

    def _where(self, path: str, name: str) -> str:
        key = self._record.id
        shown = self._rewriting.matcher.replace(key, tied=True)
        return f"{self._record.collection} {shown!r}: {path}{name}"

    def _instead(self, declaration: Declaration) -> Any:
        """
        Return what a required list holds when everything in it had to go.
        """
        if declaration.value is StatusReport:
            return (StatusReport(status="not_stated"),)
        return _GONE

    def _is_silenced(self, value: Value, values: dict[str, Any]) -> bool:
        """
        Tell whether a value object had voices and has none left.
        """
        voices = [name for name, d in declarations(type(value)).items() if d.voice]
        had = any(getattr(value, name) for name in voices)
        return had and not any(values.get(name) for name in voices)

    def _field(
        self, value: Value, name: str, declaration: Declaration, held: Any, path: str
    ) -> Any:
        if declaration.disclosure == "internal":
            return _GONE
        if self._is_repost and name in {"title", "url", "text", "publication", "source"}:
            self._rewriting.note(self._record.id, path, "it passes on a text of a protected party")
            return UNCHECKED if declaration.required or name == "title" else _GONE
        if declaration.kind == "ref":
            return self._references(declaration, held)
        if self._tied and self._falls(value, name, declaration, held):
            self._rewriting.note(self._record.id, path, "the record is tied to a protected party")
            return self._fallen(declaration, held)
        if name == "id":
            return self._rewriting.ids.get(held, held)
        return self._kept(declaration, held, path)

    def _kept(self, declaration: Declaration, held: Any, path: str) -> Any:
        """
        Return a field that stays, with what must not be shown taken out of it.
        """
        if declaration.disclosure == "contact" and declaration.value is not None:
            return self._contacts(held)
        if declaration.value is not None:
            return self._parts(declaration, held, path)
        if declaration.kind == "mapping":
            return {self._scan(key, path): self._scan(text, path) for key, text in held.items()}
        return self._texts(declaration, held, path) if declaration.kind == "text" else held

    def _falls(self, value: Value, name: str, declaration: Declaration, held: Any) -> bool:
        """
        Tell whether a field of a tied record is blanked, made coarser or dropped.
        """
        if declaration.disclosure == "free_text":
            return not self._cleared
        if declaration.disclosure == "identifying":
            return not isinstance(value, Participant)
        if name == "kind" and declaration.disclosure == "indirect":
            return held in _IDENTIFYING_OUTCOMES
        return declaration.disclosure == "indirect"

    def _fallen(self, declaration: Declaration, held: Any) -> Any:
        if declaration.disclosure == "free_text":
            if declaration.kind == "mapping":
                return _GONE
            return (UNCHECKED,) if declaration.many else UNCHECKED
        if declaration.kind == "date":
            return _to_the_year(held)
        return _GONE

    def _references(self, declaration: Declaration, held: Any) -> Any:
        if self._tied and declaration.disclosure == "indirect":
            return _GONE
        keys = held if declaration.many else (held,)
        kept = [key for key in (self._reference(declaration, key) for key in keys) if key]
        if declaration.many:
            return tuple(dict.fromkeys(kept))
        return kept[0] if kept else _GONE

    def _reference(self, declaration: Declaration, key: str) -> str | None:
        protection = self._protection
        if key not in protection.dataset.participants.ids:
            if key in protection.dropped or leads_back(protection, self._record, key):
                return None
            return self._rewriting.ids.get(key, key)
        if declaration.voice:
            mention: Mention = protection.mention(self._record, key)
            return self._rewriting.ids[mention] if isinstance(mention, Face) else mention
        if protection.status[key] != "open" or key in protection.dropped:
            return None
        return None if self._is_cut(key) else key

    def _is_cut(self, key: str) -> bool:
        """
        Tell whether a link goes because a contribution with the record hides its contributor.
        """
        protection = self._protection
        return any(
            key in contribution.contributors and protection.mention(contribution, key) != key
            for contribution in self._contributions()
        )

    def _contributions(self) -> Iterator[Contribution]:
        held = self._protection.dataset.contributions
        if isinstance(self._record, Contribution):
            yield self._record
        for key in self._protection.offered_by.get(self._record.id, ()):
            yield held[key]

    def _contacts(self, held: tuple[Contact, ...]) -> tuple[Contact, ...]:
        if self._protection.policy.like != "network":
            return ()
        shared = (contact for contact in held if contact.share == "network")
        return tuple(Contact(kind=contact.kind, value=contact.value) for contact in shared)

    def _parts(self, declaration: Declaration, held: Any, path: str) -> Any:
        parts = held if declaration.many else (held,)
        made = [self.value(part, f"{path}.") for part in parts]
        kept = tuple(part for part in made if part is not _GONE)
        if declaration.many:
            return kept
        return kept[0] if kept else _GONE

    def _texts(self, declaration: Declaration, held: Any, path: str) -> Any:
        if declaration.many:
            return tuple(self._scan(text, path) for text in held)
        return self._scan(held, path)

    def _scan(self, text: str, path: str) -> str:
        kept = self._rewriting.matcher.replace(text, tied=self._tied, named=self._named)
        if kept != text:
            self._rewriting.note(self._record.id, path, "it held something that must not be shown")
        return kept


def _to_the_year(text: str) -> Any:
    try:
        date = parse(text)
    except EdtfError:
        return _GONE
    first = date.earliest or date.latest
    last = date.latest or first
    if first is None or last is None:
        return _GONE
    if date.earliest is None or date.latest is None:
        return f"{first.year:04d}/.." if date.latest is None else f"../{last.year:04d}"
    if first.year == last.year:
        return f"{first.year:04d}"
    return f"{first.year:04d}/{last.year:04d}"
