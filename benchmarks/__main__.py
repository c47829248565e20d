"""
Measure, and print the tables: `python -m benchmarks read check --sizes 1000,10000`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.budgets import promises
from benchmarks.candidates import TOPICS
from benchmarks.plot import as_svg
from benchmarks.results import Results
from benchmarks.running import measure
from benchmarks.table import as_markdown

#: From so many records on, fewer turns are enough: what takes long is disturbed less.
MANY_RECORDS = 100_000
TURNS, TURNS_WITH_MANY = 5, 3


def _sizes(text: str) -> list[int]:
    return [int(size) for size in text.split(",")]


def _arguments(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("topics", nargs="*", help=f"what to measure: {', '.join(TOPICS)}; all")
    parser.add_argument("--sizes", type=_sizes, default=[1_000, 10_000, 100_000])
    parser.add_argument(
        "--turns",
        type=int,
        help=f"how often each is measured: {TURNS} times if left out, and {TURNS_WITH_MANY} times"
        f" with {MANY_RECORDS:,} records or more",
    )
    parser.add_argument("--json", type=Path, help="file to write the figures to, after each turn")
    parser.add_argument("--markdown", type=Path, help="file to write the tables to as well")
    parser.add_argument("--plot", type=Path, help="file to draw cost against size in, as SVG")
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
    turns = {
        size: chosen.turns or (TURNS_WITH_MANY if size >= MANY_RECORDS else TURNS)
        for size in chosen.sizes
    }
    with TemporaryDirectory(prefix="sdsnet-benchmarks-") as folder:
        for results in measure(chosen.topics, turns, Path(folder), _tell):
            _keep(results, chosen)
    sys.stdout.write(as_markdown(results))


def _keep(results: Results, chosen: argparse.Namespace) -> None:
    if chosen.json:
        results.write(chosen.json, budgets=list(promises(results)))
    if chosen.markdown:
        chosen.markdown.write_text(as_markdown(results), encoding="utf-8")
    if chosen.plot:
        chosen.plot.write_text(as_svg(results), encoding="utf-8")


def _tell(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    main()
