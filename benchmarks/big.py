"""
One big dataset all the way, from JSON Lines to public CSV: `python -m benchmarks.big`.

It takes minutes and gigabytes, so it is a command of its own and no part of the table.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.reference_work import _lines, document

#: The most memory that the export may take, in sizes of the file (B12).
AT_MOST = 8


def main(given: Sequence[str] | None = None) -> None:
    """
    Make the file, export it in a process of its own, and print what that cost.
    """
    parser = argparse.ArgumentParser(prog="python -m benchmarks.big", description=__doc__)
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, help="where to put the files for the time being")
    parser.add_argument("--make", type=Path, help="write the work to this file, and end there")
    chosen = parser.parse_args(given)
    if chosen.make:
        with chosen.make.open("w", encoding="utf-8") as file:
            file.writelines(_lines(document(chosen.records)))
        return
    with TemporaryDirectory(prefix="sdsnet-big-", dir=chosen.folder) as folder:
        sys.stdout.write(_measured(Path(folder), chosen.records))


def _measured(folder: Path, records: int) -> str:
    source, output = folder / "work.jsonl", folder / "csv"
    # Made in another process: what a process holds counts for those that it starts.
    _run("benchmarks.big", "--records", str(records), "--make", str(source))
    start = time.perf_counter()
    used = _run("sdsnet", "export", str(source), "--to", "csv", "--output", str(output))
    wall = time.perf_counter() - start
    unit = 1 if sys.platform == "darwin" else 1024
    size, peak = source.stat().st_size, used.ru_maxrss * unit
    written = sum(file.stat().st_size for file in output.rglob("*") if file.is_file())
    return (
        "| Records | File, MB | CSV, MB | CPU, s | Wall, s | Peak, MB | Peak, sizes of the file |\n"
        "| --- | --- | --- | --- | --- | --- | --- |\n"
        f"| {records:,} | {size / 1e6:,.0f} | {written / 1e6:,.0f} "
        f"| {used.ru_utime + used.ru_stime:.1f} | {wall:.1f} "
        f"| {peak / 1e6:,.0f} | {peak / size:.1f} (at most {AT_MOST}) |\n"
    )


def _run(*arguments: str) -> resource.struct_rusage:
    """
    Run a module to its end, and return what it used.
    """
    command = [sys.executable, "-m", *arguments]
    process = subprocess.Popen(command)  # noqa: S603  our own code
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return used


if __name__ == "__main__":
    main()
