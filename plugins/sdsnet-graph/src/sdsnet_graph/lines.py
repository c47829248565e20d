"""
From lines of text to bytes, a few hundred lines at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

import sdsnet

__all__ = ["about", "encoded", "value_in_words"]

_AT_ONCE = 500


def encoded(lines: Iterable[str]) -> Iterator[bytes]:
    """
    Yield lines as UTF-8, each with a line feed behind it, in pieces of some size.
    """
    left = iter(lines)
    while some := list(islice(left, _AT_ONCE)):
        yield ("\n".join(some) + "\n").encode()


def about(edition: sdsnet.Edition, graph: sdsnet.Graph) -> Iterator[str]:
    """
    Yield what a dataset says of itself, and for whom the edition was made, as `name: value`.
    """
    for attribute in graph.header_attributes:
        yield f"{attribute.title}: {value_in_words(graph.header[attribute.name], '; ')}"
    yield f"Audience: {edition.audience}"


def value_in_words(value: sdsnet.AttributeValue, between: str) -> str:
    """
    Write the value of an attribute as text.

    Args:
        value: The value.
        between: What stands between the items of a list.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    return between.join(value) if isinstance(value, tuple) else str(value)
