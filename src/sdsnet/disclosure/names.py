"""
Names, and how they turn up in text: the words of a name, its variants, and how words are compared.

The rule, which the page on disclosure tells in full: a name of several words is found whatever its
case; a name of one word, and a surname alone, only where it begins with a capital; a first name
alone only in the records that are tied to a protected party. Accents, possessives, hyphens, line
breaks and invisible characters make no difference.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator

import attrs

from sdsnet.model import Participant

__all__ = [
    "WORD",
    "Variant",
    "fold",
    "is_unspaced",
    "telling_words",
    "unspaced",
    "variants",
    "vocabulary",
    "words",
]

# Accents and points of several scripts, and characters that nobody sees.
_MARKS = (
    "\u00ad\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    "\u064b-\u065f\u0670\u180e\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\ufeff"
)
# Letters that Unicode does not take for a plain one with an accent, though readers do.
_PLAIN = str.maketrans(
    {"ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "þ": "th"}
    | {"Þ": "th", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ħ": "h", "Ħ": "h", "\u0131": "i"}
)
# Scripts that put no blanks between words, besides those whose characters are wide.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_INSIDE = re.compile("['\u2019\u02bc\u2010\u2011-]")

#: A word: letters and digits, with the marks and invisible characters that may stand among them.
WORD = re.compile(rf"(?:[^\W_][{_MARKS}]*)+")

# Of ASCII, what stands in no word becomes a blank, and capitals become small.
_ASCII = bytes(range(128))
_ONLY_WORDS = bytes.maketrans(
    _ASCII, "".join(c.lower() if c.isalnum() else " " for c in _ASCII.decode()).encode()
)

_TITLES = frozenset(
    {
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "dr",
        "prof",
        "professor",
        "sir",
        "dame",
        "lord",
        "lady",
        "rev",
        "cllr",
        "councillor",
    }
)
_AFTER_NAMES = frozenset(
    {
        "jr",
        "snr",
        "sr",
        "ii",
        "iii",
        "obe",
        "mbe",
        "cbe",
        "ba",
        "bsc",
        "ma",
        "msc",
        "phd",
        "md",
        "rn",
        "jp",
        "mp",
        "msp",
        "mbchb",
    }
)
_AFTER_BODIES = frozenset({"ltd", "limited", "plc", "llp", "cic", "cio", "inc", "scio"})
_NOBODY = frozenset(
    {
        "admin",
        "contact",
        "contacts",
        "enquiries",
        "enquiry",
        "hello",
        "help",
        "info",
        "mail",
        "office",
        "post",
        "reception",
        "support",
        "team",
        "web",
        "website",
    }
)
_SHORTEST_ALONE = 2
_SHORTEST_JOINED = 6
_SHORTEST_OF_ADDRESS = 3


@attrs.frozen
class Variant:
    """
    One way in which a name may be written.

    Attributes:
        words: Its words, folded, in order.
        needs_capital: Whether it counts only where the first word begins with a capital.
        tied_only: Whether it counts only in records that are tied to a protected party.
    """

    words: tuple[str, ...] = attrs.field(repr=False)
    needs_capital: bool = False
    tied_only: bool = False


@functools.lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """
    Return a word without case, accents and invisible characters, as words are compared.
    """
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word.translate(_PLAIN))
    kept = (c for c in decomposed if unicodedata.category(c) not in {"Mn", "Cf"})
    return "".join(kept).casefold()


def words(text: str) -> tuple[str, ...]:
    """
    Return the folded words of a text.
    """
    return tuple(fold(word) for word in WORD.findall(text))


def vocabulary(text: str) -> set[str]:
    """
    Return the folded words of a text, each once; of a long text, in a fraction of the time.
    """
    parts = set(text.encode(errors="surrogatepass").translate(_ONLY_WORDS).split())
    each_once = b" ".join(parts).decode(errors="surrogatepass")
    return set(each_once.split() if each_once.isascii() else words(each_once))


def is_unspaced(name: str) -> bool:
    """
    Tell whether a name is in a script that puts no blanks between words.
    """
    return not name.isascii() and any(
        unicodedata.east_asian_width(character) in "WF" or _UNSPACED.match(character)
        for character in name
    )


def unspaced(name: str) -> Iterator[str]:
    """
    Yield what is sought, as it stands, of a name in such a script, or of one without any letter.
    """
    parts = name.split()
    if is_unspaced(name) or not WORD.search(name):
        yield name
        yield "".join(parts)
        yield from (part for part in parts if is_unspaced(part) and len(part) >= _SHORTEST_ALONE)


def variants(party: Participant) -> Iterator[Variant]:
    """
    Yield the ways in which the names of a party may be written, those hidden in addresses too.
    """
    for name in (party.name, *party.aliases):
        if name:
            yield from _of_person(name) if party.kind == "person" else _of_body(name)
    yield from _besides(party)


def telling_words(party: Participant) -> Iterator[str]:
    """
    Yield words of which every variant holds one, in a fraction of the time that these take.
    """
    for name in (party.name, *party.aliases):
        if name and party.kind == "person":
            for parts in map(_parts, _spellings(name)):
                in_order = [word for part in parts for word in part]
                yield from in_order
                yield "".join(in_order)
                yield "".join(word for part in (*parts[:1], *parts[-1:]) for word in part)
        elif name:
            yield from (max(variant.words, key=len) for variant in _of_body(name))
    yield from (max(variant.words, key=len) for variant in _besides(party))


def _besides(party: Participant) -> Iterator[Variant]:
    """
    Yield what gives a party away besides its names.
    """
    own = frozenset(word for name in (party.name, *party.aliases) if name for word in words(name))
    for contact in party.contacts:
        if contact.kind == "email":
            yield from _of_address(contact.value, own)
        else:
            yield from _as_it_stands(contact.value)
    for value in (party.org_id, party.url and re.sub(r"^\w+://(www\.)?", "", party.url)):
        yield from _as_it_stands(value or "")


def _as_it_stands(value: str) -> Iterator[Variant]:
    found = words(value)
    if len(found) > 1 or (found and len(found[0]) >= _SHORTEST_JOINED):
        yield Variant(found)


def _of_body(name: str) -> Iterator[Variant]:
    for spelling in dict.fromkeys((name, name.replace("&", " and "), _INSIDE.sub("", name))):
        found = words(spelling)
        if found and found[0] == "the" and len(found) > 1:
            found = found[1:]
        yield from _whole(found)
        if len(found) > 1 and found[-1] in _AFTER_BODIES:
            yield from _whole(found[:-1])
        if "and" in found[1:-1]:
            yield from _whole(tuple(word for word in found if word != "and"))


def _whole(found: tuple[str, ...]) -> Iterator[Variant]:
    if len(found) > 1:
        yield Variant(found)
        joined = "".join(found)
        if len(joined) >= _SHORTEST_JOINED:
            yield Variant((joined,))
    elif found and len(found[0]) >= _SHORTEST_ALONE:
        yield Variant(found, needs_capital=True)


def _spellings(name: str) -> Iterable[str]:
    return dict.fromkeys((name, _INSIDE.sub("", name)))


def _parts(name: str) -> list[tuple[str, ...]]:
    """
    Return the words of each part of a person's name, in order and without titles.
    """
    last_first, comma, rest = name.partition(",")
    if comma and not _AFTER_NAMES.issuperset(words(rest)):
        name = f"{rest} {last_first}"
    every = [found for part in name.split() if (found := words(part))]
    parts = [part for part in every if part[0] not in _TITLES] or every
    while len(parts) > 1 and _AFTER_NAMES.issuperset(parts[-1]):
        parts.pop()
    return parts


def _of_person(name: str) -> Iterator[Variant]:
    for parts in map(_parts, _spellings(name)):
        if parts:
            yield from _of_parts(parts)


def _of_parts(parts: list[tuple[str, ...]]) -> Iterator[Variant]:
    yield from _whole(tuple(word for part in parts for word in part))
    if len(parts) == 1:
        return
    first, last = parts[0], parts[-1]
    yield from _whole((*first, *last))
    yield Variant((*last, *first))
    initials = [part[0][:1] for part in parts[:-1]]
    yield Variant((initials[0], *last))
    yield Variant((*initials, *last))
    yield Variant(("".join(initials), *last))
    yield Variant((*last, initials[0]))
    yield from _alone(last)
    for part in parts[:-1]:
        yield from _alone(part, tied_only=True)


def _alone(part: tuple[str, ...], *, tied_only: bool = False) -> Iterator[Variant]:
    if len(part) > 1:
        yield Variant(part, needs_capital=True, tied_only=tied_only)
    for word in part:
        if len(word) >= _SHORTEST_ALONE:
            yield Variant((word,), needs_capital=True, tied_only=tied_only)


def _of_address(address: str, own: frozenset[str]) -> Iterator[Variant]:
    """
    Yield the names that an email address gives away before its @.
    """
    parts = [word for word in words(address.partition("@")[0]) if not word.isdigit()]
    found = tuple(part for part in parts if part not in _NOBODY)
    if len(found) > 1:
        yield Variant(found)
    for word in dict.fromkeys((*found, *(part.rstrip("0123456789") for part in found))):
        if len(word) >= _SHORTEST_OF_ADDRESS:
            # What stands alone there is a handle, unless it is a name of the party: then it may be
            # a word as well.
            is_handle = len(parts) == 1 and word in found and word not in own
            yield Variant((word,), needs_capital=not is_handle)
