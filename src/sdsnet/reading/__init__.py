"""
From files that people write by hand to a checked dataset, with a message for every problem.
"""

from __future__ import annotations

from sdsnet.reading.documents import Reading, read_sources, read_text
from sdsnet.reading.editing import EditError, with_field
from sdsnet.reading.excerpts import Excerpt, excerpts
from sdsnet.reading.faults import Fault
from sdsnet.reading.files import FORMATS
from sdsnet.reading.limits import Limits
from sdsnet.reading.readers import ParsedDocument, Place, Reader
from sdsnet.reading.structure import StructureError, make_converter

__all__ = [
    "FORMATS",
    "EditError",
    "Excerpt",
    "Fault",
    "Limits",
    "ParsedDocument",
    "Place",
    "Reader",
    "Reading",
    "StructureError",
    "excerpts",
    "make_converter",
    "read_sources",
    "read_text",
    "with_field",
]
