"""
Value objects that several record types share.
"""

from __future__ import annotations

from sdsnet.model.fields import Value, code, codes, day, flag, model, number, part, ref, text

__all__ = ["Consent", "Consequence", "Contact", "Engagement", "Outcome", "Quantity"]


@model
class Quantity(Value):
    """
    How much, in the words of the source: a word never becomes a number, nor a number a word.
    """

    quantifier: str = code("The source's word for how many.", "quantifier")
    count: int | None = number("The number, where the source gives one.", default=None)
    as_written: str | None = text("The source's own words.", "indirect", default=None)
    of: str | None = text("What is counted.", "free_text", default=None)
    convention: str | None = text(
        "Agreed meaning of the word, where the source states one.", "free_text", default=None
    )


@model
class Consent(Value):
    """
    What a party answered when asked, or what is known instead, about being named.
    """

    choice: str = code("What the party wants.", "consent_choice", "internal")
    basis: str | None = code("How that is known.", "consent_basis", "internal", default=None)
    given_on: str | None = day("When the answer was given.", "internal", default=None)
    how: str | None = text("What was asked and in what way.", "internal", default=None)
    withdrawn_on: str | None = day("When the answer was taken back.", "internal", default=None)
    scope: str | None = text("Use that the answer holds for.", "internal", default=None)


@model
class Contact(Value):
    """
    One way to reach a party.
    """

    kind: str = code("Sort of address.", "contact_kind", "contact")
    value: str = text("The address itself.", "contact")
    share: str | None = code(
        "Whether a network edition may show it; none when absent.",
        "contact_share",
        "internal",
        default=None,
    )


@model
class Outcome(Value):
    """
    What came of an attempt to influence, and how closely it is tied to the attempt.
    """

    kind: str = code(
        "What changed; a role taken up or an organisation founded can identify, and goes with its"
        " outcome from a tied record.",
        "outcome_kind",
        "indirect",
    )
    claim: str = code("How closely it is tied to the attempt.", "outcome_claim")
    summary: str | None = text("The outcome in words.", "free_text", default=None)
    publication: str | None = ref("Text that came of it or shows it.", "Publication", default=None)
    quantity: Quantity | None = part("How many, in the source's words.", Quantity, default=None)


@model
class Consequence(Value):
    """
    What follows, or may follow, from what was observed.
    """

    summary: str = text("What follows.", "free_text")
    certainty: str = code("Whether it has happened, or how likely it is held to be.", "certainty")
    affects_roles: tuple[str, ...] = codes("Roles that it touches.", "role", default=())
    most_affected_roles: tuple[str, ...] = codes("Roles that it touches most.", "role", default=())


@model
class Engagement(Value):
    """
    How often a text was seen and answered, as the page says; never a measure of anything else.
    """

    views: int | None = number("How often it was seen.", "indirect", default=None)
    replies: int | None = number("How many replies are shown.", "indirect", default=None)
    comments_open: bool | None = flag("Whether replies could be left.", default=None)
    as_of: str | None = day("When this was counted.", "indirect", default=None)
    note: str | None = text("Anything more about it.", "free_text", default=None)
