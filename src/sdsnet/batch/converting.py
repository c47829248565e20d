"""
`convert`: many inputs to one format, by whatever workers there are.
"""

from __future__ import annotations

import contextlib
import functools
import itertools
import multiprocessing
import os
import signal
import sys
import threading
import uuid
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from pathlib import Path
from typing import Any

from sdsnet.batch.inputs import Input, Source, expand
from sdsnet.batch.outcomes import Conversion, ConversionSummary, Tally
from sdsnet.batch.running import BatchError, Chunk, Crew, Inline, chunks
from sdsnet.batch.work import Task, convert_all, differences, ready, versions
from sdsnet.errors import ExportError
from sdsnet.plugins import default_registry
from sdsnet.reading import Limits

__all__ = ["convert"]

#: Work that is smaller is done sooner than processes have started: about two seconds of it.
LARGE_BYTES = 8_000_000

#: What an input costs besides its bytes, in bytes.
_INPUT_BYTES = 20_000

#: Pieces of work that are out at once, where nobody says how many workers there are.
_IN_FLIGHT = 64

#: Inputs in a piece of work for processes of our own, to which giving it costs next to nothing.
_AT_ONCE = 4

_PLUGINS = "SDSNET_PLUGINS"


def convert(  # noqa: PLR0913  one argument for each choice
    sources: Source | Iterable[Source],
    to: str,
    output: Source,
    *,
    audience: str = "public",
    options: Any = None,
    overwrite: bool = False,
    skip_unchanged: bool = False,
    given: str | None = None,
    limits: Limits | None = None,
    executor: Executor | int | None = None,
    in_flight: int = _IN_FLIGHT,
    progress: Callable[[Conversion], object] | None = None,
    stop: Callable[[], bool] | None = None,
) -> ConversionSummary:
    """
    Convert many datasets, and go on after a failure.

    Each is read, checked, disclosed and written as `read`, `disclose` and `write` do it. Its output
    is named after it, with digits that tell it from others of the same name. A receipt for `recall`
    is put into a hidden folder beside the outputs.

    Workers in other processes make their own registry, from the plugins that are installed where
    they run; they must have the same versions. A program that starts processes needs the usual
    guard, `if __name__ == "__main__":`.

    Args:
        sources: Files, folders, globs and addresses such as `s3://...`, which need the extra
            `remote`; any iterable, looked up only as workers become free. A folder is one dataset.
            A glob is text and stands for the files that it matches, or for the folders if it ends
            with a slash; a path object is taken as it is.
        to: Name of a format.
        output: The folder for the outputs; it is made if need be.
        audience: Who will see the outputs; `public`, the most careful one, unless told otherwise.
        options: An instance of the exporter's options class; its defaults when left out.
        overwrite: Whether earlier outputs may be replaced.
        skip_unchanged: Whether to leave an earlier output alone where nothing has changed that it
            follows from: input, format, options, audience, library and plugins. Outputs of what has
            changed are replaced.
        given: What to read files as, whatever their ending.
        limits: The bounds on what is read; the usual ones when left out.
        executor: Who does the work: any executor, or a number of processes. When left out, as many
            processes as there are processors if the work is large, and this one if it is small.
        in_flight: How many pieces of work may be out at once with an executor of your own; twice
            the number of its workers is a good number.
        progress: Called with what became of each input, in the order in which it becomes known.
        stop: Asked again and again; once it says so, inputs that were begun are finished and no
            more are begun.

    Raises:
        UnknownFormatError: There is no such format.
        ExportError: The folder for outputs cannot be made.
        BatchError: The workers of the executor cannot do the work.

    Example:
        >>> import sdsnet
        >>> print(sdsnet.convert(["examples/pilotlight", "examples/sird-*.yaml"], "csv", "out"))
        2 inputs: 2 written.
    """
    exporter = default_registry().exporter(to)
    if options is None and exporter.options is not None:
        options = exporter.options()
    task = Task(
        to=exporter.name,
        options=options,
        audience=audience,
        given=given,
        limits=limits,
        output=_made(to, output),
        shown=os.fspath(output),
        overwrite=overwrite,
        skip_unchanged=skip_unchanged,
        run=uuid.uuid4().hex,
        versions=versions(),
    )
    several = [sources] if isinstance(sources, str | os.PathLike) else sources
    inputs = expand(several, output)
    if isinstance(executor, Executor):
        crew, pieces = _crew(task, executor, in_flight, stop), chunks(inputs)
    else:
        crew, pieces = _own_crew(task, executor, inputs, stop)
    tally = Tally()
    with _ending(task), contextlib.closing(crew):
        _require_same_versions(crew.executor, task)
        for one in crew.run(pieces):
            tally.add(one)
            if progress is not None:
                progress(one)
    return tally.summary(crew.stopped)


def _never() -> bool:
    return False


def _crew(
    task: Task,
    executor: Executor,
    in_flight: int,
    stop: Callable[[], bool] | None,
    renew: Callable[[], Executor] | None = None,
) -> Crew:
    work = functools.partial(convert_all, task)
    return Crew(executor, work, in_flight, stop or _never, task.call_off, renew)


@contextlib.contextmanager
def _ending(task: Task) -> Iterator[None]:
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            task.called_off.unlink()


def _made(to: str, output: Source) -> str:
    folder = Path(output).absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExportError(to, f"cannot make the folder {output}: {error.strerror}") from error
    return str(folder)


def _require_same_versions(executor: Executor, task: Task) -> None:
    """
    Ask a worker whether it can do the work, so that not every input has to find out.
    """
    try:
        here = executor.submit(ready, task).result()
    except Exception as error:
        reason = (
            f"a worker cannot begin ({type(error).__name__}). Every worker, and the scheduler of a "
            "cluster, needs sdsnet with the same plugins, and a program that starts processes "
            'needs the guard `if __name__ == "__main__":`.'
        )
        raise BatchError(reason) from error
    if here != task.versions:
        raise BatchError(f"the workers have other versions: {differences(here, task.versions)}")


# ---- workers of our own


def _own_crew(
    task: Task, jobs: int | None, inputs: Iterator[Input], stop: Callable[[], bool] | None
) -> tuple[Crew, Iterator[Chunk]]:
    if jobs is None:
        jobs, inputs = _fitting(inputs)
    if jobs == 1:
        return _crew(task, Inline(), 1, stop), chunks(inputs, at_most=1)
    renew = functools.partial(_pool, jobs)
    return _crew(task, renew(), 2 * jobs, stop, renew), chunks(inputs, at_most=_AT_ONCE)


def _fitting(inputs: Iterator[Input]) -> tuple[int, Iterator[Input]]:
    """
    Look ahead until the work is large enough for processes, and return how many there should be.
    """
    processors = _processors()
    if processors == 1:
        return 1, inputs
    seen: list[Input] = []
    weight = 0
    for one in inputs:
        seen.append(one)
        weight += one.weight + _INPUT_BYTES
        if weight >= LARGE_BYTES and len(seen) > 1:
            return processors, itertools.chain(seen, inputs)
    return 1, iter(seen)


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _pool(jobs: int) -> ProcessPoolExecutor:
    # A fork is there at once, but may deadlock if this process has threads.
    ways = ["spawn", "forkserver", *(["fork"] if threading.active_count() == 1 else [])]
    known = multiprocessing.get_all_start_methods() if sys.platform != "darwin" else ["spawn"]
    method = [way for way in ways if way in known][-1]
    return ProcessPoolExecutor(
        jobs,
        mp_context=multiprocessing.get_context(method),
        initializer=_begin_worker,
        initargs=(os.environ.get(_PLUGINS),),
    )


def _begin_worker(plugins: str | None) -> None:
    """
    Leave Ctrl-C to the process that gives out the work, end with it, and load its plugins.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # a fork would do what its parent does
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if plugins is None:
        os.environ.pop(_PLUGINS, None)
    else:
        os.environ[_PLUGINS] = plugins


def _end_with_parent() -> None:
    """
    End this process when the one that started it is gone, killed perhaps; else it waits for ever.
    """
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
