"""
`sdsnet schema`: print the JSON Schema of a document, for editors and other tools.
"""

from __future__ import annotations

from typing import Literal

import click

from sdsnet import api
from sdsnet.cli.output import write_json

__all__ = ["command"]


@click.command
@click.option(
    "--dialect",
    type=click.Choice(["json", "yaml"]),
    default="json",
    show_default=True,
    help="For JSON files, or for YAML files, in which text may look like a number.",
)
def command(*, dialect: Literal["json", "yaml"]) -> None:
    """
    Print the JSON Schema of a document.

    Editors use it to complete keys, explain them, and mark mistakes while you write.
    """
    write_json(api.json_schema(dialect=dialect))
