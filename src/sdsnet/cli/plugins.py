"""
`sdsnet plugins`: which plugins there are, whether they keep the contract, and how to begin one.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Literal

import attrs
import click

from sdsnet import Plugin, api
from sdsnet.cli import plugin_starter
from sdsnet.cli.endings import Failure
from sdsnet.cli.output import write_json, write_text

if TYPE_CHECKING:
    from sdsnet.testing import Judgement, Verdict

__all__ = ["command"]

_COLOURS = {"kept": "green", "broken": "red", "outdated": "red"}


@click.group(invoke_without_command=True)
@click.option(
    "--format",
    "to",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="A list for reading, or everything about each plugin as data.",
)
@click.pass_context
def command(ctx: click.Context, *, to: Literal["text", "json"]) -> None:
    """
    List the plugins, what each adds, and what is wrong with it.

    The environment variable SDSNET_PLUGINS says which installed plugins are loaded: off, or their
    names with commas between them. Without it all are.
    """
    if ctx.invoked_subcommand is not None:
        return
    plugins = api.plugins()
    if to == "json":
        write_json({"plugins": [attrs.asdict(one) for one in plugins]})
    else:
        write_text("".join(f"{line}\n" for one in plugins for line in _lines(one)))


def _lines(plugin: Plugin) -> Iterator[str]:
    package = f" ({plugin.package} {plugin.version})" if plugin.package else ""
    yield f"{plugin.name}{package}: {plugin.state}"
    for problem in plugin.problems:
        yield f"  {problem}"
    for what, names in (
        ("formats", plugin.exporters),
        ("readers", plugin.readers),
        ("rules", plugin.rules),
        ("keys", plugin.codelists),
    ):
        if names:
            yield f"  {what}: {', '.join(names)}"


def _painted(word: str) -> str:
    return click.style(word, _COLOURS.get(word, "yellow"))


# ---- check


@command.command
@click.argument("name")
@click.option(
    "--reader",
    metavar="MODULE:FUNCTION",
    help="A function that lets a program of others read the files of an export: it takes their "
    "bytes by name, and raises if anything is wrong. Without one they are looked at as far as "
    "Python itself can.",
)
@click.option(
    "--examples",
    type=click.IntRange(min=1),
    default=20,
    show_default=True,
    help="How many drawn datasets each property is tried on.",
)
@click.option(
    "--format",
    "to",
    type=click.Choice(["text", "json", "badge"]),
    default="text",
    show_default=True,
    help="A verdict for reading, for programs, or for a service that draws badges.",
)
def check(name: str, *, reader: str | None, examples: int, to: str) -> None:
    """
    Put the exporters of a plugin through the contract.

    NAME is a plugin, all of whose formats are checked, or one format. This needs sdsnet[testing].
    """
    formats = _formats(name)
    testing = _testing()
    read = _function(reader) if reader else None
    verdicts = []
    for one in formats:
        told = _told(one) if to == "text" else None
        verdicts.append(testing.check_exporter(one, read=read, examples=examples, told=told))
    if to == "json":
        write_json({"verdicts": [attrs.asdict(one) for one in verdicts]})
    elif to == "badge":
        write_json(_badge(verdicts))
    else:
        write_text("".join(f"{one}\n" for one in verdicts))
    if not all(one.is_kept for one in verdicts):
        raise click.exceptions.Exit(Failure.exit_code)


def _formats(name: str) -> tuple[str, ...]:
    for plugin in api.plugins():
        if plugin.name == name and plugin.exporters:
            return plugin.exporters
        if plugin.name == name:
            reason = "; ".join(plugin.problems) or "it has other things to add"
            raise Failure(f"The plugin {name} offers no format: {reason}.")
    return (api.exporter(name).name,)


def _testing() -> Any:
    try:
        return importlib.import_module("sdsnet.testing")
    except ModuleNotFoundError as error:
        raise Failure(
            f"{error.name} is missing. Install it with: pip install sdsnet[testing]"
        ) from error


def _function(address: str) -> Callable[..., object]:
    module, _, attribute = address.partition(":")
    try:
        found: Callable[..., object] = getattr(importlib.import_module(module), attribute)
    except (ImportError, AttributeError, ValueError) as error:
        message = f"{address!r} leads to no function: {error}"
        raise click.BadParameter(message, param_hint="--reader") from error
    if not callable(found):
        raise click.BadParameter(f"{address!r} is no function.", param_hint="--reader")
    return found


def _told(exporter: str) -> Callable[[Judgement], None]:
    """
    Make what tells each judgement as soon as it is there: a contract takes its time.
    """

    def tell(judged: Judgement) -> None:
        reason = f": {judged.reason}" if judged.reason else ""
        click.echo(f"{exporter} {judged.name} {_painted(judged.outcome)}{reason}", err=True)

    return tell


def _badge(verdicts: list[Verdict]) -> dict[str, Any]:
    """
    Describe a badge in the form in which badge services fetch it from an address.
    """
    judged = [one for verdict in verdicts for one in verdict.judgements]
    kept = sum(one.outcome == "kept" for one in judged)
    is_kept = all(one.is_kept for one in verdicts)
    return {
        "schemaVersion": 1,
        "label": "sdsnet contract",
        "message": f"{kept} of {len(judged)} kept",
        "color": "brightgreen" if is_kept else "red",
    }


# ---- new


@command.command
@click.argument("name")
@click.option(
    "--output",
    metavar="DIR",
    help="The folder to make; sdsnet-NAME in the current folder when left out.",
)
def new(name: str, *, output: str | None) -> None:
    """
    Begin a plugin package with an exporter that works.

    NAME is the name of the format to be: lower-case letters, digits and hyphens.
    """
    try:
        folder = plugin_starter.make(name, output)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="NAME") from error
    click.echo(f"Made {folder}. Next:", err=True)
    click.echo(f"  pip install -e '{folder}[test]' && python -m pytest {folder}", err=True)
    click.echo(f"  sdsnet plugins check {name}", err=True)
