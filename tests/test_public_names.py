"""
What `import sdsnet` gives, and what it does not cost.
"""

import importlib
import subprocess
import sys
from pathlib import Path

import pytest

import sdsnet


def test_public_names_can_all_be_loaded() -> None:
    """
    Each name of `__all__` is there, and `dir` shows it.
    """
    for name in sdsnet.__all__:
        assert getattr(sdsnet, name) is not None
        assert name in dir(sdsnet)


def test_type_checkers_see_the_same_names_as_programs() -> None:
    """
    The imports for type checkers and the table for programs list the same names.
    """
    source = Path(sdsnet.__file__).read_text(encoding="utf-8")
    block = source.split("if TYPE_CHECKING:")[1].split("__all__")[0]
    imported = {
        word.strip(" ,")
        for line in block.splitlines()
        for word in line.split("import")[-1].strip(" ()").split(",")
        if word.strip(" ,()").isidentifier()
    }

    assert imported - {""} == set(sdsnet.__all__) - {"__version__"}


@pytest.mark.parametrize("name", sdsnet.__all__)
def test_a_public_name_is_public_where_it_lives(name: str) -> None:
    """
    The module that a name comes from lists it, so that both ways of importing it stay true.
    """
    module = sdsnet._MODULES.get(name)  # noqa: SLF001  the table is what is tested
    if module is not None:
        assert name in importlib.import_module(module).__all__


def test_an_unknown_name_is_an_attribute_error() -> None:
    """
    A typing slip is told as Python tells it.
    """
    with pytest.raises(AttributeError, match="module 'sdsnet' has no attribute 'raed'"):
        sdsnet.raed  # noqa: B018


def test_import_loads_no_reader_no_database_and_no_command_line() -> None:
    """
    A process that imports the library has loaded nothing that it may never need.
    """
    script = (
        "import sys, sdsnet\n"
        "heavy = {'cattrs', 'yaml', 'click', 'csv', 'sqlite3', 'importlib.metadata'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )

    done = subprocess.run(
        [sys.executable, "-S", "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ":".join(path for path in sys.path if path)},
    )

    assert done.stdout.strip() == "[]"
