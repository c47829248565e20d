"""
Every field of the model with every kind of wrong value: all ways of looking at it agree.

Nothing is drawn here: what chance finds seldom is gone through one by one.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from tests.properties.test_json_schema import in_reach, validator
from tests.properties.test_two_paths import both_ways
from tests.properties.test_values import built
from tests.properties.test_values import places as places_of
from tests.properties.writing_down import as_json

from sdsnet.model import RECORD_TYPES, Header
from sdsnet.model.codelists import CODELISTS
from sdsnet.model.fields import Declaration, Value, declarations, evolve
from sdsnet.reading import read_text
from sdsnet.rules import RULES, check_dataset

_NO_TEXT: tuple[Any, ...] = (None, "", "a b", "a\n", "a\x00b", 1, True, [], ["a"], {})
WRONG: dict[str, tuple[Any, ...]] = {
    **dict.fromkeys(("text", "code", "ref"), _NO_TEXT),
    "date": ("", "3 Oct", "2012-02-30", "2012-10\n", 2012, ["2012"]),
    "integer": (None, "", "1", True, -1, 1.0, 0.5, 2**53 + 1, [1], {}),
    "boolean": (None, "", "true", 1, 0, [True]),
    "object": (None, "", "a", 1, [], [[]], [None], {}, {"a": 1}),
    "mapping": (None, "", [], ["a"], {}, {"a": 1}, {"a": ["\x1f"]}, {"\x1f": "a"}),
}
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


Place = tuple[Any, Any, Declaration]


def places(data: Any, cls: type[Value], seen: set[Any]) -> Iterator[Place]:
    """
    Yield each field, and the first item of each list, that was not gone through before.
    """
    for name, declaration in declarations(cls).items():
        if declaration in seen:
            continue
        yield data, name, declaration
        if declaration.many:
            yield data[name], 0, declaration
        if declaration.value is not None:
            held = data[name][0] if declaration.many else data[name]
            yield from places(held, declaration.value, seen)


def documents_with_one_fault() -> Iterator[dict[str, Any]]:
    """
    Yield documents with one wrong value: for every field of every class, every wrong value.
    """
    seen: set[Any] = set()
    types: tuple[Any, ...] = (Header, *RECORD_TYPES)
    for cls in types:
        document = document_of(cls)
        data = document["dataset"] if cls is Header else document[cls.collection][0]
        for container, step, declaration in list(places(data, cls, seen)):
            right = container[step]
            for value in WRONG[declaration.kind]:
                container[step] = value
                yield document
            container[step] = right
            seen.add(declaration)


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


def test_both_paths_and_the_schema_agree_on_every_field() -> None:
    """
    The fast path, the precise path and the schema refuse the same values in the same fields.
    """
    schema = validator("json")
    for document in documents_with_one_fault():
        usual, precise = both_ways(as_json(document), "json")
        seen = [problem for problem in usual.problems if in_reach(problem)]
        accepted = schema.is_valid(document)

        assert usual == precise
        assert not (seen and accepted), seen
        assert accepted or seen or {"E03", "E04"} & {one.code for one in usual.problems}


def test_code_and_file_agree_on_every_field() -> None:
    """
    A dataset built in code is refused where a file with the same values is, with the same codes.
    """
    for document in documents_with_one_fault():
        dataset = built(document)
        if dataset is not None:
            in_file = read_text(as_json(document), given="json").problems

            assert places_of(check_dataset(dataset, rules=RULES)) == places_of(in_file)


@EACH_TYPE
def test_every_field_can_be_changed_in_a_copy(cls: Any) -> None:
    """
    A copy takes a new value for each field, whatever the field is called.
    """
    dataset = built(document_of(cls))
    assert dataset is not None
    whole = dataset if cls is Header else dataset.collections[cls.collection][0]

    for part in _with_parts(whole, cls):
        for name in declarations(type(part)):
            assert evolve(part, **{name: getattr(part, name)}) == part
            assert evolve(part, **{name: None}) != part


def _with_parts(value: Any, cls: type[Value]) -> Iterator[Any]:
    yield value
    for name, declaration in declarations(cls).items():
        if declaration.value is not None:
            held = getattr(value, name)
            yield from _with_parts(held[0] if declaration.many else held, declaration.value)
