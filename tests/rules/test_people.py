"""
Rules about participants and memberships.
"""

import pytest
from tests.rules.building import membership, messages, participant, paths

from sdsnet.model import Contact

SECRET = "Ms Aroon Quill"  # noqa: S105 - a name that must not be shown, not a password


def test_a_named_party_needs_a_name() -> None:
    """
    A party that is said to be named gives its name.
    """
    assert messages("E05", participant("p3", name=None)) == [
        "participants 'p3' is named but has no name. Give it, or set naming to unnamed."
    ]
    assert messages("E05", participant(aliases=["AB"], url="https://any.example")) == []


def test_an_unnamed_party_has_no_name() -> None:
    """
    A party that its source does not name has no name here, and the name is not shown.
    """
    party = participant("p3", naming="unnamed", name=SECRET, description="a provider")

    assert messages("E05", party) == [
        (
            "participants 'p3' is unnamed in its source but has a name. "
            "Remove it, or set naming to named."
        )
    ]
    assert paths("E05", party) == [("name",)]


@pytest.mark.parametrize(
    ("field", "value", "in_words"),
    [
        ("aliases", ["AQ"], "an alias"),
        ("org_id", "GB-SC-1", "an org_id"),
        ("url", "https://quill.example", "a url"),
        ("contacts", [Contact(kind="email", value="a@quill.example")], "a contact"),
    ],
)
def test_an_anonymised_party_has_nothing_that_gives_it_away(
    field: str, value: object, in_words: str
) -> None:
    """
    Each way in which a party could be told is reported at its field.
    """
    party = participant(
        "p3", naming="anonymised", name=None, description="a provider", **{field: value}
    )

    assert messages("E05", party) == [
        f"participants 'p3' is anonymised but has {in_words}. Remove it, or set naming to named."
    ]
    assert paths("E05", party) == [(field,)]


def test_a_party_that_is_not_named_is_described() -> None:
    """
    Somebody without a name is told apart by a description.
    """
    nobody = participant("p3", naming="unnamed", name=None)

    assert messages("E06", nobody) == ["participants 'p3' has neither a name nor a description."]
    described = participant(naming="unnamed", name=None, description="a provider")
    assert messages("E06", described, participant("p2")) == []


def test_a_name_too_many_is_not_also_a_description_too_few() -> None:
    """
    Where a party should be named after all, nobody is asked to describe it.
    """
    assert messages("E06", participant(naming="unnamed")) == []
    assert messages("E06", participant(name=None)) == []


def test_a_seat_through_others_says_through_whom() -> None:
    """
    A party that sits through a host or a partner names it.
    """
    assert messages("E12", membership(representation="through_partner")) == [
        "memberships 'x' is through_partner but does not say through whom (via)."
    ]
    assert messages("E12", membership(representation="through_host", via="p2")) == []


@pytest.mark.parametrize("representation", ["direct", "none"])
def test_a_seat_of_ones_own_is_through_nobody(representation: str) -> None:
    """
    Who sits for itself, or not at all, sits through nobody.
    """
    assert messages("E12", membership(representation=representation, via="p2")) == [
        (
            f"memberships 'x' has representation {representation} and yet names via. "
            "Leave it out, or use through_host or through_partner."
        )
    ]
    assert messages("E12", membership(representation=representation)) == []


def test_nobody_is_represented_through_itself() -> None:
    """
    The party that carries a seat is another one, whatever kind of seat it is.
    """
    for representation in ("through_host", "not_stated"):
        assert messages("E12", membership(representation=representation, via="p1")) == [
            (
                "memberships 'x' is represented through itself. "
                "Name another party in via, or use direct."
            )
        ]
    assert messages("E12", membership(representation="not_stated", via="p2")) == []


def test_who_was_not_invited_is_no_member() -> None:
    """
    A party that was not asked may attend, and is not a member.
    """
    assert messages("E13", membership(invitation="not_invited")) == [
        "memberships 'x' was not invited yet is a member. Use attends, or say who asked them."
    ]
    assert (
        messages(
            "E13", membership(invitation="not_invited", involvement="attends", role="observer")
        )
        == []
    )
    assert messages("E13", membership(invitation="not_stated", role="member")) == []


def test_who_was_not_invited_has_not_the_role_of_a_member() -> None:
    """
    The role is looked at beside the involvement.
    """
    uninvited = membership(invitation="not_invited", involvement="attends", role="member")

    assert messages("E13", uninvited) == [
        (
            "memberships 'x' was not invited yet has the role of a member. "
            "Leave it out, or say who asked them."
        )
    ]
    assert paths("E13", uninvited) == [("role",)]


def test_an_exclusion_has_an_owner() -> None:
    """
    A feeling of having been shut out says whose view it is, and the reason is not shown.
    """
    told = [membership("x", felt_excluded=True), membership("y", exclusion_reason=SECRET)]

    assert messages("E14", *told) == [
        f"memberships {key!r} records exclusion without according_to. Say whose view it is."
        for key in ("x", "y")
    ]
    assert messages("E14", membership(felt_excluded=True, according_to=["p1"])) == []
    assert messages("E14", membership(felt_excluded=False)) == []
