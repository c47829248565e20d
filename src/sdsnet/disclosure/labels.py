"""
Labels for protected parties, and new ids that tell nothing of what they replace.

A new id is made from the audience and from what is disclosed, never from a name, an old id, the
order in a file or a clock. Things that look alike are told apart by what is disclosed around them;
what is then still alike is interchangeable, and numbered.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs

from sdsnet.model import Participant, Record
from sdsnet.model.codelists import CODELISTS
from sdsnet.model.codelists.codelist import words as words_of
from sdsnet.model.fields import declarations
from sdsnet.model.references import references

__all__ = ["Label", "disclosed_of", "label_of", "new_ids", "shared_combinations"]

_DIGITS = 12
# Digits alone might look like a phone number.
_LETTERS = str.maketrans("0123456789", "ghijklmnop")

Neighbours = Mapping[Any, Iterable[tuple[str, Any]]]
Combination = tuple[str, tuple[str, ...], str | None, str | None]


@attrs.frozen
class Label:
    """
    What is shown of a protected party.

    Attributes:
        words: The words that stand for it, such as `a provider`.
        kind: Person, organisation, service or collective.
        roles: Its roles, if enough protected parties share them together with sector and nation.
        sector: Its sector, under the same condition.
        jurisdiction: Its nation, under the same condition.
    """

    words: str
    kind: str
    roles: tuple[str, ...] = ()
    sector: str | None = None
    jurisdiction: str | None = None


def combination(party: Participant) -> Combination:
    """
    Return kind, roles, sector and nation of a party: what together may tell who it is.
    """
    return party.kind, tuple(sorted(party.roles)), party.sector, party.jurisdiction


def shared_combinations(protected: Iterable[Participant], at_least: int) -> frozenset[Combination]:
    """
    Return the combinations that enough protected parties share.
    """
    counts = Counter(map(combination, protected))
    return frozenset(held for held, count in counts.items() if count >= at_least)


def label_of(party: Participant, shared: frozenset[Combination]) -> Label:
    """
    Return the label of a protected party.
    """
    if combination(party) in shared and party.roles:
        key = min(party.roles)
        known = CODELISTS["role"]
        role = (known.label(key) if key in known else words_of(key)).lower()
        words = f"{'an' if role[0] in 'aeio' else 'a'} {role}"
        return Label(
            words, party.kind, tuple(sorted(party.roles)), party.sector, party.jurisdiction
        )
    if party.kind == "service":
        return Label("a service", party.kind)
    return Label("a participant", party.kind)


def disclosed_of(
    things: Mapping[str, Any], draft: Iterable[Record]
) -> tuple[dict[Any, Any], dict[Any, list[tuple[str, Any]]]]:
    """
    Return what is disclosed of each thing, and what is disclosed around it, as `new_ids` takes it.

    Args:
        things: The things by the ids that stand for them in the draft.
        draft: Records of an edition in the making, those that hold or name one of these ids among
            them.
    """
    content: dict[Any, Any] = {}
    neighbours: dict[Any, list[tuple[str, Any]]] = {}
    for record in draft:
        here = things.get(record.id)
        if here is not None:
            content[here] = _scalars(record)
        for reference in references(record):
            field = ".".join(step for step in reference.path if isinstance(step, str))
            there = things.get(reference.id)
            tie = f"{record.collection}.{field}"
            if here is not None:
                neighbours.setdefault(here, []).append((tie, there or reference.id))
            if there is not None:
                neighbours.setdefault(there, []).append((f"<{tie}", here or record.id))
    return content, neighbours


def _scalars(record: Record) -> dict[str, object]:
    return {
        name: getattr(record, name)
        for name, declaration in declarations(type(record)).items()
        if name != "id" and declaration.kind not in {"ref", "object", "mapping"}
    }


def new_ids(
    audience: str,
    content: Mapping[Any, Any],
    neighbours: Neighbours,
    taken: Iterable[str],
    prefixes: Mapping[Any, str],
) -> dict[Any, str]:
    """
    Make ids for things from what is disclosed of them.

    Args:
        audience: The audience.
        content: What is disclosed of each thing, as JSON-able data.
        neighbours: For each thing, the kind of tie and what stands at its other end: another thing,
            or the id of a record that keeps its own.
        taken: Ids that are not free.
        prefixes: What the new id begins with.
    """
    digests = {thing: _digest([audience, what]) for thing, what in content.items()}
    groups = []
    for things in _connected(content, neighbours):
        told_apart = _told_apart({one: digests[one] for one in things}, neighbours)
        groups.append(sorted(told_apart.items(), key=lambda item: item[1]))
    groups.sort(key=lambda group: [digest for _, digest in group])
    in_order = dict(pair for group in groups for pair in group)
    return _numbered(in_order, {one.lower() for one in taken}, prefixes)


def _connected(content: Iterable[Any], neighbours: Neighbours) -> Iterator[list[Any]]:
    """
    Yield the things in groups, such that no tie leads from one group to another.
    """
    left = dict.fromkeys(content)
    while left:
        group = [next(iter(left))]
        del left[group[0]]
        for thing in group:
            for _, end in neighbours.get(thing, ()):
                if end in left:
                    del left[end]
                    group.append(end)
        yield group


def _told_apart(digests: dict[Any, str], neighbours: Neighbours) -> dict[Any, str]:
    """
    Refine digests until no two things have the same one, save those with the very same neighbours.

    Where two are alike all the same, either may be called the first; what hangs on it must follow.
    """
    digests = _settled(digests, neighbours)
    while True:
        alike: dict[str, list[Any]] = defaultdict(list)
        for thing, digest in digests.items():
            alike[digest].append(thing)
        open_ones = sorted(
            digest
            for digest, things in alike.items()
            if len({frozenset(neighbours.get(one, ())) for one in things}) > 1
        )
        if not open_ones:
            return digests
        first = alike[open_ones[0]][0]
        digests[first] = _digest([digests[first], "first"])
        digests = _settled(digests, neighbours)


def _settled(digests: dict[Any, str], neighbours: Neighbours) -> dict[Any, str]:
    while True:
        around = {
            thing: sorted([tie, digests.get(end, end)] for tie, end in neighbours.get(thing, ()))
            for thing in digests
        }
        refined = {thing: _digest([digest, around[thing]]) for thing, digest in digests.items()}
        if len(set(refined.values())) == len(set(digests.values())):
            return refined
        digests = refined


def _digest(data: Any) -> str:
    text = json.dumps(data, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _numbered(
    digests: Mapping[Any, str], taken: set[str], prefixes: Mapping[Any, str]
) -> dict[Any, str]:
    alike: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for thing, digest in digests.items():
        alike[(prefixes[thing], digest)].append(thing)
    made: dict[Any, str] = {}
    for (prefix, digest), things in sorted(alike.items(), key=lambda item: item[0]):
        for number, thing in enumerate(things, 1):
            suffix = f"-{number}" if len(things) > 1 else ""
            digits = _DIGITS
            while (key := f"{prefix}-{digest[:digits].translate(_LETTERS)}{suffix}") in taken:
                digits += 1
            taken.add(key)
            made[thing] = key
    return made
