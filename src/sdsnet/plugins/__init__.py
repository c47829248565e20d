"""
The host for exporters: the hooks they come through and the registry that knows them.
"""

from __future__ import annotations

from sdsnet.plugins.registry import Registry, default_registry

__all__ = ["Registry", "default_registry"]
