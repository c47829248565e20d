"""
Evidence: what was said, what gets in the way and what answers it, what is done, what is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator

from sdsnet.exporters.markdown.draft import Draft
from sdsnet.exporters.markdown.facts import common, facts, listed, when
from sdsnet.exporters.markdown.naming import Names, text, yes_or_no
from sdsnet.model import (
    Barrier,
    Consequence,
    Contribution,
    Influence,
    Observation,
    PracticeExample,
    Recommendation,
)
from sdsnet.views.markup import (
    Inline,
    Item,
    bullets,
    heading,
    lines,
    paragraph,
    strong,
)

__all__ = [
    "barriers",
    "is_answered",
    "observation",
    "observations",
    "practice_examples",
    "recommendations",
]


def observations(draft: Draft) -> Iterator[str]:
    """
    Write the observations that were made at no meeting.
    """
    held = draft.outline.said_at.get("", ())
    if held:
        yield heading(2, Inline("What was said and seen outside of meetings"))
        yield bullets([observation(one, draft) for one in held])


def observation(one: Observation, draft: Draft) -> Item:
    """
    Give one observation, with who said it and how firmly.
    """
    names = draft.names
    number = strong(Inline(f"{names.number(one)} ({names.code('observation_kind', one.kind)})"))
    elsewhere = None if one.meeting in draft.dataset.meetings.ids else one.meeting
    below = facts(
        [
            ("Said by", names.parties(one.said_by)),
            ("Roles of those who said it", names.codes("role", one.said_by_roles)),
            ("Passed on by", names.parties([one.reported_by])),
        ],
        [
            ("About", names.parties(one.about)),
            ("Roles it is about", names.codes("role", one.about_roles)),
            ("Meeting", names.records([elsewhere])),
            ("Network", names.records([one.network])),
        ],
        [
            ("Tone", names.code("polarity", one.polarity)),
            ("Put forward as", names.coded("stated_as", one.stated_as)),
            ("How often", text(one.frequency_note)),
        ],
        [("Answers", names.records([one.question]))],
        [
            ("Whose to change", names.coded("control", one.control)),
            ("Whose help or restraint it takes", names.codes("role", one.control_roles)),
            ("Step of participation", names.coded("participation_step", one.participation_step)),
        ],
        [
            ("Contracts", names.codes("contract_type", one.contract_types)),
            ("Arrangements", names.codes("sds_option", one.sds_options)),
            ("Support or property", text(one.service_type)),
        ],
    )
    return Item(
        Inline(f"{number}: {lines(one.summary)}"),
        (
            *below,
            *listed("What follows", [_consequence(each, names) for each in one.consequences]),
            *facts([("Points to", names.records(one.raises))], when(one)),
            *common(one, names),
        ),
    )


def _consequence(one: Consequence, names: Names) -> Item:
    return Item(
        lines(one.summary),
        facts(
            [
                ("Certainty", names.code("certainty", one.certainty)),
                ("Affects", names.codes("role", one.affects_roles)),
                ("Affects most", names.codes("role", one.most_affected_roles)),
            ]
        ),
    )


def is_answered(barrier: Barrier, draft: Draft) -> bool:
    """
    Tell whether a practice example or a recommendation answers a barrier.
    """
    return bool(
        draft.pointing(PracticeExample, "addresses", barrier.id)
        or draft.pointing(Recommendation, "addresses", barrier.id)
    )


def barriers(draft: Draft) -> Iterator[str]:
    """
    Write the barriers by theme, each with what answers it or plainly without an answer.
    """
    yield heading(2, Inline("Barriers, and what answers them"))
    if not draft.dataset.barriers:
        yield paragraph(Inline("No barrier is recorded."))
        return
    yield from _unanswered(draft)
    for theme, held in draft.outline.barriers.items():
        yield heading(3, draft.names.code("theme", theme) if theme else Inline("No theme given"))
        for barrier in held:
            yield heading(4, draft.names.heading(barrier))
            if barrier.summary:
                yield paragraph(lines(barrier.summary))
            yield bullets([*_answers(barrier, draft), *_barrier(barrier, draft)])


def _unanswered(draft: Draft) -> Iterator[str]:
    held = [one for barriers in draft.outline.barriers.values() for one in barriers]
    open_ones = [one for one in held if not is_answered(one, draft)]
    if not open_ones:
        yield paragraph(Inline("Each barrier has a practice example or a recommendation."))
        return
    yield paragraph(
        Inline(
            f"Barriers recorded: {len(held)}. No practice example and no recommendation answers "
            f"{len(open_ones)} of them:"
        )
    )
    yield bullets([Item(draft.names.heading(one)) for one in open_ones])


def _answers(barrier: Barrier, draft: Draft) -> tuple[Item, ...]:
    names = draft.names
    done = draft.pointing(PracticeExample, "addresses", barrier.id)
    asked = draft.pointing(Recommendation, "addresses", barrier.id)
    tried = draft.pointing(Influence, "barriers", barrier.id)
    answers = (
        *listed("What is done about it", [Item(names.heading(one)) for one in done]),
        *listed(
            "What is asked for",
            [Item(Inline(f"{names.number(one)}: {lines(one.summary)}")) for one in asked],
        ),
    )
    return (
        *(answers or (Item(strong(Inline("No answer to it is recorded."))),)),
        *facts([("It stood in the way of", names.numbers(one.id for one in tried))]),
    )


def _barrier(one: Barrier, draft: Draft) -> tuple[Item, ...]:
    names = draft.names
    seen = draft.pointing(Observation, "raises", one.id)
    parts = draft.pointing(Barrier, "part_of", one.id)
    return (
        *facts(
            [("Holds back", names.codes("role", one.affects_roles))],
            [
                ("Named by", names.parties(one.raised_by)),
                ("Roles of those who named it", names.codes("role", one.raised_by_roles)),
                ("Named at", names.numbers([one.raised_at])),
                ("Told in", names.numbers(each.id for each in seen)),
            ],
            [("Lies with", names.parties(one.about))],
            [
                ("Part of", names.records([one.part_of])),
                ("Its parts", names.numbers(each.id for each in parts)),
            ],
            [
                ("Put forward as", names.coded("stated_as", one.stated_as)),
                ("How often", text(one.frequency_note)),
            ],
            [
                ("Whose to remove", names.coded("control", one.control)),
                ("Whose help or restraint it takes", names.codes("role", one.control_roles)),
            ],
            [
                ("Contracts", names.codes("contract_type", one.contract_types)),
                ("Contract in the source", text(one.contract_as_written)),
                ("Arrangements", names.codes("sds_option", one.sds_options)),
            ],
            [("Also about", names.codes("theme", one.themes[1:]))],
            when(one),
        ),
        *common(one, names, themes=False),
    )


def practice_examples(draft: Draft) -> Iterator[str]:
    """
    Write what is done: how far it has got, and how well it is said to do by whom.
    """
    yield heading(2, Inline("Practice examples"))
    if not draft.outline.practice_examples:
        yield paragraph(Inline("No practice example is recorded."))
    for one in draft.outline.practice_examples:
        yield heading(3, draft.names.heading(one))
        if one.summary:
            yield paragraph(lines(one.summary))
        yield bullets([*_practice_example(one, draft), *common(one, draft.names)])


def _practice_example(one: PracticeExample, draft: Draft) -> tuple[Item, ...]:
    names = draft.names
    unrated = Inline("none recorded")
    return facts(
        [("Stage", names.code("practice_stage", one.stage))],
        [
            ("Rating", names.coded("practice_rating", one.rating) or unrated),
            ("Rated by", names.coded("rating_by", one.rating_by)),
            ("Evidence", names.coded("evidence", one.evidence)),
            ("Kind of knowledge", names.coded("knowledge_source", one.knowledge_source)),
        ],
        [("What it led to", text(one.result))],
        [("Answers", names.records(one.addresses))],
        [
            ("Made by", names.parties(one.developed_by)),
            ("Roles that take part", names.codes("role", one.involves_roles)),
        ],
        [("Network", names.records([one.network])), ("Work", names.records([one.initiative]))],
        [("Texts", names.records(one.publications))],
        [("Given in", _given_in(one, draft))],
        when(one),
    )


def _given_in(one: PracticeExample, draft: Draft) -> Inline | None:
    given = draft.pointing(Contribution, "offers", one.id)
    return draft.names.numbers(each.id for each in given)


def recommendations(draft: Draft) -> Iterator[str]:
    """
    Write what somebody says should be done, and what has become of it.
    """
    if draft.outline.recommendations:
        yield heading(2, Inline("Recommendations"))
        yield bullets([_recommendation(one, draft) for one in draft.outline.recommendations])


def _recommendation(one: Recommendation, draft: Draft) -> Item:
    names = draft.names
    taken_up = draft.pointing(Influence, "answers", one.id)
    below = facts(
        [
            ("Status", names.code("recommendation_status", one.status)),
            ("Taken up in", names.numbers(each.id for each in taken_up)),
        ],
        [("Asked for by", names.parties(one.proposed_by))],
        [
            ("Asked of", names.parties(one.addressed_to)),
            ("Roles that are asked", names.codes("role", one.addressed_to_roles)),
            ("Meant to work both ways", yes_or_no(one.both_directions)),
        ],
        [("Would answer", names.records(one.addresses))],
        [("Why", text(one.rationale)), ("How far it happens now", text(one.current_state))],
        when(one),
    )
    number = strong(names.number(one))
    return Item(Inline(f"{number}: {lines(one.summary)}"), (*below, *common(one, names)))
