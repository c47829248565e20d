"""
The edition: the only thing that an exporter is ever given.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Mapping
from typing import Literal

import attrs

from sdsnet import notebook
from sdsnet.dataset import Dataset
from sdsnet.disclosure.cells import CallTotals
from sdsnet.model.codelists import CODELISTS, Codelist
from sdsnet.model.codelists.codelist import words
from sdsnet.views.graph import Graph, graph, people_graph
from sdsnet.views.tables import Table, tables
from sdsnet.writing import sha256

__all__ = ["Edition"]


def _held(codelists: Mapping[str, Codelist]) -> Mapping[str, Codelist]:
    # A plain dictionary, since editions go to other processes and a read-only view does not.
    return dict(codelists)


@attrs.frozen
class Edition:
    """
    What one audience may see of a dataset: a frozen graph that never held the rest.

    Attributes:
        dataset: The records that the audience may see, ordered by id within each type.
        audience: The audience it was made for, such as `internal`.
        totals: How many contributions each call drew, those that are withheld included.
        codelists: The codelists by name, with the keys that plugins added.
    """

    dataset: Dataset
    audience: str
    totals: tuple[CallTotals, ...] = ()
    codelists: Mapping[str, Codelist] = attrs.field(
        default=CODELISTS, converter=_held, eq=False, repr=False
    )

    @functools.cached_property
    def sha256(self) -> str:
        """
        Digest of the records, the audience and the totals: equal editions, and no others, share it.
        """
        totals = [attrs.asdict(one) for one in self.totals]
        held = json.dumps([sha256(self.dataset), self.audience, totals], sort_keys=True)
        return hashlib.sha256(held.encode()).hexdigest()

    def tables(self) -> tuple[Table, ...]:
        """
        Return the edition as flat tables with keys, the shape of CSV files and databases.
        """
        return tables(self.dataset, codelists=self.codelists)

    def graph(self, profile: Literal["whole", "people"] = "whole") -> Graph:
        """
        Return the edition as nodes and edges, the shape of network maps.

        Args:
            profile: `whole` for all records and how they refer to each other; `people` for
                participants alone, joined by the networks and meetings that they share.
        """
        made = people_graph if profile == "people" else graph
        return made(self.dataset, self.codelists)

    def label(self, codelist: str, key: str) -> str:
        """
        Return what people are shown for a key of a codelist.

        An audience that the dataset declares, and a key that no list has, are put into words.

        Args:
            codelist: Name of the codelist, such as `theme`.
            key: The key that stands in the data.
        """
        known = self.codelists.get(codelist, ())
        return known.label(key) if isinstance(known, Codelist) and key in known else words(key)

    def _repr_html_(self) -> str:
        held = {name: len(some) for name, some in self.dataset.collections.items()}
        return notebook.counts(f"Edition of {self.dataset.id} for {self.audience}", held)
