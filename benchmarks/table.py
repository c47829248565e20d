"""
What was measured, as Markdown for people and as plain data for programs.
"""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib import metadata
from typing import Any

from benchmarks.budgets import ALLOWED_NOISE, BUDGETS, GROWS_FROM, LARGEST_GROWTH, Budget
from benchmarks.imports import loaded
from benchmarks.running import Key, Results

__all__ = ["as_data", "as_markdown"]

PACKAGES = ("attrs", "cattrs", "msgspec", "orjson", "pluggy", "pydantic", "PyYAML")
_MEGABYTE = 1_000_000


def as_markdown(results: Results) -> str:
    """
    Write the budgets that were measured, and then every figure.
    """
    parts = [_words(_machine()), *_loaded(results), ""]
    parts += [*_budgets(results), *_growth(results), *_figures(results)]
    return "\n".join(parts)


def as_data(results: Results) -> dict[str, Any]:
    """
    Return everything as plain data: where it was measured, each turn, and the budgets.
    """
    figures = [
        {"topic": topic, "candidate": name, "records": size, "turns": list(turns)}
        for (topic, name, size), turns in results.turns.items()
    ]
    budgets = [
        {"number": budget.number, "what": budget.what, "records": size, "at_most": budget.at_most}
        | {"measured": ratio, "kept": _kept(ratio, budget.at_most)}
        for budget, size, ratio in _measured(results)
    ]
    return {"machine": _machine(), "budgets": budgets, "figures": figures}


def _machine() -> dict[str, Any]:
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "python": platform.python_version(),
        "system": platform.system(),
        "cores": os.cpu_count(),
        "packages": {name: metadata.version(name) for name in PACKAGES},
    }


def _words(machine: dict[str, Any]) -> str:
    packages = ", ".join(f"{name} {version}" for name, version in machine["packages"].items())
    where = f"Python {machine['python']} on {machine['system']} with {machine['cores']} cores"
    return f"Measured on {machine['date']}, {where}; {packages}."


def _loaded(results: Results) -> list[str]:
    """
    Say whether `import sdsnet` keeps the part of B1 that is no matter of time.
    """
    if all(topic != "imports" for topic, _, _ in results.turns):
        return []
    too_much = ", ".join(loaded()) or "none of the modules that it should not"
    return [f"`import sdsnet` loads {too_much}."]


def _sizes(results: Results) -> list[int]:
    return sorted({size for _, _, size in results.turns})


def _measured(results: Results) -> Iterator[tuple[Budget, int, float]]:
    for budget in BUDGETS:
        for size in _sizes(results):
            ours, theirs = ((budget.topic, name, size) for name in (budget.ours, budget.theirs))
            less: Key | None = (budget.topic, budget.less, size) if budget.less else None
            ratio = results.ratio(ours, theirs, budget.measure, less)
            if ratio is not None and size >= budget.from_size:
                yield budget, size, ratio


def _kept(ratio: float, at_most: float) -> str:
    if ratio <= at_most:
        return "yes"
    return "within the noise" if ratio <= at_most * ALLOWED_NOISE else "no"


def _rows(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    lines = [head, ["---"] * len(head), *rows]
    return [*("| " + " | ".join(line) + " |" for line in lines), ""]


def _budgets(results: Results) -> list[str]:
    rows = [
        [
            budget.number,
            budget.what,
            budget.theirs,
            f"{size:,}" if budget.from_size else "",
            f"{budget.at_most:g}",
            f"{ratio:.2f}",
            _kept(ratio, budget.at_most),
        ]
        for budget, size, ratio in _measured(results)
    ]
    head = ("Budget", "What", "Beside", "Records", "At most", "Measured", "Kept")
    return _rows(head, rows) if rows else []


def _growth(results: Results) -> list[str]:
    rows = []
    for topic, name, size in results.turns:
        small = results.median((topic, name, size), "cpu")
        large = results.median((topic, name, size * 10), "cpu")
        if small and large and size >= GROWS_FROM and name.startswith("sdsnet"):
            growth = large / small
            kept = _kept(growth, LARGEST_GROWTH)
            rows.append([topic, name, f"{size * 10:,}", f"{growth:.1f}", kept])
    head = ("B10", "What", "Records", f"Times longer than for a tenth (at most {LARGEST_GROWTH:g})")
    return _rows((*head, "Kept"), rows) if rows else []


def _figures(results: Results) -> list[str]:
    rows = []
    for topic, name, size in results.turns:
        key = (topic, name, size)
        cells = [_cell(results.median(key, measure), unit) for measure, unit in _UNITS.items()]
        rows.append([topic, name, f"{size:,}" if topic != "imports" else "", *cells])
    head = ("Topic", "Candidate", "Records", "CPU, ms", "Wall, ms", "Peak, MB", "Held, MB")
    return _rows(head, rows)


_UNITS = {"cpu": 0.001, "wall": 0.001, "peak": _MEGABYTE, "held": _MEGABYTE}


def _cell(value: float | None, unit: float) -> str:
    return "" if value is None else f"{value / unit:,.1f}"
