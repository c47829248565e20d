"""
The whole path: from a file of JSON Lines to a folder of CSV for the public, and what it takes.
"""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from benchmarks.candidates import Run, adding_to
from benchmarks.reference_work import Work

candidate = adding_to("path")


@candidate("sdsnet, JSON Lines to public CSV")
def read_disclose_write(work: Work) -> Run:
    import sdsnet

    def to(folder: Path) -> None:
        edition = sdsnet.disclose(sdsnet.read(work.path("jsonl")))
        sdsnet.write(edition, "csv", folder)

    return _into_new_folders(to)


@candidate("orjson and csv.DictWriter, nothing checked or taken out")
def load_and_write(work: Work) -> Run:
    import csv

    import orjson

    def to(folder: Path) -> None:
        records: dict[str, list[dict[str, Any]]] = {}
        for line in work.read("jsonl").splitlines():
            record = orjson.loads(line)
            records.setdefault(record.pop("type"), []).append(record)
        for name, rows in records.items():
            columns = dict.fromkeys(itertools.chain.from_iterable(rows))
            with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, columns)
                writer.writeheader()
                writer.writerows(rows)

    return _into_new_folders(to)


def _into_new_folders(to: Callable[[Path], None]) -> Run:
    """
    Return the work of filling a new folder, which is taken away again.
    """

    def run() -> None:
        folder = Path(mkdtemp(prefix="sdsnet-path-"))
        try:
            to(folder)
        finally:
            shutil.rmtree(folder)

    return run
