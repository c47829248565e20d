"""
One declaration a field: each is complete, and everything that is derived from it fits.
"""

import pickle
import typing
from types import NoneType
from typing import Any

import attrs
import pytest

import sdsnet
from sdsnet.model import DOCUMENT_TYPES, RECORD_TYPES
from sdsnet.model.codelists import CODELISTS
from sdsnet.model.fields import Declaration, Value, declarations, in_writing_order, walk

CLASSES: list[type[Value]] = sorted(
    {
        *DOCUMENT_TYPES,
        *(d.value for cls in DOCUMENT_TYPES for _, d in walk(cls) if d.value is not None),
    },
    key=lambda cls: cls.__name__,
)
FIELDS = [
    pytest.param(cls, name, declaration, id=f"{cls.__name__}.{name}")
    for cls in CLASSES
    for name, declaration in declarations(cls).items()
]
TYPE_NAMES = {cls.__name__ for cls in RECORD_TYPES} | {"Record", "Phase", "Question"}
KINDS = {"integer": int, "boolean": bool}


@pytest.mark.parametrize("cls", CLASSES)
def test_every_field_of_a_class_is_declared(cls: type[Value]) -> None:
    """
    No field of the model escapes the declarations.
    """
    assert list(declarations(cls)) == [field.name for field in attrs.fields(cls)]


@pytest.mark.parametrize("declaration", [pytest.param(f.values[2], id=f.id) for f in FIELDS])
def test_a_declaration_is_complete(declaration: Declaration) -> None:
    """
    A field says what it means, how it may be disclosed, and what it may hold or point to.
    """
    assert declaration.meaning.endswith(".")
    assert declaration.disclosure in {
        *("open", "identifying", "indirect", "free_text", "contact", "structural", "internal")
    }
    if declaration.kind == "code":
        assert declaration.target[0] in CODELISTS
    elif declaration.kind == "ref":
        assert set(declaration.target) <= TYPE_NAMES
    elif declaration.kind == "object":
        assert declaration.value in CLASSES
    assert declaration.kind == "ref" or not declaration.voice


@pytest.mark.parametrize(("cls", "name", "declaration"), FIELDS)
def test_the_annotation_of_a_field_says_what_its_declaration_says(
    cls: type, name: str, declaration: Declaration
) -> None:
    """
    What type checkers see and what the reader does cannot differ.
    """
    hint = typing.get_type_hints(cls)[name]
    arguments = typing.get_args(hint)
    held: Any = declaration.value or KINDS.get(declaration.kind, str)

    if declaration.many:
        assert hint == tuple[held, ...]
    elif declaration.kind == "mapping":
        assert NoneType in arguments
    elif declaration.required:
        assert hint is held
    else:
        assert set(arguments) == {held, NoneType}


@pytest.mark.parametrize("cls", CLASSES)
def test_classes_of_the_model_are_frozen_slotted_and_keyword_only(cls: type) -> None:
    """
    A value cannot be changed in place, and cannot be made by position.
    """
    assert not hasattr(cls, "__dict__") or "__dict__" not in cls.__slots__  # type: ignore[attr-defined]
    assert all(field.kw_only for field in attrs.fields(cls))
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        setattr(object.__new__(cls), attrs.fields(cls)[0].name, "x")


def test_there_are_fifteen_record_types_with_their_lists() -> None:
    """
    The lists of a document are named after the types.
    """
    assert [cls.collection for cls in RECORD_TYPES] == [
        "participants",
        "networks",
        "memberships",
        "initiatives",
        "meetings",
        "question_sets",
        "observations",
        "barriers",
        "practice_examples",
        "recommendations",
        "influences",
        "calls",
        "contributions",
        "publications",
        "relations",
    ]
    assert sdsnet.PracticeExample.type_name == "practice_example"


def test_fields_are_written_with_the_id_first_and_the_shared_ones_last() -> None:
    """
    A file shows what is the type's own before what every record may have.
    """
    order = in_writing_order(sdsnet.Barrier)

    assert order[:3] == ("id", "title", "summary")
    assert order[-1] == "extra"
    assert sorted(order) == sorted(declarations(sdsnet.Barrier))


def test_a_record_shows_no_personal_value() -> None:
    """
    A repr ends up in logs, so it shows that a field is filled and not what it holds.
    """
    party = sdsnet.Participant(
        id="p",
        kind="person",
        naming="named",
        name="Ailsa Craig",
        aliases=("A. C.",),
        contacts=(sdsnet.Contact(kind="email", value="ailsa@example.org"),),
        note="Ailsa said so",
        extra={"nickname": "Ails"},
    )

    shown = repr(party)

    assert shown == (
        "Participant(id='p', note=..., extra=..., kind='person', naming='named', name=..., "
        "aliases=..., contacts=...)"
    )
    assert repr(party.contacts[0]) == "Contact(kind=..., value=...)"


def test_a_list_in_code_becomes_a_tuple_and_one_value_is_not_a_list() -> None:
    """
    Building a record in code is pleasant, and a slip is told at once.
    """
    assert sdsnet.Barrier(id="b", title="t", themes=["capacity_time"]).themes == ("capacity_time",)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="this field takes a list, not one str"):
        sdsnet.Barrier(id="b", title="t", themes="capacity_time")  # type: ignore[arg-type]


def test_records_are_compared_by_value_hashed_and_pickled() -> None:
    """
    Records can be kept in sets, with free mappings too, and sent to another process.
    """
    one = sdsnet.Barrier(id="b", title="t", extra={"a": [1]})
    same = sdsnet.Barrier(id="b", title="t", extra={"a": [1]})

    assert one == same
    assert len({one, same}) == 1
    assert pickle.loads(pickle.dumps(one)) == one
    assert sdsnet.evolve(one, title="u") != one


def test_the_docstring_of_a_class_lists_every_field_with_its_meaning() -> None:
    """
    What `help` shows is made from the declarations.
    """
    assert sdsnet.Relation.__doc__ is not None
    for name, declaration in declarations(sdsnet.Relation).items():
        assert f"    {name}: {declaration.meaning}" in sdsnet.Relation.__doc__
