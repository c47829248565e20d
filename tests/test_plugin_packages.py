"""
The packages under `plugins/`: each stands alone, and is told of wherever it has to be.
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import sdsnet
from sdsnet.plugins.registry import OFFERED_BY

ROOT = Path(__file__).parents[1]
PACKAGES = sorted(path.parent for path in ROOT.glob("plugins/*/pyproject.toml"))
each_package = pytest.mark.parametrize("package", PACKAGES, ids=lambda path: path.name)


def project(package: Path) -> dict[str, Any]:
    """
    Read the project table of a package.
    """
    document = tomllib.loads((package / "pyproject.toml").read_text(encoding="utf-8"))
    table: dict[str, Any] = document["project"]
    return table


def module(package: Path) -> Path:
    """
    Return the folder of a package's code.
    """
    return package / "src" / package.name.replace("-", "_")


def imported(package: Path) -> Iterator[str]:
    """
    Yield the names of the modules that a package imports.
    """
    for file in module(package).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield node.module


@each_package
def test_folder_distribution_module_and_plugin_have_one_name(package: Path) -> None:
    """
    Whoever knows one of them knows all.
    """
    name = package.name.removeprefix("sdsnet-")

    assert project(package)["name"] == package.name
    assert module(package).is_dir()
    assert project(package)["entry-points"]["sdsnet"] == {name: f"sdsnet_{name}"}


@each_package
def test_versions_go_in_step_with_the_library(package: Path) -> None:
    """
    Until 1.0 a package needs the library of its own minor version.
    """
    major, minor, _ = sdsnet.__version__.split(".")

    [needed] = [one for one in project(package)["dependencies"] if re.match(r"sdsnet\b", one)]

    assert project(package)["version"] == sdsnet.__version__
    assert needed == f"sdsnet>={major}.{minor},<{major}.{int(minor) + 1}"
    assert all(">=" in one for one in project(package)["dependencies"])


@each_package
def test_a_package_imports_public_names_alone(package: Path) -> None:
    """
    Nothing from inside the library, and nothing of another plugin.
    """
    own = module(package).name
    foreign = {
        name
        for name in imported(package)
        if name.startswith("sdsnet") and name != "sdsnet" and name.split(".")[0] != own
    }

    assert foreign == set()


@each_package
def test_a_package_has_what_belongs_to_one(package: Path) -> None:
    """
    Readme, licence, changelog, types, tests that begin with the contract, and files to compare.
    """
    tests = "".join(
        path.read_text(encoding="utf-8") for path in (package / "tests").glob("test_*.py")
    )

    assert (package / "LICENSE").read_bytes() == (ROOT / "LICENSE").read_bytes()
    for name in ("README.md", "CHANGELOG.md"):
        assert (package / name).read_text(encoding="utf-8").startswith("# ")
    assert (module(package) / "py.typed").is_file()
    assert "ExporterContract" in tests
    assert any((package / "tests" / "golden").iterdir())
    assert f"-e plugins/{package.name}" in (ROOT / "requirements-dev.txt").read_text()


@each_package
def test_formats_that_a_package_offers_are_known_to_come_from_it(package: Path) -> None:
    """
    Whoever asks for one that is not installed is told what to install.
    """
    name = package.name.removeprefix("sdsnet-")
    registry = sdsnet.Registry(installed=[name])
    [plugin] = [one for one in registry.plugins if one.name == name]

    assert plugin.problems == ()
    assert set(plugin.exporters) == {
        one for one, offered_by in OFFERED_BY.items() if offered_by == package.name
    }


@each_package
def test_every_format_of_a_package_is_put_through_the_contract(package: Path) -> None:
    """
    None is left out.
    """
    tests = "".join(
        path.read_text(encoding="utf-8") for path in (package / "tests").glob("test_*.py")
    )
    named = set(
        re.findall(r'^    exporter(?:: ClassVar\[str\])? = "([a-z-]+)"', tests, re.MULTILINE)
    )

    assert named == {one for one, by in OFFERED_BY.items() if by == package.name}


def test_every_format_has_a_page() -> None:
    """
    The reference has a heading for each format, built in or not.
    """
    pages = "".join(
        path.read_text(encoding="utf-8")
        for path in (ROOT / "docs" / "reference" / "exporters").glob("*.md")
    )
    formats = {*OFFERED_BY, *sdsnet.Registry(installed=False).exporters}

    assert {one for one in formats if f"`{one}`" not in pages} == set()
