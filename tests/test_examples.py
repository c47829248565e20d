"""
The examples: each is clean and holds nobody's contact, and the merged one is up to date.
"""

import importlib.util
import re
from pathlib import Path

import pytest

import sdsnet

EXAMPLES = Path(__file__).parent.parent / "examples"
DATASETS = [
    "pilotlight",
    "three-way-partnership.yaml",
    "provider-week.yaml",
    "sird-review.yaml",
    "call-for-examples",
    "merged.yaml",
]
ADDRESS = re.compile(rb"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)")


@pytest.mark.parametrize("name", DATASETS)
def test_an_example_has_no_problem(name: str) -> None:
    """
    What newcomers copy from is clean, warnings included.
    """
    assert sdsnet.check(EXAMPLES / name) == []


def test_the_merged_example_is_made_of_the_five() -> None:
    """
    Run `python examples/merge.py` when this fails.
    """
    spec = importlib.util.spec_from_file_location("merge", EXAMPLES / "merge.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)

    assert sdsnet.read(EXAMPLES / "merged.yaml") == module.merged()


def test_examples_hold_no_contact_of_a_real_person() -> None:
    """
    Every address is under a domain that is reserved for examples.
    """
    files = [path for path in EXAMPLES.rglob("*") if path.is_file()]

    domains = {found for path in files for found in ADDRESS.findall(path.read_bytes())}

    assert domains <= {b"example.org", b"example.com"}


def test_named_persons_are_those_who_signed_a_public_text() -> None:
    """
    An example names a person only on the record of a signature.
    """
    for name in DATASETS:
        for party in sdsnet.read(EXAMPLES / name).participants:
            if party.kind == "person" and party.naming == "named":
                assert party.consent is not None
                assert (party.consent.choice, party.consent.basis) == (
                    "acknowledge",
                    "public_record",
                )
