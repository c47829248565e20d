"""
What changed: attempts to influence, what came of them, and who sees what success.
"""

from __future__ import annotations

from collections.abc import Iterator

from sdsnet.exporters.markdown.draft import Draft
from sdsnet.exporters.markdown.facts import common, facts, listed, when
from sdsnet.exporters.markdown.naming import text
from sdsnet.model import Influence, Outcome, SuccessView
from sdsnet.views.markup import Inline, Item, bullets, heading, lines, paragraph, strong

__all__ = ["influences"]


def influences(draft: Draft) -> Iterator[str]:
    """
    Write each attempt, with its outcomes and the views of its success.
    """
    if draft.outline.influences:
        yield heading(2, Inline("What was tried, and what changed"))
    for one in draft.outline.influences:
        yield heading(3, draft.names.number(one))
        yield paragraph(lines(one.summary))
        yield bullets([*_results(one, draft), *_attempt(one, draft), *common(one, draft.names)])


def _results(one: Influence, draft: Draft) -> tuple[Item, ...]:
    outcomes = listed("What came of it", [_outcome(each, draft) for each in one.outcomes])
    views = listed(
        "How much success is seen in it", [_view(v, draft) for v in one.perceived_success]
    )
    return (*(outcomes or (Item(Inline("What came of it is not recorded.")),)), *views)


def _outcome(one: Outcome, draft: Draft) -> Item:
    names = draft.names
    kind = strong(names.code("outcome_kind", one.kind))
    summary = f": {lines(one.summary)}" if one.summary else ""
    return Item(
        Inline(f"{kind}{summary}"),
        facts(
            [("Tie to the attempt", names.explained("outcome_claim", one.claim))],
            [
                ("How many", names.quantity(one.quantity)),
                ("Text", names.records([one.publication])),
            ],
        ),
    )


def _view(one: SuccessView, draft: Draft) -> Item:
    names = draft.names
    holder = names.parties([one.held_by]) or "somebody who is not told"
    return Item(
        Inline(f"{names.explained('perceived_success', one.view)}, in the view of {holder}"),
        facts(
            [("How many hold it", names.quantity(one.quantity))],
            [("Some of them also hold", names.coded("perceived_success", one.overlaps))],
            [("Note", text(one.note)), ("Place in the source", text(one.locator))],
        ),
    )


def _attempt(one: Influence, draft: Draft) -> tuple[Item, ...]:
    names = draft.names
    parts = draft.pointing(Influence, "part_of", one.id)
    return facts(
        [
            ("Whose voice", names.code("influence_kind", one.kind)),
            ("On behalf of", names.codes("role", one.on_behalf_of_roles)),
        ],
        [
            ("Tried by", names.parties(one.by)),
            ("Together with", names.parties(one.joint_with)),
            ("Backed by", names.parties(one.supported_by)),
        ],
        [
            ("Aimed at", names.parties(one.towards)),
            ("Roles it was aimed at", names.codes("role", one.towards_roles)),
            ("Networks it was aimed at", names.records(one.towards_networks)),
        ],
        [("Means", names.codes("influence_means", one.means)), ("Why", text(one.reason))],
        [("Arrangements", names.codes("sds_option", one.sds_options))],
        [("What stood in its way", names.records(one.barriers))],
        [("Takes up", names.records(one.answers))],
        [
            ("Part of", names.records([one.part_of])),
            ("Its parts", names.numbers(each.id for each in parts)),
        ],
        when(one),
    )
