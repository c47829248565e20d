"""
Names that programs for qualitative analysis can hold, and GUIDs that are always the same.
"""

from __future__ import annotations

import re
import uuid

import attrs

import sdsnet

__all__ = ["Guids", "Names", "code_names", "file_names", "one_line"]

# Any fixed GUID does; this one was drawn once.
_ROOT = uuid.UUID("6b0c6e1d-6a0b-4b8e-9c53-2f0f6e0d7a41")


@attrs.frozen
class Guids:
    """
    The GUIDs of one export, made from disclosed ids and never from names.

    They depend on dataset and audience too: below `internal` ids are issued anew for each audience,
    and two datasets may use the same id for different things.
    """

    _namespace: uuid.UUID

    @classmethod
    def of(cls, edition: sdsnet.Edition) -> Guids:
        """
        Make the source of GUIDs for an edition.
        """
        return cls(uuid.uuid5(_ROOT, f"{edition.dataset.id}/{edition.audience}"))

    def make(self, *parts: str) -> str:
        """
        Return the GUID of a thing, given what leads to it; `/` stands in no id and in no key.
        """
        return str(uuid.uuid5(self._namespace, "/".join(parts)))


def one_line(text: str) -> str:
    """
    Put a text on one line, with single spaces.
    """
    return " ".join(text.split())


@attrs.define
class Names:
    """
    Hands out names, no two of which are alike; case does not tell them apart.

    Attributes:
        limit: The most characters that a name may have.
        unfit: What a name may not hold; each becomes a space.
    """

    limit: int
    unfit: re.Pattern[str] | None = None
    _taken: set[str] = attrs.field(factory=set)
    _numbers: dict[str, int] = attrs.field(factory=dict)

    def take(self, text: str, otherwise: str) -> str:
        """
        Return a name as close to a text as can be.

        Args:
            text: What the name should be.
            otherwise: What it should be where nothing is left of the text.
        """
        fit = one_line(self.unfit.sub(" ", text) if self.unfit else text)
        name = _cut(fit or otherwise, self.limit)
        found, number = name, self._numbers.get(name.casefold(), 1)
        while found.casefold() in self._taken:
            number += 1
            found = f"{_cut(name, self.limit - len(str(number)) - 3)} ({number})"
        self._taken.add(found.casefold())
        self._numbers[name.casefold()] = number
        return found


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"


def code_names() -> Names:
    """
    Return the source of names for codes: two and what stands between them fit Taguette's 200.

    QualCoder reads `>>` as the sign between a category and a code.
    """
    return Names(limit=99, unfit=re.compile(">{2,}"))


def file_names() -> Names:
    """
    Return the source of names for texts: programs make files of that name.

    What follows a last dot would be taken for an ending. The limit keeps any script below the 255
    bytes that a file name may have.
    """
    return Names(limit=60, unfit=re.compile(r'[\\/:*?"<>|.]'))
