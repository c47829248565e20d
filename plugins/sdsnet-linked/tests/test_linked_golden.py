"""
What the examples look like as linked data, byte for byte.

To write the files anew: `python plugins/sdsnet-linked/tests/regenerate.py`.
"""

from __future__ import annotations

import runpy
from pathlib import Path

REGENERATE = runpy.run_path(str(Path(__file__).with_name("regenerate.py")))


def test_examples_are_written_as_before() -> None:
    """
    No byte changes unseen, and no file comes or goes.
    """
    made = {name: text.encode() for name, text in REGENERATE["files"]()}

    kept = {file.name: file.read_bytes() for file in REGENERATE["GOLDEN"].iterdir()}
    assert made == kept
