"""
Finding plugins and asking them what they offer, each in its own guard.

Whatever is wrong with one plugin is written down beside its name, and the others go on.
"""

from __future__ import annotations

import contextlib
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import EntryPoint, entry_points
from itertools import groupby
from types import MappingProxyType
from typing import Any

import attrs
import pluggy

from sdsnet.exporting import API_VERSION as EXPORTER_API
from sdsnet.exporting import Exporter
from sdsnet.model.codelists import Code, CodelistExtension
from sdsnet.plugins import hookspecs
from sdsnet.reading.readers import API_VERSION as READER_API
from sdsnet.reading.readers import Reader
from sdsnet.rules import Rule

__all__ = [
    "BUILTIN",
    "RETURNS",
    "VARIABLE",
    "Candidate",
    "candidates",
    "given",
    "installed_names",
    "offers",
]

#: Name of the library itself among the plugins.
BUILTIN = "sdsnet"

#: Environment variable that says which installed plugins are loaded: `off`, or names and commas.
VARIABLE = "SDSNET_PLUGINS"

#: What each hook may return, and the newest version of its contract.
RETURNS: Mapping[str, tuple[type, int]] = MappingProxyType(
    {
        "sdsnet_exporters": (Exporter, EXPORTER_API),
        "sdsnet_codelists": (CodelistExtension, 1),
        "sdsnet_rules": (Rule, 1),
        "sdsnet_readers": (Reader, READER_API),
    }
)

_RULE_CODE = re.compile("[EW]-[a-z][a-z0-9]*-[0-9]{2}")


@attrs.define
class Candidate:
    """
    One plugin on its way into a registry.

    Attributes:
        name: Name of its entry point, or of the object that was given.
        package: The distribution that it came with; empty for an object that was given.
        version: Version of the distribution.
        implementation: The module or object that implements hooks; nothing where there is none.
        is_off: Whether it was left out on purpose.
        offers: What it offers, by hook.
        problems: What is wrong with it.
    """

    name: str
    package: str = ""
    version: str = ""
    implementation: object = None
    is_off: bool = False
    offers: dict[str, tuple[Any, ...]] = attrs.field(factory=dict)
    problems: list[str] = attrs.field(factory=list)


def installed_names() -> frozenset[str] | None:
    """
    Return the names that the environment variable `SDSNET_PLUGINS` lets load; nothing for all.
    """
    words = os.environ.get(VARIABLE, "").strip()
    if not words:
        return None
    names = frozenset(word.strip() for word in words.split(",") if word.strip())
    return names - {"off"}


def candidates(wanted: frozenset[str] | None) -> Iterator[Candidate]:
    """
    Load the installed plugins, sorted by name.

    Args:
        wanted: Names of those to load; nothing for all. A name that is not installed is told.
    """
    found = sorted(entry_points(group="sdsnet"), key=lambda one: (one.name, _package(one)))
    for name, group in groupby(found, key=lambda one: one.name):
        same = list(group)
        for entry in same:
            candidate = _candidate(entry)
            candidate.is_off = wanted is not None and name not in wanted
            if len(same) > 1:
                packages = " and ".join(map(_package, same))
                candidate.problems.append(f"{packages} both call a plugin {name}; remove one")
            elif not candidate.is_off:
                _load(candidate, entry)
            yield candidate
    for name in sorted((wanted or frozenset()) - {one.name for one in found}):
        yield Candidate(name, problems=["it was asked for by name, and it is not installed"])


def _package(entry: EntryPoint) -> str:
    return (entry.dist.name if entry.dist is not None else "") or ""  # no METADATA, no name


def _candidate(entry: EntryPoint) -> Candidate:
    return Candidate(entry.name, _package(entry), (entry.dist.version if entry.dist else "") or "")


def _load(candidate: Candidate, entry: EntryPoint) -> None:
    if candidate.name == BUILTIN:
        candidate.problems.append(f"no plugin but the library itself is called {BUILTIN}")
        return
    try:
        # What a module prints while it is loaded is not what a command was asked for.
        with contextlib.redirect_stdout(sys.stderr):
            candidate.implementation = entry.load()
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001  extension modules raise bare BaseExceptions
        candidate.problems.append(f"it cannot be imported: {_told(error)}")


def _told(error: BaseException) -> str:
    """
    Tell an error of a plugin's code in one line; no data was near it yet.
    """
    try:
        words = str(error).strip().partition("\n")[0]
    except Exception:  # noqa: BLE001  even this is their code
        words = ""
    return f"{type(error).__name__}: {words}" if words else type(error).__name__


def given(plugins: Iterable[object]) -> Iterator[Candidate]:
    """
    Name the plugins that somebody gives as objects.
    """
    for plugin in plugins:
        try:
            name = getattr(plugin, "__name__", type(plugin).__name__)
        except KeyboardInterrupt:
            raise
        except BaseException:  # noqa: BLE001  attributes may run code of theirs
            name = type(plugin).__name__
        yield Candidate(str(name), implementation=plugin)


def offers(candidate: Candidate) -> None:
    """
    Ask a plugin through its hooks what it offers, and check what it returns.

    Each plugin has a manager of its own, so that none can disturb another.
    """
    if candidate.implementation is None:
        return
    try:
        _ask(candidate)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001  attributes, too, may run code of theirs
        candidate.offers.clear()
        candidate.problems.append(f"it cannot be asked what it offers: {_told(error)}")


def _ask(candidate: Candidate) -> None:
    manager = pluggy.PluginManager("sdsnet")
    manager.add_hookspecs(hookspecs)
    try:
        manager.register(candidate.implementation, name=candidate.name)
        manager.check_pending()
    except pluggy.PluginValidationError as error:
        candidate.problems.append(_misfit(error))
        return
    candidate.problems += _unmarked(candidate.implementation)
    for hook in RETURNS:
        for implementation in getattr(manager.hook, hook).get_hookimpls():
            _call(candidate, hook, implementation)
    if not candidate.offers and not candidate.problems:
        candidate.problems.append("it implements no hook; mark functions with @sdsnet.hookimpl")


def _misfit(error: pluggy.PluginValidationError) -> str:
    words = " ".join(str(error).split())
    unknown = re.search(r"unknown hook '(\w+)'", words)
    if unknown:
        return f"there is no hook {unknown[1]}; the hooks are {', '.join(sorted(RETURNS))}"
    argument = re.search(r"hook '(\w+)'.*not be found in the hookspec", words)
    if argument:
        return f"its {argument[1]} takes arguments, and the hook has none"
    return words


def _unmarked(implementation: object) -> Iterator[str]:
    """
    Find functions that were meant as hooks: pluggy passes over what is not marked in silence.
    """
    for name in RETURNS:
        found = getattr(implementation, name, None)
        if callable(found) and not hasattr(found, "sdsnet_impl"):
            yield f"its {name} is not marked with @sdsnet.hookimpl"


def _call(candidate: Candidate, hook: str, implementation: pluggy.HookImpl) -> None:
    if implementation.hookwrapper or implementation.wrapper:
        candidate.problems.append(f"its {hook} is a wrapper, and hooks here return values")
        return
    try:
        returned: Any = implementation.function()
        is_list = isinstance(returned, Iterable) and not isinstance(returned, (str, Mapping))
        # A generator raises only when it is gone through.
        values = tuple(returned) if is_list else None
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001  extension modules raise bare BaseExceptions
        candidate.problems.append(f"its {hook} failed: {_told(error)}")
        return
    if values is None:
        kind = type(returned).__name__
        candidate.problems.append(f"its {hook} returned {kind} where a list is due")
        return
    candidate.offers[hook] = tuple(one for one in values if _is_fit(candidate, hook, one))


def _is_extension(value: CodelistExtension) -> bool:
    parts: tuple[object, ...] = (
        value.codelist,
        *(getattr(one, "key", None) for one in value.codes),
    )
    codes: tuple[object, ...] = value.codes
    return all(isinstance(one, str) for one in parts) and all(
        isinstance(one, Code) for one in codes
    )


def _is_fit(candidate: Candidate, hook: str, value: object) -> bool:
    due, newest = RETURNS[hook]
    if not isinstance(value, due):
        kind = type(value).__name__
        candidate.problems.append(f"its {hook} returned {kind} where {due.__name__} is due")
        return False
    version = getattr(value, "api_version", newest)
    if not isinstance(version, int) or version > newest:
        name = getattr(value, "name", "")
        candidate.problems.append(
            f"{name!r} needs version {version} of the plugin interface, and this library has "
            f"{newest}; install a newer sdsnet"
        )
        return False
    if isinstance(value, CodelistExtension) and not _is_extension(value):
        candidate.problems.append(f"what it adds to the codelist {value.codelist!r} is not a Code")
        return False
    if isinstance(value, Rule) and not _RULE_CODE.fullmatch(str(value.code)):
        candidate.problems.append(
            f"its rule {value.code!r} has a code that may be taken; write E or W, a word of your "
            "own and two digits: W-acme-01"
        )
        return False
    return True
