"""
Rules about what a dataset says of itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from sdsnet.dataset import Dataset
from sdsnet.rules.rule import Finding, rule

__all__ = ["hiding_threshold"]

_LEAST = 3


@rule("E32", "threshold-hides-something", "Counts are hidden below 3 or below a higher number.")
def hiding_threshold(dataset: Dataset) -> Iterator[Finding]:
    """
    Find a threshold so low that the counts of single people would show.
    """
    least = dataset.privacy.suppress_below if dataset.privacy else None
    if least is not None and least < _LEAST:
        effect = "hides nothing" if least <= 1 else "hides too little"
        yield Finding(
            dataset,
            ("privacy", "suppress_below"),
            f"privacy: suppress_below {least} {effect}. Use 3 or more; 5 is usual.",
        )
