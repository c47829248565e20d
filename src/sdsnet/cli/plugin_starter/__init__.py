"""
The package that `sdsnet plugins new` makes: a small exporter that keeps the contract at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from sdsnet import __version__, api
from sdsnet.replacing import new_folder

__all__ = ["files", "make"]

_NAME = re.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*")

#: Ending of the templates, which are no files of their kind until they are filled in.
_TEMPLATE = ".template"


def make(name: str, output: str | None = None) -> Path:
    """
    Make a plugin package.

    Args:
        name: Name of the format to be.
        output: The folder to make; `sdsnet-NAME` when left out.

    Returns:
        The folder.

    Raises:
        ValueError: The name does not fit or is taken, or the folder is not empty.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(
            f"{name!r} cannot be the name of a format. Use lower-case letters, digits and hyphens, "
            "beginning with a letter."
        )
    if name in _taken():
        raise ValueError(f"There is a format or a plugin {name} already. Choose another name.")
    folder = Path(output or f"sdsnet-{name}")
    if folder.resolve() == Path.cwd():
        raise ValueError("A folder that somebody stands in cannot be made anew. Name another one.")
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise ValueError(
            f"{folder} exists and is not empty. Say --output DIR; nothing was written."
        )
    new_folder(folder.absolute(), dict(files(name)))
    return folder


def _taken() -> set[str]:
    formats = {known for one in api.formats() for known in (one.name, *one.aliases)}
    return formats | {one.name for one in api.plugins() if one.package} | api.known_elsewhere()


def files(name: str) -> Iterator[tuple[str, bytes]]:
    """
    Yield the files of a plugin package, each with its path.

    Args:
        name: Name of the format to be.
    """
    major, minor, *_ = __version__.split(".")
    words = {
        "name": name,
        "package": f"sdsnet_{name.replace('-', '_')}",
        "class": "".join(part.title() for part in name.split("-")),
        "constant": name.replace("-", "_").upper(),
        "lowest": f"{major}.{minor}",
        "beyond": f"{major}.{int(minor) + 1}" if major == "0" else f"{int(major) + 1}",
    }
    for path, template in _templates(resources.files(__name__) / "template", ""):
        text = template.read_text(encoding="utf-8")
        for key, word in words.items():
            text = text.replace(f"<<{key}>>", word)
        yield path.replace("_package_", words["package"]), text.encode()


def _templates(folder: Traversable, before: str) -> Iterator[tuple[str, Traversable]]:
    for one in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if one.is_dir():
            yield from _templates(one, f"{before}{one.name}/")
        elif one.name.endswith(_TEMPLATE):
            yield f"{before}{one.name.removesuffix(_TEMPLATE)}", one
