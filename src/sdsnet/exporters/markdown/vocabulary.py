"""
Which words of the codelists an edition uses, so that a report can say what they mean.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sdsnet.derived import derived
from sdsnet.disclosure import Edition
from sdsnet.model.codelists import Code, Codelist
from sdsnet.model.fields import Declaration, Value, declarations

__all__ = ["used_codes"]


def used_codes(edition: Edition) -> tuple[tuple[Codelist, tuple[Code, ...]], ...]:
    """
    Find the codes that the records use in fields that may leave, list by list in their own order.
    """
    found: set[tuple[str, str]] = set()
    for record in edition.dataset.records():
        found.update(_codes(record))
    used = ((held, _of(held, found)) for held in edition.codelists.values())
    return tuple([(held, codes) for held, codes in used if codes])


def _of(held: Codelist, found: set[tuple[str, str]]) -> tuple[Code, ...]:
    return tuple([one for one in held if (held.name, one.key) in found])


def _codes(value: Value) -> Iterator[tuple[str, str]]:
    for name, declaration in _telling(type(value)):
        held: Any = getattr(value, name)
        if held is None:
            continue
        for one in held if declaration.many else (held,):
            if declaration.value is not None:
                yield from _codes(one)
            else:
                yield declaration.target[0], one


@derived
def _telling(cls: type) -> tuple[tuple[str, Declaration], ...]:
    """
    Return the fields that hold codes, or value objects that may hold some, and are not internal.
    """
    return tuple(
        (name, declaration)
        for name, declaration in declarations(cls).items()
        if declaration.disclosure != "internal" and declaration.kind in {"code", "object"}
    )
