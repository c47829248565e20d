"""
What keeps a record from being passed on as it is: one thing in it that has to change.
"""

from collections.abc import Mapping
from operator import attrgetter
from typing import Any

import attrs
import pytest
from tests.disclosure.building import (
    ASKED,
    HIDE,
    WITHHOLD,
    barrier,
    call,
    contribution,
    dataset,
    edition,
    example,
    influence,
    network,
    observation,
    participant,
    person,
    publication,
    relation,
)

from sdsnet import disclosure
from sdsnet.disclosure.freetext import Matcher
from sdsnet.disclosure.passing import passing
from sdsnet.errors import DisclosureError
from sdsnet.model import Consequence, Contact, Outcome, Quantity, Record, StatusReport, SuccessView
from sdsnet.model.fields import evolve, mapping, model, text

PHONE = "0131 496 0000"


@pytest.mark.parametrize(
    ("record", "field", "expected"),
    [
        (participant(consent=ASKED), "consent", None),
        (participant(contacts=[Contact(kind="address", value="The Old Mill")]), "contacts", ()),
        (barrier(extra={"k": "v"}), "extra", None),
        (barrier(extra={}), "extra", None),
        (barrier(cleared=""), "cleared", None),
        (barrier(visibility="public"), "visibility", None),
        (barrier(about=["p1", "p1"]), "about", ("p1",)),
        (barrier(note=f"Ring {PHONE}"), "note", "Ring [a phone number]"),
        (barrier(note="Write to a@b.org"), "note", "Write to [an email address]"),
        (barrier(locator="In EH1 1AA"), "locator", "In [a post code]"),
        (participant(aliases=["a@b.org"]), "aliases", ("[an email address]",)),
        (network(purposes=["Talk", PHONE]), "purposes", ("Talk", "[a phone number]")),
        (
            barrier(quantity=Quantity(quantifier="some", of=PHONE)),
            "quantity.of",
            "[a phone number]",
        ),
    ],
    ids=lambda value: value.collection if isinstance(value, Record) else "",
)
def test_a_record_in_which_one_field_has_to_change_is_made_anew(
    record: Record, field: str, expected: object
) -> None:
    """
    Whatever else is in it, and though nobody is hidden.
    """
    others = [] if record.id == "p1" else [participant()]

    found = edition(record, *others)[record.id]

    assert attrgetter(field)(found) == expected


def test_what_stands_deep_in_a_record_is_seen() -> None:
    """
    In value objects inside value objects, and in lists of them, behind others that are fine.
    """
    fine = Outcome(kind="none", claim="followed", summary="All is well")
    not_fine = Outcome(
        kind="none", claim="followed", quantity=Quantity(quantifier="some", of=PHONE)
    )
    follows = [Consequence(summary=f"Ring {PHONE}", certainty="actual")]

    found = edition(
        participant(), influence(outcomes=[fine, not_fine]), observation(consequences=follows)
    )

    quantity = Quantity(quantifier="some", of="[a phone number]")
    assert found.influences["f1"].outcomes == (fine, evolve(not_fine, quantity=quantity))
    assert found.observations["o1"].consequences[0].summary == "Ring [a phone number]"


@pytest.mark.parametrize("at", [0, 199, 200, 401])
def test_one_of_many_records_is_made_anew_and_the_others_are_the_very_same(at: int) -> None:
    """
    They are asked together, and told apart.
    """
    many = [barrier(f"b{number:03}") for number in range(402)]
    many[at] = barrier(f"b{at:03}", note=PHONE)

    found = edition(*many).barriers

    assert [one.id for one in found if one is not many[int(one.id[1:])]] == [f"b{at:03}"]
    assert found[f"b{at:03}"].note == "[a phone number]"
    assert len(found) == len(many)


def test_texts_of_two_records_make_no_name_or_number_together() -> None:
    """
    Nor do two fields of one record: what is asked together is not read together.
    """
    records = [barrier("b1", note="0131 4"), barrier("b2", note="96 0000"), barrier("b3", note="a")]

    found = edition(*records).barriers

    assert [one is before for one, before in zip(found, records, strict=True)] == [True] * 3


@pytest.mark.parametrize("shown", ["Quill", "a Quill", "EH1 1AA", PHONE])
def test_what_stands_at_the_end_of_a_text_is_seen_whatever_stands_in_the_next(shown: str) -> None:
    """
    And at its beginning.
    """
    hidden = participant(name="Quill", consent=HIDE)
    records = [barrier("b1", note=shown), barrier("b2", note="1ab"), barrier("b3", note="ab1")]

    found = edition(hidden, *records).barriers

    assert shown not in (found["b1"].note or "")
    assert [found[key] for key in ("b2", "b3")] == records[1:]


def test_a_mapping_that_may_be_shown_is_searched_all_the_same() -> None:
    """
    No record of the model has one yet.
    """

    @model
    class Worded(Record):
        words: Mapping[str, Any] | None = mapping("Any words.", "text", "free_text", default=None)

    records = [Worded(id="a"), Worded(id="b", words={"k": PHONE})]

    assert list(passing(Worded, records, Matcher([]))) == records[:1]


def test_a_value_object_of_a_class_that_nobody_knows_stops_the_edition() -> None:
    """
    An embedding tool may have put it where one of the model's is due.
    """
    extended: Any = attrs.make_class(
        "Extended", {"secret": attrs.field(default="Zebedee")}, bases=(StatusReport,), kw_only=True
    )
    made = dataset(network(extended(status="active")))

    with pytest.raises(DisclosureError, match="without a disclosure class"):
        disclosure.disclose(made)


def test_a_value_object_of_another_class_is_treated_by_its_own_fields() -> None:
    """
    What its class declares for the keeper alone is in no field that the record's class tells of.
    """

    @model
    class Remarked(StatusReport):
        remark: str | None = text("What the keeper thinks.", "internal", default=None)

    made = dataset(network(Remarked(status="active", remark="Zebedee")))

    found: Any = disclosure.disclose(made).dataset.networks[0]

    assert found.status_history[0].remark is None


@pytest.mark.parametrize(
    ("key", "records"),
    [
        # It refers to a hidden party: by a voice, by another field, in a value object.
        ("b1", [person(consent=HIDE), barrier(raised_by=["p1"])]),
        ("b1", [person(consent=HIDE), barrier(about=["p1"])]),
        (
            "f1",
            [
                person(consent=HIDE),
                participant("b"),
                influence(by=["b"], perceived_success=[SuccessView(view="some", held_by="p1")]),
            ],
        ),
        # A contribution offers it in which a party is hidden that is named elsewhere, by an answer
        # or by the call.
        ("e1", [person(consent=ASKED), contribution(consent=HIDE, offers=["e1"]), example()]),
        (
            "e1",
            [
                participant(),
                participant("b"),
                call(issued_by=["b"], default_consent="anonymise"),
                contribution("c2", call="c1", offers=["e1"]),
                example(),
            ],
        ),
        # It refers to such a contribution, which gets a new id.
        (
            "c2",
            [
                person(consent=ASKED),
                participant("b"),
                contribution(consent=HIDE),
                contribution("c2", contributors=["b"], in_reply_to="c1"),
            ],
        ),
        # It refers to what leaves.
        ("e1", [publication(visibility="internal"), example(publications=["t1"])]),
        (
            "e1",
            [person(consent=WITHHOLD), publication(authors=["p1"]), example(publications=["t1"])],
        ),
        # It passes on a text of a hidden party, at second hand.
        (
            "t3",
            [
                person(consent=HIDE),
                publication(authors=["p1"]),
                publication("t2"),
                publication("t3"),
                relation("r", "t2", "repost_of", "t1"),
                relation("r2", "t3", "repost_of", "t2"),
            ],
        ),
    ],
)
def test_a_record_within_reach_of_what_is_hidden_is_made_anew(
    key: str, records: list[Record]
) -> None:
    """
    Each for one reason, and there is nothing in its texts.
    """
    (before,) = [one for one in records if one.id == key]

    found = edition(*records)

    assert before not in found.collections[before.collection]
