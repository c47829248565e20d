"""
What `check` says before anyone exports: names and ties that would give somebody away.
"""

from __future__ import annotations

from collections.abc import Iterator

from sdsnet.dataset import Dataset
from sdsnet.disclosure.freetext import Matcher
from sdsnet.disclosure.policy import choice_of, policy_for
from sdsnet.disclosure.rewriting import digest_of
from sdsnet.disclosure.ties import IDENTIFYING_TIES
from sdsnet.errors import DisclosureError
from sdsnet.model import Header, Record
from sdsnet.model.fields import Value, declarations
from sdsnet.rules import Finding, Rule, subject
from sdsnet.rules.rule import rule

__all__ = ["PRIVACY_RULES", "TELLING"]

#: Warnings of what could tell the readers of an export who somebody is: names in text, ids and
#: titles, and ties.
TELLING = frozenset({"W02", "W03", "W06"})

Path = tuple[str | int, ...]


def _hits(dataset: Dataset, kinds: frozenset[str]) -> Iterator[tuple[Record | Header, Path, str]]:
    """
    Search, and let no error pass on what was searched for or in.
    """
    try:
        yield from _search(dataset, kinds)
    except Exception as error:  # noqa: BLE001  whatever it was, its text may hold a name
        msg = f"the search for names failed with {type(error).__name__}"
        raise DisclosureError(msg) from None


def _search(dataset: Dataset, kinds: frozenset[str]) -> Iterator[tuple[Record | Header, Path, str]]:
    """
    Yield each text of some fields that holds the name of a protected party, with the party's id.
    """
    policy = policy_for(dataset, "public")
    protected = [
        party
        for party in dataset.participants
        if choice_of(party, policy) in {"anonymise", "withhold"}
    ]
    # One pass with all names tells the texts that hold one; only of those is it asked whose.
    every = Matcher((party, party.id) for party in protected)
    for holder, path, text in _every_text(dataset, kinds):
        for hit in every.find(text, contacts=False):
            yield holder, path, hit.label.strip("[]")


def _every_text(
    dataset: Dataset, kinds: frozenset[str]
) -> Iterator[tuple[Record | Header, Path, str]]:
    for path, text in _texts(dataset, Header, (), kinds):
        yield dataset, path, text
    for record in dataset.records():
        for path, text in _texts(record, type(record), (), kinds):
            yield record, path, text


def _texts(
    value: Value, cls: type, path: Path, kinds: frozenset[str]
) -> Iterator[tuple[Path, str]]:
    for name, declaration in declarations(cls).items():
        held = getattr(value, name)
        if held is None or held == ():
            continue
        steps = enumerate(held) if declaration.many else [(None, held)]
        for index, item in steps:
            here = (*path, name) if index is None else (*path, name, index)
            if declaration.value is not None:
                yield from _texts(item, declaration.value, here, kinds)
            elif _is_searched(name, declaration.kind, declaration.disclosure, kinds):
                yield here, item


def _is_searched(name: str, kind: str, disclosure: str, kinds: frozenset[str]) -> bool:
    is_title = name in {"title", "id"}
    if kind != "text" or is_title != ("title" in kinds):
        return False
    return is_title or disclosure in {"free_text", "indirect"}


@rule("W02", "name-in-text", "Free text holds no name of a party that is not to be named.")
def name_in_text(dataset: Dataset) -> Iterator[Finding]:
    """
    Find free text in which a protected party is named: an edition shows a label there.
    """
    for holder, path, party in _hits(dataset, frozenset({"text"})):
        field = next(step for step in reversed(path) if isinstance(step, str))
        message = (
            f"{subject(holder)}: {field} contains the name of {party!r}, who is not to be named."
        )
        yield Finding(holder, path, message)


@rule("W03", "identifying-tie", "No unnamed party is tied to a named one that gives it away.")
def identifying_tie(dataset: Dataset) -> Iterator[Finding]:
    """
    Find relations that tell who an unnamed party is: an edition cuts them.
    """
    parties = dataset.participants.ids
    for relation in dataset.relations:
        ends = [parties[key] for key in (relation.subject, relation.object) if key in parties]
        named = [party.id for party in ends if party.naming == "named"]
        unnamed = [party.id for party in ends if party.naming != "named"]
        if relation.kind in IDENTIFYING_TIES and named and unnamed:
            message = (
                f"{unnamed[0]!r} is unnamed but {named[0]!r} is named and tied to it by "
                f"{relation.kind}: this identifies it."
            )
            yield Finding(relation, (), message)


@rule("W06", "name-in-title", "No id or title holds a name that a party does not want shown.")
def name_in_title(dataset: Dataset) -> Iterator[Finding]:
    """
    Find ids and titles in which a protected party is named: an edition is stopped or reads badly.
    """
    for holder, path, party in _hits(dataset, frozenset({"title"})):
        field = next(step for step in reversed(path) if isinstance(step, str))
        message = (
            f"{subject(holder)}: {field} holds the name of {party!r}, who is not to be named. "
            "Reword it."
        )
        yield Finding(holder, path, message)


@rule("W07", "cleared-text-changed", "Text that was cleared has not changed since.")
def cleared_text_changed(dataset: Dataset) -> Iterator[Finding]:
    """
    Find records whose free text is no longer what somebody read and passed.
    """
    for record in dataset.records():
        if record.cleared is not None and record.cleared != digest_of(record):
            message = (
                f"{subject(record)}: its text has changed since it was cleared. Read it again and "
                "clear it anew."
            )
            yield Finding(record, ("cleared",), message)


#: The rules that look at consent, by code.
PRIVACY_RULES: tuple[Rule, ...] = (
    name_in_text,
    identifying_tie,
    name_in_title,
    cleared_text_changed,
)
