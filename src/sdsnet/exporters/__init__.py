"""
The built-in exporters, one module a format, offered through the same hook as anyone's.
"""

from __future__ import annotations

import pluggy

from sdsnet.exporters import csv, markdown, sqlite, text
from sdsnet.exporting import Exporter

__all__ = ["sdsnet_exporters"]

_hookimpl = pluggy.HookimplMarker("sdsnet")


@_hookimpl
def sdsnet_exporters() -> tuple[Exporter, ...]:
    """
    Offer the built-in formats.
    """
    return (*text.EXPORTERS, markdown.MARKDOWN, csv.CSV, sqlite.SQLITE)
