"""
Exchange: what is asked of people, what they sent, where words appeared; and all other links.
"""

from __future__ import annotations

from collections.abc import Iterator

from sdsnet.exporters.markdown.draft import Draft
from sdsnet.exporters.markdown.facts import common, engagement, facts, line, listed, when
from sdsnet.exporters.markdown.naming import Names, day, quoted, text, yes_or_no
from sdsnet.exporters.markdown.people import contact
from sdsnet.model import Call, CallContact, Contribution, Publication, Relation, Topic
from sdsnet.views.markup import (
    Inline,
    Item,
    address,
    bullets,
    heading,
    joined,
    lines,
    paragraph,
    plain,
    quote,
    strong,
)

__all__ = ["calls", "contributions", "links", "publications"]


def calls(draft: Draft) -> Iterator[str]:
    """
    Write each call: what is asked for, how far it is covered, and how to answer.
    """
    if draft.dataset.calls:
        yield heading(2, Inline("Calls for contributions"))
    for call in draft.outline.calls:
        yield heading(3, draft.names.heading(call))
        yield bullets([*_call(call, draft), *_asked_for(call, draft), *common(call, draft.names)])
        yield heading(4, Inline("How to answer"))
        yield bullets(_how_to_answer(call, draft))


def _asked_for(call: Call, draft: Draft) -> tuple[Item, ...]:
    names, scope = draft.names, call.scope
    return (
        *facts(
            [("Practice that is wanted", names.codes("practice_rating", call.seeking))],
            [("Not wanted", text(call.not_seeking))],
            [
                ("Services", text(scope.services if scope else None)),
                ("Ages", text(scope.ages if scope else None)),
            ],
        ),
        *listed("Topics", [_topic(topic, names) for topic in call.topics]),
        *facts([("All topics listed", yes_or_no(call.topics_complete))]),
    )


def _topic(topic: Topic, names: Names) -> Item:
    told = line(
        [
            ("covered so far", names.coded("coverage", topic.coverage)),
            ("wanted most", yes_or_no(topic.priority)),
            ("in the source", quoted(topic.as_written)),
            ("named in", names.numbers([topic.named_in])),
        ]
    )
    theme = strong(names.code("theme", topic.theme))
    return Item(Inline(f"{theme} · {told}") if told else theme)


def _call(call: Call, draft: Draft) -> tuple[Item, ...]:
    names = draft.names
    so_far = call.responses_so_far
    answers = draft.pointing(Contribution, "call", call.id)
    return facts(
        [
            ("Asked by", names.parties(call.issued_by)),
            ("Status", names.code("call_status", call.status)),
        ],
        [("Purpose", text(call.purpose)), ("Leads to", names.records([call.leads_to]))],
        [
            ("Answers so far", names.numbers(one.id for one in answers)),
            ("What is said of them", text(so_far.quality_note if so_far else None)),
            ("Enough of them", yes_or_no(so_far.enough if so_far else None)),
        ],
        when(call),
    )


def _how_to_answer(call: Call, draft: Draft) -> tuple[Item, ...]:
    names = draft.names
    return (
        *facts([("Ways to answer", names.codes("contribution_mode", call.modes))]),
        *listed("Whom to answer", [_whom(one, draft) for one in call.contacts]),
        *facts(
            [
                ("Opens", day(call.opens)),
                ("Closes", day(call.closes) or Inline("no date stated")),
                ("Time in the source", text(call.window_as_written)),
                ("About the end", text(call.closes_note)),
            ],
            [
                (
                    "Unless you say otherwise",
                    names.explained("consent_choice", call.default_consent),
                ),
                ("You may ask not to be named", yes_or_no(call.anonymity_offered)),
            ],
        ),
    )


def _whom(one: CallContact, draft: Draft) -> Item:
    names = draft.names
    party = draft.dataset.participants.get(one.participant)
    contacts = joined([contact(each, names) for each in party.contacts]) if party else None
    return Item(
        names.party(one.participant),
        facts(
            [("Use", names.explained("contact_use", one.use) if one.use else None)],
            [("Contacts", contacts)],
        ),
    )


def contributions(draft: Draft) -> Iterator[str]:
    """
    Write what people sent or posted, their own words as a quotation.
    """
    if draft.outline.contributions:
        yield heading(2, Inline("Contributions"))
    for one in draft.outline.contributions:
        yield heading(3, draft.names.heading(one))
        if one.summary:
            yield paragraph(lines(one.summary))
        if one.text and (quoted := quote(one.text)):
            yield paragraph(Inline("In its own words:"))
            yield quoted
        yield bullets([*_contribution(one, draft), *common(one, draft.names)])


def _contribution(one: Contribution, draft: Draft) -> tuple[Item, ...]:
    names = draft.names
    return facts(
        [
            ("Kind", names.code("contribution_kind", one.kind)),
            ("How it came", names.code("contribution_mode", one.mode)),
        ],
        [
            ("From", names.parties(one.contributors)),
            ("First from them here", yes_or_no(one.first_contribution)),
        ],
        [("Answers the call", names.records([one.call]))],
        [
            ("Network", names.records([one.network])),
            ("Meeting", names.records([one.meeting])),
            ("In reply to", names.records([one.in_reply_to])),
        ],
        [("Gives", names.records(one.offers))],
        [("Passes on", names.records([one.reposts]))],
        [("Address", address(one.url or "") or None), ("Text", names.records([one.publication]))],
        engagement(one.engagement),
        when(one),
    )


def publications(draft: Draft) -> Iterator[str]:
    """
    Write the texts that the report cites by number, and those that are to come.
    """
    if draft.outline.publications:
        yield heading(2, Inline("Publications"))
        yield bullets([_publication(one, draft) for one in draft.outline.publications])


def _publication(one: Publication, draft: Draft) -> Item:
    names = draft.names
    below = facts(
        [
            ("Kind", names.code("publication_kind", one.kind)),
            ("Status", names.code("publication_status", one.status)),
        ],
        [
            ("By", names.parties(one.authors)),
            ("Page put up by", names.parties([one.page_author])),
            ("Brought out by", names.parties([one.publisher])),
            ("Ordered by", names.parties(one.commissioned_by)),
        ],
        [("Where it came out", text(one.appeared_on)), ("Part of", names.records([one.part_of]))],
        [*when(one), ("Last changed", day(one.last_updated))],
        [("Address", address(one.url or "") or None)],
        [
            ("Tells all that it reports on", yes_or_no(one.complete)),
            ("Kind of knowledge", names.coded("knowledge_source", one.knowledge_source)),
        ],
        engagement(one.engagement),
    )
    number, title = strong(names.number(one)), plain(one.title)
    return Item(Inline(f"{number}: {title}"), (*below, *common(one, names)))


def links(draft: Draft) -> Iterator[str]:
    """
    Write the links that no field covers.
    """
    if draft.dataset.relations:
        yield heading(2, Inline("Other links"))
        yield bullets([_link(one, draft) for one in draft.dataset.relations])


def _link(one: Relation, draft: Draft) -> Item:
    names = draft.names
    number, kind = strong(names.number(one)), names.code("relation_kind", one.kind)
    verb = strong(Inline(f"{kind[:1].lower()}{kind[1:]}"))
    ends = f"{names.record(one.subject)} {verb} {names.record(one.object)}"
    return Item(Inline(f"{number}: {ends}"), (*facts(when(one)), *common(one, names)))
