"""
Places in a document: the paths that are wanted, as a tree, and the marks that were found for them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sdsnet.reading.faults import Path

__all__ = ["NOWHERE", "Mark", "Places", "Trie", "mark_of", "trie"]

#: Line and column, both from 1; the column counts characters.
Mark = tuple[int, int]
NOWHERE: Mark = (0, 0)

#: Marks of the key (or list item) and of the value, by path.
Places = dict[Path, tuple[Mark, Mark]]

#: Wanted keys and positions, each with what is wanted below it.
Trie = dict[Any, Any]


def trie(paths: Iterable[Path]) -> Trie:
    """
    Join paths to a tree, so that a walk through a text can pass over whatever nobody asked for.
    """
    root: Trie = {}
    for path in paths:
        branch = root
        for step in path:
            branch = branch.setdefault(step, {})
    return root


def mark_of(places: Places, path: Path, *, at_key: bool) -> Mark:
    """
    Return the mark of a path, or of the nearest thing around it that is there.
    """
    if path in places:
        return places[path][0 if at_key else 1]
    while path:
        path = path[:-1]
        if path in places:
            return places[path][1]
    return NOWHERE
