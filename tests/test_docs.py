"""
The documentation: what is made from the library is up to date.
"""

import importlib.util
from pathlib import Path

import pytest

import sdsnet
from sdsnet.disclosure.warnings import PRIVACY_RULES
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
