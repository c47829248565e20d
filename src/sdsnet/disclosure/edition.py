"""
The edition: the only thing that an exporter is ever given.
"""

from __future__ import annotations

import functools

import attrs

from sdsnet.dataset import Dataset
from sdsnet.disclosure.cells import CallTotals
from sdsnet.views.tables import Table, tables
from sdsnet.writing import sha256

__all__ = ["Edition"]


@attrs.frozen
class Edition:
    """
    What one audience may see of a dataset: a frozen graph that never held the rest.

    Attributes:
        dataset: The records that the audience may see, ordered by id within each type.
        audience: The audience it was made for, such as `internal`.
        totals: How many contributions each call drew, those that are withheld included.
    """

    dataset: Dataset
    audience: str
    totals: tuple[CallTotals, ...] = ()

    @functools.cached_property
    def sha256(self) -> str:
        """
        Digest of the edition in its canonical JSON Lines: equal editions, and no others, share it.
        """
        return sha256(self.dataset)

    def tables(self) -> tuple[Table, ...]:
        """
        Return the edition as flat tables with keys, the shape of CSV files and databases.
        """
        return tables(self.dataset)
