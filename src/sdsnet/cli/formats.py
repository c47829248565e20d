"""
`sdsnet formats`: list the export formats.
"""

from __future__ import annotations

import typing
from collections.abc import Iterator
from typing import Any, Literal

import attrs
import click

from sdsnet import Exporter, api
from sdsnet.cli.output import write_json, write_text

__all__ = ["command"]


@click.command
@click.option(
    "--format",
    "to",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="A list for reading, or everything about each format as data.",
)
def command(*, to: Literal["text", "json"]) -> None:
    """
    List the formats that `sdsnet export` writes.
    """
    formats = api.formats()
    if to == "json":
        write_json({"formats": [_as_json(one) for one in formats]})
        return
    widest = max(len(one.name) for one in formats)
    write_text("".join(f"{line}\n" for one in formats for line in _as_text(one, widest)))


def _as_text(one: Exporter, width: int) -> Iterator[str]:
    makes = "folder" if one.layout == "folder" else one.suffix
    yield f"{one.name:{width}}  {one.title} ({makes})"
    for option in _options(one):
        yield f"{'':{width}}  --option {option['name']}={'|'.join(option['takes'])}"


def _as_json(one: Exporter) -> dict[str, Any]:
    return {
        "name": one.name,
        "title": one.title,
        "aliases": list(one.aliases),
        "media_type": one.media_type,
        "layout": one.layout,
        "suffix": one.suffix,
        "options": list(_options(one)),
        "losses": [
            {"type": loss.type_name, "field": loss.field, "reason": loss.reason}
            for loss in one.losses
        ],
    }


def _options(one: Exporter) -> Iterator[dict[str, Any]]:
    if one.options is None:
        return
    kinds = typing.get_type_hints(one.options)
    fields: tuple[attrs.Attribute[Any], ...] = attrs.fields(one.options)
    for field in fields:
        yield {
            "name": field.name,
            "takes": _takes(kinds[field.name]),
            "default": field.default,
        }


def _takes(kind: Any) -> list[str]:
    if kind is bool:
        return ["true", "false"]
    return [str(choice) for choice in typing.get_args(kind)] or [
        "NUMBER" if kind is int else "TEXT"
    ]
