"""
What tests of plugins and of embedding tools need: hypothesis strategies for whole datasets.

Needs the extra `sdsnet[testing]`, which brings hypothesis.
"""

from __future__ import annotations

from sdsnet.testing.strategies import HOSTILE_TEXTS, datasets, dates, documents, records, texts

__all__ = ["HOSTILE_TEXTS", "datasets", "dates", "documents", "records", "texts"]
