"""
The edition: the only thing that an exporter is ever given.
"""

from __future__ import annotations

import attrs

from sdsnet.dataset import Dataset
from sdsnet.views.tables import Table, tables

__all__ = ["Edition"]


@attrs.frozen
class Edition:
    """
    What one audience may see of a dataset: a frozen graph that never held the rest.

    Attributes:
        dataset: The records that the audience may see, ordered by id within each type.
        audience: The audience it was made for, such as `internal`.
    """

    dataset: Dataset
    audience: str

    def tables(self) -> tuple[Table, ...]:
        """
        Return the edition as flat tables with keys, the shape of CSV files and databases.
        """
        return tables(self.dataset)
