"""
Name words for how many, and how far a practice has got and on what evidence.
"""

from sdsnet.model.codelists.codelist import codelist

__all__ = ["LISTS"]

_QUANTIFIER = codelist(
    "quantifier",
    "The source's word for how many; a word never becomes a number, nor a number a word.",
    {
        "exact": "The source gives a number, which is recorded with it.",
        "none": "The source says that there were none.",
        "one": "The source speaks of one, or of another one.",
        "small_number": "The source speaks of a small number or a few.",
        "several": "The source says several.",
        "some": "The source says some, which is more than one and tells no more.",
        "others": "The source sets others beside those it has just named, who may be partly the "
        "same.",
        "a_number": "The source says a number of them.",
        "many": "The source says many.",
        "large_number": "The source speaks of a large number.",
        "majority": "The source says that it was more than half.",
        "most": "The source says most.",
        "almost_all": "The source says almost all or nearly all.",
        "all": "The source says all.",
        "not_stated": "The source does not say how many.",
    },
    labels={
        "exact": "Exact number",
        "small_number": "A small number",
        "a_number": "A number of",
        "large_number": "A large number",
        "majority": "More than half",
    },
)

_PRACTICE_STAGE = codelist(
    "practice_stage",
    "How far a practice has got, whatever is thought of it.",
    {
        "idea": "It has been thought of, and no more.",
        "developing": "It is being worked out or tried.",
        "in_use": "It is part of the work.",
        "ended": "It was in use or being tried, and is not any more.",
    },
)

_PRACTICE_RATING = codelist(
    "practice_rating",
    "How well a practice is said to do.",
    {
        "works": "It is said to do what it was meant to do.",
        "promising": "It looks likely to work, or it is too early to say more.",
        "mixed": "It is said to work in part, or for some.",
        "did_not_work": "It is said to have failed at what it was meant to do.",
        "not_stated": "The source does not say how well it does.",
    },
)

_RATING_BY = codelist(
    "rating_by",
    "Who gave the rating.",
    {
        "source": "The source gives the rating in its own words.",
        "coder": "Whoever recorded the practice drew the rating from what the source tells.",
    },
)

_NESTA = "Simplified from Nesta, Standards of Evidence"

_EVIDENCE = codelist(
    "evidence",
    "What a rating rests on, the weakest first.",
    {
        "none": "Nothing is offered in support.",
        "account": "Those who took part say so.",
        "feedback": "People whom it touched say so.",
        "measured": "Something was measured before and after.",
        "evaluated": "Somebody independent studied it.",
        "replicated": "It has been shown to work in other places too.",
    },
    references=dict.fromkeys(
        ("account", "feedback", "measured", "evaluated", "replicated"), _NESTA
    ),
    ordered=True,
)

_SCIE = "Social Care Institute for Excellence (SCIE), knowledge review 3"

_KNOWLEDGE_SOURCE = codelist(
    "knowledge_source",
    "The kind of knowledge that something comes from; none ranks above another.",
    {
        "organisational": "What organisations know from running and overseeing services.",
        "practitioner": "What those who do the work know from doing it.",
        "user_carer": "What people who use support and their carers know from living with it.",
        "policy_community": "What those who make policy, and those around them, know.",
        "research": "What was found out by systematic study.",
    },
    labels={"user_carer": "User and carer"},
    references=dict.fromkeys(
        ("organisational", "practitioner", "user_carer", "policy_community", "research"), _SCIE
    ),
)

LISTS = (
    _QUANTIFIER,
    _PRACTICE_STAGE,
    _PRACTICE_RATING,
    _RATING_BY,
    _EVIDENCE,
    _KNOWLEDGE_SOURCE,
)
