"""
Links between records that no field covers.
"""

from __future__ import annotations

from sdsnet.model.fields import code, model, ref
from sdsnet.model.record import Record

__all__ = ["Relation"]


@model
class Relation(Record):
    """
    A link between two records that no field covers; read from subject to object.
    """

    subject: str = ref("Record the link starts from.", "Record")
    kind: str = code("What the link says, read from subject to object.", "relation_kind")
    object: str = ref("Record the link goes to.", "Record")
