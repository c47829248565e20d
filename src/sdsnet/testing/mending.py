"""
Datasets made to keep every rule: what a rule finds missing is drawn, what it finds too much goes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sdsnet.dataset import Collection, Dataset, with_records
from sdsnet.model import Header, Record
from sdsnet.model.fields import Value, declarations, evolve
from sdsnet.rules import RULES, Finding, findings
from sdsnet.testing.drawing import Maker

__all__ = ["mended"]

_PATIENCE = 12


def mended(
    dataset: Dataset, maker: Maker, *, elsewhere: Mapping[str, str] | None = None
) -> Dataset:
    """
    Return a dataset with changes by which it keeps every rule.

    Args:
        dataset: Well-formed records.
        maker: Draws what is missing.
        elsewhere: Type by id of records that count as being there.
    """
    for _ in range(_PATIENCE):
        found = _errors(dataset, elsewhere)
        if not found:
            return dataset
        _renew_ids(maker, dataset, elsewhere or {})
        dataset = _mend(dataset, found, maker)
    while found := _errors(dataset, elsewhere):
        dataset = _without(dataset, {id(one.record) for one in found})
    return dataset


def _errors(dataset: Dataset, elsewhere: Mapping[str, str] | None) -> list[Finding]:
    found = findings(dataset, rules=RULES, refused=elsewhere)
    return [finding for rule, finding in found if rule.severity == "error"]


def _renew_ids(maker: Maker, dataset: Dataset, elsewhere: Mapping[str, str]) -> None:
    maker.ids.clear()
    for key, name in elsewhere.items():
        maker.hold(name, key)
    for record in dataset.records():
        maker.hold(type(record).__name__, record.id)
    for initiative in dataset.initiatives:
        for phase in initiative.phases:
            maker.hold("Phase", phase.id)
    for questions in dataset.question_sets:
        for question in questions.questions:
            maker.hold("Question", question.id)


def _mend(dataset: Dataset, found: list[Finding], maker: Maker) -> Dataset:
    """
    Mend each record that something was found in; what cannot be mended is left out.
    """
    places: dict[int, dict[str, Finding]] = {}
    for one in found:
        # One change to a field at a time: the next finding may speak of what moved or went.
        places.setdefault(id(one.record), {}).setdefault(str(one.path[0]), one)
    changed: dict[str, Collection[Record]] = {}
    for name, held in dataset.collections.items():
        mended_ones = (_record(record, places.get(id(record), {}), maker) for record in held)
        changed[name] = Collection(one for one in mended_ones if one is not None)
    header = _record(dataset.header, places.get(id(dataset), {}), maker)
    return with_records(header or Header(id="bare", title="Bare"), changed)


def _record(record: Any, found: Mapping[str, Finding], maker: Maker) -> Any:
    for finding in found.values():
        if record is not None:
            record = _with_mended(record, finding.path, maker)
    return record


def _with_mended(holder: Value, path: tuple[str | int, ...], maker: Maker) -> Any:
    """
    Return a value with a place in it mended, or nothing where it cannot stand any more.
    """
    name, rest = str(path[0]), path[1:]
    declaration = declarations(type(holder))[name]
    value = getattr(holder, name)
    if rest and declaration.many:
        index = int(rest[0])
        item = _with_mended(value[index], rest[1:], maker) if rest[1:] else None
        value = (*value[:index], *([] if item is None else [item]), *value[index + 1 :])
    elif rest:
        value = _with_mended(value, rest, maker)
    elif declaration.required or value is None or value == ():
        value = maker.field(type(holder), name) if maker.can_draw(declaration) else None
    else:
        value = None
    if declaration.required and not value and value is not False:
        return None
    return evolve(holder, **{name: value})


def _without(dataset: Dataset, left_out: set[int]) -> Dataset:
    kept = {
        name: [record for record in held if id(record) not in left_out]
        for name, held in dataset.collections.items()
    }
    header = dataset.header if id(dataset) not in left_out else Header(id="bare", title="Bare")
    return with_records(header, kept)
