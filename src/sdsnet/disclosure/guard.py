"""
The guard: a finished edition is searched for everything that must not be in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from sdsnet.dataset import Dataset
from sdsnet.derived import derived
from sdsnet.disclosure.freetext import Matcher
from sdsnet.errors import DisclosureError
from sdsnet.model import Header, Record
from sdsnet.model.fields import Declaration, Value, declarations
from sdsnet.rules import subject
from sdsnet.rules.fields import references_found

__all__ = ["guard"]

_AT_ONCE = 100

#: A text with its field, and whether it is an id or a reference.
_Text = tuple[str, str, bool]


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
    for holder, found in _looked_through(edition, matcher, exact | keys):
        key = holder.id if isinstance(holder, Record) else ""
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


def _looked_through(
    edition: Dataset, matcher: Matcher, values: frozenset[str]
) -> Iterator[tuple[Header | Record, list[_Text]]]:
    """
    Yield the records that may hold something to find, with their texts; most hold nothing.

    A first look is taken at the texts of many records together, and only where it sees something
    is each of them looked at.
    """
    holders: list[Header | Record] = [edition, *edition.records()]
    for start in range(0, len(holders), _AT_ONCE):
        some = holders[start : start + _AT_ONCE]
        batch = [(holder, list(_texts(holder, _class_of(holder)))) for holder in some]
        if _is_worth_a_look((text for _, found in batch for text in found), matcher, values):
            for holder, found in batch:
                if _is_worth_a_look(found, matcher, values):
                    yield holder, found


def _class_of(holder: Header | Record) -> type[Value]:
    return type(holder) if isinstance(holder, Record) else Header


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


def _is_worth_a_look(found: Iterable[_Text], matcher: Matcher, values: frozenset[str]) -> bool:
    """
    Tell whether there may be something to find in any of some texts.
    """
    keys: list[str] = []
    texts: list[str] = []
    for _, text, is_key in found:
        (keys if is_key else texts).append(text)
    return (
        matcher.may_find("\n".join(texts))
        or matcher.may_find("\n".join(keys), contacts=False)
        or not values.isdisjoint(texts)
        or not values.isdisjoint(keys)
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


def _texts(value: Value, cls: type[Value], path: str = "") -> Iterator[_Text]:
    """
    Yield every text and reference with its field, and whether it is an id or a reference.
    """
    for name, declaration in _searched(cls):
        held = getattr(value, name)
        if held is None or held == ():
            continue
        field = f"{path}{name}"
        if declaration.value is not None:
            for part in held if declaration.many else (held,):
                yield from _texts(part, declaration.value, f"{field}.")
        elif declaration.kind == "mapping":
            yield from _in_mapping(held, field)
        else:
            is_key = declaration.kind == "ref" or (name == "id" and cls is not Header)
            for text in held if declaration.many else (held,):
                yield field, text, is_key


@derived
def _searched(cls: type[Value]) -> tuple[tuple[str, Declaration], ...]:
    """
    Return the fields of a class that are searched, or lead to some that are.
    """
    declared = declarations(cls).items()
    return tuple(one for one in declared if one[1].kind in {"text", "ref", "mapping", "object"})


def _in_mapping(held: Mapping[str, Any], field: str) -> Iterator[_Text]:
    for key, item in held.items():
        yield field, key, False
        yield field, str(item), False
