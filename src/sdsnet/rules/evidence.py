"""
Rules about observations, barriers and practice examples.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from sdsnet.dataset import Dataset
from sdsnet.model import Barrier, Observation
from sdsnet.rules.rule import Finding, rule, subject

__all__ = ["named_helper", "named_teller", "rated_on_evidence"]

_NEEDS = {
    "needs_help": "needs another party's help. Say whose (control_roles).",
    "needs_no_hindrance": "needs another party not to hinder. Say which (control_roles).",
}
_SAID_OF = {"works": "to work", "promising": "to be promising"}


@rule("E17", "control-names-roles", "Where another party's part is needed, its role is named.")
def named_helper(dataset: Dataset) -> Iterator[Finding]:
    """
    Find needs for the help or the restraint of nobody in particular.
    """
    records: Iterator[Observation | Barrier] = chain(dataset.observations, dataset.barriers)
    for record in records:
        if record.control in _NEEDS and not record.control_roles:
            message = f"{subject(record)} {_NEEDS[record.control]}"
            yield Finding(record, ("control_roles",), message)


@rule(
    "E18",
    "second-hand-names-teller",
    "What is told second hand names who tells it, or the text that does.",
    in_edition=False,
)
def named_teller(dataset: Dataset) -> Iterator[Finding]:
    """
    Find hearsay that nobody told.
    """
    for observation in dataset.observations:
        told_by = observation.reported_by or observation.source
        if observation.stated_as == "second_hand" and not told_by:
            yield Finding(
                observation,
                ("reported_by",),
                f"{subject(observation)} is second_hand but has neither reported_by nor source.",
            )
    for barrier in dataset.barriers:
        if barrier.stated_as == "second_hand" and not barrier.source:
            yield Finding(
                barrier, ("source",), f"{subject(barrier)} is second_hand but has no source."
            )


@rule("E22", "rating-has-evidence", "What is said to work or to be promising rests on evidence.")
def rated_on_evidence(dataset: Dataset) -> Iterator[Finding]:
    """
    Find good ratings that rest on nothing.
    """
    for example in dataset.practice_examples:
        if example.rating in _SAID_OF and example.evidence in {None, "none"}:
            yield Finding(
                example,
                ("evidence",),
                f"{subject(example)} is said {_SAID_OF[example.rating]} but gives no evidence. "
                "Use account at least.",
            )
