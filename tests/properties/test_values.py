"""
Laws of datasets as values, and of datasets built in code.
"""

import pickle
import random
import re
from typing import Any

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st
from tests.properties.test_round_trip import shuffled
from tests.properties.writing_down import as_json

import sdsnet
from sdsnet import Barrier, Dataset, Problem
from sdsnet.dataset import with_records
from sdsnet.model import RECORD_TYPES, Header
from sdsnet.model.fields import declarations, evolve
from sdsnet.reading import read_text
from sdsnet.rules import RULES, check_dataset
from sdsnet.testing import datasets, documents


@given(dataset=datasets(), order=st.randoms(use_true_random=False))
def test_equal_datasets_have_equal_hashes(dataset: Dataset, order: random.Random) -> None:
    """
    Equality does not look at order, and neither does the hash; nor do looking things up and checks.
    """
    other = shuffled(dataset, order)
    for record in other.records():
        assert other[record.id] is record
        other.referring_to(record.id)
    sdsnet.check(other)

    assert other == dataset
    assert hash(other) == hash(dataset)
    assert {dataset: "found"}[other] == "found"


@given(dataset=datasets())
def test_a_pickled_dataset_is_equal(dataset: Dataset) -> None:
    """
    A dataset goes to another process and comes back equal, whether or not it was used before.
    """
    assert pickle.loads(pickle.dumps(dataset)) == dataset

    list(map(dataset.referring_to, (record.id for record in dataset.records())))
    again = pickle.loads(pickle.dumps(dataset))
    assert again == dataset
    assert [again[one.id] for one in dataset.records()] == list(dataset.records())


@given(dataset=datasets(min_records=1), data=st.data())
def test_a_changed_copy_leaves_the_original_alone(dataset: Dataset, data: st.DataObject) -> None:
    """
    A copy with a changed record differs; changed back it is equal again, and shares the rest.
    """
    record = data.draw(st.sampled_from(list(dataset.records())))
    name = record.collection
    before = sdsnet.render(dataset)

    other = evolve(record, note=f"{record.note}, and more")
    kept = [one for one in getattr(dataset, name) if one is not record]
    changed = evolve(dataset, **{name: [*kept, other]})

    assert changed != dataset
    assert changed[record.id] is other
    assert dataset[record.id] is record
    assert sdsnet.render(dataset) == before
    assert evolve(changed, **{name: [*kept, record]}) == dataset


@given(dataset=datasets(min_records=1))
def test_a_changed_copy_is_checked_anew(dataset: Dataset) -> None:
    """
    A dataset that was read counts as checked; a copy that breaks a rule does not.
    """
    read = sdsnet.parse(sdsnet.render(dataset))
    clash = next(read.records()).id
    broken = evolve(read, barriers=[*read.barriers, Barrier(id=clash, title="Any")])

    sdsnet.disclose(read, audience="internal")
    with pytest.raises(sdsnet.DocumentError, match="E01"):
        sdsnet.disclose(broken, audience="internal")


def in_order(dataset: Dataset) -> Dataset:
    """
    Return the dataset with its records in the order in which they are written.
    """
    ordered = {name: held.in_order() for name, held in dataset.collections.items()}
    return with_records(dataset.header, ordered)


def told(problems: Any) -> set[tuple[str, str, str, str | None]]:
    """
    Return what problems say, without where in a file they say it.
    """
    return {(one.code, one.message, one.path, one.hint) for one in problems}


@given(dataset=datasets(valid=False))
def test_code_and_file_break_the_same_rules(dataset: Dataset) -> None:
    """
    Rules speak of a dataset built in code as they do of the same records in a file.
    """
    dataset = in_order(dataset)

    in_file = read_text(sdsnet.render(dataset, "json"), given="json").problems
    assert told(check_dataset(dataset, rules=RULES)) == told(in_file)


@given(document=documents())
def test_code_and_file_refuse_the_same_values(document: dict[str, Any]) -> None:
    """
    A value that a file may not hold is refused at the same place, with the same code, in code.
    """
    dataset = built(document)
    if dataset is None:
        reject()

    in_code = check_dataset(dataset, rules=RULES)
    in_file = read_text(as_json(document), given="json").problems
    assert places(in_code) == places(in_file)


def places(problems: Any) -> set[tuple[str, str]]:
    """
    Return code and place of each problem; a free mapping is one place, however deep it is.
    """
    return {(one.code, _outside_mapping(one)) for one in problems}


def _outside_mapping(problem: Problem) -> str:
    return re.sub(r"\.(extra|conventions)\b.*", r".\1", problem.path, flags=re.DOTALL)


def built(document: dict[str, Any]) -> Dataset | None:
    """
    Build a dataset of a document as a program would, or nothing where Python itself objects.
    """
    if document.get("sdsnet") != "1" or not isinstance(document.get("dataset"), dict):
        return None
    known = {cls.collection: cls for cls in RECORD_TYPES}
    try:
        records = {
            name: [_built(one, known[name]) for one in held]
            for name, held in document.items()
            if name not in {"sdsnet", "dataset"}
        }
        return with_records(_built(document["dataset"], Header), records)
    except (TypeError, KeyError, AttributeError):
        return None


def _built(data: Any, cls: Any) -> Any:
    fields = {**data}
    for name, declaration in declarations(cls).items():
        value, inner = fields.get(name), declaration.value
        if inner is not None and isinstance(value, list):
            fields[name] = [_built(one, inner) for one in value]
        elif inner is not None and value is not None:
            fields[name] = _built(value, inner)
    return cls(**fields)
