"""
Every field of the model with every kind of wrong value: all ways of looking at it agree.

Nothing is drawn here: what chance finds seldom is gone through one by one.
"""

from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from tests.properties.test_json_schema import in_reach, validator
from tests.properties.test_two_paths import both_ways
from tests.properties.test_values import built
from tests.properties.test_values import places as places_of
from tests.properties.writing_down import as_json

import sdsnet
from sdsnet.model import RECORD_TYPES, Header
from sdsnet.model.codelists import CODELISTS
from sdsnet.model.fields import Declaration, Value, declarations
from sdsnet.reading import read_text

WRONG: tuple[Any, ...] = (
    *(None, "", "a b", "a\n", "a\x00b", "2012-02-30", "1", True, 1, 1.0, 2**53 + 1),
    *([], [None], ["a"], {}, {"a": 1}, {"a": ["\x1f"]}),
)
_PLAIN: dict[str, Any] = {"text": "Words", "date": "2012-10", "integer": 4, "boolean": True}


def specimen(cls: type[Value]) -> dict[str, Any]:
    """
    Return the plain data of a value with every field filled, of which only rules may complain.
    """
    return {name: _filled(name, one) for name, one in declarations(cls).items()}


def _filled(name: str, declaration: Declaration) -> Any:
    value: Any = _PLAIN.get(declaration.kind)
    if declaration.value is not None:
        value = specimen(declaration.value)
    elif name == "id":
        value = "x1"
    elif declaration.kind == "code":
        value = (declaration.only or CODELISTS[declaration.target[0]].keys)[-1]
    elif declaration.kind == "ref":
        value = "r1"
    elif declaration.kind == "mapping":
        value = {"a": "b"}
    return [value] if declaration.many else value


def document_of(cls: Any) -> dict[str, Any]:
    """
    Return a document with one record of a type, every field of it filled.
    """
    if cls is Header:
        return {"sdsnet": "1", "dataset": specimen(Header)}
    header = {"id": "d", "title": "D"}
    return {"sdsnet": "1", "dataset": header, cls.collection: [specimen(cls)]}


Place = tuple[Any, Any]


def places(data: Any, cls: type[Value]) -> Iterator[Place]:
    """
    Yield each field of a value and of the values inside it, and the first item of each list.
    """
    for name, declaration in declarations(cls).items():
        yield data, name
        if declaration.many:
            yield data[name], 0
        if declaration.value is not None:
            held = data[name][0] if declaration.many else data[name]
            yield from places(held, declaration.value)


def documents_with_one_fault(cls: Any) -> Iterator[dict[str, Any]]:
    """
    Yield a document with one wrong value, for every place in it and every wrong value.
    """
    document = document_of(cls)
    data = document["dataset"] if cls is Header else document[cls.collection][0]
    shared = set() if cls in {Header, RECORD_TYPES[0]} else set(declarations(RECORD_TYPES[0]))
    for container, step in list(places(data, cls)):
        if container is data and step in shared:
            continue  # The fields of every record are gone through once, with participants.
        right = container[step]
        for value in WRONG:
            container[step] = value
            yield document
        if isinstance(container, dict):
            del container[step]
            yield document
        container[step] = right


EACH_TYPE = pytest.mark.parametrize("cls", [Header, *RECORD_TYPES], ids=lambda cls: cls.__name__)


@EACH_TYPE
def test_specimen_is_right_in_structure(cls: Any) -> None:
    """
    With every field filled nothing is wrong that the schema or the reader could see in one file.
    """
    document = document_of(cls)
    usual, _ = both_ways(as_json(document), "json")

    assert not [problem for problem in usual.problems if in_reach(problem)]
    assert not [problem for problem in usual.problems if problem.code == "E04"]
    validator("json").validate(document)


@EACH_TYPE
def test_both_paths_and_the_schema_agree_on_every_field(cls: Any) -> None:
    """
    The fast path, the precise path and the schema refuse the same values in the same fields.
    """
    schema = validator("json")
    for document in documents_with_one_fault(cls):
        usual, precise = both_ways(as_json(document), "json")
        seen = [problem for problem in usual.problems if in_reach(problem)]
        accepted = schema.is_valid(document)

        assert usual == precise
        assert not (seen and accepted), seen
        assert accepted or seen or "E04" in {one.code for one in usual.problems}


@EACH_TYPE
def test_both_paths_agree_on_every_field_in_yaml(cls: Any) -> None:
    """
    So do both paths with the same values in YAML.
    """
    for document in documents_with_one_fault(cls):
        usual, precise = both_ways(yaml.dump(document, Dumper=_Dumper), "yaml")

        assert usual == precise


_Dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


@EACH_TYPE
def test_code_and_file_agree_on_every_field(cls: Any) -> None:
    """
    A dataset built in code is refused where a file with the same values is, with the same codes.
    """
    for document in documents_with_one_fault(cls):
        dataset = built(document)
        if dataset is not None:
            in_file = read_text(as_json(document), given="json").problems

            assert places_of(sdsnet.check(dataset)) == places_of(in_file)
