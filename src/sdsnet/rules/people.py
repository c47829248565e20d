"""
Rules about participants and memberships.
"""

from __future__ import annotations

from collections.abc import Iterator

from sdsnet.dataset import Dataset
from sdsnet.model import Membership, Participant
from sdsnet.rules.rule import Finding, rule, subject

__all__ = ["described", "name_fits_naming", "owned_exclusion", "seat_names_via", "uninvited"]

_SAID_OF = {"unnamed": "is unnamed in its source", "anonymised": "is anonymised"}
_GIVES_AWAY = {
    "name": "a name",
    "aliases": "an alias",
    "org_id": "an org_id",
    "url": "a url",
    "contacts": "a contact",
}
_THROUGH_OTHERS = frozenset({"through_host", "through_partner"})
_NOT_THROUGH_OTHERS = frozenset({"direct", "none"})


@rule(
    "E05",
    "name-fits-naming",
    "A named party has a name; one that is unnamed or anonymised has nothing that names it.",
    in_edition=False,
)
def name_fits_naming(dataset: Dataset) -> Iterator[Finding]:
    """
    Find named parties without a name, and others with something that gives them away.
    """
    for party in dataset.participants:
        if party.naming != "named":
            yield from _given_away(party)
        elif not party.name:
            yield Finding(
                party,
                ("name",),
                f"{subject(party)} is named but has no name. Give it, or set naming to unnamed.",
            )


def _given_away(party: Participant) -> Iterator[Finding]:
    if party.naming in _SAID_OF:
        for field, in_words in _GIVES_AWAY.items():
            if getattr(party, field):
                yield Finding(
                    party,
                    (field,),
                    f"{subject(party)} {_SAID_OF[party.naming]} but has {in_words}. "
                    "Remove it, or set naming to named.",
                )


@rule("E06", "unnamed-has-description", "A party that is not named has a description.")
def described(dataset: Dataset) -> Iterator[Finding]:
    """
    Find parties of which nothing at all is said.
    """
    for party in dataset.participants:
        if party.naming in _SAID_OF and not party.description and not party.name:
            yield Finding(
                party, ("description",), f"{subject(party)} has neither a name nor a description."
            )


@rule(
    "E12",
    "seat-names-via",
    "Whoever sits through another party says through whom, and nobody else does.",
    in_edition=False,
)
def seat_names_via(dataset: Dataset) -> Iterator[Finding]:
    """
    Find seats held through nobody, seats of one's own held through somebody, and through oneself.
    """
    for membership in dataset.memberships:
        if membership.via is not None or membership.representation in _THROUGH_OTHERS:
            message = _seat(membership)
            if message:
                yield Finding(membership, ("via",), f"{subject(membership)} {message}")


def _seat(membership: Membership) -> str | None:
    representation, via = membership.representation, membership.via
    if via is None:
        return f"is {representation} but does not say through whom (via)."
    if representation in _NOT_THROUGH_OTHERS:
        return (
            f"has representation {representation} and yet names via. "
            "Leave it out, or use through_host or through_partner."
        )
    if via == membership.participant:
        return "is represented through itself. Name another party in via, or use direct."
    return None


@rule("E13", "uninvited-is-no-member", "A party that was not invited is not a member.")
def uninvited(dataset: Dataset) -> Iterator[Finding]:
    """
    Find members who were never asked in.
    """
    for membership in dataset.memberships:
        if membership.invitation != "not_invited":
            continue
        was = f"{subject(membership)} was not invited yet"
        if membership.involvement == "member":
            yield Finding(
                membership,
                ("involvement",),
                f"{was} is a member. Use attends, or say who asked them.",
            )
        if membership.role == "member":
            yield Finding(
                membership,
                ("role",),
                f"{was} has the role of a member. Leave it out, or say who asked them.",
            )


@rule(
    "E14",
    "exclusion-has-owner",
    "A feeling of having been shut out comes with whose view it is.",
    in_edition=False,
)
def owned_exclusion(dataset: Dataset) -> Iterator[Finding]:
    """
    Find exclusions that nobody stands for.
    """
    for membership in dataset.memberships:
        told = membership.felt_excluded or membership.exclusion_reason
        if told and not membership.according_to:
            yield Finding(
                membership,
                ("according_to",),
                f"{subject(membership)} records exclusion without according_to. "
                "Say whose view it is.",
            )
