"""
`sdsnet export`: write a dataset in another format.
"""

from __future__ import annotations

import attrs
import click

from sdsnet import Dataset, api
from sdsnet.cli.endings import EXIT_PROBLEMS
from sdsnet.cli.options import option_option, options_of, to_option
from sdsnet.cli.output import write_bytes
from sdsnet.cli.reports import text
from sdsnet.cli.sources import audience_option, given_option

__all__ = ["command"]


@click.command
@click.argument("source")
@to_option
@click.option(
    "--output",
    required=True,
    metavar="PATH",
    help="The file to write, or the folder for a format of many files; - is standard output, for "
    "a format of one file.",
)
@audience_option
@option_option
@click.option("--overwrite", is_flag=True, help="Replace an earlier export.")
@click.option(
    "--receipt",
    metavar="FILE",
    help="Write what was exported to a JSON file, for `sdsnet recall`; a folder has it in it.",
)
@click.option("--quiet", is_flag=True, help="Do not say what was written.")
@given_option
def command(  # noqa: PLR0913  one argument for each option
    source: str,
    *,
    to: str,
    output: str,
    audience: str,
    options: dict[str, str],
    overwrite: bool,
    receipt: str | None,
    quiet: bool,
    given: str | None,
) -> None:
    """
    Write a dataset in another format.

    SOURCE is a YAML, JSON or JSON Lines file, a folder of them, or - for standard input. It is
    checked first; if there are errors, they are shown and nothing is written. Warnings of names
    and ties that could tell who somebody is are shown as well.

    Either the whole export is written or nothing is.
    """
    format_options = options_of(to, options)
    if output == "-":
        _require_one_file(to)
        if receipt is not None:
            message = "Standard output has no receipt. Name a file as --output."
            raise click.BadParameter(message, param_hint="--receipt")
    edition = api.disclose(_checked(source, given, audience), audience=audience)
    if output == "-":
        (artifact,) = api.export(edition, to, options=format_options)
        write_bytes(artifact.pieces())
        return
    written = api.write(
        edition, to, output, options=format_options, overwrite=overwrite, receipt=receipt
    )
    if not quiet:
        count, size = len(written.files), sum(file.size for file in written.files)
        files = f"{count} file{'' if count == 1 else 's'}, {size:,} bytes"
        click.echo(f"Wrote {written.output}: {files}, audience {written.audience}.", err=True)


def _checked(source: str, given: str | None, audience: str) -> Dataset:
    """
    Read the dataset; the text that it came from, which may be large, is not kept.
    """
    reading = api.examine(source, given=given)
    if reading.dataset is None:
        text.tell([text.Findings.of(reading)])
        raise click.exceptions.Exit(EXIT_PROBLEMS)
    if audience != "internal":
        _warn(reading)
    return reading.dataset


def _warn(reading: api.Reading) -> None:
    """
    Show the warnings that bear on what others could find out.
    """
    told = tuple(problem for problem in reading.problems if problem.code in api.TELLING)
    if told:
        text.tell([text.Findings.of(attrs.evolve(reading, problems=told))])


def _require_one_file(to: str) -> None:
    if api.exporter(to).layout != "file":
        message = f"The format {to} makes a folder, which standard output cannot hold. Name one."
        raise click.BadParameter(message, param_hint="--output")
