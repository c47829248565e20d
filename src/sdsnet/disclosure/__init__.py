"""
The disclosure boundary: what one audience may see of a dataset, made before any exporter runs.
"""

from __future__ import annotations

from sdsnet.disclosure.answers import AnswerFound
from sdsnet.disclosure.boundary import (
    Disclosed,
    DisclosureRecord,
    Replacement,
    disclose,
    disclose_with_record,
)
from sdsnet.disclosure.cells import CallTotals, Cell
from sdsnet.disclosure.clearing import Clearance, clearance_of
from sdsnet.disclosure.edition import Edition
from sdsnet.disclosure.explanation import CutTie, Explanation, FieldFate, Reason, explain
from sdsnet.disclosure.policy import Policy
from sdsnet.disclosure.recall import ExportFound, Lost, Recall, lost, verdict

__all__ = [
    "AnswerFound",
    "CallTotals",
    "Cell",
    "Clearance",
    "CutTie",
    "Disclosed",
    "DisclosureRecord",
    "Edition",
    "Explanation",
    "ExportFound",
    "FieldFate",
    "Lost",
    "Policy",
    "Reason",
    "Recall",
    "Replacement",
    "clearance_of",
    "disclose",
    "disclose_with_record",
    "explain",
    "lost",
    "verdict",
]
