"""
The sheets of a workbook and their columns, derived from the field declarations of the model.

Writing and reading share them: a new field turns up in both without a line here. Single fields are
columns. A list of codes or references is one column too, its items joined; every other list has a
sheet of its own, with a row for each item.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from typing import Literal

import attrs

import sdsnet

__all__ = [
    "CODELISTS_SHEET",
    "JOINED_BY",
    "LONG_TEXTS_SHEET",
    "README_SHEET",
    "VERSION",
    "Column",
    "Path",
    "Role",
    "Sheet",
    "fields",
    "normal",
    "sheets",
]

#: Names of fields, each inside the one before it.
Path = tuple[str, ...]

#: What a column holds: a field; the id of the record that a row belongs to, or the row's place in
#: its list; the version of the format; or help for readers, which is worked out from other columns.
Role = Literal["field", "owner", "position", "version", "label", "start", "end"]

README_SHEET = "Read me"
CODELISTS_SHEET = "Codelists"
LONG_TEXTS_SHEET = "Long texts"

#: What stands between the items of a list in one cell.
JOINED_BY = "|"

#: Version of the format that a workbook holds, as every data file states it.
VERSION = "1"

_NAME_LENGTH = 31  # Excel takes no longer name of a sheet


@attrs.frozen(kw_only=True)
class Column:
    """
    One column of a sheet.

    Attributes:
        title: Its heading.
        role: What it holds.
        path: The field: names from what a row is about; none where that is the value itself. For
            help the path of the column that it explains.
        explains: The heading of the column that it is help for.
        declaration: What the model says of the field.
        required: Whether every row has a value here.
        meaning: What a cell says, in one sentence.
    """

    title: str
    role: Role
    path: Path = ()
    explains: str = ""
    declaration: sdsnet.Declaration | None = None
    required: bool = False
    meaning: str

    @property
    def key(self) -> str:
        """
        The heading as it is compared.
        """
        return normal(self.title)

    @property
    def is_help(self) -> bool:
        """
        Whether the column is there to be read only.
        """
        return self.role in {"label", "start", "end"}

    @property
    def is_joined(self) -> bool:
        """
        Whether a cell may hold several items.
        """
        return self.role == "field" and self.declaration is not None and self.declaration.many


@attrs.frozen(kw_only=True)
class Sheet:
    """
    One sheet with data.

    Attributes:
        title: Its name, unique without regard to case.
        meaning: What one row says, in one sentence.
        root: The record type that it is about, or the header.
        path: The list whose items are its rows; none where each row is a record.
        value: The class of what one row is about; nothing for a text.
        columns: Its columns, in order.
    """

    title: str
    meaning: str
    root: type[sdsnet.Record | sdsnet.Header]
    path: Path = ()
    value: type[sdsnet.Value] | None
    columns: tuple[Column, ...]

    @property
    def key(self) -> str:
        """
        The name as it is compared.
        """
        return normal(self.title)

    @property
    def collection(self) -> str:
        """
        Name of the list, or of the header, in a data file.
        """
        return _collection(self.root)


def normal(name: str) -> str:
    """
    Return a name as names are compared: without regard to case, blanks and marks.
    """
    return re.sub(r"[\W_]+", "_", name.casefold()).strip("_")


@functools.cache
def sheets() -> tuple[Sheet, ...]:
    """
    Return all sheets with data, in the order of the model, each before those of its lists.
    """
    roots: tuple[type[sdsnet.Record | sdsnet.Header], ...] = (sdsnet.Header, *sdsnet.RECORD_TYPES)
    return tuple(sheet for root in roots for sheet in _sheets(root))


def fields(cls: type[sdsnet.Value]) -> Mapping[str, sdsnet.Declaration]:
    """
    Return the fields of a class as people are shown them: what all records share comes last.
    """
    declared = sdsnet.declarations(cls)
    if not issubclass(cls, sdsnet.Record):
        return declared
    shared = sdsnet.declarations(sdsnet.Record)
    own = [name for name in declared if name not in shared]
    order = ("id", *own, *(name for name in shared if name != "id"))
    return {name: declared[name] for name in order}


def _sheets(root: type[sdsnet.Record | sdsnet.Header]) -> Iterator[Sheet]:
    columns = tuple(_columns(root, (), required=True))
    if root is sdsnet.Header:
        columns += (_version(),)
    title = _title((_collection(root),))
    yield Sheet(title=title, meaning=_summary(root), root=root, value=root, columns=columns)
    for path, declaration in _lists(root, ()):
        value = declaration.value
        yield Sheet(
            title=_title((_word(root), *path)),
            meaning=declaration.meaning,
            root=root,
            path=path,
            value=value,
            columns=(
                *_keys(root),
                *(_columns(value, (), required=True) if value else [_text(declaration)]),
            ),
        )


def _columns(cls: type[sdsnet.Value], before: Path, *, required: bool) -> Iterator[Column]:
    for name, declaration in fields(cls).items():
        path = (*before, name)
        needed = required and declaration.required
        if declaration.value is not None and not declaration.many:
            yield from _columns(declaration.value, path, required=needed)
        elif not _has_sheet(declaration):
            column = Column(
                title=_words(path),
                role="field",
                path=path,
                declaration=declaration,
                required=needed,
                meaning=declaration.meaning,
            )
            yield column
            yield from _help(column)


def _has_sheet(declaration: sdsnet.Declaration) -> bool:
    """
    Tell whether a field is a list whose items cannot be joined in one cell.
    """
    return declaration.many and declaration.kind not in {"code", "ref"}


def _lists(cls: type[sdsnet.Value], before: Path) -> Iterator[tuple[Path, sdsnet.Declaration]]:
    for name, declaration in fields(cls).items():
        path = (*before, name)
        if _has_sheet(declaration):
            yield path, declaration
        elif declaration.value is not None:
            yield from _lists(declaration.value, path)


def _help(column: Column) -> Iterator[Column]:
    """
    Describe the columns that explain another one.
    """
    kind = column.declaration.kind if column.declaration else "ref"
    name = column.title
    for role, suffix, meaning in _HELP.get(kind, ()):
        yield Column(
            title=f"{name} {suffix}",
            role=role,
            path=column.path,
            explains=name,
            meaning=meaning.format(name),
        )


_HELP: Mapping[str, tuple[tuple[Role, str, str], ...]] = {
    "ref": (("label", "(label)", "What stands behind {}, in words."),),
    "date": (
        ("start", "start", "First day that {} may stand for, worked out from it."),
        ("end", "end", "Last day that {} may stand for, worked out from it."),
    ),
}


def _keys(root: type) -> Iterator[Column]:
    """
    Describe the columns that say where a row belongs.
    """
    title = _words((_word(root),))
    meaning = f"Id of the {title.lower()} that the row belongs to."
    owner = Column(title=title, role="owner", required=True, meaning=meaning)
    yield owner
    yield from _help(owner)
    meaning = "Place in the list, from 1; where it is empty, the order of the rows counts."
    yield Column(title="Position", role="position", meaning=meaning)


def _text(declaration: sdsnet.Declaration) -> Column:
    one = attrs.evolve(declaration, many=False)
    return Column(title="Text", role="field", declaration=one, meaning=declaration.meaning)


def _version() -> Column:
    meaning = "Version of the format in which this workbook is written; leave it as it is."
    return Column(title="Format version", role="version", meaning=meaning)


def _collection(root: type[sdsnet.Record | sdsnet.Header]) -> str:
    return root.collection if issubclass(root, sdsnet.Record) else "dataset"


def _word(root: type) -> str:
    return root.type_name if issubclass(root, sdsnet.Record) else "dataset"


def _summary(cls: type) -> str:
    return (cls.__doc__ or "").strip().partition("\n")[0]


def _words(path: Path) -> str:
    words = "_".join(path).split("_")
    name = " ".join(_SHORT.get(word, word) for word in words)
    return name[:1].upper() + name[1:]


_SHORT: Mapping[str, str] = {"id": "ID", "sds": "SDS", "url": "URL"}


def _title(path: Path) -> str:
    return _words(path)[:_NAME_LENGTH].rstrip()
