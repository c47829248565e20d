"""
Which stretches of a text may be shown, because they are keys or hold nothing about a person.

A line of a data file is shown beside a problem, on screens and in logs that others see. So a value
is shown only if it certainly stands in a field that holds no personal data and no free text. What
is not known to be such a value is not shown, such as comments and whatever cannot be placed.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import attrs
import yaml

from sdsnet.derived import derived
from sdsnet.mirrors import VERSION_KEY
from sdsnet.model import Header
from sdsnet.model.fields import Declaration, Value, declarations
from sdsnet.reading.faults import is_key
from sdsnet.reading.files import Format
from sdsnet.reading.shape import COLLECTIONS, TYPES
from sdsnet.reading.yaml import events

__all__ = ["Stretch", "first_key", "stretches"]

_PERSONAL = frozenset({"identifying", "contact", "free_text"})
_OPEN_TEXT = frozenset({"open", "structural"})
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"|[\[\]{},:]|[^\s\[\]{},:"]+', re.DOTALL)
_FIRST_KEY = re.compile(r"""([\s{\[-]*)(["']?)([a-z_]+)\2\s*:""")


@attrs.frozen
class Stretch:
    """
    A key or a value in a text.

    Attributes:
        start: Where it begins, in characters from 0.
        end: Where it ends.
        is_shown: Whether it may be shown.
    """

    start: int
    end: int
    is_shown: bool


@attrs.frozen(eq=False)
class _Scope:
    """
    What the model says of one place in a document.

    Attributes:
        fields: The places below it by key; none where the model knows of no mapping.
        is_shown: Whether a value that stands here may be shown.
    """

    fields: Mapping[str, _Scope] = attrs.field(factory=dict)
    is_shown: bool = False

    def shows_key(self, key: str) -> bool:
        """
        Tell whether a key may be shown: where a mapping is due, if it looks like a key at all.
        """
        return bool(self.fields) and is_key(key)


_HIDDEN = _Scope()
_SHOWN = _Scope(is_shown=True)


@derived
def _of(cls: type[Value]) -> _Scope:
    return _Scope({name: _field(declared) for name, declared in declarations(cls).items()})


def _field(declared: Declaration) -> _Scope:
    if declared.value is not None:
        return _of(declared.value)
    if declared.kind == "mapping" or declared.disclosure in _PERSONAL:
        return _HIDDEN
    if declared.kind == "text" and declared.disclosure not in _OPEN_TEXT:
        return _HIDDEN
    return _SHOWN


@derived
def _document() -> _Scope:
    lists = {name: _of(cls) for name, cls in COLLECTIONS.items()}
    return _Scope({VERSION_KEY: _SHOWN, "dataset": _of(Header), **lists})


def _line(text: str) -> _Scope:
    """
    Find what a line of JSON Lines is about, from the type that it states.
    """
    try:
        kind = json.loads(text).get("type")
    except (ValueError, AttributeError, RecursionError):
        return _HIDDEN
    known: dict[str, type[Value]] = {"dataset": Header, **TYPES}
    fields = _of(known[kind]).fields if kind in known else {}
    return _Scope({"type": _SHOWN, VERSION_KEY: _SHOWN, **fields})


@derived
def _known_keys() -> frozenset[str]:
    todo, known = [_document(), _line("{}")], set[str]()
    while todo:
        fields = todo.pop().fields
        known |= fields.keys()
        todo += fields.values()
    return frozenset(known)


class _Walk:
    """
    A walk through the tokens of a document, which knows what the model says of every place.

    The stack holds, for every open list or mapping, what it is about; for a mapping also whether a
    key is due, and what the model says of the value of the last key.
    """

    def __init__(self, root: _Scope) -> None:
        self._scope = root
        self._is_mapping = self._key_is_due = False
        self._value = root
        self._stack: list[tuple[_Scope, bool, _Scope]] = []

    def open(self, *, is_mapping: bool) -> None:
        """
        Go into a list or a mapping.
        """
        self._stack.append((self._scope, self._is_mapping, self._value))
        self._scope = self._value
        self._is_mapping = self._key_is_due = is_mapping

    def close(self) -> None:
        """
        Come back out of it.
        """
        if self._stack:
            self._scope, self._is_mapping, self._value = self._stack.pop()
        self._after_value()

    def scalar(self, words: str) -> bool:
        """
        Pass a key or a value, and tell whether it may be shown.
        """
        if self._key_is_due:
            self._key_is_due = False
            self._value = self._scope.fields.get(words, _HIDDEN)
            return self._scope.shows_key(words)
        is_shown = self._value.is_shown
        self._after_value()
        return is_shown

    def _after_value(self) -> None:
        self._key_is_due = self._is_mapping
        if not self._is_mapping:
            self._value = self._scope


def stretches(text: str, written_as: Format, *, start: int, end: int) -> Iterator[Stretch]:
    """
    Yield the keys and values of a well-formed text up to a place, and whether each may be shown.

    Args:
        text: The text of a file.
        written_as: Its format.
        start: For JSON Lines, where the line begins that is asked about; else it is not needed.
        end: Where to stop, or for JSON Lines where that line ends.
    """
    if written_as == "yaml":
        return _yaml_stretches(text, end)
    if written_as == "json":
        return _json_stretches(text, 0, end, _document())
    return _json_stretches(text, start, end, _line(text[start:end]))


def _yaml_stretches(text: str, end: int) -> Iterator[Stretch]:
    walk, next_event = _Walk(_document()), events(text)
    with contextlib.suppress(yaml.YAMLError):
        while not isinstance(event := next_event(), yaml.StreamEndEvent):
            first, last = _place(event)
            if isinstance(event, yaml.CollectionStartEvent):
                walk.open(is_mapping=isinstance(event, yaml.MappingStartEvent))
            elif isinstance(event, yaml.CollectionEndEvent):
                walk.close()
            elif isinstance(event, yaml.AliasEvent):
                walk.scalar("*")
            elif isinstance(event, yaml.ScalarEvent):
                is_shown = walk.scalar(event.value)
                yield Stretch(first, last, is_shown and _is_verbatim(text[first:last], event.value))
            if first >= end:
                return


def _place(event: Any) -> tuple[int, int]:
    return event.start_mark.index, event.end_mark.index


def _is_verbatim(written: str, value: str) -> bool:
    """
    Tell whether a stretch of text is just the value, with or without quotes.
    """
    return written in {value, f'"{value}"', f"'{value}'"}


def _json_stretches(text: str, start: int, end: int, root: _Scope) -> Iterator[Stretch]:
    walk = _Walk(root)
    for token in _TOKEN.finditer(text, start):
        if token.start() >= end:
            return
        words = token.group()
        if words in "[{":
            walk.open(is_mapping=words == "{")
        elif words in "]}":
            walk.close()
        elif words not in ",:":
            is_shown = walk.scalar(words.strip('"'))
            yield Stretch(token.start(), token.end(), is_shown)


def first_key(line: str) -> int:
    """
    Return where a line stops to be known, if its text is not well-formed: after its first key.

    Returns:
        The end of the first key with its colon, if it is a key of the model; else 0.
    """
    found = _FIRST_KEY.match(line)
    return found.end() if found and found[3] in _known_keys() else 0
