"""
What reading finds wrong before there is a record that a rule could speak of.
"""

from __future__ import annotations

import re

import attrs

__all__ = ["Fault", "Path", "is_key", "shown_key"]

Path = tuple[str | int, ...]

_KEY = re.compile(r"[a-z][a-z0-9_]*")


def is_key(word: str) -> bool:
    """
    Tell whether a word looks like a key, so that it may be shown.

    What does not may be a value that a missing quote or a stray comma made a key, such as a name.
    """
    return bool(_KEY.fullmatch(word))


def shown_key(word: str) -> str:
    """
    Name a key in a message, after a blank; or say nothing, if it does not look like a key.
    """
    return f" {word!r}" if is_key(word) else ""


@attrs.frozen
class Fault:
    """
    One thing that is wrong with the structure of a file.

    Attributes:
        code: Code of the structural rule.
        message: Sentences for the person who has to act; never a personal value.
        path: Keys and positions in lists that lead to the place.
        mark: Line and column, both from 1, where they are known already.
        at_key: Whether the key is meant rather than its value.
        hint: The nearest thing that would have been right, if there is one near enough.
    """

    code: str
    message: str
    path: Path = ()
    mark: tuple[int, int] | None = None
    at_key: bool = False
    hint: str | None = None
