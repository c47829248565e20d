"""
What it costs to import the library, beside what it is built on; each in a new interpreter.
"""

from __future__ import annotations

import subprocess
import sys

from benchmarks.candidates import Run, adding_to
from benchmarks.reference_work import Work

candidate = adding_to("imports")

#: Modules that `import sdsnet` does not load, because not every program needs them.
NOT_LOADED = ("cattrs", "click", "csv", "importlib.metadata", "sqlite3", "yaml")


def _interpreter(code: str) -> Run:
    def run() -> None:
        subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603  our own code

    return run


@candidate("bare interpreter", any_size=True)
def bare(_: Work) -> Run:
    return _interpreter("")


@candidate("import attrs, msgspec, pluggy", any_size=True)
def foundations(_: Work) -> Run:
    return _interpreter("import attrs, msgspec, pluggy")


@candidate("import attrs, cattrs, msgspec, pluggy, yaml", any_size=True)
def all_foundations(_: Work) -> Run:
    return _interpreter("import attrs, cattrs, msgspec, pluggy, yaml")


@candidate("import sdsnet", any_size=True)
def sdsnet_alone(_: Work) -> Run:
    return _interpreter("import sdsnet")


@candidate("import sdsnet.api", any_size=True)
def sdsnet_functions(_: Work) -> Run:
    return _interpreter("import sdsnet.api")


@candidate("import every public name", any_size=True)
def sdsnet_whole(_: Work) -> Run:
    return _interpreter("from sdsnet import *")


@candidate("import pydantic", any_size=True)
def pydantic(_: Work) -> Run:
    return _interpreter("from pydantic import BaseModel")


def loaded() -> tuple[str, ...]:
    """
    Return which of the modules that `import sdsnet` should not load it loads all the same.
    """
    code = f"import sys, sdsnet; print(*[one for one in {NOT_LOADED} if one in sys.modules])"
    command = [sys.executable, "-c", code]
    found = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    return tuple(found.stdout.split())
