"""
What every section of a report is written from.
"""

from __future__ import annotations

from typing import TypeVar

import attrs

from sdsnet.dataset import Dataset
from sdsnet.exporters.markdown.naming import Names
from sdsnet.exporters.markdown.outline import Outline, outline
from sdsnet.model import Record

__all__ = ["Draft", "draft"]

R = TypeVar("R", bound=Record)


@attrs.frozen
class Draft:
    """
    An edition's records, with their order and what they are called.
    """

    dataset: Dataset
    outline: Outline
    names: Names

    def pointing(self, wanted: type[R], field: str, key: str) -> tuple[R, ...]:
        """
        Find the records of one type that point to an id from one field, in the report's order.
        """
        found = {
            reference.record.id: reference.record
            for reference in self.dataset.references_to(key)
            if isinstance(reference.record, wanted) and reference.path[0] == field
        }
        return tuple(sorted(found.values(), key=lambda one: self.outline.numbers.get(one.id, 0)))


def draft(dataset: Dataset) -> Draft:
    """
    Order and number the records of a dataset.
    """
    ordered = outline(dataset)
    return Draft(dataset, ordered, Names(dataset, ordered.numbers))
