"""
The hooks through which plugins come to the host. Hooks return values; there is nothing to mutate.
"""

from __future__ import annotations

from collections.abc import Sequence

import pluggy

from sdsnet.exporting import Exporter
from sdsnet.model.codelists import CodelistExtension
from sdsnet.reading import Reader
from sdsnet.rules import Rule

__all__ = [
    "hookimpl",
    "sdsnet_codelists",
    "sdsnet_exporters",
    "sdsnet_readers",
    "sdsnet_rules",
]

#: Marks a function of a plugin as the implementation of the hook whose name it has.
hookimpl = pluggy.HookimplMarker("sdsnet")

_hookspec = pluggy.HookspecMarker("sdsnet")


@_hookspec
def sdsnet_exporters() -> Sequence[Exporter]:  # type: ignore[empty-body]  # a hook has no body
    """
    Return the export formats that a plugin offers.

    Called once for each registry that is made. What takes time, such as loading a library that only
    one format needs, belongs in the function that exports.
    """


@_hookspec
def sdsnet_codelists() -> Sequence[CodelistExtension]:  # type: ignore[empty-body]  # as above
    """
    Return further keys for codelists, each with a prefix of the plugin's own.

    Called once for each registry that is made. Files may then use the keys, glossaries and schemas
    explain them, and exports show their labels.
    """


@_hookspec
def sdsnet_rules() -> Sequence[Rule]:  # type: ignore[empty-body]  # as above
    """
    Return further rules that datasets must keep.

    Called once for each registry that is made. The rules run with every check, after those of the
    library. Codes are a letter, a word of the plugin's own and two digits, such as `W-acme-01`.
    """


@_hookspec
def sdsnet_readers() -> Sequence[Reader]:  # type: ignore[empty-body]  # as above
    """
    Return readers of further file formats.

    Called once for each registry that is made. A reader is asked for files with its endings that
    are named one by one; in a folder only the formats of the library are read.
    """
