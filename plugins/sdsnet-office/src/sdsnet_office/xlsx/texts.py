"""
Texts that are longer than a cell: where they are cut, and how they are put together again.

A cell holds its beginning and says where to go on; the rest stands in rows of a sheet of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

import attrs

from sdsnet_office.xlsx.layout import LONG_TEXTS_SHEET
from sdsnet_office.xlsx.strings import fits

__all__ = ["LongTexts", "Part", "continued", "together"]

#: Number of the text, of the part, and what stands there.
Part = tuple[int, int, str]

# Short enough for every program, whatever characters there are.
_PIECE = 16_000

# Room for the mark at the end.
_ROOM = 100

_MARK = f"[goes on in sheet {LONG_TEXTS_SHEET}, text "
_CONTINUED = re.compile(rf" {re.escape(_MARK)}([0-9]{{1,9}})\]\Z")


@attrs.define
class LongTexts:
    """
    Takes the texts of a workbook one after the other, and keeps what does not fit into cells.

    Attributes:
        parts: What was kept.
    """

    parts: list[Part] = attrs.field(factory=list)
    _count: int = 0

    def fit(self, text: str) -> str:
        """
        Return what the cell of a text holds: the text, or how it begins and where it goes on.
        """
        if fits(text) and not _CONTINUED.search(text):
            return text
        self._count += 1
        first, *others = _pieces(text)
        # Where there are no others, the text only looks as if it went on.
        self.parts += [(self._count, number, one) for number, one in enumerate(others or [""], 1)]
        return f"{first} {_MARK}{self._count}]"


def _pieces(text: str, length: int = _PIECE) -> Iterator[str]:
    """
    Yield pieces of a text that fit into cells, with room for a mark behind the first.
    """
    for start in range(0, len(text), length):
        piece = text[start : start + length]
        if fits(piece, room=_ROOM):
            yield piece
        else:
            yield from _pieces(piece, length // 2)


def continued(text: str) -> tuple[str, int] | None:
    """
    Return how a text begins and its number in the other sheet, if it goes on there.
    """
    found = _CONTINUED.search(text)
    return (text[: found.start()], int(found[1])) if found else None


def together(parts: Iterable[Part]) -> Mapping[int, str]:
    """
    Return what follows the beginning of each text, by its number; parts come in any order.
    """
    found: dict[int, str] = {}
    for number, _, text in sorted(parts, key=lambda part: part[:2]):
        found[number] = found.get(number, "") + text
    return found
