"""
Joining datasets under prefixes, without clashes and without loosening anybody's protection.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sdsnet.dataset import Dataset, with_records
from sdsnet.model import RECORD_TYPES, AudienceRule, Header, Privacy, Record
from sdsnet.model.fields import ID_PATTERN, evolve
from sdsnet.model.references import with_ids

__all__ = ["merge"]


def merge(
    datasets: Mapping[str, Dataset],
    *,
    id: str,
    title: str,
    **header: Any,
) -> Dataset:
    """
    Join datasets to one; every id gets the prefix of its dataset, as in `north:b-time`.

    Nothing is compared or joined across datasets: a party that stands in two of them stays two.
    Protection is never loosened: the strictest default for people without an answer holds for all,
    so does the highest threshold for small counts, and what one dataset says of the visibility or
    nation of its records is written into those records.

    Args:
        datasets: The datasets by prefix.
        id: Id of the joined dataset.
        title: Its title.
        **header: Further fields of its header; what is left out is taken over where all agree.

    Raises:
        ValueError: A prefix is not fit for an id, two differ in case only, or the datasets
            do not all declare an audience alike and `audiences` is not given.

    Example:
        >>> from sdsnet import Barrier, Dataset, merge
        >>> north = Dataset(id="n", title="North", barriers=[Barrier(id="b", title="No time")])
        >>> south = Dataset(id="s", title="South", barriers=[Barrier(id="b", title="No money")])
        >>> both = merge({"north": north, "south": south}, id="both", title="Both")
        >>> [barrier.id for barrier in both.barriers]
        ['north:b', 'south:b']
    """
    _refuse_unfit(datasets)
    audiences = header.get("audiences") or _audiences(datasets.values())
    joined = Header(
        **({"id": id, "title": title} | _header(datasets) | header | {"audiences": audiences})
    )
    records: dict[str, list[Record]] = {cls.collection: [] for cls in RECORD_TYPES}
    for prefix, dataset in datasets.items():
        for name, held in dataset.collections.items():
            records[name] += [_record(record, prefix, dataset, joined) for record in held]
    return with_records(joined, records)


def _refuse_unfit(prefixes: Iterable[str]) -> None:
    seen: dict[str, str] = {}
    for prefix in prefixes:
        if not ID_PATTERN.fullmatch(prefix) or ":" in prefix:
            msg = f"{prefix!r} cannot be a prefix; use letters, digits, dots, hyphens, underscores"
            raise ValueError(msg)
        # Ids are unique without regard to case, so prefixes have to be.
        if seen.setdefault(prefix.lower(), prefix) != prefix:
            msg = f"{prefix!r} and {seen[prefix.lower()]!r} differ in case only; rename one"
            raise ValueError(msg)


def _header(datasets: Mapping[str, Dataset]) -> dict[str, Any]:
    values = list(datasets.values())
    same = {
        name: shared
        for name in ("jurisdiction", "language", "as_of")
        if (shared := _shared(getattr(dataset, name) for dataset in values)) is not None
    }
    licences = dict.fromkeys(dataset.licence for dataset in values if dataset.licence)
    extra = {prefix: dict(d.extra) for prefix, d in datasets.items() if d.extra}
    return same | {
        "licence": "; ".join(licences) or None,
        "conventions": _conventions(datasets) or None,
        "privacy": _privacy(values),
        "extra": extra or None,
    }


def _shared(values: Iterable[Any]) -> Any:
    distinct = set(values)
    return distinct.pop() if len(distinct) == 1 else None


def _conventions(datasets: Mapping[str, Dataset]) -> dict[str, str]:
    """
    Keep every meaning; where two datasets differ, each is told with its prefix.
    """
    meanings: dict[str, dict[str, str]] = {}
    for prefix, dataset in datasets.items():
        for key, meaning in (dataset.conventions or {}).items():
            meanings.setdefault(key, {})[prefix] = meaning
    return {
        key: _shared(by_prefix.values()) or "; ".join(f"{p}: {m}" for p, m in by_prefix.items())
        for key, by_prefix in meanings.items()
    }


def _privacy(datasets: Iterable[Dataset]) -> Privacy | None:
    stated = [dataset.privacy for dataset in datasets if dataset.privacy]
    defaults = {privacy.default_consent for privacy in stated} - {None}
    thresholds = [one.suppress_below for one in stated if one.suppress_below is not None]
    if not defaults and not thresholds:
        return None
    return Privacy(
        default_consent="withhold" if "withhold" in defaults else "anonymise" if defaults else None,
        # A dataset that states no threshold keeps the usual one, which is 5.
        suppress_below=max([*thresholds, 5]) if thresholds else None,
    )


def _audiences(datasets: Iterable[Dataset]) -> tuple[AudienceRule, ...]:
    """
    Keep the audiences that all declare alike: what one keeper allows says nothing of another.
    """
    declared = [{audience.name: audience for audience in one.audiences} for one in datasets]
    for name in sorted(set().union(*declared)):
        if len({one.get(name) for one in declared}) > 1:
            msg = (
                f"the datasets do not all declare the audience {name!r} alike; "
                "say who may see the joined dataset with audiences="
            )
            raise ValueError(msg)
    return tuple(declared[0].values()) if declared else ()


def _record(record: Record, prefix: str, dataset: Dataset, joined: Header) -> Record:
    made = with_ids(record, lambda key: f"{prefix}:{key}")
    changes: dict[str, Any] = {}
    visibility = dataset.privacy.visibility if dataset.privacy else None
    if visibility and record.visibility is None:
        changes["visibility"] = visibility
    if dataset.jurisdiction != joined.jurisdiction and record.jurisdiction is None:
        changes["jurisdiction"] = dataset.jurisdiction
    return evolve(made, **changes)
