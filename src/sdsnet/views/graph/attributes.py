"""
The attributes of nodes and edges: what a record says, as single values and lists of texts.

Everything is derived from the field declarations of the model: a new field needs no line here.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from types import MappingProxyType
from typing import Any, Literal

import attrs

from sdsnet.derived import derived
from sdsnet.model.codelists.codelist import words
from sdsnet.model.edtf import parse
from sdsnet.model.fields import Declaration, declarations, in_writing_order

__all__ = [
    "NOTHING",
    "Attribute",
    "AttributeType",
    "AttributeValue",
    "Attributes",
    "attributes",
    "dates",
    "in_use",
    "prefixed",
    "values",
]

AttributeType = Literal["text", "integer", "boolean", "date", "texts"]

#: Text (of `text` and `date`), a whole number, true or false, or a list of texts.
AttributeValue = str | int | bool | tuple[str, ...]

#: What is said of a node or an edge, by the names of attributes; what is absent has no entry.
Attributes = Mapping[str, AttributeValue]

#: No attributes at all.
NOTHING: Attributes = MappingProxyType({})


@attrs.frozen(kw_only=True)
class Attribute:
    """
    Something that nodes or edges may say of themselves.

    Attributes:
        name: Its name: lower-case words joined by underscores.
        type: What its values are; a `date` is a full day such as `2012-10-03`, and `texts` are a
            list of texts.
        title: The name in words.
        description: What it says, in one sentence.
        codelist: Name of the codelist whose keys stand here, if it is the same everywhere.
        codelists: Names of such codelists by type of node, where nodes of several types have it.
    """

    name: str
    type: AttributeType
    title: str
    description: str
    codelist: str | None = None
    codelists: Mapping[str, str] = attrs.field(factory=dict, hash=False)

    def codelist_for(self, node_type: str) -> str | None:
        """
        Name the codelist whose keys stand here on nodes of a type.
        """
        return self.codelists.get(node_type, self.codelist)

    def called(self, name: str) -> Attribute:
        """
        Return it under another name.
        """
        return attrs.evolve(self, name=name, title=words(name))


_Spread = Callable[[Any], Attributes]

_TYPES: Mapping[str, AttributeType] = {"integer": "integer", "boolean": "boolean"}


@attrs.frozen
class _Field:
    """
    A field, the attributes it becomes, and how: nothing where its value is one as it is.
    """

    name: str
    attributes: tuple[Attribute, ...]
    spread: _Spread | None


def attributes(cls: type, skip: frozenset[str] = frozenset()) -> tuple[Attribute, ...]:
    """
    Return the attributes that instances of a class of the model can have, in order of the fields.

    Args:
        cls: A record type, the header, or the class of a value object.
        skip: Names of fields to pass over.
    """
    return tuple([one for field in _fields(cls, skip) for one in field.attributes])


def values(held: Any, skip: frozenset[str] = frozenset()) -> dict[str, AttributeValue]:
    """
    Read the attributes of a record, a header or a value object; empty texts and lists are absent.

    Args:
        held: What to read.
        skip: Names of fields to pass over.
    """
    get, ways = _reader(type(held), skip)
    found: dict[str, AttributeValue] = {}
    for value, (name, spread) in zip(get(held), ways, strict=True):
        # Zero and false say something, which nothing, an empty text and an empty list do not.
        if value is not None and (value or value == 0):
            if spread is None:
                found[name] = value
            else:
                found |= spread(value)
    return found


def in_use(held: Sequence[Any], skip: frozenset[str] = frozenset()) -> set[str]:
    """
    Name the attributes that any of some instances of one class has.

    Args:
        held: Records, or value objects of one class.
        skip: Names of fields to pass over.
    """
    found: set[str] = set()
    for field in _fields(type(held[0]), skip) if held else ():
        given = [value for value in map(attrgetter(field.name), held) if value or value == 0]
        if field.spread is None:
            found.update([field.name] if given else [])
            continue
        names = {one.name for one in field.attributes}
        for value in given:
            found.update(field.spread(value))
            if names <= found:
                break
    return found


@functools.lru_cache(maxsize=16_384)
def dates(name: str, text: str) -> Attributes:
    """
    Give a date as it was written, and the days it may stand for, as far as they are known.

    Args:
        name: Name of the attribute; the first and the last day have `_start` and `_end` behind it.
        text: The date.
    """
    read = parse(text)
    found: dict[str, AttributeValue] = {name: text}
    for ending, day in (("start", read.earliest), ("end", read.latest)):
        if day is not None:
            found[f"{name}_{ending}"] = day.isoformat()
    return found


def prefixed(prefix: str, held: Attributes) -> dict[str, AttributeValue]:
    """
    Put the name of what holds them, and an underscore, before the names of attributes.
    """
    return {f"{prefix}_{name}": value for name, value in held.items()}


@derived
def _reader(
    cls: type, skip: frozenset[str]
) -> tuple[Callable[[Any], tuple[Any, ...]], tuple[tuple[str, _Spread | None], ...]]:
    """
    Return what gets the values of all fields at once, with what becomes of each.
    """
    ways = tuple([(one.name, one.spread) for one in _fields(cls, skip)])
    names = [name for name, _ in ways]
    # Of a single name, `attrgetter` would give the value itself.
    get = (
        attrgetter(*names)
        if len(names) > 1
        else lambda held: tuple(getattr(held, n) for n in names)
    )
    return get, ways


@derived
def _fields(cls: type, skip: frozenset[str]) -> tuple[_Field, ...]:
    declared = declarations(cls)
    return tuple([_field(n, declared[n]) for n in in_writing_order(cls) if n not in skip])


def _field(name: str, declaration: Declaration) -> _Field:
    if declaration.value is not None and not declaration.many:
        return _part(name, declaration.value)
    if declaration.kind == "date" and not declaration.many:
        return _Field(name, tuple(_days(name, declaration)), functools.partial(dates, name))
    own, spread = _form(name, declaration)
    return _Field(name, (_attribute(name, own, declaration),), spread)


def _form(name: str, declaration: Declaration) -> tuple[AttributeType, _Spread | None]:
    """
    Choose the one attribute that a field becomes, and how.
    """
    if declaration.many:
        return "texts", _each(name, str if declaration.value is None else _in_words)
    if declaration.kind == "mapping":
        is_text = declaration.target == ("text",)
        return ("texts", _entries(name)) if is_text else ("text", _json(name))
    return _TYPES.get(declaration.kind, "text"), None


def _attribute(name: str, kind: AttributeType, declaration: Declaration) -> Attribute:
    return Attribute(
        name=name,
        type=kind,
        title=words(name),
        description=declaration.meaning,
        codelist=declaration.target[0] if declaration.kind == "code" else None,
    )


def _days(name: str, declaration: Declaration) -> Iterator[Attribute]:
    yield _attribute(name, "text", declaration)
    for ending, order in (("start", "First"), ("end", "Last")):
        yield Attribute(
            name=f"{name}_{ending}",
            type="date",
            title=words(f"{name}_{ending}"),
            description=f"{order} day that {name} may stand for, worked out from it.",
        )


def _part(name: str, cls: type) -> _Field:
    """
    Spread a value object over attributes of its own.
    """
    own = tuple([one.called(f"{name}_{one.name}") for one in attributes(cls)])
    return _Field(name, own, lambda part: prefixed(name, values(part)))


def _each(name: str, text: Callable[[Any], str]) -> _Spread:
    def spread(items: Iterable[Any]) -> Attributes:
        texts = tuple(filter(None, map(text, items)))
        return {name: texts} if texts else {}

    return spread


def _entries(name: str) -> _Spread:
    return lambda held: {name: tuple([f"{key}: {held[key]}" for key in sorted(held)])}


def _json(name: str) -> _Spread:
    return lambda held: {
        name: json.dumps(held, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    }


def _in_words(item: Any) -> str:
    """
    Write a value object as `name: value` for each of its fields; computed days are left out.
    """
    computed = {one.name for one in attributes(type(item)) if one.type == "date"}
    told = (
        f"{name.replace('_', ' ')}: {_text(value)}"
        for name, value in values(item).items()
        if name not in computed
    )
    return "; ".join(told)


def _text(value: AttributeValue) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(value) if isinstance(value, tuple) else str(value)
