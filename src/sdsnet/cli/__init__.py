"""
The command line: one module a command, each loaded when it is called.
"""

from __future__ import annotations

import importlib
import os
import sys
from typing import Any

import click

from sdsnet import __version__
from sdsnet.cli.endings import endings

__all__ = ["cli", "main"]

_COMMANDS = (
    "check",
    "clear",
    "convert",
    "explain",
    "export",
    "formats",
    "glossary",
    "new",
    "plugins",
    "recall",
    "schema",
)


class _Commands(click.Group):
    """
    The commands by name; a command is imported when it is asked for.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  click's signature
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"sdsnet.cli.{cmd_name}").command
        return command

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        with endings():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            with endings():
                return super().invoke(ctx)
        finally:
            _tell_of_faulty_plugins(ctx)


def _tell_of_faulty_plugins(ctx: click.Context) -> None:
    """
    Say which plugins are not as they should be, if the command loaded any and does not list them.
    """
    if ctx.invoked_subcommand == "plugins" or "sdsnet.plugins.registry" not in sys.modules:
        return
    from sdsnet import api  # noqa: PLC0415  loaded already where there is something to tell

    for plugin in api.faulty_plugins():
        problems = "; ".join(plugin.problems)
        words = f"Note: plugin {plugin.name}: {problems}. See: sdsnet plugins"
        click.echo(words, err=True)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 all is well, 1 problems in the documents, 2 wrong usage, "
    "3 an export or a plugin failed.",
)
@click.version_option(__version__, prog_name="sdsnet", message="%(prog)s %(version)s")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """
    Check and export what practice networks in self-directed support learn.
    """
    if os.environ.get("NO_COLOR"):
        ctx.color = False


def main() -> None:
    """
    Run the command line, and end the process with its exit code.
    """
    cli(prog_name="sdsnet")
