"""
Whether an export holds what the edition holds, less what is declared as lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sdsnet.dataset import Dataset
from sdsnet.disclosure import disclose
from sdsnet.exporting import Exporter
from sdsnet.model import RECORD_TYPES, Header
from sdsnet.model.fields import walk
from sdsnet.testing.planting import labelled
from sdsnet.testing.searching import tokens_in
from sdsnet.testing.subject import Broken, Subject, filled_datasets, several_datasets

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

    _refuse_slips(subject.exporter)
    # However few are drawn, no type of record is left out.
    for plain in several_datasets():
        test(plain)
    subject.for_all(test, plain=filled_datasets())
    _refuse_gaps(subject.exporter, missing)
    _refuse_boasts(subject.exporter, {*missing, *found}, missing)


def _refuse_slips(exporter: Exporter) -> None:
    """
    Refuse losses of types or fields that there are not: they would be told to readers in vain.
    """
    types: dict[str, type] = {"dataset": Header, **{cls.type_name: cls for cls in RECORD_TYPES}}
    for one in exporter.losses:
        if one.type_name != "*" and one.type_name not in types:
            raise Broken(f"a loss is declared of {one.type_name!r}, which is no type of record")
        known = types.values() if one.type_name == "*" else [types[one.type_name]]
        paths = {".".join(path) for cls in known for path, _ in walk(cls)}
        if one.field not in {"*", *paths}:
            raise Broken(f"a loss is declared of {one.type_name}.{one.field}, which is no field")


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
    if type_name == field == "*":
        return False  # it says how something is altered, and excuses no absence
    if type_name not in {"*", found_type}:
        return False
    return field in {"*", path} or path.startswith(f"{field}.")
