"""
Name the roles in self-directed support, its themes and its arrangements.
"""

from sdsnet.model.codelists.codelist import codelist

__all__ = ["LISTS"]

_SCOTTISH_GUIDANCE = (
    "Statutory guidance on the Social Care (Self-directed Support) (Scotland) Act 2013, section 3"
)
_OTHER_NATIONS = (
    "Essex County Council, individual service funds; Procedures Online, glossary of social care"
)

_ROLE = codelist(
    "role",
    "What a party does in self-directed support; one party may do several of these, and its "
    "sector is told apart from them.",
    {
        "supported_person": "A person who gets social care support or may come to need it; some "
        "call them a client or a service user.",
        "unpaid_carer": "A person who cares for a relative, friend or neighbour and is not paid "
        "for it.",
        "family": "A relative who acts for a supported person or stands beside them.",
        "provider": "An organisation of any sector that gives people their support.",
        "commissioner": "An organisation or post that plans support, buys it and reviews it.",
        "local_authority": "A council doing what the law asks of it, where that is more than "
        "buying support.",
        "practitioner": "A social worker or somebody else who works directly with people.",
        "personal_assistant": "A person whom a supported person employs or hires to support them.",
        "independent_support": "A project that gives information, advice or advocacy and belongs "
        "neither to the council nor to the provider.",
        "user_led_organisation": "An organisation run by the people it serves, who hold more than "
        "half of the seats on its board, or three quarters on a stricter reading.",
        "peer_group": "A group in which people who use support meet or help one another.",
        "umbrella_body": "A membership, partnership or improvement organisation that supports "
        "others or speaks for them.",
        "facilitator": "The party that runs a network, a call, a project or a site.",
        "researcher": "The party that collects evidence or reviews it.",
        "funder": "The party that pays for a project.",
        "decision_maker": "Somebody whose office lets them decide, such as a minister, a "
        "councillor, a board member or a senior officer, where it is not told which.",
        "housing_provider": "A landlord or developer of homes in which people get support.",
        "other_partner": "Any further organisation that takes part, such as a job centre.",
        "community_member": "A member of the public who takes part.",
    },
    labels={"user_led_organisation": "User-led organisation"},
    references={
        "user_led_organisation": "Social Care Institute for Excellence, guide 36; "
        "SPECTRUM Centre for Independent Living",
    },
)

_THEME = codelist(
    "theme",
    "What a barrier, a topic of a call, a practice or an attempt to influence is about.",
    {
        "leadership_culture": "How organisations are led, and the habits and values they have.",
        "language_understanding": "Terms and ideas that people find hard to follow.",
        "information_advice": "Knowing what the options are, from information people can use.",
        "support_planning": "Making the plan for a person's support: the time for it, and whose "
        "lead it follows.",
        "assessment_access": "Getting in: assessment, eligibility, forms and equipment.",
        "choice_risk": "Weighing a person's choice against safety and the duty of care.",
        "outcomes": "Looking at what changes in people's lives, not at what is put in or counted.",
        "transparency": "Being open about plans, money and decisions.",
        "co_production": "Planning and doing things together with people, as equals.",
        "user_led": "Organisations that are run by the people they serve.",
        "voice_representation": "Being heard, having a seat, or being left out.",
        "relationships_trust": "Respect, trust and partnership among the parties.",
        "finance_resources": "Money, what there is of it, and cuts.",
        "commissioning_procurement": "How support is planned and bought.",
        "contracting": "What kinds of contract are used, and on which terms.",
        "market_supply": "Needs that nobody meets, new services, and providers to choose from.",
        "workforce": "Staff, managers and personal assistants.",
        "capacity_time": "Having the time and the strength to do the work.",
        "technology": "Using technology in support.",
        "community_connections": "Ties with neighbours and with life in the community.",
        "service_redesign": "Changing the shape of a service, such as a day service.",
        "policy_guidance": "Rules, official letters and guidance.",
        "integration": "Bringing health and social care together.",
        "systems": "Processes, records and data.",
        "practices": "How the work is done from day to day.",
    },
    labels={
        "leadership_culture": "Leadership and culture",
        "language_understanding": "Language and understanding",
        "information_advice": "Information and advice",
        "assessment_access": "Assessment and access",
        "choice_risk": "Choice and risk",
        "co_production": "Co-production",
        "user_led": "User-led organisations",
        "voice_representation": "Voice and representation",
        "relationships_trust": "Relationships and trust",
        "finance_resources": "Finance and resources",
        "commissioning_procurement": "Commissioning and procurement",
        "market_supply": "Market and supply",
        "capacity_time": "Capacity and time",
        "policy_guidance": "Policy and guidance",
    },
)

_SDS_OPTION = codelist(
    "sds_option",
    "The arrangement by which a person directs their support; Scotland has its own in law.",
    {
        "option_1": "In Scotland, the person gets a direct payment and arranges the support "
        "with it.",
        "option_2": "In Scotland, the person chooses the support, and the authority or a third "
        "party arranges it and pays.",
        "option_3": "In Scotland, the authority chooses the support and arranges it.",
        "option_4": "In Scotland, the person combines two or more of options 1, 2 and 3.",
        "direct_payment": "In England, Wales or Northern Ireland, the money for support is paid "
        "to the person or to somebody they name.",
        "individual_service_fund": "In England, Wales or Northern Ireland, a provider of the "
        "person's choice keeps the budget and spends it in the way they ask for.",
        "managed_budget": "In England, Wales or Northern Ireland, the council keeps the person's "
        "budget and looks after it.",
        "mixed_budget": "In England, Wales or Northern Ireland, the person combines two or more "
        "of a direct payment, an individual service fund and a managed budget.",
    },
    title="Self-directed support option",
    references={
        **dict.fromkeys(("option_1", "option_2", "option_3", "option_4"), _SCOTTISH_GUIDANCE),
        **dict.fromkeys(
            ("direct_payment", "individual_service_fund", "managed_budget", "mixed_budget"),
            _OTHER_NATIONS,
        ),
    },
)

LISTS = (_ROLE, _THEME, _SDS_OPTION)
