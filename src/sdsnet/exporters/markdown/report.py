"""
The report as a whole: its title, what it is, its sections in order, and the words it uses.
"""

from __future__ import annotations

from collections.abc import Iterator

from sdsnet.disclosure import Edition
from sdsnet.exporters.markdown.activity import initiatives, meetings, questions
from sdsnet.exporters.markdown.draft import Draft, draft
from sdsnet.exporters.markdown.evidence import (
    barriers,
    is_answered,
    observations,
    practice_examples,
    recommendations,
)
from sdsnet.exporters.markdown.exchange import calls, contributions, links, publications
from sdsnet.exporters.markdown.facts import facts, listed
from sdsnet.exporters.markdown.influence import influences
from sdsnet.exporters.markdown.naming import day, text
from sdsnet.exporters.markdown.people import people
from sdsnet.exporters.markdown.vocabulary import used_codes
from sdsnet.model import Meeting
from sdsnet.views.glossary import words_of
from sdsnet.views.markup import (
    Inline,
    Item,
    bullets,
    heading,
    lines,
    paragraph,
    plain,
    strong,
)

__all__ = ["blocks"]

_SECTIONS = (
    people,
    initiatives,
    meetings,
    questions,
    observations,
    barriers,
    practice_examples,
    recommendations,
    influences,
    calls,
    contributions,
    publications,
    links,
)


def blocks(edition: Edition) -> Iterator[str]:
    """
    Write the report of an edition, block by block.
    """
    held = draft(edition)
    yield from _opening(held)
    yield from _in_short(held)
    for section in _SECTIONS:
        yield from section(held)
    yield from _words(held)


def _opening(draft: Draft) -> Iterator[str]:
    dataset, names = draft.dataset, draft.names
    yield heading(1, plain(dataset.title) or Inline("Report"))
    yield paragraph(
        Inline(
            "This report tells what has been recorded about practice networks for self-directed "
            "support: who takes part, what was said, what gets in the way and what answers it. "
            "Quantities are the words of the sources. What a source does not say is left out, or "
            "said to be not stated; it does not mean that there was nothing."
        )
    )
    conventions = [
        Item(Inline(f"{strong(names.code('quantifier', key))}: {lines(str(meaning))}"))
        for key, meaning in sorted((dataset.conventions or {}).items())
    ]
    yield bullets(
        [
            *facts(
                [("For", _audience(draft))],
                [("True as of", day(dataset.as_of))],
                [("Nation", names.coded("jurisdiction", dataset.jurisdiction))],
                [("Language", text(dataset.language))],
                [("Terms of use", text(dataset.licence))],
            ),
            *listed("What words for how many mean here", conventions),
        ]
    )


def _audience(draft: Draft) -> Inline:
    audience, known = draft.edition.audience, draft.edition.codelists["audience"]
    if audience not in known:
        return strong(plain(audience))
    label = strong(draft.names.code("audience", audience))
    return Inline(f"{label}. {plain(known[audience].definition)}")


def _in_short(draft: Draft) -> Iterator[str]:
    items = [
        *_networks_in_short(draft),
        *_meetings_in_short(draft),
        *_barriers_in_short(draft),
        *_influences_in_short(draft),
        *_calls_in_short(draft),
    ]
    yield heading(2, Inline("In short"))
    yield bullets(items) or paragraph(Inline("Nothing that this report could sum up is recorded."))


def _networks_in_short(draft: Draft) -> Iterator[Item]:
    statuses = draft.edition.codelists["network_status"].keys
    standing: dict[str, list[Inline]] = {key: [] for key in statuses}
    for network in draft.outline.networks:
        status = network.status_history[-1].status
        standing.setdefault(status, []).append(draft.names.title(network))
    for status, titles in standing.items():
        if titles:
            label = draft.names.code("network_status", status)
            yield from listed(
                f"Networks, status {label.lower()}", [Item(title) for title in titles]
            )


def _meetings_in_short(draft: Draft) -> Iterator[Item]:
    for label, status in (("Meetings held", "held"), ("Meetings to come", "planned")):
        held = [one for one in draft.outline.meetings if one.status == status]
        yield from listed(label, [_meeting(one, draft) for one in held])


def _meeting(meeting: Meeting, draft: Draft) -> Item:
    date = day(meeting.date) or Inline("date not stated")
    return Item(Inline(f"{draft.names.heading(meeting)}, {date}"))


def _barriers_in_short(draft: Draft) -> Iterator[Item]:
    held = draft.dataset.barriers
    if held:
        unanswered = sum(not is_answered(one, draft) for one in held)
        yield Item(Inline(f"Barriers: {len(held)}; without an answer so far: {unanswered}"))


def _influences_in_short(draft: Draft) -> Iterator[Item]:
    held = draft.outline.influences
    if held:
        told = sum(bool(one.outcomes) for one in held)
        yield Item(
            Inline(f"Attempts to change something: {len(held)}; with an outcome recorded: {told}")
        )


def _calls_in_short(draft: Draft) -> Iterator[Item]:
    for call in draft.outline.calls:
        if call.status == "open":
            yield Item(Inline(f"Open for answers: {draft.names.heading(call)}"))


def _words(draft: Draft) -> Iterator[str]:
    used = used_codes(draft.edition)
    if used:
        yield heading(2, Inline("Words used in this report"))
    for codelist, codes in used:
        yield heading(3, plain(codelist.title))
        yield bullets(words_of(codes))
