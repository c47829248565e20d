"""
Properties of what readers that are not ours make of what we write.
"""

import json
import tempfile
from pathlib import Path
from typing import Any

import duckdb
import orjson
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

import sdsnet
from sdsnet import Dataset
from sdsnet.model.fields import declarations
from sdsnet.testing import HOSTILE_TEXTS, datasets, texts

#: Readers that are slow, or that each run starts anew, see fewer examples.
FEWER = settings().max_examples // 2


def plain(dataset: Dataset) -> dict[str, Any]:
    """
    Return a dataset as plain data, made from the field declarations without the writer.
    """
    document: dict[str, Any] = {"sdsnet": "1", "dataset": _plain(dataset)}
    for name, held in dataset.collections.items():
        if held:
            document[name] = [_plain(record) for record in held.in_order()]
    return document


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if not hasattr(value, "__attrs_attrs__"):
        return value
    fields = ((name, getattr(value, name)) for name in declarations(type(value)))
    return {name: _plain(held) for name, held in fields if held is not None and held != ()}


@given(dataset=datasets())
def test_json_readers_find_what_was_written(dataset: Dataset) -> None:
    """
    The standard library and orjson read the same data from our JSON, every text as it was.
    """
    text = sdsnet.render(dataset, "json")

    assert json.loads(text) == plain(dataset)
    assert orjson.loads(text) == plain(dataset)


@given(dataset=datasets())
def test_each_line_of_json_lines_is_one_record(dataset: Dataset) -> None:
    """
    Every line reads as JSON by itself, even for tools that end lines at U+2028, and has a type.
    """
    lines = sdsnet.render(dataset, "jsonl").splitlines()

    found = [json.loads(line) for line in lines]
    assert found == [orjson.loads(line) for line in lines]
    assert found.pop(0) == {"type": "dataset", "sdsnet": "1", **plain(dataset)["dataset"]}
    assert found == [
        {"type": record.type_name, **_plain(record)}
        for held in dataset.collections.values()
        for record in held.in_order()
    ]


@given(dataset=datasets())
def test_yaml_1_1_finds_every_text_as_it_was(dataset: Dataset) -> None:
    """
    PyYAML, which follows YAML 1.1, makes no number, date or truth value of any text of ours.
    """
    assert yaml.safe_load(sdsnet.render(dataset, "yaml")) == plain(dataset)


@settings(max_examples=FEWER)
@given(dataset=datasets(max_records=6))
def test_yaml_1_2_finds_every_text_as_it_was(dataset: Dataset) -> None:
    """
    ruamel.yaml, which follows YAML 1.2, reads the same data as well.
    """
    assert YAML(typ="safe", pure=True).load(sdsnet.render(dataset, "yaml")) == plain(dataset)


def test_no_hostile_text_is_garbled_by_either_yaml() -> None:
    """
    Each of the texts that are known to go wrong comes through YAML 1.1 and 1.2, and as a key, too.
    """
    dataset = Dataset(id="d", title="D", extra={text: [text] for text in HOSTILE_TEXTS})
    written = sdsnet.render(dataset, "yaml")

    assert sdsnet.parse(written) == dataset
    assert yaml.safe_load(written)["dataset"]["extra"] == dataset.extra
    assert YAML(typ="safe", pure=True).load(written)["dataset"]["extra"] == dataset.extra


@settings(max_examples=FEWER)
@given(held=st.lists(texts().filter(bool), max_size=8))
def test_database_reads_the_lines(held: list[str]) -> None:
    """
    DuckDB reads our JSON Lines as rows, with every text as it was.
    """
    barriers = [sdsnet.Barrier(id=f"b{n:02}", title=title) for n, title in enumerate(held)]
    dataset = Dataset(id="d", title="D", barriers=barriers)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "dataset.jsonl")
        path.write_bytes(sdsnet.render(dataset, "jsonl").encode())
        query = "SELECT title FROM read_json(?, format = 'newline_delimited') ORDER BY id"
        rows = duckdb.execute(query, [str(path)]).fetchall()

    assert sorted(rows) == sorted([("D",), *((title,) for title in held)])
