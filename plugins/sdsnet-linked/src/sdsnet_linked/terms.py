"""
What statements are made of: names, texts, and texts of a type.
"""

from __future__ import annotations

import functools
import re
from typing import NamedTuple
from urllib.parse import quote

import sdsnet

__all__ = ["Iri", "Literal", "Statement", "camel", "date", "iri", "is_url", "language_tag"]


class Iri(NamedTuple):
    """
    The name of a thing, or of a word that is said of it.

    Attributes:
        prefix: The short word for its namespace; empty if it stands in none.
        local: What follows the namespace.
    """

    prefix: str
    local: str


class Literal(NamedTuple):
    """
    A text.

    Attributes:
        text: The text itself.
        datatype: What it is, if it is no mere text.
        language: The tag of its language, if it is in one.
    """

    text: str
    datatype: Iri | None = None
    language: str | None = None


Statement = tuple[Iri, Iri, Iri | Literal]

_LETTER = (
    r"A-Za-z0-9._~\-"
    "\xa0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef\U00010000-\U0001fffd\U00020000-\U0002fffd"
)
_SIGN = "!$&'()*+,;="
_PART = rf"[{_LETTER}{_SIGN}:@/]|%[0-9A-Fa-f]{{2}}"
_URL = re.compile(
    rf"https?://(?:[A-Za-z0-9._~!$&'()*+,;=:-]*@)?[{_LETTER}]+(?::[0-9]{{1,5}})?"
    rf"(?:/(?:{_PART})*)?(?:\?(?:{_PART}|\?)*)?(?:#(?:{_PART}|\?)*)?"
)
_TAG = re.compile(
    r"[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?"
    r"(?:-(?:[A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))?"
)
_YEAR = "(?!0000)[0-9]{4}"
_CLOCK = r"T[0-9:]{8}(?:Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9])?"
#: The narrowest type that a date is of; what fits none is of EDTF's own.
_DATES = (
    (re.compile(f"{_YEAR}-[0-9]{{2}}-[0-9]{{2}}"), Iri("xsd", "date")),
    (re.compile(f"{_YEAR}-(?:0[1-9]|1[0-2])"), Iri("xsd", "gYearMonth")),
    (re.compile(_YEAR), Iri("xsd", "gYear")),
    (re.compile(f"{_YEAR}-[0-9]{{2}}-[0-9]{{2}}{_CLOCK}"), Iri("xsd", "dateTime")),
)
_EDTF = Iri("edtf", "EDTF")


@functools.lru_cache(maxsize=1_024)
def iri(name: str) -> Iri:
    """
    Make a name of its short form, such as `skos:Concept`.
    """
    prefix, _, local = name.partition(":")
    return Iri(prefix, local)


def is_url(text: str) -> bool:
    """
    Tell whether a text is an address on the web that can stand where a name stands.
    """
    return _URL.fullmatch(text) is not None


def language_tag(dataset: sdsnet.Dataset) -> str | None:
    """
    Return the tag of the language of a dataset's texts; nothing where it is no tag.
    """
    language = dataset.language or "en-GB"
    return language if _TAG.fullmatch(language) else None


@functools.lru_cache(maxsize=16_384)
def date(text: str) -> Literal:
    """
    Give a date its type, by how precise it is.
    """
    for pattern, datatype in _DATES:
        if pattern.fullmatch(text):
            return Literal(text, datatype)
    return Literal(text, _EDTF)


@functools.lru_cache(maxsize=1_024)
def camel(name: str) -> str:
    """
    Spell a name as properties are spelt: `said_by_roles` as `saidByRoles`; fit for any name.
    """
    first, *rest = name.split("_")
    return quote(first + "".join(word.capitalize() for word in rest), safe=":")
