"""
The checks of the project, each one a session: `nox -s lint types tests docs wheels alone clients`.
"""

import shutil
import tarfile
from pathlib import Path

import nox

INTERPRETERS = ("3.11", "3.12", "3.13")
REQUIREMENTS = "requirements-dev.txt"
ROOT = Path(__file__).parent
EXPORT_ALL = """
import sys
import sdsnet

[plugin] = [one for one in sdsnet.Registry().plugins if one.name == sys.argv[1]]
assert plugin.state == "ready", plugin.problems
for name in plugin.exporters:
    edition = sdsnet.disclose(sdsnet.read("examples/pilotlight"))
    print(name, [(one.name, len(one.read())) for one in sdsnet.export(edition, name)])
"""
PLUGINS = sorted(path.parent for path in ROOT.glob("plugins/sdsnet-*/pyproject.toml"))

nox.needs_version = ">=2025.2"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.error_on_missing_interpreters = False
nox.options.sessions = ("lint", "types", "tests", "docs", "wheels", "alone", "clients")


@nox.session
def lint(session: nox.Session) -> None:
    """
    Check the style and who imports whom.
    """
    session.install("-r", REQUIREMENTS)
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")
    session.run("lint-imports")


@nox.session
def types(session: nox.Session) -> None:
    """
    Check the types of the library, its tests and its plugins.
    """
    session.install("-r", REQUIREMENTS)
    session.run("mypy")
    if (ROOT / "typing_tests").is_dir():
        session.run("mypy", "typing_tests")
    for plugin in PLUGINS:
        with session.chdir(plugin):
            session.run("mypy", f"--config-file={ROOT / 'pyproject.toml'}", "src", "tests")


@nox.session(python=INTERPRETERS)
def tests(session: nox.Session) -> None:
    """
    Run the tests on every interpreter that is found, and measure what they cover.
    """
    session.install("-r", REQUIREMENTS)
    session.run("pytest", "--cov", *session.posargs)


@nox.session
def docs(session: nox.Session) -> None:
    """
    Build the documentation; any warning or dangling reference is an error.
    """
    session.install("-r", REQUIREMENTS)
    session.run("sphinx-build", "-E", "-n", "-W", "--keep-going", "docs", "docs/_build/html")


@nox.session
def wheels(session: nox.Session) -> None:
    """
    Build every package, and test each as it is installed from its wheel, apart from its source.
    """
    workplace = Path(session.create_tmp()).resolve()
    shutil.rmtree(workplace)
    workplace.mkdir()
    session.install("build")
    for package in (ROOT, *PLUGINS):
        session.run("python", "-m", "build", "--outdir", str(workplace / "dist"), str(package))
    (library,) = (workplace / "dist").glob("sdsnet-*.whl")
    plugins = map(str, (workplace / "dist").glob("sdsnet_*.whl"))
    checkout = _unpack_without_source(workplace)
    session.install(f"{library}[testing]", *plugins, "-r", str(_requirements_of_others(workplace)))
    with session.chdir(checkout):
        session.run("sdsnet", "--version")
        session.run("sdsnet", "check", "examples/pilotlight")
        session.run("python", "-m", "pytest", env={"HYPOTHESIS_PROFILE": "dev"})
    _try_starter(session, workplace)


@nox.session
@nox.parametrize("plugin", PLUGINS, ids=[path.name for path in PLUGINS])
def alone(session: nox.Session, plugin: Path) -> None:
    """
    Install a plugin beside the library alone, and export an example with each of its formats.

    A shared environment cannot show a dependency that nobody declared.
    """
    session.install(str(ROOT), str(plugin))
    session.run("python", "-c", EXPORT_ALL, plugin.name.removeprefix("sdsnet-"))


@nox.session
@nox.parametrize("program", ["qualitative-coding", "taguette"])
def clients(session: nox.Session, program: str) -> None:
    """
    Let programs of others import what is exported for them.

    Neither can live in one environment with the tools for development, or with the other.
    """
    session.install(str(ROOT), str(ROOT / "plugins" / "sdsnet-qda"), program)
    script = f"check_{program.replace('-', '_')}.py"
    session.run("python", str(ROOT / "plugins" / "sdsnet-qda" / "tests" / "clients" / script))


def _try_starter(session: nox.Session, workplace: Path) -> None:
    """
    Make a plugin package as anybody would, install it from its wheel, and run its tests.
    """
    with session.chdir(workplace):
        session.run("sdsnet", "plugins", "new", "north-star")
        starter = workplace / "sdsnet-north-star"
        session.run("python", "-m", "build", "-w", str(starter))
        (wheel,) = (starter / "dist").glob("*.whl")
        session.install("--no-deps", str(wheel))
        shutil.rmtree(starter / "src")
        session.run("sdsnet", "plugins", "check", "north-star")
        session.run("python", "-m", "pytest", str(starter))


def _unpack_without_source(workplace: Path) -> Path:
    """
    Unpack the sdist and take its source away, so that only the wheel can be imported.
    """
    (sdist,) = (workplace / "dist").glob("sdsnet-*.tar.gz")
    with tarfile.open(sdist) as archive:
        archive.extractall(workplace, filter="data")
    unpacked = workplace / sdist.name.removesuffix(".tar.gz")
    shutil.rmtree(unpacked / "src")
    return unpacked


def _requirements_of_others(workplace: Path) -> Path:
    """
    Write down what the tests need besides sdsnet itself.
    """
    lines = (ROOT / REQUIREMENTS).read_text(encoding="utf-8").splitlines()
    requirements = workplace / "requirements.txt"
    others = [line for line in lines if not line.startswith("-e")]
    requirements.write_text("\n".join(others), encoding="utf-8")
    return requirements
