"""
Putting a new file in the place of an old one, whole or not at all.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

__all__ = ["replacement", "sync_folder"]


@contextlib.contextmanager
def replacement(target: Path) -> Iterator[Path]:
    """
    Give a temporary file beside a target, which takes its place at the end if nothing went wrong.

    Raises:
        OSError: The folder cannot be written.
    """
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """
    Make a rename last through a power cut, where the system can do so.
    """
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
