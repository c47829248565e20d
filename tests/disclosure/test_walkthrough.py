"""
The walk through the boundary that the documentation shows.
"""

from __future__ import annotations

import re

from tests.cli.running import EXAMPLES, ROOT

import sdsnet

PAGE = ROOT / "docs" / "explanation" / "disclosure-walkthrough.md"
EXAMPLE = EXAMPLES / "walkthrough.yaml"


def blocks() -> list[str]:
    """
    Return the YAML that the page shows: the dataset, then its public edition.
    """
    text = PAGE.read_text(encoding="utf-8")
    return re.findall(r"^```yaml\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)


def test_page_shows_the_example_as_it_is() -> None:
    """
    Before: the file, to the letter.
    """
    assert blocks()[0] == EXAMPLE.read_text(encoding="utf-8")


def test_page_shows_what_the_public_gets() -> None:
    """
    After: the public edition, to the letter.
    """
    edition = sdsnet.disclose(sdsnet.read(EXAMPLE))

    assert blocks()[1] == sdsnet.render(edition.dataset)


def test_example_has_the_one_warning_that_it_is_about() -> None:
    """
    What newcomers copy from is clean but for the name that is there to be found.
    """
    assert [(one.code, one.path) for one in sdsnet.check(EXAMPLE)] == [
        ("W02", "barriers[1].summary")
    ]


def test_nothing_of_the_one_who_said_no_is_in_the_edition() -> None:
    """
    Neither his name nor his address, nor where he works.
    """
    shown = sdsnet.render(sdsnet.disclose(sdsnet.read(EXAMPLE)).dataset)

    for hidden in ("Euan", "Sample", "quiet-provider", "e.sample", "Example Street Care"):
        assert hidden not in shown
