"""
The records as flat tables with keys: the shape of CSV files, databases and workbooks.

Everything is derived from the field declarations of the model: a new field needs no line here.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, repeat
from operator import attrgetter
from typing import Any

import attrs

from sdsnet.dataset import Dataset
from sdsnet.derived import derived
from sdsnet.model import RECORD_TYPES, Header, Record
from sdsnet.model.codelists import CODELISTS, Code, Codelist
from sdsnet.model.codelists.codelist import words
from sdsnet.model.fields import Declaration, declarations
from sdsnet.views.cells import Way, blocks, in_blocks, items
from sdsnet.views.columns import FieldColumn, Path, column, columns, lists
from sdsnet.views.table import Block, Blocks, Cell, Column, ForeignKey, Row, Table

__all__ = ["Block", "Cell", "Column", "ForeignKey", "Row", "Table", "codelist_keys", "tables"]

Held = Mapping[type, Sequence[Any]]


def tables(dataset: Dataset, *, codelists: Mapping[str, Codelist] = CODELISTS) -> tuple[Table, ...]:
    """
    Lay a dataset out as flat tables.

    There are a table of all ids, one of the codelists, one for the header, one for each record
    type, and one for each list that these hold. They are the same whatever the dataset holds.

    Args:
        dataset: A dataset without errors: every reference finds its record, and dates are dates.
        codelists: The codelists by name, with the keys that plugins added.

    Returns:
        The tables, each after the one that it is a part of; rows are made as they are asked for.
    """
    held: dict[type, Sequence[Any]] = {Header: (dataset,)}
    held |= {cls: getattr(dataset, cls.collection).in_order() for cls in RECORD_TYPES}
    made = [
        attrs.evolve(plan.table, blocks=Blocks(functools.partial(plan.blocks, held[plan.root])))
        for plan in _plans()
    ]
    ids = attrs.evolve(_RECORDS, blocks=Blocks(functools.partial(_ids, held)))
    # This one is short and asked for twice, and to know which keys are in use takes a look at all.
    codes = functools.cache(functools.partial(_codes, held, codelists))
    vocabulary = attrs.evolve(_CODELISTS, blocks=Blocks(lambda: iter([codes()])))
    return (ids, vocabulary, *made)


def codelist_keys(made: Iterable[Table]) -> Mapping[str, tuple[str, ...]]:
    """
    Return the keys of every codelist, in order, as they stand in the table of codelists.
    """
    found: dict[str, list[str]] = {}
    (table,) = (one for one in made if one.name == _CODELISTS.name)
    for codelist, _, key, *_ in table.rows:
        found.setdefault(str(codelist), []).append(str(key))
    return {name: tuple(keys) for name, keys in found.items()}


@attrs.frozen(kw_only=True)
class _Plan:
    """
    How one table is made from the records of one type.

    Attributes:
        table: The table, still without rows.
        root: The record type, or the header.
        way: The lists that lead from a record to what one row is about.
        value: The class of what one row is about; nothing for a text, a code or a reference.
    """

    table: Table
    root: type
    way: Way = ()
    value: type | None = None

    @property
    def keys(self) -> Path:
        """
        The columns that tell one row from any other.
        """
        return _keys(self.root, self.way) if self.way else ("id",)

    def blocks(self, records: Sequence[Any]) -> Iterator[Block]:
        """
        Yield the rows that these records make.
        """
        return blocks(records, self.way, self.value)


@derived
def _plans() -> tuple[_Plan, ...]:
    roots: tuple[type, ...] = (Header, *RECORD_TYPES)
    return tuple(chain.from_iterable(map(_planned, roots)))


def _planned(cls: type) -> Iterator[_Plan]:
    """
    Plan the table of a record type or of the header, then one for each list inside it.
    """
    found = columns(cls)
    name = cls.collection if issubclass(cls, Record) else _word(cls)
    table = Table(
        name=name,
        title=words(name),
        description=_summary(cls),
        columns=tuple(one.column for one in found),
        primary_key=("id",),
        foreign_keys=_references(found),
        record_type=cls.type_name if issubclass(cls, Record) else None,
    )
    plan = _Plan(table=table, root=cls, value=cls)
    yield plan
    yield from _parts(plan)


def _parts(parent: _Plan) -> Iterator[_Plan]:
    for path, declaration in lists(parent.value) if parent.value else ():
        plan = _part(parent, path, declaration)
        yield plan
        yield from _parts(plan)


def _part(parent: _Plan, path: Path, declaration: Declaration) -> _Plan:
    """
    Plan the table of a list: who holds it, the position in it, and what stands there.
    """
    way = (*parent.way, path)
    keys = _keys(parent.root, way)
    value = declaration.value
    found = columns(value) if value else (_item(path, keys, declaration),)
    owner = ForeignKey(columns=keys[:-1], table=parent.table.name, target=parent.keys)
    has_id = value is not None and "id" in declarations(value)
    name = _name(parent.root, way)
    table = Table(
        name=name,
        title=words(name),
        description=declaration.meaning,
        columns=(*_key_columns(parent.root, keys), *(one.column for one in found)),
        primary_key=("id",) if has_id else keys,
        unique_keys=(keys,) if has_id else (),
        foreign_keys=(owner, *_references(found)),
        record_type=parent.table.record_type,
    )
    return _Plan(table=table, root=parent.root, way=way, value=value)


def _name(root: type, way: Way) -> str:
    return "_".join((_word(root), *chain.from_iterable(way)))


def _keys(root: type, way: Way) -> Path:
    outer = (f"{'_'.join(path)}_position" for path in way[:-1])
    return (_word(root), *outer, "position")


def _key_columns(root: type, keys: Path) -> Iterator[Column]:
    meaning = f"Id of the {words(_word(root)).lower()} that it belongs to."
    yield Column(name=keys[0], type="text", description=meaning, required=True)
    for name in keys[1:]:
        outer = name.removesuffix("position").removesuffix("_")
        meaning = f"Place in its list{f' of {outer}' if outer else ''}, from 1."
        yield Column(name=name, type="integer", description=meaning, required=True)


def _item(path: Path, keys: Path, declaration: Declaration) -> FieldColumn:
    """
    Describe the column of a list's items, named after what they are: a codelist, a record type.
    """
    name: str = declaration.kind
    if declaration.kind == "code":
        (name,) = declaration.target
    elif declaration.kind == "ref":
        name = _snake(declaration.target[0]) if len(declaration.target) == 1 else "record"
    if name in keys:
        name = "_".join(path)
    # A text in a list may be empty, and some formats cannot tell that from nothing.
    is_text = declaration.kind == "text"
    return FieldColumn(column(name, declaration, required=not is_text), declaration)


def _references(found: Iterable[FieldColumn]) -> tuple[ForeignKey, ...]:
    return tuple(
        ForeignKey(columns=(one.column.name,), table=_home(one.declaration), target=("id",))
        for one in found
        if one.declaration.kind == "ref"
    )


def _home(reference: Declaration) -> str:
    """
    Name the table where what a reference points to stands; of several types, that of all ids.
    """
    if len(reference.target) > 1:
        return _RECORDS.name
    return _homes().get(reference.target[0], _RECORDS.name)


@derived
def _homes() -> Mapping[str, str]:
    found = {}
    for cls in RECORD_TYPES:
        found[cls.__name__] = cls.collection
        for path, declaration in lists(cls):
            if declaration.value and "id" in declarations(declaration.value):
                found[declaration.value.__name__] = _name(cls, (path,))
    return found


def _word(cls: type) -> str:
    return "dataset" if issubclass(cls, Header) else _snake(cls.__name__)


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


def _summary(cls: type) -> str:
    return (cls.__doc__ or "").strip().partition("\n")[0]


_RECORDS = Table(
    name="records",
    title="Records",
    description="Everything that can be referred to: records, and the parts of records with ids.",
    columns=(
        Column(name="id", type="text", description="Its id.", required=True),
        Column(name="type", type="text", description="What it is.", required=True),
    ),
    primary_key=("id",),
)

_CODELISTS = Table(
    name="codelists",
    title="Codelists",
    description="The keys that stand in coded columns, with what they mean.",
    columns=(
        Column(name="codelist", type="text", description="The list.", required=True),
        Column(
            name="position", type="integer", description="Place in the list, from 1.", required=True
        ),
        Column(name="key", type="text", description="What stands in the data.", required=True),
        Column(name="label", type="text", description="What people are shown.", required=True),
        Column(name="definition", type="text", description="What it means."),
    ),
    primary_key=("codelist", "key"),
)


def _ids(held: Held) -> Iterator[Block]:
    # A dictionary, and no pairs: objects by the million keep the garbage collector busy.
    types: dict[str, str] = {}
    for plan in _plans():
        if plan.value is not None and plan.table.primary_key == ("id",) and plan.table.record_type:
            things = items(held[plan.root], plan.way)
            types.update(zip(map(attrgetter("id"), things), repeat(_word(plan.value))))
    ordered = sorted(types)
    for some in in_blocks(ordered):
        yield some, [types[one] for one in some]


def _codes(held: Held, codelists: Mapping[str, Codelist]) -> Block:
    used: dict[str, set[Any]] = {name: {None} for name in codelists}
    for cls, records in held.items():
        for some in in_blocks(records):
            _note_codes(cls, some, used)
    rows: list[Row] = []
    for name, codelist in sorted(codelists.items()):
        # Behind its own: keys that somebody added, and audiences that the header declares.
        added = [Code(key, "") for key in sorted(used[name] - {None, *codelist.keys})]
        for position, code in enumerate([*codelist, *added], 1):
            rows.append((name, position, code.key, code.label, code.definition or None))
    return tuple(zip(*rows, strict=True))


def _note_codes(cls: type, instances: Iterable[Any], used: dict[str, set[Any]]) -> None:
    for field, declaration in declarations(cls).items():
        if declaration.kind != "code" and declaration.value is None:
            continue
        values: Iterable[Any] = map(attrgetter(field), instances)
        if declaration.many:
            values = chain.from_iterable(values)
        if declaration.value is None:
            used[declaration.target[0]].update(values)
        elif inner := [value for value in values if value is not None]:
            _note_codes(declaration.value, inner, used)
