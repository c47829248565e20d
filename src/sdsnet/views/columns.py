"""
The columns that a class of the model becomes, and the lists in it that need tables of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from sdsnet.derived import derived
from sdsnet.model.fields import ID_PATTERN, Declaration, declarations, in_writing_order
from sdsnet.views.table import Column, ColumnType

__all__ = ["FieldColumn", "Path", "column", "columns", "fields", "lists"]

#: Names of fields, each inside the one before it.
Path = tuple[str, ...]

# The characters of EDTF, no more: whether a date is one was checked when it was read.
_DATE_PATTERN = "[0-9XYTZ:+.?~%/-]+"

# XML Schema knows groups of one kind only.
_ID_PATTERN = ID_PATTERN.pattern.replace("(?:", "(")

_TYPES: Mapping[str, ColumnType] = {
    "integer": "integer",
    "boolean": "boolean",
    "mapping": "json",
}


@attrs.frozen
class FieldColumn:
    """
    A column, and what the model says of the field that it comes from.
    """

    column: Column
    declaration: Declaration


def fields(cls: type) -> Mapping[str, Declaration]:
    """
    Return the fields of a class in the order in which they are shown.
    """
    declared = declarations(cls)
    return {name: declared[name] for name in in_writing_order(cls)}


@derived
def columns(cls: type) -> tuple[FieldColumn, ...]:
    """
    Return the columns of a class, those of its value objects included, in order of the fields.
    """
    return tuple(_columns(cls, (), required=True))


@derived
def lists(cls: type) -> tuple[tuple[Path, Declaration], ...]:
    """
    Return the lists of a class, those in its value objects included, in order of the fields.
    """
    return tuple(_lists(cls, ()))


def column(name: str, declaration: Declaration, *, required: bool) -> Column:
    """
    Make the column that holds the values of a field.
    """
    kind = declaration.kind
    return Column(
        name=name,
        type=_TYPES.get(kind, "text"),
        description=declaration.meaning,
        required=required,
        codelist=declaration.target[0] if kind == "code" else None,
        pattern=_DATE_PATTERN if kind == "date" else None,
        is_free_text=kind == "text" and declaration.disclosure == "free_text",
    )


def _columns(cls: type, before: Path, *, required: bool) -> Iterator[FieldColumn]:
    for field, declaration in fields(cls).items():
        path = (*before, field)
        needed = required and declaration.required
        if declaration.many:
            continue
        if declaration.value is not None:
            yield from _columns(declaration.value, path, required=needed)
            continue
        own = column("_".join(path), declaration, required=needed)
        if path == ("id",):
            own = attrs.evolve(own, pattern=_ID_PATTERN)
        yield FieldColumn(own, declaration)
        if declaration.kind == "date":
            yield FieldColumn(_day(own, "start", "First"), declaration)
            yield FieldColumn(_day(own, "end", "Last"), declaration)


def _day(own: Column, ending: str, order: str) -> Column:
    meaning = f"{order} day that {own.name} may stand for, worked out from it."
    return Column(name=f"{own.name}_{ending}", type="date", description=meaning)


def _lists(cls: type, before: Path) -> Iterator[tuple[Path, Declaration]]:
    for field, declaration in fields(cls).items():
        path = (*before, field)
        if declaration.many:
            yield path, declaration
        elif declaration.value is not None:
            yield from _lists(declaration.value, path)
