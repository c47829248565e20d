"""
Rules about observations, barriers and practice examples.
"""

import pytest
from tests.rules.building import barrier, example, messages, observation, paths

from sdsnet.model import Barrier, Observation


def test_who_has_to_help_is_named_by_role() -> None:
    """
    A barrier that others must remove says who they are.
    """
    needing = barrier("b3", control="needs_help")

    assert messages("E17", needing) == [
        "barriers 'b3' needs another party's help. Say whose (control_roles)."
    ]
    assert paths("E17", needing) == [("control_roles",)]


def test_who_must_not_hinder_is_named_by_role() -> None:
    """
    Observations keep the same rule as barriers.
    """
    assert messages("E17", observation("o3", control="needs_no_hindrance")) == [
        "observations 'o3' needs another party not to hinder. Say which (control_roles)."
    ]


@pytest.mark.parametrize(
    "record",
    [
        barrier(control="needs_help", control_roles=["commissioner"]),
        barrier(control="own_gift"),
        observation(control="not_stated"),
        observation(),
    ],
)
def test_what_is_in_ones_own_gift_needs_nobody(record: Barrier | Observation) -> None:
    """
    Roles are asked for only where another party has a part in it.
    """
    assert messages("E17", record) == []


def test_hearsay_has_a_teller() -> None:
    """
    A teller or a text is enough for an observation; a barrier has only the text.
    """
    told = [observation("o2", stated_as="second_hand"), barrier("b2", stated_as="second_hand")]

    assert messages("E18", *told) == [
        "barriers 'b2' is second_hand but has no source.",
        "observations 'o2' is second_hand but has neither reported_by nor source.",
    ]


@pytest.mark.parametrize(
    "record",
    [
        observation(stated_as="second_hand", reported_by="p1"),
        observation(stated_as="second_hand", source="t1"),
        observation(stated_as="fact"),
        barrier(stated_as="second_hand", source="t1"),
        barrier(stated_as="view"),
    ],
)
def test_what_has_a_teller_is_quiet(record: Barrier | Observation) -> None:
    """
    What is not second hand needs no teller.
    """
    assert messages("E18", record) == []


@pytest.mark.parametrize("evidence", [None, "none"])
def test_a_good_rating_rests_on_evidence(evidence: str | None) -> None:
    """
    No evidence and evidence that is not stated come to the same.
    """
    working = example(rating="works", evidence=evidence)
    promising = example(rating="promising", evidence=evidence)

    assert messages("E22", working) == [
        "practice_examples 'e1' is said to work but gives no evidence. Use account at least."
    ]
    assert messages("E22", promising) == [
        (
            "practice_examples 'e1' is said to be promising but gives no evidence. "
            "Use account at least."
        )
    ]
    assert paths("E22", working) == [("evidence",)]


def test_other_ratings_need_no_evidence() -> None:
    """
    What did not work, or was not rated, may rest on nothing.
    """
    others = (None, "mixed", "did_not_work", "not_stated")

    assert messages("E22", *(example(f"e{i}", rating=one) for i, one in enumerate(others))) == []
    assert messages("E22", example(rating="works", evidence="account")) == []
