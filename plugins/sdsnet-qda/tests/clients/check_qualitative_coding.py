"""
Import the projects of all examples with qualitative-coding, and see every code there.

It cannot live in one environment with the tools for development, so it has one of its own:

    pip install sdsnet sdsnet-qda qualitative-coding
    python check_qualitative_coding.py
"""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import sdsnet

EXAMPLES = Path(__file__).parents[4] / "examples"
NAMES = (
    "call-for-examples",
    "pilotlight",
    "provider-week.yaml",
    "sird-review.yaml",
    "three-way-partnership.yaml",
)
CODE = "{urn:QDA-XML:project:1.0}Code"
CODE_REFERENCE = "{urn:QDA-XML:project:1.0}CodeRef"


def run(*arguments: str, folder: Path) -> str:
    """
    Run the program; a breakpoint that it was released with is passed over.
    """
    program = str(Path(sys.executable).with_name("qc"))
    environment = {**os.environ, "PYTHONBREAKPOINT": "0", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [program, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode or "Traceback" in done.stderr:
        raise SystemExit(f"qc {' '.join(arguments)}: {done.stdout}{done.stderr}")
    return done.stdout


def check(name: str) -> None:
    """
    Import one example, and compare codes and counts.
    """
    edition = sdsnet.disclose(sdsnet.read(EXAMPLES / name), audience="public")
    (artifact,) = sdsnet.export(edition, "qdpx")
    content = artifact.read()
    with tempfile.TemporaryDirectory() as place:
        file, folder = Path(place) / "project.qdpx", Path(place) / "project"
        folder.mkdir()
        file.write_bytes(content)
        run("init", "--import", str(file), folder=folder)
        run("codes", "stats", "--zeros", "--outfile", "codes.csv", folder=folder)
        with (folder / "codes.csv").open(encoding="utf-8", newline="") as file_of_codes:
            counts = {code.lstrip(" ."): int(count) for code, count in _rows(file_of_codes)}
    root = ET.fromstring(zipfile.ZipFile(io.BytesIO(content)).read("project.qde"))  # noqa: S314  ours
    names = {str(code.get("guid")): str(code.get("name")) for code in root.iter(CODE)}
    if missing := {*names.values()} - {*counts}:
        raise SystemExit(f"{name}: qc does not know {sorted(missing)}")
    used = {names[str(one.get("targetGUID"))] for one in root.iter(CODE_REFERENCE)}
    if used != {code for code, count in counts.items() if count}:
        raise SystemExit(f"{name}: qc has other codes on texts than the project")
    sys.stdout.write(f"{name}: {len(names)} codes, {len(used)} of them on texts\n")


def _rows(lines: Iterable[str]) -> Iterator[list[str]]:
    rows = csv.reader(lines)
    next(rows)
    return rows


if __name__ == "__main__":
    for example in NAMES:
        check(example)
