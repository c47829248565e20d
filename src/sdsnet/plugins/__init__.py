"""
The host for plugins: the hooks they come through and the registry that knows them.
"""

from __future__ import annotations

from sdsnet.plugins.hookspecs import hookimpl
from sdsnet.plugins.registry import OFFERED_BY, Plugin, Registry, default_registry

__all__ = ["OFFERED_BY", "Plugin", "Registry", "default_registry", "hookimpl"]
