"""
Which records pass into an edition as they are: asked of many records at once, field by field.

Whether a field holds anything that has to be changed is cheap to ask of some hundred records
together, and for most fields of most records the answer is no. What passes here is what the
rewriting of single records would leave as it is; all others are left to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter
from typing import Any

from sdsnet.derived import derived
from sdsnet.disclosure.freetext import Matcher
from sdsnet.model import Record
from sdsnet.model.fields import Declaration, Value, declarations
from sdsnet.model.ways import Steps, gather, reach

__all__ = ["passing"]

_AT_ONCE = 200
_FOR_THE_KEEPER = frozenset({"internal", "contact"})


def passing(cls: type[Record], records: Sequence[Record], matcher: Matcher) -> Iterator[Record]:
    """
    Yield the records in which there is nothing to change.

    Args:
        cls: The class of all of them, of whose fields it is known how they may be disclosed.
        records: Records with which nothing that is hidden has to do.
        matcher: Finds what must not be shown in text.
    """
    for start in range(0, len(records), _AT_ONCE):
        batch = records[start : start + _AT_ONCE]
        for asks, steps, declaration in _questions(cls):
            if asks(batch, steps, declaration, matcher):
                batch = [one for one in batch if not asks((one,), steps, declaration, matcher)]
        yield from batch


#: Tells whether there is anything to change in one field of some records.
_Question = Callable[[Sequence[Record], Steps, Declaration, Matcher], bool]


def _held(records: Sequence[Record], steps: Steps) -> Iterator[Any]:
    *outer, (name, _) = steps
    return map(attrgetter(name), reach(records, outer))


def _is_filled(records: Sequence[Record], steps: Steps, *_: object) -> bool:
    return any(held is not None and held != () for held in _held(records, steps))


def _repeats(records: Sequence[Record], steps: Steps, *_: object) -> bool:
    return any(len(set(held)) < len(held) for held in _held(records, steps))


def _is_of_another_class(
    records: Sequence[Record], steps: Steps, declaration: Declaration, _: Matcher
) -> bool:
    return not {declaration.value, type(None)}.issuperset(map(type, reach(records, steps)))


def _is_worth_a_search(
    records: Sequence[Record], steps: Steps, _: Declaration, matcher: Matcher
) -> bool:
    texts = gather(records, steps)
    return bool(texts) and matcher.may_find("\n".join(texts))


@derived
def _questions(
    cls: type[Value], before: Steps = ()
) -> tuple[tuple[_Question, Steps, Declaration], ...]:
    """
    Return what has to be asked of the fields of a class and of the value objects in it.
    """
    found: list[tuple[_Question, Steps, Declaration]] = []
    for name, declaration in declarations(cls).items():
        steps = (*before, (name, declaration.many))
        if declaration.disclosure in _FOR_THE_KEEPER or declaration.kind == "mapping":
            found.append((_is_filled, steps, declaration))
        elif declaration.value is not None:
            found.append((_is_of_another_class, steps, declaration))
            found += _questions(declaration.value, steps)
        elif declaration.kind == "text":
            found.append((_is_worth_a_search, steps, declaration))
        elif declaration.kind == "ref" and declaration.many:
            found.append((_repeats, steps, declaration))
    return tuple(found)
