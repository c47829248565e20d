"""
The registry: which export formats there are. It is a value; two of them do not disturb each other.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import pluggy

from sdsnet.errors import DuplicateNameError, UnknownFormatError
from sdsnet.exporting import Exporter
from sdsnet.plugins import hookspecs

__all__ = ["Registry", "default_registry"]


class Registry:
    """
    The exporters that are known, by name; the built-in ones come through the same hook as any.

    Raises:
        DuplicateNameError: Two exporters claim one name or alias.
    """

    def __init__(self) -> None:
        # Loaded when a registry is made: whoever only reads and checks needs no exporter.
        from sdsnet import exporters as builtin  # noqa: PLC0415

        manager = pluggy.PluginManager("sdsnet")
        manager.add_hookspecs(hookspecs)
        manager.register(builtin, name="sdsnet")
        hook: Any = manager.hook.sdsnet_exporters
        offered: list[tuple[str, Exporter]] = [
            (implementation.plugin_name, exporter)
            for implementation in hook.get_hookimpls()
            for exporter in implementation.function()
        ]
        self._owners: dict[str, tuple[str, Exporter]] = {}
        for owner, exporter in offered:
            for name in (exporter.name, *exporter.aliases):
                if name in self._owners:
                    raise DuplicateNameError(name, (owner, self._owners[name][0]))
                self._owners[name] = (owner, exporter)

    @property
    def exporters(self) -> Mapping[str, Exporter]:
        """
        The exporters by name, sorted by name, aliases left out.
        """
        known = {exporter.name: exporter for _, exporter in self._owners.values()}
        return MappingProxyType(dict(sorted(known.items())))

    def exporter(self, name: str) -> Exporter:
        """
        Return the exporter of a format.

        Raises:
            UnknownFormatError: No exporter has this name or alias.
        """
        if name not in self._owners:
            raise UnknownFormatError(name, tuple(self.exporters))
        return self._owners[name][1]


@functools.cache
def default_registry() -> Registry:
    """
    Return the registry that is used where none is given.
    """
    return Registry()
