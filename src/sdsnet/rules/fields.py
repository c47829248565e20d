"""
Rules that hold for every field, derived from the field declarations.

The values of a field are gathered from all records at once and compared as sets, which for a
dataset without faults costs a few milliseconds per hundred thousand values; only where a set
holds something that it should not is it asked which record it came from.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import attrgetter
from typing import Any

from sdsnet.dataset import Dataset
from sdsnet.model import RECORD_TYPES, Header, Phase, Question, Record
from sdsnet.model.codelists import Codelist
from sdsnet.model.edtf import EdtfError
from sdsnet.model.edtf import parse as parse_date
from sdsnet.model.fields import Declaration, declarations
from sdsnet.model.ways import Path, Steps, gather, places, ways
from sdsnet.near import Neighbours, nearest
from sdsnet.rules.rule import Finding, Rule, rule, subject

__all__ = ["known_keys", "readable_dates", "references_found", "unique_ids"]

Holder = tuple[type, Iterable[Record | Header]]


def _holders(dataset: Dataset) -> Iterator[Holder]:
    yield Header, (dataset,)
    for cls in RECORD_TYPES:
        held = getattr(dataset, cls.collection)
        if held:
            yield cls, held


def _where(
    holders: Iterable[Record | Header], steps: Steps, wanted: set[Any]
) -> Iterator[tuple[Record | Header, Path, Any]]:
    for holder in _likely(holders, steps, wanted):
        for path, value in places(holder, steps):
            if value in wanted:
                yield holder, path, value


def _likely(
    holders: Iterable[Record | Header], steps: Steps, wanted: set[Any]
) -> Iterable[Record | Header]:
    """
    Leave out, where it can be told at a glance, the holders in which nothing stands that is wanted.
    """
    (name, many), *further = steps
    if further:
        return holders
    held = zip(holders, map(attrgetter(name), holders), strict=True)
    return (holder for holder, value in held if not wanted.isdisjoint(value if many else (value,)))


@rule("E01", "unique-id", "Ids are unique, also without regard to case.")
def unique_ids(dataset: Dataset) -> Iterator[Finding]:
    """
    Find ids that two records share; the ids of phases and questions are in the same space.
    """
    ids = [
        *(record.id for record in dataset.records()),
        *(phase.id for one in dataset.initiatives for phase in one.phases),
        *(question.id for one in dataset.question_sets for question in one.questions),
    ]
    lowered = [one.lower() for one in ids]
    if len(set(lowered)) == len(lowered):
        return
    doubled = {key for key, count in Counter(lowered).items() if count > 1}
    first: dict[str, str] = {}
    for record, path, key, place in _named(dataset):
        lower = key.lower()
        if lower in first:
            message = (
                f"Two records share the id {key!r} ({first[lower]} and {place}). "
                "Give each its own id."
            )
            yield Finding(record, path, message)
        elif lower in doubled:
            first[lower] = place


def _named(dataset: Dataset) -> Iterator[tuple[Record, Path, str, str]]:
    for name, held in dataset.collections.items():
        for index, record in enumerate(held):
            place = f"{name}[{index}]"
            yield record, ("id",), record.id, place
            for field, declaration in declarations(type(record)).items():
                if declaration.value in {Phase, Question}:
                    for number, part in enumerate(getattr(record, field)):
                        at = f"{place}.{field}[{number}]"
                        yield record, (field, number, "id"), part.id, at


def references_found(refused: Mapping[str, str] | None = None) -> Rule:
    """
    Make the rule that every reference finds a record of the right type.

    Args:
        refused: Type by id of the records that were left out because they are not right
            themselves; a reference to one of them is no second fault.
    """
    left_out = refused or {}

    def check(dataset: Dataset) -> Iterator[Finding]:
        ids = _ids_by_type(dataset, left_out)

        @functools.cache
        def near(targets: tuple[str, ...]) -> Neighbours:
            return Neighbours(set().union(*(ids[target] for target in targets)))

        for cls, holders in _holders(dataset):
            for steps, declaration in ways(cls, "ref"):
                if declaration.target == ("Phase",):
                    continue  # whether it is a phase of its own initiative is a rule by itself
                known = [ids[target] for target in declaration.target]
                lost = gather(holders, steps).difference(*known)
                if lost:
                    for record, path, key in _where(holders, steps, lost):
                        yield _lost(record, path, key, declaration, ids, near)

    return rule("E02", "unknown-reference", "A reference finds a record of the right type.")(check)


def _ids_by_type(dataset: Dataset, refused: Mapping[str, str]) -> dict[str, set[str]]:
    ids = {cls.__name__: {r.id for r in getattr(dataset, cls.collection)} for cls in RECORD_TYPES}
    for key, name in refused.items():
        ids[name].add(key)
    ids["Record"] = set().union(*ids.values())
    ids["Question"] = {q.id for one in dataset.question_sets for q in one.questions}
    if any(name == "QuestionSet" for name in refused.values()):
        # The questions of a set that was refused are not known, so nothing can be said of them.
        ids["Question"] |= gather(dataset.observations, (("question", False),))
    return ids


def _lost(
    record: Record | Header,
    path: Path,
    key: str,
    declaration: Declaration,
    ids: Mapping[str, set[str]],
    near: Callable[[tuple[str, ...]], Neighbours],
) -> Finding:
    due = " or ".join(_word(target) for target in declaration.target)
    field = next(step for step in reversed(path) if isinstance(step, str))
    found = next((name for name, held in ids.items() if key in held and name != "Record"), None)
    start = f"{subject(record)}: {field} points to {key!r}, "
    if found:
        return Finding(record, path, f"{start}which is a {_word(found)}. It takes a {due}.")
    hint = near(declaration.target).nearest(key)
    ending = f" Nearest: {hint}." if hint else ""
    return Finding(record, path, f"{start}but there is no {due} {key!r}.{ending}", hint)


def _word(type_name: str) -> str:
    """
    Write the name of a type as prose does: `PracticeExample` is a practice example.
    """
    return "".join(f" {c.lower()}" if c.isupper() else c for c in type_name).strip()


def known_keys(codelists: Mapping[str, Codelist]) -> Rule:
    """
    Make the rule that every code is a key of its codelist.
    """

    def check(dataset: Dataset) -> Iterator[Finding]:
        declared = tuple(audience.name for audience in dataset.audiences)
        for cls, holders in _holders(dataset):
            for steps, declaration in ways(cls, "code"):
                name = declaration.target[0]
                more = declared if name == "audience" else ()
                keys = set(declaration.only or (*codelists[name].keys, *more))
                unknown = gather(holders, steps) - keys
                if unknown:
                    for record, path, key in _where(holders, steps, unknown):
                        known = f"in the {name} list"
                        if key in codelists[name]:
                            known = "among the keys that may stand here"
                        # A number or address put in the wrong field is still somebody's own.
                        shown = "this word" if declaration.disclosure == "contact" else repr(key)
                        yield _unknown(record, path, shown, key, known, keys)

    return rule("E03", "unknown-key-in-codelist", "A code is a key of its codelist.")(check)


def _unknown(
    record: Record | Header, path: Path, shown: str, key: str, known: str, keys: set[str]
) -> Finding:
    hint = nearest(key, keys)
    way_out = f"Nearest: {hint}." if hint else f"Known are: {', '.join(sorted(keys))}."
    message = f"{subject(record)}: {shown} is not {known}. {way_out}"
    return Finding(record, path, message, hint)


@rule("E04", "unreadable-date", "Dates are EDTF level 1.")
def readable_dates(dataset: Dataset) -> Iterator[Finding]:
    """
    Find dates that cannot be read.
    """
    for cls, holders in _holders(dataset):
        for steps, _ in ways(cls, "date"):
            unreadable = {text for text in gather(holders, steps) if not _is_date(text)}
            if unreadable:
                for record, path, text in _where(holders, steps, unreadable):
                    message = (
                        f"{subject(record)}: {text!r} is not a date this library reads. Write "
                        "2012-10-03 or 2012-10, and keep the wording in date_as_written."
                    )
                    yield Finding(record, path, message)


def _is_date(text: str) -> bool:
    try:
        parse_date(text)
    except EdtfError:
        return False
    return True
