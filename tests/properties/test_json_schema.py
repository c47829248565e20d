"""
Properties of the JSON Schema: it accepts the documents that the reader accepts.
"""

import functools
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, assume, given, settings
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend
from tests.properties.test_other_readers import plain
from tests.properties.writing_down import as_json, as_plain_yaml, as_yaml

import sdsnet
from sdsnet import Dataset, Problem
from sdsnet.reading import read_text
from sdsnet.testing import datasets, documents


def _pattern(_: Any, pattern: str, instance: Any, __: Any) -> Iterator[ValidationError]:
    """
    Match as ECMA-262 has it, where `$` is the end of the text and no line feed may follow.
    """
    if isinstance(instance, str) and not re.search(re.sub(r"\$$", r"\\Z", pattern), instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


@functools.cache
def validator(dialect: Any) -> Any:
    """
    Make a validator of our schema that tells 1 from 1.0: the reader does, JSON Schema does not.
    """
    types = Draft202012Validator.TYPE_CHECKER.redefine("integer", lambda _, one: type(one) is int)
    make: Any = extend  # which has no types
    strict = make(Draft202012Validator, {"pattern": _pattern}, type_checker=types)
    return strict(sdsnet.json_schema(dialect=dialect))


def in_reach(problem: Problem) -> bool:
    """
    Tell whether a JSON Schema of one file can see a problem at all.

    Out of its reach are the header in another file, audiences that are not declared, whole numbers
    in free mappings that are too large, the limits on size, and rules about more than one field.
    """
    if problem.code == "E03":
        return "in the audience list" not in problem.message
    in_extra = ".extra" in problem.path or ".conventions" in problem.path
    if problem.code == "S07" and in_extra and "kept exactly" in problem.message:
        return False
    return problem.code.startswith("S") and problem.code not in {"S08", "S10"}


@pytest.mark.parametrize("dialect", ["json", "yaml"])
def test_schema_is_a_schema(dialect: Any) -> None:
    """
    The schema is itself right by the rules of its draft.
    """
    schema = sdsnet.json_schema(dialect=dialect)

    Draft202012Validator.check_schema(schema)
    assert json.loads(json.dumps(schema)) == schema


@given(document=documents())
def test_schema_and_reader_agree_on_json(document: dict[str, Any]) -> None:
    """
    The schema accepts exactly the documents in which the reader finds nothing that it can see.

    Of dates it sees the form and not the calendar: it refuses none that the reader takes.
    """
    assume(_is_encodable(document))
    problems = read_text(as_json(document), given="json").problems
    errors = list(validator("json").iter_errors(document))

    if any(map(in_reach, problems)):
        assert errors
    if not any(in_reach(one) or one.code in {"E03", "E04"} for one in problems):
        assert not errors


def _is_encodable(document: Any) -> bool:
    """
    Tell whether text holds no halves of surrogate pairs, which no pattern can speak of everywhere.
    """
    try:
        json.dumps(document, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


class _CoreLoader(yaml.SafeLoader):
    """
    Reads plain scalars by the core schema of YAML 1.2, as editors do; null as this library has it.
    """

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  PyYAML's own way to say so

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:  # noqa: ARG002, FBT001, FBT002
        """
        Take every key as it is spelt.
        """
        return {key.value: self.construct_object(value, deep=True) for key, value in node.value}


_NUMBER = (
    r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
)
for _kind, _form in {
    "null": r"~|null|",
    "bool": r"true|True|TRUE|false|False|FALSE",
    "int": r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+",
    "float": _NUMBER,
}.items():
    _read_as = re.compile(rf"^(?:{_form})$")
    _CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_kind}", _read_as, None)
_CoreLoader.add_constructor("tag:yaml.org,2002:int", lambda _, node: _whole(node.value))
_CoreLoader.add_constructor("tag:yaml.org,2002:float", lambda *_: 0.5)


def _whole(words: str) -> int:
    return int(words, 0) if words[:2] in {"0o", "0x"} else int(words)


@pytest.mark.parametrize("written", [as_yaml, as_plain_yaml])
@settings(suppress_health_check=[HealthCheck.filter_too_much])  # only the right ones are asked of
@given(document=documents())
def test_yaml_dialect_accepts_what_is_read_from_yaml(
    written: Any, document: dict[str, Any]
) -> None:
    """
    No editor that follows YAML 1.2 marks what this library reads, quoted or not.
    """
    text = written(document)
    codes = {problem.code for problem in read_text(text).problems}
    assume(not any(code.startswith("S") or code in {"E03", "E04"} for code in codes - {"S10"}))

    validator("yaml").validate(yaml.load(text, _CoreLoader))  # noqa: S506  derived from the safe one


@given(dataset=datasets())
def test_any_dataset_fits_both_dialects(dataset: Dataset) -> None:
    """
    What is written fits the schema, with an ordinary validator and nothing made stricter.
    """
    for dialect in ("json", "yaml"):
        Draft202012Validator(validator(dialect).schema).validate(plain(dataset))
