"""
Ties between records that tell who somebody is, and what follows from them (P16, W03).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from sdsnet.dataset import Dataset
from sdsnet.model import Initiative, Network, Participant, Record, Relation

__all__ = ["IDENTIFYING_TIES", "Status", "gives_away", "passed_on", "spread"]

#: Relations that tell who an unnamed party is, when the other party is named.
IDENTIFYING_TIES = frozenset({"works_for", "part_of", "lives_at", "hosts", "commissions"})
# And those that are cut although nobody need be warned of them.
_TELLING_TIES = IDENTIFYING_TIES | {"same_as"}
_STRICTNESS = ("open", "protected", "withheld")

#: How a party stands wherever no contribution says otherwise.
Status = Literal["open", "protected", "withheld"]


def spread(
    dataset: Dataset, status: dict[str, Status], reasons: dict[str, str]
) -> dict[str, Status]:
    """
    Spread protection along the ties that identify (P16), until nothing changes.
    """
    parties = dataset.participants.ids

    def hides(key: str) -> bool:
        return key in parties and (status[key] != "open" or parties[key].naming != "named")

    changed = True
    while changed:
        changed = False
        for relation in dataset.relations:
            changed |= _share(relation, status, reasons)
            target = _identified(relation.kind, relation.subject, relation.object, parties)
            if target is None or status[target[1]] != "open" or not hides(target[0]):
                continue
            status[target[1]] = "protected"
            reasons[target[1]] = "a tie to it would tell who somebody is that is not named"
            changed = True
    return status


def _share(relation: Relation, status: dict[str, Status], reasons: dict[str, str]) -> bool:
    """
    Let two records of one party have the stricter status of the two.
    """
    ends = {relation.subject, relation.object}
    if relation.kind != "same_as" or not ends <= status.keys():
        return False
    laxer, stricter = sorted(
        (relation.subject, relation.object), key=lambda key: _STRICTNESS.index(status[key])
    )
    if status[laxer] == status[stricter]:
        return False
    status[laxer] = status[stricter]
    reasons[laxer] = "another record of the same party is not to be shown as it is"
    return True


def _identified(
    kind: str, subject: str, target: str, parties: Mapping[str, Participant]
) -> tuple[str, str] | None:
    """
    Return who is given away by a relation and the named party that gives them away.
    """
    if subject not in parties or target not in parties:
        return None
    if kind in {"lives_at", "works_for"} and parties[subject].kind == "person":
        is_place = parties[target].kind == "service" or kind == "lives_at"
        if is_place and parties[target].naming == "named" and parties[target].kind != "person":
            return subject, target
    elif kind == "part_of" and parties[subject].naming == "named":
        return target, subject
    return None


def gives_away(dataset: Dataset, relation: Record) -> bool:
    """
    Tell whether a relation ties a party that is not named to something that is.
    """
    kind = getattr(relation, "kind", None)
    if kind not in _TELLING_TIES:
        return False
    ends = [dataset.get(getattr(relation, end)) for end in ("subject", "object")]
    named = {_is_named(end) for end in ends}
    return any(isinstance(end, Participant) for end in ends) and {True, False} <= named


def _is_named(end: object) -> bool | None:
    """
    Tell whether one end of a tie has a name; nothing where it is no party, network or work.
    """
    if isinstance(end, Participant):
        return end.naming == "named"
    if isinstance(end, Network):
        return True if end.name else None
    return True if isinstance(end, Initiative) else None


def passed_on(dataset: Dataset) -> Mapping[str, list[str]]:
    """
    Return the ids of the earlier texts that a text passes on, by its own.
    """
    found = {one.id: [one.reposts] for one in dataset.contributions if one.reposts}
    for relation in dataset.relations:
        if relation.kind == "repost_of" and _is_text(dataset, relation.subject):
            found.setdefault(relation.subject, []).append(relation.object)
    return found


def _is_text(dataset: Dataset, key: str) -> bool:
    return key in dataset.contributions.ids or key in dataset.publications.ids
