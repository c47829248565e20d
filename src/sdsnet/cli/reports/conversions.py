"""
What became of many inputs: a line for each, or one JSON document, written as it becomes known.
"""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol, TextIO

import attrs

from sdsnet import Conversion, ConversionSummary
from sdsnet.cli.reports.json import as_json
from sdsnet.cli.reports.text import printable
from sdsnet.replacing import as_new, replacement

__all__ = ["Report", "line", "report_to"]


class Report(Protocol):
    """
    A summary in the making: nothing is kept in memory.
    """

    def add(self, one: Conversion) -> None:
        """
        Take down an input.
        """

    def end(self, summary: ConversionSummary) -> None:
        """
        Take down the whole.
        """


def line(one: Conversion) -> str:
    """
    Tell in a line what became of an input.
    """
    words = {"written": f"written to {one.output}", "unchanged": f"unchanged in {one.output}"}
    said = words.get(one.status, one.status)
    if one.status == "problems":
        count = f"{one.errors:,} error{'' if one.errors == 1 else 's'}"
        first = str(one.problems[0]).removeprefix(f"{one.source}:")
        said = f"{count}; the first: {first}"
    elif one.status == "failed":
        said = f"failed: {one.reason}"
    elif one.warnings:
        said += f" with {one.warnings:,} warning{'' if one.warnings == 1 else 's'}"
    return printable(f"{one.source}: {said}")


@contextlib.contextmanager
def report_to(name: str | None, facts: Mapping[str, Any]) -> Iterator[Report]:
    """
    Give the report that fills a file: text, or JSON for `*.json` and for `-`, standard output.

    Args:
        name: The file; nothing for no report.
        facts: What stands at the head of a JSON document.
    """
    if name is None:
        yield _Text(lambda _: None)
    elif name == "-":
        yield _Json(_to_standard_output, facts)
    else:
        is_json = name.lower().endswith(".json")
        with _filling(Path(name)) as file:
            yield _Json(file.write, facts) if is_json else _Text(file.write)


@contextlib.contextmanager
def _filling(path: Path) -> Iterator[TextIO]:
    with contextlib.ExitStack() as stack:
        # A device or a pipe is written to, and not replaced by a file.
        is_special = path.exists() and not path.is_file()
        target = path if is_special else stack.enter_context(replacement(path))
        try:
            with target.open("w", encoding="utf-8", newline="\n") as file:
                yield file
        except OSError as error:
            error.filename = error.filename or str(path)
            raise
        if not is_special:
            as_new(target)


def _to_standard_output(text: str) -> None:
    sys.stdout.buffer.write(text.encode())
    sys.stdout.buffer.flush()


@attrs.frozen
class _Text:
    write: Callable[[str], object]

    def add(self, one: Conversion) -> None:
        self.write(f"{line(one)}\n")

    def end(self, summary: ConversionSummary) -> None:
        self.write(f"{summary}\n")


@attrs.define
class _Json:
    write: Callable[[str], object]
    facts: Mapping[str, Any]
    _before: str = ""

    def __attrs_post_init__(self) -> None:
        self._before = "{\n" + "".join(f"  {_pair(*one)},\n" for one in self.facts.items())
        self._before += '  "inputs": [\n    '

    def add(self, one: Conversion) -> None:
        plain = attrs.asdict(one, recurse=False)
        plain["problems"] = [as_json(problem) for problem in one.problems]
        self.write(self._before + _dumped(plain))
        self._before = ",\n    "

    def end(self, summary: ConversionSummary) -> None:
        """
        Close the list, which may be empty, and add the numbers.
        """
        is_empty = self._before != ",\n    "
        numbers = attrs.asdict(summary, recurse=False)
        del numbers["named"]
        rest = "".join(f",\n  {_pair(*one)}" for one in numbers.items())
        self.write(f"{self._before.rstrip() if is_empty else f'{chr(10)}  '}]{rest}\n}}\n")


def _pair(key: str, value: Any) -> str:
    return f"{_dumped(key)}: {_dumped(value)}"


def _dumped(value: Any) -> str:
    # Names of files may hold what is no text; it is escaped, so that the document is.
    return json.dumps(value)
