"""
The lines in which problems stand, cut to the width of a screen, with personal values masked.
"""

from __future__ import annotations

import bisect
import itertools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

import attrs

from sdsnet.errors import Position, Problem
from sdsnet.reading.documents import Reading
from sdsnet.reading.files import Format
from sdsnet.reading.masking import Stretch, first_key, stretches

__all__ = ["MASK", "Excerpt", "excerpts"]

#: What stands for a value that is not shown, whatever its length.
MASK = "***"

_WIDTH = 100
_MARGIN = 300
_TAB = "    "
_NOT_WELL_FORMED = frozenset({"S02", "S03", "S08", "S12"})

# libyaml ends a line at all of these; only a line feed ends one in JSON.
_YAML_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_JSON_BREAK = re.compile("\r?\n")
_COMMENT = re.compile(r"#.*")
_NOT_PUNCTUATION = re.compile(r"[^\s\[\]{},:?*#-]+")


@attrs.frozen
class Excerpt:
    """
    One line of a file, as it may be shown.

    Attributes:
        text: The line, or the part of it around the place; it holds no tabs or control characters.
        caret: How many columns of a screen stand before the place; nothing where the whole line is
            meant.
    """

    text: str
    caret: int | None


@attrs.frozen
class _Window:
    """
    A stretch of a line around a place, in characters from the beginning of the text.
    """

    start: int
    end: int
    place: int
    line_start: int
    line_end: int


def excerpts(
    reading: Reading, problems: Sequence[Problem], *, show_values: bool = False
) -> list[Excerpt | None]:
    """
    Cut out the line of each problem.

    Args:
        reading: What came of reading the source.
        problems: Some of its problems.
        show_values: Whether to show the values of identifying, contact and free-text fields.

    Returns:
        For each problem an excerpt, or nothing if it has no line or its file is not text.
    """
    by_file: dict[str, dict[int, Position]] = defaultdict(dict)
    for number, problem in enumerate(problems):
        if problem.position is not None and problem.position.line:
            by_file[problem.position.file][number] = problem.position
    broken = {
        problem.position.file
        for problem in reading.problems
        if problem.position and not problem.path and problem.code in _NOT_WELL_FORMED
    }
    found: dict[int, Excerpt] = {}
    for file, wanted in by_file.items():
        text = _text(reading, file)
        if text is not None:
            source = _Source(text, reading.texts[file][0], show_values, file not in broken)
            found |= zip(wanted, source.excerpts(wanted.values()), strict=True)
    return [found.get(number) for number in range(len(problems))]


def _text(reading: Reading, file: str) -> str | None:
    try:
        return reading.texts[file][1].decode()
    except (KeyError, UnicodeDecodeError):
        return None


@attrs.frozen
class _Source:
    """
    The text of a file, and how much of it may be shown.

    Attributes:
        text: The text.
        written_as: Its format.
        show_values: Whether everything may be shown.
        is_well_formed: Whether what stands where can be told from the text.
    """

    text: str
    written_as: Format
    show_values: bool
    is_well_formed: bool

    def excerpts(self, positions: Iterable[Position]) -> list[Excerpt]:
        """
        Cut out the line of each position.
        """
        positions = list(positions)
        lines = self._lines({position.line for position in positions})
        windows = [_window(*lines[at.line], at.column) for at in positions]
        marked = [] if self.show_values else self._stretches(windows)
        return [
            self._excerpt(window, marked, is_line=not at.column)
            for window, at in zip(windows, positions, strict=True)
        ]

    def _lines(self, wanted: set[int]) -> dict[int, tuple[int, int]]:
        """
        Find where the wanted lines begin and end.
        """
        found: dict[int, tuple[int, int]] = {}
        start, last = 0, max(wanted)
        ends = _YAML_BREAK if self.written_as == "yaml" else _JSON_BREAK
        for number, line_end in enumerate(ends.finditer(self.text), 1):
            if number in wanted:
                found[number] = (start, line_end.start())
            if number == last:
                return found
            start = line_end.end()
        # A place past the end, such as that of a missing bracket, is shown at the last line.
        rest = (start, len(self.text))
        return found | dict.fromkeys(wanted - found.keys(), rest)

    def _stretches(self, windows: list[_Window]) -> list[Stretch]:
        """
        Gather the keys and values that touch a window, in the order of the text.
        """
        if not self.is_well_formed:
            return []
        parts = [(0, max(window.end for window in windows))]
        if self.written_as == "jsonl":
            parts = sorted({(window.line_start, window.line_end) for window in windows})
        marked = itertools.chain.from_iterable(
            stretches(self.text, self.written_as, start=start, end=end) for start, end in parts
        )
        return list(_touching(marked, _merged((window.start, window.end) for window in windows)))

    def _excerpt(self, window: _Window, marked: list[Stretch], *, is_line: bool) -> Excerpt:
        if self.show_values:
            pieces = [(window.start, self.text[window.start : window.end], True)]
        elif self.is_well_formed:
            pieces = list(self._pieces(window, marked))
        else:
            pieces = self._cautious(window)
        text, caret = _joined(pieces, window.place)
        cut, caret = _cut(text, caret, window)
        return Excerpt(cut, None if is_line else caret)

    def _cautious(self, window: _Window) -> list[tuple[int, str, bool]]:
        """
        Show no more than the first key of a line: the text is not well-formed.
        """
        line = self.text[window.line_start : window.line_end]
        known = first_key(line)
        known += len(line[known:]) - len(line[known:].lstrip())
        pieces = [(window.line_start, line[:known], True)]
        if known < len(line):
            pieces.append((window.line_start + known, MASK, False))
        return pieces

    def _pieces(self, window: _Window, marked: list[Stretch]) -> Iterator[tuple[int, str, bool]]:
        """
        Yield the stretches of a window and what is between them, masked where it has to be.
        """
        at = window.start
        first = bisect.bisect_right(marked, window.start, key=attrgetter("end"))
        for one in marked[first:]:
            if one.start >= window.end:
                break
            yield at, _punctuation(self.text[at : max(at, one.start)]), True
            start, end = max(one.start, window.start), min(one.end, window.end)
            words = self.text[start:end]
            if one.is_shown:
                yield start, words, True
            else:
                yield start, _hidden(words), False
            at = max(at, end)
        yield at, _punctuation(self.text[at : window.end]), True


def _window(line_start: int, line_end: int, column: int) -> _Window:
    place = min(line_start + max(column - 1, 0), line_end)
    start, end = max(line_start, place - _MARGIN), min(line_end, place + _MARGIN)
    return _Window(start, end, place, line_start, line_end)


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _touching(marked: Iterable[Stretch], spans: list[tuple[int, int]]) -> Iterator[Stretch]:
    """
    Keep what touches one of the spans; both come in the order of the text.
    """
    number = 0
    for one in marked:
        while number < len(spans) and spans[number][1] <= one.start:
            number += 1
        if number < len(spans) and one.end > spans[number][0]:
            yield one


def _punctuation(words: str) -> str:
    """
    Keep blanks and punctuation of what is neither key nor value, and mask comments and the rest.
    """
    return _NOT_PUNCTUATION.sub(MASK, _COMMENT.sub(f"# {MASK}", words))


def _hidden(words: str) -> str:
    """
    Mask a value; the indent of a line inside it stays.
    """
    return words[: len(words) - len(words.lstrip())] + MASK if words.strip() else words


def _joined(pieces: Iterable[tuple[int, str, bool]], place: int) -> tuple[str, int]:
    """
    Join the pieces, and find the place in what they make; inside a masked value it is its start.
    """
    text, caret = "", 0
    for start, words, is_verbatim in pieces:
        if start <= place:
            caret = len(text) + (min(place - start, len(words)) if is_verbatim else 0)
        text += words
    return text, caret


def _cut(text: str, caret: int, window: _Window) -> tuple[str, int]:
    """
    Cut a line to the width of a screen around the caret, and count the caret in columns.
    """
    start = max(0, min(caret - _WIDTH // 2, len(text) - _WIDTH))
    end = start + _WIDTH
    before = "..." if start or window.start > window.line_start else ""
    after = "..." if end < len(text) or window.end < window.line_end else ""
    lead = before + _printable(text[start:caret])
    return (lead + _printable(text[caret:end])).rstrip() + after, sum(map(_columns, lead))


def _printable(words: str) -> str:
    return "".join(_TAB if sign == "\t" else sign if sign.isprintable() else "?" for sign in words)


def _columns(sign: str) -> int:
    if unicodedata.combining(sign) or unicodedata.category(sign) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(sign) in {"W", "F"} else 1
