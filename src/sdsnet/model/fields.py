"""
The declarations from which everything about a field is derived.

A record type of the model is an attrs class whose fields are made by the functions of this module.
Each call states once what the field means, what it may hold or point to, and how it may be
disclosed. Reading, checking, the JSON Schema, tables, exports, disclosure and the reference pages
are made from that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar, Literal, TypeVar, dataclass_transform

import attrs

from sdsnet import notebook
from sdsnet.derived import derived

__all__ = [
    "Declaration",
    "Value",
    "code",
    "codes",
    "day",
    "declarations",
    "evolve",
    "flag",
    "in_writing_order",
    "mapping",
    "model",
    "number",
    "part",
    "parts",
    "ref",
    "refs",
    "text",
    "texts",
    "walk",
]

Kind = Literal["text", "code", "date", "integer", "boolean", "ref", "object", "mapping"]
Disclosure = Literal[
    "open", "identifying", "indirect", "free_text", "contact", "structural", "internal"
]

_KEY = "sdsnet"
_MASKED: frozenset[Disclosure] = frozenset({"identifying", "contact", "free_text", "indirect"})
_NOT_SHOWN = "not shown"
_T = TypeVar("_T")
_V = TypeVar("_V", bound="Value")
_evolve: Any = attrs.evolve

#: Ids of records, phases and questions; `:` stands only between the prefixes that `merge` adds.
ID_PATTERN = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9._-]*:)*[A-Za-z0-9][A-Za-z0-9._-]*")

#: What no text may hold: control characters but tab and line breaks, lone surrogates, and
#: non-characters.
UNFIT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@attrs.frozen(kw_only=True)
class Declaration:
    """
    What the model says of one field.

    Attributes:
        kind: What a value of the field is.
        meaning: What the field says, in one sentence.
        disclosure: The disclosure class: what becomes of the field on its way to an audience.
        target: The codelist of a code, the types a reference may point to (`Record`: any), or what
            a mapping holds (`text` or `json`).
        value: The class of the value object or objects that the field holds.
        only: The keys of the codelist that the field takes, where it does not take all.
        many: Whether the field holds a list.
        required: Whether a record must state it; a required list has at least one item.
        voice: Whether the reference says whose words or acts the record holds.
    """

    kind: Kind
    meaning: str
    disclosure: Disclosure
    target: tuple[str, ...] = ()
    value: type[Value] | None = None
    only: tuple[str, ...] = ()
    many: bool = False
    required: bool = False
    voice: bool = False


def _items(value: Iterable[Any] | None) -> Any:
    """
    Make the tuple in which a record keeps a list, and refuse the one value that is not a list.
    """
    if type(value) is tuple:
        return value
    if value is None:
        return ()
    if isinstance(value, (str, bytes, Mapping)) or not isinstance(value, Iterable):
        msg = f"this field takes a list, not one {type(value).__name__}"
        raise TypeError(msg)
    return tuple(value)


def _field(
    kind: Kind,
    meaning: str,
    disclosure: Disclosure,
    default: object = attrs.NOTHING,
    **more: Any,
) -> Any:
    required = default is attrs.NOTHING
    declaration = Declaration(
        kind=kind, meaning=meaning, disclosure=disclosure, required=required, **more
    )
    # A mapping cannot be hashed; leaving it out of the hash keeps records usable in sets.
    hashed = False if kind == "mapping" else None
    converter = _items if declaration.many else None
    return attrs.field(
        default=default, metadata={_KEY: declaration}, hash=hashed, converter=converter
    )


def text(meaning: str, disclosure: Disclosure, *, default: object = attrs.NOTHING) -> Any:
    """
    Declare a field that holds text.
    """
    return _field("text", meaning, disclosure, default)


def texts(meaning: str, disclosure: Disclosure, *, default: object = attrs.NOTHING) -> Any:
    """
    Declare a field that holds a list of texts, in order.
    """
    return _field("text", meaning, disclosure, default, many=True)


def code(
    meaning: str,
    codelist: str,
    disclosure: Disclosure = "open",
    *,
    only: tuple[str, ...] = (),
    default: object = attrs.NOTHING,
) -> Any:
    """
    Declare a field that holds one key of a codelist; with `only`, one of those keys of it.
    """
    return _field("code", meaning, disclosure, default, target=(codelist,), only=only)


def codes(
    meaning: str, codelist: str, disclosure: Disclosure = "open", *, default: object = attrs.NOTHING
) -> Any:
    """
    Declare a field that holds several keys of a codelist.
    """
    return _field("code", meaning, disclosure, default, target=(codelist,), many=True)


def ref(
    meaning: str,
    *targets: str,
    disclosure: Disclosure = "structural",
    voice: bool = False,
    default: object = attrs.NOTHING,
) -> Any:
    """
    Declare a field that holds the id of another record.
    """
    return _field("ref", meaning, disclosure, default, target=targets, voice=voice)


def refs(
    meaning: str,
    *targets: str,
    disclosure: Disclosure = "structural",
    voice: bool = False,
    default: object = attrs.NOTHING,
) -> Any:
    """
    Declare a field that holds the ids of other records.
    """
    return _field("ref", meaning, disclosure, default, target=targets, voice=voice, many=True)


def day(meaning: str, disclosure: Disclosure, *, default: object = attrs.NOTHING) -> Any:
    """
    Declare a field that holds a date, which may be partial or uncertain (EDTF level 1).
    """
    return _field("date", meaning, disclosure, default)


def flag(meaning: str, disclosure: Disclosure = "open", *, default: object = attrs.NOTHING) -> Any:
    """
    Declare a field that is true or false; left out, it says neither.
    """
    return _field("boolean", meaning, disclosure, default)


def number(
    meaning: str, disclosure: Disclosure = "open", *, default: object = attrs.NOTHING
) -> Any:
    """
    Declare a field that holds a whole number.
    """
    return _field("integer", meaning, disclosure, default)


def part(
    meaning: str,
    value: type[Value],
    disclosure: Disclosure = "open",
    *,
    default: object = attrs.NOTHING,
) -> Any:
    """
    Declare a field that holds a value object.
    """
    return _field("object", meaning, disclosure, default, value=value)


def parts(
    meaning: str,
    value: type[Value],
    disclosure: Disclosure = "open",
    *,
    default: object = attrs.NOTHING,
) -> Any:
    """
    Declare a field that holds a list of value objects, in order.
    """
    return _field("object", meaning, disclosure, default, value=value, many=True)


def mapping(
    meaning: str,
    holds: Literal["text", "json"],
    disclosure: Disclosure,
    *,
    default: object = attrs.NOTHING,
) -> Any:
    """
    Declare a field that holds a mapping of text to text or JSON values; read it, do not change it.
    """
    return _field("mapping", meaning, disclosure, default, target=(holds,))


class Value:
    """
    Anything made of declared fields: records, and the value objects inside them.

    Frozen, compared by value, and shown without personal values: a `repr` ends up in logs, and what
    a notebook shows is saved with it.
    """

    __slots__ = ()
    __attrs_attrs__: ClassVar[Any]

    def __repr__(self) -> str:
        shown = (
            f"{name}=..." if value is ... else f"{name}={value!r}"
            for name, _, value in _shown(self)
        )
        return f"{type(self).__name__}({', '.join(shown)})"

    def _repr_html_(self) -> str:
        return notebook.table(type(self).__name__, ("Field", "Value"), _rows(self))


def _shown(value: Value) -> Iterator[tuple[str, Declaration, Any]]:
    """
    Yield the fields that say something, with `...` for the value where it may be personal.
    """
    for name, declaration in declarations(type(value)).items():
        held = getattr(value, name)
        if held is not None and held != ():
            yield name, declaration, ... if _is_masked(declaration) else held


def _is_masked(declaration: Declaration) -> bool:
    # What the keeper notes about an answer is for nobody else either.
    noted = declaration.kind == "text" and declaration.disclosure == "internal"
    return noted or declaration.kind == "mapping" or declaration.disclosure in _MASKED


def _rows(value: Value) -> Iterator[tuple[str, str]]:
    """
    Yield the fields that say something and, in words, their values; those of parts by their path.
    """
    for name, declaration, held in _shown(value):
        items = held if isinstance(held, tuple) else (held,)
        if declaration.value is None or held is ...:
            yield name, ", ".join(_in_words(declaration, one) for one in items)
            continue
        for index, one in enumerate(items):
            path = f"{name}[{index}]" if declaration.many else name
            if not isinstance(one, Value):
                yield path, _NOT_SHOWN
                continue
            inner = [(f"{path}.{part}", words) for part, words in _rows(one)]
            yield from inner or [(path, "empty")]


def _in_words(declaration: Declaration, one: object) -> str:
    # Only a notebook needs the labels.
    from sdsnet.model.codelists import CODELISTS  # noqa: PLC0415  as said above
    from sdsnet.model.codelists.codelist import words  # noqa: PLC0415  as said above

    if isinstance(one, bool):
        return "yes" if one else "no"
    if declaration.kind == "code" and isinstance(one, str):
        codelist = CODELISTS.get(declaration.target[0])
        return f"{codelist.label(one) if codelist and one in codelist else words(one)} ({one})"
    # What no field holds, but a program may have put there, can be anything.
    return str(one) if isinstance(one, (str, int)) else _NOT_SHOWN


def evolve(value: _V, /, **changes: object) -> _V:
    """
    Return a copy of a record, value object or dataset with some fields changed.

    It is `attrs.evolve`, typed for classes that type checkers do not know as attrs classes.

    Raises:
        TypeError: There is no such field.
    """
    changed: _V = _evolve(value, **changes)
    return changed


@dataclass_transform(
    kw_only_default=True,
    frozen_default=True,
    field_specifiers=(
        text,
        texts,
        code,
        codes,
        ref,
        refs,
        day,
        flag,
        number,
        part,
        parts,
        mapping,
        attrs.field,
    ),
)
def model(cls: type[_T]) -> type[_T]:
    """
    Make a class of the model: frozen, slotted, keyword-only, its fields listed in its docstring.
    """
    made = attrs.define(cls, frozen=True, kw_only=True, slots=True, repr=False)
    meanings = "\n".join(f"    {n}: {d.meaning}" for n, d in declarations(made).items())
    made.__doc__ = f"{(cls.__doc__ or '').rstrip()}\n\nAttributes:\n{meanings}\n"
    return made


@derived
def declarations(cls: type) -> Mapping[str, Declaration]:
    """
    Return the declarations of a class of the model by field name, in the order of the class.

    Fields that were not made by this module, as in a class of an embedding tool, are left out.
    """
    fields: tuple[attrs.Attribute[Any], ...] = attrs.fields(cls)
    return {f.name: f.metadata[_KEY] for f in fields if _KEY in f.metadata}


@derived
def in_writing_order(cls: type) -> tuple[str, ...]:
    """
    Return the field names as a file shows them: the id, what is the type's own, what all share.
    """
    names = tuple(declarations(cls))
    shared = {name for base in cls.__mro__[1:] if attrs.has(base) for name in declarations(base)}
    own = [name for name in names if name not in shared]
    first = ["id"] if "id" in shared else []
    return (*first, *own, *(name for name in names if name in shared and name != "id"))


def walk(cls: type, prefix: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Declaration]]:
    """
    Yield every field of a class and of the value objects inside it, with its path of field names.
    """
    for name, declaration in declarations(cls).items():
        yield (*prefix, name), declaration
        if declaration.value is not None:
            yield from walk(declaration.value, (*prefix, name))
