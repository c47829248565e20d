"""
The one door between a dataset and everything that leaves it.
"""

from __future__ import annotations

from sdsnet.dataset import Collection, Dataset
from sdsnet.disclosure.edition import Edition
from sdsnet.errors import DisclosureError
from sdsnet.model.fields import evolve

__all__ = ["disclose"]


def disclose(dataset: Dataset, *, audience: str = "public") -> Edition:
    """
    Make the edition of a dataset that an audience may see.

    This version makes the `internal` edition alone: everything, for the keeper of the dataset.
    Editions for other audiences are refused until the boundary that protects people is complete.

    Args:
        dataset: A dataset without errors.
        audience: Who will see the edition; `public`, the most careful one, unless told otherwise.

    Raises:
        DisclosureError: No edition can be made for this audience.
    """
    if audience != "internal":
        msg = (
            f"no edition for the audience {audience!r} can be made yet: this version cannot "
            "protect people's names. Use the audience 'internal', for the keeper alone."
        )
        raise DisclosureError(msg)
    ordered = {name: Collection(held.in_order()) for name, held in dataset.collections.items()}
    return Edition(dataset=evolve(dataset, **ordered), audience=audience)
