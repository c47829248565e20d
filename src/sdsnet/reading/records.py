"""
The records of JSON documents and lines: some at a time fast, precisely each that is refused.

So a fault costs no more than the record in which it is.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from types import NoneType
from typing import Any

import attrs

from sdsnet.model import Header, Record
from sdsnet.reading import fast
from sdsnet.reading import json as json_text
from sdsnet.reading.faults import Fault
from sdsnet.reading.limits import Limits
from sdsnet.reading.places import Places, Trie
from sdsnet.reading.precise import Builder, Document, read_line
from sdsnet.reading.shape import COLLECTIONS

__all__ = ["locate_lines", "read_lines", "read_parts"]

# Few enough for the processor's cache to hold, which makes a third of the time.
_SOME = 100
_CHUNK = 1 << 16

# A document and a list stand around a record.
_DEPTH_OF_RECORD = 2


def read_parts(document: Document, limits: Limits) -> Document:
    """
    Read a JSON document part by part.

    Returns:
        The document.

    Raises:
        Refused: More is wrong than single records, so the document has to be read as a whole.
    """
    parts = fast.parts(document.data)
    builder = Builder(document, limits, is_refused=True)
    if parts.header:
        document.has_header = True
        (document.header,) = fast.decode_each([parts.header], Header, limits)
        if document.header is None:
            document.header = builder.structure(_plain(parts.header, limits), Header, ("dataset",))
    for name, items in parts.lists.items():
        for start in range(0, len(items), _SOME):
            _read_some(builder, name, start, items[start : start + _SOME])
    return document


def _read_some(builder: Builder, name: str, start: int, items: Sequence[bytes]) -> None:
    cls, limits = COLLECTIONS[name], builder.limits
    try:
        records = fast.decode(items, cls, limits)
    except fast.Refused:
        records = fast.decode_each(items, cls, limits)
    for made, indexes, few in _runs(records, start):
        if made is not NoneType:
            builder.document.put(name, few, indexes)
            continue
        for index in indexes:
            builder.add(_plain(items[index - start], limits), cls, index, (name, index))


def _plain(item: bytes, limits: Limits) -> Any:
    """
    Read one part of a document as plain data.

    Raises:
        Refused: Its text is not right, and where that is can only be told from all of the text.
    """
    inside = attrs.evolve(limits, depth=limits.depth - _DEPTH_OF_RECORD)
    data, faults = json_text.parse(bytes(item).decode(), inside)
    if faults or data is None:
        raise fast.Misplaced
    return data


def read_lines(document: Document, limits: Limits) -> Document:
    """
    Read a document of JSON Lines.

    Returns:
        The document.

    Raises:
        UnicodeDecodeError: The bytes are no text.
    """
    builder = Builder(document, limits, is_refused=True)
    index, number = 0, 1
    for chunk in _chunks(document.data):
        pieces = chunk.split(b"\n")
        lines = [*filter(bytes.strip, pieces)]
        try:
            records = fast.decode_lines(lines, limits)
        except fast.Refused:
            records = fast.decode_each(lines, None, limits)
        for at in _taken(document, records, index):
            read_line(builder, lines[at - index], at, number + _piece(pieces, at - index))
        index += len(lines)
        number += len(pieces) - 1
    if not index:
        message = 'The file is empty. It begins with {"type": "dataset", "sdsnet": "1", ...}.'
        document.faults.append(Fault("S11", message, mark=(1, 1)))
        document.is_parsed = False
    return document


def _taken(document: Document, records: Sequence[Any], start: int) -> Iterator[int]:
    """
    Take the records of lines in their order, and yield the index of each line that is left.

    Left are lines of which no record was made, and those that stand out of their place.
    """
    for made, indexes, few in _runs(records, start):
        if issubclass(made, Record) and indexes[0] > 0:
            document.put(made.collection, few, indexes)
        elif made is Header and [*indexes] == [0]:
            document.header, document.has_header, document.header_path = few[0], True, (0,)
        else:
            yield from indexes


def _runs(records: Iterable[Any], start: int) -> Iterator[tuple[type, range, list[Any]]]:
    """
    Yield the records of one type that follow each other, with their type and their indexes.
    """
    for made, same in itertools.groupby(records, type):
        few = [*same]
        yield made, range(start, start + len(few)), few
        start += len(few)


def _piece(pieces: Iterable[bytes], position: int) -> int:
    """
    Return which of the lines is the one at a position among those that are not blank.
    """
    filled = (number for number, piece in enumerate(pieces) if piece.strip())
    return next(itertools.islice(filled, position, None))


def locate_lines(data: bytes, wanted: Trie) -> Places:
    """
    Find the marks of places in JSON Lines of which every line parses.

    Args:
        data: The bytes.
        wanted: The paths that are wanted, as a tree; the first step is the position of a line among
            those that are not blank.
    """
    places: Places = {}
    index, number = 0, 1
    for chunk in _chunks(data):
        pieces = chunk.split(b"\n")
        for here, line in enumerate(pieces, number):
            if not line.strip():
                continue
            if index in wanted:
                for path, marks in json_text.locate(line.decode(), wanted[index]).items():
                    key, value = ((here, column) for _, column in marks)
                    places[(index, *path)] = (key, value)
            index += 1
        number += len(pieces) - 1
    return places


def _chunks(data: bytes) -> Iterator[bytes]:
    start = 0
    while start < len(data):
        end = data.find(b"\n", start + _CHUNK) + 1 or len(data)
        yield data[start:end]
        start = end
