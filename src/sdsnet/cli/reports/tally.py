"""
How many problems there are, in numbers and in words.
"""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from sdsnet.errors import Problem

__all__ = ["Tally", "tally"]


@attrs.frozen
class Tally:
    """
    How many problems there are.

    Attributes:
        errors: How many errors.
        warnings: How many warnings.
        files: In how many files they stand.
    """

    errors: int
    warnings: int
    files: int

    def __str__(self) -> str:
        counts = [(self.errors, "error"), (self.warnings, "warning")]
        said = ", ".join(_counted(count, word) for count, word in counts if count)
        return f"{said} in {_counted(self.files, 'file')}" if said else "no problems"


def tally(problems: Iterable[Problem]) -> Tally:
    """
    Count problems.
    """
    problems = list(problems)
    errors = sum(problem.severity == "error" for problem in problems)
    files = {problem.position.file for problem in problems if problem.position}
    return Tally(errors, len(problems) - errors, len(files))


def _counted(count: int, word: str) -> str:
    return f"{count:,} {word}" if count == 1 else f"{count:,} {word}s"
