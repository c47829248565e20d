"""
The hooks through which exporters come to the host. Hooks return values; there is nothing to mutate.
"""

from __future__ import annotations

from collections.abc import Sequence

import pluggy

from sdsnet.exporting import Exporter

__all__ = ["sdsnet_exporters"]

hookspec = pluggy.HookspecMarker("sdsnet")


@hookspec
def sdsnet_exporters() -> Sequence[Exporter]:  # type: ignore[empty-body]  # a hook has no body
    """
    Return the exporters that a plugin offers.

    Called once when a registry is made; it must not read files or do work.
    """
