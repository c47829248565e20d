"""
Comparing what was given out with what may be shown now.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import sdsnet
from sdsnet import Barrier, Consent, Dataset, Lost, Participant, evolve

YES = Consent(choice="acknowledge", basis="asked", given_on="2024-03-02")
TAKEN_BACK = evolve(YES, withdrawn_on="2024-05-01")


def dataset(consent: Consent = YES, **more: Any) -> Dataset:
    """
    Make a dataset in which a person and a body raise a barrier, and the person another one alone.
    """
    person = Participant(id="p", kind="person", naming="named", name="Ann Lee", consent=consent)
    body = Participant(id="o", kind="organisation", naming="named", name="Example Body")
    shared = Barrier(id="b1", title="No time", themes=("capacity_time",), raised_by=("p", "o"))
    alone = Barrier(id="b2", title="No money", themes=("capacity_time",), raised_by=("p",))
    fixed = {"id": "d", "title": "D", "participants": [person, body], "barriers": [shared, alone]}
    return Dataset(**{**fixed, **more})


def test_a_withdrawal_is_told_by_record_and_field() -> None:
    """
    The person is gone, what she alone said is gone, and she is gone from what she said with others.
    """
    found = sdsnet.recall(dataset(), dataset(TAKEN_BACK))

    assert Lost("participants", "p") in found.lost
    assert Lost("barriers", "b2") in found.lost
    assert Lost("barriers", "b1", "raised_by") in found.lost
    assert not any(one.id == "o" for one in found.lost)


def test_nothing_is_lost_where_nothing_changed() -> None:
    """
    Two equal datasets leave nothing to call back.
    """
    assert sdsnet.recall(dataset(), dataset()).lost == ()


def test_what_comes_in_is_not_lost() -> None:
    """
    A new record, a new field and a new item of a list are no reason to call anything back.
    """
    old = dataset(barriers=[Barrier(id="b", title="No time", themes=("capacity_time",))])
    fuller = Barrier(id="b", title="No time", themes=("capacity_time", "technology"), note="New.")
    new = dataset(barriers=[fuller, Barrier(id="n", title="New", themes=("technology",))])

    assert sdsnet.recall(old, new).lost == ()
    assert sdsnet.recall(new, old).lost == (
        Lost("barriers", "b", "themes"),
        Lost("barriers", "b", "note"),
        Lost("barriers", "n"),
    )


def test_a_changed_value_counts_and_is_not_told() -> None:
    """
    The field is named, and neither value.
    """
    found = sdsnet.recall(dataset(title="Old title"), dataset(title="New title"))

    assert found.lost == (Lost("dataset", "d", "title"),)
    assert "Old title" not in repr(found)
    assert "New title" not in repr(found)


def test_what_the_audience_never_had_is_not_lost() -> None:
    """
    A change that only the keeper sees does not concern the public.
    """
    limited = Barrier(id="x", title="Ours", themes=("technology",), visibility="network")

    public = sdsnet.recall(dataset(barriers=[limited]), dataset(barriers=[]))
    network = sdsnet.recall(dataset(barriers=[limited]), dataset(barriers=[]), audience="network")

    assert public.lost == ()
    assert network.lost == (Lost("barriers", "x"),)


def receipt(folder: Path, held: Dataset, name: str, audience: str = "public") -> Path:
    """
    Export a dataset, and return the receipt.
    """
    edition = sdsnet.disclose(held, audience=audience)
    path = folder / f"{name}.receipt"
    sdsnet.write(edition, "json", folder / f"{name}.json", receipt=path)
    return path


def test_receipts_name_the_exports_to_call_back(tmp_path: Path) -> None:
    """
    Each export is called back, cleared of suspicion, or left to be asked about, with the reason.
    """
    old, new = dataset(), dataset(TAKEN_BACK)
    receipts = [
        receipt(tmp_path, old, "given-out"),
        receipt(tmp_path, new, "made-since"),
        receipt(tmp_path, old, "for-network", "network"),
        receipt(tmp_path, evolve(old, title="Before that"), "older"),
        receipt(tmp_path, evolve(old, id="e"), "another"),
    ]

    found = sdsnet.recall(old, new, receipts=receipts)

    assert [one.verdict for one in found.exports] == [
        "call back",
        "unaffected",
        "ask",
        "ask",
        "unaffected",
    ]
    assert found.exports[0].files == ("d.json",)
    assert "another audience; compare the editions for network" in found.exports[2].reason


def test_the_folder_of_an_export_is_its_own_receipt(tmp_path: Path) -> None:
    """
    The manifest in a folder export says which edition it holds.
    """
    old, new = dataset(), dataset(TAKEN_BACK)
    sdsnet.write(sdsnet.disclose(old), "csv", tmp_path / "csv")

    (found,) = sdsnet.recall(old, new, receipts=[tmp_path / "csv"]).exports

    assert (found.exporter, found.verdict) == ("csv", "call back")
    assert found.receipt == str(tmp_path / "csv" / "sdsnet-export.json")


def test_an_export_is_not_called_back_where_nothing_that_it_holds_is_gone(tmp_path: Path) -> None:
    """
    What was only added to stays out there.
    """
    old = dataset()
    new = dataset(barriers=[*old.barriers, Barrier(id="n", title="N", themes=("technology",))])

    (found,) = sdsnet.recall(old, new, receipts=[receipt(tmp_path, old, "r")]).exports

    assert found.verdict == "unaffected"


def test_a_receipt_without_the_digest_of_an_edition_is_asked_about(tmp_path: Path) -> None:
    """
    A manifest of an earlier version does not say which edition it was.
    """
    path = tmp_path / "r.json"
    path.write_text(
        '{"exporter": "csv", "audience": "public", "dataset": "d", "files": []}', encoding="utf-8"
    )

    (found,) = sdsnet.recall(dataset(), dataset(TAKEN_BACK), receipts=[path]).exports

    assert (found.verdict, found.reason) == (
        "ask",
        "its receipt does not say which edition it was made from",
    )


def test_two_datasets_are_not_compared() -> None:
    """
    Everything would seem to be lost.
    """
    with pytest.raises(sdsnet.DisclosureError, match="these are two datasets, 'd' and 'e'"):
        sdsnet.recall(dataset(), dataset(id="e"))
