"""
What describes CSV files to programs: a Tabular Data Package, and CSV on the Web metadata.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from sdsnet.disclosure import Edition
from sdsnet.views.tables import Column, ForeignKey, Table, codelist_keys

__all__ = ["csvw", "data_package", "path"]

_TYPES = {"text": "string", "json": "object"}
_LICENCE_ID = re.compile(r"[A-Za-z0-9]+([.-][A-Za-z0-9]+)+")

Keys = Mapping[str, Sequence[str]]


def path(table: Table) -> str:
    """
    Name the file of a table.
    """
    return f"data/{table.name}.csv"


def data_package(edition: Edition, tables: Sequence[Table], *, patterns: bool) -> bytes:
    """
    Describe the files in the words of the Tabular Data Package, version 1.

    Args:
        edition: The edition that they hold.
        tables: Its tables.
        patterns: Whether to say which patterns texts match; false where the texts were changed.
    """
    dataset = edition.dataset
    keys = codelist_keys(tables)
    package = {
        "profile": "tabular-data-package",
        "name": re.sub(r"[^a-z0-9._-]", "-", dataset.id.lower()),
        "title": dataset.title,
        "audience": edition.audience,
        **_licences(dataset.licence),
        "resources": [_resource(table, keys, patterns=patterns) for table in tables],
    }
    return _json(package)


def _licences(licence: str | None) -> dict[str, Any]:
    """
    Give the licence: the place that packages have for it takes an address or a short name alone.
    """
    if not licence:
        return {}
    if licence.startswith(("http://", "https://")) and " " not in licence:
        return {"licenses": [{"path": licence}]}
    if _LICENCE_ID.fullmatch(licence):
        return {"licenses": [{"name": licence}]}
    return {"licence": licence}


def _resource(table: Table, keys: Keys, *, patterns: bool) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": path(table),
        "title": table.title,
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(table, column, keys, patterns=patterns) for column in table.columns],
            "primaryKey": list(table.primary_key),
            "foreignKeys": [_foreign_key(table, key) for key in table.foreign_keys],
            "missingValues": [""],
        },
    }


def _field(table: Table, column: Column, keys: Keys, *, patterns: bool) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if table.primary_key == (column.name,):
        constraints["unique"] = True
    if column.codelist:
        constraints["enum"] = list(keys[column.codelist])
    if column.pattern and patterns:
        constraints["pattern"] = column.pattern
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES.get(column.type, column.type),
        "description": column.description,
    }
    return field | ({"constraints": constraints} if constraints else {})


def _foreign_key(table: Table, key: ForeignKey) -> dict[str, Any]:
    # The specification's name for the table itself is the empty text.
    resource = "" if key.table == table.name else key.table
    reference = {"resource": resource, "fields": list(key.target)}
    return {"fields": list(key.columns), "reference": reference}


def csvw(edition: Edition, tables: Sequence[Table], *, patterns: bool) -> bytes:
    """
    Describe the files in the words of CSV on the Web.

    Args:
        edition: The edition that they hold.
        tables: Its tables.
        patterns: Whether to say which patterns texts match; false where the texts were changed.
    """
    group: dict[str, Any] = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": edition.dataset.title,
    }
    if edition.dataset.licence:
        group["dc:rights"] = edition.dataset.licence
    group["tables"] = [_csvw_table(table, patterns=patterns) for table in tables]
    return _json(group)


def _csvw_table(table: Table, *, patterns: bool) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "columns": [_csvw_column(column, patterns=patterns) for column in table.columns],
        "primaryKey": list(table.primary_key),
    }
    required = {column.name for column in table.columns if column.required}
    # Every row has to refer to another one by a foreign key of CSVW, so where a reference may be
    # absent there can be none.
    keys = [_csvw_key(key) for key in table.foreign_keys if required.issuperset(key.columns)]
    if keys:
        schema["foreignKeys"] = keys
    return {
        "url": path(table),
        "dc:title": table.title,
        "dc:description": table.description,
        "tableSchema": schema,
    }


def _csvw_key(key: ForeignKey) -> dict[str, Any]:
    reference = {"resource": f"data/{key.table}.csv", "columnReference": list(key.target)}
    return {"columnReference": list(key.columns), "reference": reference}


def _csvw_column(column: Column, *, patterns: bool) -> dict[str, Any]:
    base = "string" if column.type == "text" else column.type
    with_pattern = patterns and column.pattern
    return {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.description,
        "datatype": {"base": base, "format": column.pattern} if with_pattern else base,
        "required": column.required,
    }


def _json(document: Mapping[str, Any]) -> bytes:
    """
    Write a document with a line for each member, and for each item of a list.
    """
    members = []
    for name, value in document.items():
        if isinstance(value, list):
            items = ",\n".join(f"    {_compact(item)}" for item in value)
            members.append(f"  {_compact(name)}: [\n{items}\n  ]")
        else:
            members.append(f"  {_compact(name)}: {_compact(value)}")
    body = ",\n".join(members)
    return f"{{\n{body}\n}}\n".encode()


def _compact(value: Any) -> str:
    # As `json.dumps` would, in a fifth of the time: there is a word on every column.
    return msgspec.json.format(msgspec.json.encode(value), indent=0).decode()
