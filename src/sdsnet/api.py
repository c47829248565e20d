"""
The public functions: each composes reading, checking, disclosure and exporting for one purpose.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import Any, Literal

from sdsnet import disclosure, exporting, rules, schema
from sdsnet.dataset import Dataset
from sdsnet.disclosure import Edition
from sdsnet.errors import DocumentError, Problem
from sdsnet.exporting import Artifact, Exporter, Receipt
from sdsnet.plugins import Registry, default_registry
from sdsnet.reading import Excerpt, Limits, Reading, excerpts, read_sources, read_text
from sdsnet.views import glossary as words
from sdsnet.writing import render

__all__ = [
    "Excerpt",
    "Reading",
    "check",
    "disclose",
    "examine",
    "excerpts",
    "export",
    "formats",
    "glossary",
    "json_schema",
    "meanings",
    "parse",
    "parse_options",
    "read",
    "render",
    "write",
]

Source = str | os.PathLike[str]
TextFormat = Literal["yaml", "json", "jsonl"]


def _dataset(reading: Reading) -> Dataset:
    if reading.dataset is None:
        raise DocumentError(reading.problems)
    return reading.dataset


def read(
    source: Source, *, given: TextFormat | None = None, limits: Limits | None = None
) -> Dataset:
    """
    Read a dataset from a file, a folder of files, or standard input.

    Args:
        source: Path of a file or folder, or `-` for standard input.
        given: What to read a file as, whatever its ending; standard input is YAML without it.
        limits: The bounds on what is read; the usual ones when left out.

    Raises:
        DocumentError: The source cannot be read or breaks rules; it carries every problem at once.

    Example:
        >>> import sdsnet
        >>> dataset = sdsnet.read("examples/pilotlight")
        >>> dataset.title
        'Pilotlight Provider Network'
    """
    return _dataset(read_sources(os.fspath(source), given=given, limits=limits))


def parse(
    text: str | bytes,
    *,
    given: TextFormat = "yaml",
    name: str = "<text>",
    limits: Limits | None = None,
) -> Dataset:
    """
    Read a dataset from text that is in memory already.

    Args:
        text: The document.
        given: Its format; JSON is YAML, too.
        name: What stands for a file name in messages.
        limits: The bounds on what is read; the usual ones when left out.

    Raises:
        DocumentError: The text breaks rules; it carries every problem at once.
    """
    return _dataset(read_text(text, given=given, name=name, limits=limits))


def check(
    source: Source | Dataset, *, given: TextFormat | None = None, limits: Limits | None = None
) -> list[Problem]:
    """
    Return every problem of a source, or of a dataset that was built in code, sorted by place.

    Does not raise for bad content; an empty list says that there is nothing to mend.

    Args:
        source: Path of a file or folder, `-` for standard input, or a dataset.
        given: What to read a file as, whatever its ending.
        limits: The bounds on what is read; the usual ones when left out.
    """
    if isinstance(source, Dataset):
        return rules.check_dataset(source, rules=rules.RULES)
    return list(read_sources(os.fspath(source), given=given, limits=limits).problems)


def examine(
    source: Source, *, given: TextFormat | None = None, limits: Limits | None = None
) -> Reading:
    """
    Read a source for a program that shows problems beside the lines in which they stand.

    Does not raise for bad content. The result holds the dataset, if there is no error, all the
    problems, and the text of the files, from which `excerpts` cuts lines with values masked.

    Args:
        source: Path of a file or folder, or `-` for standard input.
        given: What to read a file as, whatever its ending.
        limits: The bounds on what is read; the usual ones when left out.
    """
    return read_sources(os.fspath(source), given=given, limits=limits)


def meanings() -> dict[str, str]:
    """
    Return what each rule asks for, in a sentence, by the code of its problems.
    """
    known: list[rules.Rule | rules.Structural] = [
        *rules.STRUCTURE.values(),
        *rules.FIELD_RULES,
        *rules.RULES,
    ]
    return {rule.code: rule.meaning for rule in known}


def disclose(dataset: Dataset, *, audience: str = "public") -> Edition:
    """
    Make the edition of a dataset that an audience may see: what every exporter works on.

    Args:
        dataset: The dataset; it is checked first unless it was read, and so checked, before.
        audience: Who will see the edition; `public`, the most careful one, unless told otherwise.

    Raises:
        DocumentError: The dataset breaks rules.
        DisclosureError: No edition can be made for this audience.
    """
    rules.require_checked(dataset, rules=rules.RULES)
    return disclosure.disclose(dataset, audience=audience)


def export(
    edition: Edition, to: str, *, options: Any = None, registry: Registry | None = None
) -> tuple[Artifact, ...]:
    """
    Export an edition to named bytes in memory, for a tool that embeds this library.

    Args:
        edition: What `disclose` made.
        to: Name of a format.
        options: An instance of the exporter's options class; its defaults when left out.
        registry: The exporters to choose from; the built-in ones when left out.

    Raises:
        UnknownFormatError: There is no such format.
        ExportError: The exporter failed.
    """
    exporter = (registry or default_registry()).exporter(to)
    return exporting.artifacts(exporter, edition, options)


def write(
    edition: Edition,
    to: str,
    output: Source,
    *,
    options: Any = None,
    overwrite: bool = False,
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
        registry: The exporters to choose from; the built-in ones when left out.

    Raises:
        UnknownFormatError: There is no such format.
        ExportError: The exporter failed, the target exists, or it cannot be written.
    """
    exporter = (registry or default_registry()).exporter(to)
    return exporting.write(exporter, edition, output, options=options, overwrite=overwrite)


def formats(*, registry: Registry | None = None) -> tuple[Exporter, ...]:
    """
    Return the export formats that are known, sorted by name.

    Args:
        registry: The exporters to choose from; the built-in ones when left out.
    """
    return tuple((registry or default_registry()).exporters.values())


def parse_options(to: str, given: Mapping[str, str], *, registry: Registry | None = None) -> Any:
    """
    Make the options of a format from text, as a command line or a form gives it.

    Args:
        to: Name of a format.
        given: Text by the name of the option.
        registry: The exporters to choose from; the built-in ones when left out.

    Returns:
        The options, or nothing for a format that has none.

    Raises:
        UnknownFormatError: There is no such format.
        ExportError: An option is not known, or its text does not fit.
    """
    exporter = (registry or default_registry()).exporter(to)
    return exporting.options_from_text(exporter, given)


def glossary(
    lists: Iterable[str] | None = None, *, to: Literal["markdown", "json", "csv"] = "markdown"
) -> str:
    """
    Return the codelists, which say what the words in a dataset mean, as one text.

    Args:
        lists: Names of the codelists that are wanted; all when left out.
        to: What to write them as.

    Raises:
        ValueError: One of the names is no codelist.
    """
    writers = {"markdown": words.to_markdown, "json": words.to_json, "csv": words.to_csv}
    return writers[to](lists=lists)


def json_schema(*, dialect: Literal["json", "yaml"] = "json") -> dict[str, Any]:
    """
    Return the JSON Schema (2020-12) of a document, for editors and other tools.

    Args:
        dialect: `yaml` also takes plain numbers where text is due, as YAML files may have them.
    """
    return schema.json_schema(dialect=dialect)
