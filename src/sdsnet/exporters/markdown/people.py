"""
Who takes part: networks and how parties belong to them, then the parties themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sdsnet.exporters.markdown.draft import Draft
from sdsnet.exporters.markdown.facts import common, facts, line, listed, when
from sdsnet.exporters.markdown.naming import Names, day, text, yes_or_no
from sdsnet.model import Contact, Membership, Network, Participant, StatusReport
from sdsnet.views.markup import (
    Inline,
    Item,
    address,
    bullets,
    heading,
    joined,
    lines,
    paragraph,
    plain,
    strong,
)

__all__ = ["contact", "people"]

_KINDS = {
    "person": "People",
    "organisation": "Organisations",
    "service": "Services",
    "collective": "Sets of people or bodies",
}


def people(draft: Draft) -> Iterator[str]:
    """
    Write who takes part, where they come together, and who sits through whom.
    """
    yield heading(2, Inline("Who takes part"))
    if not draft.dataset.participants and not draft.dataset.networks:
        yield paragraph(Inline("No network and no party is recorded."))
    if draft.dataset.networks or draft.dataset.memberships:
        yield heading(3, Inline("Networks"))
    for network in draft.outline.networks:
        yield from _network(network, draft)
    if homeless := draft.outline.memberships.get(""):
        yield heading(4, Inline("In networks that are not in this report"))
        yield _members(homeless, draft)
    for kind, parties in draft.outline.participants.items():
        known = _KINDS.get(kind)
        label = Inline(known) if known else draft.names.code("participant_kind", kind)
        yield heading(3, label)
        yield bullets([_party(party, draft) for party in parties])


def _network(network: Network, draft: Draft) -> Iterator[str]:
    names = draft.names
    yield heading(4, names.title(network))
    if network.name and network.description:
        yield paragraph(lines(network.description))
    *earlier, current = network.status_history
    yield bullets(
        [
            *facts(
                [("Kind", names.code("network_kind", network.kind)), ("Lasts", text(network.lasts))]
            ),
            Item(Inline(f"How it stands: {_status(current, draft)}")),
            *listed("How it stood before", [Item(_status(one, draft)) for one in earlier]),
            *listed("What it is for", [Item(lines(one)) for one in network.purposes]),
            *facts(
                [
                    ("Brought together by", names.parties(network.convened_by)),
                    ("How members come in", names.coded("invitation", network.joining)),
                ],
                [("Belongs to", names.records([network.initiative]))],
                when(network),
            ),
            *common(network, names),
        ]
    )
    members = draft.outline.memberships.get(network.id)
    if members:
        yield paragraph(Inline("Who belongs to it, and how:"))
        yield _members(members, draft)
    else:
        yield paragraph(Inline("Who belongs to it is not recorded."))


def _status(report: StatusReport, draft: Draft) -> Inline:
    names = draft.names
    told = line(
        [
            ("since", day(report.since)),
            ("reason", names.coded("status_reason", report.reason)),
            ("reason given by", names.parties(report.reason_according_to)),
            ("according to", names.parties(report.according_to)),
            ("note", text(report.note)),
        ]
    )
    status = strong(names.code("network_status", report.status))
    return Inline(f"{status} · {told}") if told else status


def _members(members: Sequence[Membership], draft: Draft) -> str:
    return bullets([_membership(one, draft) for one in members])


def _membership(held: Membership, draft: Draft) -> Item:
    names = draft.names
    below = facts(
        [
            ("Takes part", names.code("involvement", held.involvement)),
            ("Part played", names.coded("membership_role", held.role)),
            ("Seat", names.code("representation", held.representation)),
            ("Seat through", names.parties([held.via])),
            ("Asked in", names.code("invitation", held.invitation)),
            ("Asked by", names.parties(held.invited_by)),
        ],
        [
            ("Felt left out", yes_or_no(held.felt_excluded)),
            ("Why, as it sees it", text(held.exclusion_reason)),
        ],
        when(held),
    )
    return Item(strong(names.party(held.participant)), (*below, *common(held, names)))


def _party(party: Participant, draft: Draft) -> Item:
    names = draft.names
    title = strong(names.title(party))
    naming = "" if party.naming == "named" else f" ({names.code('naming', party.naming)})"
    described = party.description if party.name else None
    below = facts(
        [("Who it is", text(described))],
        [("Also called", joined([plain(one) for one in party.aliases]))],
        [
            ("Roles", names.codes("role", party.roles)),
            ("Sector", names.coded("sector", party.sector)),
            ("Sectors", names.codes("sector", party.sectors)),
        ],
        [("Register number", text(party.org_id)), ("Page", address(party.url or "") or None)],
        [("Contacts", joined([contact(one, names) for one in party.contacts]))],
        when(party),
    )
    return Item(Inline(f"{title}{naming}"), (*below, *common(party, names)))


def contact(held: Contact, names: Names) -> Inline:
    """
    Give one way to reach a party.
    """
    return Inline(f"{names.code('contact_kind', held.kind)}: {plain(held.value)}")
