"""
Totals that count what is withheld, so that no small number can be worked out from them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from sdsnet.model import Call, Contribution

__all__ = ["CallTotals", "Cell", "totals_of"]


@attrs.frozen
class Cell:
    """
    One count.

    Attributes:
        count: The number, or nothing where it is too small to be shown or would give one away.
        shown_as: The number in digits, or words that stand for it.
    """

    count: int | None
    shown_as: str


@attrs.frozen
class CallTotals:
    """
    How many contributions a call drew, those that are withheld included.

    Attributes:
        call: Id of the call.
        contributions: All of them.
        by_theme: Those on each topic of the call; a contribution may count for several.
        by_mode: Those that came in each of the ways in which answers could be given.
    """

    call: str
    contributions: Cell
    by_theme: Mapping[str, Cell]
    by_mode: Mapping[str, Cell]


def totals_of(
    calls: Iterable[Call],
    contributions: Iterable[Contribution],
    shown: frozenset[str],
    suppress_below: int,
) -> tuple[CallTotals, ...]:
    """
    Count the contributions of each call.

    A cell is shown where neither the count nor what can be subtracted from it, the contributions
    that the audience does not see, is smaller than the threshold. The cells of a call are those of
    its topics and modes, whatever came, so that which cells there are tells nothing.

    Args:
        calls: The calls of the edition.
        contributions: All contributions of the dataset, hidden ones too.
        shown: Ids of the contributions that the audience sees.
        suppress_below: Smallest count that is shown.
    """
    by_call: dict[str, list[Contribution]] = {}
    for contribution in contributions:
        if contribution.call:
            by_call.setdefault(contribution.call, []).append(contribution)
    return tuple(_of_call(call, by_call.get(call.id, []), shown, suppress_below) for call in calls)


def _of_call(
    call: Call, came: list[Contribution], shown: frozenset[str], threshold: int
) -> CallTotals:
    themes = dict.fromkeys(topic.theme for topic in call.topics)
    by_theme = {
        theme: _cell([one for one in came if theme in one.themes], shown, threshold)
        for theme in themes
    }
    modes = {mode: [one for one in came if one.mode == mode] for mode in call.modes}
    by_mode = {mode: _cell(some, shown, threshold) for mode, some in modes.items()}
    elsewhere = [one for one in came if one.mode not in modes]
    in_all = _cell(came, shown, threshold)
    if in_all.count is not None:
        hidden = sum(cell.count is None for cell in by_mode.values())
        if _is_small(elsewhere, shown, threshold):
            hidden += 1
        if hidden == 1:
            _hide_a_second(by_mode, threshold)
    return CallTotals(call.id, in_all, by_theme, by_mode)


def _is_small(some: list[Contribution], shown: frozenset[str], threshold: int) -> bool:
    return bool(some) and _cell(some, shown, threshold).count is None


def _cell(some: list[Contribution], shown: frozenset[str], threshold: int) -> Cell:
    unseen = sum(one.id not in shown for one in some)
    if len(some) < threshold:
        return Cell(None, f"fewer than {threshold}")
    if 0 < unseen < threshold:
        return Cell(None, f"{threshold} or more")
    return Cell(len(some), str(len(some)))


def _hide_a_second(cells: dict[str, Cell], threshold: int) -> None:
    """
    Hide the smallest cell that is shown beside the one that is hidden (secondary suppression).
    """
    counted = sorted((cell.count, key) for key, cell in cells.items() if cell.count is not None)
    if counted:
        cells[counted[0][1]] = Cell(None, f"{threshold} or more")
