"""
Mirrors: strict msgspec structs derived from the declarations, to read and write JSON fast.

msgspec decodes straight into attrs classes, but there it ignores unknown keys. A mirror refuses
them, and msgspec turns it into a record, and a record into a mirror, in about a microsecond.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec

from sdsnet.derived import derived
from sdsnet.model import DOCUMENT_TYPES, RECORD_TYPES, Header, Record
from sdsnet.model.fields import ID_PATTERN, Declaration, Value, declarations, in_writing_order

__all__ = ["LARGEST_INTEGER", "VERSION", "VERSION_KEY", "class_of", "document_mirror", "mirror"]

#: The format version that is read and written, and the key that states it.
VERSION = "1"
VERSION_KEY = "sdsnet"

#: The largest whole number that every tool reads alike: JSON numbers are floating point to many.
LARGEST_INTEGER = 2**53

_ID = rf"\A{ID_PATTERN.pattern}\Z"


@derived
def mirror(
    cls: type[Value], *, longest: int | None = None, tagged: bool = False, strict: bool = True
) -> type[msgspec.Struct]:
    """
    Return the mirror of a class.

    Args:
        cls: A class of the model.
        longest: Characters that a text may have; any number when left out.
        tagged: Whether the type stands in the data under the key `type`, as in JSON Lines.
        strict: Whether it refuses values of the right type that are none: a malformed id, an empty
            text. Who writes records has no need of that, and is spared a third of the time.
    """
    declared = declarations(cls)
    fields = [
        _field(name, declared[name], longest, strict=strict) for name in in_writing_order(cls)
    ]
    tag: dict[str, Any] = {}
    if tagged:
        name = cls.type_name if issubclass(cls, Record) else "dataset"
        tag = {"tag_field": "type", "tag": name}
        if cls is Header:
            fields.insert(0, (VERSION_KEY, Literal[VERSION]))
    return _struct(cls.__name__, fields, **tag)


def _struct(name: str, fields: list[Any], **tag: Any) -> type[msgspec.Struct]:
    return msgspec.defstruct(
        f"{name}Mirror",
        fields,
        forbid_unknown_fields=True,
        omit_defaults=True,
        kw_only=True,
        **tag,
    )


def _field(name: str, declaration: Declaration, longest: int | None, *, strict: bool) -> Any:
    kind: Any = _kind(name, declaration, longest) if strict else _plain_kind(declaration)
    if declaration.many:
        kind = tuple[kind, ...]
        if declaration.required and strict:
            return name, Annotated[kind, msgspec.Meta(min_length=1)]
        return name, kind, ()
    return (name, kind) if declaration.required else (name, kind | None, None)


def _kind(name: str, declaration: Declaration, longest: int | None) -> Any:
    if declaration.value is not None:
        return mirror(declaration.value, longest=longest)
    if declaration.kind == "boolean":
        return bool
    if declaration.kind == "integer":
        return Annotated[int, msgspec.Meta(ge=-LARGEST_INTEGER, le=LARGEST_INTEGER)]
    if declaration.kind == "mapping":
        text = Annotated[str, msgspec.Meta(max_length=longest)]
        holds: Any = text if declaration.target == ("text",) else Any
        return dict[str, holds]
    least = 1 if declaration.required and not declaration.many else None
    pattern = _ID if name == "id" else None
    return Annotated[str, msgspec.Meta(min_length=least, max_length=longest, pattern=pattern)]


def _plain_kind(declaration: Declaration) -> Any:
    if declaration.value is not None:
        return mirror(declaration.value, strict=False)
    return {"boolean": bool, "integer": int, "mapping": dict[str, Any]}.get(declaration.kind, str)


@derived
def document_mirror(*, longest: int | None = None, raw: bool = False) -> type[msgspec.Struct]:
    """
    Return the mirror of a whole document: version, header and lists.

    Args:
        longest: Characters that a text may have; any number when left out.
        raw: Whether header and records are left as the bytes that they are, to be decoded later.
    """
    lists: list[Any] = []
    for cls in RECORD_TYPES:
        kind: Any = msgspec.Raw if raw else mirror(cls, longest=longest)
        lists.append((cls.collection, tuple[kind, ...], ()))
    header: Any = mirror(Header, longest=longest)
    first = ("dataset", msgspec.Raw, msgspec.Raw()) if raw else ("dataset", header | None, None)
    return _struct("Document", [(VERSION_KEY, Literal[VERSION]), first, *lists])


@derived
def line_mirror(*, longest: int | None = None) -> Any:
    """
    Return the mirror of one line of JSON Lines: a union of all that can stand there.
    """
    union: Any = _struct(
        "Format", [(VERSION_KEY, Literal[VERSION])], tag_field="type", tag="format"
    )
    for cls in DOCUMENT_TYPES:
        union |= mirror(cls, longest=longest, tagged=True)
    return union


@derived
def class_of(mirrored: type) -> type[Value] | None:
    """
    Return the class that a mirror was made from; nothing for the mirror of a `format` line.
    """
    by_name = {f"{cls.__name__}Mirror": cls for cls in DOCUMENT_TYPES}
    return by_name.get(mirrored.__name__)
