"""
How rules find chains of links that come back to where they began.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import attrs

from sdsnet.model import Record
from sdsnet.model.ways import Path

__all__ = ["Link", "Loop", "loops"]


@attrs.frozen
class Link:
    """
    One step from one record to another, and the field that states it.

    Attributes:
        start: Id of the record that the link goes from.
        end: Id of the record that it goes to.
        record: The record that states it.
        path: The field of that record that states it.
    """

    start: str
    end: str
    record: Record
    path: Path


@attrs.frozen
class Loop:
    """
    A chain of links that comes back to where it began.

    Attributes:
        link: The first link of the chain.
        others: How many records the chain passes besides the one it begins and ends with.
    """

    link: Link
    others: int

    @property
    def way(self) -> str:
        """
        Name the records that the chain passes, as the end of a sentence; nothing for a short cut.
        """
        if not self.others:
            return ""
        more = self.others - 1
        return f" through {self.link.end!r}" + (f" and {more} more" if more else "")


def loops(links: Iterable[Link]) -> Iterator[Loop]:
    """
    Find loops; where several share links, one of them at least.

    Chains may be very long, so nothing here recurses; and the same links give the same loops in
    whatever order they come.

    Args:
        links: The links to follow; of two with the same ends, the one stated by the lowest id.
    """
    following: dict[str, dict[str, Link]] = {}
    for link in sorted(links, key=lambda one: (one.start, one.end, one.record.id)):
        following.setdefault(link.start, {}).setdefault(link.end, link)
    finished: set[str] = set()
    for start in following:
        if start not in finished:
            yield from _loops_from(start, following, finished)


def _loops_from(
    start: str, following: Mapping[str, Mapping[str, Link]], finished: set[str]
) -> Iterator[Loop]:
    chain = [start]
    place = {start: 0}
    branches = [iter(following[start].values())]
    while branches:
        link = next(branches[-1], None)
        if link is None:
            branches.pop()
            finished.add(chain[-1])
            del place[chain.pop()]
        elif link.end in place:
            at = place[link.end]
            first = link.end if at + 1 == len(chain) else chain[at + 1]
            yield Loop(following[link.end][first], len(chain) - 1 - at)
        elif link.end in following and link.end not in finished:
            place[link.end] = len(chain)
            chain.append(link.end)
            branches.append(iter(following[link.end].values()))
