"""
Plugins as people get them: small distributions, built and installed in an environment of their own.
"""

import json
import os
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import sdsnet

WORKING = """
import sdsnet

def export(edition, options):
    yield sdsnet.Artifact("d.txt", edition.dataset.title.encode())

def exporter(name, **more):
    fields = dict(title="T", media_type="text/plain", suffix=".txt", layout="file", export=export)
    return sdsnet.Exporter(name=name, **{**fields, **more})
"""

#: The distributions by the name of their plugin: what their module says.
MODULES = {
    "works": WORKING
    + """
@sdsnet.hookimpl
def sdsnet_exporters():
    return [exporter("works"), exporter("also")]
""",
    "cannot-import": "import a_module_that_nobody_has",
    "exits": "raise SystemExit('no')",
    "raises": """
import sdsnet

@sdsnet.hookimpl
def sdsnet_exporters():
    raise RuntimeError("out of order")
""",
    "returns-nonsense": """
import sdsnet

@sdsnet.hookimpl
def sdsnet_exporters():
    return {"csv": "mine"}
""",
    "misspells": WORKING
    + """
@sdsnet.hookimpl
def sdsnet_exporter():
    return [exporter("misspelt")]
""",
    "takes-a-name": WORKING
    + """
@sdsnet.hookimpl
def sdsnet_exporters():
    return [exporter("csv"), exporter("mine")]
""",
    "clashes-one": WORKING
    + """
@sdsnet.hookimpl
def sdsnet_exporters():
    return [exporter("contested"), exporter("one")]
""",
    "clashes-two": WORKING
    + """
@sdsnet.hookimpl
def sdsnet_exporters():
    return [exporter("contested"), exporter("two")]
""",
    "too-new": WORKING
    + """
@sdsnet.hookimpl
def sdsnet_exporters():
    return [exporter("future", api_version=2)]
""",
    "half": WORKING
    + """
@sdsnet.hookimpl
def sdsnet_exporters():
    return [exporter("half")]

@sdsnet.hookimpl
def sdsnet_rules():
    raise KeyError("rules")
""",
    "lies-in-wait": WORKING
    + """
def fail(edition, options):
    raise ValueError("never shown")

@sdsnet.hookimpl
def sdsnet_exporters():
    return [exporter("lies-in-wait", export=fail)]
""",
}

#: What `sdsnet plugins` says is wrong with them.
PROBLEMS = {
    "works": [],
    "lies-in-wait": [],
    "cannot-import": [
        "it cannot be imported: ModuleNotFoundError: No module named 'a_module_that_nobody_has'"
    ],
    "exits": ["it cannot be imported: SystemExit: no"],
    "raises": ["its sdsnet_exporters failed: RuntimeError: out of order"],
    "returns-nonsense": ["its sdsnet_exporters returned dict where a list is due"],
    "misspells": [
        "there is no hook sdsnet_exporter; the hooks are sdsnet_codelists, sdsnet_exporters, "
        "sdsnet_readers, sdsnet_rules"
    ],
    "takes-a-name": ["the format 'csv' is claimed by sdsnet and takes-a-name"],
    "clashes-one": ["the format 'contested' is claimed by clashes-one and clashes-two"],
    "clashes-two": ["the format 'contested' is claimed by clashes-one and clashes-two"],
    "too-new": [
        "'future' needs version 2 of the plugin interface, and this library has 1; install a newer "
        "sdsnet"
    ],
    "half": ["its sdsnet_rules failed: KeyError: 'rules'"],
    "same-name": ["sdsnet-one-same and sdsnet-other-same both call a plugin same-name; remove one"],
}

PROJECT = """
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "{distribution}"
version = "1.2.3"

[project.entry-points.sdsnet]
{name} = "{package}"

[tool.hatch.build.targets.wheel]
only-include = ["{package}.py"]
"""


def wheel(folder: Path, distribution: str, name: str, source: str) -> Path:
    """
    Build a distribution with one module.
    """
    project = folder / distribution
    project.mkdir()
    package = distribution.replace("-", "_")
    text = PROJECT.format(distribution=distribution, name=name, package=package)
    (project / "pyproject.toml").write_text(text)
    (project / f"{package}.py").write_text(source)
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder / "dist")],
        cwd=project,
        check=True,
        capture_output=True,
    )
    return project


class Environment:
    """
    A virtual environment of its own, with the library and what was installed into it.
    """

    def __init__(self, folder: Path) -> None:
        venv.create(folder, with_pip=False, symlinks=True)
        self.python = folder / "bin" / "python"
        home = folder / "lib" / f"python{sysconfig.get_python_version()}" / "site-packages"
        # The library and what it needs are those of this test run, whether from wheel or source.
        needed = {Path(sdsnet.__file__).parents[1], Path(pytest.__file__).parents[1]}
        (home / "library.pth").write_text("\n".join(map(str, sorted(needed))))
        self.folder = folder

    def install(self, dist: Path) -> None:
        """
        Install every wheel of a folder, with nothing from elsewhere.
        """
        command = [sys.executable, "-m", "pip", "--python", str(self.python), "install"]
        wheels = [str(one) for one in sorted(dist.glob("*.whl"))]
        subprocess.run([*command, "--no-deps", "--no-index", *wheels], check=True, timeout=300)

    def run(self, *arguments: object, **variables: str) -> subprocess.CompletedProcess[str]:
        """
        Run the command line of the library.
        """
        kept = {key: one for key, one in os.environ.items() if key != "SDSNET_PLUGINS"}
        kept.pop("PYTHONPATH", None)
        return subprocess.run(
            [self.python, "-m", "sdsnet", *map(str, arguments)],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
            cwd=self.folder,
            env={**kept, **variables},
        )

    def plugins(self, **variables: str) -> Mapping[str, Any]:
        """
        Return what `sdsnet plugins` says, by name.
        """
        done = self.run("plugins", "--format", "json", **variables)
        assert done.returncode == 0, done.stderr
        return {one["name"]: one for one in json.loads(done.stdout)["plugins"]}


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """
    Build all the distributions and install them.
    """
    folder = tmp_path_factory.mktemp("distributions")
    for name, source in MODULES.items():
        wheel(folder, f"sdsnet-{name}", name, source)
    for distribution in ("sdsnet-one-same", "sdsnet-other-same"):
        wheel(folder, distribution, "same-name", MODULES["works"])
    environment = Environment(folder / "environment")
    environment.install(folder / "dist")
    (environment.folder / "d.yaml").write_text(
        'sdsnet: "1"\ndataset: {id: d, title: The title}\n', encoding="utf-8"
    )
    return environment


def test_every_plugin_is_listed_with_what_is_wrong_with_it(installed: Environment) -> None:
    """
    One that fails keeps no other from working.
    """
    found = installed.plugins()

    assert {name: found[name]["problems"] for name in PROBLEMS} == PROBLEMS
    for name, problems in PROBLEMS.items():
        assert found[name]["state"] == ("faulty" if problems else "ready")
    assert found["works"]["package"] == "sdsnet-works"
    assert found["works"]["version"] == "1.2.3"


def test_what_is_right_with_a_plugin_is_used(installed: Environment) -> None:
    """
    Of one that claims a taken name, and of one whose other hook fails, the rest works.
    """
    found = installed.plugins()

    offered = {name: found[name]["exporters"] for name in ("works", "takes-a-name", "half")}
    assert offered == {"works": ["works", "also"], "takes-a-name": ["mine"], "half": ["half"]}
    assert found["clashes-one"]["exporters"] == ["one"]
    assert set(found["sdsnet"]["exporters"]) == set(sdsnet.Registry(installed=False).exporters)


def test_an_installed_format_is_exported(installed: Environment) -> None:
    """
    As any built-in one, and faulty neighbours are told on standard error.
    """
    done = installed.run("export", "d.yaml", "--to", "works", "--output", "-")

    assert (done.returncode, done.stdout) == (0, "The title")
    assert "Note: plugin exits: it cannot be imported: SystemExit: no." in done.stderr


def test_a_contested_format_belongs_to_nobody(installed: Environment) -> None:
    """
    The error names both, whichever way they are sorted.
    """
    done = installed.run("export", "d.yaml", "--to", "contested", "--output", "-")

    assert done.returncode == 3
    assert "the name 'contested' is claimed by clashes-one and clashes-two" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_exporter_that_fails_has_exit_code_3_and_shows_nothing(installed: Environment) -> None:
    """
    Its words may hold anything, so they are not passed on.
    """
    done = installed.run("export", "d.yaml", "--to", "lies-in-wait", "--output", "out.txt")

    assert done.returncode == 3
    assert "the exporter failed with ValueError; nothing was written" in done.stderr
    assert "never shown" not in done.stderr
    assert not (installed.folder / "out.txt").exists()


def test_installed_plugins_can_be_switched_off(installed: Environment) -> None:
    """
    All of them, or all but some.
    """
    off = installed.plugins(SDSNET_PLUGINS="off")
    some = installed.plugins(SDSNET_PLUGINS="works, half")

    assert {one["state"] for name, one in off.items() if name != "sdsnet"} <= {"off", "faulty"}
    assert off["works"]["exporters"] == []
    assert off["exits"]["problems"] == []
    assert some["works"]["state"] == "ready"
    assert some["half"]["exporters"] == ["half"]
    assert some["takes-a-name"]["state"] == "off"


def test_the_list_for_reading_says_the_same(installed: Environment) -> None:
    """
    A line for each plugin, and below it what is wrong and what it adds.
    """
    done = installed.run("plugins")

    assert "works (sdsnet-works 1.2.3): ready\n  formats: works, also\n" in done.stdout
    assert "exits (sdsnet-exits 1.2.3): faulty\n  it cannot be imported: SystemExit: no\n" in (
        done.stdout
    )
    assert done.stderr == ""


def test_a_library_call_is_not_disturbed(installed: Environment) -> None:
    """
    Reading with faulty plugins around works, and prints nothing.
    """
    script = "import sdsnet; print(sdsnet.read('d.yaml').title)"

    done = subprocess.run(
        [installed.python, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        cwd=installed.folder,
        timeout=60,
    )

    assert (done.stdout, done.stderr) == ("The title\n", "")
