"""
The reference work in the models of followthemoney and STIX, as near as their words come to it.

There are as many objects with the same names, texts, themes, dates and references, so that their
libraries have as much to read. Codes that only we know and parts of records are left out.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from benchmarks.reference_work import Document

__all__ = ["bundle", "entities"]

#: For each list of records the schema of followthemoney, and its property for each field.
_SCHEMATA: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "participants": (
        "Organization",
        {"name": "name", "description": "description", "sector": "sector", "place": "address"},
    ),
    "networks": (
        "Organization",
        {"name": "name", "description": "description", "convened_by": "parent"},
    ),
    "memberships": (
        "Membership",
        {
            "participant": "member",
            "network": "organization",
            "role": "role",
            "note": "summary",
            "date": "startDate",
        },
    ),
}
_NOTE = {
    "title": "name",
    "summary": "summary",
    "themes": "keywords",
    "date": "createdAt",
    **dict.fromkeys(("raised_by", "about", "addresses", "developed_by", "network"), "entity"),
    **dict.fromkeys(("contributors", "offers"), "entity"),
}


def entities(document: Document) -> Iterator[Document]:
    """
    Yield the records as entities of followthemoney.
    """
    for name, record in _records(document):
        schema, names = _SCHEMATA.get(name, ("Note", _NOTE))
        properties: dict[str, list[str]] = {}
        for field, theirs in names.items():
            properties.setdefault(theirs, []).extend(_listed(record.get(field)))
        if "contacts" in record:
            properties["email"] = [one["value"] for one in record["contacts"]]
        yield {"id": record["id"], "schema": schema, "properties": properties}


def bundle(document: Document) -> Document:
    """
    Return the records as a bundle of STIX 2.1.
    """
    kinds = {record["id"]: _STIX[name][0] for name, record in _records(document)}

    def ids(*fields: Any) -> list[str]:
        keys = dict.fromkeys(key for field in fields for key in _listed(field))
        return [_stix_id(kinds[key], key) for key in keys]

    objects = []
    for name, record in _records(document):
        kind, said = _STIX[name]
        about = {"type": kind, "spec_version": "2.1", "id": _stix_id(kind, record["id"])}
        times = dict.fromkeys(("created", "modified"), _time(record.get("date", "2026")))
        labels = {"labels": record["themes"]} if "themes" in record else {}
        objects.append({**about, **times, **labels, **said(record, ids)})
    return {"type": "bundle", "id": _stix_id("bundle", "reference-work"), "objects": objects}


Ids = Callable[..., list[str]]


def _identity(record: Document, _: Ids) -> Document:
    return {
        "name": record["name"],
        "description": record["description"],
        "roles": record["roles"],
        "contact_information": record["contacts"][0]["value"],
    }


def _grouping(record: Document, ids: Ids) -> Document:
    return {
        "name": record["name"],
        "description": record["description"],
        "context": "unspecified",
        "object_refs": ids(record["convened_by"]),
    }


def _relationship(record: Document, ids: Ids) -> Document:
    (source,), (target,) = ids(record["participant"]), ids(record["network"])
    return {
        "relationship_type": "member-of",
        "description": record["note"],
        "source_ref": source,
        "target_ref": target,
    }


def _barrier(record: Document, ids: Ids) -> Document:
    return {
        "abstract": record["title"],
        "content": record["summary"],
        "object_refs": ids(record["raised_by"], record["about"]),
    }


def _report(record: Document, ids: Ids) -> Document:
    return {
        "name": record["title"],
        "description": record["summary"],
        "published": _time(record["date"]),
        "object_refs": ids(record["addresses"], record["developed_by"], record["network"]),
    }


def _contribution(record: Document, ids: Ids) -> Document:
    return {
        "abstract": record["title"],
        "content": record["summary"],
        "object_refs": ids(record["contributors"], record["network"], record["offers"]),
    }


#: For each list of records the type of STIX, and what it says besides what all types say.
_STIX: Mapping[str, tuple[str, Callable[[Document, Ids], Document]]] = {
    "participants": ("identity", _identity),
    "networks": ("grouping", _grouping),
    "memberships": ("relationship", _relationship),
    "barriers": ("note", _barrier),
    "practice_examples": ("report", _report),
    "contributions": ("note", _contribution),
}


def _records(document: Document) -> Iterator[tuple[str, Document]]:
    return ((name, record) for name in _STIX for record in document[name])


def _listed(given: Any) -> list[str]:
    if given is None:
        return []
    return [given] if isinstance(given, str) else given


def _stix_id(kind: str, key: str) -> str:
    return f"{kind}--{uuid.uuid5(uuid.NAMESPACE_OID, key)}"


def _time(date: str) -> str:
    return f"{f'{date}-01-01'[:10]}T00:00:00.000Z"
