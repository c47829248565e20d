"""
Properties of joining datasets.
"""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sdsnet
from sdsnet import Dataset, merge
from sdsnet.model import Phase, Question, Record
from sdsnet.model.fields import declarations, evolve
from sdsnet.testing import datasets

_PREFIXES = st.sampled_from(("north", "N", "south", "s.1", "no", "0", "a-b", "x_y"))
PARTS = st.dictionaries(_PREFIXES, datasets(max_records=5), max_size=3)
_ORDER = ("anonymise", "withhold")


def joined(parts: dict[str, Dataset]) -> Dataset:
    """
    Merge datasets after giving their audiences names of their own.
    """
    return merge(distinct(parts), id="all", title="All")


def distinct(parts: dict[str, Dataset]) -> dict[str, Dataset]:
    """
    Leave out the audiences, which two datasets may not declare differently, and limits to them.
    """
    return {prefix: _without_audiences(dataset) for prefix, dataset in parts.items()}


def _without_audiences(dataset: Dataset) -> Dataset:
    names = {audience.name for audience in dataset.audiences}
    changed: dict[str, Any] = {
        name: [evolve(one, visibility=None) if one.visibility in names else one for one in held]
        for name, held in dataset.collections.items()
    }
    if dataset.privacy and dataset.privacy.visibility in names:
        changed["privacy"] = evolve(dataset.privacy, visibility=None)
    return evolve(dataset, audiences=(), **changed)


@given(parts=PARTS)
def test_merged_datasets_keep_every_rule(parts: dict[str, Dataset]) -> None:
    """
    Ids never clash, every reference is found, and no rule is broken that the parts keep.
    """
    both = joined(parts)

    assert not [one for one in sdsnet.check(both) if one.severity == "error"]
    assert len(both) == sum(map(len, parts.values()))


@given(parts=PARTS)
def test_merged_datasets_can_be_written_and_read(parts: dict[str, Dataset]) -> None:
    """
    A merged dataset goes through a file as any other does.
    """
    both = joined(parts)

    assert sdsnet.parse(sdsnet.render(both, "yaml")) == both


@given(parts=PARTS)
def test_parts_can_be_taken_out_by_their_prefix(parts: dict[str, Dataset]) -> None:
    """
    The records with a prefix are those of its dataset, but for limits and nations written out.
    """
    both = joined(parts)

    for prefix, dataset in distinct(parts).items():
        for name, held in dataset.collections.items():
            found = [one for one in both.collections[name] if one.id.startswith(f"{prefix}:")]
            taken = [without_prefix(one, f"{prefix}:") for one in found]
            assert [_plainly(one, dataset, both) for one in held] == taken


def without_prefix(value: Any, prefix: str) -> Any:
    """
    Take a prefix from ids and references, which all must have it.
    """
    changes: dict[str, Any] = {}
    for name, declaration in declarations(type(value)).items():
        held = getattr(value, name)
        items = held if declaration.many else (held,) if held is not None else ()
        if declaration.kind == "ref" or (
            name == "id" and isinstance(value, (Record, Phase, Question))
        ):
            assert all(one.startswith(prefix) for one in items)
            items = tuple(one[len(prefix) :] for one in items)
        elif declaration.value is not None:
            items = tuple(without_prefix(one, prefix) for one in items)
        changes[name] = items if declaration.many else next(iter(items), None)
    return evolve(value, **changes)


def _plainly(record: Record, dataset: Dataset, both: Dataset) -> Record:
    """
    Write into a record what its dataset said of all records and the joined one does not.
    """
    jurisdiction = record.jurisdiction
    if jurisdiction is None and dataset.jurisdiction != both.jurisdiction:
        jurisdiction = dataset.jurisdiction
    visibility = record.visibility or (dataset.privacy.visibility if dataset.privacy else None)
    return evolve(record, jurisdiction=jurisdiction, visibility=visibility)


@given(parts=PARTS)
def test_no_protection_is_loosened(parts: dict[str, Dataset]) -> None:
    """
    People without an answer and small counts are protected at least as well as in any part.
    """
    both = joined(parts)

    for dataset in parts.values():
        assert _default(both) >= _default(dataset)
        assert _threshold(both) >= _threshold(dataset)
    assert both.privacy is None or both.privacy.visibility is None


def _default(dataset: Dataset) -> int:
    stated = dataset.privacy.default_consent if dataset.privacy else None
    return _ORDER.index(stated or "anonymise")


def _threshold(dataset: Dataset) -> int:
    stated = dataset.privacy.suppress_below if dataset.privacy else None
    return 5 if stated is None else stated


@given(parts=PARTS)
def test_merging_goes_in_any_order(parts: dict[str, Dataset]) -> None:
    """
    The order in which datasets are given makes no difference to the records.
    """
    other = dict(reversed(parts.items()))

    assert joined(other).collections == joined(parts).collections


@pytest.mark.parametrize("prefix", ["", "a:b", "a b", "-a", "é", "a\n"])
def test_unfit_prefix_is_refused(prefix: str) -> None:
    """
    A prefix that could not begin an id is refused before anything is joined.
    """
    with pytest.raises(ValueError, match="cannot be a prefix"):
        merge({prefix: Dataset(id="d", title="D")}, id="all", title="All")


def test_prefixes_that_differ_in_case_only_are_refused() -> None:
    """
    Ids are unique without regard to case, so two such prefixes would make ids clash.
    """
    one = Dataset(id="d", title="D", barriers=[sdsnet.Barrier(id="b", title="B")])

    with pytest.raises(ValueError, match="differ in case only"):
        merge({"north": one, "North": one}, id="all", title="All")
