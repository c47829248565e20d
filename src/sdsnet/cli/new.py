"""
`sdsnet new`: begin a dataset.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import click

from sdsnet import api
from sdsnet.replacing import new_folder

__all__ = ["command"]

#: Name of the schema in a new folder; hidden, so that it is not read as a part of the dataset.
_SCHEMA = ".sdsnet.schema.json"


@click.command
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def command(folder: Path) -> None:
    """
    Begin a dataset in a new folder.

    Writes a few records to change, with comments that explain them, and a schema for your editor.
    DIR is the folder to make; it may exist already if it is empty.
    """
    if folder.exists() and not folder.is_dir():
        raise click.BadParameter(f"{folder} is a file.", param_hint="DIR")
    if folder.is_dir() and any(folder.iterdir()):
        message = f"{folder} is not empty. Name a new folder; nothing was written."
        raise click.BadParameter(message, param_hint="DIR")
    files = dict(_files())
    new_folder(folder.absolute(), files)
    click.echo(f"Made {folder} with {', '.join(sorted(files))}.", err=True)
    click.echo(f"Edit the files, then run: sdsnet check {folder}", err=True)


def _files() -> Iterator[tuple[str, bytes]]:
    for file in (resources.files("sdsnet.cli") / "starter").iterdir():
        if file.name.endswith(".yaml"):
            yield file.name, file.read_bytes()
    schema = json.dumps(api.json_schema(dialect="yaml"), ensure_ascii=False, indent=2)
    yield _SCHEMA, f"{schema}\n".encode()
