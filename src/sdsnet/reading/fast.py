"""
Plain data or JSON bytes to records at the speed of the machine: the path for what is right.

msgspec decodes into mirrors, which refuse what the precise path refuses. It says only that
something is wrong, not all that is; then the precise path reads the same data again. Neither path
knows the name of a field.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import attrgetter, itemgetter
from typing import Any

import attrs
import msgspec

from sdsnet.derived import derived
from sdsnet.mirrors import class_of, document_mirror, line_mirror, mirror
from sdsnet.model import Header
from sdsnet.model.fields import Value, declarations
from sdsnet.reading.duplicates import refuse_lost_keys, refuse_lost_parts
from sdsnet.reading.limits import Limits, goes_deeper
from sdsnet.reading.shape import COLLECTIONS
from sdsnet.reading.structure import extra_faults

__all__ = [
    "Misplaced",
    "Parts",
    "Refused",
    "convert",
    "convert_document",
    "decode",
    "decode_each",
    "decode_lines",
    "is_doubtful",
    "parts",
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


@attrs.frozen
class Parts:
    """
    The parts of a JSON document, as the bytes that they are.

    Attributes:
        header: The header, if there is one.
        lists: The items of each list in which there are some, by its name.
    """

    header: bytes | None
    lists: Mapping[str, Sequence[bytes]]


def parts(data: bytes) -> Parts:
    """
    Take the bytes of a JSON document apart into those of its header and of its records.

    Raises:
        Refused: This is no document, and the precise path says why.
    """
    document: Any = msgspec.json.decode(data, type=document_mirror(raw=True))
    found = Parts(
        document.dataset or None,
        {name: items for name in COLLECTIONS if (items := getattr(document, name))},
    )
    refuse_lost_parts(data, found.header, found.lists)
    return found


def decode(items: Sequence[bytes], cls: type[Value] | None, limits: Limits) -> list[Any]:
    """
    Decode the bytes of some records.

    Few at a time are best: what is done with their mirrors is then done where the processor has
    them at hand, and the mirrors of a whole file never exist at once.

    Args:
        items: The bytes of each record.
        cls: Their class; nothing for lines of JSON Lines, which state their type.
        limits: The bounds to keep.

    Returns:
        The records. A line of type `format` holds none, and stands there as the mirror that it is.

    Raises:
        Refused: A record is not right, or some are.
    """
    text = b"\n".join([*items, b""])
    mirrors = _decoder(cls, limits.text_characters).decode_lines(text)
    if len(mirrors) != len(items):
        raise Misplaced
    return _checked(items, text, mirrors, limits)


def decode_lines(lines: Sequence[bytes], limits: Limits) -> list[Any]:
    """
    Decode some lines of JSON Lines, none of them blank, as `decode` does.

    Raises:
        Refused: A line is not right, or some are.
    """
    # msgspec does not mind a record that goes on in the next line, nor two in one. Where a line
    # ends in a brace and the next one begins with one, however, a record ends.
    if {*map(itemgetter(0), lines)} != {ord("{")} or {*map(itemgetter(-1), lines)} != {ord("}")}:
        raise Misplaced
    return decode(lines, None, limits)


def decode_each(items: Sequence[bytes], cls: type[Value] | None, limits: Limits) -> list[Any]:
    """
    Decode the bytes of some records as `decode` does, of which some are not right.

    Returns:
        The records, with nothing in the place of each that is not right.
    """
    decode_one = _decoder(cls, limits.text_characters).decode
    mirrors = [_unless_refused(decode_one, item) for item in items]
    rest = [item for item, mirrored in zip(items, mirrors, strict=True) if mirrored is not None]
    text = b"\n".join([*rest, b""])
    try:
        made = iter(_checked(rest, text, [one for one in mirrors if one is not None], limits))
    except Refused:
        return [_unless_refused(lambda item: decode([item], cls, limits)[0], one) for one in items]
    return [None if mirrored is None else next(made) for mirrored in mirrors]


def _unless_refused(read: Callable[[bytes], Any], item: bytes) -> Any:
    try:
        return read(item)
    except Refused:
        return None


@derived
def _decoder(cls: type[Value] | None, longest: int) -> msgspec.json.Decoder[Any]:
    kind: Any = line_mirror(longest=longest) if cls is None else mirror(cls, longest=longest)
    return msgspec.json.Decoder(kind)


def _checked(
    items: Sequence[bytes], text: bytes, mirrors: Sequence[Any], limits: Limits
) -> list[Any]:
    """
    Make records of mirrors, and refuse what msgspec would let pass.
    """
    if is_doubtful(text):
        raise Misplaced
    records: list[Any] = []
    may_grow = False
    for kind, same in itertools.groupby(mirrors, type):
        cls = class_of(kind)
        made = [*same]
        if cls is not None:
            made = _records(made, cls)
            may_grow |= _holds_mappings(made, cls, limits)
        records += made
    refuse_lost_keys(items, text, mirrors, may_grow=may_grow)
    return records


def convert(data: Any, cls: type[Value], limits: Limits) -> Any:
    """
    Make a record of plain data.

    Raises:
        Refused: The data is not right; the precise path says why.
    """
    mirrored = msgspec.convert(data, mirror(cls, longest=limits.text_characters))
    made = _records([mirrored], cls)
    _holds_mappings(made, cls, limits)
    return made[0]


def convert_document(data: Any, limits: Limits) -> tuple[Header | None, dict[str, list[Any]]]:
    """
    Make the header and the records, by the name of their list, of a document of plain data.

    Raises:
        Refused: The data is not right; the precise path says why.
    """
    document: Any = msgspec.convert(data, document_mirror(longest=limits.text_characters))
    made = {name: _records(getattr(document, name), cls) for name, cls in COLLECTIONS.items()}
    header = _records([document.dataset], Header) if document.dataset else []
    for cls, records in ((Header, header), *((COLLECTIONS[name], made[name]) for name in made)):
        _holds_mappings(records, cls, limits)
    return next(iter(header), None), made


def _records(mirrors: Any, cls: type[Value]) -> list[Any]:
    made: list[Any] = msgspec.convert(mirrors, list[cls], from_attributes=True)  # type: ignore[valid-type]
    return made


def _holds_mappings(records: Iterable[Any], cls: type[Value], limits: Limits) -> bool:
    """
    Tell whether there is a free mapping in some records of a class, and refuse what none may hold.
    """
    found = False
    for name in _free_mappings(cls):
        for value in filter(None, map(attrgetter(name), records)):
            found = True
            too_deep = goes_deeper(value, limits.depth - _DEPTH_OF_MAPPING)
            if too_deep or next(extra_faults(value, (), limits), None) is not None:
                raise Misplaced
    return found


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
