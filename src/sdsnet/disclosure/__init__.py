"""
The disclosure boundary: what one audience may see of a dataset, made before any exporter runs.
"""

from __future__ import annotations

from sdsnet.disclosure.boundary import disclose
from sdsnet.disclosure.edition import Edition

__all__ = ["Edition", "disclose"]
