"""
Where something goes wrong nothing leaves, and nothing is said that must not be.
"""

import logging
import pickle
import traceback
from pathlib import Path
from typing import Any, cast

import attrs
import pytest
from tests.cli.running import run
from tests.disclosure.building import (
    ASKED,
    HIDE,
    WITHHOLD,
    cleared,
    contribution,
    dataset,
    edition,
    meeting,
    network,
    observation,
    participant,
    person,
)

import sdsnet
from sdsnet import disclosure
from sdsnet.disclosure import boundary, cells, guard, protect, rewriting
from sdsnet.disclosure.freetext import Matcher
from sdsnet.disclosure.labels import Label
from sdsnet.disclosure.names import variants
from sdsnet.errors import DisclosureError
from sdsnet.model import AudienceRule, Contact, Header, Privacy, Record, StatusReport
from sdsnet.model.fields import declarations

NAME = "Zebedee Quillfeather"


def hidden() -> list[Record]:
    """
    Return a hidden person, and a record that names her.
    """
    contact = Contact(kind="email", value="zq@example.org")
    return [
        person(consent=HIDE, contacts=[contact]),
        network(note=f"By {NAME}"),
        observation(said_by=["p1"], summary=NAME),
        contribution(contributors=["p1"]),
    ]


def crash(*_: object, **__: object) -> Any:
    """
    Stand in for a step that fails with a name in its mouth.
    """
    raise LookupError(NAME)


@pytest.mark.parametrize(
    "step",
    [
        (boundary, "protect"),
        (boundary, "shared_combinations"),
        (boundary, "label_of"),
        (boundary, "Rewriting"),
        (boundary, "new_ids"),
        (boundary, "guard"),
        (boundary, "totals_of"),
        (rewriting, "leads_back"),
        (rewriting, "named_here"),
        (rewriting, "_to_the_year"),
        (Matcher, "replace"),
        (guard, "_closed"),
        (guard, "_texts"),
        (protect, "spread"),
        (cells, "_cell"),
    ],
    ids=lambda step: step[1],
)
def test_a_step_that_raises_stops_the_edition(
    step: tuple[Any, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """
    Whatever fails, and however: no edition, no file, no word of the error's own text.
    """
    records = [*hidden(), observation("o2", said_by=["p1"], date="2012-10-03")]
    records += [
        participant("b"),
        sdsnet.Call(
            id="k",
            title="K",
            issued_by=("b",),
            status="open",
            modes=("message",),
            default_consent="anonymise",
            anonymity_offered=True,
        ),
        sdsnet.PracticeExample(
            id="e", title="E", stage="idea", developed_by=("p1",), publications=("t",)
        ),
        sdsnet.Publication(id="t", title="T", kind="report", status="published"),
    ]
    made = dataset(*records)
    source = tmp_path / "made.yaml"
    source.write_text(sdsnet.render(made), encoding="utf-8")
    monkeypatch.setattr(*step, crash)

    with pytest.raises(DisclosureError) as caught:
        sdsnet.disclose(made)
    exported = run("export", source, "--to", "yaml", "--output", tmp_path / "out.yaml")

    shown = "".join(traceback.format_exception(caught.value))
    assert "Quillfeather" not in shown + exported.output
    assert exported.exit_code != 0
    assert [path.name for path in tmp_path.iterdir()] == ["made.yaml"]


def test_an_error_in_a_field_names_the_record_and_the_field(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """
    The keeper has to know where to look.
    """
    monkeypatch.setattr(rewriting, "_to_the_year", crash)
    record = observation("o2", said_by=["p1"], date="2012-10-03")

    with pytest.raises(DisclosureError, match=r"observations 'o2': date cannot be") as caught:
        edition(person(consent=HIDE), record)

    assert "Quillfeather" not in "".join(traceback.format_exception(caught.value))


def test_the_guard_knows_the_ids_that_may_not_be_there() -> None:
    """
    As an id and in a reference; in text the same letters are a word like any other.
    """
    made = dataset(person("old"), observation(said_by=["old"]))

    for keys in (frozenset({"old"}), frozenset({"o1"})):
        with pytest.raises(DisclosureError):
            guard.guard(made, Matcher([]), frozenset(), frozenset(), keys=keys)
    guard.guard(
        dataset(network(note="old")), Matcher([]), frozenset(), frozenset(), keys=frozenset({"old"})
    )


@pytest.mark.parametrize("cls", ["Network", "StatusReport", "Header"])
def test_a_class_that_nobody_knows_stops_the_edition(
    cls: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    In a record, in a value object inside it, and in the header.
    """
    field = {"Network": "note", "StatusReport": "note", "Header": "title"}[cls]

    def changed(of: type) -> Any:
        made = dict(real(of))
        if of.__name__ == cls:
            made[field] = attrs.evolve(made[field], disclosure=cast("Any", "unheard_of"))
        return made

    real = declarations
    monkeypatch.setattr("sdsnet.disclosure.rewriting.declarations", changed)
    monkeypatch.setattr("sdsnet.disclosure.boundary.declarations", changed)
    shown = person("p2", name="Any Body", consent=ASKED)
    with pytest.raises(DisclosureError, match=f"{field} has no disclosure class"):
        sdsnet.disclose(
            dataset(shown, network(StatusReport(status="active", note="Any"), note="Any note")),
            audience="network",
        )


def test_a_field_without_a_declaration_stops_the_edition() -> None:
    """
    A class of an embedding tool may have fields of which the model knows nothing.
    """
    extended: Any = attrs.make_class(
        "Extended",
        {"secret": attrs.field(default=NAME)},
        bases=(sdsnet.Barrier,),
        frozen=True,
        kw_only=True,
    )
    made = dataset(barriers=[extended(id="b", title="T")])

    with pytest.raises(DisclosureError, match="without a disclosure class") as caught:
        disclosure.disclose(made)

    assert "Quillfeather" not in str(caught.value)


def test_what_a_record_holds_besides_its_fields_does_not_leave_with_it() -> None:
    """
    A class of an embedding tool may let its records hold more, with which no rule has to do.
    """

    class Barrier(sdsnet.Barrier):
        pass

    record = Barrier(id="b", title="T")
    object.__setattr__(record, "remark", NAME)

    (found,) = disclosure.disclose(dataset(barriers=[record])).dataset.barriers

    assert found == record
    assert not hasattr(found, "remark")


@pytest.mark.parametrize("audience", ["members", "Public", "", "internal ", "privat"])
def test_an_audience_that_nobody_declared_gets_nothing(audience: str) -> None:
    """
    A slip of the pen gives no edition.
    """
    with pytest.raises(DisclosureError, match="nobody declared"):
        edition(person(), audience=audience)


@pytest.mark.parametrize(
    "record",
    [
        network(note=f"By {NAME}"),
        observation(said_by=["p1"], summary="Words of Zebedee"),
        network(note="Ring 0131 496 0000"),
        network(note="zq@example.org"),
    ],
    ids=["name", "first name in a tied record", "phone", "email"],
)
def test_the_guard_finds_what_the_scan_let_through(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    With the scan taken away the guard stops the edition, and does not say what it found.
    """
    monkeypatch.setattr(Matcher, "replace", lambda _self, text, **_: text)

    with pytest.raises(DisclosureError, match=r"(note|summary)\.") as caught:
        edition(person(consent=HIDE), cleared(record))

    assert record.id in str(caught.value)
    for secret in ("Quillfeather", "Zebedee", "0131", "zq@"):
        assert secret not in str(caught.value)


def test_the_guard_finds_an_id_that_was_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A reference that kept an old id is a way back to the name.
    """
    monkeypatch.setattr(
        rewriting._Walk,  # noqa: SLF001  a protection is taken out
        "_reference",
        lambda _self, _declaration, key: key,
    )

    with pytest.raises(DisclosureError, match="said_by"):
        edition(person(consent=HIDE), observation(said_by=["p1"]))


def test_the_guard_finds_a_hole() -> None:
    """
    Nothing points at what is not there.
    """
    made = dataset(network(), meeting(network="nowhere"))

    with pytest.raises(DisclosureError, match="hole in network"):
        guard.guard(made, Matcher([]), frozenset(), frozenset())


def test_the_guard_looks_into_lists_mappings_and_value_objects() -> None:
    """
    No shape of field is passed over.
    """
    matcher = Matcher([(person(), "X")])
    report = StatusReport(status="active", note=NAME)
    places = [
        dataset(title=NAME),
        dataset(conventions={NAME: "b"}),
        dataset(conventions={"a": NAME}),
        dataset(network(report)),
        dataset(network(purposes=["Plain", NAME])),
        dataset(participant(aliases=[NAME])),
    ]

    for made in places:
        with pytest.raises(DisclosureError):
            guard.guard(made, matcher, frozenset(), frozenset())
    with pytest.raises(DisclosureError):
        guard.guard(dataset(network(lasts="exactly")), matcher, frozenset(), frozenset({"exactly"}))


@pytest.mark.parametrize("at", [0, 98, 99, 250])
def test_the_guard_finds_a_name_in_one_of_many_records(at: int) -> None:
    """
    Though it looks first at the texts of many of them together.
    """
    many = [network(id=f"n{number:03}", note="Plain words") for number in range(251)]
    many[at] = network(id=f"n{at:03}", note=f"By {NAME}")

    with pytest.raises(DisclosureError, match=f"networks 'n{at:03}' .* in note"):
        guard.guard(dataset(*many), Matcher([(person(), "X")]), frozenset(), frozenset())


def test_the_guard_finds_a_name_whatever_stands_in_the_text_before_and_behind() -> None:
    """
    What it looks at together it does not read together.
    """
    notes = {"n0": "a", "n1": "Quill", "n2": "b"}
    made = dataset(*(network(id=key, note=note) for key, note in notes.items()))

    with pytest.raises(DisclosureError, match=r"networks 'n1' .* in note"):
        guard.guard(made, Matcher([(person(name="Quill"), "X")]), frozenset(), frozenset())


def test_nothing_that_the_boundary_makes_shows_a_name_in_its_repr(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """
    A repr ends up in logs and in reports of errors.
    """
    made = dataset(*hidden(), person("p2", name="Ottoline Vexby", consent=WITHHOLD))
    told = disclosure.disclose_with_record(made)
    shown = [
        told,
        told.edition,
        told.record,
        *told.record.replacements,
        *variants(made.participants["p1"]),
        *made.participants,
        *made.observations,
        *sdsnet.check(made),
        protect.protect(made, told.record.policy).mention(made.observations[0], "p1"),
        Label("a provider", "person"),
    ]

    for one in shown:
        logging.getLogger("sdsnet").warning("%s %r", one, one)

    for secret in ("Quillfeather", "quillfeather", "Vexby", "zq@"):
        assert secret not in caplog.text


def test_an_edition_can_be_sent_on_and_holds_no_more_there() -> None:
    """
    Pickled, an edition is what it was.
    """
    found = sdsnet.disclose(dataset(*hidden()))

    assert b"Quillfeather" not in pickle.dumps(found.dataset.participants[0].id)
    assert "Quillfeather" not in sdsnet.render(found.dataset)


def test_the_keepers_settings_do_not_leave() -> None:
    """
    How people are protected is nobody else's business.
    """
    found = edition(
        privacy=Privacy(default_consent="withhold", suppress_below=4),
        audiences=[AudienceRule(name="members", like="network")],
    )

    assert found.privacy is None
    assert found.audiences == ()
    assert Header(id="d", title="D") == found.header
