"""
Every rule about content has a faulty example that breaks it, and no other rule.
"""

from pathlib import Path

import pytest

import sdsnet
from sdsnet.disclosure.warnings import PRIVACY_RULES
from sdsnet.rules import FIELD_RULES, RULES, Rule

FAULTY = Path(__file__).parents[2] / "examples" / "faulty"
ALL_RULES = (*FIELD_RULES, *RULES, *PRIVACY_RULES)


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.code)
def test_faulty_example_breaks_its_rule_and_no_other(rule: Rule) -> None:
    """
    The example named after a rule is reported with its code, name and severity, and at a place.
    """
    source = FAULTY / f"{rule.code}-{rule.name}.yaml"

    problems = sdsnet.check(source)

    assert {(one.code, one.rule, one.severity) for one in problems} == {
        (rule.code, rule.name, rule.severity)
    }
    assert all(one.position and one.position.line for one in problems)


def test_every_faulty_example_is_named_after_a_rule() -> None:
    """
    No example of a broken rule is left over from a rule that is gone.
    """
    found = {path.stem for path in FAULTY.iterdir() if path.name[0] in "EW"}
    names = {name for name in found if not name.startswith("W08")}

    assert names == {f"{rule.code}-{rule.name}" for rule in ALL_RULES}


def test_codes_and_names_are_given_once() -> None:
    """
    A code stands for one rule, and so does a name.
    """
    assert len({rule.code for rule in ALL_RULES}) == len(ALL_RULES)
    assert len({rule.name for rule in ALL_RULES}) == len(ALL_RULES)
