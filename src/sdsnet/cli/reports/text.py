"""
Problems for people: place, message, and the line with a mark under the place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs
import click

from sdsnet import api
from sdsnet.cli.reports.tally import tally
from sdsnet.errors import Problem, fold

__all__ = ["Findings", "printable", "tell"]

_COLOURS = {"error": "red", "warning": "yellow"}


@attrs.frozen
class Findings:
    """
    What was found in one source.

    Attributes:
        problems: All its problems.
        lines: The lines in which they stand, by the identity of the problem; only of those shown.
    """

    problems: tuple[Problem, ...]
    lines: dict[int, api.Excerpt | None]

    @classmethod
    def of(cls, reading: api.Reading, *, show_values: bool = False) -> Findings:
        """
        Gather the problems of a source, with the lines of those that could be shown.
        """
        shown = [one for one in fold(reading.problems) if isinstance(one, Problem)]
        lines = api.excerpts(reading, shown, show_values=show_values)
        return cls(reading.problems, dict(zip(map(id, shown), lines, strict=True)))


def tell(findings: Sequence[Findings]) -> None:
    """
    Write a report to standard error.
    """
    for line in _lines(findings):
        click.echo(line, err=True)


def _lines(findings: Sequence[Findings]) -> Iterator[str]:
    """
    Yield each problem, what was left out, and how many there are in all.
    """
    problems = [problem for one in findings for problem in one.problems]
    lines = {key: line for one in findings for key, line in one.lines.items()}
    for one in fold(problems):
        if isinstance(one, Problem):
            yield from _problem(one, lines[id(one)])
        else:
            yield one
    yield str(tally(problems))


def _problem(problem: Problem, line: api.Excerpt | None) -> Iterator[str]:
    place = f"{printable(str(problem.position))}: " if problem.position else ""
    kind = click.style(f"{problem.severity} {problem.code}", _COLOURS[problem.severity], bold=True)
    yield f"{place}{kind}: {printable(problem.message)}"
    if line is not None and problem.position is not None:
        number = str(problem.position.line)
        gutter = click.style(f" {number} | ", "blue")
        yield f"{gutter}{line.text}"
        if line.caret is not None:
            empty = click.style(f" {' ' * len(number)} | ", "blue")
            yield f"{empty}{' ' * line.caret}{_mark(problem)}"


def _mark(problem: Problem) -> str:
    hint = f" {printable(problem.hint)}?" if problem.hint else ""
    return click.style(f"^{hint}", _COLOURS[problem.severity], bold=True)


def printable(words: str) -> str:
    """
    Keep a file name or a message from steering the terminal.
    """
    return "".join(sign if sign.isprintable() else "?" for sign in words)
