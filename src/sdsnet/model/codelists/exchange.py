"""
Name what is done to influence others, to ask people and to answer, and how people meet.
"""

from sdsnet.model.codelists.codelist import codelist

__all__ = ["LISTS"]

_INFLUENCE_MEANS = codelist(
    "influence_means",
    "How somebody tried to change policy or practice.",
    {
        "sits_on_group": "They sit on a group that plans or decides.",
        "informal_discussion": "They talk with those concerned, outside of formal meetings.",
        "joint_work": "They work on the change together with the authority.",
        "challenge": "They object to a decision or to a letter.",
        "lobbying": "They press decision makers for a change.",
        "collective_representation": "They bring people and decision makers together.",
        "drafting": "They help to write the text.",
        "spreading_model": "They show a way of working in the hope that others take it up.",
    },
)

_PERCEIVED_SUCCESS = codelist(
    "perceived_success",
    "How much success somebody sees in an attempt to influence; always the view of its holder.",
    {
        "little": "They see next to no effect.",
        "limited": "They see an effect within narrow bounds.",
        "some": "They can name changes, or ways in which they were heard.",
        "great": "They see a large effect.",
        "not_stated": "They do not say how much success they see.",
    },
)

_OUTCOME_KIND = codelist(
    "outcome_kind",
    "What changed after an attempt to influence.",
    {
        "practice_changed": "Things are done in a different way.",
        "policy_changed": "A rule or a policy is different.",
        "document_changed": "A form, a letter or another text was written anew.",
        "invited_in": "They are now asked to take part.",
        "role_taken_up": "Somebody took on an office, such as a seat on a board.",
        "organisation_founded": "People set up an organisation.",
        "none": "Nothing changed.",
    },
)

_OUTCOME_CLAIM = codelist(
    "outcome_claim",
    "How closely the source ties a change to the attempt that came before it.",
    {
        "result_of": "The source says that the attempt caused the change.",
        "contributed": "The source says that the attempt had a share in the change.",
        "followed": "The change came later, and the source names no cause.",
    },
)

_INFLUENCE_KIND = codelist(
    "influence_kind",
    "Whose voice an attempt to influence carries.",
    {
        "own": "They speak on their own account.",
        "supporting_voice": "They help people to speak for themselves.",
    },
)

_CONTRIBUTION_MODE = codelist(
    "contribution_mode",
    "How a contribution comes, or may come.",
    {
        "written_up": "As a text that is already written.",
        "link": "As the address of a place where it can be read.",
        "phone": "Told over the telephone at a time agreed before.",
        "in_person": "Told face to face.",
        "message": "As a message posted in a network.",
    },
)

_CONTRIBUTION_KIND = codelist(
    "contribution_kind",
    "What sort of contribution it is.",
    {
        "example": "It tells of something that is done.",
        "view": "It says what somebody thinks.",
        "request": "It asks others for something.",
        "comment": "It remarks on a text or on something that was said.",
        "reply": "It answers another contribution.",
    },
)

_COVERAGE = codelist(
    "coverage",
    "How well the answers so far cover a topic, as whoever asked sees it.",
    {
        "none": "There is nothing on it so far.",
        "little": "There is not much on it so far.",
        "some": "There is a fair amount on it, and more is wanted.",
        "enough": "No more is needed on it.",
        "not_stated": "Whoever asked does not say.",
    },
)

_CALL_STATUS = codelist(
    "call_status",
    "Whether a call takes answers.",
    {
        "planned": "It has not gone out yet.",
        "open": "It takes answers.",
        "closed": "It takes no answers any more.",
        "withdrawn": "It was taken back.",
    },
)

_MEETING_KIND = codelist(
    "meeting_kind",
    "What sort of gathering it is.",
    {
        "network_meeting": "The members of a network meet.",
        "forum": "A forum that meets from time to time has one of its meetings.",
        "event": "People are brought together this once.",
        "discussion": "People talk without much form.",
        "visit": "Somebody goes to see a service or a place.",
        "review_meeting": "People meet about the quality of something, or about concerns.",
        "training_session": "People come to learn, or to teach.",
        "representation_meeting": "People meet those who decide.",
        "conversation": "Somebody tells their contribution by telephone or face to face.",
    },
)

_SCHEMA_ORG = "schema.org EventStatusType"

_MEETING_STATUS = codelist(
    "meeting_status",
    "Whether a meeting is to come, took place or did not.",
    {
        "planned": "It is to take place.",
        "held": "It took place.",
        "postponed": "It was put off to a later time.",
        "cancelled": "It will not take place.",
    },
    references=dict.fromkeys(("planned", "postponed", "cancelled"), _SCHEMA_ORG),
)

_QUESTION_KIND = codelist(
    "question_kind",
    "What a set of questions is for.",
    {
        "agenda": "The questions that a meeting is to talk about.",
        "research_framework": "The questions that a piece of research is to put to people.",
        "guiding": "The question that a group has in mind in all of its work.",
    },
)

_CONTACT_KIND = codelist(
    "contact_kind",
    "What sort of address it is.",
    {
        "email": "An email address.",
        "phone": "A telephone number.",
        "address": "A postal address.",
        "other": "Any other way to reach somebody.",
    },
)

_CONTACT_SHARE = codelist(
    "contact_share",
    "Whether an address may be shown outside of the keeper's own copy.",
    {
        "network": "An edition for the network may show it.",
        "none": "No edition may show it, just as if nothing had been said.",
    },
    closed=True,
)

_CONTACT_USE = codelist(
    "contact_use",
    "What an answer to a call does with this contact.",
    {
        "to": "The answer goes to them.",
        "copy": "They get a copy of the answer.",
    },
)

LISTS = (
    _INFLUENCE_MEANS,
    _PERCEIVED_SUCCESS,
    _OUTCOME_KIND,
    _OUTCOME_CLAIM,
    _INFLUENCE_KIND,
    _CONTRIBUTION_MODE,
    _CONTRIBUTION_KIND,
    _COVERAGE,
    _CALL_STATUS,
    _MEETING_KIND,
    _MEETING_STATUS,
    _QUESTION_KIND,
    _CONTACT_KIND,
    _CONTACT_SHARE,
    _CONTACT_USE,
)
