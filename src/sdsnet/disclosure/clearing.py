"""
What somebody has to read before the free text of a record is cleared for others.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from sdsnet.dataset import Dataset
from sdsnet.disclosure.explanation import record_of
from sdsnet.disclosure.rewriting import digest_of
from sdsnet.errors import DisclosureError
from sdsnet.model.fields import Value, declarations

__all__ = ["Clearance", "clearance_of"]


@attrs.frozen
class Clearance:
    """
    The free text of a record, for its keeper to read, and what clears it.

    Attributes:
        id: Id of the record.
        collection: Its collection.
        texts: Each text with the field in which it stands.
        digest: What `cleared` has to hold for the text as it is now.
        is_current: Whether it holds that already.
    """

    id: str
    collection: str
    texts: tuple[tuple[str, str], ...] = attrs.field(repr=False)
    digest: str
    is_current: bool


def clearance_of(dataset: Dataset, key: str) -> Clearance:
    """
    Return what is to be read and what clears it.

    Args:
        dataset: A dataset without errors.
        key: Id of the record.

    Raises:
        UnknownRecordError: There is no such record.
        DisclosureError: It holds no free text.
    """
    record = record_of(dataset, key)
    texts = tuple(_texts(record))
    if not texts:
        msg = f"{record.collection} {key!r} holds no free text; there is nothing to clear."
        raise DisclosureError(msg)
    digest = digest_of(record)
    return Clearance(key, record.collection, texts, digest, record.cleared == digest)


def _texts(value: Value, prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, declaration in declarations(type(value)).items():
        held = getattr(value, name)
        if held is None or held == ():
            continue
        if declaration.value is not None:
            for part in held if declaration.many else (held,):
                yield from _texts(part, f"{prefix}{name}.")
        elif declaration.disclosure == "free_text":
            for text in held if declaration.many else (held,):
                yield f"{prefix}{name}", text
