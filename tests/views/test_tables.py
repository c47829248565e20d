"""
The tables that a dataset is laid out as.
"""

import re
from collections.abc import Mapping
from typing import Any

import pytest
from tests.exporters.filling import filled

from sdsnet.dataset import Dataset
from sdsnet.model import (
    RECORD_TYPES,
    AudienceRule,
    Barrier,
    Consent,
    Consequence,
    Initiative,
    Meeting,
    Network,
    Observation,
    Participant,
    Phase,
    Quantity,
    Question,
    QuestionSet,
    Relation,
    StatusReport,
)
from sdsnet.model.codelists import CODELISTS
from sdsnet.model.fields import Value, declarations, model, part, ref, text, texts, walk
from sdsnet.views.cells import blocks
from sdsnet.views.columns import columns, lists
from sdsnet.views.tables import Table, codelist_keys, tables


def named(dataset: Dataset) -> Mapping[str, Table]:
    """
    Return the tables of a dataset by name.
    """
    return {table.name: table for table in tables(dataset)}


def rows(table: Table) -> list[dict[str, Any]]:
    """
    Return the rows of a table by column, without what is absent.
    """
    names = [column.name for column in table.columns]
    return [
        {name: cell for name, cell in zip(names, row, strict=True) if cell is not None}
        for row in table.rows
    ]


def demo(**records: Any) -> Dataset:
    """
    Make a small dataset.
    """
    return Dataset(id="demo", title="A demonstration", **records)


def flat(value: Value, before: str = "") -> dict[str, Any]:
    """
    Read what is single in a record, and in its value objects, in the plainest way.
    """
    found: dict[str, Any] = {}
    for name, declaration in declarations(type(value)).items():
        held = getattr(value, name)
        if declaration.many or held is None or declaration.kind == "mapping":
            continue
        if isinstance(held, Value):
            found |= flat(held, f"{before}{name}_")
        else:
            found[f"{before}{name}"] = held
    return found


def test_names_are_unique_lower_case_words() -> None:
    """
    Tables and columns have names that no program stumbles over, and none has the name of another.
    """
    made = tables(demo())

    names = [table.name for table in made]
    assert len(set(names)) == len(names)
    for table in made:
        own = [column.name for column in table.columns]
        assert len(set(own)) == len(own), table.name
        for name in (table.name, *own):
            assert re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", name)


def test_every_record_type_has_a_table_and_every_list_too() -> None:
    """
    No field is left out: it is a column, or a table of its own.
    """
    made = named(demo())

    for cls in RECORD_TYPES:
        for path, declaration in walk(cls):
            if declaration.many:
                assert f"{cls.type_name}_{'_'.join(path)}" in made
            elif declaration.value is None and len(path) == 1:
                assert path[0] in {column.name for column in made[cls.collection].columns}


def test_cells_are_those_of_the_records() -> None:
    """
    With every field of every type filled, each cell holds what its record holds.
    """
    dataset = filled()
    made = named(dataset)

    for name, collection in dataset.collections.items():
        for record, row in zip(collection.in_order(), rows(made[name]), strict=True):
            computed = {n for n in row if n.endswith(("_start", "_end")) or n == "extra"}
            assert {n: cell for n, cell in row.items() if n not in computed} == flat(record)
            assert computed >= {"date_start", "date_end", "extra"}


def test_no_table_is_empty_when_every_field_is_filled() -> None:
    """
    Every list of every type makes rows, as many as it has items.
    """
    dataset = filled()

    for table in tables(dataset):
        if table.name not in {"codelists", "records"}:
            expected = 1 if table.name.startswith("dataset") else 2
            assert len(list(table.rows)) == expected, table.name


def test_columns_keep_what_the_model_says() -> None:
    """
    Meaning, type, codelist and need come from the declarations.
    """
    by_name = {column.name: column for column in named(demo())["barriers"].columns}

    assert by_name["title"].description == "The barrier in a few words."
    assert by_name["title"].required
    assert by_name["title"].is_free_text
    assert by_name["control"].codelist == "control"
    assert by_name["date_inferred"].type == "boolean"
    assert by_name["quantity_count"].type == "integer"
    assert by_name["quantity_quantifier"].codelist == "quantifier"
    assert not by_name["quantity_quantifier"].required
    assert by_name["date_start"].type == "date"
    assert by_name["extra"].type == "json"
    assert re.fullmatch(by_name["id"].pattern or "", "a:b-1")


def test_dates_have_their_first_and_last_day_beside_them() -> None:
    """
    A partial date keeps its words and gets the days that it may stand for; an open end has none.
    """
    dataset = demo(
        barriers=[
            Barrier(id="b1", title="One", date="2012-21"),
            Barrier(id="b2", title="Two", date="2016-01/.."),
            Barrier(id="b3", title="Three"),
        ]
    )

    dates = [
        tuple(row.get(name) for name in ("date", "date_start", "date_end"))
        for row in rows(named(dataset)["barriers"])
    ]
    assert dates == [
        ("2012-21", "2012-03-01", "2012-05-31"),
        ("2016-01/..", "2016-01-01", None),
        (None, None, None),
    ]


def test_items_of_lists_are_rows_with_their_positions() -> None:
    """
    A list of keys is a table of its own, counted from 1, in the order of the record.
    """
    dataset = demo(
        barriers=[
            Barrier(id="b2", title="Two", themes=("outcomes",)),
            Barrier(id="b1", title="One", themes=("transparency", "capacity_time")),
            Barrier(id="b0", title="None"),
        ]
    )
    table = named(dataset)["barrier_themes"]

    assert [column.name for column in table.columns] == ["barrier", "position", "theme"]
    assert table.primary_key == ("barrier", "position")
    assert list(table.rows) == [
        ("b1", 1, "transparency"),
        ("b1", 2, "capacity_time"),
        ("b2", 1, "outcomes"),
    ]


def test_lists_in_value_objects_lead_back_to_them() -> None:
    """
    A list inside an item of a list says which record and which item it belongs to.
    """
    reports = [
        StatusReport(status="active", according_to=("p1",)),
        StatusReport(status="ended", according_to=("p2", "p1")),
    ]
    dataset = demo(networks=[Network(id="n", kind="provider_forum", status_history=tuple(reports))])
    table = named(dataset)["network_status_history_according_to"]

    assert [column.name for column in table.columns] == [
        "network",
        "status_history_position",
        "position",
        "participant",
    ]
    assert list(table.rows) == [("n", 1, 1, "p1"), ("n", 2, 1, "p2"), ("n", 2, 2, "p1")]
    owner = table.foreign_keys[0]
    assert owner.columns == ("network", "status_history_position")
    assert (owner.table, owner.target) == ("network_status_history", ("network", "position"))


def test_a_list_of_references_to_the_owners_own_type_keeps_its_field_name() -> None:
    """
    Two columns never share a name: the second is then called after the field.
    """
    table = named(demo())["participant_according_to"]

    assert [column.name for column in table.columns] == ["participant", "position", "according_to"]


def test_every_reference_is_a_foreign_key() -> None:
    """
    As many keys lead from the tables to others as the model has references, and one for each list.
    """
    made = [table for table in tables(demo()) if table.record_type]

    declared = [d for cls in RECORD_TYPES for _, d in walk(cls)]
    expected = sum(d.kind == "ref" for d in declared) + sum(d.many for d in declared)
    assert sum(len(table.foreign_keys) for table in made) == expected


def test_foreign_keys_find_their_rows() -> None:
    """
    What a key refers to is a key of another table, and its row is there.
    """
    made = named(filled())

    for table in made.values():
        for key in table.foreign_keys:
            target = made[key.table]
            assert key.target in (target.primary_key, *target.unique_keys)
            held = {tuple(row[name] for name in key.target) for row in rows(target)}
            for row in rows(table):
                if all(name in row for name in key.columns):
                    assert tuple(row[name] for name in key.columns) in held


@pytest.mark.parametrize(
    ("table", "column", "target"),
    [
        ("observations", "question", "question_set_questions"),
        ("question_sets", "phase", "initiative_phases"),
        ("contribution_offers", "record", "records"),
        ("relations", "object", "records"),
        ("meetings", "next_meeting", "meetings"),
    ],
)
def test_references_lead_to_the_table_of_what_they_point_to(
    table: str, column: str, target: str
) -> None:
    """
    Phases and questions are found where they stand; what may be of several types among all ids.
    """
    keys = {key.columns: key for key in named(demo())[table].foreign_keys}

    assert (keys[(column,)].table, keys[(column,)].target) == (target, ("id",))


def test_all_ids_stand_in_one_table_with_their_types() -> None:
    """
    Records, phases and questions share one space of ids.
    """
    dataset = demo(
        question_sets=[
            QuestionSet(
                id="s", kind="agenda", complete=True, questions=(Question(id="q", text="Why?"),)
            )
        ],
        initiatives=[
            Initiative(
                id="i",
                title="I",
                kind="project",
                status="active",
                phases=(Phase(id="phase-1", name="First"),),
            )
        ],
        relations=[Relation(id="r", subject="s", kind="about", object="phase-1")],
    )
    made = named(dataset)

    assert list(made["records"].rows) == [
        ("i", "initiative"),
        ("phase-1", "phase"),
        ("q", "question"),
        ("r", "relation"),
        ("s", "question_set"),
    ]
    assert made["initiative_phases"].primary_key == ("id",)
    assert made["initiative_phases"].unique_keys == (("initiative", "position"),)


def test_value_objects_are_flattened_and_may_be_absent() -> None:
    """
    Of records next to each other, one may have a part that the other has not.
    """
    consent = Consent(choice="acknowledge", given_on="2020-05", basis="asked")
    dataset = demo(
        participants=[
            Participant(id="p1", kind="person", naming="named", quantity=None),
            Participant(id="p2", kind="person", naming="named", consent=consent),
            Participant(
                id="p3",
                kind="collective",
                naming="unnamed",
                quantity=Quantity(quantifier="exact", count=0),
            ),
        ]
    )

    one, two, three = rows(named(dataset)["participants"])
    assert not any(name.startswith(("consent", "quantity")) for name in one)
    assert {name: cell for name, cell in two.items() if name.startswith("consent")} == {
        "consent_choice": "acknowledge",
        "consent_basis": "asked",
        "consent_given_on": "2020-05",
        "consent_given_on_start": "2020-05-01",
        "consent_given_on_end": "2020-05-31",
    }
    assert (three["quantity_quantifier"], three["quantity_count"]) == ("exact", 0)


def test_free_mappings_are_json_in_one_column() -> None:
    """
    Keys that the model does not know keep their values; the order of keys does not show.
    """
    dataset = demo(
        barriers=[
            Barrier(id="b1", title="One", extra={"b": [1, None], "a": "É"}),
            Barrier(id="b2", title="Two", extra={}),
            Barrier(id="b3", title="Three"),
        ],
    )

    found = [row.get("extra") for row in rows(named(dataset)["barriers"])]
    assert found == ['{"a":"É","b":[1,null]}', "{}", None]


def test_an_empty_mapping_is_json_too() -> None:
    """
    Also where no other record near it has anything to say.
    """
    dataset = demo(barriers=[Barrier(id="b", title="One", extra={})])

    assert rows(named(dataset)["barriers"]) == [{"id": "b", "title": "One", "extra": "{}"}]


def test_patterns_can_be_read_by_xml_schema() -> None:
    """
    Descriptions of tables give patterns to programs that know groups of one kind only.
    """
    patterns = {column.pattern for table in tables(demo()) for column in table.columns}

    assert len(patterns) == 3
    assert not any("(?" in pattern for pattern in patterns if pattern)


def test_the_header_is_a_table_of_one_row() -> None:
    """
    What the dataset says of itself is one row, and what it lists stands in tables as well.
    """
    dataset = Dataset(
        id="demo",
        title="A demonstration",
        as_of="2024",
        audiences=(AudienceRule(name="board", like="network", sees=("network",)),),
    )
    made = named(dataset)

    (header,) = rows(made["dataset"])
    assert header == {
        "id": "demo",
        "title": "A demonstration",
        "as_of": "2024",
        "as_of_start": "2024-01-01",
        "as_of_end": "2024-12-31",
    }
    assert list(made["dataset_audiences"].rows) == [("demo", 1, "board", "network")]
    assert list(made["dataset_audiences_sees"].rows) == [("demo", 1, 1, "network")]


def test_codelists_hold_the_keys_that_are_in_use() -> None:
    """
    Behind the keys of a list stand those that somebody added, wherever they are used.
    """
    consequence = Consequence(summary="So", certainty="acme:sure", affects_roles=("acme:helper",))
    dataset = demo(
        observations=[
            Observation(
                id="o", kind="view", summary="S", polarity="mixed", consequences=(consequence,)
            )
        ],
        barriers=[Barrier(id="b", title="B", visibility="board", themes=("acme:home_share",))],
    )
    keys = codelist_keys(tables(dataset))

    assert keys.keys() == CODELISTS.keys()
    assert keys["theme"] == (*CODELISTS["theme"].keys, "acme:home_share")
    assert keys["certainty"][-1] == "acme:sure"
    assert keys["role"][-1] == "acme:helper"
    assert keys["audience"][-1] == "board"
    assert keys["control"] == CODELISTS["control"].keys
    last = [row for row in rows(named(dataset)["codelists"]) if row["codelist"] == "theme"][-1]
    assert last["label"] == "Home share"
    assert "definition" not in last


def test_codelists_hold_the_keys_of_all_records() -> None:
    """
    A key is found in whichever of many records it stands.
    """
    barriers = [Barrier(id=f"b{number:04}", title="T") for number in range(1_203)]
    barriers += [Barrier(id="z", title="T", themes=("acme:home_share",))]
    keys = codelist_keys(tables(demo(barriers=barriers)))

    assert keys["theme"][-1] == "acme:home_share"


def test_tables_are_the_same_whatever_the_dataset_holds() -> None:
    """
    Who reads them need not ask what is there: an empty table is there too.
    """
    assert tables(demo()) == tables(filled())


def test_rows_come_by_id_and_can_be_gone_through_again() -> None:
    """
    The order of the document does not show, and reading twice gives the same.
    """
    count = 1_203
    ids = [f"b{number:04}" for number in range(count)]
    barriers = [Barrier(id=name, title="T", themes=("outcomes",)) for name in reversed(ids)]
    made = named(demo(barriers=barriers))

    for name in ("barriers", "barrier_themes", "records"):
        first = [row[0] for row in made[name].rows]
        assert first == ids
        assert [row[0] for row in made[name].rows] == first
    assert len(list(made["barriers"].blocks)) > 1


def test_rows_are_made_as_they_are_asked_for() -> None:
    """
    Of many records, only those of the first block are read to make the first row.
    """
    good = [Barrier(id=f"a{number:05}", title="T") for number in range(2_000)]
    made = named(demo(barriers=[*good, Barrier(id="z", title="T", date="no date")]))

    assert next(iter(made["barriers"].rows))[0] == "a00000"
    with pytest.raises(ValueError, match="not a date"):
        list(made["barriers"].rows)


@model
class Inner(Value):
    """
    A value object with one field and a list.
    """

    tags: tuple[str, ...] = texts("Its tags.", "open")
    only: str = text("Its only field.", "open")


@model
class Outer(Value):
    """
    Something with an inner part.
    """

    id: str = text("Its id.", "structural")
    inner: Inner | None = part("What is inside.", Inner, default=None)
    other: str | None = ref("What it points to.", "Outer", default=None)


def test_lists_in_single_value_objects_are_found() -> None:
    """
    A field added to the model makes a table, also where no class of today has such a list.
    """
    held = [Outer(id="x"), Outer(id="y", inner=Inner(tags=("a", "b"), only="here"))]

    ((path, declaration),) = lists(Outer)
    assert path == ("inner", "tags")
    assert declaration.meaning == "Its tags."
    assert list(blocks(held, (path,), None)) == [(["y", "y"], [1, 2], ["a", "b"])]
    assert [one.column.name for one in columns(Outer)] == ["id", "inner_only", "other"]
    assert [tuple(map(tuple, block)) for block in blocks(held, (), Outer)] == [
        (("x", "y"), (None, "here"), (None, None))
    ]


def test_a_meeting_lists_who_came_as_rows() -> None:
    """
    A list of value objects is a table with a column for each of their fields.
    """
    table = named(demo())["meeting_attendance"]

    assert [column.name for column in table.columns] == [
        "meeting",
        "position",
        "participant",
        "capacity",
        "on_behalf_of",
        "invited_by",
    ]
    assert table.record_type == Meeting.type_name
    assert table.description == "Who came."


def test_tables_of_the_whole_belong_to_no_record_type() -> None:
    """
    The header, the ids and the codelists are about the dataset.
    """
    whole = {table.name for table in tables(demo()) if table.record_type is None}

    audiences = {"dataset_audiences", "dataset_audiences_sees"}
    assert whole == {"records", "codelists", "dataset", *audiences}
