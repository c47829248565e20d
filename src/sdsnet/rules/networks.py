"""
Rules about networks and the reports of how they stood.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from sdsnet.dataset import Dataset
from sdsnet.model import Network, StatusReport
from sdsnet.model.codelists import NETWORK_STATUS_MOVES
from sdsnet.rules.dates import comes_before, first_day
from sdsnet.rules.rule import Finding, rule, subject

__all__ = ["dates_in_order", "described_network", "explained_pause", "possible_moves"]

_NEEDS_REASON = frozenset({"stalled", "in_abeyance", "ended"})

# A report by its place in the history.
_Placed = tuple[int, StatusReport]


@rule("E33", "network-is-described", "A network has a name or a description.")
def described_network(dataset: Dataset) -> Iterator[Finding]:
    """
    Find networks of which nothing at all is said.
    """
    for network in dataset.networks:
        if not network.name and not network.description:
            yield Finding(
                network,
                ("description",),
                f"{subject(network)} has neither a name nor a description. "
                "Say at least what it is.",
            )


@rule("E09", "standstill-has-reason", "A network that stalled, paused or ended says why.")
def explained_pause(dataset: Dataset) -> Iterator[Finding]:
    """
    Find networks that stand still for no stated reason.
    """
    for network in dataset.networks:
        for index, report in enumerate(network.status_history):
            if report.status in _NEEDS_REASON and not report.reason:
                yield Finding(
                    network,
                    ("status_history", index, "reason"),
                    f"{subject(network)} is {report.status} with no reason. "
                    "Use not_stated if the source gives none.",
                )


@rule(
    "E10",
    "possible-status-move",
    "Within the reports of the same parties a network moves only where its status allows.",
    in_edition=False,
)
def possible_moves(dataset: Dataset) -> Iterator[Finding]:
    """
    Find networks that rise again, or that turn back into a proposal.
    """
    for network in dataset.networks:
        for reports in _by_reporters(network):
            for (_, old), (index, new) in pairwise(reports):
                if _is_barred(old.status, new.status):
                    yield Finding(
                        network,
                        ("status_history", index, "status"),
                        f"{subject(network)} cannot go from {old.status} to {new.status}. "
                        f"{_way_out(old.status)}",
                    )


def _is_barred(old: str, new: str) -> bool:
    known = old in NETWORK_STATUS_MOVES and new in NETWORK_STATUS_MOVES
    return known and new != old and new not in NETWORK_STATUS_MOVES[old]


def _way_out(status: str) -> str:
    if status == "ended":
        return "Record the new group and relate it with succeeds."
    open_ways = sorted(NETWORK_STATUS_MOVES[status] - {"not_stated"})
    return f"From {status} it may become {' or '.join(open_ways)}."


@rule(
    "E11",
    "status-dates-in-order",
    "Within the reports of the same parties the dates of a status history do not go back.",
    in_edition=False,
)
def dates_in_order(dataset: Dataset) -> Iterator[Finding]:
    """
    Find reports that are listed after later ones.
    """
    for network in dataset.networks:
        for reports in _by_reporters(network):
            for earlier, (index, report) in _gone_back(reports):
                yield Finding(
                    network,
                    ("status_history", index, "since"),
                    f"{subject(network)}: status {report.status} ({report.since}) "
                    f"is listed after {earlier.status} ({earlier.since}).",
                )


def _gone_back(reports: Iterable[_Placed]) -> Iterator[tuple[StatusReport, _Placed]]:
    """
    Yield reports that begin before one listed above them, with the latest of those.
    """
    latest: StatusReport | None = None
    latest_day = date.min
    for index, report in reports:
        if latest and comes_before(report.since, latest.since):
            yield latest, (index, report)
        day = first_day(report.since)
        if day and day >= latest_day:
            latest, latest_day = report, day


def _by_reporters(network: Network) -> Iterable[list[_Placed]]:
    """
    Return the reports in order, apart by who made them: two reporters may disagree.
    """
    histories: dict[frozenset[str], list[_Placed]] = {}
    for index, report in enumerate(network.status_history):
        histories.setdefault(frozenset(report.according_to), []).append((index, report))
    return histories.values()
