"""
What a dataset says of itself and of its audiences.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sdsnet.model.fields import Value, code, codes, day, mapping, model, number, part, parts, text

__all__ = ["AudienceRule", "Header", "Privacy"]


@model
class Privacy(Value):
    """
    How the keeper of a dataset protects the people in it.
    """

    default_consent: str | None = code(
        "Choice for persons without an answer: anonymise (when absent) or withhold, no other.",
        "consent_choice",
        "internal",
        only=("anonymise", "withhold"),
        default=None,
    )
    suppress_below: int | None = number(
        "Smallest computed count that is shown; 5 when absent, at least 3.",
        "internal",
        default=None,
    )
    visibility: str | None = code(
        "Visibility of records that state none.", "audience", "internal", default=None
    )


@model
class AudienceRule(Value):
    """
    An audience that a dataset declares besides `internal`, `network` and `public`.
    """

    name: str = text("Key of the audience, in snake_case.", "internal")
    like: str = code(
        "Audience whose rules it follows: network or public, no other.",
        "audience",
        "internal",
        only=("network", "public"),
    )
    sees: tuple[str, ...] = codes(
        "Visibilities of the records it may see, besides those without a limit.",
        "audience",
        "internal",
        default=(),
    )


@model
class Header(Value):
    """
    What a dataset says of itself.
    """

    id: str = text(
        "Short key of the dataset itself; stands apart from the ids of its records.", "structural"
    )
    title: str = text("What the dataset is called.", "free_text")
    jurisdiction: str | None = code(
        "Nation the dataset is about unless a record says otherwise.", "jurisdiction", default=None
    )
    language: str | None = text(
        "Language tag of the text; en-GB when absent.", "open", default=None
    )
    licence: str | None = text(
        "Terms under which the data may be used again.", "free_text", default=None
    )
    conventions: Mapping[str, str] | None = mapping(
        "What a quantifier key is agreed to mean here, key to text.",
        "text",
        "free_text",
        default=None,
    )
    as_of: str | None = day(
        "Day or period for which the data is true; used wherever a format wants a date.",
        "open",
        default=None,
    )
    privacy: Privacy | None = part(
        "How the keeper protects people in this dataset.", Privacy, "internal", default=None
    )
    audiences: tuple[AudienceRule, ...] = parts(
        "Further audiences the keeper declares.", AudienceRule, "internal", default=()
    )
    extra: Mapping[str, Any] | None = mapping(
        "Keys the model does not know, kept as they came.", "json", "internal", default=None
    )
