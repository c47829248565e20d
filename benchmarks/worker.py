"""
The process in which one candidate runs once: `python -m benchmarks.worker TOPIC NAME FOLDER SIZE`.
"""

from __future__ import annotations

import gc
import json
import resource
import statistics
import sys
import time
import tracemalloc
from pathlib import Path

from benchmarks.candidates import Run, candidates
from benchmarks.reference_work import Work

#: A call that is over sooner is repeated, until so many seconds or calls have gone by.
ENOUGH_SECONDS = 0.1
ENOUGH_CALLS = 5


def cpu_seconds() -> float:
    """
    Return the CPU time of this process and of the ones that it started and that have ended.
    """
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def peak_bytes() -> int:
    """
    Return the most memory that this process has held so far.

    What `getrusage` says begins, on Linux, with what the process that started this one held.
    """
    status = Path("/proc/self/status")
    if status.exists():
        words = status.read_text(encoding="ascii").split()
        return int(words[words.index("VmHWM:") + 1]) * 1024
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def timed(run: Run) -> dict[str, float]:
    """
    Measure the time of a call: the median of several if one is short.
    """
    cpu: list[float] = []
    wall: list[float] = []
    while not cpu or (sum(wall) < ENOUGH_SECONDS and len(wall) < ENOUGH_CALLS):
        gc.collect()
        start, start_cpu = time.perf_counter(), cpu_seconds()
        result = run()
        cpu.append(cpu_seconds() - start_cpu)
        wall.append(time.perf_counter() - start)
        del result
    return {"cpu": statistics.median(cpu), "wall": statistics.median(wall)}


def weighed(run: Run) -> dict[str, float]:
    """
    Measure the memory that a call takes at its peak, and that its result holds.
    """
    before = peak_bytes()
    result = run()
    peak = peak_bytes() - before
    del result
    tracemalloc.start()
    result = run()
    gc.collect()
    held, _ = tracemalloc.get_traced_memory()
    del result
    return {"peak": peak, "held": held}


def timed_and_weighed(run: Run) -> dict[str, float]:
    """
    Measure the time of a call, and the memory that it takes at its peak.
    """
    before = peak_bytes()
    measured = timed(run)
    return measured | {"peak": peak_bytes() - before}


#: What is measured where it is not time alone. Nothing large is prepared for these topics.
MEASURES = {"memory": weighed, "path": timed_and_weighed}


def main(topic: str, name: str, folder: str, size: str) -> None:
    """
    Warm the candidate up on a small work, measure it on the real one, and print what it cost.
    """
    chosen = next(one for one in candidates(topic) if one.name == name)
    work = Work(Path(folder), int(size))
    warm = Work(Path(folder).parent / "warm", WARM_SIZE)
    chosen.prepare(warm)()
    run = chosen.prepare(work)
    measured = MEASURES.get(topic, timed)(run)
    sys.stdout.write(json.dumps({name: round(one, 6) for name, one in measured.items()}) + "\n")


WARM_SIZE = 100

if __name__ == "__main__":
    main(*sys.argv[1:])
