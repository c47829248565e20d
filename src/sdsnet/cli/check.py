"""
`sdsnet check`: say what is wrong with datasets, and where.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import click

from sdsnet import api
from sdsnet.cli.endings import EXIT_PROBLEMS
from sdsnet.cli.output import write_json, write_text
from sdsnet.cli.reports import github, sarif, text
from sdsnet.cli.reports import json as json_report
from sdsnet.cli.sources import given_option
from sdsnet.errors import Problem

__all__ = ["command"]

Problems = list[Problem]

#: The reports for programs: artifacts, and so written to standard output.
_REPORTS: Mapping[str, Callable[[Problems], None]] = MappingProxyType(
    {
        "json": lambda problems: write_json(json_report.render(problems)),
        "sarif": lambda problems: write_json(sarif.render(problems, api.meanings())),
        "github": lambda problems: write_text(
            "".join(f"{line}\n" for line in github.render(problems))
        ),
    }
)


@click.command
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option(
    "--format",
    "report",
    type=click.Choice(["text", *_REPORTS]),
    default="text",
    show_default=True,
    help="How to tell the problems: to people, to programs, to code scanning, or to a GitHub "
    "workflow.",
)
@click.option("--strict", is_flag=True, help="Let warnings count as errors in the exit code.")
@click.option(
    "--show-values",
    is_flag=True,
    help="Show names, contacts and free text in the lines that are shown, for your eyes only. "
    "Only the text format shows lines.",
)
@given_option
def command(
    sources: tuple[str, ...],
    *,
    report: str,
    strict: bool,
    show_values: bool,
    given: str | None,
) -> None:
    """
    Check datasets, and say what is wrong, where, and what to do.

    Each SOURCE is a dataset: a YAML, JSON or JSON Lines file, a folder of them, or - for standard
    input.

    The text format goes to standard error, the others to standard output.
    """
    if sources.count("-") > 1:
        raise click.UsageError("Standard input can be read once only; give - once.")
    if show_values and report != "text":
        raise click.UsageError(f"The format {report} never shows values; leave --show-values out.")
    readings = (api.examine(source, given=given) for source in sources)
    if report == "text":
        found = [text.Findings.of(reading, show_values=show_values) for reading in readings]
        problems = [problem for one in found for problem in one.problems]
        text.tell(found)
    else:
        problems = [problem for reading in readings for problem in reading.problems]
        _REPORTS[report](problems)
    if any(strict or problem.severity == "error" for problem in problems):
        raise click.exceptions.Exit(EXIT_PROBLEMS)
