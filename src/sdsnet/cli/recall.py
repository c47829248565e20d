"""
`sdsnet recall`: say what was given out and may not be shown any more.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs
import click

from sdsnet import Recall, api
from sdsnet.cli.output import write_json, write_text
from sdsnet.cli.reading import dataset_of
from sdsnet.cli.sources import audience_option, given_option

__all__ = ["command"]

# Files of an export that are named to people; programs get all of them.
_NAMED = 3


@click.command
@click.argument("old")
@click.argument("new")
@audience_option
@click.option(
    "--receipt",
    "receipts",
    multiple=True,
    metavar="FILE",
    help="Receipt of an export, or the folder of one; may be given several times.",
)
@click.option(
    "--format",
    "report",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people or for programs.",
)
@given_option
def command(
    old: str,
    new: str,
    *,
    audience: str,
    receipts: tuple[str, ...],
    report: str,
    given: str | None,
) -> None:
    """
    Say what an audience was given and may not have any more.

    OLD is the dataset as it was when things were given out, NEW as it is now. Records and fields
    are named by id, and no values are shown. With receipts, the exports that hold what is gone are
    named, too.
    """
    if (old, new).count("-") > 1:
        raise click.UsageError("Standard input can be read once only; give - once.")
    before, after = dataset_of(old, given), dataset_of(new, given)
    found = api.recall(before, after, audience=audience, receipts=receipts)
    if report == "json":
        write_json(attrs.asdict(found))
    else:
        write_text("".join(f"{line}\n" for line in _as_text(found)))


def _as_text(found: Recall) -> Iterator[str]:
    if not found.lost:
        yield f"Nothing that {found.audience} was given is gone."
    else:
        yield f"Gone for {found.audience}:"
    for one in found.lost:
        yield f"  {one.collection} {one.id!r}: {one.field or 'the whole record'}"
    if found.exports:
        yield "Exports:"
    for export in found.exports:
        yield f"  {export.receipt} ({export.exporter}, {export.audience}): {export.verdict}"
        yield f"    {export.reason}"
        if export.verdict == "call back":
            more = len(export.files) - _NAMED
            rest = f" and {more} more" if more > 0 else ""
            yield f"    files: {', '.join(export.files[:_NAMED])}{rest}"
