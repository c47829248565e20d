"""
Properties of the rules: what they find does not hang on the order of records or of files.
"""

import collections
import random
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.properties.test_round_trip import shuffled
from tests.properties.writing_down import as_json

import sdsnet
from sdsnet import Dataset, Problem
from sdsnet.testing import datasets, documents


def said(problems: list[Problem]) -> collections.Counter[tuple[str, str]]:
    """
    Return code and message of each problem; of equal ids only the code, as messages tell places.
    """
    return collections.Counter(
        (one.code, "" if one.code == "E01" else one.message) for one in problems
    )


@given(dataset=datasets(valid=False), order=st.randoms(use_true_random=False))
def test_rules_find_the_same_in_any_order(dataset: Dataset, order: random.Random) -> None:
    """
    Whatever rules a dataset breaks, it breaks them with its records in another order, too.
    """
    assert said(sdsnet.check(shuffled(dataset, order))) == said(sdsnet.check(dataset))


@given(document=documents(), order=st.randoms(use_true_random=False))
def test_documents_have_the_same_problems_in_any_order(
    document: dict[str, Any], order: random.Random
) -> None:
    """
    A document has the same problems with its lists, and the records in them, in another order.
    """
    names = order.sample(list(document), k=len(document))
    other = {name: document[name] for name in names}
    for name, held in other.items():
        if isinstance(held, list):
            other[name] = order.sample(held, k=len(held))

    assert said(_problems(other)) == said(_problems(document))


def _problems(document: dict[str, Any]) -> list[Problem]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "document.json")
        path.write_text(as_json(document), encoding="utf-8")
        return sdsnet.check(path)
