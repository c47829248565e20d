"""
Measuring in turns: every candidate in a process of its own, all of them once before any runs again.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.candidates import Candidate, candidates
from benchmarks.imports import loaded
from benchmarks.results import Key, Results, machine
from benchmarks.worker import WARM_SIZE

__all__ = ["measure"]


def measure(
    topics: Sequence[str], turns: Mapping[int, int], folder: Path, tell: Callable[[str], None]
) -> Iterator[Results]:
    """
    Make the reference work, measure every candidate of some topics, and tell all after each turn.

    Args:
        topics: The topics.
        turns: How often to measure, for each number of records that the work is to have.
        folder: Where the work is put.
        tell: Called with a line of text as the measuring goes on.
    """
    for size in {WARM_SIZE, *turns}:
        _run("benchmarks.reference_work", str(_folder_of(size, folder)), str(size))
    planned = list(_planned(topics, sorted(turns)))
    where, loads = machine(), loaded()
    measured: dict[Key, list[Mapping[str, float]]] = {
        (one.topic, one.name, size): [] for one, size in planned
    }
    for turn in range(1, max(turns.values()) + 1):
        wanted = [
            (one, size) for one, size in planned if turn <= turns[size] and not one.too_slow(size)
        ]
        for number, (one, size) in enumerate(wanted, 1):
            tell(f"turn {turn}, {number}/{len(wanted)}: {one.topic}: {one.name}, {size:,}")
            work = str(_folder_of(size, folder))
            printed = _run("benchmarks.worker", one.topic, one.name, work, str(size))
            measured[one.topic, one.name, size].append(json.loads(printed))
        yield Results(where, loads, measured)


def _folder_of(size: int, folder: Path) -> Path:
    return folder / ("warm" if size == WARM_SIZE else str(size))


def _planned(topics: Sequence[str], sizes: Sequence[int]) -> Iterator[tuple[Candidate, int]]:
    for topic in topics:
        for size in sizes:
            for one in candidates(topic):
                if not one.any_size or size == sizes[0]:
                    yield one, size


def _run(module: str, *arguments: str) -> str:
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603  our own code
    return done.stdout
