"""
Export formats for linked data: JSON-LD, Turtle and N-Triples, with one graph behind all three.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

import attrs

import sdsnet

__all__ = ["LinkedOptions", "sdsnet_exporters"]


@attrs.frozen(kw_only=True)
class LinkedOptions:
    """
    How linked data is written.

    Attributes:
        base: Address with which the names of all records begin, with `/` or `#` at its end. If
            empty, they begin with a UUID that is made from the id of the dataset and the audience.
    """

    base: str = ""


_ORDER = sdsnet.Loss("*", "*", "The order of references and of codes in a list is not kept.")

Format = Literal["json_ld", "n_triples", "turtle"]


def _export(
    format_: Format, suffix: str
) -> Callable[[sdsnet.Edition, LinkedOptions], Iterator[sdsnet.Artifact]]:
    def export(edition: sdsnet.Edition, options: LinkedOptions) -> Iterator[sdsnet.Artifact]:
        # Loaded when it is asked for: every call of sdsnet loads this module.
        from sdsnet_linked import statements, writing  # noqa: PLC0415  # as said above

        graph = statements.Graph.of(edition, options.base)
        content = getattr(writing, format_)(graph)
        yield sdsnet.Artifact(sdsnet.file_name(edition, suffix), content)

    return export


def _exporter(
    name: str, title: str, media_type: str, suffix: str, format_: Format, *aliases: str
) -> sdsnet.Exporter:
    return sdsnet.Exporter(
        name=name,
        title=title,
        media_type=media_type,
        suffix=suffix,
        layout="file",
        export=_export(format_, suffix),
        options=LinkedOptions,
        losses=(_ORDER,),
        aliases=aliases,
    )


@sdsnet.hookimpl
def sdsnet_exporters() -> tuple[sdsnet.Exporter, ...]:
    """
    Offer the formats.
    """
    return (
        _exporter(
            "jsonld",
            "Linked data as JSON-LD, with its context",
            "application/ld+json",
            ".jsonld",
            "json_ld",
            "json-ld",
        ),
        _exporter("turtle", "Linked data as Turtle", "text/turtle", ".ttl", "turtle", "ttl"),
        _exporter(
            "nt",
            "Linked data as N-Triples, for tools",
            "application/n-triples",
            ".nt",
            "n_triples",
            "n-triples",
        ),
    )
