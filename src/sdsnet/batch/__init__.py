"""
Many datasets at once: each read, checked, disclosed and exported as it would be alone.

One failure stops nothing else, what was done is kept, and nothing here grows with the number of
inputs: they are looked up as workers become free, and forgotten once they are told.
"""

from __future__ import annotations

from sdsnet.batch.converting import convert
from sdsnet.batch.inputs import Input, expand
from sdsnet.batch.outcomes import Conversion, ConversionSummary
from sdsnet.batch.running import BatchError
from sdsnet.batch.work import differences, versions

__all__ = [
    "BatchError",
    "Conversion",
    "ConversionSummary",
    "Input",
    "convert",
    "differences",
    "expand",
    "versions",
]
