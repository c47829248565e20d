"""
Whether an export holds what the edition holds, less what is declared as lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sdsnet.dataset import Dataset
from sdsnet.disclosure import disclose
from sdsnet.exporting import Exporter
from sdsnet.testing.planting import labelled
from sdsnet.testing.searching import tokens_in
from sdsnet.testing.subject import Broken, Subject, filled_datasets

__all__ = ["parity"]


def parity(subject: Subject) -> None:
    """
    Search an export for every text and id of the edition, and compare with the declared losses.
    """
    missing: dict[tuple[str, str], int] = {}
    found: dict[tuple[str, str], int] = {}

    def test(plain: Dataset) -> None:
        made, labels = labelled(plain)
        files = subject.files(disclose(made, audience="internal"))
        if subject.exporter.layout == "file":
            # Whoever asks for one file may call it what they like.
            files = {"": b"".join(files.values())}
        held = tokens_in(files)
        for token, place in labels.items():
            counts = found if token in held else missing
            counts[place] = counts.get(place, 0) + 1

    subject.for_all(test, plain=filled_datasets())
    _refuse_gaps(subject.exporter, missing)
    _refuse_boasts(subject.exporter, {*missing, *found}, missing)


def _refuse_gaps(exporter: Exporter, missing: Iterable[tuple[str, str]]) -> None:
    gaps = sorted(
        f"{type_name}.{path}"
        for type_name, path in missing
        if not any(_covers(one.type_name, one.field, type_name, path) for one in exporter.losses)
    )
    if gaps:
        raise Broken(
            f"missing, and not declared as a loss: {', '.join(gaps[:12])}"
            + (f" and {len(gaps) - 12} more" if gaps[12:] else "")
        )


def _refuse_boasts(
    exporter: Exporter, seen: set[tuple[str, str]], missing: Mapping[tuple[str, str], int]
) -> None:
    """
    Refuse losses of what is there: whoever reads the list should be able to believe it.
    """
    for one in exporter.losses:
        if one.field == "*":
            continue  # it says that something of the whole is lost, and not which texts
        spoken_of = [place for place in seen if _covers(one.type_name, one.field, *place)]
        if spoken_of and not any(place in missing for place in spoken_of):
            raise Broken(f"{one.type_name}.{one.field} is declared as a loss, and is there")


def _covers(type_name: str, field: str, found_type: str, path: str) -> bool:
    if type_name not in {"*", found_type}:
        return False
    return field in {"*", path} or path.startswith(f"{field}.")
