"""
What an audience may see, and what each party chose: the rules before they meet the records.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Literal

import attrs

from sdsnet.dataset import Dataset
from sdsnet.errors import DisclosureError
from sdsnet.model import Consent, Contribution, Header, Participant, Record

__all__ = ["Choice", "Policy", "answer_of", "choice_in", "choice_of", "policy_for", "strictest"]

Choice = Literal["acknowledge", "anonymise", "withhold"]

_STRICTNESS: Mapping[str, int] = MappingProxyType({"acknowledge": 0, "anonymise": 1, "withhold": 2})
_BASES_THAT_NAME = frozenset({"asked", "call_default", "public_record"})
_NEEDS_AN_ANSWER = frozenset({"supported_person", "unpaid_carer"})
_USUAL_THRESHOLD = 5

#: The visibilities that the audiences of the core may see, besides records without a limit.
_SEES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "public": frozenset({"public"}),
        "network": frozenset({"public", "network"}),
    }
)


@attrs.frozen(kw_only=True)
class Policy:
    """
    What holds for one audience of one dataset.

    Attributes:
        audience: Name of the audience.
        like: The audience of the core whose rules it follows: `internal`, `network` or `public`.
        sees: The visibilities of the records it may see, besides those without a limit.
        default: Choice of a person of whom no answer is recorded.
        suppress_below: Smallest computed count that is shown.
        visibility: Visibility of the records that state none.
    """

    audience: str
    like: str
    sees: frozenset[str]
    default: Choice = "anonymise"
    suppress_below: int = _USUAL_THRESHOLD
    visibility: str | None = None

    @property
    def is_internal(self) -> bool:
        """
        Whether the edition is the keeper's own, in which everything stays as recorded.
        """
        return self.like == "internal"

    def may_see(self, record: Record) -> bool:
        """
        Tell whether the visibility of a record admits the audience.
        """
        limit = record.visibility or self.visibility
        return self.is_internal or limit is None or limit in self.sees


def policy_for(dataset: Header, audience: str) -> Policy:
    """
    Return what holds for an audience.

    Raises:
        DisclosureError: Neither the library nor the dataset knows the audience.
    """
    privacy = dataset.privacy
    like, sees = audience, _SEES.get(audience, frozenset())
    declared = {rule.name: rule for rule in dataset.audiences}
    if audience != "internal" and audience not in _SEES:
        if audience not in declared:
            known = ", ".join(["internal", "network", "public", *sorted(declared)])
            msg = f"nobody declared an audience {audience!r}. Known are: {known}."
            raise DisclosureError(msg)
        like = declared[audience].like
        sees = frozenset({"public", audience, *declared[audience].sees} - {"internal"})
    return Policy(
        audience=audience,
        like=like,
        sees=sees,
        default="withhold" if privacy and privacy.default_consent == "withhold" else "anonymise",
        suppress_below=(privacy and privacy.suppress_below) or _USUAL_THRESHOLD,
        visibility=privacy.visibility if privacy else None,
    )


def strictest(choices: Iterable[Choice]) -> Choice | None:
    """
    Return the strictest of some choices, or nothing where there are none.
    """
    return max(choices, key=_STRICTNESS.__getitem__, default=None)


def _needs_an_answer(party: Participant) -> bool:
    return party.kind == "person" and not _NEEDS_AN_ANSWER.isdisjoint(party.roles)


def answer_of(consent: Consent | None, party: Participant) -> Choice | None:
    """
    Return what a recorded answer comes to for a party; nothing where no answer is recorded.

    A withdrawn answer is `withhold`. `not_asked` is a recorded answer: at most `anonymise`, and
    `withhold` for a supported person or unpaid carer. To name one of these takes an answer of
    their own with a date.
    """
    if consent is None:
        return None
    if consent.withdrawn_on is not None or consent.choice == "withhold":
        return "withhold"
    if consent.choice == "not_asked":
        return "withhold" if _needs_an_answer(party) else "anonymise"
    if consent.choice != "acknowledge":
        return "anonymise"
    return "acknowledge" if _may_name(consent, party) else "anonymise"


def _may_name(consent: Consent, party: Participant) -> bool:
    if _needs_an_answer(party):
        return consent.basis == "asked" and consent.given_on is not None
    return party.kind != "person" or consent.basis in _BASES_THAT_NAME


def choice_of(party: Participant, policy: Policy) -> Choice | None:
    """
    Return the choice of a party for every mention of it.

    Nothing means that nobody asked and no default applies: a body that is named stays named, and
    an unnamed party stays unnamed.
    """
    answer = answer_of(party.consent, party)
    if answer is None and party.kind == "person" and party.naming == "named":
        return policy.default
    return answer


def choice_in(
    contribution: Contribution, party: Participant, dataset: Dataset, policy: Policy
) -> Choice | None:
    """
    Return the choice of a party for its mention as a contributor, and in what it offered there.

    The strictest of the answers recorded for the party and for the contribution; where there is
    none, the default of the call that it answers, else what holds for the party everywhere.
    """
    answers = [
        answer
        for answer in (answer_of(party.consent, party), answer_of(contribution.consent, party))
        if answer is not None
    ]
    call = dataset.calls.get(contribution.call) if contribution.call else None
    if answers or call is None:
        return strictest(answers) or choice_of(party, policy)
    default = answer_of(Consent(choice=call.default_consent, basis="call_default"), party)
    # A party without a name has none to hide; not to be shown at all is another matter.
    return default if party.naming == "named" or default == "withhold" else None
