"""
The guard: a finished edition is searched for everything that must not be in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from sdsnet.dataset import Dataset
from sdsnet.disclosure.freetext import Matcher
from sdsnet.errors import DisclosureError
from sdsnet.model import Header, Record
from sdsnet.model.fields import Value, declarations
from sdsnet.rules import subject
from sdsnet.rules.fields import references_found

__all__ = ["guard"]


def guard(
    edition: Dataset,
    matcher: Matcher,
    tied: frozenset[str],
    exact: frozenset[str],
    *,
    keys: frozenset[str] = frozenset(),
    named: Mapping[str, frozenset[str]] = MappingProxyType({}),
) -> None:
    """
    Search a finished edition.

    Args:
        edition: The dataset of the edition.
        matcher: What made the edition's text; it finds nothing where all went well.
        tied: Ids, as they are in the edition, of the records that are tied to a protected party.
        exact: Values that no field may hold: contacts, register numbers and addresses of protected
            parties.
        keys: Ids that were replaced or dropped, and that no id and no reference may be.
        named: The parties that a record may name though others may not, by its id in the edition.

    Raises:
        DisclosureError: Something was found; the message names the record and the field.
    """
    values = exact | keys
    holders: list[Header | Record] = [edition, *edition.records()]
    for holder in holders:
        key = holder.id if isinstance(holder, Record) else ""
        found = list(_texts(holder, type(holder) if key else Header, ""))
        if not _is_worth_a_look(found, matcher, values):
            continue
        for field, text, is_key in found:
            hits = matcher.find(
                text,
                tied=key in tied,
                # An id may look like a number to dial, and a contact that its owner shares with a
                # network is no slip; contacts of others are.
                contacts=not is_key and not field.startswith("contacts."),
                named=named.get(key, frozenset()),
            )
            if text in exact or (is_key and text in keys) or any(True for _ in hits):
                name = _name(edition, holder, matcher)
                msg = (
                    f"the edition was stopped: {name} would show something that must not be shown "
                    f"in {field}. Reword it, or clear the record anew."
                )
                raise DisclosureError(msg)
    _closed(edition)


def _name(edition: Dataset, holder: Header | Record, matcher: Matcher) -> str:
    """
    Name a record without repeating what must not be shown, should it stand in the id.
    """
    if not isinstance(holder, Record):
        return "dataset"
    if not any(True for _ in matcher.find(holder.id, tied=True)):
        return f"{holder.collection} {holder.id!r}"
    held = edition.collections[holder.collection]
    return f"{holder.collection}, number {list(held).index(holder) + 1} by id,"


def _is_worth_a_look(
    found: list[tuple[str, str, bool]], matcher: Matcher, values: frozenset[str]
) -> bool:
    """
    Take a first look at everything that a record holds at once; most hold nothing to find.
    """
    keys = "\n".join(text for _, text, is_key in found if is_key)
    texts = "\n".join(text for _, text, is_key in found if not is_key)
    return (
        matcher.may_find(texts)
        or matcher.may_find(keys, contacts=False)
        or not values.isdisjoint(text for _, text, _ in found)
    )


def _closed(edition: Dataset) -> None:
    """
    Make sure that nothing points at a hole.
    """
    phases = {phase.id for one in edition.initiatives for phase in one.phases}
    holes = [(finding.record, finding.path) for finding in references_found()(edition)]
    holes += [
        (one, ("phase",)) for one in edition.question_sets if one.phase not in {None, *phases}
    ]
    for record, path in holes:
        field = next(step for step in reversed(path) if isinstance(step, str))
        msg = f"the edition was stopped: {subject(record)} would point at a hole in {field}"
        raise DisclosureError(msg)


def _texts(value: Value, cls: type, path: str) -> Iterator[tuple[str, str, bool]]:
    """
    Yield every text and reference with its field, and whether it is an id or a reference.
    """
    for name, declaration in declarations(cls).items():
        held = getattr(value, name)
        if held is None or held == ():
            continue
        field = f"{path}{name}"
        if declaration.value is not None:
            for part in held if declaration.many else (held,):
                yield from _texts(part, declaration.value, f"{field}.")
        elif declaration.kind == "mapping":
            yield from _in_mapping(held, field)
        elif declaration.kind in {"text", "ref"}:
            is_key = declaration.kind == "ref" or (name == "id" and cls is not Header)
            for text in held if declaration.many else (held,):
                yield field, text, is_key


def _in_mapping(held: Mapping[str, Any], field: str) -> Iterator[tuple[str, str, bool]]:
    for key, item in held.items():
        yield field, key, False
        yield field, str(item), False
