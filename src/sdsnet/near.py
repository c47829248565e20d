"""
Near misses: the word that was most likely meant.
"""

from __future__ import annotations

import bisect
import difflib
import functools
import heapq
from collections.abc import Iterable, Sequence

__all__ = ["Neighbours", "nearest"]

_SHORTEST_PART = 4
_FEW = 100
_AROUND = 8
_LIKELIEST = 3


def nearest(word: str, known: Iterable[str]) -> str | None:
    """
    Return the known word that was most likely meant, if one is near enough.

    A word that is only the beginning or the end of a known one counts as near, as `cultur` is to
    `leadership_culture`.
    """
    return _nearest(word.lower(), tuple(sorted(known)))


@functools.lru_cache(maxsize=1024)  # people make the same slip again and again
def _nearest(lowered: str, words: Sequence[str]) -> str | None:
    close = difflib.get_close_matches(lowered, words, n=1, cutoff=0.7)
    if close:
        return close[0]
    inside = [one for one in words if len(lowered) >= _SHORTEST_PART and lowered in one]
    return min(inside, key=len) if inside else None


class Neighbours:
    """
    Known words, of which there may be a hundred thousand: too many to compare each with a slip.

    Among many words only those are looked at that begin or end most like the slip.
    """

    def __init__(self, known: Iterable[str]) -> None:
        self._words = sorted(known)
        self._reversed = sorted(word[::-1] for word in self._words)

    def nearest(self, word: str) -> str | None:
        """
        Return the known word that was most likely meant, if one is near enough.
        """
        if len(self._words) <= _FEW:
            return nearest(word, self._words)
        lowered = word.lower()
        around = {
            *_around(self._words, lowered),
            *(one[::-1] for one in _around(self._reversed, lowered[::-1])),
        }
        likeliest = heapq.nlargest(
            _LIKELIEST, sorted(around), key=lambda other: _shared(lowered, other)
        )
        return nearest(word, likeliest)


def _around(words: Sequence[str], word: str) -> Sequence[str]:
    at = bisect.bisect_left(words, word)
    return words[max(0, at - _AROUND) : at + _AROUND]


def _shared(one: str, other: str) -> int:
    """
    Return how many characters two words have in common at their beginnings and ends.
    """
    start = _same_beginning(one, other)
    return start + _same_beginning(one[start:][::-1], other[start:][::-1])


def _same_beginning(one: str, other: str) -> int:
    for at, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return at
    return min(len(one), len(other))
