"""
The sheets of a workbook, from bytes that anybody may have sent.

The file is opened in memory and read as a stream: nothing outside of it is looked at, it may unpack
to so much and no more, and XML with declarations of its own, and so with entities, is refused.
Formulas are told apart from values and never worked out.
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import Any
from xml.parsers import expat

import attrs

from sdsnet_office.xlsx.parts import (
    BookPart,
    SheetPart,
    StylesPart,
    TextsPart,
    TooManyCellsError,
    Value,
)

__all__ = ["Bounds", "RawSheet", "RefusedError", "unpack"]


@attrs.frozen(kw_only=True)
class Bounds:
    """
    How large a workbook may be.

    Attributes:
        unpacked_bytes: Size of the parts that are read, unpacked, in all.
        elements: How many XML elements they may hold in all.
        cells: How many cells may hold something.
        sheets: How many sheets there may be.
    """

    unpacked_bytes: int = 256 * 1024**2
    elements: int = 20_000_000
    cells: int = 5_000_000
    sheets: int = 250


@attrs.frozen(kw_only=True)
class RawSheet:
    """
    A sheet as it stands in the file.

    Attributes:
        name: Its name.
        rows: The cells that hold something, by row and column, both from 1.
        merged: The ranges of cells that are merged, such as `A2:A4`.
    """

    name: str
    rows: Mapping[int, Mapping[int, Value]]
    merged: tuple[str, ...] = ()


class RefusedError(Exception):
    """
    The bytes are not read.

    Attributes:
        code: Code of the structural rule.
        message: Sentences for whoever has to act.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


# The first bytes of files that are encrypted, or older than .xlsx.
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_BAD_FILE = (
    *(zipfile.BadZipFile, zlib.error, struct.error, expat.ExpatError, EOFError, OSError),
    # Encryption, packing of an unknown kind, names and numbers that make no sense
    *(RuntimeError, NotImplementedError, LookupError, ValueError, OverflowError),
)


def unpack(data: bytes, bounds: Bounds) -> tuple[RawSheet, ...]:
    """
    Return the sheets of a workbook with what stands in their cells.

    Args:
        data: The bytes of the file.
        bounds: How large it may be.

    Raises:
        RefusedError: The bytes are no workbook, or one that goes beyond the bounds.
    """
    if data.startswith(_OLE):
        message = "The file has a password or is of an older kind. Save it as .xlsx without one."
        raise RefusedError("S03", message)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _Package(archive, bounds).sheets()
    except TooManyCellsError:
        message = f"More than {bounds.cells:,} cells hold something, the most that is read."
        raise RefusedError("S08", message) from None
    except _BAD_FILE:
        message = "The file is not a workbook that can be read. Save it anew as .xlsx."
        raise RefusedError("S03", message) from None


_Begin = Callable[[str, Mapping[str, str]], None]
_Take = Callable[[str], None]


def _pass(_: str) -> None:
    """
    Take no notice.
    """


@attrs.define
class _Package:
    """
    The parts of a workbook, and how much of them was read so far.
    """

    archive: zipfile.ZipFile
    bounds: Bounds
    _bytes: int = 0
    _elements: int = 0

    def sheets(self) -> tuple[RawSheet, ...]:
        """
        Read everything that stands in cells.
        """
        start = next(iter(self._targets("", "officeDocument").values()), "xl/workbook.xml")
        book = BookPart()
        self._feed(start, book.begin)
        if len(book.sheets) > self.bounds.sheets:
            raise RefusedError("S08", f"There are more than {self.bounds.sheets} sheets.")
        texts, styles = TextsPart(), StylesPart()
        for part in self._targets(start, "sharedStrings").values():
            self._feed(part, texts.begin, texts.end, texts.characters)
        for part in self._targets(start, "styles").values():
            self._feed(part, styles.begin, styles.end)
        pages = self._targets(start, "worksheet")
        room = self.bounds.cells
        found = []
        for name, key in book.sheets:
            if key in pages:
                page = SheetPart(texts.found, styles.dates, book.epoch, room)
                self._feed(pages[key], page.begin, page.end, page.characters)
                room = page.room
                found.append(RawSheet(name=name, rows=page.rows, merged=tuple(page.merged)))
        return tuple(found)

    def _targets(self, part: str, kind: str) -> Mapping[str, str]:
        """
        Return the parts of a kind that a part refers to, by key; what lies outside is left out.
        """
        folder, name = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        found: dict[str, str] = {}

        def begin(tag: str, given: Mapping[str, str]) -> None:
            inside = given.get("TargetMode") != "External"
            if tag == "Relationship" and inside and given["Type"].endswith(f"/{kind}"):
                target = posixpath.join("/", folder, given["Target"])
                found[given["Id"]] = posixpath.normpath(target).lstrip("/")

        if relations in self.archive.NameToInfo:
            self._feed(relations, begin)
        return found

    def _feed(self, part: str, begin: _Begin, end: _Take = _pass, text: _Take = _pass) -> None:
        """
        Parse one part as it is unpacked.
        """

        def begin_counted(tag: str, given: Mapping[str, str]) -> None:
            self._elements += 1
            begin(_local(tag), {_local(name): value for name, value in given.items()})

        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_declaration
        parser.StartElementHandler = begin_counted
        parser.EndElementHandler = lambda tag: end(_local(tag))
        parser.CharacterDataHandler = text
        with self.archive.open(part) as stream:
            while piece := stream.read(1 << 16):
                self._bytes += len(piece)
                parser.Parse(piece, False)  # noqa: FBT003  expat takes it by position only
                self._check_size()
        parser.Parse(b"", True)  # noqa: FBT003  as above

    def _check_size(self) -> None:
        if self._bytes > self.bounds.unpacked_bytes or self._elements > self.bounds.elements:
            most = self.bounds.unpacked_bytes // 1024**2
            message = f"The file unpacks to more than is read, which is {most:,} MB."
            raise RefusedError("S08", message)


def _refuse_declaration(*_: Any) -> None:
    raise RefusedError("S03", "The file declares XML entities, as no workbook does.")


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
