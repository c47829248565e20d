"""
Properties of writing and reading back.
"""

import json
import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.properties.writing_down import FORMATS, Format, as_json, as_lines, as_yaml

import sdsnet
from sdsnet import Collection, Dataset
from sdsnet.model import RECORD_TYPES
from sdsnet.model.fields import evolve
from sdsnet.testing import datasets


@pytest.mark.parametrize("to", FORMATS)
@given(dataset=datasets())
def test_what_is_written_is_read_back_equal(to: Format, dataset: Dataset) -> None:
    """
    Reading what was written gives an equal dataset in every format.
    """
    text = sdsnet.render(dataset, to)

    assert sdsnet.parse(text, given=to) == dataset


@pytest.mark.parametrize("to", FORMATS)
@given(dataset=datasets())
def test_writing_again_gives_the_same_bytes(to: Format, dataset: Dataset) -> None:
    """
    Writing what was read back gives the bytes that were read, down to the kind of every number.
    """
    text = sdsnet.render(dataset, to)

    assert sdsnet.render(sdsnet.parse(text, given=to), to) == text


@pytest.mark.parametrize("to", FORMATS)
@given(dataset=datasets(), order=st.randoms(use_true_random=False))
def test_order_of_records_makes_no_difference_to_the_bytes(
    to: Format, dataset: Dataset, order: random.Random
) -> None:
    """
    Equal datasets are written alike, in whatever order their records came.
    """
    other = shuffled(dataset, order)

    assert other == dataset
    assert sdsnet.render(other, to) == sdsnet.render(dataset, to)


def shuffled(dataset: Dataset, order: random.Random) -> Dataset:
    """
    Return the dataset with the records of each type in another order.
    """
    changed = {
        name: order.sample(list(held), k=len(held)) for name, held in dataset.collections.items()
    }
    return evolve(dataset, **changed)


@given(dataset=datasets())
def test_one_format_is_as_good_as_another(dataset: Dataset) -> None:
    """
    What went through all three formats in turn is still equal to what it was.
    """
    passed_on = dataset
    for to in FORMATS:
        passed_on = sdsnet.parse(sdsnet.render(passed_on, to), given=to)

    assert passed_on == dataset


@given(dataset=datasets())
def test_written_json_is_read_as_yaml_too(dataset: Dataset) -> None:
    """
    JSON is a part of YAML, and is read alike as either.
    """
    assert sdsnet.parse(sdsnet.render(dataset, "json"), given="yaml") == dataset


@pytest.mark.parametrize("to", FORMATS)
@given(dataset=datasets())
def test_files_hold_what_text_holds(to: Format, dataset: Dataset) -> None:
    """
    A file on disk reads back equal, whatever its line ends would be on this platform.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"dataset.{to}")
        path.write_bytes(sdsnet.render(dataset, to).encode())

        assert sdsnet.read(path) == dataset


@given(dataset=datasets(), data=st.data())
def test_dataset_split_over_a_folder_is_read_back_equal(
    dataset: Dataset, data: st.DataObject
) -> None:
    """
    The records may be spread over files of all formats; one of the files carries the header.
    """
    parts = data.draw(st.integers(1, 4))
    homes = {one.id: data.draw(st.integers(0, parts - 1)) for one in dataset.records()}
    formats = [data.draw(st.sampled_from(FORMATS)) for _ in range(parts)]
    with tempfile.TemporaryDirectory() as folder:
        for number, to in enumerate(formats):
            part = _part(dataset, {key for key, home in homes.items() if home == number})
            text = _without_header(part, to) if number else sdsnet.render(part, to)
            Path(folder, f"{number}.{to}").write_bytes(text.encode())

        assert sdsnet.read(folder) == dataset


def _part(dataset: Dataset, ids: set[str]) -> Dataset:
    changed = {
        cls.collection: Collection(one for one in getattr(dataset, cls.collection) if one.id in ids)
        for cls in RECORD_TYPES
    }
    return evolve(dataset, **changed)


def _without_header(part: Dataset, to: Format) -> str:
    plain = json.loads(sdsnet.render(part, "json"))
    del plain["dataset"]
    return {"yaml": as_yaml, "json": as_json, "jsonl": as_lines}[to](plain)
