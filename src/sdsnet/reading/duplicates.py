"""
Keys that stand twice, of which msgspec keeps the last: found by what was lost.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

import msgspec

from sdsnet.mirrors import VERSION, VERSION_KEY

__all__ = ["refuse_lost_keys", "refuse_lost_parts"]

_encoder = msgspec.json.Encoder()


def refuse_lost_keys(
    items: Iterable[bytes], text: bytes, mirrors: Sequence[Any], *, may_grow: bool
) -> None:
    """
    Refuse records in which a key stands twice.

    What was decoded is encoded again. What comes of it is never longer than what was read, unless a
    free mapping holds a number that can be written in more ways than one; so where it is as long,
    nothing was lost. Where it is shorter, as for a file with blanks in it, the colons of both are
    counted. A key comes with one, and those inside a text are in both alike; so equal counts also
    mean that no key was lost. Where they differ, or a colon may be written as an escape, the
    standard library looks at each mapping.

    Args:
        items: The bytes of each record.
        text: All of them, each followed by a line feed.
        mirrors: What they were decoded to.
        may_grow: Whether there is a free mapping that holds anything.

    Raises:
        ValueError: A key stands twice.
    """
    encoded = _encoder.encode_lines(mirrors)
    if len(encoded) == len(text) and not may_grow:
        return
    may_be_escaped = b"\\" in text and b"\\u003" in text
    if may_be_escaped or text.count(b":") != encoded.count(b":"):
        for item in items:
            _refuse_duplicates(item)


def refuse_lost_parts(
    data: bytes, header: bytes | None, lists: Mapping[str, Sequence[bytes]]
) -> None:
    """
    Refuse a document in which the header or a list stands twice, as `refuse_lost_keys` does.

    The text around the parts holds nothing but the keys that were read, so no escape hides a colon.

    Raises:
        ValueError: A key stands twice, though it may be one inside a part.
    """
    held = [*chain.from_iterable(lists.values()), *([header] if header else [])]
    # A nought stands for each part, so that what is left is as long as the text around the parts.
    top = {VERSION_KEY: VERSION, **{name: [0] * len(items) for name, items in lists.items()}}
    encoded = _encoder.encode(top | {"dataset": 0} if header else top)
    if len(encoded) - len(held) == len(data) - sum(map(len, held)):
        return
    colons = sum(bytes(one).count(b":") for one in held)
    if data.count(b":") - colons != encoded.count(b":"):
        _refuse_duplicates(data)


def _refuse_duplicates(text: bytes) -> None:
    json.loads(bytes(text), object_pairs_hook=_unique)


def _unique(items: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(items)
    if len(made) < len(items):
        message = "a key stands twice"
        raise ValueError(message)
    return made
