"""
Rules about what a dataset says of itself.
"""

import pytest
from tests.rules.building import RULE, dataset, messages

from sdsnet.model import Privacy
from sdsnet.rules import subject


@pytest.mark.parametrize(
    ("least", "effect"), [(-1, "hides nothing"), (1, "hides nothing"), (2, "hides too little")]
)
def test_a_threshold_hides_something(least: int, effect: str) -> None:
    """
    Below 3, the counts of one or two people would be shown.
    """
    assert messages("E32", privacy=Privacy(suppress_below=least)) == [
        f"privacy: suppress_below {least} {effect}. Use 3 or more; 5 is usual."
    ]


@pytest.mark.parametrize("privacy", [None, Privacy(), Privacy(suppress_below=3)])
def test_a_threshold_of_three_is_enough(privacy: Privacy | None) -> None:
    """
    The usual threshold holds where none is given.
    """
    assert messages("E32", privacy=privacy) == []


def test_the_header_is_what_was_found_wrong() -> None:
    """
    The finding names the dataset and leads to the field.
    """
    (found,) = RULE["E32"](dataset(privacy=Privacy(suppress_below=1)))

    assert subject(found.record) == "dataset"
    assert found.path == ("privacy", "suppress_below")
