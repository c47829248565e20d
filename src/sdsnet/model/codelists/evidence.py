"""
Name how statements are meant, what work and texts are about, and what links records.
"""

from sdsnet.model.codelists.codelist import codelist

__all__ = ["LISTS"]

_CONTROL = codelist(
    "control",
    "Who has it in their power to change something.",
    {
        "own_gift": "The party can change it without anybody else.",
        "needs_help": "The party can change it only with another party's help.",
        "needs_no_hindrance": "The party can change it as long as another party does not get in "
        "the way.",
        "not_stated": "The source does not say.",
    },
)

_POLARITY = codelist(
    "polarity",
    "Whether a statement speaks well or ill of what it tells.",
    {
        "positive": "It speaks well of it.",
        "negative": "It speaks ill of it.",
        "mixed": "It speaks well of one side of it and ill of another.",
        "neutral": "It speaks neither well nor ill of it.",
    },
)

_STATED_AS = codelist(
    "stated_as",
    "How a statement is put forward.",
    {
        "fact": "As something that is so.",
        "view": "As what somebody thinks.",
        "concern": "As something that somebody fears.",
        "prediction": "As something that somebody says will come.",
        "second_hand": "As the words of one party that another party passes on.",
    },
    labels={"second_hand": "Second-hand"},
)

_CERTAINTY = codelist(
    "certainty",
    "Whether a consequence has come about or is only looked for.",
    {
        "actual": "It has happened.",
        "expected": "It is thought likely to happen.",
        "potential": "It could happen.",
        "predicted": "Somebody says that it will happen.",
    },
)

_OBSERVATION_KIND = codelist(
    "observation_kind",
    "What sort of statement it is.",
    {
        "insight": "Something that people at a meeting came to see.",
        "behaviour": "How somebody acts towards others.",
        "experience": "What somebody went through or did.",
        "finding": "What a piece of research found.",
        "view": "What somebody thinks.",
        "need": "What somebody needs from others.",
        "unmet_need": "Support that people need and nobody gives.",
    },
)

_LADDER = "Think Local Act Personal, ladder of co-production"

_PARTICIPATION_STEP = codelist(
    "participation_step",
    "How far people have a part in what concerns them, from the lowest step to the highest.",
    {
        "coercion": "Things are done to people, against their will if need be.",
        "educating": "People are taught what others think good for them.",
        "informing": "People are told what is going to happen.",
        "consultation": "People are asked what they think, and others decide.",
        "engagement": "People have chances to say what they think and to have some effect.",
        "co_design": "People help to plan something and may have no part in carrying it out.",
        "co_production": "People share in the whole of it as equals, from the plan to the doing.",
    },
    labels={"co_design": "Co-design", "co_production": "Co-production"},
    references=dict.fromkeys(
        (
            "coercion",
            "educating",
            "informing",
            "consultation",
            "engagement",
            "co_design",
            "co_production",
        ),
        _LADDER,
    ),
    ordered=True,
)

_PROCUREMENT = (
    "Bath and North East Somerset Council, guide for suppliers; "
    "Coalition of Care and Support Providers in Scotland (CCPS), procurement and Option 2"
)

_CONTRACT_TYPE = codelist(
    "contract_type",
    "The kind of contract by which support is bought or paid for.",
    {
        "block": "A set amount of support is bought ahead of time.",
        "spot": "Support is bought for one person as it is needed.",
        "framework": "Terms are agreed with a list of providers, from whom support can then be "
        "bought.",
        "call_off": "One order is placed under a framework.",
        "dynamic_purchasing": "Support is bought from a list that new providers can join at any "
        "time.",
        "grant": "Money is given for a purpose, and no service is bought with it.",
    },
    labels={"call_off": "Call-off"},
    references=dict.fromkeys(
        ("block", "spot", "framework", "call_off", "dynamic_purchasing"), _PROCUREMENT
    ),
)

_RECOMMENDATION_STATUS = codelist(
    "recommendation_status",
    "What has become of a recommendation.",
    {
        "proposed": "It has been made.",
        "accepted": "Those asked have agreed to it.",
        "under_way": "It is being carried out.",
        "done": "It has been carried out.",
        "declined": "Those asked have turned it down.",
        "not_stated": "The source does not say.",
    },
)

_INITIATIVE_KIND = codelist(
    "initiative_kind",
    "What form a piece of work takes.",
    {
        "project": "Work with an aim, a beginning and an end.",
        "programme": "Several projects run as one.",
        "piece_of_work": "Work that nobody set up as a project.",
        "fund": "Money set aside to pay for the work of others.",
        "scheme": "A standing arrangement with rules that people can make use of.",
        "campaign": "Work to win people over to a cause.",
    },
)

_WORK_STATUS = codelist(
    "work_status",
    "How far a piece of work, or a phase of it, has got.",
    {
        "planned": "It has not begun.",
        "under_way": "It is going on.",
        "completed": "It reached its end.",
        "stopped": "It was given up before its end.",
        "not_stated": "The source does not say.",
    },
)

_SPREAD_STATUS = codelist(
    "spread_status",
    "Whether a piece of work has spread to a wider level.",
    {
        "taken_up": "It is being used at the wider level.",
        "ambition": "It is hoped that it will spread.",
        "ambition_not_met": "It was hoped that it would spread, and it did not.",
    },
)

_PUBLICATION_KIND = codelist(
    "publication_kind",
    "What sort of text it is.",
    {
        "blog_post": "An entry in a blog.",
        "paper": "An article or discussion paper.",
        "report": "An account of a piece of work or a study.",
        "report_chapter": "One chapter of a report.",
        "guidance": "A text that tells people how something is to be done.",
        "letter": "A letter, to one reader or to many.",
        "web_page": "A page on the web that is none of the others.",
        "book": "A book.",
        "publication": "A text of which the source does not tell the kind.",
    },
)

_PUBLICATION_STATUS = codelist(
    "publication_status",
    "Whether a text is out.",
    {
        "planned": "Nobody has begun to write it.",
        "drafting": "It is being written.",
        "published": "It can be had by those it is for.",
        "withdrawn": "It was out and has been taken back.",
    },
)

_RELATION_KIND = codelist(
    "relation_kind",
    "What ties one record to another, read from the first to the second.",
    {
        "works_for": "A person works for an organisation.",
        "lives_at": "A person lives at a service, which can give away who they are.",
        "part_of": "An organisation, service or network belongs to a larger one.",
        "hosts": "An organisation is the home of a project.",
        "funds": "A funder pays for an initiative or a project.",
        "commissions": "A commissioner buys from a provider or a service.",
        "partner_of": "Two parties are partners, each of the other.",
        "supports": "An organisation gives support to a participant.",
        "distinct_from": "Two parties are not the same, because the source tells them apart.",
        "same_as": "Two records stand for one party, and the source itself tells so.",
        "succeeds": "A new network takes the place of one that has ended.",
        "repost_of": "A contribution or publication passes on an earlier text.",
        "captures": "A publication reports on a meeting, an initiative or a network.",
        "led_to": "An earlier thing brought about a later one.",
        "cites": "A publication refers to another publication.",
    },
    references={"repost_of": "DCMI Metadata Terms, source"},
    closed=True,
)

LISTS = (
    _CONTROL,
    _POLARITY,
    _STATED_AS,
    _CERTAINTY,
    _OBSERVATION_KIND,
    _PARTICIPATION_STEP,
    _CONTRACT_TYPE,
    _RECOMMENDATION_STATUS,
    _INITIATIVE_KIND,
    _WORK_STATUS,
    _SPREAD_STATUS,
    _PUBLICATION_KIND,
    _PUBLICATION_STATUS,
    _RELATION_KIND,
)
