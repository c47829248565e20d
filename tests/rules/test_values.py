"""
Rules about quantities and answers, wherever they stand.
"""

from collections.abc import Callable

import pytest
from tests.rules.building import contribution, influence, messages, observation, participant, paths

from sdsnet.model import Consent, Outcome, Quantity, Record, SuccessView


def holding(quantity: Quantity) -> Record:
    """
    Make a record that stands for so many.
    """
    return observation(quantity=quantity)


def test_a_word_does_not_carry_a_number() -> None:
    """
    What the source says in words stays in words.
    """
    several = holding(Quantity(quantifier="several", count=7, as_written="Ms Quill"))

    assert messages("E07", several) == [
        (
            "observations 'o1', quantity: 'several' cannot carry count 7. "
            "Keep the source's word; do not guess a number."
        )
    ]
    assert paths("E07", several) == [("quantity", "count")]
    assert len(messages("E07", holding(Quantity(quantifier="some", count=1)))) == 1


def test_an_exact_number_is_given() -> None:
    """
    What is said to be exact has its number.
    """
    assert messages("E07", holding(Quantity(quantifier="exact"))) == [
        (
            "observations 'o1', quantity: 'exact' needs a count. "
            "Give the number, or use the source's own word."
        )
    ]


def test_one_is_one() -> None:
    """
    The one word with a number of its own takes no other.
    """
    assert messages("E07", holding(Quantity(quantifier="one", count=2))) == [
        "observations 'o1', quantity: 'one' cannot carry count 2. Use 1, or leave the count out."
    ]


@pytest.mark.parametrize(
    "quantity",
    [
        Quantity(quantifier="exact", count=0),
        Quantity(quantifier="exact", count=25),
        Quantity(quantifier="one", count=1),
        Quantity(quantifier="one"),
        Quantity(quantifier="several"),
    ],
)
def test_words_and_numbers_that_fit_are_quiet(quantity: Quantity) -> None:
    """
    An exact number of none is a number.
    """
    assert messages("E07", holding(quantity)) == []
    assert messages("E08", holding(quantity)) == []


@pytest.mark.parametrize("count", [-1, 2.5, True])
def test_a_count_is_a_whole_number_not_below_zero(count: int) -> None:
    """
    Nobody can be less than nobody, or half there.
    """
    assert messages("E08", holding(Quantity(quantifier="exact", count=count))) == [
        f"observations 'o1', quantity: count {count} is not a number of parties."
    ]


@pytest.mark.parametrize("count", [-(10**5000), "Ms Quill"], ids=["endless", "text"])
def test_a_count_that_is_no_number_is_not_shown(count: int) -> None:
    """
    What cannot be a count is named and not repeated.
    """
    assert messages("E08", holding(Quantity(quantifier="exact", count=count))) == [
        "observations 'o1', quantity: count is not a number of parties."
    ]


def test_quantities_inside_value_objects_are_seen() -> None:
    """
    The place is given as the data file has it.
    """
    wrong = Quantity(quantifier="some", count=-3)
    attempt = influence(
        outcomes=[
            Outcome(kind="none", claim="followed"),
            Outcome(kind="none", claim="followed", quantity=wrong),
        ],
        perceived_success=[SuccessView(view="some", held_by="p1", quantity=wrong)],
    )

    assert messages("E08", attempt) == [
        "influences 'f1', outcomes[1].quantity: count -3 is not a number of parties.",
        "influences 'f1', perceived_success[0].quantity: count -3 is not a number of parties.",
    ]
    assert paths("E07", attempt) == [
        ("outcomes", 1, "quantity", "count"),
        ("perceived_success", 0, "quantity", "count"),
    ]


@pytest.mark.parametrize(
    ("make", "named"),
    [(participant, "participants 'p1'"), (contribution, "contributions 'c1'")],
)
def test_an_answer_is_not_taken_back_before_it_was_given(
    make: Callable[..., Record], named: str
) -> None:
    """
    The rule holds for the answers of participants and of contributions.
    """
    early = Consent(choice="acknowledge", given_on="2024-02-01", withdrawn_on="2024-01-02")

    assert messages("E26", make(consent=early)) == [
        f"{named}: consent was withdrawn on 2024-01-02, before it was given."
    ]
    assert paths("E26", make(consent=early)) == [("consent", "withdrawn_on")]


@pytest.mark.parametrize(
    ("given_on", "withdrawn_on"),
    [("2024-01-02", "2024-01-02"), ("2024", "2024-01"), (None, "2024"), ("2024", None)],
)
def test_an_answer_may_be_taken_back_on_its_day(
    given_on: str | None, withdrawn_on: str | None
) -> None:
    """
    Only a withdrawal that lies wholly before the answer is out of order.
    """
    consent = Consent(choice="acknowledge", given_on=given_on, withdrawn_on=withdrawn_on)

    assert messages("E26", participant(consent=consent)) == []
