"""
Exchange: what is asked of people, what they send, where words appeared.
"""

from __future__ import annotations

from sdsnet.model.fields import Value, code, codes, day, flag, model, part, parts, ref, refs, text
from sdsnet.model.record import Record
from sdsnet.model.values import Consent, Engagement

__all__ = ["Call", "CallContact", "Contribution", "Publication", "Responses", "Scope", "Topic"]


@model
class Scope(Value):
    """
    Which services and ages a call is about.
    """

    services: str | None = text("Services that count.", "free_text", default=None)
    ages: str | None = text("Ages that count.", "free_text", default=None)


@model
class Topic(Value):
    """
    One topic of a call, with how well the answers so far cover it.
    """

    theme: str = code("What the topic is.", "theme")
    coverage: str | None = code(
        "How well answers so far cover it, as the issuer says.", "coverage", default=None
    )
    priority: bool | None = flag("Whether answers on it are wanted most.", default=None)
    named_in: str | None = ref(
        "Text that asks for it.", "Publication", "Contribution", default=None
    )
    as_written: str | None = text("The source's own words.", "indirect", default=None)


@model
class CallContact(Value):
    """
    Somebody to whom answers to a call are sent.
    """

    participant: str = ref("Who takes the answers.", "Participant")
    use: str | None = code(
        "Whether to write to them or to copy them in.", "contact_use", default=None
    )


@model
class Responses(Value):
    """
    What the issuer of a call says of the answers so far.
    """

    quality_note: str | None = text(
        "What the issuer says of their quality.", "free_text", default=None
    )
    enough: bool | None = flag("Whether the issuer has enough.", default=None)


@model
class Call(Record):
    """
    A request for examples, views or other contributions.
    """

    title: str = text("What the call is named.", "free_text")
    issued_by: tuple[str, ...] = refs("Who asks.", "Participant", voice=True)
    status: str = code("Whether it still takes answers.", "call_status")
    purpose: str | None = text("What the answers are to serve.", "free_text", default=None)
    leads_to: str | None = ref("Text that will use the answers.", "Publication", default=None)
    seeking: tuple[str, ...] = codes(
        "What sort of practice is wanted.", "practice_rating", default=()
    )
    not_seeking: str | None = text("What is not wanted.", "free_text", default=None)
    scope: Scope | None = part("Services and ages that count.", Scope, default=None)
    topics: tuple[Topic, ...] = parts(
        "Topics asked about, with how well each is covered.", Topic, default=()
    )
    topics_complete: bool | None = flag("Whether all topics of the call are listed.", default=None)
    modes: tuple[str, ...] = codes("Ways in which answers can be given.", "contribution_mode")
    contacts: tuple[CallContact, ...] = parts("Whom to answer.", CallContact, default=())
    opens: str | None = day("When answers are first taken.", "indirect", default=None)
    closes: str | None = day("When answers are last taken.", "indirect", default=None)
    window_as_written: str | None = text(
        "The source's own words for the time frame.", "indirect", default=None
    )
    closes_note: str | None = text(
        "What is known about the end where no date is given.", "free_text", default=None
    )
    responses_so_far: Responses | None = part(
        "What the issuer says of the answers that came.", Responses, default=None
    )
    default_consent: str = code(
        "Rule for those who answer and say nothing of their name.", "consent_choice"
    )
    anonymity_offered: bool = flag("Whether one may ask not to be named.")


@model
class Contribution(Record):
    """
    What a participant sent or posted.
    """

    kind: str = code("Example, view, request, comment or reply.", "contribution_kind")
    mode: str = code("How it came.", "contribution_mode")
    contributors: tuple[str, ...] = refs("Who gave it.", "Participant", voice=True)
    call: str | None = ref("Call that it answers.", "Call", default=None)
    network: str | None = ref("Network where it was posted.", "Network", default=None)
    meeting: str | None = ref(
        "Meeting or talk where it was given.", "Meeting", disclosure="indirect", default=None
    )
    in_reply_to: str | None = ref("Contribution that it replies to.", "Contribution", default=None)
    title: str | None = text("Its title.", "free_text", default=None)
    summary: str | None = text("What it says, in the keeper's words.", "free_text", default=None)
    url: str | None = text("Address where it stands.", "identifying", default=None)
    publication: str | None = ref(
        "Recorded text that it links to or is.", "Publication", disclosure="indirect", default=None
    )
    offers: tuple[str, ...] = refs(
        "Examples and observations that it gives.", "PracticeExample", "Observation", default=()
    )
    reposts: str | None = ref(
        "Earlier text that it passes on.", "Publication", "Contribution", default=None
    )
    consent: Consent | None = part(
        "Answer about naming for this contribution.", Consent, "internal", default=None
    )
    first_contribution: bool | None = flag(
        "Whether it is the first from this contributor here.", "indirect", default=None
    )
    engagement: Engagement | None = part(
        "Views and replies that it drew.", Engagement, default=None
    )
    # Last: from here on the name means the field.
    text: str | None = text("What it says, word for word.", "indirect", default=None)


@model
class Publication(Record):
    """
    A text, planned or out.
    """

    title: str = text("Title of the text.", "free_text")
    kind: str = code("What sort of text it is.", "publication_kind")
    status: str = code("Planned, being written, out or withdrawn.", "publication_status")
    authors: tuple[str, ...] = refs("Who signed it.", "Participant", voice=True, default=())
    page_author: str | None = ref(
        "Who put the page up, if somebody else.", "Participant", voice=True, default=None
    )
    publisher: str | None = ref("Who brought it out.", "Participant", default=None)
    commissioned_by: tuple[str, ...] = refs(
        "Who ordered it.", "Participant", voice=True, default=()
    )
    last_updated: str | None = day("When the page was last changed.", "indirect", default=None)
    url: str | None = text("Address of the text.", "identifying", default=None)
    appeared_on: str | None = text("Site or series where it came out.", "indirect", default=None)
    part_of: str | None = ref("Larger text that it belongs to.", "Publication", default=None)
    complete: bool | None = flag("Whether it tells all that it reports on.", default=None)
    knowledge_source: str | None = code(
        "Kind of knowledge it comes from.", "knowledge_source", default=None
    )
    engagement: Engagement | None = part(
        "Views and replies that it drew.", Engagement, default=None
    )
