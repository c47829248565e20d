"""
Records made in code: the structural rules that a reader would have kept.

attrs takes what it is given; a file could not hold these mistakes past the reader.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from math import isfinite
from typing import Any

from sdsnet.dataset import Collection, Dataset
from sdsnet.mirrors import LARGEST_INTEGER
from sdsnet.model import RECORD_TYPES, Header, Record
from sdsnet.model.fields import ID_PATTERN, UNFIT_TEXT, Declaration, Value, declarations, evolve
from sdsnet.model.ways import Path
from sdsnet.rules.rule import Finding, Rule, subject
from sdsnet.rules.structure import STRUCTURE

__all__ = ["misfits", "without"]

_DUE: dict[str, type] = {"integer": int, "boolean": bool, "mapping": Mapping}
_WORDS = {int: "a whole number", bool: "True or False", Mapping: "a mapping", str: "text"}


def _rule(code: str) -> Rule:
    structural = STRUCTURE[code]
    return Rule(code, structural.name, structural.meaning, lambda _: ())


_MISSING, _WRONG_KIND, _UNFIT_TEXT, _UNFIT_ID = map(_rule, ("S06", "S07", "S12", "S14"))


def misfits(dataset: Dataset) -> Iterator[tuple[Rule, Finding]]:
    """
    Yield what is wrong with the values of records and header, with the rule that says so.
    """
    yield from _holder(dataset, Header)
    for cls in RECORD_TYPES:
        for record in getattr(dataset, cls.collection):
            if isinstance(record, cls):
                yield from _holder(record, cls)
            else:
                message = f"{cls.collection} takes {cls.__name__}, not {type(record).__name__}."
                yield _WRONG_KIND, Finding(record, (), message)


def _holder(holder: Record | Header, cls: type[Value]) -> Iterator[tuple[Rule, Finding]]:
    for rule, path, message in _value(holder, cls, ()):
        yield rule, Finding(holder, path, f"{subject(holder)}: {message}")


def _value(holder: Value, cls: type[Value], path: Path) -> Iterator[tuple[Rule, Path, str]]:
    for name, declaration in declarations(cls).items():
        value = getattr(holder, name)
        here = (*path, name)
        if value is None or value == () or (value == "" and declaration.required):
            if declaration.required:
                yield _MISSING, here, f"{name} is required and has no value."
        elif declaration.many:
            for index, item in enumerate(value):
                yield from _one(item, name, declaration, (*here, index))
        else:
            yield from _one(value, name, declaration, here)


def _one(
    value: Any, name: str, declaration: Declaration, path: Path
) -> Iterator[tuple[Rule, Path, str]]:
    due: Any = declaration.value or _DUE.get(declaration.kind, str)
    if not isinstance(value, due) or (due is int and isinstance(value, bool)):
        words = _WORDS.get(due, due.__name__)
        yield _WRONG_KIND, path, f"{name} takes {words}, not {type(value).__name__}."
    elif declaration.value is not None:
        yield from _value(value, declaration.value, path)
    elif due is not str:
        if fault := _free_fault(value, text_only=declaration.target == ("text",)):
            yield fault[0], path, f"{name} {fault[1]}"
    elif UNFIT_TEXT.search(value):
        yield _UNFIT_TEXT, path, f"{name} holds a character that no text may hold."
    elif name == "id" and not ID_PATTERN.fullmatch(value):
        yield _UNFIT_ID, path, "this cannot be an id."


def _free_fault(value: Any, *, text_only: bool = False) -> tuple[Rule, str] | None:
    """
    Return what is wrong first with a number, or with free values that have to fit into JSON.
    """
    if isinstance(value, str):
        unfit = UNFIT_TEXT.search(value)
        return (_UNFIT_TEXT, "holds a character that no text may hold.") if unfit else None
    if isinstance(value, Mapping):
        held = value.values() if text_only else ()
        if not all(isinstance(one, str) for one in chain(value, held)):
            return _WRONG_KIND, f"takes text as keys{' and as values' if text_only else ''}."
        return _first_fault(chain.from_iterable(value.items()))
    if isinstance(value, list):
        return _first_fault(value)
    if isinstance(value, int) and abs(value) > LARGEST_INTEGER:
        return _WRONG_KIND, "holds a number too large to be kept exactly."
    fits = value is None or isinstance(value, int) or (isinstance(value, float) and isfinite(value))
    return None if fits else (_WRONG_KIND, "holds what JSON cannot hold.")


def _first_fault(values: Iterable[Any]) -> tuple[Rule, str] | None:
    return next(filter(None, map(_free_fault, values)), None)


def without(dataset: Dataset, left_out: set[int]) -> Dataset:
    """
    Return a dataset without some records, given by identity, so that rules can speak of the rest.
    """
    kept: dict[str, Any] = {
        name: Collection(record for record in held if id(record) not in left_out)
        for name, held in dataset.collections.items()
    }
    if id(dataset) in left_out:
        return Dataset(id="unknown", title="unknown", **kept)
    return evolve(dataset, **kept)
