"""
What leads from one node of a graph to another, found from the field declarations of the model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, compress
from operator import attrgetter
from types import MappingProxyType
from typing import Any

import attrs

from sdsnet.derived import derived
from sdsnet.model import RECORD_TYPES, Record
from sdsnet.model.codelists.codelist import words
from sdsnet.model.fields import Declaration, Value, declarations
from sdsnet.model.ways import Path, Steps, places, ways
from sdsnet.views.graph.attributes import NOTHING, Attributes, in_use, values

__all__ = ["THEME", "Link", "Source", "links", "sources", "ties", "told_by_links"]

#: The codelist whose keys are nodes, and the type of these.
THEME = "theme"

_ENDS_OF_A_TIE = 2


#: A record type.
RecordClass = type[Record]

#: A record type, the class of a value object, or that of a part of records with an id.
ValueClass = type[Value]


@attrs.frozen(kw_only=True)
class Source:
    """
    Where the nodes of one type come from.

    Attributes:
        type: The type of these nodes.
        cls: Class of what is a node: a record type, or a part of records with ids of its own.
        root: The record type.
        field: The field of the record type that holds the parts; nothing for the records.
    """

    type: str
    cls: ValueClass
    root: RecordClass
    field: str | None = None

    def of(self, records: Sequence[Any]) -> Sequence[Any]:
        """
        Return what is a node, from records ordered by id; it is ordered by id as well.
        """
        if self.field is None:
            return records
        parts = (part for record in records for part in getattr(record, self.field))
        return sorted(parts, key=lambda part: str(part.id))


@attrs.frozen(kw_only=True)
class Link:
    """
    A field through which a record, or a part of one, leads to nodes.

    Attributes:
        field: Name of the field.
        is_list: Whether the field holds a list.
        type: What an edge made from it is called.
        label: The same in words.
        to_theme: Whether it leads to themes.
        value: Class of the value objects that the field holds, where it holds such.
        steps: The way to the end inside a value object.
        silent: The fields of a value object that say nothing besides where the edge leads.
    """

    field: str
    is_list: bool
    type: str
    label: str
    to_theme: bool = False
    value: ValueClass | None = None
    steps: Steps = ()
    silent: frozenset[str] = frozenset()

    def holders(self, candidates: Sequence[Any]) -> Iterator[Any]:
        """
        Yield those of some records or parts that it leads anywhere from.
        """
        found = compress(candidates, map(attrgetter(self.field), candidates))
        return (one for one in found if any(self._leading(one))) if self.steps else found

    def _leading(self, holder: Any) -> Iterator[Any]:
        """
        Yield the value objects in the field that it leads anywhere from.
        """
        held = getattr(holder, self.field)
        for item in held if self.is_list else (held,):
            if any(places(item, self.steps)):
                yield item

    def ends(self, holder: Any) -> Iterator[tuple[str, str, Attributes]]:
        """
        Yield where it leads from a record or part: the place in it, the id there, what is said.
        """
        held = getattr(holder, self.field)
        items = enumerate(held, 1) if self.is_list else (("", held),)
        for position, item in items:
            place = f"{self.field}.{position}" if self.is_list else self.field
            if isinstance(item, str):
                yield place, item, NOTHING
            elif not self.steps:
                yield place, item.id, NOTHING
            else:
                said = values(item, self.silent)
                for path, end in places(item, self.steps):
                    yield f"{place}.{_counted(path)}", end, said

    def said(self, candidates: Sequence[Any]) -> set[str]:
        """
        Name what value objects in the field say of where they lead.
        """
        if not self.steps:
            return set()
        items = chain.from_iterable(map(self._leading, self.holders(candidates)))
        return in_use(list(items), self.silent)


def _counted(path: Path) -> str:
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in path)


@derived
def ties() -> Mapping[RecordClass, tuple[str, str]]:
    """
    Return the record types whose records are edges, with the fields that hold the two ends.

    A record is an edge if it must name two others, each in a field of its own.
    """
    found = {}
    for cls in RECORD_TYPES:
        required = [
            name
            for name, one in declarations(cls).items()
            if one.kind == "ref" and one.required and not one.many
        ]
        if len(required) == _ENDS_OF_A_TIE:
            found[cls] = (required[0], required[1])
    return MappingProxyType(found)


@derived
def sources() -> tuple[Source, ...]:
    """
    Return where nodes come from, in the order of the model; records that are edges stand last.
    """
    found: list[Source] = []
    for cls in sorted(RECORD_TYPES, key=ties().__contains__):
        found.append(Source(type=cls.type_name, cls=cls, root=cls))
        for name, one in declarations(cls).items():
            if one.value is not None and one.many and _is_node(one):
                part = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", one.value.__name__).lower()
                found.append(Source(type=part, cls=one.value, root=cls, field=name))
    return tuple(found)


@derived
def links(cls: ValueClass) -> tuple[Link, ...]:
    """
    Return the fields through which instances of a class lead to nodes, in order.
    """
    found: list[Link] = []
    for name, one in declarations(cls).items():
        if one.value is not None and not _is_node(one):
            found += _inner_links(name, one, one.value)
        elif one.kind == "ref" or _is_theme(one) or _is_node(one):
            found.append(
                Link(
                    field=name,
                    is_list=one.many,
                    type=name,
                    label=words(name),
                    to_theme=_is_theme(one),
                )
            )
    return tuple(found)


def _inner_links(name: str, declaration: Declaration, value: ValueClass) -> Iterator[Link]:
    """
    Yield the links that start inside a value object.
    """
    main = _main_end(value)
    for steps, end in (*ways(value, "ref"), *ways(value, "code")):
        if end.kind == "code" and not _is_theme(end):
            continue
        inner = ".".join(step for step, _ in steps)
        is_single = len(steps) == 1 and not end.many
        yield Link(
            field=name,
            is_list=declaration.many,
            type=name if inner == main else f"{name}.{inner}",
            label=words(name) if inner == main else f"{words(name)}: {_in_words(inner)}",
            to_theme=_is_theme(end),
            value=value,
            steps=steps,
            silent=frozenset({inner}) if is_single else frozenset(),
        )


def _in_words(inner: str) -> str:
    return inner.replace(".", " ").replace("_", " ")


@derived
def told_by_links(cls: ValueClass) -> frozenset[str]:
    """
    Name the fields of a node that its id and its edges tell in full.
    """
    told = {
        name
        for name, one in declarations(cls).items()
        if one.kind == "ref" or _is_node(one) or (one.value and _main_end(one.value))
    }
    return frozenset(told | {"id"})


def _is_theme(declaration: Declaration) -> bool:
    return declaration.kind == "code" and declaration.target == (THEME,)


def _is_node(declaration: Declaration) -> bool:
    return declaration.value is not None and "id" in declarations(declaration.value)


def _main_end(value: ValueClass) -> str | None:
    """
    Name the reference or theme that a value object must have: what it is about.
    """
    for name, one in declarations(value).items():
        if one.required and not one.many and (one.kind == "ref" or _is_theme(one)):
            return name
    return None
