"""
Finding the files of a source and reading their bytes.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, Literal

import attrs

from sdsnet.reading.faults import Fault
from sdsnet.reading.limits import Limits
from sdsnet.reading.readers import Reader

__all__ = ["FORMATS", "STDIN", "Format", "Unread", "find", "load"]

Format = Literal["yaml", "json", "jsonl"]

#: The formats that are read, by the ending of a file.
FORMATS: Mapping[str, Format] = MappingProxyType(
    {".yaml": "yaml", ".yml": "yaml", ".json": "json", ".jsonl": "jsonl"}
)

_PIECE = 1 << 20

#: Name of standard input as a source.
STDIN = "-"


@attrs.frozen
class Unread:
    """
    A file that was found but not yet read.

    Attributes:
        name: Its name in messages.
        format: What it is read as.
        path: Where it lies; nothing for standard input.
        reader: The reader of a plugin that reads it; nothing for the formats of the library.
    """

    name: str
    format: Format
    path: Path | None
    reader: Reader | None = None


def find(source: str, given: str | None, readers: Sequence[Reader] = ()) -> list[Unread] | Fault:
    """
    List the files of a source.

    Args:
        source: A file, a folder, or `-` for standard input.
        given: What to read a file as, whatever its ending: a format or the name of a reader;
            standard input is YAML without it.
        readers: The readers of plugins. They read what is named, and nothing in a folder: what a
            folder holds must not depend on what is installed.

    Returns:
        The files in the order in which their records are joined, or what is wrong with the source.
    """
    path = None if source == STDIN else Path(source)
    known = {*FORMATS.values(), *(reader.name for reader in readers)}
    if given is not None and given not in known:
        names = ", ".join(sorted(known))
        return Fault("S13", f"Nothing here reads {given!r}. What is read: {names}.")
    if path is not None and path.is_dir():
        return _in_folder(path)
    suffix = path.suffix.lower() if path is not None else ".yaml"
    for reader in readers:
        if given == reader.name or (given is None and suffix in reader.suffixes):
            return [Unread(source, "json", path, reader)]
    for ending, written_as in FORMATS.items():
        if given == written_as or (given is None and suffix == ending):
            return [Unread(source, written_as, path)]
    if path is not None and path.exists():
        endings = ", ".join([*FORMATS, *(one for reader in readers for one in reader.suffixes)])
        return Fault("S13", f"{path.name!r} has none of the endings that are read: {endings}.")
    return [Unread(source, "yaml", path)]


def _in_folder(folder: Path) -> list[Unread] | Fault:
    try:
        paths = sorted(_walk(folder), key=lambda path: path.relative_to(folder).as_posix())
    except OSError as error:
        return _unreadable(error)
    if not paths:
        endings = ", ".join(FORMATS)
        return Fault("S13", f"The folder holds no file with one of the endings {endings}.")
    return [Unread(str(path), FORMATS[path.suffix.lower()], path) for path in paths]


def _walk(folder: Path) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        raise error

    for parent, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(parent, name)
            if path.suffix.lower() in FORMATS and not name.startswith("."):
                yield path


def load(file: Unread, limits: Limits) -> bytes | Fault:
    """
    Read the bytes of a file, or say why they cannot be read.
    """
    limit = limits.yaml_bytes if file.format == "yaml" else limits.file_bytes
    try:
        if file.path is None:
            data = _read(sys.stdin.buffer, limit, _PIECE)
        else:
            status = file.path.stat()
            # Asked before opening: to open a pipe that nobody writes to would wait for ever.
            if not stat.S_ISREG(status.st_mode):
                return Fault("S01", "This is not a regular file. Give a file or a folder of files.")
            with file.path.open("rb") as opened:
                data = _read(opened, limit, min(status.st_size, limit) + 1)
    except OSError as error:
        return _unreadable(error)
    if data is None:
        return Fault("S08", f"The file is larger than {limit:,} bytes (limit {_name(file)}).")
    return data


def _read(opened: BinaryIO, limit: int, piece: int) -> bytes | None:
    """
    Read to the end, or return nothing for a file that is longer than the limit.
    """
    pieces, size = [], 0
    while data := opened.read(piece):
        pieces.append(data)
        size += len(data)
        if size > limit:
            return None
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)


def _name(file: Unread) -> str:
    return "yaml_bytes" if file.format == "yaml" else "file_bytes"


def _unreadable(error: OSError) -> Fault:
    reason = error.strerror or type(error).__name__
    return Fault("S01", f"This cannot be read: {reason.lower()}.")
