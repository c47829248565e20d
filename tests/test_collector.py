"""
The garbage collector is paused while many objects are made, and goes on as it was afterwards.
"""

import gc
from collections.abc import Iterator

import pytest

from sdsnet.collector import paused_collector

MANY = 50_000


@pytest.fixture
def collections() -> Iterator[list[str]]:
    """
    Every collection that is begun and ended while a test runs.
    """
    seen: list[str] = []

    def note(phase: str, _: dict[str, int]) -> None:
        seen.append(phase)

    gc.collect()
    gc.callbacks.append(note)
    yield seen
    gc.callbacks.remove(note)


@pytest.fixture
def _frozen() -> Iterator[None]:
    gc.freeze()
    yield
    gc.unfreeze()


def test_what_is_made_in_a_pause_is_not_looked_at_when_it_ends(collections: list[str]) -> None:
    """
    No collection runs in the pause, nor over all that was made there as soon as it is over.
    """
    with paused_collector():
        made = [[number] for number in range(MANY)]
    after = [[number] for number in range(10)]

    assert len(made) + len(after) == MANY + 10
    assert collections == []


def test_collector_runs_again_after_a_pause(collections: list[str]) -> None:
    """
    What is made after the pause is looked through as ever.
    """
    with paused_collector():
        pass
    made = [[number] for number in range(MANY)]

    assert len(made) == MANY
    assert collections


def test_pause_ends_when_something_fails() -> None:
    """
    An error in the pause leaves the collector enabled.
    """
    with pytest.raises(ValueError, match="wrong"), paused_collector():
        raise ValueError("wrong")

    assert gc.isenabled()


def test_pause_inside_a_pause_ends_with_the_outer_one() -> None:
    """
    A collector that was disabled stays so.
    """
    with paused_collector():
        with paused_collector():
            pass
        inside = gc.isenabled()

    assert not inside
    assert gc.isenabled()


@pytest.mark.usefixtures("_frozen")
def test_what_a_program_has_frozen_stays_frozen() -> None:
    """
    A server that freezes its objects before it forks keeps them frozen when it reads a file.
    """
    before = gc.get_freeze_count()

    with paused_collector():
        pass

    assert gc.get_freeze_count() == before
