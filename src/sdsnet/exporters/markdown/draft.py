"""
What every section of a report is written from.
"""

from __future__ import annotations

from typing import TypeVar

import attrs

from sdsnet.dataset import Dataset
from sdsnet.disclosure import Edition
from sdsnet.exporters.markdown.naming import Names
from sdsnet.exporters.markdown.outline import Outline, outline
from sdsnet.model import Record

__all__ = ["Draft", "draft"]

R = TypeVar("R", bound=Record)


@attrs.frozen
class Draft:
    """
    An edition, with the order of its records and what things are called.
    """

    edition: Edition
    outline: Outline
    names: Names

    @property
    def dataset(self) -> Dataset:
        """
        The records of the edition.
        """
        return self.edition.dataset

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


def draft(edition: Edition) -> Draft:
    """
    Order and number the records of an edition.
    """
    ordered = outline(edition)
    return Draft(edition, ordered, Names(edition, ordered.numbers))
