"""
CSV files for programs: one for each table, described by a Tabular Data Package and by CSVW.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat
from typing import Any, cast

import attrs

from sdsnet.disclosure import Edition
from sdsnet.exporters.datapackage import csvw, data_package, path
from sdsnet.exporting import Artifact, Exporter, Loss
from sdsnet.views.tables import Block, Cell, Column, Table

__all__ = ["CSV", "CsvOptions"]

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_FLAGS: dict[Any, str] = {None: "", True: "true", False: "false"}


@attrs.frozen(kw_only=True)
class CsvOptions:
    """
    How CSV files are written.

    Attributes:
        spreadsheet_safe: Whether to put an apostrophe before each text that a spreadsheet program
            would take for a formula. This changes the data; whoever reads it has to know.
    """

    spreadsheet_safe: bool = False


def _export(edition: Edition, options: CsvOptions) -> Iterator[Artifact]:
    tables = edition.tables()
    patterns = not options.spreadsheet_safe
    yield Artifact("datapackage.json", data_package(edition, tables, patterns=patterns))
    yield Artifact("csv-metadata.json", csvw(edition, tables, patterns=patterns))
    for table in tables:
        yield Artifact(path(table), _pieces(table, options))


def _pieces(table: Table, options: CsvOptions) -> Iterator[bytes]:
    yield (",".join(column.name for column in table.columns) + "\r\n").encode()
    for block in table.blocks:
        yield _lines(table.columns, block, options).encode()


def _lines(columns: Sequence[Column], block: Block, options: CsvOptions) -> str:
    """
    Write the lines of a block of rows.

    The bytes are those of `csv.writer`, and a test holds them to that. They are made here because
    it looks at every character of every cell: for 10,000 records it takes 63 ms, and this 19.
    """
    parts: list[Iterable[str]] = []
    empty, rows = 0, len(block[0])
    for column, cells in zip(columns, block, strict=True):
        if _is_empty(column, cells):
            empty += 1
            continue
        if empty:
            # What several empty columns leave of a line is the commas between them.
            parts.append(repeat("," * (empty - 1), rows))
            empty = 0
        parts.append(_texts(column, cells, options))
    if empty:
        parts.append(repeat("," * (empty - 1), rows))
    return "\r\n".join([*map(",".join, zip(*parts, strict=True)), ""])


def _is_empty(column: Column, cells: Sequence[Cell]) -> bool:
    if column.type in ("boolean", "integer"):
        return cells.count(None) == len(cells)
    return not any(cells)


def _texts(column: Column, cells: Sequence[Cell], options: CsvOptions) -> Sequence[str]:
    if column.type == "boolean":
        return [_FLAGS[cell] for cell in cells]
    if column.type == "integer":
        return ["" if cell is None else str(cell) for cell in cells]
    texts = cast("Sequence[str]", cells)
    if not all(texts):
        texts = [text or "" for text in texts]
    if options.spreadsheet_safe:
        texts = [f"'{text}" if text.startswith(_FORMULA_STARTS) else text for text in texts]
    # Most columns hold nothing to quote: they are looked at once, not cell by cell.
    return texts if _quoted(joined := "".join(texts)) is joined else list(map(_quoted, texts))


def _quoted(text: str) -> str:
    """
    Put quotes around a text that needs them; any other is returned itself.
    """
    if '"' in text:
        doubled = text.replace('"', '""')
        return f'"{doubled}"'
    if "," in text or "\n" in text or "\r" in text:
        return f'"{text}"'
    return text


#: Tables as CSV files.
CSV = Exporter(
    name="csv",
    title="CSV files with a Tabular Data Package, for programs",
    media_type="text/csv",
    suffix="",
    layout="folder",
    export=_export,
    options=CsvOptions,
    losses=(Loss("*", "*", "A text that is empty cannot be told from one that is absent."),),
    aliases=("datapackage",),
)
