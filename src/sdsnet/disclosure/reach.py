"""
How far it reaches that something is hidden: the records that have anything to do with it.

Most records of most datasets have nothing to do with a party that is not to be named or with a
record that leaves. They are told from the others for all at once, by sets of ids, so that what
takes a closer look at single records is done for the others alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from sdsnet.dataset import Dataset
from sdsnet.model import Record
from sdsnet.model.ways import gather, ways

__all__ = ["by_type", "pointing_at", "within_reach"]


def by_type(records: Iterable[Record]) -> Iterator[tuple[type[Record], list[Record]]]:
    """
    Yield records together with those of the same class.
    """
    found: dict[type[Record], list[Record]] = {}
    for record in records:
        found.setdefault(type(record), []).append(record)
    yield from found.items()


def pointing_at(dataset: Dataset, ids: AbstractSet[str]) -> set[str]:
    """
    Collect the ids of the records that refer to one of some ids, wherever it stands in them.
    """
    found: set[str] = set()
    for cls, records in by_type(dataset.records()):
        for steps, _ in ways(cls, "ref"):
            if not gather(records, steps).isdisjoint(ids):
                found.update(r.id for r in records if not gather((r,), steps).isdisjoint(ids))
    return found


def within_reach(
    dataset: Dataset, ids: AbstractSet[str], passes_on: Mapping[str, Iterable[str]]
) -> set[str]:
    """
    Collect the ids of the records of which something may become because some ids are hidden.

    Args:
        dataset: The dataset.
        ids: Ids of parties that are hidden, here or there, and of records that leave.
        passes_on: The earlier texts that a text passes on, by its id.
    """
    if not ids:
        return set()
    near = pointing_at(dataset, ids) | ids
    near |= {text for text, earlier in passes_on.items() if not ids.isdisjoint(earlier)}
    # Who gave a contribution bears on what it offers, and its own id may have to be a new one.
    given = [one for one in dataset.contributions if one.id in near]
    offered = {offered for one in given for offered in one.offers}
    return near | offered | pointing_at(dataset, {one.id for one in given})
