"""
The files of the examples, byte for byte; `regenerate.py` writes them anew.
"""

from pathlib import Path

import pytest

import sdsnet

EXAMPLES = Path(__file__).parents[3] / "examples"
GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("name", ["dot", "gexf", "graphml", "kumu", "mermaid"])
@pytest.mark.parametrize("source", ["call-for-examples", "pilotlight", "sird-review.yaml"])
def test_files_are_those_that_were_looked_at(source: str, name: str) -> None:
    """
    The public edition of an example makes the file that is kept here.
    """
    edition = sdsnet.disclose(sdsnet.read(EXAMPLES / source), audience="public")
    (made,) = sdsnet.export(edition, to=name)

    assert made.read() == (GOLDEN / made.name).read_bytes()


def test_nothing_else_is_kept() -> None:
    """
    Each golden file belongs to a test: five formats, three examples.
    """
    assert len(list(GOLDEN.iterdir())) == 15
