"""
`sdsnet clear`: show the free text of a record, and clear it for others.
"""

from __future__ import annotations

import sys

import click

from sdsnet import Clearance, api
from sdsnet.cli.endings import EXIT_PROBLEMS
from sdsnet.cli.output import write_text
from sdsnet.cli.reports import text
from sdsnet.cli.sources import given_option
from sdsnet.errors import DocumentError, UnknownRecordError

__all__ = ["command"]


@click.command
@click.argument("source")
@click.argument("key", metavar="ID")
@click.option(
    "--write",
    is_flag=True,
    help="Put the line into the file, and change nothing else there. On a terminal you are asked "
    "first.",
)
@given_option
def command(source: str, key: str, *, write: bool, given: str | None) -> None:
    """
    Show the text of a record and the line that clears it.

    SOURCE is the dataset, ID the record.

    Near a party that is not to be named, free text is shown to others only once somebody has read
    it. Clearing holds for the text as it is now; after a change it has to be read again.

    The text goes to standard error, the line to standard output.
    """
    if write and source == "-":
        raise click.BadParameter("Standard input cannot be written to.", param_hint="SOURCE")
    found = _found(source, key, given)
    _show(found)
    if not write:
        write_text(f'cleared: "{found.digest}"\n')
    elif found.is_current:
        click.echo("It is cleared already; nothing was written.", err=True)
    else:
        if sys.stdin.isatty():
            click.confirm("Clear this text for others?", abort=True, err=True)
        api.clear(source, key, write=True, digest=found.digest, given=given)
        click.echo(f"Cleared {found.collection} {found.id!r}.", err=True)


def _found(source: str, key: str, given: str | None) -> Clearance:
    try:
        return api.clear(source, key, given=given)
    except DocumentError:
        text.tell([text.Findings.of(api.examine(source, given=given))])
        raise click.exceptions.Exit(EXIT_PROBLEMS) from None
    except UnknownRecordError as error:
        raise click.BadParameter(f"{error}", param_hint="ID") from error


def _show(found: Clearance) -> None:
    click.echo(f"{found.collection} {found.id!r}:", err=True)
    for field, words in found.texts:
        click.echo(f"  {field}:", err=True)
        for line in words.splitlines():
            shown = "".join(sign if sign.isprintable() else "?" for sign in line.expandtabs(4))
            click.echo(f"    {shown}", err=True)
