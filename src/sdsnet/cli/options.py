"""
Options of export formats, as a command line gives them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from sdsnet import api
from sdsnet.errors import ExportError, UnknownFormatError

__all__ = ["option_option", "options_of", "to_option"]

#: The option that names the format.
to_option: Callable[[Any], Any] = click.option(
    "--to", required=True, metavar="FORMAT", help="Format, see `sdsnet formats`."
)


def _pairs(_: click.Context, __: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    """
    Read options of the form KEY=VALUE.
    """
    pairs: dict[str, str] = {}
    for words in given:
        key, sign, value = words.partition("=")
        if not (key and sign):
            raise click.BadParameter(f"{words!r} is not of the form KEY=VALUE.")
        if key in pairs:
            raise click.BadParameter(f"{key!r} is given twice.")
        pairs[key] = value
    return pairs


#: The option that gives an option of the format.
option_option: Callable[[Any], Any] = click.option(
    "--option",
    "options",
    multiple=True,
    metavar="KEY=VALUE",
    callback=_pairs,
    help="An option of the format; may be given several times.",
)


def options_of(to: str, given: dict[str, str]) -> Any:
    """
    Make the options of a format, or say what is wrong with how the command was given.
    """
    try:
        return api.parse_options(to, given)
    except UnknownFormatError as error:
        raise click.BadParameter(f"{error}", param_hint="--to") from error
    except ExportError as error:
        raise click.BadParameter(f"{error}", param_hint="--option") from error
