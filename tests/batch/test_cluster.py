"""
A Dask cluster: a real scheduler and two worker processes, and what happens when one is killed.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest
from tests.batch.building import contents, datasets
from tests.cli.running import environment, process

import sdsnet
from sdsnet.exporting import MANIFEST

PATIENCE = 120

#: A program that has a client already, as in a notebook.
PROGRAM = """
import sys
import sdsnet
from distributed import Client

if __name__ == "__main__":
    scheduler, sources, output = sys.argv[1:]
    with Client(scheduler) as client:
        summary = sdsnet.convert(sources, "jsonl", output, executor=client.get_executor())
    print(summary)
"""


@attrs.define
class Cluster:
    """
    A cluster on this machine.

    Attributes:
        folder: Where its logs lie.
        ends: What is done at the end.
        address: Address of the scheduler.
        scheduler: The process of the scheduler.
        workers: The process of each worker.
    """

    folder: Path
    ends: contextlib.ExitStack
    address: str = ""
    scheduler: subprocess.Popen[bytes] = attrs.field(init=False)
    workers: list[subprocess.Popen[bytes]] = attrs.field(factory=list)

    def start(self) -> None:
        """
        Start the scheduler.
        """
        file = self.folder / "scheduler.json"
        # The port is chosen by the system; no address but this machine's is listened on.
        local = ("--host", "127.0.0.1", "--scheduler-file", file)
        self.scheduler = self._run("scheduler", "--port", "0", "--no-dashboard", *local)
        # It is there before it is written.
        _wait_until(lambda: file.exists() and file.read_bytes().rstrip().endswith(b"}"))
        self.address = json.loads(file.read_bytes())["address"]

    def add(self, **variables: str) -> None:
        """
        Start a worker.
        """
        alone = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1")
        self.workers.append(self._run("worker", self.address, *alone, **variables))

    def _run(self, *arguments: object, **variables: str) -> subprocess.Popen[bytes]:
        log = self.ends.enter_context((self.folder / f"{arguments[0]}.log").open("ab"))
        started = subprocess.Popen(
            [sys.executable, "-m", "dask", *map(str, arguments)],
            cwd=self.folder,
            stdout=log,
            stderr=log,
            env={**environment(), **variables},
        )
        self.ends.callback(_end, started)
        return started


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[Cluster]:
    """
    Start a scheduler without workers, and end whatever was started.
    """
    with contextlib.ExitStack() as ends:
        started = Cluster(tmp_path, ends)
        started.start()
        yield started


@pytest.fixture
def cluster(scheduler: Cluster) -> Cluster:
    """
    Start two workers as well.
    """
    scheduler.add()
    scheduler.add()
    return scheduler


def _end(started: subprocess.Popen[bytes]) -> None:
    started.kill()
    started.wait(PATIENCE)


def _wait_until(happened: object) -> None:
    deadline = time.monotonic() + PATIENCE
    while not happened():  # type: ignore[operator]  # a function
        assert time.monotonic() < deadline
        time.sleep(0.01)


def _written(folder: Path) -> int:
    return len(list((folder / ".sdsnet").glob("*.json")))


def test_a_killed_worker_costs_nothing_but_time(tmp_path: Path, cluster: Cluster) -> None:
    """
    Work of a worker that is killed is done again, the summary is right, no output is half there.
    """
    paths = datasets(tmp_path / "in", 150, records=60)
    at_kill: list[int] = []

    def kill() -> None:
        _wait_until(lambda: _written(tmp_path / "out") >= 20)
        os.kill(cluster.workers[1].pid, signal.SIGKILL)
        cluster.workers[1].wait(PATIENCE)
        at_kill.append(_written(tmp_path / "out"))

    killer = threading.Thread(target=kill)
    killer.start()
    done = process(
        *("convert", tmp_path / "in" / "*.yaml", "--to", "jsonl", "--output", tmp_path / "out"),
        *("--dask", cluster.address, "--summary", "-"),
        cwd=tmp_path,
    )
    killer.join(PATIENCE)

    sdsnet.convert(paths, "jsonl", tmp_path / "serial", executor=1)
    summary = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, b"150 inputs: 150 written.\n")
    assert 20 <= at_kill[0] < 150
    assert {one["source"] for one in summary["inputs"]} == set(map(str, paths))
    assert len(summary["inputs"]) == summary["written"] == 150
    assert contents(tmp_path / "out") == contents(tmp_path / "serial")
    assert not list((tmp_path / "out" / ".sdsnet").glob("*.begun"))


def test_a_client_that_is_there_lends_its_executor(tmp_path: Path, cluster: Cluster) -> None:
    """
    Any Dask client will do; workers find inputs and outputs from another folder.
    """
    paths = datasets(tmp_path / "in", 40)
    program = tmp_path / "program.py"
    program.write_text(PROGRAM, encoding="utf-8")

    done = subprocess.run(
        [sys.executable, program, cluster.address, "*.yaml", "../out"],
        cwd=tmp_path / "in",
        capture_output=True,
        text=True,
        check=False,
        env=environment(),
        timeout=PATIENCE,
    )

    with contextlib.chdir(tmp_path / "in"):
        sdsnet.convert([path.name for path in paths], "jsonl", tmp_path / "serial", executor=1)
    assert (done.returncode, done.stdout) == (0, "40 inputs: 40 written.\n")
    assert contents(tmp_path / "out") == contents(tmp_path / "serial")


def _begin(cluster: Cluster, *arguments: object) -> subprocess.Popen[bytes]:
    datasets(cluster.folder / "in", 300, records=60)
    return subprocess.Popen(
        [
            *(sys.executable, "-m", "sdsnet", "convert", "in/*.yaml", "--to", "csv"),
            *("--output", "out", "--dask", cluster.address, *map(str, arguments)),
        ],
        cwd=cluster.folder,
        stderr=subprocess.PIPE,
        env=environment(DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT="2s"),
        # A shell starts what runs in the background deaf to Ctrl-C, and the tests may run so.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )


def test_ctrl_c_ends_the_work_of_a_cluster(tmp_path: Path, cluster: Cluster) -> None:
    """
    What waits in the queues of the workers is not begun, and the summary is exact.
    """
    with _begin(cluster, "--summary", "s.json") as running:
        _wait_until(lambda: _written(tmp_path / "out") >= 5)
        running.send_signal(signal.SIGINT)
        _, errors = running.communicate(timeout=PATIENCE)

    summary = json.loads((tmp_path / "s.json").read_bytes())
    done = [Path(one["output"]).name for one in summary["inputs"] if one["status"] == "written"]
    assert (running.returncode, summary["stopped"], summary["failed"]) == (130, "interrupted", 0)
    assert 5 <= len(done) < 100
    assert sorted(done) == sorted(path.name for path in (tmp_path / "out").glob("[!.]*"))
    assert b"Traceback" not in errors
    assert not list((tmp_path / "out" / ".sdsnet").glob("*.stop"))


def test_a_scheduler_that_dies_ends_the_work_in_words(tmp_path: Path, cluster: Cluster) -> None:
    """
    Nobody waits for ever; what is written is whole, and can be gone on from.
    """
    with _begin(cluster) as running:
        _wait_until(lambda: _written(tmp_path / "out") >= 5)
        cluster.scheduler.kill()
        _, errors = running.communicate(timeout=PATIENCE)

    assert running.returncode == 3
    assert errors.endswith(b" Stopped: the workers cannot be reached any more.\n")
    assert b"Traceback" not in errors
    for output in (tmp_path / "out").glob("[!.]*"):
        assert (output / MANIFEST).exists()


def _elsewhere(folder: Path) -> str:
    """
    Make a place in which there is no sdsnet, and return a search path that begins with it.
    """
    (folder / "bare").mkdir()
    (folder / "bare" / "sdsnet.py").write_text("raise ImportError\n", encoding="utf-8")
    return os.pathsep.join([str(folder / "bare"), *sys.path])


def test_a_worker_without_the_library_is_told_and_lives_on(
    tmp_path: Path, scheduler: Cluster
) -> None:
    """
    Dask ends a worker that is given what it cannot load; it is asked with care, before.
    """
    scheduler.add(PYTHONPATH=_elsewhere(tmp_path))

    done = process("convert", "a", "--to", "json", "--output", "out", "--dask", scheduler.address)

    assert done.returncode == 3
    assert done.stderr.startswith(b"Error: the worker at tcp://127.0.0.1:")
    assert done.stderr.endswith(b" has no sdsnet that it can load\n")
    assert scheduler.workers[0].poll() is None


def test_a_worker_with_other_plugins_is_told(scheduler: Cluster) -> None:
    """
    Results of workers that differ could differ.
    """
    scheduler.add(SDSNET_PLUGINS="off")

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SDSNET_PLUGINS", "graph")
        done = process(
            "convert", "a", "--to", "json", "--output", "out", "--dask", scheduler.address
        )

    assert done.returncode == 3
    assert b" has other versions: graph " in done.stderr
    assert done.stderr.endswith(b" where it began\n")


def test_no_scheduler_is_a_failure_in_words(tmp_path: Path) -> None:
    """
    An address at which nobody answers is told, without a traceback.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT", "1s")
        done = process(
            *("convert", "a.yaml", "--to", "jsonl", "--output", tmp_path / "out"),
            *("--dask", "tcp://127.0.0.1:9"),
        )

    assert done.returncode == 3
    assert done.stderr == b"Error: no scheduler answers at tcp://127.0.0.1:9\n"
    assert not (tmp_path / "out").exists()
