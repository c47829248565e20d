"""
What tests of plugins and of embedding tools need: drawn datasets, and the contract for exporters.

Needs the extra `sdsnet[testing]`, which brings hypothesis and time-machine.
"""

from __future__ import annotations

from sdsnet.testing.contract import PROPERTIES, Judgement, Property, Verdict, check_exporter
from sdsnet.testing.strategies import (
    HOSTILE_TEXTS,
    datasets,
    dates,
    documents,
    editions,
    records,
    texts,
)
from sdsnet.testing.subject import Broken, Subject
from sdsnet.testing.suite import ExporterContract

__all__ = [
    "HOSTILE_TEXTS",
    "PROPERTIES",
    "Broken",
    "ExporterContract",
    "Judgement",
    "Property",
    "Subject",
    "Verdict",
    "check_exporter",
    "datasets",
    "dates",
    "documents",
    "editions",
    "records",
    "texts",
]
