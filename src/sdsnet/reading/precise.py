"""
What the fast path refused, read record by record, so that every fault is told.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import attrs

from sdsnet.mirrors import VERSION, VERSION_KEY
from sdsnet.model import Header, Record
from sdsnet.model.fields import Value
from sdsnet.near import nearest
from sdsnet.reading import fast
from sdsnet.reading import json as json_text
from sdsnet.reading.faults import Fault, Path, shown_key
from sdsnet.reading.files import Unread
from sdsnet.reading.limits import Limits
from sdsnet.reading.readers import Place
from sdsnet.reading.shape import COLLECTIONS, TYPES
from sdsnet.reading.structure import StructureError, make_converter

__all__ = ["Builder", "Document", "read_data", "read_line"]

_LINE_TYPES = ("dataset", "format", *TYPES)


@attrs.define
class Document:
    """
    One file on its way to a dataset.

    Attributes:
        file: The file.
        data: Its bytes, without a byte order mark.
        header: The header, if this file carries one that is right.
        has_header: Whether the file carries a header, right or wrong.
        header_path: Where the header stands.
        records: The records that are right, by collection.
        indexes: For each of them its position in the list of the file, or its line.
        refused: The type of each record that is not right but has an id, by that id.
        faults: What is wrong with the structure.
        is_parsed: Whether the text is well-formed, so that places in it can be found.
        is_doubtful: Whether texts may hold characters that only the precise path looks for.
        locate: Tells where a path stands in a file that is no text.
    """

    file: Unread
    data: bytes
    header: Header | None = None
    has_header: bool = False
    header_path: Path = ("dataset",)
    records: dict[str, list[Any]] = attrs.field(factory=dict)
    indexes: dict[str, list[int]] = attrs.field(factory=dict)
    refused: dict[str, str] = attrs.field(factory=dict)
    faults: list[Fault] = attrs.field(factory=list)
    is_parsed: bool = True
    is_doubtful: bool = False
    locate: Callable[[Path], Place] | None = None

    def anew(self) -> Document:
        """
        Return a document of the same bytes into which nothing has been read.
        """
        return Document(self.file, self.data, faults=[*self.faults])

    def put(self, name: str, records: Iterable[Any], indexes: Iterable[int]) -> None:
        """
        Put records that are right behind those that a list has already.
        """
        self.records.setdefault(name, []).extend(records)
        self.indexes.setdefault(name, []).extend(indexes)

    def placed(self) -> Iterator[tuple[Record, Path]]:
        """
        Yield each record with the path at which it stands in the file.
        """
        in_lines = self.file.format == "jsonl"
        for name, held in self.records.items():
            for index, record in zip(self.indexes[name], held, strict=True):
                yield record, ((index,) if in_lines else (name, index))

    def take(
        self,
        data: Any,
        faults: list[Fault],
        limits: Limits,
        reader: Callable[[Document, Any, Limits], None],
    ) -> None:
        """
        Take what a parser gave: its faults, and its data if there are any.
        """
        self.faults += faults
        self.is_parsed = data is not None or not faults
        if self.is_parsed:
            reader(self, data, limits)


@attrs.define
class Builder:
    """
    Puts records into a document, the right ones fast and the wrong ones with every fault told.

    Attributes:
        document: The document.
        limits: The bounds to keep.
        is_refused: Whether the fast path has refused the bytes of these records already.
    """

    document: Document
    limits: Limits
    is_refused: bool = False
    _converter: Any = None

    def add(self, data: Any, cls: type[Record], index: int, path: Path) -> None:
        """
        Add one record, or what is wrong with it.
        """
        record = self.structure(data, cls, path)
        if record is not None:
            self.document.put(cls.collection, [record], [index])
        elif isinstance(data, Mapping) and isinstance(data.get("id"), str):
            self.document.refused[data["id"]] = cls.__name__

    def structure(self, data: Any, cls: type[Value], path: Path) -> Any:
        """
        Make a value of plain data, or note its faults and return nothing.
        """
        if not (self.is_refused or self.document.is_doubtful):
            with contextlib.suppress(*fast.Refused):
                return fast.convert(data, cls, self.limits)
        self._converter = self._converter or make_converter(self.limits)
        try:
            return self._converter.structure(data, cls)
        except StructureError as error:
            self.document.faults += [
                attrs.evolve(fault, path=(*path, *fault.path)) for fault in error.faults
            ]
            return None


def read_data(document: Document, data: Any, limits: Limits) -> None:
    """
    Read the plain data of a YAML or JSON document.
    """
    if not isinstance(data, Mapping):
        message = 'A document begins with keys such as sdsnet: "1" and dataset:.'
        document.faults.append(Fault("S07", message, mark=(1, 1)))
        document.is_parsed = False
        return
    builder = Builder(document, limits)
    _check_version(document, data.get(VERSION_KEY), (VERSION_KEY,))
    if data.get("dataset") is not None:
        document.has_header = True
        document.header = builder.structure(data["dataset"], Header, ("dataset",))
    for key, value in data.items():
        if key in COLLECTIONS:
            _read_list(builder, key, value)
        elif key not in {VERSION_KEY, "dataset"}:
            document.faults.append(_unknown_list(key))


def _read_list(builder: Builder, name: str, items: Any) -> None:
    if items is None:
        return
    if not isinstance(items, list):
        message = f"{name} takes a list of records, each beginning with a hyphen."
        builder.document.faults.append(Fault("S07", message, (name,)))
        return
    for index, item in enumerate(items):
        builder.add(item, COLLECTIONS[name], index, (name, index))


def _unknown_list(key: str) -> Fault:
    hint = nearest(key, [*COLLECTIONS, "dataset"])
    way_out = f"Did you mean {hint}?" if hint else f"Known are: {', '.join(COLLECTIONS)}."
    message = f"The key{shown_key(key)} is not a part of a document. {way_out}"
    return Fault("S05", message, (key,), at_key=True, hint=hint)


def _check_version(document: Document, found: Any, path: Path) -> None:
    if found == VERSION:
        return
    message = f'The file does not state its format version. Write {VERSION_KEY}: "{VERSION}".'
    if isinstance(found, str):
        message = f'Format version {found!r} is not read here. This library reads "{VERSION}".'
    elif found is not None:
        message = f'The format version is text. Write it in quotes: "{VERSION}".'
    document.faults.append(Fault("S11", message, path))


def read_line(builder: Builder, line: bytes, index: int, number: int) -> None:
    """
    Read a line of JSON Lines that is not blank.

    Args:
        builder: Where it goes.
        line: The line.
        index: How many lines that are not blank stand before it.
        number: Its number, from 1.
    """
    document = builder.document
    data, faults = json_text.parse(line.decode(), builder.limits, first_line=number)
    document.faults += faults
    if faults and data is None:
        document.is_parsed = False
    elif not isinstance(data, Mapping):
        message = 'A line holds one record: {"type": "barrier", ...}.'
        document.faults.append(Fault("S07", message, mark=(number, 1)))
    else:
        _read_line(builder, dict(data), index)


def _read_line(builder: Builder, data: dict[str, Any], index: int) -> None:
    document = builder.document
    stated = data.pop("type", None)
    kind = stated if isinstance(stated, str) else None
    opens = kind in {"dataset", "format"}
    if opens != (index == 0):
        message = 'The first line, and no other, has the type "dataset" or "format".'
        code = "S10" if opens else "S11"
        document.faults.append(Fault(code, message, (index,)))
    if opens:
        _check_version(document, data.pop(VERSION_KEY, None), (index, VERSION_KEY))
    if kind == "dataset" and not document.has_header:
        document.has_header, document.header_path = True, (index,)
        document.header = builder.structure(data, Header, (index,))
    elif kind == "format" and data:
        document.faults += [_foreign(key, index) for key in data]
    elif kind is not None and kind in TYPES:
        builder.add(data, TYPES[kind], index, (index,))
    elif not opens:
        document.faults.append(_unknown_type(kind, index))


def _foreign(key: str, index: int) -> Fault:
    message = f"The key{shown_key(key)} belongs on the header's line, which is of type dataset."
    return Fault("S05", message, (index, key), at_key=True)


def _unknown_type(kind: str | None, index: int) -> Fault:
    if kind is None:
        message = 'The line does not state its type. Write "type": "barrier" or another.'
        return Fault("S06", message, (index,))
    hint = nearest(kind, _LINE_TYPES)
    way_out = f"Did you mean {hint}?" if hint else f"Known are: {', '.join(_LINE_TYPES)}."
    return Fault("S05", f"{kind!r} is not a type of record. {way_out}", (index, "type"), hint=hint)
