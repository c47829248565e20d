"""
The JSON Schema of a document, made from the field declarations.

It accepts what the reader accepts of the structure of a document and of its codelist keys; the
rules that look at more than one field stay with `sdsnet check`. So does what JSON Schema cannot
say: that a whole number is written without a fraction, that a key stands once and a text holds no
half of a surrogate pair, that an audience is declared, that there is such a day, and the limits
on size.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from sdsnet.mirrors import LARGEST_INTEGER, VERSION, VERSION_KEY
from sdsnet.model import DOCUMENT_TYPES, RECORD_TYPES, Record
from sdsnet.model.codelists import CODELISTS, Codelist
from sdsnet.model.fields import ID_PATTERN, Declaration, Value, declarations, in_writing_order

__all__ = ["json_schema"]

Schema = dict[str, Any]
Dialect = Literal["json", "yaml"]

#: Text without control characters, as a pattern that JSON Schema's regular expressions know.
_FIT_TEXT = r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]*$"

#: The forms of EDTF level 1; that there is such a day is for `sdsnet check` to say.
_ONE_DATE = (
    r"(?:-?[0-9]{4}(?:-XX(?:-XX)?|-[0-9]{2}(?:-(?:[0-9]{2}|XX))?)?"
    r"|-?[0-9]{2}[0-9X]X|Y-?[1-9][0-9]{4,})[?~%]?"
)
_CLOCK = r"[0-9]{2}:[0-9]{2}:[0-9]{2}(?:Z|[+-][0-9]{2}(?::[0-9]{2})?)?"
_END = rf"(?:{_ONE_DATE}|\.\.)?"
_DATE = rf"^(?:{_ONE_DATE}|-?[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}T{_CLOCK}|{_END}/{_END})$"

#: What a free mapping holds: anything, as long as the texts in it are fit, keys included.
_JSON: Schema = {
    "pattern": _FIT_TEXT,
    "items": {"$ref": "#/$defs/json"},
    "propertyNames": {"pattern": _FIT_TEXT},
    "additionalProperties": {"$ref": "#/$defs/json"},
}


def json_schema(
    *, dialect: Dialect = "json", codelists: Mapping[str, Codelist] = CODELISTS
) -> Schema:
    """
    Return the JSON Schema (2020-12) of a document.

    Args:
        dialect: `json`, or `yaml`, where a plain number or true and false may stand for text.
        codelists: The codelists by name.
    """
    definitions: dict[str, Schema] = {"text": _text(dialect, _FIT_TEXT), "json": _JSON}
    definitions["id"] = _text(dialect, rf"^{ID_PATTERN.pattern}$")
    definitions["date"] = _text(dialect, _DATE) | {
        "description": "A date in EDTF level 1, such as 2012-10-03, 2012-10, 2012 or 2012-21 "
        "(spring)."
    }
    for codelist in codelists.values():
        definitions[f"codelist.{codelist.name}"] = _codelist(codelist)
    for cls in DOCUMENT_TYPES:
        _define(cls, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A dataset of practice networks",
        "description": "A file that sdsnet reads; a folder of such files makes one dataset.",
        "type": "object",
        "required": [VERSION_KEY],
        "properties": {
            VERSION_KEY: {
                "enum": [VERSION, int(VERSION)] if dialect == "yaml" else [VERSION],
                "description": "Format version, in quotes. Every file states it.",
            },
            "dataset": _or_null(_pointer("Header")),
            **{cls.collection: _list_of(cls) for cls in RECORD_TYPES},
        },
        "additionalProperties": False,
        "$defs": definitions,
    }


def _text(dialect: Dialect, pattern: str) -> Schema:
    kinds = ["string", "number", "boolean"] if dialect == "yaml" else "string"
    return {"type": kinds, "pattern": pattern}


def _pointer(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _list_of(cls: type[Record]) -> Schema:
    described = {"description": _summary(cls)}
    return _or_null({"type": "array", "items": _pointer(cls.__name__)}) | described


def _summary(cls: type[Value]) -> str:
    return next(line.strip() for line in (cls.__doc__ or "").splitlines() if line.strip())


def _codelist(codelist: Codelist) -> Schema:
    """
    List the keys with their meanings, in the form in which editors complete and explain them.
    """
    keys: list[Schema] = [
        {"const": code.key, "title": code.label, "description": code.definition}
        for code in codelist
    ]
    if codelist.name == "audience":
        keys.append(
            {
                "type": "string",
                "pattern": _FIT_TEXT,
                "description": "The name of an audience that the header declares.",
            }
        )
    return {"title": codelist.title, "description": codelist.definition, "anyOf": keys}


def _define(cls: type[Value], definitions: dict[str, Schema]) -> None:
    if cls.__name__ in definitions:
        return
    declared = declarations(cls)
    schema: Schema = {
        "type": "object",
        "description": _summary(cls),
        "required": [name for name, declaration in declared.items() if declaration.required],
    }
    definitions[cls.__name__] = schema
    schema["properties"] = {
        name: _field(name, declared[name]) | {"description": declared[name].meaning}
        for name in in_writing_order(cls)
    }
    schema["additionalProperties"] = False
    for declaration in declared.values():
        if declaration.value is not None:
            _define(declaration.value, definitions)


def _field(name: str, declaration: Declaration) -> Schema:
    schema = _one(name, declaration)
    if declaration.many:
        schema = {"type": "array", "items": schema}
        if declaration.required:
            schema["minItems"] = 1
    elif declaration.required and declaration.kind in {"text", "code", "date", "ref"}:
        schema = {"allOf": [schema, {"not": {"const": ""}}]}
    return schema if declaration.required else _or_null(schema)


def _one(name: str, declaration: Declaration) -> Schema:
    if declaration.value is not None:
        return _pointer(declaration.value.__name__)
    if declaration.kind == "code":
        keys = {"enum": list(declaration.only)} if declaration.only else {}
        return _pointer(f"codelist.{declaration.target[0]}") | keys
    if declaration.kind == "mapping":
        holds = _pointer(declaration.target[0])
        fit = {"pattern": _FIT_TEXT}
        return {"type": "object", "propertyNames": fit, "additionalProperties": holds}
    plain: Mapping[str, Schema] = {
        "integer": {"type": "integer", "minimum": -LARGEST_INTEGER, "maximum": LARGEST_INTEGER},
        "boolean": {"type": "boolean"},
        "date": _pointer("date"),
    }
    return plain.get(declaration.kind) or _pointer("id" if name == "id" else "text")
