"""
The shape of a document, derived from the field declarations: what stands under which key.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sdsnet.derived import derived
from sdsnet.model import RECORD_TYPES, Header
from sdsnet.model.fields import declarations
from sdsnet.model.record import Record

__all__ = ["COLLECTIONS", "TYPES", "scalar_kind"]

#: Record types by the name of their list in a document, and by their name in JSON Lines.
COLLECTIONS: Mapping[str, type[Record]] = MappingProxyType({t.collection: t for t in RECORD_TYPES})
TYPES: Mapping[str, type[Record]] = MappingProxyType({t.type_name: t for t in RECORD_TYPES})


@derived
def scalar_kind(keys: tuple[str, ...]) -> str:
    """
    Return how a plain scalar is read under a chain of keys, list positions left out.

    Returns:
        `integer`, `boolean`, `json` for what a free mapping holds, and `text` for everything else.
    """
    if not keys:
        return "text"
    cls: type | None = Header if keys[0] == "dataset" else COLLECTIONS.get(keys[0])
    for key in keys[1:]:
        declaration = declarations(cls).get(key) if cls else None
        if declaration is None:
            return "text"
        if declaration.kind == "mapping":
            return declaration.target[0]
        if declaration.kind in {"integer", "boolean"}:
            return declaration.kind
        cls = declaration.value
    return "text"
