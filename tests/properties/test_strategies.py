"""
The strategies that the library ships: what they promise to tests that draw from them.
"""

from random import Random
from typing import Any

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st
from tests.properties.writing_down import as_json

import sdsnet
from sdsnet import Dataset
from sdsnet.model import RECORD_TYPES, Header, Record
from sdsnet.model.edtf import parse
from sdsnet.model.fields import UNFIT_TEXT, declarations
from sdsnet.reading import read_text
from sdsnet.testing import HOSTILE_TEXTS, datasets, dates, documents, records, texts
from sdsnet.testing.drawing import Maker

QUICK = settings(max_examples=400, database=None, phases=[Phase.generate])


def errors(dataset: Dataset) -> set[str]:
    """
    Return the codes of the errors of a dataset.
    """
    return {problem.code for problem in sdsnet.check(dataset) if problem.severity == "error"}


@given(dataset=datasets())
def test_datasets_keep_every_rule(dataset: Dataset) -> None:
    """
    A drawn dataset has no errors, so that it can be disclosed and exported.
    """
    assert not errors(dataset)


@given(dataset=datasets(min_records=2, max_records=5))
def test_datasets_are_as_large_as_was_asked(dataset: Dataset) -> None:
    """
    The number of records lies within the bounds.
    """
    assert 2 <= len(dataset) <= 5


@given(dataset=datasets(texts=st.just("Words")))
def test_datasets_take_texts_from_the_strategy_given(dataset: Dataset) -> None:
    """
    A test may say what free texts are made of.
    """
    titles = {barrier.title for barrier in dataset.barriers}
    notes = {record.note for record in dataset.records()}

    assert dataset.title == "Words"
    assert titles <= {"Words"}
    assert notes <= {"Words", None}


def test_some_datasets_break_rules_when_told_to() -> None:
    """
    Without `valid`, records are well-formed and rules may be broken.
    """
    found: set[str] = set()

    # The same datasets each time: which rules a few random ones break is a matter of luck.
    @settings(QUICK, derandomize=True, max_examples=400)
    @given(dataset=datasets(valid=False))
    def note(dataset: Dataset) -> None:
        found.update(errors(dataset))

    note()
    assert found >= {"E05", "E06", "E07", "E09"}
    assert not {code for code in found if code.startswith("S")}


@pytest.mark.parametrize("cls", RECORD_TYPES, ids=lambda cls: cls.__name__)
@given(data=st.data())
def test_records_keep_every_rule_but_that_references_are_found(
    cls: type[Record], data: st.DataObject
) -> None:
    """
    A drawn record is right by itself.
    """
    record = data.draw(records(cls))
    alone: Any = {cls.collection: [record]}

    assert type(record) is cls
    assert errors(Dataset(id="alone", title="Alone", **alone)) <= {"E02"}


@pytest.mark.parametrize("cls", [Header, *RECORD_TYPES], ids=lambda cls: cls.__name__)
@settings(max_examples=5)
@given(data=st.data())
def test_every_field_is_drawn(cls: Any, data: st.DataObject) -> None:
    """
    No field of any type is left out: a new one is drawn without a change to the strategies.
    """
    maker = Maker(data.draw)
    for name in (*(one.__name__ for one in RECORD_TYPES), "Phase", "Question"):
        maker.hold(name, maker.new_id())
    whole = cls(**{name: maker.field(cls, name) for name in declarations(cls)})

    assert all(map(maker.can_draw, declarations(cls).values()))
    assert not {name for name in declarations(cls) if getattr(whole, name) in (None, ())}


def test_failing_examples_shrink_to_what_matters() -> None:
    """
    The smallest dataset with a membership holds the membership, its two ends and hardly more.
    """
    always_alike = Random(1)  # noqa: S311  nothing is to be kept secret
    smallest = find(
        datasets(max_records=6), lambda one: len(one.memberships) > 0, random=always_alike
    )

    # On a slow machine shrinking ends before all is tried, and a record may be left over.
    kinds = [type(one).__name__ for one in smallest.records()]
    assert {"Participant", "Network", "Membership"} <= set(kinds)
    assert len(kinds) <= 4
    assert len(sdsnet.render(smallest, "json")) < 1000


@given(document=documents(max_faults=0))
def test_documents_without_faults_are_read(document: dict[str, Any]) -> None:
    """
    A document that no fault was put into reads as a dataset.
    """
    assert read_text(as_json(document), given="json").dataset is not None


def test_documents_have_faults_of_every_kind() -> None:
    """
    Among faulty documents there are some with each of the commoner problems of structure.
    """
    found: set[str] = set()

    @QUICK
    @given(document=documents())
    def note(document: dict[str, Any]) -> None:
        problems = read_text(as_json(document), given="json").problems
        found.update(problem.code for problem in problems)

    note()
    assert found >= {"S05", "S06", "S07", "S11", "E02", "E03"}


@given(text=texts())
def test_texts_may_stand_in_a_dataset(text: str) -> None:
    """
    No text is drawn that the model refuses.
    """
    assert not UNFIT_TEXT.search(text)


def test_hostile_texts_may_stand_in_a_dataset() -> None:
    """
    Nor is there one among those that are known to go wrong, and none stands there twice.
    """
    assert not [text for text in HOSTILE_TEXTS if UNFIT_TEXT.search(text)]
    assert len(set(HOSTILE_TEXTS)) == len(HOSTILE_TEXTS)


@given(text=dates())
def test_dates_can_be_read(text: str) -> None:
    """
    Every date that is drawn is one that the library reads.
    """
    assert parse(text).text == text
