"""
Who does the work of a command that has much to do, and how it is ended early.
"""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import signal
from collections.abc import Iterator, Mapping
from types import FrameType
from typing import Any

import attrs
import click

from sdsnet import batch
from sdsnet.cli.endings import Failure

__all__ = ["Interruption", "crew", "interruption"]

#: How long the first worker of a cluster may take to come, in seconds.
_PATIENCE = 30

#: Pieces of work that are out at once on a cluster, however few its workers are.
_IN_FLIGHT = 32

#: Dask gives each of these a level of its own.
_LOGGERS = ("distributed", "distributed.client")


@contextlib.contextmanager
def crew(jobs: int | None, dask: str | None) -> Iterator[dict[str, Any]]:
    """
    Give who does the work, as `convert` takes it: processes, or the workers of a cluster.
    """
    if dask is None:
        yield {"executor": jobs}
        return
    try:
        from distributed import Client  # noqa: PLC0415  an extra
    except ImportError as error:
        raise click.UsageError("--dask needs Dask: pip install sdsnet[dask]") from error
    # That work is done again for a lost worker is no news: the summary tells what became of it.
    for name in _LOGGERS:
        logging.getLogger(name).setLevel(logging.ERROR)
    try:
        client = Client(dask, set_as_default=False)
    except (OSError, ValueError) as error:
        raise Failure(f"no scheduler answers at {dask}") from error
    with client:
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError as error:
            raise Failure(f"the cluster at {dask} has no workers") from error
        _require_sdsnet(client)
        threads = sum(client.nthreads().values())
        yield {
            "executor": client.get_executor(pure=False),
            "in_flight": max(_IN_FLIGHT, 2 * threads),
        }


def _require_sdsnet(client: Any) -> None:
    """
    Ask the whole cluster for its versions: work that a worker cannot load makes Dask end it.
    """
    said: Mapping[str, Any] = client.run(batch.versions, on_error="return")
    for address, versions in sorted(said.items()):
        _require_versions(f"the worker at {address}", versions)
    try:
        versions = client.run_on_scheduler(batch.versions)
    except Exception as error:  # noqa: BLE001  whatever it raised was raised over there
        versions = error
    _require_versions("the scheduler", versions)


def _require_versions(who: str, said: Any) -> None:
    if isinstance(said, BaseException):
        raise Failure(f"{who} has no sdsnet that it can load")
    if said != batch.versions():
        other = batch.differences(said, batch.versions())
        raise Failure(f"{who} has other versions: {other}")


@attrs.define
class Interruption:
    """
    A wish to end the work early.

    Attributes:
        signal: The signal that brought it; none as long as there is no such wish.
    """

    signal: int = 0

    def is_there(self) -> bool:
        """
        Tell whether the work is to end.
        """
        return bool(self.signal)

    def note(self, number: int, _: FrameType | None) -> None:
        """
        Let what was begun be finished, and the next Ctrl-C leave at once.
        """
        self.signal = number
        signal.signal(signal.SIGINT, _leave)
        click.echo("\nFinishing what was begun. Ctrl-C again leaves at once.", err=True)


def _leave(_: int, __: FrameType | None) -> None:
    for worker in multiprocessing.active_children():
        worker.kill()
    raise KeyboardInterrupt


@contextlib.contextmanager
def interruption() -> Iterator[Interruption]:
    """
    Let Ctrl-C, and the signal by which systems end programs, end the work in good order.
    """
    wish = Interruption()
    before = {one: signal.signal(one, wish.note) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield wish
    finally:
        for one, what in before.items():
            signal.signal(one, what)
