"""
What every test run shares: how hard hypothesis tries, and the examples in the documentation.
"""

import os
import shutil
from contextlib import ExitStack, chdir
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import settings
from sybil import Sybil
from sybil.parsers.myst import DocTestDirectiveParser, PythonCodeBlockParser, SkipParser

ROOT = Path(__file__).parent

settings.register_profile("dev", max_examples=25, deadline=None)
settings.register_profile("ci", max_examples=200, deadline=None)
settings.register_profile("nightly", max_examples=2000, deadline=None)
settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev")
)


def enter_a_folder_of_its_own(namespace: dict[str, Any]) -> None:
    """
    Run a page's examples in a fresh folder, with a copy of `examples/` to read.
    """
    stack = namespace["_stack"] = ExitStack()
    folder = Path(stack.enter_context(TemporaryDirectory()))
    if (ROOT / "examples").is_dir():
        shutil.copytree(ROOT / "examples", folder / "examples")
    stack.enter_context(chdir(folder))


def leave_the_folder(namespace: dict[str, Any]) -> None:
    """
    Go back to where the test run began, and remove the page's folder.
    """
    namespace.pop("_stack").close()


pytest_collect_file = Sybil(
    parsers=[DocTestDirectiveParser(), PythonCodeBlockParser(), SkipParser()],
    # One pattern for each depth: `**` stands for one folder only.
    patterns=["README.md", "docs/*.md", "docs/*/*.md", "docs/*/*/*.md"],
    setup=enter_a_folder_of_its_own,
    teardown=leave_the_folder,
).pytest()
