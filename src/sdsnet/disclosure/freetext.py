"""
Searching text for names that must not be shown, in one pass whatever their number.

The same matcher replaces what it finds on the way out and guards the finished edition. Every word
of a text is looked up once, in a table of the words with which names begin.
"""

from __future__ import annotations

import re
from bisect import insort
from collections.abc import Iterable, Iterator

import attrs

from sdsnet.disclosure.names import (
    WORD,
    Variant,
    fold,
    telling_words,
    unspaced,
    variants,
    vocabulary,
    words,
)
from sdsnet.model import Participant

__all__ = ["UNCHECKED", "Hit", "Matcher"]

#: What stands in place of text of a tied record that nobody has read and passed.
UNCHECKED = "[text not yet checked]"

_BETWEEN = re.compile(r"(?:[\W_]{1,3}|\s+)")
_EMAIL = re.compile(
    r"[\w.+%'\u2019-]+\s?(?:[@\uff20]|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+", re.IGNORECASE
)
_GAP = r"[\s().\u2010-\u2015-]{0,2}"
# Numbers as Ofcom's numbering plan forms them: a 0 or a country code, then nine or ten digits.
_PHONE = re.compile(
    r"(?<![\w+])(?<!\d[./-])(?!\d\d?[./-]\d\d?[./-]\d{4}(?!\d))"
    rf"(?:(?:\+|00{_GAP})\d{{1,3}}{_GAP}(?:\(0\){_GAP})?|\(?0)\d(?:{_GAP}\d){{7,11}}(?!\w)"
)
# Post codes as the government's data standard (BS 7666) forms them.
_UNIT = r"[abd-hjlnp-uw-z]{2}(?!\w)"
_POST_CODE = re.compile(
    rf"(?<!\w)(?:gir\s?0aa(?!\w)|[a-pr-uwyz][a-hk-y]?\d[a-z\d]?[\s\u200b-]{{0,3}}\d{_UNIT})",
    re.IGNORECASE,
)
_PATTERNS = (
    (_EMAIL, "[an email address]"),
    (_PHONE, "[a phone number]"),
    (_POST_CODE, "[a post code]"),
)
# Without one of these there is none of the three: a first look that most texts end with. Each
# begins with characters that a search can run through fast.
_SIGNS = (
    re.compile(r"@|\uff20|\(at\)|\[at\]", re.IGNORECASE),
    re.compile(rf"\d(?:{_UNIT}|(?:{_GAP}\d){{7}})", re.IGNORECASE),
)


@attrs.frozen
class Hit:
    """
    One place in a text where something must not be shown.

    Attributes:
        start: Where it begins, in characters.
        end: Where it ends.
        label: What is shown instead.
    """

    start: int
    end: int
    label: str


@attrs.define(eq=False)
class _Hidden:
    party: Participant
    label: str
    is_spelled_out: bool = False


@attrs.frozen(eq=False)
class _Entry:
    variant: Variant
    label: str | None
    party: str = ""


def _precedence(entry: _Entry) -> tuple[bool, str]:
    """
    Return what puts in order the entries for the same words: those that hide them, by label, first.
    """
    return entry.label is None, entry.label or ""


class Matcher:
    """
    Finds names, email addresses, phone numbers and post codes.

    A name is spelled out in all its variants only once a text holds a word of it: most names stand
    in no text.

    Args:
        hidden: The label, without brackets, for each party whose names must not be shown.
        shown: Names that may be shown; one of them wins over a shorter name inside it.
    """

    def __init__(
        self, hidden: Iterable[tuple[Participant, str]], shown: Iterable[str] = ()
    ) -> None:
        self._entries: dict[tuple[str, ...], list[_Entry]] = {}
        # How many words the names have that begin with a word: asked of every word of a text.
        self._sizes: dict[str, list[int]] = {}
        self._unspaced: dict[str, list[tuple[str, str]]] = {}
        # The hidden parties that are still to be spelled out, by the words that tell of them.
        self._hidden: dict[str, list[_Hidden]] = {}
        for party, label in hidden:
            self._hide(_Hidden(party, f"[{label}]"))
        for name in shown if self._hidden else ():
            found = words(name)
            if len(found) > 1:
                self._add(_Entry(Variant(found), None))
        longest_first = sorted(self._unspaced, key=lambda one: (-len(one), one))
        self._any_unspaced = re.compile("|".join(map(re.escape, longest_first)))

    def _hide(self, hidden: _Hidden) -> None:
        party = hidden.party
        for name in filter(None, (party.name, *party.aliases)):
            for spelling in filter(None, unspaced(name)):
                self._unspaced.setdefault(spelling, []).append((hidden.label, party.id))
        for word in telling_words(party):
            self._hidden.setdefault(word, []).append(hidden)

    def _spell_out(self, hidden: _Hidden) -> None:
        if not hidden.is_spelled_out:
            hidden.is_spelled_out = True
            for variant in dict.fromkeys(variants(hidden.party)):
                self._add(_Entry(variant, hidden.label, hidden.party.id))

    def _add(self, entry: _Entry) -> None:
        insort(self._entries.setdefault(entry.variant.words, []), entry, key=_precedence)
        first, size = entry.variant.words[0], len(entry.variant.words)
        # The last word of a name may have an s after it, and of a short name it is the first.
        for word in (first, f"{first}s", f"{first}es") if size == 1 else (first,):
            sizes = self._sizes.setdefault(word, [])
            if size not in sizes:
                sizes.append(size)
                sizes.sort(reverse=True)

    def replace(self, text: str, *, tied: bool = False, named: frozenset[str] = frozenset()) -> str:
        """
        Return a text with a label in place of everything that must not be shown.
        """
        hits = list(self.find(text, tied=tied, named=named))
        for hit in reversed(hits):
            text = text[: hit.start] + hit.label + text[hit.end :]
        return text

    def find(
        self,
        text: str,
        *,
        tied: bool = False,
        contacts: bool = True,
        named: frozenset[str] = frozenset(),
    ) -> Iterator[Hit]:
        """
        Yield what must not be shown, in order and without overlaps.

        Args:
            text: Any text.
            tied: Whether it belongs to a record that is tied to a protected party.
            contacts: Whether email addresses, phone numbers and post codes are sought as well.
            named: Ids of parties whose names may stand here.
        """
        hits = [*self._unspaced_hits(text, named), *(_contacts(text) if contacts else ())]
        if self._may_hold_a_name(text):
            hits += self._names(text, tied=tied, named=named)
        hits.sort(key=lambda hit: (hit.start, -hit.end))
        yield from _without_overlaps(hits)

    def may_find(self, text: str, *, contacts: bool = True) -> bool:
        """
        Tell whether it is worth to search a text: cheap, and never wrong in saying no.
        """
        return bool(
            (contacts and _may_hold_a_contact(text))
            or (self._unspaced and self._any_unspaced.search(text))
            or self._may_hold_a_name(text)
        )

    def _may_hold_a_name(self, text: str) -> bool:
        if not self._hidden:
            return False
        held = vocabulary(text)
        held |= {form for word in held if word.endswith("s") for form in _singulars(word)}
        found = self._hidden.keys() & held
        for word in found:
            while self._hidden[word]:
                self._spell_out(self._hidden[word].pop())
        return bool(found)

    def _unspaced_hits(self, text: str, named: frozenset[str]) -> Iterator[Hit]:
        if not self._unspaced:
            return
        for match in self._any_unspaced.finditer(text):
            labels = [label for label, party in self._unspaced[match.group()] if party not in named]
            if labels:
                yield Hit(match.start(), match.end(), min(labels))

    def _names(self, text: str, *, tied: bool, named: frozenset[str]) -> Iterator[Hit]:
        found = list(WORD.finditer(text))
        folded = [fold(match.group()) for match in found]
        go_on_at = 0
        for at, word in enumerate(folded):
            if at < go_on_at or word not in self._sizes:
                continue
            entry, length = self._entry(text, found, folded, at, tied=tied, named=named)
            if entry is not None and entry.label is not None:
                yield Hit(found[at].start(), found[at + length - 1].end(), entry.label)
            go_on_at = at + length

    def _entry(
        self,
        text: str,
        found: list[re.Match[str]],
        folded: list[str],
        at: int,
        *,
        tied: bool,
        named: frozenset[str],
    ) -> tuple[_Entry | None, int]:
        """
        Return the name that begins at a word, and how many words to go on by.
        """
        for size in self._sizes[folded[at]]:
            window = tuple(folded[at : at + size])
            if len(window) < size:
                continue
            for written in [(*window[:-1], last) for last in _singulars(window[-1])]:
                for entry in self._entries.get(written, ()):
                    if (entry.variant.tied_only and not tied) or entry.party in named:
                        continue
                    if entry.variant.needs_capital and found[at].group()[:1].islower():
                        continue
                    if _joined(text, found, at, size):
                        return entry, size
        return None, 1


def _singulars(word: str) -> tuple[str, ...]:
    return (word, word.removesuffix("s"), word.removesuffix("es")) if word[-1:] == "s" else (word,)


def _without_overlaps(hits: Iterable[Hit]) -> Iterator[Hit]:
    """
    Join what overlaps to one hit, so that no half of a name or an address is left over.
    """
    last: Hit | None = None
    for hit in hits:
        if last is None or hit.start >= last.end:
            if last is not None:
                yield last
            last = hit
        elif hit.end > last.end:
            last = Hit(last.start, hit.end, last.label)
    if last is not None:
        yield last


def _joined(text: str, found: list[re.Match[str]], at: int, size: int) -> bool:
    """
    Tell whether nothing but blanks and punctuation stands between the words of a name.
    """
    pairs = zip(found[at : at + size - 1], found[at + 1 : at + size], strict=True)
    return all(_BETWEEN.fullmatch(text, one.end(), other.start()) for one, other in pairs)


def _may_hold_a_contact(text: str) -> bool:
    return any(sign.search(text) for sign in _SIGNS)


def _contacts(text: str) -> Iterator[Hit]:
    if _may_hold_a_contact(text):
        for pattern, label in _PATTERNS:
            for match in pattern.finditer(text):
                yield Hit(match.start(), match.end(), label)
