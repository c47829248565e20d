"""
Many files: as many records as the work has, in 200 YAML files, by one process and by two.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from pathlib import Path

from benchmarks.candidates import Run, adding_to
from benchmarks.reference_work import Work, make

candidate = adding_to("batch")

FILES = 200


@candidate("sdsnet, one process")
def one_process(work: Work) -> Run:
    return _converting(work, 1)


@candidate("sdsnet, two processes")
def two_processes(work: Work) -> Run:
    return _converting(work, 2)


def _converting(work: Work, jobs: int) -> Run:
    import sdsnet

    folder = Path(tempfile.mkdtemp(prefix="sdsnet-batch-"))
    atexit.register(shutil.rmtree, folder)
    one = make(folder / "one", max(1, work.size // FILES)).path("yaml")
    (folder / "many").mkdir()
    for number in range(FILES):
        shutil.copy(one, folder / "many" / f"{number}.yaml")

    many = f"{folder}/many/*.yaml"
    return lambda: sdsnet.convert(many, "jsonl", folder / "out", overwrite=True, executor=jobs)
