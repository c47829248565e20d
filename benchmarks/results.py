"""
What was measured, and where: kept as JSON, from which tables and plots are made.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

import attrs

__all__ = ["PEERS", "Key", "Results", "machine"]

#: Topic and name of a candidate, and the size of its work.
Key = tuple[str, str, int]

#: What sdsnet is built on, and what it is compared with.
PEERS = (
    *("attrs", "cattrs", "msgspec", "pluggy", "PyYAML"),
    *("followthemoney", "lxml", "networkx", "openpyxl", "orjson", "pydantic"),
    *("pyoxigraph", "rdflib", "stix2", "XlsxWriter"),
)


@attrs.frozen
class Results:
    """
    What was measured.

    Attributes:
        machine: When and where.
        loads: Modules that `import sdsnet` loads and should not.
        turns: For each candidate and size, what each turn measured, by measure; nothing where it
            was left out, as too slow for so many records.
    """

    machine: Mapping[str, Any]
    loads: Sequence[str]
    turns: Mapping[Key, Sequence[Mapping[str, float]]]

    @property
    def topics(self) -> tuple[str, ...]:
        """
        The topics, in the order in which they were measured.
        """
        return tuple(dict.fromkeys(topic for topic, _, _ in self.turns))

    @property
    def sizes(self) -> tuple[int, ...]:
        """
        How many records there were, from few to many.
        """
        return tuple(sorted({size for _, _, size in self.turns}))

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

    def write(self, path: Path, **further: Any) -> None:
        """
        Keep everything in a file, with a line for each candidate and size.

        Args:
            path: The file.
            further: What else the file is to say; nobody reads it from there again.
        """
        figures = ",\n".join(map(json.dumps, self._figures()))
        about = {"machine": self.machine, "loads": self.loads, **further, "figures": []}
        text = json.dumps(about, indent=1).removesuffix("[]\n}") + f"[\n{figures}\n]}}\n"
        path.write_text(text, encoding="utf-8")

    def _figures(self) -> Iterator[dict[str, Any]]:
        for (topic, name, size), turns in self.turns.items():
            medians = {one: self.median((topic, name, size), one) for one in (turns or [{}])[0]}
            said = {"topic": topic, "candidate": name, "records": size}
            yield {**said, "medians": medians, "turns": list(turns)}

    @classmethod
    def read(cls, path: Path) -> Results:
        """
        Return what was kept in a file.
        """
        kept = json.loads(path.read_bytes())
        turns = {
            (one["topic"], one["candidate"], one["records"]): one["turns"]
            for one in kept["figures"]
        }
        return cls(kept["machine"], kept["loads"], turns)


def machine() -> dict[str, Any]:
    """
    Return when and where it is measured, and with which packages.
    """
    installed = {one.name.lower() for one in metadata.distributions()}
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "python": platform.python_version(),
        "system": f"{platform.system()} on {_processor()}",
        "cores": os.cpu_count(),
        "packages": {name: metadata.version(name) for name in PEERS if name.lower() in installed},
    }


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    lines = told.read_text(encoding="utf-8").splitlines() if told.exists() else []
    models = [line.partition(": ")[2] for line in lines if line.startswith("model name")]
    return models[0] if models else platform.machine()
