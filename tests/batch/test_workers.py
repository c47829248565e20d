"""
Workers that die, and how much is out at once.
"""

from __future__ import annotations

import gc
import itertools
import multiprocessing
import os
import pathlib
import signal
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from tests.batch.building import contents, datasets
from tests.cli.running import environment

import sdsnet
from sdsnet import Conversion
from sdsnet.batch import Input
from sdsnet.batch.outcomes import NAMED
from sdsnet.batch.running import CHUNK_INPUTS, Crew, Inline, chunks

SPAWN = multiprocessing.get_context("spawn")


def _die_of_poison(inputs: Sequence[Input]) -> list[Conversion]:
    """
    Do nothing with some inputs, and die of one.
    """
    for one in inputs:
        if one.name.startswith("poison"):
            os.kill(os.getpid(), signal.SIGKILL)
    return [Conversion(source=one.name, status="written") for one in inputs]


def _pool() -> Executor:
    return ProcessPoolExecutor(2, mp_context=SPAWN)


def _never() -> bool:
    return False


def test_an_input_that_kills_its_worker_takes_no_other_with_it() -> None:
    """
    What was in hand when a worker died is done again, and the input that kills is found.
    """
    names = [f"good{number}" for number in range(9)]
    inputs = [Input(name, name) for name in (*names[:4], "poison", *names[4:])]
    crew = Crew(_pool(), _die_of_poison, 4, _never, _never, _pool)

    told = list(crew.run(chunks(inputs, at_most=3)))

    crew.close()
    status = {one.source: one.status for one in told}
    assert status == dict.fromkeys(names, "written") | {"poison": "failed"}
    assert len(told) == len(inputs)
    [reason] = [one.reason for one in told if one.status == "failed"]
    assert reason == "no worker came through it: BrokenProcessPool"


def test_an_executor_of_the_caller_that_breaks_ends_the_work() -> None:
    """
    Only its owner can make a new one; what was not done is told.
    """
    inputs = (Input("poison" if n == 2 else f"good{n}", str(n)) for n in itertools.count())
    crew = Crew(_pool(), _die_of_poison, 1, _never, _never)

    told = list(crew.run(chunks(inputs, at_most=1)))

    crew.executor.shutdown()
    assert [one.status for one in told] == ["written", "written", "failed"]
    assert crew.stopped == "the workers cannot be reached any more"
    assert told[-1].reason == f"its worker was lost, and it was not tried again: {crew.stopped}"


def test_an_executor_that_takes_nothing_any_more_ends_the_work(tmp_path: Path) -> None:
    """
    Somebody shut it down; what was not done is told, and what was done is kept.
    """
    threads = ThreadPoolExecutor(1)

    def shut(_: Conversion) -> None:
        threads.shutdown()

    summary = sdsnet.convert(
        datasets(tmp_path, 40),
        "jsonl",
        tmp_path / "out",
        executor=threads,
        in_flight=1,
        progress=shut,
    )

    assert summary.stopped == "the workers cannot be reached any more"
    assert (summary.written, summary.failed) == (16, 16)
    assert len(contents(tmp_path / "out")) == 16


def test_a_client_that_was_closed_is_not_waited_for() -> None:
    """
    A client of Dask that gave up leaves its futures undone, and nobody would ever come back.
    """

    class Lent(Executor):
        _client = SimpleNamespace(status="running")

        def submit(self, *_: object, **__: object) -> Future[Any]:
            self._client.status = "closed"
            return Future()

    crew = Crew(Lent(), _die_of_poison, 2, _never, _never)

    told = list(crew.run([(Input("a", "a"),), (Input("b", "b"),)]))

    assert {one.source for one in told} <= {"a", "b"}
    assert {one.status for one in told} == {"failed"}
    assert crew.stopped == "the workers cannot be reached any more"


def test_work_that_was_cancelled_is_tried_again() -> None:
    """
    A scheduler that drops a piece of work has not done it.
    """

    class Forgetful(Inline):
        calls = 0

        def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
            self.calls += 1
            if self.calls > 1:
                done: Future[Any] = super().submit(fn, *args, **kwargs)
                return done
            dropped: Future[Any] = Future()
            dropped.cancel()
            dropped.set_running_or_notify_cancel()
            return dropped

    inputs = [Input(name, name) for name in "abc"]
    crew = Crew(Forgetful(), _die_of_poison, 1, _never, _never)

    told = list(crew.run(chunks(inputs)))

    assert [(one.source, one.status) for one in told] == [(name, "written") for name in "abc"]


def test_a_worker_that_dies_between_output_and_answer_is_made_good(tmp_path: Path) -> None:
    """
    What a lost worker wrote in this run is not taken for somebody else's.
    """
    paths = datasets(tmp_path, 4)
    lost: list[str] = []
    calls: list[object] = []

    class Lossy(Inline):
        def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
            done: Future[Any] = super().submit(fn, *args, **kwargs)
            calls.append(args)
            if len(calls) > 1 and not lost:
                lost.extend(one.name for one in args[0])
                receipts = sorted((tmp_path / "out" / ".sdsnet").glob("*.json"))
                for receipt in receipts[:2]:
                    receipt.unlink()  # it had come so far with these
                for receipt in receipts[:3]:  # and with the third almost to the end
                    run = str(fn.args[0].run)  # type: ignore[attr-defined]  # a partial
                    receipt.with_suffix(".begun").write_text(run, encoding="ascii")
                failed: Future[Any] = Future()
                failed.set_exception(OSError("lost"))
                return failed
            return done

    summary = sdsnet.convert(paths, "jsonl", tmp_path / "out", executor=Lossy())

    assert (len(lost), summary.written, summary.total) == (4, 4, 4)
    assert len(contents(tmp_path / "out")) == 4
    assert len(list((tmp_path / "out" / ".sdsnet").iterdir())) == 4


def test_a_killed_process_of_our_own_is_replaced(tmp_path: Path) -> None:
    """
    A worker that the system kills costs time, and nothing else.
    """
    paths = datasets(tmp_path, 120)
    killed: list[int] = []

    def kill_one(_: Conversion) -> None:
        others = multiprocessing.active_children()
        if others and not killed and others[0].pid is not None:
            killed.append(others[0].pid)
            os.kill(others[0].pid, signal.SIGKILL)

    summary = sdsnet.convert(paths, "jsonl", tmp_path / "out", executor=2, progress=kill_one)

    sdsnet.convert(paths, "jsonl", tmp_path / "serial", executor=1)
    assert len(killed) == 1
    assert (summary.written, summary.total, summary.stopped) == (120, 120, "")
    assert contents(tmp_path / "out") == contents(tmp_path / "serial")


@pytest.mark.parametrize("method", multiprocessing.get_all_start_methods())
def test_workers_end_with_the_process_that_started_them(tmp_path: Path, method: str) -> None:
    """
    Where that is killed, nobody is left to tell them that there is no more to do.
    """
    program = tmp_path / "program.py"
    program.write_text(
        "import multiprocessing, os, signal, sys, time\n"
        "from concurrent.futures import ProcessPoolExecutor\n"
        "from sdsnet.batch.converting import _begin_worker\n"
        'if __name__ == "__main__":\n'
        f"    context = multiprocessing.get_context({method!r})\n"
        "    pool = ProcessPoolExecutor(2, context, _begin_worker, (None,))\n"
        "    futures = [pool.submit(time.sleep, 0.5) for _ in range(4)]\n"
        "    futures[1].result()\n"
        "    print(*(one.pid for one in multiprocessing.active_children()), flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n",
        encoding="utf-8",
    )

    done = subprocess.run(
        [sys.executable, program],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=False,
        env=environment(),
        timeout=60,
    )

    workers = [int(pid) for pid in done.stdout.split()]
    assert len(workers) == 2
    deadline = time.monotonic() + 30
    while any(map(_is_alive, workers)):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").split()[2] != "Z"
    except FileNotFoundError:
        return False


def test_ctrl_c_in_a_program_is_passed_on(tmp_path: Path) -> None:
    """
    The library takes no signal away from its caller; workers of its own are let go.
    """

    def interrupt(_: Conversion) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sdsnet.convert(
            datasets(tmp_path, 100), "jsonl", tmp_path / "out", executor=2, progress=interrupt
        )

    deadline = time.monotonic() + 30
    while multiprocessing.active_children() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert multiprocessing.active_children() == []


# ---- bounds


@pytest.mark.parametrize("in_flight", [1, 3])
def test_inputs_are_looked_up_only_as_workers_become_free(tmp_path: Path, in_flight: int) -> None:
    """
    No more is ever out than was allowed, however many inputs there are.
    """
    count = itertools.count()
    told = itertools.count()
    most = [0, 0]

    def names() -> Iterator[Path]:
        for _ in range(1500):
            yield tmp_path / f"none{next(count)}.yaml"

    def tell(_: Conversion) -> None:
        out = _peek(count) - next(told)
        alive = sum(isinstance(one, Conversion) for one in gc.get_objects()) if out % 50 == 0 else 0
        most[:] = [max(most[0], out), max(most[1], alive)]

    with ThreadPoolExecutor(in_flight) as threads:
        summary = sdsnet.convert(
            names(), "jsonl", tmp_path, executor=threads, in_flight=in_flight, progress=tell
        )

    assert summary.failed == 1500
    assert len(summary.named) == NAMED
    assert CHUNK_INPUTS <= most[0] <= (in_flight + 1) * CHUNK_INPUTS
    assert most[1] <= (in_flight + 1) * CHUNK_INPUTS + NAMED


def _peek(count: itertools.count[int]) -> int:
    return int(count.__reduce__()[1][0])


def test_memory_does_not_grow_with_the_number_of_inputs(tmp_path: Path) -> None:
    """
    Eight times the inputs hold no more memory when the last of them is told.
    """
    # Python's own table of the parts of paths grows by leaps, whatever is held.
    others = [tracemalloc.Filter(inclusive=False, filename_pattern=pathlib.__file__)]

    def held(inputs: int) -> int:
        left, sizes = itertools.count(inputs - 1, -1), []
        names = (tmp_path / f"none{number}.yaml" for number in range(inputs))

        def weigh(_: Conversion) -> None:
            if next(left) == 0:
                traces = tracemalloc.take_snapshot().filter_traces(others)
                sizes.append(sum(one.size for one in traces.statistics("filename")))

        tracemalloc.start()
        sdsnet.convert(names, "jsonl", tmp_path, executor=Inline(), progress=weigh)
        tracemalloc.stop()
        return int(sizes[0])

    held(500)  # what is loaded once

    few, many = held(500), held(4000)

    assert many < few + 50_000


def test_large_inputs_are_given_out_one_by_one(tmp_path: Path) -> None:
    """
    A piece of work is one large input, or some small ones.
    """
    large = [tmp_path / f"large{number}" for number in range(2)]
    for path in large:
        path.write_bytes(b"#" * 2_000_000)
    small = datasets(tmp_path, 40)

    sizes = [len(one) for one in chunks(Input.at(str(path)) for path in (*large, *small))]

    assert sizes == [1, 1, CHUNK_INPUTS, CHUNK_INPUTS, 8]
