"""
Exporting in a process of its own, with another hash seed, clock, locale, home and folder.
"""

from __future__ import annotations

import contextlib
import locale
import logging
import os
import pickle
import random
import subprocess
import sys
import tempfile
import threading
import traceback
import zoneinfo
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs
import time_machine

from sdsnet.disclosure import Edition
from sdsnet.exporting import artifacts
from sdsnet.testing.subject import find_exporter

__all__ = ["ANYWHERE", "HERE", "THERE", "Run", "Surroundings", "export_in"]

_SECONDS = 300
_PROGRAM = f"import sys; from {__name__} import main; main(sys.argv[1])"
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


@attrs.frozen(kw_only=True)
class Surroundings:
    """
    What a process has around it that no export may depend on.

    Attributes:
        variables: Environment variables.
        now: What the clock says, in seconds since 1970.
    """

    variables: Mapping[str, str]
    now: int


HERE = Surroundings(
    variables={
        "PYTHONHASHSEED": "1",
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C.UTF-8",
        "HOME": "/nonexistent/one",
        "USER": "one",
        "LOGNAME": "one",
        "USERNAME": "one",
        "LANG": "C.UTF-8",
    },
    now=1_000_000_000,
)

THERE = Surroundings(
    variables={
        "PYTHONHASHSEED": "4711",
        "TZ": "America/Caracas",
        "LC_ALL": "POSIX",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONUTF8": "0",
        "HOME": "/nonexistent/other",
        "USER": "other",
        "LOGNAME": "other",
        "USERNAME": "other",
        "LANG": "POSIX",
    },
    now=1_900_000_000,
)

#: Surroundings no two of which have anything in common. Two things in a set are in the same order
#: under half of all hash seeds, so there are some more seeds.
ANYWHERE = (
    HERE,
    THERE,
    *(
        attrs.evolve(THERE, variables={**THERE.variables, "PYTHONHASHSEED": seed})
        for seed in ("8", "15")
    ),
)


@attrs.frozen(kw_only=True)
class Run:
    """
    What came of exporting in another process.

    Attributes:
        files: Bytes by the number of the edition, a slash and the name of the file.
        touched: What it did to files, the network or other processes, in words.
        said: What it printed.
        changed: Whether an edition is not any more what it was.
        error: The kind of error that ended it; empty if none did.
    """

    files: Mapping[str, bytes] = attrs.field(factory=dict)
    touched: tuple[str, ...] = ()
    said: bytes = b""
    changed: bool = False
    error: str = ""


def export_in(
    surroundings: Surroundings, address: str, options: Any, editions: Iterable[Edition]
) -> Run:
    """
    Export editions in a process of its own.

    Args:
        surroundings: What that process has around it.
        address: Name of a format, or `module:attribute`.
        options: An instance of the exporter's options class; its defaults if nothing.
        editions: The editions.
    """
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        task = (address, options, tuple(editions), surroundings.now)
        (place / "task").write_bytes(pickle.dumps(task))
        (place / "cwd").mkdir()
        done = subprocess.run(  # noqa: S603  this very Python, with this very module
            [sys.executable, "-c", _PROGRAM, str(place)],
            cwd=place / "cwd",
            stdin=subprocess.DEVNULL,
            env=_environment(surroundings),
            capture_output=True,
            check=False,
            timeout=_SECONDS,
        )
        if not (place / "run").exists():
            return Run(error=f"exit code {done.returncode}", said=done.stderr)
        run: Run = pickle.loads((place / "run").read_bytes())  # noqa: S301  written by this module
        return attrs.evolve(run, said=done.stdout + done.stderr)


def _environment(surroundings: Surroundings) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LC_")}
    return {
        **kept,
        **surroundings.variables,
        "PYTHONPATH": os.pathsep.join(path or str(Path.cwd()) for path in sys.path),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONWARNINGS": "ignore",
    }


# ---- in that process


def main(place: str) -> None:
    """
    Do the task that lies in a folder.
    """
    folder = Path(place)
    address, options, editions, now = pickle.loads((folder / "task").read_bytes())  # noqa: S301
    copies = pickle.loads(pickle.dumps(editions))  # noqa: S301  just made
    files: dict[str, bytes] = {}
    error = ""
    with time_machine.travel(now, tick=True):
        exporter = find_exporter(address)
        before = _state()
        with _watched() as touched:
            try:
                for number, edition in enumerate(editions):
                    for artifact in artifacts(exporter, edition, options):
                        files[f"{number}/{artifact.name}"] = artifact.read()
            except (Exception, SystemExit) as failure:  # noqa: BLE001  told by the process that asked
                error = type(failure.__cause__ or failure).__name__
        touched |= {name for name, held in _state().items() if held != before[name]}
    changed = editions != copies or any(
        one.codelists != other.codelists for one, other in zip(editions, copies, strict=True)
    )
    run = Run(files=files, touched=tuple(sorted(touched)), changed=changed, error=error)
    (folder / "run").write_bytes(pickle.dumps(run))


def _state() -> dict[str, object]:
    """
    Return what a process has one of, and an export has no business with.
    """
    return {
        "the locale": locale.setlocale(locale.LC_ALL),
        "the random generator": random.getstate(),
        "the logging of the program": (logging.root.level, list(logging.root.handlers)),
        "the environment": dict(os.environ),
        "threads that go on": threading.active_count(),
        "the recursion limit": sys.getrecursionlimit(),
    }


@contextlib.contextmanager
def _watched() -> Iterator[set[str]]:
    """
    Note what is done to the world outside; an audit hook stays, so it is told when to listen.
    """
    touched: set[str] = set()
    listening = [True]

    def hear(event: str, details: tuple[Any, ...]) -> None:
        if listening:
            words = _touch(event, details)
            if words and not _is_importing():
                touched.add(words)

    sys.addaudithook(hear)
    try:
        yield touched
    finally:
        listening.clear()


def _is_importing() -> bool:
    """
    Tell whether a module is being loaded: libraries are, when they are first needed.
    """
    return any(
        frame.f_code.co_filename.startswith("<frozen importlib")
        for frame, _ in traceback.walk_stack(None)
    )


_FAMILIES: Mapping[str, str] = {
    "socket": "the network",
    "urllib": "the network",
    "http": "the network",
    "ftplib": "the network",
    "smtplib": "the network",
    "subprocess": "another process",
    "shutil": "the file system",
    "tempfile": "the file system",
}
_OS_EVENTS: Mapping[str, str] = {
    **dict.fromkeys(
        ("system", "exec", "fork", "forkpty", "posix_spawn", "spawn", "startfile", "kill"),
        "another process",
    ),
    **dict.fromkeys(
        ("chdir", "chmod", "chown", "link", "mkdir", "remove", "rename", "rmdir", "symlink"),
        "the file system",
    ),
    **dict.fromkeys(("putenv", "unsetenv"), "the environment"),
    **dict.fromkeys(("listdir", "scandir"), "a folder that it looks into"),
}


def _touch(event: str, details: tuple[Any, ...]) -> str:
    """
    Say what an audit event does to the world outside, or nothing.
    """
    family, _, name = event.partition(".")
    if event == "open":
        return _opened(*details[:3])
    if event == "sqlite3.connect" and details[0] != ":memory:":
        return "a file"
    if family == "os":
        return _OS_EVENTS.get(name, "")
    return _FAMILIES.get(family, "")


def _opened(path: Any, mode: Any, flags: Any) -> str:
    if isinstance(path, int):
        return ""
    writes = (
        bool(flags & _WRITING) if isinstance(flags, int) else any(c in str(mode) for c in "wax+")
    )
    if writes:
        return "a file that it writes"
    # Modules and the data beside them are read as they are needed; that is no input of an export.
    return "" if _is_of_a_library(path) else "a file that it reads"


def _is_of_a_library(path: Any) -> bool:
    name = Path(os.fsdecode(path)).resolve()
    homes = (getattr(module, "__file__", None) for module in tuple(sys.modules.values()))
    roots = {Path(home).parent for home in homes if home} | {Path(one) for one in zoneinfo.TZPATH}
    return any(root.resolve() in name.parents for root in (*roots, Path(sys.prefix)))
