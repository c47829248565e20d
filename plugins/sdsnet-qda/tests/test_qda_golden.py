"""
What the examples look like as projects and codebooks, byte for byte.

To write the files anew: `python plugins/sdsnet-qda/tests/regenerate.py`.
"""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

REGENERATE = runpy.run_path(str(Path(__file__).with_name("regenerate.py")))


@pytest.mark.parametrize("name", REGENERATE["NAMES"])
def test_examples_are_written_as_before(name: str) -> None:
    """
    No byte changes unseen, and no file comes or goes.
    """
    folder = REGENERATE["GOLDEN"] / name.removesuffix(".yaml")

    made = dict(REGENERATE["files"](name))

    kept = {
        file.relative_to(folder.parent).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }
    assert made == kept
