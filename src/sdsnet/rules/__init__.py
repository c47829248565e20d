"""
The rules that a dataset keeps, one plain function each, and what breaking them looks like.
"""

from __future__ import annotations

from sdsnet.rules import (
    activity,
    alike,
    evidence,
    exchange,
    header,
    links,
    naming,
    networks,
    people,
    questions,
    values,
)
from sdsnet.rules.checking import (
    FIELD_RULES,
    check_dataset,
    findings,
    mark_checked,
    require_checked,
)
from sdsnet.rules.rule import Finding, Rule, subject
from sdsnet.rules.structure import STRUCTURE, Structural

__all__ = [
    "FIELD_RULES",
    "RULES",
    "STRUCTURE",
    "Finding",
    "Rule",
    "Structural",
    "check_dataset",
    "findings",
    "mark_checked",
    "require_checked",
    "subject",
]

#: Every rule about the content of a dataset, by code.
RULES: tuple[Rule, ...] = (
    people.name_fits_naming,  # E05
    people.described,
    values.consistent_count,
    values.whole_count,
    networks.explained_pause,
    networks.possible_moves,  # E10
    networks.dates_in_order,
    people.seat_names_via,
    people.uninvited,
    people.owned_exclusion,
    activity.not_yet_held,  # E15
    activity.later_meeting,
    evidence.named_helper,
    evidence.named_teller,
    activity.held_success,
    activity.owned_voice,  # E20
    links.parts_without_loops,
    evidence.rated_on_evidence,
    exchange.earlier_text,
    exchange.contact_of_call,
    exchange.closing_after_opening,  # E25
    values.consistent_withdrawal,
    naming.asked_before_named,
    questions.phase_of_initiative,
    activity.wider_spread,
    links.same_or_distinct,  # E30
    exchange.address_of_link,
    header.hiding_threshold,
    networks.described_network,
    questions.listed_questions,
    questions.phase_of_something,  # E35
    questions.asked_in_one_place,
    exchange.in_call,  # W04
    alike.look_alikes,
)
