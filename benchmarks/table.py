"""
What was measured, as tables in Markdown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from benchmarks.budgets import BUDGETS, GROWS_FROM, LARGEST_GROWTH, kept
from benchmarks.results import Key, Results

__all__ = ["SECTIONS", "as_markdown"]


def as_markdown(results: Results) -> str:
    """
    Write where it was measured, the budgets, how cost grows, and every figure.
    """
    lines = [line for section in SECTIONS.values() for line in [*section(results), ""]]
    return "\n".join(lines)


def machine(results: Results) -> Iterator[str]:
    """
    Say when and where it was measured, and how often.
    """
    where = results.machine
    packages = ", ".join(f"{name} {version}" for name, version in where["packages"].items())
    yield (
        f"Measured on {where['date']}: Python {where['python']}, {where['system']},"
        f" {where['cores']} cores; {packages}."
    )
    turns = (
        f"{max(len(turns) for (_, _, size), turns in results.turns.items() if size == wanted)}"
        f" with {wanted:,} records"
        for wanted in results.sizes
    )
    yield f"Turns: {', '.join(turns)}."


def budgets(results: Results) -> Iterator[str]:
    """
    Compare what was measured with what is promised, a line for each promise.
    """
    rows: list[tuple[str, ...]] = []
    for budget in BUDGETS:
        if measured := budget.measured(results):
            told = "; ".join(
                f"{_ratio(ratio)} ({size:,})" if budget.from_size else _ratio(ratio)
                for size, ratio in measured.items()
            )
            promised = (budget.number, budget.what, budget.theirs, _ratio(budget.at_most))
            rows.append((*promised, told, kept(max(measured.values()), budget.at_most)))
    rows += _largest_growth(results)
    yield from _table(("Budget", "What", "Beside", "At most", "Measured", "Kept"), rows)
    if "imports" in results.topics:
        too_much = ", ".join(results.loads) or "none of the modules that it should not"
        yield from ("", f"`import sdsnet` loads {too_much}.")


def _largest_growth(results: Results) -> Iterator[tuple[str, ...]]:
    for topic, name, times in sorted(_growing(results), key=lambda row: row[2])[-1:]:
        what = f"{GROWS_FROM * 10:,} records, all work of ours; here {topic}: {name}"
        promised = ("B10", what, f"{GROWS_FROM:,} records", f"{LARGEST_GROWTH:g}")
        yield *promised, _ratio(times), kept(times, LARGEST_GROWTH)


def growth(results: Results) -> Iterator[str]:
    """
    Say how much longer all work of ours takes with ten times the records.
    """
    rows = [
        (topic, name, f"{times:.1f}", kept(times, LARGEST_GROWTH))
        for topic, name, times in _growing(results)
    ]
    head = f"Times longer with {GROWS_FROM * 10:,} records than with {GROWS_FROM:,}"
    yield from _table(("Topic", "What", head, f"At most {LARGEST_GROWTH:g}"), rows)


def _growing(results: Results) -> Iterator[tuple[str, str, float]]:
    for topic, name, size in results.turns:
        small = results.median((topic, name, size), "cpu")
        large = results.median((topic, name, size * 10), "cpu")
        if small and large and size == GROWS_FROM and name.startswith("sdsnet"):
            yield topic, name, large / small


def figures(results: Results) -> Iterator[str]:
    """
    Give every figure, a table for each topic.
    """
    for topic in results.topics:
        keys = [key for key in results.turns if key[0] == topic]
        yield from (f"### {topic}", "")
        yield from _figures(results, keys)
        yield ""


def _figures(results: Results, keys: Sequence[Key]) -> Iterator[str]:
    """
    Give the figures of a topic; its first candidate is what the others are compared with.
    """
    measured = [one for one in UNITS if any(results.median(key, one) is not None for key in keys)]
    topic, first, _ = keys[0]
    rows = []
    for key in keys:
        _, name, size = key
        beside = results.ratio(key, (topic, first, size), measured[0])
        told = "too slow" if beside is None else _ratio(beside)
        cells = [_cell(results.median(key, one), UNITS[one][1]) for one in measured]
        rows.append((name, f"{size:,}" if topic != "imports" else "", *cells, told))
    head = ("Candidate", "Records", *(UNITS[one][0] for one in measured), f"Times {first}")
    yield from _table(head, rows)


#: How each measure is shown: what stands above it, and by what it is divided.
UNITS = {
    "cpu": ("CPU, ms", 0.001),
    "wall": ("Wall, ms", 0.001),
    "peak": ("Peak, MB", 1_000_000),
    "held": ("Held, MB", 1_000_000),
}


def _cell(value: float | None, unit: float) -> str:
    return "" if value is None else f"{value / unit:,.1f}"


def _ratio(ratio: float) -> str:
    return f"{float(f'{ratio:.3g}'):,g}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    if rows:
        yield from ("| " + " | ".join(line) + " |" for line in (head, ["---"] * len(head), *rows))


#: What a page can be filled with, by name, in the order in which it is printed.
SECTIONS = {"machine": machine, "budgets": budgets, "growth": growth, "figures": figures}
