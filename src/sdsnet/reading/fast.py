"""
Plain data or JSON bytes to records at the speed of the machine: the path for what is right.

msgspec decodes into mirrors, which refuse what the precise path refuses. It says only that
something is wrong, not all that is; then the precise path reads the same data again. Neither path
knows the name of a field.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from sdsnet.derived import derived
from sdsnet.mirrors import VERSION, VERSION_KEY, class_of, document_mirror, line_mirror, mirror
from sdsnet.model import Header
from sdsnet.model.fields import Value, declarations
from sdsnet.reading.limits import Limits, goes_deeper
from sdsnet.reading.shape import COLLECTIONS
from sdsnet.reading.structure import extra_faults

__all__ = [
    "Content",
    "Misplaced",
    "Refused",
    "convert",
    "convert_document",
    "decode_document",
    "decode_lines",
    "is_doubtful",
]


class Misplaced(Exception):  # noqa: N818  a way out to the precise path, never seen outside
    """
    The data is well-formed but does not stand where it should.
    """


#: What is raised where the fast path will not read something.
Refused = (Misplaced, msgspec.MsgspecError, ValueError, RecursionError)

# Escapes of characters that no text may hold, and two such characters themselves.
_DOUBTFUL_ESCAPE = re.compile(
    rb"\\u(?:00(?:0[0-8bBcCeEfF]|1[0-9a-fA-F])|[dD][89a-fA-F]|[fF]{3}[eEfF])"
)
_DOUBTFUL_BYTES = re.compile(rb"\xef\xbf[\xbe\xbf]")

# A document, a list and a record stand around a free mapping.
_DEPTH_OF_MAPPING = 3

# Few enough for the processor's cache to hold, which makes a third of the time.
_BATCH = 100
_CHUNK = 1 << 16

#: Header, if there is one, and records by the name of their list.
Content = tuple[Header | None, dict[str, list[Any]]]


def convert(data: Any, cls: type[Value], limits: Limits) -> Any:
    """
    Make a record of plain data.

    Raises:
        Refused: The data is not right; the precise path says why.
    """
    mirrored = msgspec.convert(data, mirror(cls, longest=limits.text_characters))
    return _records([mirrored], cls, limits)[0]


def convert_document(data: Any, limits: Limits) -> Content:
    """
    Make the header and the records of a document of plain data.

    Raises:
        Refused: The data is not right; the precise path says why.
    """
    document: Any = msgspec.convert(data, document_mirror(longest=limits.text_characters))
    records = {
        name: _records(getattr(document, name), cls, limits) for name, cls in COLLECTIONS.items()
    }
    return _header(document, limits), records


def decode_document(data: bytes, limits: Limits) -> Content:
    """
    Decode the bytes of a JSON document into its header and its records.

    The records are decoded some at a time, so that their mirrors never exist all at once: what is
    done with them is then done where the processor has them at hand.

    Raises:
        Refused: The bytes are not right.
    """
    _refuse_doubtful(data)
    longest = limits.text_characters
    document: Any = msgspec.json.decode(data, type=document_mirror(longest=longest, raw=True))
    lists = {name: raw for name in COLLECTIONS if (raw := getattr(document, name))}
    top = {VERSION_KEY: VERSION, **dict.fromkeys(lists)}
    colons = _colons(top if document.dataset is None else top | {"dataset": document.dataset})
    records: dict[str, list[Any]] = {name: [] for name in COLLECTIONS}
    for name, raw in lists.items():
        cls = COLLECTIONS[name]
        decoder = msgspec.json.Decoder(list[mirror(cls, longest=longest)])  # type: ignore[misc]
        for start in range(0, len(raw), _BATCH):
            mirrors = decoder.decode(b"[" + b",".join(raw[start : start + _BATCH]) + b"]")
            colons += _colons(mirrors)
            records[name] += _records(mirrors, cls, limits)
    _refuse_duplicates(data, colons, [data])
    return _header(document, limits), records


def decode_lines(data: bytes, limits: Limits) -> Iterator[tuple[type[Value] | None, list[Any]]]:
    """
    Decode the bytes of JSON Lines a chunk at a time, so that mirrors never exist all at once.

    Yields:
        A class and the records of the lines that follow each other and hold that class; no class
        for `format` lines.

    Raises:
        Refused: The bytes are not right.
    """
    decoder = msgspec.json.Decoder(line_mirror(longest=limits.text_characters))
    start = 0
    while start < len(data):
        end = data.find(b"\n", start + _CHUNK)
        chunk = data[start : end + 1 if end >= 0 else len(data)]
        start += len(chunk)
        _refuse_doubtful(chunk)
        mirrors = decoder.decode_lines(chunk)
        _refuse_duplicates(chunk, _colons(mirrors), chunk.split(b"\n"))
        for mirrored, same in itertools.groupby(mirrors, type):
            cls = class_of(mirrored)
            batch = list(same)
            yield cls, _records(batch, cls, limits) if cls else batch


def _header(document: Any, limits: Limits) -> Header | None:
    return _records([document.dataset], Header, limits)[0] if document.dataset else None


def _records(mirrors: Any, cls: type[Value], limits: Limits) -> list[Any]:
    made: list[Any] = msgspec.convert(mirrors, list[cls], from_attributes=True)  # type: ignore[valid-type]
    for name in _free_mappings(cls):
        for one in made:
            value = getattr(one, name)
            if value is not None and _is_doubtful_mapping(value, limits):
                message = "a free mapping that the precise path has to look at"
                raise msgspec.ValidationError(message)
    return made


def _is_doubtful_mapping(value: Any, limits: Limits) -> bool:
    too_deep = goes_deeper(value, limits.depth - _DEPTH_OF_MAPPING)
    return too_deep or next(extra_faults(value, (), limits), None) is not None


@derived
def _free_mappings(cls: type[Value]) -> tuple[str, ...]:
    return tuple(name for name, d in declarations(cls).items() if d.kind == "mapping")


def is_doubtful(data: bytes) -> bool:
    """
    Tell whether bytes may hold a character that no text may hold; msgspec would let it pass.
    """
    # Looking for one byte first takes a hundredth of the time.
    return bool(
        (b"\\" in data and _DOUBTFUL_ESCAPE.search(data))
        or (b"\xef" in data and _DOUBTFUL_BYTES.search(data))
    )


def _refuse_doubtful(data: bytes) -> None:
    if is_doubtful(data):
        message = "an escape that the precise path has to look at"
        raise msgspec.ValidationError(message)


def _colons(mirrors: Any) -> int:
    return msgspec.json.encode(mirrors).count(b":")


def _refuse_duplicates(data: bytes, colons: int, documents: Sequence[bytes]) -> None:
    """
    Refuse bytes in which a key stands twice: msgspec keeps the last of two equal keys.

    What was decoded is encoded again, and the colons of both are counted. A key comes with one, and
    those inside a text are in both alike; so where the counts are equal, no key was lost. Where
    they are not, or a colon may be written as an escape, the standard library looks at each
    mapping.
    """
    may_be_escaped = b"\\" in data and b"\\u003" in data
    if not may_be_escaped and data.count(b":") == colons:
        return
    for document in documents:
        if document.strip():
            json.loads(document, object_pairs_hook=_unique)


def _unique(items: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(items)
    if len(made) < len(items):
        message = "a key stands twice"
        raise msgspec.ValidationError(message)
    return made
