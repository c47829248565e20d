"""
The participants as a graph: who comes together with whom, and how often.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

import attrs

from sdsnet.dataset import Dataset
from sdsnet.model import Meeting, Network, Participant, Record
from sdsnet.model.codelists import CODELISTS, Codelist
from sdsnet.views.graph.attributes import Attribute
from sdsnet.views.graph.labels import label_of
from sdsnet.views.graph.links import Source, sources
from sdsnet.views.graph.making import assembled, record_node, used_by_nodes
from sdsnet.views.graph.shapes import Edge, Graph, Node

__all__ = ["CROWD", "people_graph"]

#: Most parties of a network or meeting that are joined to one another. In a larger one hardly
#: anybody meets everybody, and the pairs grow with the square of the parties.
CROWD = 50

_APART = frozenset({"feeds_in", "left", "not_involved"})

_SHARED = (
    Attribute(
        name="shared_networks",
        type="texts",
        title="Shared networks",
        description="The networks in which both take part.",
    ),
    Attribute(
        name="shared_meetings",
        type="texts",
        title="Shared meetings",
        description="The meetings to which both came.",
    ),
)


_Attended = tuple[Network | Meeting, set[str]]


@attrs.frozen
class _Gathering:
    """
    A network or a meeting, and who is there.
    """

    record: Network | Meeting
    label: str
    parties: tuple[str, ...]

    @property
    def is_crowd(self) -> bool:
        return len(self.parties) > CROWD


def people_graph(dataset: Dataset, codelists: Mapping[str, Codelist] = CODELISTS) -> Graph:
    """
    Lay the participants out as a graph: two are joined if they share a network or a meeting.

    Who is in a network is told by memberships, but for those of parties that have left, that take
    no part, or for whom somebody else speaks there; who was at a meeting, by its attendance. The
    weight of an edge is the number of networks and meetings that its two ends share.

    A network or meeting of more than 50 parties stands in the graph itself, and each of them is
    joined to it instead of to all the others: the number of edges then grows no faster than that of
    memberships and attendances.

    Args:
        dataset: A dataset without errors: every reference finds its record.
        codelists: The codelists by name, which say what to call keys.

    Returns:
        The graph, undirected: all participants, shared with anybody or not, and those gatherings.
    """
    people = _People(dataset, codelists)
    of_edges = {name for edge in people.edges() for name in edge.attributes}
    return assembled(
        dataset,
        people.nodes,
        people.edges,
        used_by_nodes(people.held),
        of_edges,
        directed=False,
        further=_SHARED,
    )


class _People:
    """
    The nodes and edges of the graph of participants.
    """

    def __init__(self, dataset: Dataset, codelists: Mapping[str, Codelist]) -> None:
        self._codelists = codelists
        self._parties = dataset.participants.in_order()
        known = {party.id for party in self._parties}
        self._gatherings = [
            _Gathering(
                record,
                label_of(record, record.type_name, codelists),
                tuple(sorted(known.intersection(parties))),
            )
            for record, parties in chain[_Attended](_networks(dataset), _meetings(dataset))
        ]
        self._joined: dict[str, list[_Gathering]] = {}
        for gathering in self._gatherings:
            for party in gathering.parties:
                self._joined.setdefault(party, []).append(gathering)

    @property
    def held(self) -> Mapping[Source, Sequence[Record]]:
        """
        What the nodes are made from: participants, and networks and meetings that are crowds.
        """
        crowds = [one.record for one in self._gatherings if one.is_crowd]
        by_class: dict[type[Record], Sequence[Record]] = {
            Participant: self._parties,
            Network: [one for one in crowds if isinstance(one, Network)],
            Meeting: [one for one in crowds if isinstance(one, Meeting)],
        }
        return {one: by_class[one.root] for one in sources() if one.cls in by_class}

    def nodes(self) -> Iterator[Node]:
        """
        Yield the nodes.
        """
        for source, held in self.held.items():
            for one in held:
                yield record_node(source, one, self._codelists)

    def edges(self) -> Iterator[Edge]:
        """
        Yield the edges of one participant after another, so that no more than these are held.
        """
        for party in self._parties:
            joined = self._joined.get(party.id, ())
            yield from _ties(party.id, [one for one in joined if not one.is_crowd])
            for gathering in joined:
                if gathering.is_crowd:
                    yield Edge(
                        id=f"{party.id}::{gathering.record.id}",
                        source=party.id,
                        target=gathering.record.id,
                        type="takes_part",
                        label="Takes part",
                    )


def _ties(party: str, gatherings: list[_Gathering]) -> Iterator[Edge]:
    """
    Yield the edges between a participant and those that come after it.
    """
    shared: dict[str, list[_Gathering]] = {}
    for gathering in gatherings:
        for other in gathering.parties[bisect_right(gathering.parties, party) :]:
            shared.setdefault(other, []).append(gathering)
    for other in sorted(shared):
        networks = [one.label for one in shared[other] if isinstance(one.record, Network)]
        meetings = [one.label for one in shared[other] if isinstance(one.record, Meeting)]
        said = {"shared_networks": tuple(networks), "shared_meetings": tuple(meetings)}
        yield Edge(
            id=f"{party}::{other}",
            source=party,
            target=other,
            type="shares",
            label="Shares",
            weight=len(shared[other]),
            attributes={name: labels for name, labels in said.items() if labels},
        )


def _networks(dataset: Dataset) -> Iterator[_Attended]:
    """
    Yield the networks with who takes part in them.
    """
    members: dict[str, set[str]] = {}
    for one in dataset.memberships:
        if one.involvement not in _APART:
            members.setdefault(one.network, set()).add(one.participant)
    for network in dataset.networks.in_order():
        yield network, members.get(network.id, set())


def _meetings(dataset: Dataset) -> Iterator[_Attended]:
    """
    Yield the meetings with who came to them.
    """
    for meeting in dataset.meetings.in_order():
        yield meeting, {one.participant for one in meeting.attendance}
