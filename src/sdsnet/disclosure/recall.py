"""
What an audience was given and may not have any more, and which exports hold it.

Two editions are compared by id and field; what has only come in is of no interest here. Values are
compared and never told.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

import attrs

from sdsnet.disclosure.edition import Edition
from sdsnet.errors import DisclosureError
from sdsnet.model import Header, Record
from sdsnet.model.fields import Value, declarations

__all__ = ["ExportFound", "Lost", "Recall", "lost", "verdict"]

Verdict = Literal["call back", "unaffected", "ask"]


@attrs.frozen
class Lost:
    """
    Something of an earlier edition that the later one does not hold.

    Attributes:
        collection: Collection of the record; `dataset` for the header.
        id: Its id in the earlier edition.
        field: The field; empty where the whole record is gone.
    """

    collection: str
    id: str
    field: str = ""


@attrs.frozen(kw_only=True)
class ExportFound:
    """
    An export of which there is a receipt.

    Attributes:
        receipt: The file of the receipt.
        exporter: Name of the format.
        audience: The audience it was made for.
        files: Names of its files.
        verdict: `call back`: it holds what is lost; `unaffected`; `ask`: the receipt alone does
            not tell.
        reason: Why, in words.
    """

    receipt: str
    exporter: str
    audience: str
    files: tuple[str, ...]
    verdict: Verdict
    reason: str


@attrs.frozen(kw_only=True)
class Recall:
    """
    What an audience was given and may not have any more.

    Attributes:
        audience: The audience.
        lost: Records and fields of the earlier edition that the later one does not hold.
        exports: The exports of which a receipt was given.
    """

    audience: str
    lost: tuple[Lost, ...]
    exports: tuple[ExportFound, ...] = ()


def lost(old: Edition, new: Edition) -> tuple[Lost, ...]:
    """
    Compare two editions for one audience.

    Args:
        old: The edition that was given out.
        new: The edition as it would be made now.

    Returns:
        What is gone, in the order of the earlier edition. A field counts whose value has changed;
        in a list only items that are gone count.

    Raises:
        DisclosureError: The editions are of two datasets or for two audiences.
    """
    if old.dataset.id != new.dataset.id:
        msg = f"these are two datasets, {old.dataset.id!r} and {new.dataset.id!r}."
        raise DisclosureError(msg)
    if old.audience != new.audience:
        msg = f"these editions are for two audiences, {old.audience!r} and {new.audience!r}."
        raise DisclosureError(msg)
    return tuple(_lost(old, new))


def _lost(old: Edition, new: Edition) -> Iterator[Lost]:
    header = old.dataset.header
    for field in _gone(header, new.dataset.header):
        yield Lost("dataset", header.id, field)
    for record in old.dataset.records():
        now = new.dataset.get(record.id)
        if not isinstance(now, type(record)):
            yield Lost(record.collection, record.id)
            continue
        for field in _gone(record, now):
            yield Lost(record.collection, record.id, field)


def _gone(old: Record | Header, new: Record | Header) -> Iterator[str]:
    """
    Yield the fields whose value, or an item of whose list, is not there any more.
    """
    if old == new:
        return
    for name, declaration in declarations(type(old)).items():
        held, now = getattr(old, name), getattr(new, name)
        if held in (None, (), now):
            continue
        if not declaration.many or _is_short(held, now):
            yield name


def _is_short(held: tuple[Any, ...], now: tuple[Any, ...]) -> bool:
    left: list[str | Value] = list(now)
    for item in held:
        if item not in left:
            return True
        left.remove(item)
    return False


def verdict(
    audience: str, dataset: str, edition: str, *, old: Edition, new: Edition
) -> tuple[Verdict, str]:
    """
    Tell whether an export holds what the later edition does not, with the reason.

    Args:
        audience: The audience it was made for.
        dataset: Id of its dataset.
        edition: Digest of its edition; empty where it is not known.
        old: The edition that was given out.
        new: The edition as it would be made now.
    """
    if dataset != old.dataset.id:
        return "unaffected", "it is of another dataset"
    if audience != old.audience:
        return "ask", f"it was made for another audience; compare the editions for {audience}"
    if edition == new.sha256 or (edition == old.sha256 and not lost(old, new)):
        return "unaffected", "nothing that it holds is gone"
    if edition == old.sha256:
        return "call back", "it holds what the later edition does not"
    if not edition:
        return "ask", "its receipt does not say which edition it was made from"
    return "ask", "it was made from another edition; compare the dataset as it was then"
