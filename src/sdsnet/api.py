"""
The public functions: each composes reading, checking, disclosure and exporting for one purpose.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import Any, Literal

import attrs

from sdsnet import amending, disclosure, exporting, rules, schema
from sdsnet.dataset import Dataset
from sdsnet.disclosure import (
    Clearance,
    Disclosed,
    Edition,
    Explanation,
    ExportFound,
    Recall,
)
from sdsnet.disclosure.warnings import PRIVACY_RULES, TELLING
from sdsnet.errors import DisclosureError, DocumentError, Problem, Problems
from sdsnet.exporting import Artifact, Exporter, Receipt
from sdsnet.model.edtf import parse as parse_date
from sdsnet.plugins import OFFERED_BY, Plugin, Registry, default_registry
from sdsnet.reading import Excerpt, Limits, Reading, excerpts, read_sources, read_text
from sdsnet.views import glossary as words
from sdsnet.writing import render

__all__ = [
    "TELLING",
    "Excerpt",
    "Reading",
    "check",
    "clear",
    "disclose",
    "disclose_with_record",
    "examine",
    "excerpts",
    "explain",
    "export",
    "exporter",
    "faulty_plugins",
    "formats",
    "glossary",
    "json_schema",
    "known_elsewhere",
    "meanings",
    "parse",
    "parse_date",
    "parse_options",
    "plugins",
    "read",
    "recall",
    "render",
    "write",
]

Source = str | os.PathLike[str]
TextFormat = Literal["yaml", "json", "jsonl"]


def _rules(registry: Registry) -> tuple[rules.Rule, ...]:
    return (*rules.RULES, *registry.rules)


def _every_rule(registry: Registry) -> tuple[rules.Rule, ...]:
    """
    Return what `check` looks for; reading alone leaves out the search for names.
    """
    return (*_rules(registry), *PRIVACY_RULES)


def _require_checked(dataset: Dataset, registry: Registry) -> None:
    rules.require_checked(dataset, rules=_rules(registry), codelists=registry.codelists)


def _for_exporters(edition: Edition, registry: Registry) -> Edition:
    return attrs.evolve(edition, codelists=registry.codelists)


def _dataset(reading: Reading) -> Dataset:
    if reading.dataset is None:
        raise DocumentError(reading.problems)
    return reading.dataset


def read(
    source: Source,
    *,
    given: str | None = None,
    limits: Limits | None = None,
    registry: Registry | None = None,
) -> Dataset:
    """
    Read a dataset from a file, a folder of files, or standard input.

    Args:
        source: Path of a file or folder, or `-` for standard input.
        given: What to read a file as, whatever its ending: `yaml`, `json`, `jsonl` or the name of a
            reader that a plugin adds. Standard input is YAML without it.
        limits: The bounds on what is read; the usual ones when left out.
        registry: The plugins to use; the built-in and installed ones when left out.

    Raises:
        DocumentError: The source cannot be read or breaks rules; it carries every problem at once.
        PluginRunError: A rule or a reader of a plugin failed.

    Example:
        >>> import sdsnet
        >>> dataset = sdsnet.read("examples/pilotlight")
        >>> dataset.title
        'Pilotlight Provider Network'
    """
    known = registry or default_registry()
    return _dataset(_read(source, given, limits, known, _rules(known)))


def _read(
    source: Source,
    given: str | None,
    limits: Limits | None,
    registry: Registry,
    checked: tuple[rules.Rule, ...],
) -> Reading:
    return read_sources(
        os.fspath(source),
        given=given,
        limits=limits,
        codelists=registry.codelists,
        rules=checked,
        readers=registry.readers,
    )


def parse(
    text: str | bytes,
    *,
    given: TextFormat = "yaml",
    name: str = "<text>",
    limits: Limits | None = None,
    registry: Registry | None = None,
) -> Dataset:
    """
    Read a dataset from text that is in memory already.

    Args:
        text: The document.
        given: Its format; JSON is YAML, too.
        name: What stands for a file name in messages.
        limits: The bounds on what is read; the usual ones when left out.
        registry: The plugins to use; the built-in and installed ones when left out.

    Raises:
        DocumentError: The text breaks rules; it carries every problem at once.
        PluginRunError: A rule of a plugin failed.
    """
    known = registry or default_registry()
    reading = read_text(
        text,
        given=given,
        name=name,
        limits=limits,
        codelists=known.codelists,
        rules=_rules(known),
    )
    return _dataset(reading)


def check(
    source: Source | Dataset,
    *,
    given: str | None = None,
    limits: Limits | None = None,
    registry: Registry | None = None,
) -> list[Problem]:
    """
    Return every problem of a source, or of a dataset that was built in code, sorted by place.

    Does not raise for bad content; an empty list says that there is nothing to mend. A notebook
    shows the list as a table.

    Args:
        source: Path of a file or folder, `-` for standard input, or a dataset.
        given: What to read a file as, whatever its ending.
        limits: The bounds on what is read; the usual ones when left out.
        registry: The plugins to use; the built-in and installed ones when left out.

    Raises:
        PluginRunError: A rule or a reader of a plugin failed.
    """
    known = registry or default_registry()
    if isinstance(source, Dataset):
        found = rules.check_dataset(source, rules=_every_rule(known), codelists=known.codelists)
        return Problems(found)
    return Problems(examine(source, given=given, limits=limits, registry=known).problems)


def examine(
    source: Source,
    *,
    given: str | None = None,
    limits: Limits | None = None,
    registry: Registry | None = None,
) -> Reading:
    """
    Read a source for a program that shows problems beside the lines in which they stand.

    Does not raise for bad content. The result holds the dataset, if there is no error, all the
    problems, and the text of the files, from which `excerpts` cuts lines with values masked.

    Args:
        source: Path of a file or folder, or `-` for standard input.
        given: What to read a file as, whatever its ending.
        limits: The bounds on what is read; the usual ones when left out.
        registry: The plugins to use; the built-in and installed ones when left out.

    Raises:
        PluginRunError: A rule or a reader of a plugin failed.
    """
    known = registry or default_registry()
    return _read(source, given, limits, known, _every_rule(known))


def meanings(*, registry: Registry | None = None) -> dict[str, str]:
    """
    Return what each rule asks for, in a sentence, by the code of its problems.

    Args:
        registry: The plugins to use; the built-in and installed ones when left out.
    """
    known: list[rules.Rule | rules.Structural] = [
        *rules.STRUCTURE.values(),
        *rules.FIELD_RULES,
        *_every_rule(registry or default_registry()),
    ]
    return {rule.code: rule.meaning for rule in known}


def disclose(
    dataset: Dataset, *, audience: str = "public", registry: Registry | None = None
) -> Edition:
    """
    Make the edition of a dataset that an audience may see: what every exporter works on.

    Args:
        dataset: The dataset; it is checked first unless it was read, and so checked, before.
        audience: Who will see the edition; `public`, the most careful one, unless told otherwise.
        registry: The plugins to use; the built-in and installed ones when left out.

    Raises:
        DocumentError: The dataset breaks rules.
        DisclosureError: No edition can be made for this audience.
    """
    known = registry or default_registry()
    _require_checked(dataset, known)
    return _for_exporters(disclosure.disclose(dataset, audience=audience), known)


def disclose_with_record(
    dataset: Dataset, *, audience: str = "public", registry: Registry | None = None
) -> Disclosed:
    """
    Make an edition and, apart from it, the keeper's record of what was done for it.

    The record says what left or was replaced and why, and how new ids belong to old ones. It is for
    the keeper alone.

    Args:
        dataset: The dataset; it is checked first unless it was read, and so checked, before.
        audience: Who will see the edition.
        registry: The plugins to use; the built-in and installed ones when left out.

    Raises:
        DocumentError: The dataset breaks rules.
        DisclosureError: No edition can be made for this audience.
    """
    known = registry or default_registry()
    _require_checked(dataset, known)
    made = disclosure.disclose_with_record(dataset, audience=audience)
    return attrs.evolve(made, edition=_for_exporters(made.edition, known))


def explain(
    dataset: Dataset, key: str, *, audience: str = "public", registry: Registry | None = None
) -> Explanation:
    """
    Explain why a record leaves, changes or stays on its way to an audience.

    The answer is for the keeper: it names ids of hidden records, and never a personal value.

    Args:
        dataset: The dataset; it is checked first unless it was read, and so checked, before.
        key: Id of the record.
        audience: The audience.
        registry: The plugins to use; the built-in and installed ones when left out.

    Raises:
        DocumentError: The dataset breaks rules.
        UnknownRecordError: There is no such record.
        DisclosureError: No edition can be made for this audience.
    """
    _require_checked(dataset, registry or default_registry())
    return disclosure.explain(dataset, key, audience=audience)


def clear(
    source: Source,
    key: str,
    *,
    write: bool = False,
    digest: str | None = None,
    given: str | None = None,
    registry: Registry | None = None,
) -> Clearance:
    """
    Return the free text of a record for somebody to read, and what clears it for others.

    Clearing is bound to the text: `cleared` holds the beginning of its SHA-256 digest, and does not
    hold any more once the text changes.

    Args:
        source: Path of a file or folder, or `-` for standard input.
        key: Id of the record.
        write: Whether to put the digest into the file, and change nothing else there.
        digest: The digest of the text that was read; if the text has another, nothing is written.
        given: What to read a file as, whatever its ending.
        registry: The plugins to use; the built-in and installed ones when left out.

    Raises:
        DocumentError: The source cannot be read or breaks rules.
        UnknownRecordError: There is no such record.
        DisclosureError: It holds no free text, or not the text that was read.
        EditError: The file cannot be changed without touching something else.
    """
    known = registry or default_registry()
    reading = _read(source, given, None, known, _rules(known))
    found = disclosure.clearance_of(_dataset(reading), key)
    if digest is not None and digest != found.digest:
        msg = f"{found.collection} {key!r}: its text is not what was read. Read it again."
        raise DisclosureError(msg)
    if write and not found.is_current:
        amending.set_field(reading, found.collection, key, "cleared", found.digest)
    return found


def recall(
    old: Dataset,
    new: Dataset,
    *,
    audience: str = "public",
    receipts: Iterable[Source] = (),
    registry: Registry | None = None,
) -> Recall:
    """
    Compare what an audience was given with what it may have now, as after a withdrawal.

    Args:
        old: The dataset as it was when things were given out.
        new: The dataset as it is now.
        audience: The audience.
        receipts: Receipts of exports, or folders of exports; for each it is told whether it holds
            something that is to be called back.
        registry: The plugins to use; the built-in and installed ones when left out.

    Raises:
        DocumentError: One of the datasets breaks rules.
        DisclosureError: These are two datasets, or no edition can be made for this audience.
        ExportError: A receipt cannot be read.
    """
    before, after = (disclose(one, audience=audience, registry=registry) for one in (old, new))
    found = disclosure.lost(before, after)
    exports = []
    for path in receipts:
        held = exporting.read_receipt(path)
        told, reason = disclosure.verdict(
            held.audience, held.dataset, held.edition, old=before, new=after
        )
        exports.append(
            ExportFound(
                receipt=str(held.output),
                exporter=held.exporter,
                audience=held.audience,
                files=tuple(file.name for file in held.files),
                verdict=told,
                reason=reason,
            )
        )
    return Recall(audience=audience, lost=found, exports=tuple(exports))


def export(
    edition: Edition, to: str, *, options: Any = None, registry: Registry | None = None
) -> tuple[Artifact, ...]:
    """
    Export an edition to named bytes in memory, for a tool that embeds this library.

    Args:
        edition: What `disclose` made.
        to: Name of a format.
        options: An instance of the exporter's options class; its defaults when left out.
        registry: The plugins to use; the built-in and installed ones when left out.

    Raises:
        UnknownFormatError: There is no such format.
        ExportError: The exporter failed.
    """
    return exporting.artifacts(exporter(to, registry=registry), edition, options)


def write(
    edition: Edition,
    to: str,
    output: Source,
    *,
    options: Any = None,
    overwrite: bool = False,
    receipt: Source | None = None,
    registry: Registry | None = None,
) -> Receipt:
    """
    Export an edition to a file or a folder; an interrupted export leaves the old files or none.

    Args:
        edition: What `disclose` made.
        to: Name of a format.
        output: For a format of one file the file, or an existing folder to put it in; for the
            others a folder, which need not exist.
        options: An instance of the exporter's options class; its defaults when left out.
        overwrite: Whether an earlier export may be replaced.
        receipt: A file to write the receipt to as JSON, for `recall`; a folder has one in it.
        registry: The plugins to use; the built-in and installed ones when left out.

    Raises:
        UnknownFormatError: There is no such format.
        ExportError: The exporter failed, the target exists, or it cannot be written.
    """
    return exporting.write(
        exporter(to, registry=registry),
        edition,
        output,
        options=options,
        overwrite=overwrite,
        receipt=receipt,
    )


def exporter(name: str, *, registry: Registry | None = None) -> Exporter:
    """
    Return the exporter of a format.

    Args:
        name: Name of the format, or an alias.
        registry: The plugins to use; the built-in and installed ones when left out.

    Raises:
        UnknownFormatError: There is no such format.
        DuplicateNameError: Two plugins claim it.
    """
    return (registry or default_registry()).exporter(name)


def formats(*, registry: Registry | None = None) -> tuple[Exporter, ...]:
    """
    Return the export formats that are known, sorted by name.

    Args:
        registry: The plugins to use; the built-in and installed ones when left out.
    """
    return tuple((registry or default_registry()).exporters.values())


def parse_options(to: str, given: Mapping[str, str], *, registry: Registry | None = None) -> Any:
    """
    Make the options of a format from text, as a command line or a form gives it.

    Args:
        to: Name of a format.
        given: Text by the name of the option.
        registry: The plugins to use; the built-in and installed ones when left out.

    Returns:
        The options, or nothing for a format that has none.

    Raises:
        UnknownFormatError: There is no such format.
        ExportError: An option is not known, or its text does not fit.
    """
    return exporting.options_from_text(exporter(to, registry=registry), given)


def glossary(
    lists: Iterable[str] | None = None,
    *,
    to: Literal["markdown", "json", "csv"] = "markdown",
    registry: Registry | None = None,
) -> str:
    """
    Return the codelists, which say what the words in a dataset mean, as one text.

    Args:
        lists: Names of the codelists that are wanted; all when left out.
        to: What to write them as.
        registry: The plugins to use; the built-in and installed ones when left out.

    Raises:
        ValueError: One of the names is no codelist.
    """
    writers = {"markdown": words.to_markdown, "json": words.to_json, "csv": words.to_csv}
    return writers[to]((registry or default_registry()).codelists, lists=lists)


def json_schema(
    *, dialect: Literal["json", "yaml"] = "json", registry: Registry | None = None
) -> dict[str, Any]:
    """
    Return the JSON Schema (2020-12) of a document, for editors and other tools.

    Args:
        dialect: `yaml` also takes plain numbers where text is due, as YAML files may have them.
        registry: The plugins to use; the built-in and installed ones when left out.
    """
    known = registry or default_registry()
    return schema.json_schema(dialect=dialect, codelists=known.codelists)


def faulty_plugins() -> tuple[Plugin, ...]:
    """
    Return the installed plugins that something is wrong with; none, if no plugin was needed yet.
    """
    known = default_registry().plugins if default_registry.cache_info().currsize else ()
    return tuple(one for one in known if one.state == "faulty")


def known_elsewhere() -> frozenset[str]:
    """
    Return the formats and plugins of packages that are known, installed or not.
    """
    packages = {package.removeprefix("sdsnet-") for package in OFFERED_BY.values()}
    return frozenset({*OFFERED_BY, *packages})


def plugins(*, registry: Registry | None = None) -> tuple[Plugin, ...]:
    """
    Return what became of each plugin, the library itself first.

    Args:
        registry: The plugins to use; the built-in and installed ones when left out.
    """
    return (registry or default_registry()).plugins
