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
from sdsnet import Barrier, Dataset, Problem, Relation
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


@given(data=st.data(), order=st.randoms(use_true_random=False))
def test_loops_are_the_same_in_any_order(data: st.DataObject, order: random.Random) -> None:
    """
    Chains of parts, reposts and meetings that lead back to themselves are told alike in any order.
    """
    ids = [f"r{number}" for number in range(5)]
    barriers = [
        Barrier(id=one, title="B", part_of=data.draw(st.none() | st.sampled_from(ids)))
        for one in ids
    ]
    links = data.draw(st.lists(st.tuples(_KINDS, st.sampled_from(ids), st.sampled_from(ids))))
    relations = [
        Relation(id=f"l{number}", kind=kind, subject=one, object=other)
        for number, (kind, one, other) in enumerate(links)
    ]
    dataset = Dataset(id="d", title="D", barriers=barriers, relations=relations)

    assert said(sdsnet.check(shuffled(dataset, order))) == said(sdsnet.check(dataset))


_KINDS = st.sampled_from(("part_of", "repost_of", "same_as", "distinct_from"))


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
