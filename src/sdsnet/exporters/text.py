"""
The formats that hold a whole dataset and can be read back: YAML, JSON and JSON Lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sdsnet.disclosure import Edition
from sdsnet.exporting import Artifact, Exporter, file_name
from sdsnet.writing import FORMATS, Name

__all__ = ["EXPORTERS"]


def _export(name: Name) -> Callable[[Edition, None], Iterator[Artifact]]:
    def export(edition: Edition, _: None) -> Iterator[Artifact]:
        text_format = FORMATS[name]
        content = text_format.pieces(edition.dataset)
        yield Artifact(file_name(edition, text_format.suffix), content)

    return export


_TITLES: dict[Name, tuple[str, str, tuple[str, ...]]] = {
    "yaml": ("YAML, to be read and edited by hand", "application/yaml", ("yml",)),
    "json": ("JSON, one document", "application/json", ()),
    "jsonl": ("JSON Lines, one record a line", "application/jsonl", ("ndjson",)),
}

#: One exporter for each format.
EXPORTERS: tuple[Exporter, ...] = tuple(
    Exporter(
        name=name,
        title=title,
        media_type=media_type,
        suffix=FORMATS[name].suffix,
        layout="file",
        export=_export(name),
        aliases=aliases,
    )
    for name, (title, media_type, aliases) in _TITLES.items()
)
