"""
Name the kinds of network, how they stand, and how parties belong to them.
"""

from collections.abc import Mapping
from types import MappingProxyType

from sdsnet.model.codelists.codelist import codelist

__all__ = ["LISTS", "NETWORK_STATUS_MOVES"]

_NETWORK_KIND = codelist(
    "network_kind",
    "What sort of network it is.",
    {
        "provider_network": "Providers whom a project or an organisation brings together.",
        "community_of_practice": "People who do the same kind of work and learn from one another, "
        "often online.",
        "provider_forum": "A council and its providers meeting regularly, to share practice and "
        "to feed into planning.",
        "implementation_group": "A group that watches over how self-directed support is put into "
        "practice in an area.",
        "working_group": "A group that was given a task.",
        "strategic_group": "A group for planning or strategy on something wider, such as carers.",
        "statutory_board": "A board that the law requires, such as an integration joint board.",
        "parliamentary_group": "A group of members of a parliament from several parties.",
        "peer_support_group": "A group made up of people who use support.",
    },
    references={
        "provider_forum": "Angus Social Care Providers Forum, constitution",
        "statutory_board": "Public Bodies (Joint Working) (Integration Joint Boards) (Scotland) "
        "Order 2014",
    },
)

_NETWORK_STATUS = codelist(
    "network_status",
    "How a network stood at a time, as somebody reports it.",
    {
        "proposed": "The network is planned and has not begun.",
        "active": "The network meets and does its work.",
        "stalled": "The network should be running and does not move, though nobody decided to "
        "stop it.",
        "in_abeyance": "It was decided to pause the network, without ending it.",
        "ended": "The network was wound up, so that a new start would be a new network.",
        "not_stated": "The source does not say how the network stood.",
    },
)

_STATUS_REASON = codelist(
    "status_reason",
    "Why a network came to stand as it did.",
    {
        "work_judged_complete": "Somebody with the power to say so holds that the job is done.",
        "change_of_focus": "Attention went to something else.",
        "people_left": "People it depended on went, and nobody took their place.",
        "time_limited": "It was meant to run for a set time.",
        "funding_ended": "The money for it stopped.",
        "replaced": "Another group took its place or took it in.",
        "other": "There is another reason, told in the note.",
        "not_stated": "The source gives no reason.",
    },
)

_REPRESENTATION = codelist(
    "representation",
    "Whether a party has a seat of its own in a network or sits through somebody else.",
    {
        "direct": "The party has a seat of its own.",
        "through_host": "The seat is held by the organisation that the party belongs to.",
        "through_partner": "A partner speaks for the party, or for its sector.",
        "none": "The party has no seat.",
        "not_stated": "The source does not say.",
    },
)

_INVITATION = codelist(
    "invitation",
    "How a party came to be asked into a network, if it was asked.",
    {
        "by_convener": "Whoever runs the network asked the party in.",
        "by_other_member": "Another member asked the party in.",
        "invited": "The party was asked in, and the source does not say by whom.",
        "not_invited": "The source reports that the party was not asked.",
        "open": "The network is open to anyone who wants to join.",
        "appointed": "The party was placed there by law, by election or by nomination.",
        "not_stated": "The source does not say.",
    },
)

_INVOLVEMENT = codelist(
    "involvement",
    "How far a party takes part in a network.",
    {
        "member": "The party belongs to the network.",
        "attends": "The party comes to meetings and is not a member.",
        "feeds_in": "Somebody else carries the party's views to the network.",
        "not_involved": "The party takes no part.",
        "left": "The party took part and has gone.",
        "not_stated": "The source does not say.",
    },
)

_MEMBERSHIP_ROLE = codelist(
    "membership_role",
    "The part that a party plays in a network.",
    {
        "member": "It takes part like the others.",
        "convener": "It calls the network together and keeps it going.",
        "chair": "It leads the meetings.",
        "adviser": "It gives advice from outside the circle of members.",
        "representative": "It speaks there for others.",
        "observer": "It watches and listens without a say.",
        "none": "It plays no part there.",
    },
)

LISTS = (
    _NETWORK_KIND,
    _NETWORK_STATUS,
    _STATUS_REASON,
    _REPRESENTATION,
    _INVITATION,
    _INVOLVEMENT,
    _MEMBERSHIP_ROLE,
)

NETWORK_STATUS_MOVES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "proposed": frozenset({"active", "ended", "not_stated"}),
        "active": frozenset({"stalled", "in_abeyance", "ended", "not_stated"}),
        "stalled": frozenset({"active", "in_abeyance", "ended", "not_stated"}),
        "in_abeyance": frozenset({"active", "ended", "not_stated"}),
        "ended": frozenset({"not_stated"}),
        "not_stated": frozenset({"proposed", "active", "stalled", "in_abeyance", "ended"}),
    }
)
"""
Which status may follow which; the same status once more is no move, and is not listed.
"""
