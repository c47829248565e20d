"""
Plain data to records, field by field: the precise path, which says everything that is wrong.

A cattrs converter with strict hooks made from the field declarations. Nothing is coerced: text is
not a number, `"false"` is not false, one value is not a list.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import attrs
import cattrs

from sdsnet.errors import SdsnetError
from sdsnet.mirrors import LARGEST_INTEGER
from sdsnet.model import RECORD_TYPES, Header
from sdsnet.model.fields import ID_PATTERN, UNFIT_TEXT, Declaration, Value, declarations
from sdsnet.near import nearest
from sdsnet.reading.faults import Fault, Path, shown_key
from sdsnet.reading.limits import Limits

__all__ = ["StructureError", "extra_faults", "make_converter"]

_KINDS = {str: "text", bool: "true or false", int: "a number", float: "a number"}


class StructureError(SdsnetError):
    """
    Plain data does not have the structure of a record.

    Attributes:
        faults: Everything that is wrong with it.
    """

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(faults)
        self.faults = faults

    def __str__(self) -> str:
        return "\n".join(fault.message for fault in self.faults)


def make_converter(limits: Limits | None = None) -> cattrs.Converter:
    """
    Make the converter that structures plain data as records.

    Embedding tools may register hooks of their own on it, for their own classes or for ours.

    Args:
        limits: The bounds on texts and nesting; the usual ones when left out.
    """
    converter = cattrs.Converter(forbid_extra_keys=True)
    for cls in _classes():
        hook = _Structure(cls, converter, limits or Limits())
        converter.register_structure_hook(cls, hook)
    return converter


def _classes() -> Iterator[type[Value]]:
    seen: dict[type[Value], None] = {}
    todo: list[type[Value]] = [Header, *RECORD_TYPES]
    while todo:
        cls = todo.pop()
        seen[cls] = None
        todo += [d.value for d in declarations(cls).values() if d.value and d.value not in seen]
    yield from seen


def _found(value: Any) -> str:
    """
    Say what kind of thing a value is, without showing it.
    """
    if isinstance(value, Mapping):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    return "nothing" if value is None else _KINDS.get(type(value), type(value).__name__)


class _Structure:
    """
    The hook of one class: mapping in, instance out, or one error with every fault inside.
    """

    def __init__(self, cls: type[Value], converter: cattrs.Converter, limits: Limits) -> None:
        self._cls = cls
        self._converter = converter
        self._limits = limits
        # A class of an embedding tool may add fields that no declaration of ours speaks of.
        self._fields: tuple[attrs.Attribute[Any], ...] = attrs.fields(cls)
        self._declared = declarations(cls)

    def __call__(self, data: Any, _: Any = None) -> Any:
        if not isinstance(data, Mapping):
            message = f"Here a mapping is due (key: value), and this is {_found(data)}."
            raise StructureError((Fault("S07", message),))
        faults = [self._unknown(key) for key in data if key not in self._declared]
        values = {}
        for name, declaration in self._declared.items():
            try:
                value = self._field(name, declaration, data.get(name))
            except StructureError as error:
                faults += error.faults
            else:
                if value is not None:
                    values[name] = value
        if faults:
            raise StructureError(tuple(faults))
        return self._cls(**values)

    def _unknown(self, key: str) -> Fault:
        hint = nearest(key, self._declared)
        way_out = f"Did you mean {hint}?" if hint else "Keys of your own go under extra."
        if not hint and "extra" not in self._declared:
            way_out = f"It has: {', '.join(sorted(self._declared))}."
        kind = self._cls.__name__
        message = f"The key{shown_key(key)} is not a field of {kind}. {way_out}"
        return Fault("S05", message, (key,), at_key=True, hint=hint)

    def _field(self, name: str, declaration: Declaration, value: Any) -> Any:
        if value is None or (declaration.many and value == []) or value == "":
            if declaration.required:
                what = "at least one item" if declaration.many else "a value"
                message = f"{name} is required and needs {what}: {_lower(declaration.meaning)}"
                raise StructureError((Fault("S06", message, (name,)),))
            if value != "":
                return None
        if not declaration.many:
            return self._one(declaration, value, (name,))
        if not isinstance(value, list):
            message = f"{name} takes a list, and this is {_found(value)}. Write [...] around it."
            raise StructureError((Fault("S07", message, (name,)),))
        return self._many(declaration, value, name)

    def _many(self, declaration: Declaration, items: list[Any], name: str) -> tuple[Any, ...]:
        faults: list[Fault] = []
        made = []
        for index, item in enumerate(items):
            try:
                made.append(self._one(declaration, item, (name, index)))
            except StructureError as error:
                faults += error.faults
        if faults:
            raise StructureError(tuple(faults))
        return tuple(made)

    def _one(self, declaration: Declaration, value: Any, path: Path) -> Any:
        if declaration.value is not None:
            try:
                return self._converter.structure(value, declaration.value)
            except StructureError as error:
                inner = (attrs.evolve(f, path=(*path, *f.path)) for f in error.faults)
                raise StructureError(tuple(inner)) from None
        fault = _CHECKS[declaration.kind](value, declaration, path, self._limits)
        if fault is not None:
            raise StructureError((fault,))
        return value


Check = Callable[[Any, Declaration, Path, Limits], Fault | None]


def _text(value: Any, declaration: Declaration, path: Path, limits: Limits) -> Fault | None:
    if not isinstance(value, str):
        due = {"code": "one key of a codelist", "date": "a date", "ref": "an id"}
        what = due.get(declaration.kind, "text")
        quotes = " Put it in quotes." if isinstance(value, (bool, int, float)) else ""
        message = f"{_name(path)} takes {what}, and this is {_found(value)}.{quotes}"
        return Fault("S07", message, path)
    fault = _text_fault(value, path, limits)
    if fault is None and path == ("id",) and not ID_PATTERN.fullmatch(value):
        message = (
            "This cannot be an id. Use letters, digits, dots, hyphens and underscores, "
            "beginning with a letter or digit."
        )
        return Fault("S14", message, path)
    return fault


def _text_fault(value: str, path: Path, limits: Limits) -> Fault | None:
    if len(value) > limits.text_characters:
        limit = f"{limits.text_characters:,} characters (limit text_characters)"
        return Fault("S08", f"{_name(path)} is longer than {limit}.", path)
    unfit = UNFIT_TEXT.search(value)
    if unfit:
        message = f"{_name(path)} holds the character U+{ord(unfit.group()):04X}. Remove it."
        return Fault("S12", message, path)
    return None


def _integer(value: Any, _: Declaration, path: Path, __: Limits) -> Fault | None:
    if type(value) is not int:
        message = f"{_name(path)} takes a whole number without quotes, and this is "
        found = "a number with a fraction" if isinstance(value, float) else _found(value)
        return Fault("S07", f"{message}{found}.", path)
    if abs(value) > LARGEST_INTEGER:
        return Fault("S07", f"{_name(path)} is too large a number to be kept exactly.", path)
    return None


def _boolean(value: Any, _: Declaration, path: Path, __: Limits) -> Fault | None:
    if isinstance(value, bool):
        return None
    message = f"{_name(path)} takes true or false without quotes, and this is {_found(value)}."
    return Fault("S07", message, path)


def _mapping(value: Any, declaration: Declaration, path: Path, limits: Limits) -> Fault | None:
    if not isinstance(value, Mapping):
        message = f"{_name(path)} takes a mapping (key: value), and this is {_found(value)}."
        return Fault("S07", message, path)
    for key, item in value.items():
        if declaration.target == ("text",) and not isinstance(item, str):
            message = f"{_name(path)} maps keys to text, and this is {_found(item)}."
            return Fault("S07", message, (*path, key))
    return next(extra_faults(value, path, limits), None)


def extra_faults(value: Any, path: Path, limits: Limits) -> Iterator[Fault]:
    """
    Yield what is wrong with free JSON values: unfit or overlong text, numbers not every tool keeps.
    """
    if isinstance(value, str):
        fault = _text_fault(value, path, limits)
        if fault:
            yield fault
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from extra_faults(key, path, limits)
            yield from extra_faults(item, (*path, key), limits)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from extra_faults(item, (*path, index), limits)
    elif isinstance(value, (int, float)):
        yield from _number_faults(value, path)


def _number_faults(value: Any, path: Path) -> Iterator[Fault]:
    if isinstance(value, float):
        if not math.isfinite(value):
            yield Fault("S07", f"{_name(path)} holds a number that is out of range.", path)
    elif abs(value) > LARGEST_INTEGER:
        yield Fault("S07", f"{_name(path)} holds a number too large to be kept exactly.", path)


_CHECKS: Mapping[str, Check] = {
    "text": _text,
    "code": _text,
    "date": _text,
    "ref": _text,
    "integer": _integer,
    "boolean": _boolean,
    "mapping": _mapping,
}


def _name(path: Path) -> str:
    return next((str(step) for step in reversed(path) if isinstance(step, str)), "this")


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
