"""
JSON and JSON Lines to plain data, and back from a place in the data to a place in the text.

The parser is the standard library's, made strict: no duplicate keys, no NaN or Infinity, no broken
characters. It keeps no positions; a second walk over the text finds those that are asked for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from json.decoder import scanstring  # type: ignore[attr-defined]  # in no stub; the C scanner
from typing import Any

import attrs

from sdsnet.reading.faults import Fault, Path, shown_key
from sdsnet.reading.limits import Limits, goes_deeper
from sdsnet.reading.places import Mark, Places, Trie

__all__ = ["lines", "locate", "parse"]

_STRING = r'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
_TOKEN = re.compile(rf"{_STRING}|[\[\]{{}}]", re.DOTALL)
_CONSTANT = re.compile(rf"{_STRING}|-?Infinity|NaN", re.DOTALL)
_BLANK = re.compile(r"[ \t\r\n]*")
_COLON = re.compile(r"[ \t\r\n]*:[ \t\r\n]*")
_COMMA = re.compile(r"[ \t\r\n]*,?[ \t\r\n]*")
_LONGEST_INTEGER = 19
# Only where a value ends is asked of it, so numbers need not be made.
_decode_any = json.JSONDecoder(parse_int=str, parse_float=str).raw_decode
Report = Callable[[str], None]


def parse(text: str, limits: Limits, first_line: int = 1) -> tuple[Any, list[Fault]]:
    """
    Read JSON text as plain data.

    Args:
        text: The text of a file, or of one line of JSON Lines.
        limits: The bounds to keep.
        first_line: Number of the first line, for the marks of faults.

    Returns:
        The data, and what is wrong with the text; data of a text with faults is incomplete.
    """
    duplicates: list[str] = []
    constants: list[str] = []

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(items)
        if len(made) < len(items):
            duplicates.append("")
        return made

    try:
        data = json.loads(
            text, object_pairs_hook=pairs, parse_constant=constants.append, parse_int=_integer
        )
    except RecursionError:
        return None, [_too_deep(text, limits, first_line) or _deep(limits, (first_line, 1))]
    except json.JSONDecodeError as error:
        found = f"{error.msg[:1].lower()}{error.msg[1:]}".removesuffix(" at")
        message = f"This is not well-formed JSON: {found}."
        malformed = Fault("S03", message, mark=_mark(text, error.pos, first_line))
        return None, [_too_deep(text, limits, first_line) or malformed]
    # What stood under the first of two equal keys is not in the data any more.
    if duplicates or goes_deeper(data, limits.depth):
        deep = _too_deep(text, limits, first_line)
        if deep:
            return None, [deep]
    faults = _constants(text, constants, first_line)
    if duplicates:
        faults += _duplicates(text, first_line)
    return data, faults


def _integer(digits: str) -> int | float:
    """
    Keep a whole number of any sane length; a longer one is out of range and no whole number here.
    """
    return int(digits) if len(digits) <= _LONGEST_INTEGER else float(digits)


def _too_deep(text: str, limits: Limits, first_line: int) -> Fault | None:
    """
    Find where the text goes deeper than allowed: a slow walk over all of it.
    """
    depth = 0
    for token in _TOKEN.finditer(text):
        first = token.group()[0]
        if first in "[{":
            depth += 1
            if depth > limits.depth:
                return _deep(limits, _mark(text, token.start(), first_line))
        elif first in "]}":
            depth -= 1
    return None


def _deep(limits: Limits, mark: Mark) -> Fault:
    message = f"Lists and mappings stand more than {limits.depth} deep (limit depth)."
    return Fault("S08", message, mark=mark)


def _constants(text: str, constants: list[str], first_line: int) -> list[Fault]:
    if not constants:
        return []
    found = next(
        m for m in re.finditer(r'"(?:[^"\\]|\\.)*+"|-?Infinity|NaN', text) if m[0][0] != '"'
    )
    message = f"{found.group()} is not a number that JSON has. Leave the key out."
    return [Fault("S03", message, mark=_mark(text, found.start(), first_line))]


def _mark(text: str, at: int, first_line: int = 1) -> Mark:
    line = text.count("\n", 0, at)
    return first_line + line, at - (text.rfind("\n", 0, at) + 1) + 1


def _duplicates(text: str, first_line: int) -> list[Fault]:
    """
    Find the keys that stand twice: a walk over all the text, done only when there are some.
    """
    faults: list[Fault] = []

    def note(key: str, at: int) -> None:
        message = f"The key{shown_key(key)} stands twice in this mapping. Keep one."
        faults.append(Fault("S04", message, mark=_mark(text, at, first_line)))

    _all_keys(text, _skip(_BLANK, text, 0), note)
    return faults


def _all_keys(text: str, at: int, note: Callable[[str, int], None]) -> int:
    """
    Walk through one value and report every key that its mapping has already; return where it ends.
    """
    if text[at] not in "[{":
        return _end(text, at)
    seen: set[str] = set()

    def visit(key: str | int, key_at: int, value_at: int) -> int:
        if isinstance(key, str):
            if key in seen:
                note(key, key_at)
            seen.add(key)
        return _all_keys(text, value_at, note)

    return _walk(text, at, visit) or at


def _skip(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def _end(text: str, at: int) -> int:
    """
    Return where a value ends, at the speed of the parser that is written in C.
    """
    end: int = _decode_any(text, at)[1]
    return end


def _walk(text: str, at: int, visit: Callable[[Any, int, int], int | None]) -> int | None:
    """
    Walk through the children of a value and return where it ends.

    Args:
        text: The text.
        at: Where the value begins: a list or a mapping.
        visit: Told of each child its key or position, where that stands, and where its value does;
            returns where this ends, so that nobody walks there again, or nothing to end the walk.
    """
    is_mapping = text[at] == "{"
    at = _skip(_BLANK, text, at + 1)
    index = 0
    while text[at] not in "]}":
        key: str | int = index
        start = at
        if is_mapping:
            key, at = scanstring(text, at + 1, True)  # noqa: FBT003  it takes no keywords
            at = _skip(_COLON, text, at)
        index += 1
        end = visit(key, start, at)
        if end is None:
            return None
        at = _skip(_COMMA, text, end)
    return at + 1


def locate(text: str, wanted: Trie, lists: Mapping[str, Sequence[bytes]] | None = None) -> Places:
    """
    Find the marks of places in JSON text that parses.

    Args:
        text: The text.
        wanted: The paths that are wanted, as a tree of keys and positions.
        lists: The bytes of each item of lists that stand in the outermost mapping, by its key, so
            that nobody has to look where items end that are not wanted.

    Returns:
        For each wanted path that is there: line and column of the key or item, and of the value.
    """
    search = _Search(text, lists or {})
    start = _skip(_BLANK, text, 0)
    search.found[()] = (start, start)
    search.inside((), wanted, start, to_end=False)
    return _marks(text, search.found)


@attrs.frozen
class _Search:
    """
    A search for places in a text.

    Attributes:
        text: The text.
        lists: The bytes of each item of lists in the outermost mapping, by the key of the list.
        found: For each path that was found, where the key or item stands and where the value does.
    """

    text: str
    lists: Mapping[str, Sequence[bytes]]
    found: dict[Path, tuple[int, int]] = attrs.field(factory=dict)

    def inside(self, path: Path, wanted: Trie, at: int, *, to_end: bool) -> int | None:
        """
        Find what is wanted inside a value.

        Returns:
            Where the value ends; nothing may be said if nobody has to go on from there.
        """
        if not wanted or self.text[at] not in "[{":
            return self._end(path, at) if to_end else None
        if self._is_known(path):
            return self._items(path, wanted, at)
        missing = len(wanted)

        def visit(step: str | int, step_at: int, value_at: int) -> int | None:
            nonlocal missing
            here = (*path, step)
            if step not in wanted or here in self.found:
                return self._end(here, value_at)
            self.found[here] = (step_at, value_at)
            missing -= 1
            goes_on = to_end or missing > 0
            end = self.inside(here, wanted[step], value_at, to_end=goes_on)
            return end if goes_on else None

        return _walk(self.text, at, visit)

    def _end(self, path: Path, at: int) -> int:
        return self._starts(path, at)[1] if self._is_known(path) else _end(self.text, at)

    def _is_known(self, path: Path) -> bool:
        return len(path) == 1 and path[0] in self.lists

    def _items(self, path: Path, wanted: Trie, at: int) -> int:
        starts, end = self._starts(path, at)
        for index in wanted:
            start = starts[index]
            self.found[(*path, index)] = (start, start)
            self.inside((*path, index), wanted[index], start, to_end=False)
        return end

    def _starts(self, path: Path, at: int) -> tuple[list[int], int]:
        """
        Return where each item of a known list begins, and where the list ends.
        """
        starts = []
        at = _skip(_BLANK, self.text, at + 1)
        for item in self.lists[str(path[0])]:
            starts.append(at)
            at = _skip(_COMMA, self.text, at + len(str(item, "utf-8")))
        return starts, at + 1


def _marks(text: str, found: dict[Path, tuple[int, int]]) -> Places:
    """
    Turn offsets into lines and columns, counting the lines of the text once.
    """
    offsets = sorted({offset for pair in found.values() for offset in pair})
    marks: dict[int, Mark] = {}
    line, line_start, position = 1, 0, 0
    for offset in offsets:
        last = text.rfind("\n", position, offset)
        if last >= 0:
            line += text.count("\n", position, offset)
            line_start = last + 1
        marks[offset] = (line, offset - line_start + 1)
        position = offset
    return {path: (marks[key], marks[value]) for path, (key, value) in found.items()}


def lines(text: str) -> Iterator[tuple[int, str]]:
    """
    Yield the lines of JSON Lines text that are not blank, with their numbers from 1.

    Only a line feed ends a line; `str.splitlines` would break texts that hold U+2028.
    """
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield number, line
