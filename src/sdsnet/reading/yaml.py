"""
YAML to plain data, and back from a place in the data to a place in the text.

Built on libyaml's events, which PyYAML hands over as `CParser`; PyYAML's own parser stands in where
libyaml is missing. PyYAML's constructors are not used: they read `no`, `12:30` and `010` as
something else, keep the last of two equal keys, and take four to five times as long. Here a plain
scalar is read by the field it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from yaml.reader import ReaderError

from sdsnet.model.fields import UNFIT_TEXT
from sdsnet.reading.faults import Fault, Path, shown_key
from sdsnet.reading.limits import Limits
from sdsnet.reading.places import NOWHERE, Places, Trie
from sdsnet.reading.shape import scalar_kind

try:
    from yaml.cyaml import CParser as _Parser  # type: ignore[attr-defined]  # the stub hides it
except ImportError:  # PyYAML was built without libyaml
    from yaml import Loader as _Parser  # type: ignore[assignment, unused-ignore]

__all__ = ["events", "locate", "parse"]

_NULLS = frozenset({"", "null", "~"})
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_NOT_TEXT = frozenset("-0123456789tf")
_NO_KEY = object()
_LONGEST_INTEGER = 19

# The stubs give every event the same base class, which has none of the attributes asked for here.
NextEvent = Callable[[], Any]
# What YAML takes in double quotes only, as an escape.
_UNPRINTABLE = re.compile("[\x7f-\x84\x86-\x9f]")


class _Refused(Exception):  # noqa: N818  a way out of the builder, never seen outside
    """
    The text cannot be read any further.
    """

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


def parse(text: str, limits: Limits) -> tuple[Any, list[Fault]]:
    """
    Read YAML text as plain data: mappings, lists, text, numbers, true, false and null.

    Returns:
        The data, and what is wrong with the text; data of a text with faults is incomplete.
    """
    unfit = UNFIT_TEXT.search(text)
    if unfit:
        return None, [_unfit(text, unfit.start())]
    builder = _Builder(limits, has_escapes="\\" in text)
    try:
        return builder.build(events(text)), builder.faults
    except _Refused as refused:
        return None, [*builder.faults, refused.fault]
    except yaml.YAMLError as error:
        raw = _UNPRINTABLE.search(text) if isinstance(error, ReaderError) else None
        return None, [*builder.faults, _unfit(text, raw.start()) if raw else _syntax(error)]


def events(text: str) -> NextEvent:
    """
    Return a function that gives the next event of YAML text each time that it is called.
    """
    next_event: NextEvent = _Parser(text).get_event
    return next_event


def _unfit(text: str, at: int) -> Fault:
    line = text.count("\n", 0, at) + 1
    column = at - (text.rfind("\n", 0, at) + 1) + 1
    message = f"The character U+{ord(text[at]):04X} cannot stand in a text file. Remove it."
    return Fault("S12", message, mark=(line, column))


def _syntax(error: yaml.YAMLError) -> Fault:
    problem = getattr(error, "problem", None) or "this is not YAML"
    context = getattr(error, "context", None) or ""
    mark = getattr(error, "problem_mark", None)
    found = f"{problem}, {context}" if context else problem
    hint = ""
    if context == "while scanning a quoted scalar":
        # Where the file ends tells nobody which quote was left open.
        mark, hint = error.context_mark, " The quote that opens here is not closed."  # type: ignore[attr-defined]  # scanner errors have it
    elif "cannot start any token" in problem:
        hint = " Indent with spaces, not with tabs; put text with special characters in quotes."
    return Fault("S03", f"This is not well-formed YAML: {found}.{hint}", mark=_place(mark))


def _place(mark: Any) -> tuple[int, int] | None:
    return (mark.line + 1, mark.column + 1) if mark is not None else None


def _is_start(event: Event) -> bool:
    return isinstance(event, (MappingStartEvent, SequenceStartEvent))


class _Builder:
    """
    Builds plain data from parser events, without recursion.

    The stack holds, for every open container, the container around it, the key under which it
    stands there, and the anchor by which it can be called again.
    """

    def __init__(self, limits: Limits, *, has_escapes: bool) -> None:
        self.faults: list[Fault] = []
        self._has_escapes = has_escapes
        self._limits = limits
        self._anchors: dict[str, tuple[Any, int]] = {}
        self._stack: list[tuple[Any, Any, str | None, int]] = []
        self._nodes = 0
        self._expanded = 0

    # One loop with all events in it: a call for each of a million events costs as much again.
    def build(  # noqa: C901, PLR0912, PLR0915
        self, next_event: NextEvent
    ) -> Any:
        """
        Read the events of one document to their end.
        """
        current: Any = [None]
        key: Any = _NO_KEY
        stack = self._stack
        longest = self._limits.text_characters
        while True:
            event = next_event()
            kind = type(event)
            if kind is ScalarEvent:
                self._nodes += 1
                value: Any = event.value
                if event.tag is not None:
                    raise _Refused(_tagged(event))
                if len(value) > longest:
                    raise _Refused(self._too_long(event))
                if self._has_escapes and UNFIT_TEXT.search(value):
                    self.faults.append(_unfit_escape(event))
                    # Told once: whoever looks at the text again finds nothing more to say.
                    event.value = value = UNFIT_TEXT.sub("\ufffd", value)
                in_mapping = type(current) is dict
                if in_mapping and key is _NO_KEY:
                    key = self._key(current, event)
                    if event.anchor:
                        self._anchors[event.anchor] = (value, 1)
                    continue
                if event.implicit[0]:
                    if value in _NULLS:
                        value = None
                    elif value[0] in _NOT_TEXT:
                        value = self._plain(event, current, key)
                if event.anchor:
                    self._anchors[event.anchor] = (value, 1)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                self._open(event, current, key)
                current = {} if kind is MappingStartEvent else []
                key = _NO_KEY
                continue
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                value = current
                current, key, anchor, before = stack.pop()
                if anchor:
                    self._anchors[anchor] = (value, self._nodes - before)
            elif kind is AliasEvent:
                value = self._alias(event, current, key)
            elif kind is DocumentStartEvent:
                if current[0] is not None or len(current) > 1:
                    raise _Refused(self._second_document(event))
                continue
            elif kind is yaml.StreamEndEvent:
                return current[-1] if len(current) > 1 else None
            else:
                continue
            if type(current) is dict:
                if type(key) is str:
                    current[key] = value
                key = _NO_KEY
            else:
                current.append(value)

    def _open(self, event: Any, current: Any, key: Any) -> None:
        if event.tag is not None:
            raise _Refused(_tagged(event))
        if type(current) is dict and key is _NO_KEY:
            message = "A key is a word, not a list or a mapping. Is an indent or a quote missing?"
            raise _Refused(Fault("S09", message, mark=_place(event.start_mark)))
        if len(self._stack) >= self._limits.depth:
            raise _Refused(_too_deep(self._limits, _place(event.start_mark)))
        self._stack.append((current, key, event.anchor, self._nodes))
        self._nodes += 1
        if event.anchor:
            self._anchors.pop(event.anchor, None)

    def _key(self, mapping: dict[str, Any], event: ScalarEvent) -> Any:
        """
        Return a key, or `None` for one whose value is to be passed over.
        """
        key: str = event.value
        if key == "<<" and event.implicit[0]:
            message = "Merge keys (<<) are not read. Write the keys out."
            raise _Refused(Fault("S09", message, mark=_place(event.start_mark)))
        if key in mapping:
            message = f"The key{shown_key(key)} stands twice in this mapping. Keep one."
            self.faults.append(Fault("S04", message, mark=_place(event.start_mark)))
            return None
        return key

    def _plain(self, event: ScalarEvent, current: Any, key: Any) -> Any:
        """
        Read a plain scalar that could be a number, true or false, by the field it stands in.
        """
        words: str = event.value
        number = _NUMBER.fullmatch(words)
        if number is None and words not in {"true", "false"}:
            return words
        kind = scalar_kind(self._keys(current, key))
        if kind == "text":
            return words
        if number is None:
            return words == "true" if kind != "integer" else words
        if kind == "boolean":
            return words
        if number.group(1) is None and number.group(2) is None and len(words) <= _LONGEST_INTEGER:
            return int(words)
        return float(words)

    def _keys(self, current: Any, key: Any) -> tuple[str, ...]:
        keys = [outer for _, outer, _, _ in self._stack if type(outer) is str]
        if type(current) is dict and type(key) is str:
            keys.append(key)
        return tuple(keys)

    def _alias(self, event: AliasEvent, current: Any, key: Any) -> Any:
        mark = _place(event.start_mark)
        if type(current) is dict and key is _NO_KEY:
            raise _Refused(Fault("S09", "A key is a word, not an alias. Write it out.", mark=mark))
        if event.anchor not in self._anchors:
            message = "This alias stands for nothing that is complete. Write the value out."
            raise _Refused(Fault("S03", message, mark=mark))
        value, size = self._anchors[event.anchor]
        self._expanded += size
        self._nodes += size
        if self._expanded > self._limits.alias_nodes:
            message = (
                f"The aliases stand for more than {self._limits.alias_nodes:,} values "
                "(limit alias_nodes). Write the values out."
            )
            raise _Refused(Fault("S08", message, mark=mark))
        return value

    def _too_long(self, event: ScalarEvent) -> Fault:
        limit = self._limits.text_characters
        message = f"This text is longer than {limit:,} characters (limit text_characters)."
        return Fault("S08", message, mark=_place(event.start_mark))

    def _second_document(self, event: DocumentStartEvent) -> Fault:
        message = "A file holds one document. Put what follows the line --- in a file of its own."
        return Fault("S09", message, mark=_place(event.start_mark))


def _tagged(event: Any) -> Fault:
    message = "Tags such as !!str are not read. Leave the tag out; put text in quotes."
    return Fault("S09", message, mark=_place(event.start_mark))


def _unfit_escape(event: ScalarEvent) -> Fault:
    message = "This text holds, as an escape, a character that no text may hold. Remove it."
    return Fault("S12", message, mark=_place(event.start_mark))


def _too_deep(limits: Limits, mark: tuple[int, int] | None) -> Fault:
    message = f"Lists and mappings stand more than {limits.depth} deep (limit depth)."
    return Fault("S08", message, mark=mark)


def locate(text: str, wanted: Trie) -> Places:
    """
    Find the marks of places in YAML text that parses.

    Args:
        text: The text.
        wanted: The paths that are wanted, as a tree of keys and positions.

    Returns:
        For each wanted path that is there: line and column of the key or item, and of the value.
    """
    places: Places = {}
    next_event = events(text)
    while not _is_start(event := next_event()):
        if isinstance(event, yaml.StreamEndEvent):
            return places
    _note(places, (), event, event)
    _descend(event, next_event, wanted, (), places)
    return places


def _note(places: Places, path: Path, key: Any, value: Any) -> None:
    places[path] = (_place(key.start_mark) or NOWHERE, _place(value.start_mark) or NOWHERE)


def _descend(start: Event, next_event: NextEvent, wanted: Trie, path: Path, places: Places) -> None:
    """
    Go through an open container, down into what is wanted and past everything else.
    """
    is_mapping = isinstance(start, MappingStartEvent)
    index = 0
    while not isinstance(key := next_event(), (MappingEndEvent, SequenceEndEvent)):
        value = next_event() if is_mapping else key
        step: Any = getattr(key, "value", None) if is_mapping else index
        index += 1
        branch = wanted.get(step)
        if branch is not None and (*path, step) not in places:
            _note(places, (*path, step), key, value)
            if _is_start(value):
                _descend(value, next_event, branch, (*path, step), places)
        elif _is_start(value):
            _skip(next_event)


def _skip(next_event: NextEvent) -> None:
    open_containers = 1
    while open_containers:
        event = next_event()
        if _is_start(event):
            open_containers += 1
        elif isinstance(event, (MappingEndEvent, SequenceEndEvent)):
            open_containers -= 1
