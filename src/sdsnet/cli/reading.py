"""
Reading a source for a command that needs a dataset without errors.
"""

from __future__ import annotations

import click

from sdsnet import Dataset, api
from sdsnet.cli.endings import EXIT_PROBLEMS
from sdsnet.cli.reports import text

__all__ = ["dataset_of"]


def dataset_of(source: str, given: str | None) -> Dataset:
    """
    Read a source, or show its problems and end with the exit code for them.
    """
    reading = api.examine(source, given=given)
    if reading.dataset is None:
        text.tell([text.Findings.of(reading)])
        raise click.exceptions.Exit(EXIT_PROBLEMS)
    return reading.dataset
