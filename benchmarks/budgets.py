"""
What is promised: each budget is a ratio between two things that were measured in one run.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

import attrs

from benchmarks.results import Key, Results

__all__ = ["BUDGETS", "GROWS_FROM", "LARGEST_GROWTH", "Budget", "kept", "promises"]

Measure = Literal["cpu", "wall", "peak", "held"]

#: What a measured ratio may exceed its budget by on a machine that does other things as well.
ALLOWED_NOISE = 1.15

#: B10: how much longer any work of ours may take for ten times the records.
LARGEST_GROWTH = 13.0
GROWS_FROM = 10_000


@attrs.frozen(kw_only=True)
class Budget:
    """
    One promise.

    Attributes:
        number: What it is called, such as `B2`.
        what: What is promised, in a few words.
        topic: The topic in which both candidates stand.
        ours: Name of the candidate that is to be fast or small.
        theirs: Name of the candidate that it is compared with.
        at_most: The largest ratio between them.
        measure: What is compared.
        less: Name of a candidate whose cost is taken off both sides first.
        from_size: The smallest size for which the promise is made.
    """

    number: str
    what: str
    topic: str
    ours: str
    theirs: str
    at_most: float
    measure: Measure = "cpu"
    less: str | None = None
    from_size: int = 10_000

    def measured(self, results: Results) -> dict[int, float]:
        """
        Return the ratio that was measured, for each size for which the promise is made.
        """
        found = {}
        for size in results.sizes:
            ours, theirs = ((self.topic, name, size) for name in (self.ours, self.theirs))
            less: Key | None = (self.topic, self.less, size) if self.less else None
            ratio = results.ratio(ours, theirs, self.measure, less)
            if ratio is not None and size >= self.from_size:
                found[size] = ratio
        return found


def kept(ratio: float, at_most: float) -> str:
    """
    Say whether a promise is kept.
    """
    if ratio <= at_most:
        return "yes"
    return "within the noise" if ratio <= at_most * ALLOWED_NOISE else "no"


def promises(results: Results) -> Iterator[dict[str, Any]]:
    """
    Yield what was measured of each promise as plain data.
    """
    for budget in BUDGETS:
        for size, ratio in budget.measured(results).items():
            said = {"number": budget.number, "what": budget.what, "beside": budget.theirs}
            told = {"measured": ratio, "kept": kept(ratio, budget.at_most)}
            yield {**said, "records": size, "at_most": budget.at_most, **told}


#: For each format of nodes and edges or statements: who else writes it, and how long we may take.
_GRAPHS = (
    ("graph", "networkx", "GEXF", 1 / 20),
    ("graph", "networkx", "GraphML", 1 / 20),
    ("linked", "rdflib", "N-Triples", 1 / 15),
    ("linked", "rdflib", "Turtle", 1 / 40),
)

_BATCH: tuple[tuple[str, Measure, float], ...] = (
    ("waiting for it", "wall", 0.65),
    ("work done", "cpu", 1.2),
)

BUDGETS: tuple[Budget, ...] = (
    Budget(
        number="B1",
        what="`import sdsnet`, over a bare interpreter",
        topic="imports",
        ours="import sdsnet",
        theirs="import attrs, msgspec, pluggy",
        at_most=1.5,
        less="bare interpreter",
        from_size=0,
    ),
    Budget(
        number="B2",
        what="JSON text to records, strictly",
        topic="read",
        ours="sdsnet, JSON",
        theirs="orjson.loads, JSON",
        at_most=1.5,
    ),
    Budget(
        number="B2",
        what="JSON Lines text to records, strictly",
        topic="read",
        ours="sdsnet, JSON Lines",
        theirs="orjson.loads, JSON Lines",
        at_most=1.5,
    ),
    Budget(
        number="B3",
        what="JSON to a checked dataset: references, codelists, dates, every rule",
        topic="check",
        ours="sdsnet, JSON",
        theirs="orjson.loads, JSON",
        at_most=3,
    ),
    Budget(
        number="B3",
        what="JSON Lines to a checked dataset",
        topic="check",
        ours="sdsnet, JSON Lines",
        theirs="orjson.loads, JSON",
        at_most=3,
    ),
    Budget(
        number="B4",
        what="YAML to a checked dataset, with places for every problem",
        topic="check",
        ours="sdsnet, YAML",
        theirs="CSafeLoader, YAML",
        at_most=0.35,
    ),
    *(
        Budget(
            number="B5",
            what=f"{name} with faults in a tenth of the records, all told with their places",
            topic="faulty",
            ours=f"sdsnet, faulty {name}",
            theirs=f"sdsnet, clean {name}",
            at_most=2,
        )
        for name in ("JSON", "JSON Lines", "YAML")
    ),
    Budget(
        number="B6",
        what="the public edition of a checked dataset",
        topic="disclose",
        ours="sdsnet, the public edition",
        theirs="orjson.loads, JSON",
        at_most=10,
    ),
    Budget(
        number="B6",
        what="the public edition with 10,000 protected names",
        topic="disclose",
        ours="sdsnet, 10,000 protected names",
        theirs="sdsnet, 10 protected names",
        at_most=1.5,
    ),
    Budget(
        number="B7",
        what="JSON Lines written",
        topic="export",
        ours="sdsnet, JSON Lines",
        theirs="orjson.dumps, ready dicts",
        at_most=1.5,
    ),
    Budget(
        number="B7",
        what="CSV written",
        topic="export",
        ours="sdsnet, CSV",
        theirs="csv.writer, ready rows",
        at_most=0.7,
    ),
    Budget(
        number="B7",
        what="SQLite written",
        topic="export",
        ours="sdsnet, SQLite",
        theirs="executemany, ready rows",
        at_most=1.8,
    ),
    *(
        Budget(
            number="B8",
            what=f"{name} written",
            topic=topic,
            ours=f"sdsnet, {name}",
            theirs=f"{peer}, {name}",
            at_most=at_most,
        )
        for topic, peer, name, at_most in _GRAPHS
    ),
    Budget(
        number="B9",
        what="memory that a dataset holds",
        topic="memory",
        ours="sdsnet, JSON",
        theirs="orjson.loads, JSON",
        at_most=1.2,
        measure="held",
    ),
    Budget(
        number="B9",
        what="memory at the peak of reading and checking",
        topic="memory",
        ours="sdsnet, JSON",
        theirs="orjson.loads, JSON",
        at_most=0.8,
        measure="peak",
    ),
    *(
        Budget(
            number="B11",
            what=f"200 YAML files with two processes, {what}",
            topic="batch",
            ours="sdsnet, two processes",
            theirs="sdsnet, one process",
            at_most=at_most,
            measure=measure,
            from_size=100_000,
        )
        for what, measure, at_most in _BATCH
    ),
)
