"""
The documentation: what is made from the library is up to date.
"""

import importlib.util
import inspect
from pathlib import Path

import pytest

import sdsnet
from sdsnet.disclosure.warnings import PRIVACY_RULES
from sdsnet.plugins import hookspecs
from sdsnet.plugins.loading import RETURNS
from sdsnet.rules import FIELD_RULES, RULES, STRUCTURE

ROOT = Path(__file__).parent.parent
FAULTY = ROOT / "examples" / "faulty"
CODES = {
    rule.code: rule.name
    for rules in (STRUCTURE.values(), FIELD_RULES, RULES, PRIVACY_RULES)
    for rule in rules
}

_spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
assert _spec is not None
assert _spec.loader is not None
generate = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(generate)


@pytest.mark.parametrize("page", generate.PAGES)
def test_a_reference_page_says_what_the_library_says(page: str) -> None:
    """
    Run `python docs/generate.py` when this fails.
    """
    written = (ROOT / "docs" / "reference" / page).read_text(encoding="utf-8")

    assert written == generate.render(page)


@pytest.mark.parametrize("code", sorted(CODES))
def test_each_problem_has_a_faulty_example_that_shows_it_alone(code: str) -> None:
    """
    A faulty file is named after its code and rule, and has that one problem.
    """
    if code == "S01":
        return  # a file that cannot be read cannot be kept; tests/reading makes some

    [example] = FAULTY.glob(f"{code}-*")

    assert example.stem == f"{code}-{CODES[code]}"
    assert {problem.code for problem in sdsnet.check(example)} == {code}


def test_there_is_no_faulty_example_of_an_unknown_code() -> None:
    """
    A code that is gone takes its example along.
    """
    assert {path.name.split("-")[0] for path in FAULTY.iterdir()} == set(CODES) - {"S01"}


HOOKS = sorted(name for name in hookspecs.__all__ if name.startswith("sdsnet_"))


@pytest.mark.parametrize("name", HOOKS)
def test_a_hook_is_documented_with_every_argument(name: str) -> None:
    """
    It has a section, a guide that shows it at work, and a line for each argument.
    """
    hook = getattr(hookspecs, name)
    words = inspect.getdoc(hook) or ""
    reference = (ROOT / "docs" / "reference" / "hooks.md").read_text(encoding="utf-8")
    guide = ROOT / "docs" / "how-to" / generate.GUIDES[name]

    arguments = [one for one in inspect.signature(hook).parameters if f"    {one}:" not in words]
    assert arguments == []
    assert f"## {name}\n" in reference
    assert f"def {name}(" in guide.read_text(encoding="utf-8")


def test_there_is_no_guide_to_a_hook_that_is_gone() -> None:
    """
    Nor are there hooks that the host does not ask.
    """
    assert sorted(generate.GUIDES) == HOOKS == sorted(RETURNS)
