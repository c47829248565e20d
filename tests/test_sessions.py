"""
The sessions shown in the README and the docs: each command is run, and prints what is shown.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FENCE = re.compile(r"^```(\w*)$")


def pages() -> list[Path]:
    """
    Return the pages that show a session.
    """
    every = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    return [page for page in every if "```console\n" in page.read_text(encoding="utf-8")]


def steps(page: Path) -> Iterator[tuple[str, str, str]]:
    """
    Yield what a page does: files that it shows, commands that it runs and what they print.
    """
    file, kind, block = "", "", []  # type: ignore[var-annotated]
    for line in page.read_text(encoding="utf-8").splitlines():
        if line.startswith("% run: "):
            yield "run", line.removeprefix("% run: "), ""
        elif line.startswith("% file: "):
            file = line.removeprefix("% file: ")
        elif FENCE.match(line):
            if kind == "console":
                yield from commands(block)
            elif kind and file:
                yield "file", file, "\n".join(block) + "\n"
                file = ""
            kind, block = ("", []) if kind else (line[3:] or "text", [])
        elif kind:
            block.append(line)


def plugins(page: Path) -> str:
    """
    Return the plugins that a page needs, which a comment on it names; none if there is no such.
    """
    named = re.search(r"^% plugins: (.+)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return named[1] if named else "off"


def commands(lines: list[str]) -> Iterator[tuple[str, str, str]]:
    """
    Yield each command of a session with what it prints.
    """
    for session in re.split(r"^\$ ", "\n".join(lines), flags=re.MULTILINE)[1:]:
        command, _, printed = session.partition("\n")
        yield "run", command, printed.strip()


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_a_session_prints_what_the_page_shows(page: Path, tmp_path: Path) -> None:
    """
    Every command of a page is run in one folder, from the top.
    """
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    (tmp_path / "bin").mkdir()
    for name, words in (("sdsnet", " -m sdsnet"), ("python", "")):
        program = tmp_path / "bin" / name
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}"{words} "$@"\n')
        program.chmod(0o755)
    environment = {
        **os.environ,
        "SDSNET_PLUGINS": plugins(page),
        "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}",
        "PYTHONPATH": ":".join(path for path in sys.path if path),
    }

    for kind, what, expected in steps(page):
        if kind == "file":
            (tmp_path / what).write_text(expected, encoding="utf-8")
            continue
        done = subprocess.run(
            ["bash", "-c", what],
            cwd=tmp_path,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=300,
            check=False,
        )
        if expected:
            assert done.stdout.strip() == expected
