"""
Readers of further file formats, as plugins offer them: from bytes to plain data with places.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

import attrs

from sdsnet.reading.faults import Fault, Path
from sdsnet.reading.limits import Limits

__all__ = ["API_VERSION", "ParsedDocument", "Place", "Reader"]

#: Version of the contract between host and readers.
API_VERSION = 1

_NAME = re.compile("[a-z][a-z0-9-]*")
_SUFFIX = re.compile(r"\.[a-z0-9]+")


@attrs.frozen
class Place:
    """
    A place in a file that is no text.

    Attributes:
        line: What orders places from top to bottom, such as a row, from 1; 0 for the whole file.
        column: What orders places in one line, from 1; 0 for the whole line.
        place: What people call it, such as `Barriers!C4`.
        part: What orders parts of a file that have lines of their own, such as sheets, from 1.
    """

    line: int = 0
    column: int = 0
    place: str = ""
    part: int = 0


def _nowhere(_: Path) -> Place:
    return Place()


def _in_order(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    return tuple(faults)


@attrs.frozen(kw_only=True)
class ParsedDocument:
    """
    What a reader makes of the bytes of a file.

    Attributes:
        data: The document as plain data, such as a YAML file holds: `{"sdsnet": "1", "dataset":
            {...}, "barriers": [{...}]}`. Nothing, where there is no such thing.
        faults: What is wrong with the file.
        locate: Tells where a path stands, such as `("barriers", 3, "themes", 0)`; paths of faults
            may be of the reader's own. It is asked for the places of problems only.
    """

    data: Any
    faults: tuple[Fault, ...] = attrs.field(default=(), converter=_in_order)
    locate: Callable[[Path], Place] = _nowhere


def _name_fits(_: Reader, __: Any, name: Any) -> None:
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise ValueError(
            f"{name!r} cannot be the name of a reader. Use lower-case letters, digits and hyphens."
        )


def _suffixes_fit(_: Reader, __: Any, suffixes: Any) -> None:
    if isinstance(suffixes, str) or not suffixes or not all(map(_SUFFIX.fullmatch, suffixes)):
        raise ValueError("A reader names the endings it reads, in lower case with the dot: .xlsx")


@attrs.frozen(kw_only=True)
class Reader:
    """
    One further format that datasets are read from, as data.

    Attributes:
        name: Name on the command line: lower-case letters, digits and hyphens.
        title: What it reads, in a few words.
        suffixes: Endings of its files, in lower case, with the dot.
        read: Pure function from the bytes of a file and the limits to keep to a parsed document; it
            does not raise for bad content, whatever the bytes are.
        api_version: Version of this contract that it was written for.

    Raises:
        ValueError: The name or the endings are not as said above.
    """

    name: str = attrs.field(validator=_name_fits)
    title: str
    suffixes: tuple[str, ...] = attrs.field(validator=_suffixes_fit)
    read: Callable[[bytes, Limits], ParsedDocument]
    api_version: int = API_VERSION
