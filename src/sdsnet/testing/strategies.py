"""
Hypothesis strategies: datasets that keep every rule, records, and documents with faults in them.

Everything is drawn from the field declarations and mended by the rules themselves, so that a new
field, codelist key or rule is covered without a change here.
"""

from __future__ import annotations

import json
from typing import Any, TypeVar

import hypothesis
from hypothesis import strategies as st

from sdsnet.dataset import Dataset, with_records
from sdsnet.disclosure import Edition, disclose
from sdsnet.errors import DisclosureError
from sdsnet.model import RECORD_TYPES, Header, Record
from sdsnet.testing.drawing import Maker, needs
from sdsnet.testing.faults import FAULTS
from sdsnet.testing.mending import mended
from sdsnet.testing.scalars import HOSTILE_TEXTS, dates, texts
from sdsnet.writing import render

__all__ = ["HOSTILE_TEXTS", "datasets", "dates", "documents", "editions", "records", "texts"]

R = TypeVar("R", bound=Record)

_TYPES = st.sampled_from(RECORD_TYPES)


@st.composite
def datasets(
    draw: st.DrawFn,
    *,
    min_records: int = 0,
    max_records: int = 16,
    texts: st.SearchStrategy[str] | None = None,
    valid: bool = True,
    filled: bool = False,
) -> Dataset:
    """
    Draw whole datasets of all record types, with references that are found.

    Args:
        draw: Given by hypothesis.
        min_records: The fewest records to draw.
        max_records: The most records to draw.
        texts: What free texts are drawn from; texts that are hard to write down when left out.
        valid: Whether every rule is kept; without it the records are well-formed, no more.
        filled: Whether records have every field that the rules let them have, not only some.

    Example:
        >>> from hypothesis import given
        >>> import sdsnet
        >>> from sdsnet.testing import datasets
        >>> @given(datasets())
        ... def test_round_trip(dataset):
        ...     assert sdsnet.parse(sdsnet.render(dataset)) == dataset
    """
    maker = Maker(draw, texts, is_filling=filled)
    header = maker.make(Header)
    maker.audiences = [audience.name for audience in header.audiences]
    drawn = draw(st.lists(_TYPES, min_size=min_records, max_size=max_records))
    types = _with_what_they_need(drawn, max_records)
    ids = [(cls, maker.new_id()) for cls in types]
    for cls, key in ids:
        maker.hold(cls.__name__, key)
    records: dict[str, list[Record]] = {cls.collection: [] for cls in RECORD_TYPES}
    # In the order of the model, in which phases and questions come before what points to them.
    for cls, key in sorted(ids, key=lambda one: RECORD_TYPES.index(one[0])):
        records[cls.collection].append(maker.make(cls, id=key))
    dataset = with_records(header, records)
    if valid:
        dataset = mended(dataset, maker)
        hypothesis.assume(len(dataset) >= min_records)
    return dataset


def _with_what_they_need(drawn: list[type[Record]], most: int) -> list[type[Record]]:
    """
    Put before each type what it needs, such as a participant and a network before a membership.
    """
    types: list[type[Record]] = []
    for cls in drawn:
        missing = [one for one in needs(cls) if one not in types]
        types += [*missing, cls][: most - len(types)]
    return types


@st.composite
def editions(
    draw: st.DrawFn,
    *,
    audience: str = "public",
    max_records: int = 16,
    texts: st.SearchStrategy[str] | None = None,
) -> Edition:
    """
    Draw editions: what an audience may see of drawn datasets with answers of all sorts.

    Args:
        draw: Given by hypothesis.
        audience: The audience.
        max_records: The most records to draw before some are left out.
        texts: What free texts are drawn from; texts that are hard to write down when left out.
    """
    dataset = draw(datasets(max_records=max_records, texts=texts))
    try:
        return disclose(dataset, audience=audience)
    except DisclosureError:
        # A name such as "a" stands in every text; the boundary then refuses, as it must.
        hypothesis.reject()


@st.composite
def records(draw: st.DrawFn, cls: type[R], *, texts: st.SearchStrategy[str] | None = None) -> R:
    """
    Draw single records of a type that keep every rule; their references point to made-up ids.

    Args:
        draw: Given by hypothesis.
        cls: The type of record.
        texts: What free texts are drawn from; texts that are hard to write down when left out.
    """
    maker = Maker(draw, texts)
    elsewhere = {maker.new_id(): one.__name__ for one in RECORD_TYPES for _ in range(2)}
    for key, name in elsewhere.items():
        maker.hold(name, key)
    drawn = maker.make(cls, id=maker.new_id())
    alone = with_records(Header(id="alone", title="Alone"), {cls.collection: [drawn]})
    kept = mended(alone, maker, elsewhere=elsewhere)
    hypothesis.assume(len(kept) == 1)
    record: R = getattr(kept, cls.collection)[0]
    return record


@st.composite
def documents(
    draw: st.DrawFn,
    *,
    max_records: int = 4,
    max_faults: int = 3,
    texts: st.SearchStrategy[str] | None = None,
) -> dict[str, Any]:
    """
    Draw documents of plain data, such as `json.loads` returns: right ones, and ones with faults.

    Args:
        draw: Given by hypothesis.
        max_records: The most records to draw.
        max_faults: The most faults to put in; 0 gives right documents only.
        texts: What free texts are drawn from; texts that are hard to write down when left out.
    """
    dataset = draw(datasets(max_records=max_records, texts=texts))
    document: dict[str, Any] = json.loads(render(dataset, "json"))
    for fault in draw(st.lists(st.sampled_from(FAULTS), max_size=max_faults)):
        fault(draw, document)
    return document
