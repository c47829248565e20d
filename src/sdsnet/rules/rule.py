"""
What a rule is: a plain function from a dataset to findings, with a code and a name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import attrs

from sdsnet.dataset import Dataset
from sdsnet.errors import Position, Problem, Severity
from sdsnet.model import Header, Record
from sdsnet.model.ways import Path

__all__ = ["Finding", "Rule", "rule", "subject"]

Check = Callable[[Dataset], Iterable["Finding"]]


@attrs.frozen
class Finding:
    """
    One place where a rule is broken.

    Attributes:
        record: The record it was found in, or the header of the dataset.
        path: Names of fields and positions in lists that lead to the place, inside that record.
        message: Sentences for the person who has to act; never a personal value.
        hint: The nearest thing that would have been right, if there is one near enough.
    """

    record: Record | Header
    path: Path
    message: str
    hint: str | None = None


@attrs.frozen
class Rule:
    """
    One rule that a dataset must keep, or that is worth a warning.

    Attributes:
        code: Stable code: a letter and two digits; in plugins with a word of their own in between,
            such as `W-acme-01`. `E` stands for an error, `W` for a warning.
        name: Its name in words, lower case with hyphens.
        meaning: What must hold, in one sentence.
        check: Function from a dataset to the places where the rule is broken; never raises.
        in_edition: Whether it still holds in an edition, from which things have been taken away.
    """

    code: str
    name: str
    meaning: str
    check: Check
    in_edition: bool = True

    @property
    def severity(self) -> Severity:
        """
        Whether breaking the rule stops a load.
        """
        return "warning" if self.code.startswith("W") else "error"

    def __call__(self, dataset: Dataset) -> Iterator[Finding]:
        """
        Yield every place in a dataset where the rule is broken.
        """
        yield from self.check(dataset)

    def problem(self, finding: Finding, path: str, position: Position | None = None) -> Problem:
        """
        Make the problem of a finding, with the place where it stands.
        """
        return Problem(
            self.code, self.name, self.severity, finding.message, path, position, finding.hint
        )


def rule(code: str, name: str, meaning: str, *, in_edition: bool = True) -> Callable[[Check], Rule]:
    """
    Make a rule of the function below.
    """
    return lambda check: Rule(code, name, meaning, check, in_edition)


def subject(record: Record | Header) -> str:
    """
    Name a record as messages do: its list and its id.
    """
    return f"{record.collection} {record.id!r}" if isinstance(record, Record) else "dataset"
