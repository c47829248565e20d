"""
What holds for every dataset: nothing hidden in any byte, nothing that depends on what is hidden.
"""

import contextlib
import random
from collections.abc import Iterator
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.disclosure.building import bytes_of

import sdsnet
from sdsnet import disclosure
from sdsnet.dataset import Dataset
from sdsnet.disclosure import freetext, guard, protect, rewriting
from sdsnet.disclosure.freetext import Matcher
from sdsnet.errors import DisclosureError
from sdsnet.model import Consent
from sdsnet.rules import RULES, findings
from sdsnet.testing import datasets
from sdsnet.testing.planting import TOKEN, hidden_tokens, planted, reworded, with_other_names

# As the one of attrs, for classes that type checkers do not know as its own.
changed: Any = attrs.evolve

# Whole datasets take their time, and how much hangs on the machine.
slow = settings(suppress_health_check=list(HealthCheck), deadline=None)


def shown(made: Dataset, audience: str = "public") -> set[str]:
    """
    Return the planted strings that an edition holds.
    """
    found = sdsnet.render(disclosure.disclose(made, audience=audience).dataset)
    return set(TOKEN.findall(found.lower()))


@slow
@given(planted(), st.sampled_from(("public", "network")))
def test_nothing_hidden_is_in_any_byte(made: Dataset, audience: str) -> None:
    """
    Names, addresses, texts and further keys, in all the formats.
    """
    secrets = hidden_tokens(made, audience)

    for name, content in bytes_of(disclosure.disclose(made, audience=audience)):
        leaked = secrets & set(TOKEN.findall(content.decode("latin-1").lower()))
        assert not leaked, f"{name} holds {leaked}"


@slow
@given(planted())
def test_another_name_changes_no_byte(made: Dataset) -> None:
    """
    The names of hidden parties are renamed throughout, to names of the same shape.
    """
    assert rendered(with_other_names(made)) == rendered(made)


def rendered(made: Dataset) -> str:
    """
    Write the public edition.
    """
    return sdsnet.render(disclosure.disclose(made).dataset, "json")


@slow
@given(planted(), st.randoms(use_true_random=False))
def test_what_is_limited_and_how_the_file_is_ordered_change_no_byte(
    made: Dataset, order: random.Random
) -> None:
    """
    Limited records get other words, and all records another order.
    """
    assert rendered(reworded(made, order)) == rendered(made)


@slow
@given(planted(), st.data())
def test_a_stricter_answer_never_shows_more(made: Dataset, data: st.DataObject) -> None:
    """
    Nor does a narrower audience.
    """
    answering = [*made.participants, *made.contributions]
    index = data.draw(st.integers(0, max(len(answering) - 1, 0)))
    before = shown(made)
    assert before <= shown(made, "network")
    if not answering:
        return
    chosen = answering[index]
    held = {
        chosen.collection: [
            changed(one, consent=Consent(choice=data.draw(st.sampled_from(("withhold",)))))
            if one is chosen
            else one
            for one in getattr(made, chosen.collection)
        ]
    }

    assert shown(changed(made, **held)) <= before


@slow
@given(planted(), st.sampled_from(("public", "network")))
def test_an_edition_keeps_every_rule_that_holds_in_editions(made: Dataset, audience: str) -> None:
    """
    What was taken away leaves nothing that is wrong.
    """
    found = disclosure.disclose(made, audience=audience).dataset

    broken = [
        (rule.code, one.message)
        for rule, one in findings(found, rules=RULES)
        if rule.severity == "error" and rule.in_edition
    ]
    assert not broken


@slow
@given(planted())
def test_internal_changes_nothing_and_the_same_gives_the_same(
    made: Dataset,
) -> None:
    """
    Equal editions from equal datasets.
    """
    assert disclosure.disclose(made, audience="internal").dataset == made
    assert rendered(made) == rendered(made)


@slow
@given(datasets(max_records=8))
def test_hostile_texts_give_an_edition_or_a_plain_refusal(made: Dataset) -> None:
    """
    Nothing else is raised, whatever the names are made of.
    """
    refusal = ""
    try:
        sdsnet.render(disclosure.disclose(made).dataset)
    except DisclosureError as error:
        refusal = str(error)

    assert "step failed" not in refusal
    assert "cannot be disclosed" not in refusal


@slow
@given(
    st.one_of(planted(max_records=16), datasets(max_records=16)),
    st.sampled_from(("public", "network")),
)
def test_what_is_passed_over_at_once_is_what_nothing_had_to_be_done_to(
    made: Dataset, audience: str
) -> None:
    """
    With every record and text looked at by itself, edition and record of the work are the same.
    """
    found = outcome(made, audience)

    with every_record_by_itself(), every_text_by_itself():
        assert outcome(made, audience) == found


@slow
@given(st.one_of(planted(max_records=16), datasets(max_records=16)), st.data())
def test_the_guard_passes_over_nothing_in_which_there_is_something_to_find(
    made: Dataset, data: st.DataObject
) -> None:
    """
    Looking first at many records together, it finds the same as in each text by itself.
    """
    hidden = data.draw(st.lists(st.sampled_from([*made.participants]))) if made.participants else ()
    exact = frozenset(party.org_id for party in hidden if party.org_id)
    keys = frozenset(party.id for party in hidden)
    tied = frozenset(one.id for one in made.observations)

    def guarded() -> str:
        try:
            guard.guard(made, Matcher([(one, "X") for one in hidden]), tied, exact, keys=keys)
        except DisclosureError as error:
            return str(error)
        return ""

    found = guarded()

    with every_text_by_itself():
        assert guarded() == found


@contextlib.contextmanager
def every_record_by_itself() -> Iterator[None]:
    """
    Let no record be passed on as it is, and none pass as one that nothing hidden has to do with.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(protect, "within_reach", every_id)
        patch.setattr(rewriting, "passing", lambda *_: iter(()))
        yield


@contextlib.contextmanager
def every_text_by_itself() -> Iterator[None]:
    """
    Let no text pass at a first look, and spell out every name before it is searched.
    """

    def look_closer(matcher: Any, _text: str) -> bool:
        for some in matcher._hidden.values():  # noqa: SLF001  it is the shortcut that is taken out
            for hidden in some:
                matcher._spell_out(hidden)  # noqa: SLF001  as above
        return True

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(freetext, "_may_hold_a_contact", lambda _: True)
        patch.setattr(Matcher, "_may_hold_a_name", look_closer)
        patch.setattr(guard, "_is_worth_a_look", lambda *_: True)
        yield


def every_id(made: Dataset, *_: object) -> set[str]:
    """
    Stand in for what tells which records have to do with anything that is hidden.
    """
    return {record.id for record in made.records()}


def outcome(made: Dataset, audience: str) -> tuple[object, ...]:
    """
    Return what comes of disclosing a dataset: all of it, or what is said instead.
    """
    try:
        found = disclosure.disclose_with_record(made, audience=audience)
    except DisclosureError as error:
        return (str(error),)
    return sdsnet.render(found.edition.dataset, "json"), found.edition.totals, found.record
