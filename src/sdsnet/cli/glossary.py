"""
`sdsnet glossary`: print what the words of the codelists mean.
"""

from __future__ import annotations

from typing import Literal

import click

from sdsnet import api
from sdsnet.cli.output import write_text

__all__ = ["command"]


@click.command
@click.argument("lists", metavar="[LIST]...", nargs=-1)
@click.option(
    "--format",
    "to",
    type=click.Choice(["markdown", "json", "csv"]),
    default="markdown",
    show_default=True,
    help="Text for reading, or data.",
)
def command(lists: tuple[str, ...], *, to: Literal["markdown", "json", "csv"]) -> None:
    """
    Print the codelists: what the words in a dataset mean.

    Each LIST is the name of a codelist, such as theme; without any, all are printed.
    """
    try:
        words = api.glossary(lists or None, to=to)
    except ValueError as error:
        raise click.BadParameter(f"{error}", param_hint="LIST") from error
    write_text(words)
