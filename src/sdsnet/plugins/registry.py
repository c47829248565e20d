"""
The registry: what is known of formats, codelists, rules and readers.

A registry is a value. It is made once and never changes, threads may share it, and two of them in
one process do not disturb each other.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import metadata
from types import MappingProxyType
from typing import Any, Literal

import attrs

from sdsnet.dataset import Dataset
from sdsnet.errors import (
    DuplicateNameError,
    PluginLoadError,
    PluginRunError,
    UnknownFormatError,
)
from sdsnet.exporting import Exporter
from sdsnet.model.codelists import CODELISTS, Codelist, CodelistExtension
from sdsnet.plugins.loading import (
    BUILTIN,
    Candidate,
    candidates,
    given,
    installed_names,
    offers,
)
from sdsnet.reading import FORMATS, Limits, ParsedDocument, Reader
from sdsnet.reading.faults import Fault
from sdsnet.reading.readers import Place
from sdsnet.rules import Finding, Rule
from sdsnet.rules.structure import STRUCTURE

__all__ = ["OFFERED_BY", "Plugin", "Registry", "default_registry"]

#: Packages that are known to offer formats, so that an error can name what to install.
OFFERED_BY: Mapping[str, str] = MappingProxyType(
    {
        name: package
        for package, names in (
            ("sdsnet-graph", ("dot", "gexf", "graphml", "kumu", "mermaid")),
            ("sdsnet-linked", ("jsonld", "nt", "turtle")),
            ("sdsnet-office", ("xlsx",)),
            ("sdsnet-qda", ("codebook", "qdc", "qdpx")),
        )
        for name in names
    }
)

_BUILTIN_ENDINGS = ", ".join(FORMATS)


@attrs.frozen(kw_only=True)
class Plugin:
    """
    What became of one plugin.

    Attributes:
        name: Name of its entry point, or of the object that was given.
        package: The distribution that it came with; empty for an object that was given.
        version: Version of that distribution.
        state: `ready`; `faulty`, if something is wrong with it; `off`, if it was not to be loaded.
        problems: What is wrong with it, a sentence each. What is right is used all the same.
        exporters: Names of the formats that it adds.
        codelists: Keys that it adds, each behind the name of its codelist and a slash.
        rules: Codes of the rules that it adds.
        readers: Names of the readers that it adds.
    """

    name: str
    package: str = ""
    version: str = ""
    state: Literal["ready", "faulty", "off"] = "ready"
    problems: tuple[str, ...] = ()
    exporters: tuple[str, ...] = ()
    codelists: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    readers: tuple[str, ...] = ()


class Registry:
    """
    The formats, codelists, rules and readers that are known: built in, installed, or given.

    Whatever is wrong with an installed plugin is told by `plugins` and harms nothing else. A name
    that two plugins claim belongs to neither; one that the library has stays its own.

    Args:
        plugins: Modules or objects that implement hooks, for who embeds the library.
        installed: Whether to load the plugins that are installed, or the names of those to load.
            Left out, the environment variable `SDSNET_PLUGINS` says so: `off`, or names with
            commas; without it all are loaded.

    Raises:
        PluginLoadError: Something is wrong with a plugin in `plugins`.
        TypeError: The names of plugins are one text.

    Example:
        >>> from sdsnet import Registry
        >>> sorted(Registry(installed=False).exporters)
        ['csv', 'json', 'jsonl', 'markdown', 'sqlite', 'yaml']
    """

    def __init__(
        self, plugins: Iterable[object] = (), *, installed: bool | Iterable[str] | None = None
    ) -> None:
        own = list(given(plugins))
        found = [_builtin(), *own, *_installed(installed)]
        for candidate in found:
            offers(candidate)
        self._contested = _settle(found)
        self._exporters: dict[str, Exporter] = {
            name: one for one in _all(found, "sdsnet_exporters") for name in _names(one)
        }
        self._codelists = _extended(found)
        self._rules = tuple(
            _guarded_rule(candidate.name, one)
            for candidate in found
            for one in candidate.offers.get("sdsnet_rules", ())
        )
        self._readers = tuple(
            _guarded_reader(candidate.name, one)
            for candidate in found
            for one in candidate.offers.get("sdsnet_readers", ())
        )
        self._plugins = tuple(map(_plugin, found))
        for candidate in own:
            if candidate.problems:
                raise PluginLoadError(candidate.name, "; ".join(candidate.problems))

    @property
    def plugins(self) -> tuple[Plugin, ...]:
        """
        What became of each plugin: the library first, then those given, then those installed.
        """
        return self._plugins

    @property
    def exporters(self) -> Mapping[str, Exporter]:
        """
        The exporters by name, sorted by name, aliases left out.
        """
        known = {exporter.name: exporter for exporter in self._exporters.values()}
        return MappingProxyType(dict(sorted(known.items())))

    def exporter(self, name: str) -> Exporter:
        """
        Return the exporter of a format.

        Raises:
            UnknownFormatError: No exporter has this name or alias.
            DuplicateNameError: Two plugins claim it.
        """
        if name in self._exporters:
            return self._exporters[name]
        if ("format", name) in self._contested:
            raise DuplicateNameError(name, self._contested["format", name])
        raise UnknownFormatError(name, tuple(self.exporters), OFFERED_BY.get(name))

    @property
    def codelists(self) -> Mapping[str, Codelist]:
        """
        The codelists by name, with the keys that plugins add behind their own.
        """
        return self._codelists

    @property
    def rules(self) -> tuple[Rule, ...]:
        """
        The rules that plugins add.
        """
        return self._rules

    @property
    def readers(self) -> tuple[Reader, ...]:
        """
        The readers that plugins add.
        """
        return self._readers


def _builtin() -> Candidate:
    # Loaded when a registry is made: whoever only imports the library needs no exporter.
    from sdsnet import exporters  # noqa: PLC0415

    return Candidate(BUILTIN, BUILTIN, metadata.version(BUILTIN), implementation=exporters)


def _installed(wanted: bool | Iterable[str] | None) -> Iterator[Candidate]:  # noqa: FBT001  # as Registry takes it
    if wanted is None:
        yield from candidates(installed_names())
    elif isinstance(wanted, str):
        raise TypeError("a registry takes names of plugins in a list, not in one text")
    elif isinstance(wanted, bool):
        yield from candidates(None) if wanted else ()
    else:
        yield from candidates(frozenset(wanted))


def _all(found: Iterable[Candidate], hook: str) -> Iterator[Any]:
    for candidate in found:
        yield from candidate.offers.get(hook, ())


def _names(exporter: Exporter) -> tuple[str, ...]:
    return (exporter.name, *exporter.aliases)


# ---- names

Claim = tuple[str, str]

#: What each kind of offer claims for itself.
_CLAIMS: Mapping[str, Callable[[Any], Iterator[Claim]]] = MappingProxyType(
    {
        "sdsnet_exporters": lambda one: (("format", name) for name in _names(one)),
        "sdsnet_codelists": lambda one: (
            ("key", f"{one.codelist}/{code.key}") for code in one.codes
        ),
        "sdsnet_rules": lambda one: iter([("rule", one.code)]),
        "sdsnet_readers": lambda one: iter(
            [("reader", one.name), *(("ending", suffix) for suffix in one.suffixes)]
        ),
    }
)


def _settle(found: list[Candidate]) -> dict[Claim, tuple[str, ...]]:
    """
    Take away what claims a name that is taken, tell so, and return who claims what is contested.
    """
    owners: dict[Claim, list[str]] = {}
    for ending in FORMATS:
        owners["ending", ending] = [BUILTIN]
    for name in FORMATS.values():
        owners["reader", name] = [BUILTIN]
    for candidate in found:
        for claim in _claims(candidate):
            owners.setdefault(claim, []).append(candidate.name)
    taken = {claim: tuple(names) for claim, names in owners.items() if len(names) > 1}
    for candidate in found:
        if candidate.name != BUILTIN:
            _give_way(candidate, taken)
    return {claim: names for claim, names in taken.items() if BUILTIN not in names}


def _claims(candidate: Candidate) -> Iterator[Claim]:
    for hook, some in candidate.offers.items():
        for one in some:
            yield from _CLAIMS[hook](one)


def _give_way(candidate: Candidate, taken: Mapping[Claim, tuple[str, ...]]) -> None:
    told = {claim: taken[claim] for claim in _claims(candidate) if claim in taken}
    for (kind, name), owners in told.items():
        others = [owner for owner in owners if owner != candidate.name] or [candidate.name]
        candidate.problems.append(
            f"the {kind} {name!r} is claimed by {' and '.join(sorted({candidate.name, *others}))}"
            + ("" if len(set(owners)) > 1 else " twice")
        )
    for hook, some in candidate.offers.items():
        candidate.offers[hook] = tuple(
            one for one in some if not any(claim in taken for claim in _CLAIMS[hook](one))
        )


# ---- codelists


def _extended(found: Iterable[Candidate]) -> Mapping[str, Codelist]:
    """
    Add the keys of plugins to the codelists; what does not fit is told and left out.
    """
    lists = dict(CODELISTS)
    for candidate in found:
        fit = []
        for extension in candidate.offers.get("sdsnet_codelists", ()):
            try:
                lists[extension.codelist] = _with_codes(lists, extension)
            except ValueError as error:
                candidate.problems.append(str(error))
            else:
                fit.append(extension)
        candidate.offers["sdsnet_codelists"] = tuple(fit)
    return MappingProxyType(lists)


def _with_codes(lists: Mapping[str, Codelist], extension: CodelistExtension) -> Codelist:
    if extension.codelist not in lists:
        raise ValueError(f"there is no codelist {extension.codelist!r}")
    return lists[extension.codelist].extended(extension.codes)


# ---- guards


def _guarded_rule(plugin: str, rule: Rule) -> Rule:
    """
    Turn whatever a rule of a plugin raises into an error that names the plugin.
    """

    def check(dataset: Dataset) -> list[Finding]:
        try:
            found: list[Any] = list(rule.check(dataset))
        except (Exception, SystemExit) as error:
            # The text of a stranger's exception may hold anything; its kind says enough here.
            reason = f"its rule {rule.code} failed with {type(error).__name__}"
            raise PluginRunError(plugin, reason) from error
        if not all(map(_is_finding, found)):
            raise PluginRunError(plugin, f"its rule {rule.code} gave what is not a Finding")
        return found

    return attrs.evolve(rule, check=check)


def _is_finding(one: object) -> bool:
    path, message = getattr(one, "path", None), getattr(one, "message", None)
    return isinstance(one, Finding) and isinstance(path, tuple) and isinstance(message, str)


def _guarded_reader(plugin: str, reader: Reader) -> Reader:
    """
    Turn whatever a reader of a plugin raises into an error that names the plugin.
    """

    def read(data: bytes, limits: Limits) -> ParsedDocument:
        try:
            parsed: Any = reader.read(data, limits)
        except (Exception, SystemExit) as error:
            reason = f"its reader {reader.name} failed with {type(error).__name__}"
            raise PluginRunError(plugin, reason) from error
        if not isinstance(parsed, ParsedDocument):
            raise PluginRunError(plugin, f"its reader {reader.name} gave no ParsedDocument")
        if not all(map(_is_fault, parsed.faults)):
            reason = f"its reader {reader.name} told a fault that no structural rule has a code for"
            raise PluginRunError(plugin, reason)
        return attrs.evolve(parsed, locate=functools.partial(_located, plugin, reader, parsed))

    return attrs.evolve(reader, read=read)


def _is_fault(one: Any) -> bool:
    return isinstance(one, Fault) and one.code in STRUCTURE


def _located(plugin: str, reader: Reader, parsed: ParsedDocument, path: Any) -> Place:
    try:
        place = parsed.locate(path)
    except (Exception, SystemExit) as error:
        reason = f"its reader {reader.name} failed with {type(error).__name__} to tell a place"
        raise PluginRunError(plugin, reason) from error
    if not isinstance(place, Place):
        raise PluginRunError(plugin, f"its reader {reader.name} told a place that is no Place")
    return place


# ---- what became of them


def _plugin(candidate: Candidate) -> Plugin:
    offered = candidate.offers
    return Plugin(
        name=candidate.name,
        package=candidate.package,
        version=candidate.version,
        state="off" if candidate.is_off else "faulty" if candidate.problems else "ready",
        problems=tuple(candidate.problems),
        exporters=tuple(one.name for one in offered.get("sdsnet_exporters", ())),
        codelists=tuple(
            f"{one.codelist}/{code.key}"
            for one in offered.get("sdsnet_codelists", ())
            for code in one.codes
        ),
        rules=tuple(one.code for one in offered.get("sdsnet_rules", ())),
        readers=tuple(one.name for one in offered.get("sdsnet_readers", ())),
    )


@functools.cache
def default_registry() -> Registry:
    """
    Return the registry that is used where none is given: built-in and installed plugins.
    """
    return Registry()
