"""
Rules about calls, contributions and texts that are passed on.
"""

from __future__ import annotations

from collections.abc import Iterator

from sdsnet.dataset import Dataset
from sdsnet.model import Call, Contribution, Publication
from sdsnet.rules.dates import comes_before
from sdsnet.rules.loops import Link, loops
from sdsnet.rules.rule import Finding, rule, subject

__all__ = ["address_of_link", "closing_after_opening", "contact_of_call", "earlier_text", "in_call"]

_NEEDS_CONTACT = {"phone": "by phone", "written_up": "in writing"}


@rule("E23", "repost-is-later", "What is passed on is another text, and not a later one.")
def earlier_text(dataset: Dataset) -> Iterator[Finding]:
    """
    Find reposts of what came later, and reposts that lead back to themselves.
    """
    links = []
    for link in _reposts(dataset):
        text, original = _text(dataset, link.start), _text(dataset, link.end)
        if text and original and comes_before(text.date, original.date):
            message = f"{_reposter(link)} reposts {link.end!r}, which is dated after it."
            yield Finding(link.record, link.path, message)
        else:
            links.append(link)
    for loop in loops(links):
        message = f"{_reposter(loop.link)} reposts itself{loop.way}."
        yield Finding(loop.link.record, loop.link.path, message)


def _reposts(dataset: Dataset) -> Iterator[Link]:
    for contribution in dataset.contributions:
        if contribution.reposts is not None:
            yield Link(contribution.id, contribution.reposts, contribution, ("reposts",))
    for relation in dataset.relations:
        if relation.kind == "repost_of":
            yield Link(relation.subject, relation.object, relation, ("object",))


def _text(dataset: Dataset, key: str) -> Contribution | Publication | None:
    return dataset.contributions.get(key) or dataset.publications.get(key)


def _reposter(link: Link) -> str:
    named = subject(link.record)
    return named if link.record.id == link.start else f"{named}: {link.start!r}"


@rule(
    "E24",
    "call-has-contact",
    "A call that takes answers by phone or in writing says whom to answer.",
    in_edition=False,
)
def contact_of_call(dataset: Dataset) -> Iterator[Finding]:
    """
    Find calls that nobody can answer.
    """
    for call in dataset.calls:
        ways = [words for mode, words in _NEEDS_CONTACT.items() if mode in call.modes]
        if ways and not call.contacts:
            yield Finding(
                call,
                ("contacts",),
                f"{subject(call)} takes answers {' and '.join(ways)} but gives no contact.",
            )


@rule("E25", "call-closes-after-opening", "A call does not close before it opens.")
def closing_after_opening(dataset: Dataset) -> Iterator[Finding]:
    """
    Find calls that were over before they began.
    """
    for call in dataset.calls:
        if comes_before(call.closes, call.opens):
            yield Finding(
                call,
                ("closes",),
                f"{subject(call)} closes ({call.closes}) before it opens ({call.opens}).",
            )


@rule(
    "E31",
    "link-has-address",
    "A contribution that is a link says where it leads.",
    in_edition=False,
)
def address_of_link(dataset: Dataset) -> Iterator[Finding]:
    """
    Find links that lead nowhere.
    """
    for contribution in dataset.contributions:
        if contribution.mode == "link" and not contribution.url and not contribution.publication:
            yield Finding(
                contribution, ("url",), f"{subject(contribution)} is a link with no address."
            )


@rule(
    "W04",
    "outside-call",
    "A contribution comes while its call takes answers, and on one of its topics.",
    in_edition=False,
)
def in_call(dataset: Dataset) -> Iterator[Finding]:
    """
    Find contributions that came after the call closed, or on nothing that it asks about.

    Themes count only where the call says that its list of topics is complete. A contribution
    stands for its own themes and for those of what it offers; one of them in the list is enough.
    """
    topics = {
        call.id: frozenset(topic.theme for topic in call.topics if call.topics_complete)
        for call in dataset.calls
    }
    for contribution in dataset.contributions:
        call = dataset.calls.get(contribution.call) if contribution.call else None
        if call is None:
            continue
        if comes_before(call.closes, contribution.date):
            yield _too_late(contribution, call)
        if topics[call.id]:
            themes = _themes(dataset, contribution)
            if themes and themes.isdisjoint(topics[call.id]):
                yield _off_topic(contribution, call)


def _themes(dataset: Dataset, contribution: Contribution) -> set[str]:
    themes = set(contribution.themes)
    for key in contribution.offers:
        offered = dataset.practice_examples.get(key) or dataset.observations.get(key)
        if offered is not None:
            themes.update(offered.themes)
    return themes


def _too_late(contribution: Contribution, call: Call) -> Finding:
    return Finding(
        contribution,
        ("date",),
        f"{subject(contribution)} is dated {contribution.date}, after call {call.id!r} "
        f"closed ({call.closes}). Check both dates.",
    )


def _off_topic(contribution: Contribution, call: Call) -> Finding:
    return Finding(
        contribution,
        ("themes",) if contribution.themes else ("offers",),
        f"{subject(contribution)} is on none of the topics of call {call.id!r}, which is said to "
        "list them all. Check the themes, or set topics_complete to false.",
    )
