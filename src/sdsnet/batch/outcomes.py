"""
What became of each input, and of all of them.
"""

from __future__ import annotations

from collections import Counter
from typing import Literal

import attrs

from sdsnet.errors import Problem

__all__ = ["STATUSES", "Conversion", "ConversionSummary", "Status", "Tally"]

Status = Literal["written", "unchanged", "problems", "failed"]

#: Every status, from the best to the worst.
STATUSES: tuple[Status, ...] = ("written", "unchanged", "problems", "failed")

#: How many inputs that did not become files a summary names.
NAMED = 20


@attrs.frozen(kw_only=True)
class Conversion:
    """
    What became of one input.

    Attributes:
        source: The input, as it was given or found.
        status: `written`; `unchanged`, where there was nothing to do; `problems`, where the
            documents have errors; `failed`, where anything else went wrong.
        output: The file or folder that holds the result, if there is one.
        receipt: The file that says what was given out, for `recall`, if there is an output.
        problems: The first errors, or the first warnings of names and ties that could tell who
            somebody is.
        errors: How many errors there are.
        warnings: How many such warnings there are.
        reason: What went wrong, in words, where it failed.
    """

    source: str
    status: Status
    output: str = ""
    receipt: str = ""
    problems: tuple[Problem, ...] = ()
    errors: int = 0
    warnings: int = 0
    reason: str = ""


@attrs.frozen(kw_only=True)
class ConversionSummary:
    """
    What became of many inputs, in numbers.

    Attributes:
        written: How many were written.
        unchanged: How many had not changed since they were written, and were left alone.
        problems: How many have errors in their documents.
        failed: How many failed.
        warned: How many were written with warnings.
        named: The first that have errors or failed.
        stopped: Why inputs were left out, in words; empty if each had its turn.
    """

    written: int = 0
    unchanged: int = 0
    problems: int = 0
    failed: int = 0
    warned: int = 0
    named: tuple[Conversion, ...] = ()
    stopped: str = ""

    @property
    def total(self) -> int:
        """
        Tell how many inputs had their turn.
        """
        return self.written + self.unchanged + self.problems + self.failed

    def __str__(self) -> str:
        counted = [(self.written, "written"), (self.unchanged, "unchanged")]
        counted += [(self.problems, "with problems"), (self.failed, "failed")]
        parts = [f"{count:,} {word}" for count, word in counted if count]
        inputs = f"{self.total:,} input{'' if self.total == 1 else 's'}"
        said = f"{inputs}: {', '.join(parts)}." if parts else f"{inputs}."
        return f"{said} Stopped: {self.stopped}." if self.stopped else said


@attrs.define
class Tally:
    """
    A summary in the making.
    """

    counts: Counter[Status] = attrs.field(factory=Counter)
    warned: int = 0
    named: list[Conversion] = attrs.field(factory=list)

    def add(self, one: Conversion) -> None:
        """
        Count an input.
        """
        self.counts[one.status] += 1
        self.warned += bool(one.warnings)
        if one.status in {"problems", "failed"} and len(self.named) < NAMED:
            self.named.append(one)

    def summary(self, stopped: str) -> ConversionSummary:
        """
        Return what has been counted.
        """
        numbers = {status: self.counts[status] for status in STATUSES}
        named = tuple(self.named)
        return ConversionSummary(**numbers, warned=self.warned, named=named, stopped=stopped)
