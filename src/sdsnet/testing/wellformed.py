"""
Reading files as what their media type says, with what comes with Python.

It finds broken syntax and no more. What a format means takes a reader of that format.
"""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import zipfile
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from types import MappingProxyType
from xml.parsers import expat

from sdsnet.exporting import Exporter

__all__ = ["read_generally"]


def _text(content: bytes) -> None:
    content.decode()


def _json(content: bytes) -> None:
    json.loads(content, parse_constant=_refuse, object_pairs_hook=_without_twice)


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")


def _without_twice(pairs: list[tuple[str, object]]) -> dict[str, object]:
    held = dict(pairs)
    if len(held) != len(pairs):
        raise ValueError("an object has a key twice")
    return held


def _json_lines(content: bytes) -> None:
    for line in content.split(b"\n"):
        if line:
            _json(line)


def _xml(content: bytes) -> None:
    expat.ParserCreate().Parse(content, True)  # noqa: FBT003  as expat has it


def _csv(content: bytes) -> None:
    rows = csv.reader(io.StringIO(content.decode(), newline=""), strict=True)
    limit = csv.field_size_limit(len(content) + 1)
    try:
        widths = {len(row) for row in rows if row}
    finally:
        csv.field_size_limit(limit)
    if len(widths) > 1:
        raise ValueError("rows have different numbers of cells")


def _zip(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        bad = archive.testzip()
        names = [name.lower() for name in archive.namelist()]
        if bad is not None or len(set(names)) != len(names):
            raise ValueError("a member of the archive is broken or there twice")
        for member in archive.infolist():
            _by_suffix(member.filename, archive.read(member))


def _sqlite(content: bytes) -> None:
    connection = sqlite3.connect(":memory:")
    try:
        connection.deserialize(content)
        (told,) = connection.execute("PRAGMA integrity_check").fetchone()
    finally:
        connection.close()
    if told != "ok":
        raise ValueError("the database is broken")


_BY_SUFFIX: Mapping[str, Callable[[bytes], None]] = MappingProxyType(
    {
        ".csv": _csv,
        ".gexf": _xml,
        ".graphml": _xml,
        ".html": _text,
        ".json": _json,
        ".jsonl": _json_lines,
        ".jsonld": _json,
        ".md": _text,
        ".rels": _xml,
        ".svg": _xml,
        ".txt": _text,
        ".xml": _xml,
        ".yaml": _text,
    }
)

#: Ends of media types, those of structured syntaxes (RFC 6839) among them.
_BY_TYPE: tuple[tuple[str, Callable[[bytes], None]], ...] = (
    ("+json", _json),
    ("/json", _json),
    ("/jsonl", _json_lines),
    ("+xml", _xml),
    ("/xml", _xml),
    ("+zip", _zip),
    ("/zip", _zip),
    ("sqlite3", _sqlite),
)


def read_generally(exporter: Exporter, files: Mapping[str, bytes]) -> None:
    """
    Read every file of an export as far as the standard library can.

    Args:
        exporter: The exporter, whose media type is that of its one file.
        files: Bytes by file name.

    Raises:
        Exception: Whatever a reader raises for a file that it refuses.
    """
    media_type = exporter.media_type.partition(";")[0].strip()
    for name, content in files.items():
        _by_suffix(name, content)
        if exporter.layout == "file":
            if media_type.startswith("text/"):
                _text(content)
            for ending, read in _BY_TYPE:
                if media_type.endswith(ending):
                    read(content)


def _by_suffix(name: str, content: bytes) -> None:
    read = _BY_SUFFIX.get(PurePosixPath(name).suffix.lower())
    if read is not None:
        read(content)
    elif zipfile.is_zipfile(io.BytesIO(content)):
        _zip(content)
