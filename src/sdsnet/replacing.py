"""
Putting a new file in the place of an old one, whole or not at all.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

__all__ = ["as_new", "new_folder", "replacement", "sync_folder"]


@contextlib.contextmanager
def replacement(target: Path) -> Iterator[Path]:
    """
    Give a temporary file beside a target, which takes its place at the end if nothing went wrong.

    Nobody else can read it; `as_new` gives it the permissions of any new file.

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


def as_new(path: Path) -> None:
    """
    Give a file the permissions that any new file has.
    """
    umask = os.umask(0)
    os.umask(umask)
    path.chmod(0o666 & ~umask)


def new_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """
    Make a folder of files: there are all of them or none.

    Args:
        folder: Where it is to be, with nothing there but perhaps an empty folder.
        files: Bytes by path inside the folder.

    Raises:
        OSError: The folder cannot be written.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    workplace = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        made = workplace / "new"
        made.mkdir()
        for name, content in files.items():
            (made / name).parent.mkdir(parents=True, exist_ok=True)
            (made / name).write_bytes(content)
        if folder.exists():
            folder.rmdir()
        made.rename(folder)
    finally:
        shutil.rmtree(workplace, ignore_errors=True)


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
