"""
Rules about the value objects that several types of record hold: quantities and answers.
"""

from __future__ import annotations

from collections.abc import Iterator

from sdsnet.dataset import Dataset
from sdsnet.model import Consent, Quantity
from sdsnet.rules.dates import comes_before
from sdsnet.rules.places import in_words, value_objects
from sdsnet.rules.rule import Finding, rule, subject

__all__ = ["consistent_count", "consistent_withdrawal", "whole_count"]

# A number that is longer than this is a slip, and Python refuses to write the longest ones.
_LARGEST_SHOWN = 10**15


@rule(
    "E07",
    "count-fits-quantifier",
    "`exact` comes with a count, `one` with none or with 1, and every other quantifier with none.",
)
def consistent_count(dataset: Dataset) -> Iterator[Finding]:
    """
    Find words that were given a number, and numbers that were left out.
    """
    for record, path, quantity in value_objects(dataset, Quantity):
        if said := _misfit(quantity):
            message = f"{subject(record)}, {in_words(path)}: {said}"
            yield Finding(record, (*path, "count"), message)


def _misfit(quantity: Quantity) -> str | None:
    word, count = quantity.quantifier, quantity.count
    if word == "exact":
        return None if count is not None else _COUNT_MISSING
    if count is None or (word == "one" and count == 1):
        return None
    way_out = _ONLY_ONE if word == "one" else _KEEP_THE_WORD
    return f"{word!r} cannot carry count{_shown(count)}. {way_out}"


_COUNT_MISSING = "'exact' needs a count. Give the number, or use the source's own word."
_ONLY_ONE = "Use 1, or leave the count out."
_KEEP_THE_WORD = "Keep the source's word; do not guess a number."


@rule("E08", "count-is-whole", "A count is a whole number and not below zero.")
def whole_count(dataset: Dataset) -> Iterator[Finding]:
    """
    Find counts that no set of parties can have.
    """
    for record, path, quantity in value_objects(dataset, Quantity):
        count: object = quantity.count
        if count is not None and (type(count) is not int or count < 0):
            yield Finding(
                record,
                (*path, "count"),
                f"{subject(record)}, {in_words(path)}: "
                f"count{_shown(count)} is not a number of parties.",
            )


def _shown(count: object) -> str:
    if isinstance(count, int | float) and abs(count) <= _LARGEST_SHOWN:
        return f" {count!r}"
    return ""


@rule("E26", "withdrawal-after-answer", "An answer is not taken back before it was given.")
def consistent_withdrawal(dataset: Dataset) -> Iterator[Finding]:
    """
    Find answers that were taken back before they were given.
    """
    for record, path, consent in value_objects(dataset, Consent):
        if comes_before(consent.withdrawn_on, consent.given_on):
            yield Finding(
                record,
                (*path, "withdrawn_on"),
                f"{subject(record)}: consent was withdrawn on {consent.withdrawn_on}, "
                "before it was given.",
            )
