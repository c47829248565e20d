"""
`sdsnet convert`: write many datasets in another format.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, BinaryIO

import attrs
import click

from sdsnet import Conversion, ConversionSummary, batch
from sdsnet.cli.crews import Interruption, crew, interruption
from sdsnet.cli.endings import EXIT_PROBLEMS, EXIT_SIGNAL, Failure
from sdsnet.cli.options import option_option, options_of, to_option
from sdsnet.cli.reports.conversions import line, report_to
from sdsnet.cli.sources import audience_option, given_option

__all__ = ["command"]

_BOM = b"\xef\xbb\xbf"

#: The problem of a folder whose files are datasets of their own.
_TWO_HEADERS = "S10"


@click.command
@click.argument("sources", metavar="[SOURCE]...", nargs=-1)
@to_option
@click.option("--output", required=True, metavar="DIR", help="The folder for the results.")
@click.option(
    "--sources-from",
    "listed",
    metavar="FILE",
    help="A file with a source on each line; - is standard input.",
)
@audience_option
@option_option
@click.option("--overwrite", is_flag=True, help="Replace earlier results.")
@click.option(
    "--skip-unchanged",
    is_flag=True,
    help="Leave a result alone if nothing has changed that it follows from; replace the others.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="How many processes work; as many as there are processors if there is much to do, and "
    "else one, when left out.",
)
@click.option(
    "--dask",
    metavar="ADDRESS",
    help="Let the workers of a Dask cluster do it: the address of its scheduler.",
)
@click.option(
    "--summary",
    metavar="FILE",
    help="Write down what became of each source: JSON for a FILE that ends with .json and for -, "
    "standard output; else a line of text for each.",
)
@click.option("--quiet", is_flag=True, help="Show no progress, and say nothing if all went well.")
@given_option
def command(  # noqa: PLR0913  one argument for each option
    sources: tuple[str, ...],
    *,
    to: str,
    output: str,
    listed: str | None,
    audience: str,
    options: dict[str, str],
    overwrite: bool,
    skip_unchanged: bool,
    jobs: int | None,
    dask: str | None,
    summary: str | None,
    quiet: bool,
    given: str | None,
) -> None:
    """
    Write many datasets in another format, and go on after a failure.

    Each SOURCE is a dataset: a file, a folder of files, or an address such as s3://bucket/a.yaml.
    A glob in quotes, as 'data/**/*.yaml', stands for many. Each result is named after its source,
    with digits that tell it from others of the same name.
    """
    _require_sources(sources, listed)
    if output == "-":
        raise click.UsageError("Results go to a folder. Name one with --output.")
    if jobs is not None and dask is not None:
        raise click.UsageError("Give --jobs or --dask, not both.")
    choices = {
        "audience": audience,
        "options": options_of(to, options),
        "overwrite": overwrite,
        "skip_unchanged": skip_unchanged,
        "given": given,
    }
    shows_bar = sys.stderr.isatty() and not quiet
    with contextlib.ExitStack() as stack:
        named = stack.enter_context(_named(sources, listed, twice=shows_bar))
        workers = stack.enter_context(crew(jobs, dask))
        facts = {"to": to, "audience": audience, "output": output}
        report = stack.enter_context(report_to(summary, facts))
        wish = stack.enter_context(interruption())
        progress = stack.enter_context(_progress(named, output)) if shows_bar else None

        def tell(one: Conversion) -> None:
            report.add(one)
            if progress is not None:
                progress.add(one)

        done = batch.convert(
            named, to, output, progress=tell, stop=wish.is_there, **choices, **workers
        )
        report.end(done)
    _tell(done, quiet=quiet)
    _end(done, wish)


# ---- sources


@attrs.frozen
class _Named:
    """
    The sources that were named: those given as arguments, then those on the list.
    """

    arguments: tuple[str, ...]
    listed: BinaryIO | None

    def __iter__(self) -> Iterator[str | batch.Input]:
        yield from self.arguments
        if self.listed is None:
            return
        if self.listed.seekable():
            self.listed.seek(0)
        for number, raw in enumerate(self.listed):
            line = raw.removeprefix(_BOM) if number == 0 else raw
            if name := os.fsdecode(line.rstrip(b"\r\n")):
                yield batch.Input.at(name)


def _require_sources(sources: tuple[str, ...], listed: str | None) -> None:
    if not sources and listed is None:
        raise click.UsageError("Name at least one source, or a list with --sources-from.")
    if "-" in sources:
        message = "Sources are read by name. A list of names is given by --sources-from -."
        raise click.UsageError(message)


@contextlib.contextmanager
def _named(sources: tuple[str, ...], listed: str | None, *, twice: bool) -> Iterator[_Named]:
    """
    Give the sources; a list that comes through a pipe is copied if it is gone through twice.
    """
    if listed is None:
        yield _Named(sources, None)
        return
    with contextlib.ExitStack() as stack:
        is_piped = listed == "-"
        file = sys.stdin.buffer if is_piped else stack.enter_context(Path(listed).open("rb"))
        if twice and (is_piped or not file.seekable()):
            copy = stack.enter_context(tempfile.TemporaryFile())
            shutil.copyfileobj(file, copy)
            yield _Named(sources, copy)
        else:
            yield _Named(sources, file)


# ---- what is said


@attrs.define
class _Progress:
    """
    A bar with how many are done of how many, the time that is left, and how many a second.
    """

    bar: Any
    begun: float = attrs.field(factory=time.monotonic)
    done: int = 0
    bad: int = 0

    def add(self, one: Conversion) -> None:
        """
        Move on by an input.
        """
        self.done += 1
        self.bad += one.status in {"problems", "failed"}
        pace = self.done / max(time.monotonic() - self.begun, 0.001)
        left = timedelta(seconds=round((self.bar.length - self.done) / pace))
        words = f"{pace:,.1f}/s, {left} left"
        self.bar.update(1, f"{words}, {self.bad:,} not written" if self.bad else words)


@contextlib.contextmanager
def _progress(named: _Named, output: str) -> Iterator[_Progress]:
    total = sum(1 for _ in batch.expand(named, output))
    with click.progressbar(
        range(total),
        label="Converting",
        show_pos=True,
        show_eta=False,  # that of click goes astray where results come in bursts
        item_show_func=lambda words: words if isinstance(words, str) else None,
        file=sys.stderr,
    ) as bar:
        yield _Progress(bar)


def _tell(done: ConversionSummary, *, quiet: bool) -> None:
    for one in done.named:
        click.echo(line(one), err=True)
    if (more := done.problems + done.failed - len(done.named)) > 0:
        click.echo(f"... and {more:,} more; --summary FILE has them all.", err=True)
    if any(problem.code == _TWO_HEADERS for one in done.named for problem in one.problems):
        click.echo("A folder is one dataset. For one from each file say 'FOLDER/*.yaml'.", err=True)
    if done.warned and not quiet:
        words = "warnings of names or ties that could tell who somebody is; see sdsnet check."
        click.echo(f"{done.warned:,} written with {words}", err=True)
    if not quiet or done.named or done.stopped:
        click.echo(f"{done}", err=True)


def _end(done: ConversionSummary, wish: Interruption) -> None:
    if done.stopped and wish.signal:
        raise click.exceptions.Exit(EXIT_SIGNAL + wish.signal)
    if done.failed or done.stopped:
        raise click.exceptions.Exit(Failure.exit_code)
    if done.problems:
        raise click.exceptions.Exit(EXIT_PROBLEMS)
