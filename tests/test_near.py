"""
Near misses: what was most likely meant, among a few words and among very many.
"""

import pytest

from sdsnet.near import Neighbours, nearest

MANY = [f"participant-{number:05}" for number in range(3_000)] + ["shared-lives-scotland"]


@pytest.mark.parametrize(
    "slip",
    [
        "shared-live-scotland",
        "shared-lives-scotlnad",
        "shred-lives-scotland",
        "Shared-Lives-Scotland",
        "hared-lives-scotland",
        "shared-lives-scotland2",
    ],
)
def test_one_slip_among_many_words_finds_what_was_meant(slip: str) -> None:
    """
    A slip at the beginning, in the middle or at the end leads to the word that was meant.
    """
    assert Neighbours(MANY).nearest(slip) == "shared-lives-scotland"


def test_slip_among_many_words_that_are_alike_finds_one_as_near_as_any() -> None:
    """
    Where many words are about as near, the one that is found differs in a single character.
    """
    found = Neighbours(MANY).nearest("participant-x1234")

    assert found is not None
    assert sum(one != other for one, other in zip(found, "participant-x1234", strict=True)) == 1


def test_word_that_is_like_none_of_many_has_no_neighbour() -> None:
    """
    Nothing is suggested where nothing is near.
    """
    assert Neighbours(MANY).nearest("zzz") is None


def test_few_words_are_all_compared() -> None:
    """
    Among a few words the answer is that of the full comparison, parts of words included.
    """
    few = ["leadership_culture", "transparency", "systems"]

    assert Neighbours(few).nearest("cultur") == nearest("cultur", few) == "leadership_culture"
