"""
Faults for plain documents: each changes a document at a place that is drawn.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

from hypothesis import strategies as st

from sdsnet.testing.scalars import texts

__all__ = ["FAULTS", "Fault"]

Fault = Callable[[st.DrawFn, dict[str, Any]], None]
Place = tuple[Any, Any]

_STRANGE_TEXTS = (
    *("a b", "", "a\n", ":", "r1", "2012-13", "3 Oct", "2012-10-03", "1", "true", "12", "0x1F"),
    *("public", "acknowledge", "culture", "named", "exact", "Ünïcode", "x" * 1000),
    *("a\x00b", "\x1f", "\ud800", "\ufffe"),
)  # fmt: skip
_STRANGE: st.SearchStrategy[Any] = st.sampled_from(
    (
        *(None, [], {}, [None], [""], [[]], {"a": 1}, {"id": "x"}, True, False),
        *(0, 1, -1, 1.0, 1.5, 1e300, 2**53 + 1, 10**18, 10**30, 2012),
        *_STRANGE_TEXTS,
    )
)  # fmt: skip


def _places(value: Any) -> Iterator[Place]:
    """
    Yield every container with every key or position in it.
    """
    steps = list(value) if isinstance(value, dict) else range(len(value))
    for step in steps:
        yield value, step
        if isinstance(value[step], (dict, list)):
            yield from _places(value[step])


def _place(draw: st.DrawFn, document: dict[str, Any], kind: type = object) -> Place | None:
    """
    Draw a place that holds a value of a kind: first a key, so that a rare one is as likely as any.
    """
    places: dict[str, list[Place]] = {}
    for container, step in _places(document):
        if isinstance(container[step], kind):
            places.setdefault(step if isinstance(step, str) else "", []).append((container, step))
    if not places:
        return None
    found = places[draw(st.sampled_from(sorted(places)))]
    return found[draw(st.integers(0, len(found) - 1))]


def _replace(draw: st.DrawFn, document: dict[str, Any]) -> None:
    if place := _place(draw, document):
        place[0][place[1]] = copy.deepcopy(draw(_STRANGE))


def _reword(draw: st.DrawFn, document: dict[str, Any]) -> None:
    """
    Put another text where a text stood: a wrong date, code, id or reference, more often than not.
    """
    if place := _place(draw, document, str):
        place[0][place[1]] = draw(st.sampled_from(_STRANGE_TEXTS))


def _leave_out(draw: st.DrawFn, document: dict[str, Any]) -> None:
    if place := _place(draw, document):
        del place[0][place[1]]


def _misspell(draw: st.DrawFn, document: dict[str, Any]) -> None:
    if place := _place(draw, document):
        container, key = place
        if isinstance(container, dict):
            misspelt = draw(st.sampled_from((key[:-1], f"{key}s", key.upper())))
            container[misspelt] = container.pop(key)
        elif isinstance(container[key], str):
            container[key] = container[key][:-1]


def _add_key(draw: st.DrawFn, document: dict[str, Any]) -> None:
    place = _place(draw, document, dict)
    if place:
        place[0][place[1]][draw(texts())] = copy.deepcopy(draw(_STRANGE))


def _wrap(draw: st.DrawFn, document: dict[str, Any]) -> None:
    if place := _place(draw, document):
        place[0][place[1]] = [place[0][place[1]]]


def _unwrap(draw: st.DrawFn, document: dict[str, Any]) -> None:
    place = _place(draw, document, list)
    if place and place[0][place[1]]:
        place[0][place[1]] = place[0][place[1]][0]


def _repeat(draw: st.DrawFn, document: dict[str, Any]) -> None:
    place = _place(draw, document, list)
    if place:
        place[0][place[1]] += copy.deepcopy(place[0][place[1]])


def _move(draw: st.DrawFn, document: dict[str, Any]) -> None:
    """
    Put a copy of one value where another stood, such as an id of one type where another is due.
    """
    source, target = _place(draw, document), _place(draw, document)
    if source and target:
        target[0][target[1]] = copy.deepcopy(source[0][source[1]])


def _spell(draw: st.DrawFn, document: dict[str, Any]) -> None:
    """
    Write a number or true or false as text.
    """
    if place := _place(draw, document, int):
        place[0][place[1]] = str(place[0][place[1]]).lower()


#: The faults, from the plainest to the oddest.
FAULTS: tuple[Fault, ...] = (
    _leave_out,
    _reword,
    _replace,
    _misspell,
    _add_key,
    _wrap,
    _unwrap,
    _repeat,
    _move,
    _spell,
)
