"""
Measuring in turns: every candidate in a process of its own, all of them once before any runs again.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import attrs

from benchmarks.candidates import Candidate, candidates
from benchmarks.worker import WARM_SIZE

__all__ = ["Key", "Results", "measure"]

#: Topic and name of a candidate, and the size of its work.
Key = tuple[str, str, int]


@attrs.frozen
class Results:
    """
    What was measured.

    Attributes:
        turns: For each candidate and size, what each turn measured, by measure.
    """

    turns: Mapping[Key, Sequence[Mapping[str, float]]]

    def median(self, key: Key, measure: str) -> float | None:
        """
        Return the median of a measure over the turns, if it was measured.
        """
        values = [turn[measure] for turn in self.turns.get(key, ()) if measure in turn]
        return statistics.median(values) if values else None

    def ratio(self, ours: Key, theirs: Key, measure: str, less: Key | None = None) -> float | None:
        """
        Return the median over the turns of the ratio within each turn.

        Args:
            ours: What is to be small.
            theirs: What it is compared with.
            measure: What is compared.
            less: What is taken off both first.
        """
        columns = [self.turns.get(key, ()) for key in (ours, theirs, less or ours)]
        ratios = []
        for one, other, base in zip(*columns, strict=False):
            taken = base[measure] if less else 0.0
            ratios.append((one[measure] - taken) / (other[measure] - taken))
        return statistics.median(ratios) if ratios else None


def measure(
    topics: Sequence[str],
    sizes: Sequence[int],
    turns: int,
    folder: Path,
    tell: Callable[[str], None],
) -> Results:
    """
    Make the reference work and measure every candidate of some topics.

    Args:
        topics: The topics.
        sizes: How many records the work has; each candidate is measured with every one of them.
        turns: How often each is measured.
        folder: Where the work is put.
        tell: Called with a line of text as the measuring goes on.
    """
    for size in {WARM_SIZE, *sizes}:
        name = "warm" if size == WARM_SIZE else str(size)
        _run("benchmarks.reference_work", str(folder / name), str(size))
    planned = list(_planned(topics, sizes))
    measured: dict[Key, list[Mapping[str, float]]] = {}
    for turn in range(1, turns + 1):
        for number, (one, size) in enumerate(planned, 1):
            tell(f"turn {turn}/{turns}, {number}/{len(planned)}: {one.topic}: {one.name}, {size:,}")
            work = folder / ("warm" if size == WARM_SIZE else str(size))
            printed = _run("benchmarks.worker", one.topic, one.name, str(work), str(size))
            measured.setdefault((one.topic, one.name, size), []).append(json.loads(printed))
    return Results(measured)


def _planned(topics: Sequence[str], sizes: Sequence[int]) -> Iterator[tuple[Candidate, int]]:
    for topic in topics:
        for size in sorted(sizes):
            for one in candidates(topic):
                too_large = one.largest is not None and size > one.largest
                if not too_large and (not one.any_size or size == min(sizes)):
                    yield one, size


def _run(module: str, *arguments: str) -> str:
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603  our own code
    return done.stdout
