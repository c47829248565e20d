"""
Measure, and print the table: `python -m benchmarks read check --sizes 1000,10000`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.candidates import TOPICS
from benchmarks.running import measure
from benchmarks.table import as_data, as_markdown


def _sizes(text: str) -> list[int]:
    return [int(size) for size in text.split(",")]


def _arguments(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("topics", nargs="*", help=f"what to measure: {', '.join(TOPICS)}; all")
    parser.add_argument("--sizes", type=_sizes, default=[1_000, 10_000, 100_000])
    parser.add_argument("--turns", type=int, default=7, help="how often each is measured")
    parser.add_argument("--json", type=Path, help="file to write the figures to as JSON")
    parser.add_argument("--markdown", type=Path, help="file to write the table to as well")
    chosen = parser.parse_args(given)
    unknown = set(chosen.topics) - {*TOPICS}
    if unknown:
        parser.error(f"no such topic: {', '.join(sorted(unknown))}")
    chosen.topics = chosen.topics or list(TOPICS)
    return chosen


def main(given: Sequence[str] | None = None) -> None:
    """
    Measure what is asked for.
    """
    chosen = _arguments(given)
    with TemporaryDirectory(prefix="sdsnet-benchmarks-") as folder:
        results = measure(chosen.topics, chosen.sizes, chosen.turns, Path(folder), _tell)
    text = as_markdown(results)
    sys.stdout.write(text)
    if chosen.markdown:
        chosen.markdown.write_text(text, encoding="utf-8")
    if chosen.json:
        chosen.json.write_text(json.dumps(as_data(results), indent=2) + "\n", encoding="utf-8")


def _tell(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    main()
