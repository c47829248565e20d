"""
What every record has in common.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from sdsnet.model.fields import Value, code, codes, day, flag, mapping, model, part, ref, refs, text
from sdsnet.model.values import Quantity

__all__ = ["Record"]


@model
class Record(Value):
    """
    One thing of the model with an id of its own; the base of all fifteen record types.
    """

    type_name: ClassVar[str] = "record"
    collection: ClassVar[str] = "records"

    id: str = text(
        "Opaque key, unique in the dataset, never made from a person's name.", "structural"
    )
    source: str | None = ref(
        "Text that this record was taken from.", "Publication", disclosure="indirect", default=None
    )
    locator: str | None = text(
        "Where in the source it stands: page, section, heading.", "indirect", default=None
    )
    date: str | None = day(
        "When it happened or was made, as far as known.", "indirect", default=None
    )
    date_as_written: str | None = text(
        "The source's own words for the date.", "indirect", default=None
    )
    date_inferred: bool | None = flag(
        "Whether part of the date was worked out and is not in the source.", default=None
    )
    date_note: str | None = text("How the date was read or worked out.", "free_text", default=None)
    place: str | None = text("Town or area in words.", "indirect", default=None)
    area_code: str | None = text(
        "Nine-character official code of the council area.", "indirect", default=None
    )
    level: str | None = code("From one organisation up to the whole UK.", "level", default=None)
    jurisdiction: str | None = code("Nation it belongs to.", "jurisdiction", default=None)
    themes: tuple[str, ...] = codes("What it is about.", "theme", default=())
    quantity: Quantity | None = part(
        "How many it stands for, in the source's words.", Quantity, default=None
    )
    according_to: tuple[str, ...] = refs(
        "Whose view of the matter this is.", "Participant", voice=True, default=()
    )
    note: str | None = text(
        "Anything a reader should know that no other field holds.", "free_text", default=None
    )
    visibility: str | None = code(
        "Widest audience that may see the record; the keys are those of the list and the names in"
        " the header's audiences; absent means no limit.",
        "audience",
        "internal",
        default=None,
    )
    cleared: str | None = text(
        "Digest of the free text that a person has read and passed.", "internal", default=None
    )
    extra: Mapping[str, Any] | None = mapping(
        "Keys the model does not know, kept as they came.", "json", "internal", default=None
    )

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.type_name = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", cls.__name__).lower()
        cls.collection = f"{cls.type_name}s"
