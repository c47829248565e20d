"""
What is promised outside the code: versions, types, clean files, commands that work as written.
"""

import os
import re
import subprocess
import tomllib
from collections.abc import Iterator
from importlib import metadata, resources
from pathlib import Path
from typing import Any

import pytest

import sdsnet

ROOT = Path(__file__).parents[1]

# Put together here, so that this file does not hold what it looks for.
REGISTRY_HOSTS = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("anaconda", "org"),
        ("golang", "org"),
        ("crates", "io"),
    )
)
MACHINE_PATH = re.compile(r"(?<![\w.~/-])/(?:home|opt|root|tmp|work|Users)/")


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    """
    Read the project table of pyproject.toml.
    """
    document = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    table: dict[str, Any] = document["project"]
    return table


def project_files() -> Iterator[Path]:
    """
    List what git tracks or would track; in an unpacked sdist, every file.
    """
    if not (ROOT / ".git").exists():
        # What the tests themselves leave behind lies in hidden folders; only .ci is shipped.
        return (
            path
            for path in ROOT.rglob("*")
            if path.is_file()
            and path.suffix != ".pyc"
            and not any(
                part.startswith(".") and part != ".ci"
                for part in path.relative_to(ROOT).parent.parts
            )
        )
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return (path for name in listing.split("\0") if (path := ROOT / name).is_file())


def test_version_is_the_same_wherever_it_is_stated(project: dict[str, Any]) -> None:
    """
    The project file, the installed metadata and the package agree on the version.
    """
    assert project["version"] == metadata.version("sdsnet") == sdsnet.__version__


def test_package_says_that_it_is_typed() -> None:
    """
    Type checkers find the marker in the package as it is installed.
    """
    assert resources.files("sdsnet").joinpath("py.typed").is_file()


def test_every_dependency_has_a_lower_bound(project: dict[str, Any]) -> None:
    """
    No dependency is left to whatever version happens to be there.
    """
    extras = project["optional-dependencies"].values()
    dependencies = [*project["dependencies"], *(name for extra in extras for name in extra)]

    assert [dependency for dependency in dependencies if ">=" not in dependency] == []


@pytest.mark.parametrize("host", REGISTRY_HOSTS)
def test_no_file_names_a_package_registry(host: str) -> None:
    """
    Which registry packages come from is the business of whoever installs them.
    """
    naming = [path for path in project_files() if host.encode() in path.read_bytes()]

    assert naming == []


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    """
    Nothing in the project depends on, or tells of, the machine that it was written on.
    """
    naming = [
        path
        for path in project_files()
        if MACHINE_PATH.search(path.read_text(encoding="utf-8", errors="ignore"))
    ]

    assert naming == []


def test_no_leftover_of_a_tool_is_part_of_the_project() -> None:
    """
    What a patch, an editor or a merge leaves behind is not shipped.
    """
    leftovers = {".orig", ".rej", ".bak", ".swp"}

    assert [path for path in project_files() if path.suffix in leftovers] == []


def test_ci_script_can_be_run() -> None:
    """
    The script that checks a clean checkout is executable.
    """
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_ci_runs_the_very_command_that_the_readme_gives() -> None:
    """
    Whoever follows the README does what CI does: make an environment, install, run the tests.
    """
    readme = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")

    [command] = [line for line in readme if "requirements-dev.txt" in line]

    assert command == (
        "python3.11 -m venv .venv && .venv/bin/pip install -r requirements-dev.txt"
        " && .venv/bin/python -m pytest"
    )
    assert "sed -n '/requirements-dev.txt/{p;q}' README.md" in script
