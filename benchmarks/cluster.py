"""
What many datasets cost, each by itself and on a cluster: `python -m benchmarks.cluster`.

It starts a scheduler and two workers on this machine, and prints the tables of the page on
clusters in the documentation. CPU time is what counts, and not how long it took.
"""

from __future__ import annotations

import contextlib
import json
import os
import pickle
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import sdsnet
from benchmarks.reference_work import make

TURNS = 3

#: Records of a dataset, and how many such datasets are converted.
SIZES = {10: 30, 100: 20, 1_000: 6}

WAYS = (("jsonl", "jsonl"), ("yaml", "jsonl"), ("yaml", "csv"))

#: Datasets that the cluster converts.
MANY = 600

MILLION = 1_000_000


def main() -> None:
    """
    Measure and print.
    """
    with TemporaryDirectory(prefix="sdsnet-cluster-") as name:
        folder = Path(name)
        _tell("| A dataset of | from | to | CPU, ms | KiB | A million: CPU hours | GiB |")
        _tell("| --- | --- | --- | --- | --- | --- | --- |")
        for records, count in SIZES.items():
            for source, to in WAYS:
                _tell(_cost_of_each(folder / f"{records}-{source}", records, count, source, to))
        _tell(_on_a_cluster(folder / "many"))
        _tell(_messages())
        for count in (2_000, 20_000):
            command = [sys.executable, "-m", "benchmarks.cluster", "memory", str(count)]
            subprocess.run(command, check=True)  # noqa: S603  this very program


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _datasets(folder: Path, records: int, count: int, kind: str) -> str:
    """
    Make equal datasets with names of their own, and return the glob that stands for them.
    """
    if not folder.exists():
        one = make(folder / "one", records).path(kind)
        for number in range(count):
            shutil.copy(one, folder / f"{number}.{kind}")
    return f"{folder}/*.{kind}"


def _cost_of_each(folder: Path, records: int, count: int, kind: str, to: str) -> str:
    many, out = _datasets(folder, records, count, kind), folder / "out"
    sdsnet.convert(many, to, out)  # what is loaded once

    def convert() -> object:
        return sdsnet.convert(many, to, out, overwrite=True, executor=1)

    cpu = statistics.median(_cpu_of(convert) for _ in range(TURNS)) / count
    size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file()) / count
    shutil.rmtree(out)
    hours, whole = cpu * MILLION / 3600, size * MILLION / 2**30
    row = (f"{records:,} records", kind, to, f"{cpu * 1000:.1f}", f"{size / 1024:.0f}")
    return f"| {' | '.join(row)} | {hours:.1f} | {whole:.0f} |"


def _cpu_of(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _on_a_cluster(folder: Path) -> str:
    from distributed import Client

    many, out = _datasets(folder, 10, MANY, "jsonl"), folder / "out"
    sdsnet.convert(f"{folder}/1?.jsonl", "jsonl", out, executor=1)  # what is loaded once
    alone = _cpu_of(lambda: sdsnet.convert(many, "jsonl", out, overwrite=True, executor=1))
    same = _cpu_of(lambda: sdsnet.convert(many, "jsonl", out, skip_unchanged=True, executor=1))
    with _cluster(folder) as (address, processes), Client(address) as client:
        client.wait_for_workers(2)
        executor = client.get_executor(pure=False)
        sdsnet.convert(f"{folder}/1?.jsonl", "jsonl", out, overwrite=True, executor=executor)
        before = [_used(one) for one in processes]
        mine = _cpu_of(
            lambda: sdsnet.convert(many, "jsonl", out, overwrite=True, executor=executor)
        )
        scheduler, *workers = (_used(one) - was for one, was in zip(processes, before, strict=True))
    figures = {
        "scheduler": scheduler,
        "the program that gives the work out": mine,
        "workers, with Dask rather than without": sum(workers) - alone,
        "finding that nothing has changed": same,
    }
    return "\n".join(
        f"{what}: {cpu / MANY * 1000:.2f} ms each, {cpu / MANY * MILLION / 60:.0f} min a million"
        for what, cpu in figures.items()
    )


@contextlib.contextmanager
def _cluster(folder: Path) -> Iterator[tuple[str, list[int]]]:
    file = folder / "scheduler.json"
    with contextlib.ExitStack() as stack:

        def start(*arguments: str) -> int:
            command = [sys.executable, "-m", "dask", *arguments, "--no-dashboard"]
            command += ["--host", "127.0.0.1"]
            started = subprocess.Popen(command, stderr=subprocess.DEVNULL)  # noqa: S603  Dask
            stack.callback(started.wait)
            stack.callback(started.kill)
            return started.pid

        scheduler = start("scheduler", "--port", "0", "--scheduler-file", str(file))
        while not file.exists():
            time.sleep(0.1)
        address = json.loads(file.read_bytes())["address"]
        workers = [start("worker", address, "--nthreads", "1", "--no-nanny") for _ in range(2)]
        yield address, [scheduler, *workers]


def _used(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _messages() -> str:
    from sdsnet.batch.inputs import Input
    from sdsnet.batch.running import CHUNK_INPUTS

    inputs = [Input.at(f"archive/2012/minutes-{n:06}.yaml") for n in range(CHUNK_INPUTS)]
    told = [
        sdsnet.Conversion(
            source=one.name,
            status="written",
            output=f"out/{one.stem}.jsonl",
            receipt=f"out/.sdsnet/{one.stem}.jsonl.json",
        )
        for one in inputs
    ]
    sizes = (len(pickle.dumps(tuple(inputs))), len(pickle.dumps(told)))
    there, back = (size / CHUNK_INPUTS for size in sizes)
    return f"messages: {there:.0f} bytes there and {back:.0f} back for each"


def _memory(count: int) -> str:
    missing = (f"none/{number}.yaml" for number in range(count))
    with TemporaryDirectory() as out:
        sdsnet.convert(missing, "jsonl", out, executor=2)
    # Not from `getrusage`, which counts what the program held that started this one.
    held = Path("/proc/self/status").read_text(encoding="ascii").split()
    most = int(held[held.index("VmHWM:") + 1]) / 1024
    return f"memory where the work is given out, {count:,} inputs: {most:.1f} MiB"


if __name__ == "__main__":
    if sys.argv[1:2] == ["memory"]:
        _tell(_memory(int(sys.argv[2])))
    else:
        main()
