"""
Name what parties are, where they belong, and what may be shown of them to whom.
"""

from sdsnet.model.codelists.codelist import codelist

__all__ = ["LISTS"]

_CONSENT_CHOICE = codelist(
    "consent_choice",
    "What a party wants done with its name and with what it gave.",
    {
        "acknowledge": "The party may be named beside what it gave.",
        "anonymise": "What the party gave may be used as long as nobody can tell who it is.",
        "withhold": "Nobody but the keeper sees or quotes what the party gave, which counts in "
        "totals alone.",
        "not_asked": "It is on record that nobody has asked the party so far.",
    },
    labels={
        "acknowledge": "Name me",
        "anonymise": "Use it without my name",
        "withhold": "Count it, do not show it",
        "not_asked": "Nobody asked yet",
    },
    closed=True,
)

_CONSENT_BASIS = codelist(
    "consent_basis",
    "How a party's choice is known.",
    {
        "asked": "The party was asked and gave an answer.",
        "call_default": "The call that the party answered set a rule for all answers.",
        "public_record": "The party put its name to a text that is public.",
        "not_recorded": "It is not on record how the choice is known.",
    },
    closed=True,
)

_AUDIENCE = codelist(
    "audience",
    "Who an edition is for, or who may see a record, from the narrowest to the widest.",
    {
        "internal": "Only those who keep the dataset.",
        "network": "The members of the network.",
        "public": "Anybody.",
    },
    ordered=True,
    closed=True,
)

_LEVEL = codelist(
    "level",
    "How wide an area something belongs to, from one organisation up to the whole state.",
    {
        "organisation": "One organisation.",
        "local": "The area of one council.",
        "regional": "A part of a nation that is wider than one council's area.",
        "national": "One whole nation, which the jurisdiction names.",
        "uk": "The whole of the United Kingdom.",
    },
    labels={"uk": "UK"},
    ordered=True,
)

_NATIONS = "ISO 3166-2"

_JURISDICTION = codelist(
    "jurisdiction",
    "The nation whose law and practice something belongs to.",
    {
        "GB": "The United Kingdom as a whole, or a nation of it that is not told.",
        "GB-SCT": "Scotland, with its own law on self-directed support.",
        "GB-ENG": "England.",
        "GB-WLS": "Wales.",
        "GB-NIR": "Northern Ireland.",
    },
    labels={
        "GB": "United Kingdom",
        "GB-SCT": "Scotland",
        "GB-ENG": "England",
        "GB-WLS": "Wales",
        "GB-NIR": "Northern Ireland",
    },
    references={
        "GB": "ISO 3166-1",
        **dict.fromkeys(("GB-SCT", "GB-ENG", "GB-WLS", "GB-NIR"), _NATIONS),
    },
)

_SECTOR = codelist(
    "sector",
    "The part of public or private life that a party belongs to.",
    {
        "local_authority": "Councils and what they own.",
        "health": "The health service.",
        "central_government": "A government of the United Kingdom or of one of its nations, and "
        "its agencies.",
        "third_sector": "Voluntary and community organisations.",
        "private": "Businesses that may make a profit.",
        "cross_sector": "More than one sector together.",
        "individual": "A person who acts for themselves and for no organisation.",
        "not_stated": "The source does not say.",
    },
    labels={"cross_sector": "Cross-sector"},
)

_PARTICIPANT_KIND = codelist(
    "participant_kind",
    "What sort of party it is.",
    {
        "person": "One human being.",
        "organisation": "One organisation, of any sort and size.",
        "service": "One of the services that a provider runs.",
        "collective": "Several parties taken together, whether or not their number is known.",
    },
    closed=True,
)

_NAMING = codelist(
    "naming",
    "Whether a party has a name here, and if it has none, why.",
    {
        "named": "The party has its name here.",
        "unnamed": "The source does not know the party's name or keeps it back.",
        "anonymised": "The party had a name, which was hidden by a rule or because it asked.",
    },
    closed=True,
)

LISTS = (
    _CONSENT_CHOICE,
    _CONSENT_BASIS,
    _AUDIENCE,
    _LEVEL,
    _JURISDICTION,
    _SECTOR,
    _PARTICIPANT_KIND,
    _NAMING,
)
