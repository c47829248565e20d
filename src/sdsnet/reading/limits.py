"""
Bounds on what is read, so that no file can take all time or memory.
"""

from __future__ import annotations

from itertools import chain, compress
from typing import Any

import attrs

__all__ = ["Limits", "goes_deeper"]

_CONTAINERS = frozenset({dict, list})


@attrs.frozen(kw_only=True)
class Limits:
    """
    The largest input that is read; what lies beyond is refused with a message that names the limit.

    Attributes:
        file_bytes: Size of one JSON or JSON Lines file, in bytes.
        yaml_bytes: Size of one YAML file, in bytes.
        text_characters: Length of one text, in characters.
        depth: How many lists and mappings may stand inside each other.
        alias_nodes: How many values the aliases (`*name`) of one YAML file may stand for in all.
        records: How many records a source may hold in all.
    """

    file_bytes: int = 4 * 1024**3
    yaml_bytes: int = 512 * 1024**2
    text_characters: int = 1_000_000
    depth: int = 40
    alias_nodes: int = 100_000
    records: int = 10_000_000


def goes_deeper(data: Any, depth: int) -> bool:
    """
    Tell whether more lists and mappings than allowed stand inside each other in plain data.
    """
    level = [data] if type(data) in _CONTAINERS else []
    for _ in range(depth):
        if not level:
            break
        inside = (one.values() if type(one) is dict else one for one in level)
        children = list(chain.from_iterable(inside))
        level = list(compress(children, map(_CONTAINERS.__contains__, map(type, children))))
    return bool(level)
