"""
Whether the time that an export takes grows with the records, and not with their square.
"""

from __future__ import annotations

import time

import attrs

from sdsnet.disclosure import Edition
from sdsnet.model import Record
from sdsnet.model.fields import evolve
from sdsnet.model.references import with_ids
from sdsnet.testing.subject import Broken, Subject, specimens

__all__ = ["scale"]

_RECORDS = 700
_TIMES = 8
#: How much longer the larger export may take. Eight is linear, sixty-four is quadratic; what lies
#: between is left to caches, collectors and other programs on the machine.
_LONGER = 20.0


def scale(subject: Subject) -> None:
    """
    Compare the time for some records with that for eight times as many.
    """
    (*_, base) = specimens(subject)
    copies = _RECORDS // len(base.dataset) + 1
    few, many = (_copied(base, count) for count in (copies, copies * _TIMES))
    ratio = 0.0
    # Another program may have been busy in one of them; a cost that grows shows in each.
    for _ in range(3):
        ratio = _seconds(subject, many) / max(_seconds(subject, few), 1e-4)
        if ratio <= _LONGER:
            return
    raise Broken(f"{_TIMES} times the records took {ratio:.0f} times as long")


def _seconds(subject: Subject, edition: Edition) -> float:
    spent = []
    for _ in range(2):
        start = time.process_time()
        subject.files(edition)
        spent.append(time.process_time() - start)
    return min(spent)


def _copied(edition: Edition, count: int) -> Edition:
    """
    Put copies of the records side by side, each with ids of its own.
    """
    held: dict[str, list[Record]] = {name: [] for name in edition.dataset.collections}
    for number in range(count):
        prefix = f"c{number}-"
        for name, some in edition.dataset.collections.items():
            held[name] += [with_ids(one, prefix.__add__) for one in some]
    return attrs.evolve(edition, dataset=evolve(edition.dataset, **held))
