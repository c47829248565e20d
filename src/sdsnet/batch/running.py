"""
Giving work out piece by piece, to any executor, and taking back what became of it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    wait,
)
from typing import ParamSpec, TypeVar

import attrs

from sdsnet.batch.inputs import Input
from sdsnet.batch.outcomes import Conversion
from sdsnet.errors import SdsnetError

__all__ = ["BatchError", "Chunk", "Crew", "Inline", "chunks"]

Chunk = tuple[Input, ...]
P = ParamSpec("P")
T = TypeVar("T")
Work = Callable[[Sequence[Input]], list[Conversion]]

#: A piece of work is given out once it weighs so many bytes, or has so many inputs.
CHUNK_BYTES = 1 << 20
CHUNK_INPUTS = 16

#: How often somebody who waits for workers looks around, in seconds.
_LOOK = 0.5


class BatchError(SdsnetError):
    """
    The workers cannot do the work at all.
    """


class Inline(Executor):
    """
    The executor that does the work at once, in the process and thread of whoever asks.
    """

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """
        Do the work, and return a future that has its result.
        """
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001  an executor passes on whatever is raised
            future.set_exception(error)
        return future


def chunks(inputs: Iterable[Input], *, at_most: int = CHUNK_INPUTS) -> Iterator[Chunk]:
    """
    Put inputs into pieces that are worth sending: one that is large, or some that are small.
    """
    held: list[Input] = []
    weight = 0
    for one in inputs:
        held.append(one)
        weight += one.weight if at_most > 1 else 0
        if weight >= CHUNK_BYTES or len(held) >= at_most:
            yield tuple(held)
            held, weight = [], 0
    if held:
        yield tuple(held)


@attrs.define
class Crew:
    """
    The workers, and what they have in hand.

    A piece that comes back without a result was in the hands of a worker that died, or holds an
    input that no worker survives. Its inputs are tried once more, one by one and with nothing
    beside them, so that the others are done and the one is found.

    Attributes:
        executor: Who does the work.
        work: What is done with a piece of work, in the worker.
        in_flight: How many pieces may be out at once.
        stop: Asked before each piece and while waiting; once it says so, nothing more is begun.
        call_off: Tells the workers to begin no more of what they have in hand.
        renew: Makes another executor when this one broke; nothing, if that is not ours to do.
        stopped: Why not all was done, in words.
    """

    executor: Executor
    work: Work
    in_flight: int
    stop: Callable[[], bool]
    call_off: Callable[[], object]
    renew: Callable[[], Executor] | None = None
    stopped: str = ""
    _out: dict[Future[list[Conversion]], Chunk] = attrs.field(factory=dict)
    _busy: set[str] = attrs.field(factory=set)
    _again: deque[Input] = attrs.field(factory=deque)
    _is_broken: bool = False

    def run(self, pieces: Iterable[Chunk]) -> Iterator[Conversion]:
        """
        Give all pieces out, and yield what becomes of each input as it is known.
        """
        for piece in pieces:
            while self._must_wait(piece):
                yield from self._collect()
            if not self._goes_on():
                break
            self._give(piece)
        while self._out:
            yield from self._collect()

    def close(self) -> None:
        """
        Take back what nobody has begun, and let workers of our own go.
        """
        for future in self._out:
            future.cancel()
        if self.renew is not None:
            self.executor.shutdown(wait=not self._out, cancel_futures=True)

    def _must_wait(self, piece: Chunk) -> bool:
        """
        Tell whether to collect first: something is back, or lost, or too much is out, or the same.
        """
        is_back = any(future.done() for future in self._out)
        if is_back or self._again or len(self._out) >= self.in_flight:
            return True
        return not self._busy.isdisjoint(one.stem for one in piece)

    def _goes_on(self) -> bool:
        if self._is_lost():
            self.stopped = "the workers cannot be reached any more"
        elif not self.stopped and self.stop():
            self.stopped = "interrupted"
            self.call_off()
        return not self.stopped

    def _is_lost(self) -> bool:
        """
        Tell whether the executor broke, and is not ours to replace.
        """
        # A client of Dask that gave its scheduler up leaves its futures undone for ever, and an
        # executor that it lent tells nobody.
        client = getattr(self.executor, "_client", None)
        self._is_broken = self._is_broken or getattr(client, "status", "") == "closed"
        return self._is_broken and self.renew is None

    def _give(self, piece: Chunk) -> Future[list[Conversion]]:
        if self._is_broken and self.renew is not None:
            self.executor.shutdown(cancel_futures=True)
            self.executor, self._is_broken = self.renew(), False
        try:
            future = self.executor.submit(self.work, piece)
        except Exception as error:  # noqa: BLE001  each executor has its own way to refuse
            self._is_broken = True
            future = Future()
            future.set_exception(error)
        self._out[future] = piece
        self._busy.update(one.stem for one in piece)
        return future

    def _forget(self, future: Future[list[Conversion]]) -> None:
        self._busy.difference_update(one.stem for one in self._out.pop(future))

    def _collect(self) -> Iterator[Conversion]:
        """
        Wait for a piece, or for several; then try alone what was lost, once nothing else is out.
        """
        for future in self._back():
            piece = self._out[future]
            error = self._error(future)
            if error is None:
                yield from future.result()
            else:
                self._again += piece
            self._forget(future)
        while self._again and not self._out:
            yield from self._try_alone(self._again.popleft())

    def _back(self) -> set[Future[list[Conversion]]]:
        """
        Wait for a piece; where nobody is left to do it, all count as back.
        """
        while True:
            done = wait(self._out, timeout=_LOOK, return_when=FIRST_COMPLETED).done
            if done:
                return done
            if not self._goes_on() and self._is_lost():
                return set(self._out)

    def _try_alone(self, one: Input) -> Iterator[Conversion]:
        if self.stopped or not self._goes_on():
            reason = f"its worker was lost, and it was not tried again: {self.stopped}"
            yield Conversion(source=one.name, status="failed", reason=reason)
            return
        future = self._give((one,))
        self._back()
        error = self._error(future)
        if error is None:
            yield from future.result()
        else:
            reason = f"no worker came through it: {type(error).__name__}"
            yield Conversion(source=one.name, status="failed", reason=reason)
        self._forget(future)

    def _error(self, future: Future[list[Conversion]]) -> BaseException | None:
        """
        Return what befell the worker that had a piece, if anything.
        """
        if not future.done():
            return CancelledError()
        try:
            error = future.exception()
        except CancelledError as cancelled:
            error = cancelled
        self._is_broken = self._is_broken or isinstance(error, BrokenExecutor)
        return error
