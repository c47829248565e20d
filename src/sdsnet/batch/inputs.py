"""
What is to be converted: files, folders, globs and addresses, found one after the other.
"""

from __future__ import annotations

import contextlib
import glob
import hashlib
import os
import re
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from types import ModuleType
from typing import Any

import attrs

from sdsnet.errors import SdsnetError

__all__ = ["Input", "InputError", "Source", "expand"]

Source = str | os.PathLike[str]

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_PASSWORD = re.compile("//[^/]*:[^/]*@")
_UNFIT = re.compile(r"[^\w]+")
_STEM_LENGTH = 40
_DIGITS = 16
_PIECE = 1 << 20

#: What an input counts for that nobody has weighed, in bytes.
_UNWEIGHED = 1 << 16


class InputError(SdsnetError):
    """
    An input cannot be found or fetched.
    """


@attrs.frozen
class Input:
    """
    One dataset that is to be converted.

    Attributes:
        name: What it is called, as it was given or found.
        place: Its absolute path, or its address.
        fault: Why it cannot even be tried, in words.
    """

    name: str
    place: str
    fault: str = ""

    @classmethod
    def at(cls, name: str) -> Input:
        """
        Make the input that a path or an address names.
        """
        if "\0" in name:
            reason = "no file is called so; in a list each name stands on a line of its own"
            return cls(name.replace("\0", " "), "", reason)
        if not _URL.match(name):
            return cls(name, os.path.abspath(name))  # noqa: PTH100  a link is left as it is
        if _PASSWORD.search(name):
            shown = re.sub("//[^/]*@", "//***@", name)
            reason = "the address holds a password; put it into the configuration of fsspec"
            return cls(shown, shown, reason)
        return cls(name, name)

    def __fspath__(self) -> str:
        return self.name

    @property
    def is_remote(self) -> bool:
        """
        Tell whether it has to be fetched.
        """
        return bool(_URL.match(self.place))

    @property
    def stem(self) -> str:
        """
        Return the name of its output without the ending: its own name, and digits for the rest.

        It follows from what the input is called and from nothing else, so that two inputs are told
        apart the same way in whatever order and by whichever worker they are converted. Systems
        that do not tell capital letters apart are no danger to it.
        """
        called = self.name if self.is_remote else Path(os.path.normpath(self.name)).as_posix()
        own = PurePosixPath(called.partition("::")[0] if self.is_remote else called).stem
        fit = _UNFIT.sub("-", unicodedata.normalize("NFC", own)).strip("-")[:_STEM_LENGTH]
        # A name need not be text: signs that stand for bytes, or for halves of signs, are kept.
        digest = hashlib.sha256(called.encode("utf-8", "surrogatepass")).hexdigest()
        return f"{fit or 'dataset'}-{digest[:_DIGITS]}"

    @property
    def weight(self) -> int:
        """
        Estimate how many bytes are to be read.
        """
        if self.is_remote:
            return _UNWEIGHED
        try:
            if not os.path.isdir(self.place):  # noqa: PTH112  called for each input
                return os.stat(self.place).st_size  # noqa: PTH116  as above
            return sum(path.stat().st_size for path in Path(self.place).rglob("*"))
        except (OSError, ValueError):  # the latter for what can be no name
            return 0

    @contextlib.contextmanager
    def fetched(self, at_most: int) -> Iterator[str]:
        """
        Give the path where it can be read; what comes from afar is kept only meanwhile.

        Args:
            at_most: Bytes of one file that may be read; no more than one beyond them is fetched.

        Raises:
            InputError: It cannot be fetched.
        """
        if not self.is_remote:
            yield self.place
            return
        with tempfile.TemporaryDirectory(prefix="sdsnet-") as folder:
            yield str(_fetch(self.place, Path(folder), at_most))


def expand(sources: Iterable[Source], output: Source | None = None) -> Iterator[Input]:
    """
    Find the inputs, one after the other.

    Args:
        sources: Paths, globs and addresses. A glob and an address are text; a path object and an
            `Input` are taken as they are. A folder is one input. A glob stands for the files that
            it matches, or for the folders if it ends with a slash. In an address, where `?` and
            `[` have other meanings, it is known by a `*`.
        output: Where results are put; a glob does not find them.
    """
    results = Path(os.path.abspath(output)) if output is not None else None  # noqa: PTH100  as above
    for source in sources:
        if isinstance(source, Input):
            yield source
            continue
        name = os.fsdecode(source)
        if not isinstance(source, str) or not glob.has_magic(name) or "\0" in name:
            yield Input.at(name)
        elif _URL.match(name):
            yield from _matching(name) if "*" in name else [Input.at(name)]
        elif os.path.lexists(name):
            yield Input.at(name)
        else:
            yield from _found(name, results)


def _found(pattern: str, results: Path | None) -> Iterator[Input]:
    wants_folders = pattern.endswith(("/", os.sep))
    is_empty = True
    for name in glob.iglob(pattern, recursive=True):  # noqa: PTH207  keeps the name as it was given
        one = Input.at(name)
        if Path(name).is_dir() != wants_folders:
            continue
        if results is not None and results in (Path(one.place), *Path(one.place).parents):
            continue
        is_empty = False
        yield one
    if is_empty:
        yield Input(pattern, pattern, f"no {'folder' if wants_folders else 'file'} matches")


# ---- from afar


def _fsspec() -> ModuleType:
    try:
        import fsspec  # noqa: PLC0415  an extra
        import fsspec.core  # noqa: PLC0415  an extra
    except ImportError as error:
        raise InputError("addresses need fsspec: pip install sdsnet[remote]") from error
    module: ModuleType = fsspec
    return module


def _matching(url: str) -> Iterator[Input]:
    """
    List what a glob in an address stands for; only its first part may be one.
    """
    plain = Input.at(url)
    if plain.fault:
        yield plain
        return
    _, chain, rest = url.partition("::")
    try:
        system, path = _fsspec().core.url_to_fs(url)
        names = sorted(name for name in system.glob(path) if system.isfile(name))
    except InputError as error:
        yield Input(url, url, str(error))
    except Exception as error:  # noqa: BLE001  each kind of storage has errors of its own
        yield Input(url, url, f"it cannot be listed: {_said(error)}")
    else:
        for name in names:
            found = f"{system.unstrip_protocol(name)}{chain}{rest}"
            yield Input(found, found)
        if not names:
            yield Input(url, url, "no file matches")


def _fetch(url: str, folder: Path, at_most: int) -> Path:
    """
    Copy a file, or a folder of files, to a folder.
    """
    fsspec = _fsspec()
    try:
        system, path = fsspec.core.url_to_fs(url)
        path = path.rstrip("/")
        own = re.split("[?#]", PurePosixPath(path).name)[0]
        copy = folder / (re.sub(r"[^\w.-]", "-", own).lstrip(".") or "dataset")
        if not system.isdir(path):
            _copy(system, path, copy, at_most)
            return copy
        copy.mkdir()
        for name in system.find(path):
            _copy(system, name, _inside(copy, name.removeprefix(path)), at_most)
    except InputError:
        raise
    except Exception as error:
        raise InputError(f"it cannot be fetched: {_said(error)}") from error
    return copy


def _inside(folder: Path, name: str) -> Path:
    # An archive is a stranger's: its names may lead anywhere.
    path = folder / name.lstrip("/")
    if not path.resolve().is_relative_to(folder.resolve()):
        raise InputError("it cannot be fetched: it holds a file that lies outside of it")
    return path


def _copy(system: Any, name: str, target: Path, at_most: int) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    left = at_most + 1
    with system.open(name, "rb") as source, target.open("wb") as copy:
        while left > 0 and (piece := source.read(min(_PIECE, left))):
            copy.write(piece)
            left -= len(piece)


def _said(error: Exception) -> str:
    """
    Say what went wrong afar, in words of ours: the texts of others may hold secrets.
    """
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    if isinstance(error, OSError) and error.errno is not None:
        return os.strerror(error.errno).lower()
    if isinstance(error, ImportError):
        return "a package that this kind of address needs is not installed; see its docs in fsspec"
    return type(error).__name__
