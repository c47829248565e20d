"""
The errors that `sdsnet` raises, and the problems that it reports.

Everything here is plain frozen data: it can be compared, sorted, pickled and sent to another
process. Nothing here ever holds a personal value; a message names the record and the field
instead.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, Literal

import attrs

from sdsnet import notebook

__all__ = [
    "DisclosureError",
    "DocumentError",
    "DuplicateNameError",
    "ExportError",
    "PluginError",
    "PluginLoadError",
    "PluginRunError",
    "Position",
    "Problem",
    "Problems",
    "SdsnetError",
    "UnknownFormatError",
    "UnknownRecordError",
]

Severity = Literal["error", "warning"]

SHOWN_OF_ONE_KIND = 20


@attrs.frozen(order=True)
class Position:
    """
    A place in a file that a person wrote.

    Attributes:
        file: Name of the file as it was given or found, `-` for standard input.
        line: Line, counted from 1; 0 where the problem is with the file as a whole.
        column: Column in characters, counted from 1; 0 where the line as a whole is meant.
        place: The place in words of the file's own, where it is no text; `Barriers!C4` is a cell of
            a workbook, whose row and column are then `line` and `column`.
        part: The part of the file, such as a sheet, in which line and column are counted, from 1;
            0 for a file that has no parts.
    """

    file: str
    line: int = 0
    column: int = 0
    place: str = ""
    part: int = 0

    def __str__(self) -> str:
        if self.place:
            return f"{self.file}:{self.place}"
        if not self.line:
            return self.file
        return (
            f"{self.file}:{self.line}:{self.column}" if self.column else f"{self.file}:{self.line}"
        )


@attrs.frozen
class Problem:
    """
    One thing that is wrong with a document, for the person who has to act.

    Attributes:
        code: Stable code such as `E02`; the reference page of problems lists them all.
        rule: Name of the broken rule in words, such as `unknown-reference`; as stable as the code.
        severity: `error` stops a load; `warning` does not.
        message: What was found and what to write instead, in one or two sentences.
        path: Place in the document's structure, such as `barriers[3].themes[0]`; empty for a file.
        position: Place in the file, or nothing for a dataset that was built in code.
        hint: The nearest thing that would have been right, if there is one near enough.
    """

    code: str
    rule: str
    severity: Severity
    message: str
    path: str = ""
    position: Position | None = None
    hint: str | None = None

    def __str__(self) -> str:
        place = self.position or self.path
        return f"{place}: {self.code} {self.message}" if place else f"{self.code} {self.message}"

    @property
    def sort_key(self) -> tuple[Any, ...]:
        """
        Order problems by place, then by code: two runs over the same files list them alike.
        """
        position = self.position or Position("")
        place = (position.file, position.part, position.line, position.column)
        return (*place, self.path, self.code, self.message)

    def _repr_html_(self) -> str:
        return _as_table([self])


class Problems(list[Problem]):
    """
    Problems in the order in which they are to be shown: a list that a notebook shows as a table.
    """

    def _repr_html_(self) -> str:
        return _as_table(self)


def _as_table(problems: Sequence[Problem]) -> str:
    if not problems:
        return notebook.paragraph("No problems.")
    folded = fold(problems)
    rows = [
        (f"{one.severity} {one.code}", str(one.position or one.path), one.message)
        for one in folded
        if isinstance(one, Problem)
    ]
    table = notebook.table(_how_many(problems), ("Problem", "Place", "Message"), rows)
    return "\n".join([table, *(notebook.paragraph(one) for one in folded if isinstance(one, str))])


def _how_many(problems: Iterable[Problem]) -> str:
    found = Counter(problem.severity for problem in problems)
    return ", ".join(
        f"{count} {severity}{'' if count == 1 else 's'}"
        for severity, count in sorted(found.items())
    )


def fold(problems: Iterable[Problem], shown: int = SHOWN_OF_ONE_KIND) -> Sequence[Problem | str]:
    """
    Keep the first problems of each code, and end with a sentence for each code that had more.

    Args:
        problems: The problems in the order in which they are to be shown.
        shown: How many of one code are kept.

    Returns:
        The problems that are kept, in order, then one sentence for each code that was cut.
    """
    seen: Counter[str] = Counter()
    kept: list[Problem | str] = []
    for problem in problems:
        seen[problem.code] += 1
        if seen[problem.code] <= shown:
            kept.append(problem)
    kept += [
        f"... and {count - shown} more of {code}; {count} in all."
        for code, count in sorted(seen.items())
        if count > shown
    ]
    return kept


class SdsnetError(Exception):
    """
    Root of all errors that this library raises on purpose.
    """


class DocumentError(SdsnetError):
    """
    The files, or a dataset that was built in code, break rules.

    Attributes:
        problems: Every problem found, warnings included, sorted by place.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(tuple(problems))
        self.problems: tuple[Problem, ...] = tuple(problems)

    def __str__(self) -> str:
        errors = sum(problem.severity == "error" for problem in self.problems)
        lines = [f"{errors} {'error' if errors == 1 else 'errors'}", *map(str, fold(self.problems))]
        return "\n".join(lines)


class DisclosureError(SdsnetError):
    """
    An edition could not be made safely, so none was made.
    """


class UnknownRecordError(SdsnetError):
    """
    A dataset holds no record with an id.

    Attributes:
        key: The id that was asked for.
        reason: What is there instead, in words.
    """

    def __init__(self, key: str, reason: str) -> None:
        super().__init__(key, reason)
        self.key = key
        self.reason = reason

    def __str__(self) -> str:
        return self.reason


class ExportError(SdsnetError):
    """
    An exporter failed, or what it made could not be written.

    Attributes:
        exporter: Name of the format.
        reason: What went wrong, in words.
    """

    def __init__(self, exporter: str, reason: str) -> None:
        super().__init__(exporter, reason)
        self.exporter = exporter
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.exporter}: {self.reason}"


class PluginError(SdsnetError):
    """
    A plugin cannot be used as it is.
    """


class PluginLoadError(PluginError):
    """
    A plugin could not be loaded, or gave what no plugin may give.

    Attributes:
        plugin: Name of the plugin.
        reason: What is wrong with it, in words.
    """

    def __init__(self, plugin: str, reason: str) -> None:
        super().__init__(plugin, reason)
        self.plugin = plugin
        self.reason = reason

    def __str__(self) -> str:
        return f"plugin {self.plugin}: {self.reason}"


class PluginRunError(PluginError):
    """
    A rule or a reader of a plugin failed while it ran.

    Attributes:
        plugin: Name of the plugin.
        reason: What went wrong, in words that hold nothing of the data.
    """

    def __init__(self, plugin: str, reason: str) -> None:
        super().__init__(plugin, reason)
        self.plugin = plugin
        self.reason = reason

    def __str__(self) -> str:
        return f"plugin {self.plugin}: {self.reason}"


class DuplicateNameError(PluginError):
    """
    Two plugins offer something under one name.

    Attributes:
        name: The name that both claim.
        owners: The names of both plugins, sorted.
    """

    def __init__(self, name: str, owners: Sequence[str]) -> None:
        super().__init__(name, tuple(sorted(owners)))
        self.name = name
        self.owners: tuple[str, ...] = tuple(sorted(owners))

    def __str__(self) -> str:
        return (
            f"the name {self.name!r} is claimed by {' and '.join(self.owners)}; remove one of them"
        )


class UnknownFormatError(PluginError):
    """
    No exporter has this name.

    Attributes:
        name: The name that was asked for.
        known: The names that would have been known, sorted.
        offered_by: The package that offers the format, if one is known to.
    """

    def __init__(self, name: str, known: Sequence[str], offered_by: str | None = None) -> None:
        super().__init__(name, tuple(sorted(known)), offered_by)
        self.name = name
        self.known: tuple[str, ...] = tuple(sorted(known))
        self.offered_by = offered_by

    def __str__(self) -> str:
        way_out = (
            f"The package {self.offered_by} offers it; install that and try again."
            if self.offered_by
            else f"Known formats: {', '.join(self.known)}."
        )
        return f"there is no format {self.name!r}. {way_out}"
