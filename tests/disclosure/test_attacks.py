"""
The ways in which names leaked elsewhere, one test for each.
"""

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import attrs
import pytest
from tests.disclosure.building import (
    ASKED,
    HIDE,
    WITHHOLD,
    barrier,
    bytes_of,
    call,
    cleared,
    contribution,
    dataset,
    edition,
    example,
    forms,
    initiative,
    meeting,
    network,
    observation,
    participant,
    person,
    publication,
    relation,
)
from tests.exporters.filling import filled

import sdsnet
from sdsnet import disclosure
from sdsnet.dataset import Dataset
from sdsnet.disclosure import disclose_with_record
from sdsnet.disclosure.freetext import Matcher
from sdsnet.errors import DisclosureError, ExportError
from sdsnet.model import Consent, Contact, Record
from sdsnet.model.fields import declarations, evolve

NAME = "Zebedee Quillfeather"
EMAIL = "zq-secretlocal@example.org"


def assert_nowhere(made: Dataset, *secrets: str, audience: str = "public") -> None:
    """
    Search every byte of every built-in export for strings in every form.
    """
    found = sdsnet.disclose(made, audience=audience)
    for name, content in bytes_of(found):
        for secret in secrets:
            for form in forms(secret):
                if form:
                    assert form not in content, f"{name} holds a form of {secret!r}"


def test_an_id_of_a_withheld_record_is_left_in_no_reference() -> None:
    """
    Lists lose the item; what requires it goes with it.
    """
    made = dataset(
        person("gone-party", consent=WITHHOLD),
        participant("b"),
        observation("gone-words", said_by=["gone-party"]),
        contribution("kept", contributors=["b"], offers=["gone-words"]),
        relation("gone-link", "kept", "led_to", "gone-words"),
    )

    assert_nowhere(made, "gone-party", "gone-words", "gone-link")


def test_a_name_in_a_link_goes_with_the_link() -> None:
    """
    The address of a signed text may spell its author; so may the address of anything else.
    """
    made = dataset(
        person(consent=HIDE),
        participant("b", url="https://example.org/zebedee-quillfeather"),
        publication("t1", authors=["p1"], url="https://example.org/opaque-address"),
        publication("t2", authors=["b"], url="https://example.org/zebedeequillfeather/2"),
    )

    assert_nowhere(made, "quillfeather", "opaque-address")


@pytest.mark.parametrize("place", ["dataset id", "record id", "phase id"])
def test_a_name_in_a_file_name_or_slug_stops_the_edition(place: str) -> None:
    """
    An id cannot be reworded by the library, and it becomes file names and anchors.
    """
    slug = "on-zebedee-quillfeather"
    header = {"id": slug} if place == "dataset id" else {}
    records: list[Record] = [person(consent=HIDE)]
    if place == "record id":
        records.append(meeting(slug))
    if place == "phase id":
        phase = sdsnet.model.activity.Phase(id=slug, name="First")
        records.append(initiative(phases=[phase]))

    with pytest.raises(DisclosureError) as caught:
        edition(*records, **header)

    assert "quillfeather" not in str(caught.value).lower()
    assert "id" in str(caught.value)


def test_the_same_value_under_another_key_is_found() -> None:
    """
    A register number, a page and an address of a hidden party are sought in all text.
    """
    made = dataset(
        person(
            org_id="GB-COH-XQ99123",
            url="https://quill.example.org/me",
            contacts=[
                Contact(kind="email", value=EMAIL),
                Contact(kind="other", value="handle-of-zeb"),
                Contact(kind="phone", value="ext 4711 desk nine"),
            ],
        ),
        participant("b", description="See https://quill.example.org/me, GB-COH-XQ99123."),
        network(note=f"Write to {EMAIL} or handle-of-zeb, or ask for ext 4711 desk nine."),
    )

    assert_nowhere(made, "quill.example", "XQ99123", EMAIL, "secretlocal", "handle-of-zeb", "4711")


def test_a_name_as_a_key_of_a_mapping_is_found() -> None:
    """
    Keys of the header's mapping are text that leaves, too.
    """
    made = dataset(person(), conventions={f"as {NAME} counts": "by hand", "b": f"so says {NAME}"})

    assert_nowhere(made, "Quillfeather")


def test_extra_keys_never_leave() -> None:
    """
    What the model does not know has no class, and stays with the keeper.
    """
    made = dataset(
        participant(extra={"secretkey": "secretvalue"}), extra={"headerkey": "headervalue"}
    )

    assert_nowhere(made, "secretkey", "secretvalue", "headerkey", "headervalue")
    assert_nowhere(made, "secretkey", "headerkey", audience="network")


def test_neighbours_do_not_name_a_hidden_party() -> None:
    """
    Titles, citations and notes of links are scanned like any other text.
    """
    made = dataset(
        person(consent=HIDE),
        participant("b"),
        evolve(publication("t1", source="t2"), title=f"An answer to {NAME}"),
        publication("t2", locator=f"the page of {NAME}"),
        evolve(relation("x", "t1", "cites", "t2"), note=f"quotes {NAME}"),
        meeting(venue=f"The {NAME} rooms", place=NAME),
    )

    assert_nowhere(made, "Quillfeather", "Zebedee")


def test_the_header_does_not_name_a_hidden_party() -> None:
    """
    Title, licence and conventions are shown by most formats before anything else.
    """
    made = dataset(person(), title=f"Papers of {NAME}", licence=f"Ask {NAME}, {EMAIL}")

    assert_nowhere(made, "Quillfeather", EMAIL)


def test_no_way_leads_from_an_edition_to_its_dataset() -> None:
    """
    Neither an attribute nor a reference of any object in the edition reaches what was hidden.
    """
    made = dataset(person(consent=HIDE), observation(said_by=["p1"], summary=NAME))
    found = sdsnet.disclose(made)

    assert made not in _reachable(found)
    assert not any(isinstance(one, str) and "Quillfeather" in one for one in _reachable(found))


def _reachable(start: object) -> list[object]:
    seen: dict[int, object] = {}
    todo = [start]
    while todo:
        one = todo.pop()
        if id(one) in seen or isinstance(one, type):
            continue
        seen[id(one)] = one
        if isinstance(one, dict):
            todo += [*one.keys(), *one.values()]
        elif isinstance(one, Iterable) and not isinstance(one, (str, bytes)):
            todo += list(one)
        names = [*getattr(one, "__dict__", ()), *getattr(type(one), "__slots__", ())]
        todo += [getattr(one, name) for name in names if not name.startswith("__weakref")]
    return list(seen.values())


def test_query_routes_see_the_edition_only() -> None:
    """
    The tables, from which databases and views are made, hold nothing else.
    """
    made = dataset(
        person(consent=HIDE),
        person("p2", name="Ottoline Vexby", consent=WITHHOLD),
        observation(said_by=["p1", "p2"], summary=f"{NAME} and Ottoline Vexby"),
    )

    cells = [cell for table in sdsnet.disclose(made).tables() for row in table.rows for cell in row]

    assert not any("Quillfeather" in str(cell) or "Vexby" in str(cell) for cell in cells)


def test_a_misspelt_class_stops_the_edition(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A class that is not known hides nothing by accident and shows nothing by accident.
    """
    real = declarations

    def misspelt(cls: type) -> dict[str, object]:
        return {
            name: evolve_declaration(one) if name == "name" else one
            for name, one in real(cls).items()
        }

    monkeypatch.setattr("sdsnet.disclosure.rewriting.declarations", misspelt)

    with pytest.raises(DisclosureError, match=r"participants 'p1': name has no disclosure class"):
        edition(person(consent=ASKED))


def evolve_declaration(declaration: object) -> object:
    """
    Misspell the class of a declaration.
    """
    return attrs.evolve(declaration, disclosure="identifing")  # type: ignore[misc]  # on purpose


@pytest.mark.parametrize("to", ["yaml", "json", "jsonl", "markdown", "csv", "sqlite"])
def test_every_path_to_an_export_goes_through_the_boundary(to: str, tmp_path: Path) -> None:
    """
    No exporter takes a dataset: it has to be an edition.
    """
    made = dataset(person(consent=HIDE))

    for artifact in sdsnet.export(sdsnet.disclose(made), to):
        assert b"Quillfeather" not in artifact.read()
    with pytest.raises(ExportError, match="failed"):
        _write(made, to, tmp_path)


def _write(made: Dataset, to: str, folder: Path) -> None:
    sdsnet.write(made, to, folder / "out")  # type: ignore[arg-type]  # on purpose


def test_no_field_is_let_out_for_want_of_being_listed() -> None:
    """
    Every text field of every type is either dropped or scanned: none is on no list.
    """
    hidden = person("hidden-one", consent=HIDE)
    made = filled()
    made = evolve(made, participants=[*made.participants, hidden])
    planted = evolve_texts(made, f" by {NAME}.")

    # Not by the public function, which asks first for a dataset that keeps every rule.
    found = sdsnet.render(disclosure.disclose(planted).dataset)

    assert "Quillfeather" not in found


def evolve_texts(made: Dataset, more: str) -> Dataset:
    """
    Put some words behind every text of every record but ids.
    """

    def changed(value: object) -> object:
        fields: dict[str, object] = {}
        for name, one in declarations(type(value)).items():
            held = getattr(value, name)
            if held is None or held == () or name in {"id", "cleared"}:
                continue
            if one.value is not None:
                fields[name] = tuple(map(changed, held)) if one.many else changed(held)
            elif one.kind == "text":
                fields[name] = tuple(h + more for h in held) if one.many else held + more
        return attrs.evolve(value, **fields)  # type: ignore[misc]  # any value of the model

    held = {
        name: [r if r.id == "hidden-one" else changed(r) for r in some]
        for name, some in made.collections.items()
    }
    return evolve(made, **held)


def test_a_step_that_crashes_is_not_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A matcher that fails gives no edition, not an edition that was not scanned.
    """

    def crash(*_: object, **__: object) -> str:
        raise RuntimeError(NAME)

    monkeypatch.setattr(Matcher, "replace", crash)

    with pytest.raises(DisclosureError) as caught:
        edition(person(consent=HIDE), network())

    assert "Quillfeather" not in str(caught.value)


def test_totals_do_not_give_a_small_number_back() -> None:
    """
    What can be subtracted from a total is hidden with the small number itself.
    """
    made = dataset(
        participant("b"),
        person(consent=WITHHOLD),
        call(
            "k",
            issued_by=("b",),
            modes=(
                "message",
                "link",
            ),
            default_consent="acknowledge",
        ),
        *(contribution(f"c{n}", contributors=["b"], call="k") for n in range(9)),
        *(
            contribution(f"l{n}", contributors=["b"], call="k", mode="link", url="https://e.org")
            for n in range(7)
        ),
        contribution("w", contributors=["p1"], call="k"),
    )

    (totals,) = sdsnet.disclose(made).totals

    assert totals.contributions.count is None
    assert totals.by_mode["message"].count is None


def test_records_of_the_work_and_errors_hold_no_name() -> None:
    """
    What ends up in logs says which record and which field, and no more.
    """
    made = dataset(
        person(consent=HIDE, contacts=[Contact(kind="email", value=EMAIL)]),
        network(note=f"asks {NAME} at {EMAIL}"),
    )

    told = disclose_with_record(made)

    for one in (told, told.record, told.edition, told.edition.dataset, *made.records()):
        assert "Quillfeather" not in repr(one) + str(one)
        assert EMAIL not in repr(one) + str(one)
    assert any(one.record == "g1" and one.field == "note" for one in told.record.replacements)


def test_order_counts_sizes_and_ids_do_not_change_with_what_is_hidden() -> None:
    """
    Two datasets that differ in hidden things alone have the same bytes, in whatever order.
    """

    def made(*hidden: Record, name: str, words: str, backwards: bool = False) -> Dataset:
        records: list[Record] = [
            person("p1", name=name, consent=HIDE),
            participant("b"),
            observation("o1", said_by=["p1"], summary=words),
            contribution("c1", contributors=["p1", "b"], text=words),
            *hidden,
        ]
        return dataset(*(reversed(records) if backwards else records))

    one = made(name=NAME, words="Short.")
    other = made(
        person("w", name="Ottoline Vexby", consent=WITHHOLD),
        observation("o0", said_by=["w"], summary="Many words. " * 9),
        name="Bartholomew Thimblewick",
        words="Other words, and more of them.",
        backwards=True,
    )

    assert list(bytes_of(sdsnet.disclose(one))) == list(bytes_of(sdsnet.disclose(other)))


def test_a_surname_that_stands_in_an_address_only_is_found() -> None:
    """
    The record knows a first name; the address tells the rest.
    """
    contact = Contact(kind="email", value="zeb.quillfeather@example.org")
    made = dataset(
        person(name="Zeb", contacts=[contact]),
        network(note="Ask Quillfeather, or zeb quillfeather in lower case."),
    )

    assert_nowhere(made, "Quillfeather")


def test_a_text_given_without_a_name_does_not_lead_to_the_signed_one() -> None:
    """
    A link from a contribution to a signed text of the same party would name it.
    """
    made = dataset(
        person(consent=ASKED),
        publication("signed", authors=["p1"]),
        example("e1", developed_by=["p1"], publications=("signed",)),
        contribution("c1", contributors=["p1"], offers=["e1"], reposts="signed", consent=HIDE),
        relation("x", "signed", "led_to", "c1"),
    )

    found = sdsnet.disclose(made).dataset

    assert found.publications["signed"].authors == ("p1",)
    assert not found.relations
    assert found.practice_examples["e1"].publications == ()
    assert [one.reposts for one in found.contributions] == [None]


def test_a_text_that_leaves_does_not_live_on_where_a_relation_says_that_it_was_passed_on() -> None:
    """
    Nothing in the later text itself points at the earlier one.
    """
    found = edition(
        participant("b"),
        publication("t1", visibility="internal"),
        contribution("c1", contributors=["b"], text="Zwords"),
        relation("x", "c1", "repost_of", "t1"),
    )

    assert not found.contributions
    assert not found.relations


@pytest.mark.parametrize(
    ("record", "kind"), [(publication("t2"), "cites"), (observation(), "repost_of")]
)
def test_only_a_text_that_passes_on_another_one_goes_with_it(record: Record, kind: str) -> None:
    """
    What merely cites it stays, and so does what is no text; the tie itself goes.
    """
    tie = relation("x", record.id, kind, "t1")

    found = edition(participant(), publication(visibility="internal"), record, tie)

    assert record.id in found
    assert not found.relations


def test_a_new_id_is_none_that_a_record_without_anything_to_hide_has() -> None:
    """
    An id tells nothing of who is behind it, and is still one of a kind.
    """
    hidden = [person(consent=HIDE), observation(said_by=["p1"])]
    (label,) = edition(*hidden).participants

    found = edition(*hidden, barrier(label.id))

    assert [one.id for one in found.barriers] == [label.id]
    assert found.participants[0].id.startswith(label.id)
    assert found.participants[0].id != label.id


def test_a_withheld_text_does_not_live_on_in_its_repost() -> None:
    """
    The words stay those of the party that withheld them, whoever passes them on.
    """
    made = dataset(
        person(consent=WITHHOLD),
        participant("b"),
        publication("t1", authors=["p1"]),
        contribution("c1", contributors=["b"], reposts="t1", text="Zwords", title="Zheading"),
    )

    assert_nowhere(made, "Zwords", "Zheading")


def test_an_edition_does_not_depend_on_the_hash_seed(tmp_path: Path) -> None:
    """
    Sets and dictionaries inside do not decide over ids or order.
    """
    made = dataset(
        *(person(f"p{n}", name=f"Zebedee Quill{n}") for n in range(6)),
        *(contribution(f"c{n}", contributors=[f"p{n}"]) for n in range(6)),
        observation(said_by=["p1", "p2"], according_to=("p3",)),
    )
    source = tmp_path / "made.yaml"
    source.write_text(sdsnet.render(made), encoding="utf-8")
    code = (
        "import sys, sdsnet;"
        "sys.stdout.buffer.write(sdsnet.render(sdsnet.disclose("
        "sdsnet.read(sys.argv[1])).dataset).encode())"
    )

    outputs = {
        subprocess.run(
            [sys.executable, "-c", code, str(source)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert outputs == {sdsnet.render(sdsnet.disclose(made).dataset).encode()}


def test_a_name_agreed_to_in_one_place_is_not_shown_in_another() -> None:
    """
    Who is named by the default of a call is a third party everywhere else.
    """
    told = cleared(observation("o1", said_by=["p1"], summary=f"{NAME} said so"))
    made = dataset(
        person(),
        call("k", issued_by=("b",), default_consent="acknowledge"),
        participant("b", description=f"Once led by {NAME}"),
        contribution("c1", contributors=["p1"], call="k", summary=f"I, {NAME}"),
        told,
    )

    found = sdsnet.disclose(made).dataset

    assert found.contributions["c1"].summary == f"I, {NAME}"
    assert found.participants["p1"].name == NAME
    assert found.participants["b"].description == "Once led by [a participant]"
    assert found.observations["o1"].summary == "[a participant] said so"


def test_two_records_of_one_party_have_the_stricter_answer() -> None:
    """
    An answer holds for every mention of the party, under whatever id.
    """
    made = dataset(
        person("p1", consent=ASKED),
        person(
            "p2",
            name="Z. Quillfeather",
            consent=Consent(
                choice="acknowledge", basis="asked", given_on="2020", withdrawn_on="2021"
            ),
        ),
        relation("x", "p1", "same_as", "p2"),
        observation(said_by=["p1"], summary="Zwords"),
    )

    assert_nowhere(made, "Quillfeather", "Zwords")
