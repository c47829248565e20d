"""
Running the command line inside the test process, and in a process of its own.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from sdsnet.cli import cli

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"

HEADER = 'sdsnet: "1"\ndataset: {id: d, title: D}\n'


def run(*arguments: object, given: bytes | None = None) -> Result:
    """
    Run a command in this process; an exception that it should have told in words is raised.
    """
    result = CliRunner().invoke(cli, [str(one) for one in arguments], input=given)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def environment(**more: str) -> dict[str, str]:
    """
    Return the environment for a process: this one's, and nothing that changes how output is kept.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    return {**kept, "PYTHONPATH": os.pathsep.join(sys.path), **more}


def process(
    *arguments: object, given: bytes = b"", **more: Any
) -> subprocess.CompletedProcess[bytes]:
    """
    Run a command in a process of its own.
    """
    return subprocess.run(
        [sys.executable, "-m", "sdsnet", *map(str, arguments)],
        input=given,
        capture_output=True,
        check=False,
        env=environment(),
        timeout=60,
        **more,
    )


def saved(folder: Path, text: str, name: str = "d.yaml") -> Path:
    """
    Write a document to a file.
    """
    path = folder / name
    path.write_bytes(text.encode())
    return path
