"""
The one door between a dataset and everything that leaves it, step by step.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from operator import attrgetter

import attrs

from sdsnet.collector import paused_collector
from sdsnet.dataset import Collection, Dataset, with_records
from sdsnet.disclosure.cells import totals_of
from sdsnet.disclosure.edition import Edition
from sdsnet.disclosure.freetext import Matcher
from sdsnet.disclosure.guard import guard
from sdsnet.disclosure.labels import Label, disclosed_of, label_of, new_ids, shared_combinations
from sdsnet.disclosure.policy import Policy, policy_for
from sdsnet.disclosure.protect import Face, named_here, protect
from sdsnet.disclosure.rewriting import Rewriting
from sdsnet.errors import DisclosureError
from sdsnet.model import Contribution, Header, Participant, Record
from sdsnet.model.fields import declarations, evolve
from sdsnet.model.references import references, with_ids
from sdsnet.writing import sha256

__all__ = ["Disclosed", "DisclosureRecord", "Replacement", "disclose", "disclose_with_record"]


@attrs.frozen
class Replacement:
    """
    One thing that was replaced or left out on the way into an edition.

    Attributes:
        record: Id of the record in the dataset.
        field: The field, with the fields that lead to it; empty for the record as a whole.
        reason: Why, in words.
    """

    record: str
    field: str
    reason: str


@attrs.frozen(kw_only=True)
class DisclosureRecord:
    """
    What was done to make an edition: for the keeper alone, and never part of an export.

    Attributes:
        policy: What held for the audience.
        counts: How often each reason applied.
        replacements: What was replaced or left out, in the order of the dataset.
        dataset_sha256: Digest of the dataset in its canonical JSON Lines.
        edition_sha256: Digest of the edition, as its `sha256`.
        ids: The new id of each label and unnamed contribution, with the old id.
    """

    policy: Policy
    counts: dict[str, int]
    replacements: tuple[Replacement, ...]
    dataset_sha256: str
    edition_sha256: str
    ids: tuple[tuple[str, str], ...] = attrs.field(repr=False)


@attrs.frozen
class Disclosed:
    """
    An edition and, apart from it, the keeper's record of how it was made.

    Attributes:
        edition: What the audience may see.
        record: What was done.
    """

    edition: Edition
    record: DisclosureRecord


def disclose(dataset: Dataset, *, audience: str = "public") -> Edition:
    """
    Make the edition of a dataset that an audience may see.

    Args:
        dataset: A dataset without errors.
        audience: Who will see the edition; `public`, the most careful one, unless told otherwise.

    Raises:
        DisclosureError: Nobody declared the audience, or no edition can be made safely.
    """
    policy = policy_for(dataset, audience)
    if policy.is_internal:
        return _internal(dataset, policy)
    return _made(dataset, policy)[1]


def disclose_with_record(dataset: Dataset, *, audience: str = "public") -> Disclosed:
    """
    Make an edition and tell the keeper what was done for it.

    Args:
        dataset: A dataset without errors.
        audience: Who will see the edition.

    Raises:
        DisclosureError: Nobody declared the audience, or no edition can be made safely.
    """
    policy = policy_for(dataset, audience)
    if policy.is_internal:
        edition, made = _internal(dataset, policy), None
    else:
        made, edition = _made(dataset, policy)
    replacements = tuple(made.replacements()) if made else ()
    record = DisclosureRecord(
        policy=policy,
        counts=dict(sorted(Counter(one.reason for one in replacements).items())),
        replacements=replacements,
        dataset_sha256=sha256(dataset),
        edition_sha256=edition.sha256,
        ids=tuple(made.renamed()) if made else (),
    )
    return Disclosed(edition, record)


def _internal(dataset: Dataset, policy: Policy) -> Edition:
    ordered = {name: Collection(held.in_order()) for name, held in dataset.collections.items()}
    totals = totals_of(
        dataset.calls.in_order(),
        dataset.contributions,
        frozenset(dataset.contributions.ids),
        suppress_below=0,
    )
    return Edition(dataset=evolve(dataset, **ordered), audience=policy.audience, totals=totals)


def _made(dataset: Dataset, policy: Policy) -> tuple[_Making, Edition]:
    """
    Make an edition, or none: a step that fails in whatever way stops it.
    """
    try:
        with paused_collector():
            making = _Making(dataset, policy)
            return making, making.edition()
    except DisclosureError:
        raise
    except Exception as error:  # noqa: BLE001  what failed is not known, and need not be
        # The text of the error may hold what must not be shown, so it is not passed on either.
        msg = f"the edition was stopped: a step failed with {type(error).__name__}"
        raise DisclosureError(msg) from None


class _Making:
    """
    One edition in the making: each step has what the steps before it decided.
    """

    def __init__(self, dataset: Dataset, policy: Policy) -> None:
        self._dataset = dataset
        self._policy = policy
        self._notes: list[Replacement] = []
        self._protection = protect(dataset, policy)
        self._shown = list(self._find_shown())
        self._reached = [r for r in self._shown if r.id in self._protection.reached]
        self._faces = sorted(self._used_faces())
        self._labels = self._make_labels()
        self._matcher = self._make_matcher()

    def edition(self) -> Edition:
        """
        Carry out what was decided, close what is open, and search what came of it.
        """
        placeholders = self._placeholders()
        unchanged, draft = self._rewrite(placeholders)
        self._ids = ids = self._make_ids(unchanged, draft, placeholders)
        made = _with_new_ids(draft, {placeholders[thing]: key for thing, key in ids.items()})
        edition = with_records(self._header(), _by_collection([*unchanged, *made]))
        tied = frozenset(ids.get(key, key) for key in self._protection.tied)
        named = {r.id: named_here(self._protection, r) for r in self._reached}
        guard(
            edition,
            self._matcher,
            tied,
            self._exact(),
            keys=self._replaced_ids(edition),
            named={ids.get(key, key): parties for key, parties in named.items() if parties},
        )
        shown = frozenset(
            key for key in self._dataset.contributions.ids if key not in self._protection.dropped
        )
        totals = totals_of(
            edition.calls, self._dataset.contributions, shown, self._policy.suppress_below
        )
        return Edition(dataset=edition, audience=self._policy.audience, totals=totals)

    def replacements(self) -> Iterator[Replacement]:
        """
        Yield what left and what was replaced.
        """
        for record in self._dataset.records():
            if record.id in self._protection.dropped or record.id in self._protection.reasons:
                yield Replacement(record.id, "", self._protection.reasons[record.id])
        yield from self._notes

    def renamed(self) -> Iterator[tuple[str, str]]:
        """
        Yield the new ids with the old ones.
        """
        for thing, key in sorted(self._ids.items(), key=lambda item: item[1]):
            yield key, thing.party if isinstance(thing, Face) else str(thing)

    def _used_faces(self) -> set[Face]:
        found = set()
        for record in self._reached:
            for reference in references(record):
                if reference.declaration.voice:
                    mention = self._protection.mention(record, reference.id)
                    if isinstance(mention, Face):
                        found.add(mention)
        return found

    def _hidden(self) -> Iterator[Participant]:
        """
        Yield the parties whose names must not be shown, or only where they agreed to it.
        """
        protection = self._protection
        for party in self._dataset.participants:
            if protection.status[party.id] != "open" or party.id in protection.dropped:
                yield party

    def _make_labels(self) -> dict[str, Label]:
        parties = self._dataset.participants
        protected = {face.party for face in self._faces}
        shared = shared_combinations(
            (parties[key] for key in protected), self._policy.suppress_below
        )
        return {key: label_of(parties[key], shared) for key in protected}

    def _make_matcher(self) -> Matcher:
        hidden = [(party, self._words(party)) for party in self._hidden()]
        shown = [
            name
            for party in self._dataset.participants
            if self._protection.status[party.id] == "open"
            and party.id not in self._protection.dropped
            for name in (party.name, *party.aliases)
            if name
        ]
        return Matcher(hidden, shown)

    def _words(self, party: Participant) -> str:
        label = self._labels.get(party.id)
        if label:
            return label.words
        return "a service" if party.kind == "service" else "a participant"

    def _unnamed_contributions(self) -> Iterator[Contribution]:
        """
        Yield the contributions that were given without a name: they get new ids.
        """
        for record in self._reached:
            if isinstance(record, Contribution) and any(
                self._protection.mention(record, party) != party for party in record.contributors
            ):
                yield record

    def _placeholders(self) -> dict[object, str]:
        """
        Give everything that gets a new id a name for the time being.
        """
        things: list[object] = [*self._faces, *(c.id for c in self._unnamed_contributions())]
        return {thing: f"\0{number}" for number, thing in enumerate(things)}

    def _rewrite(self, ids: dict[object, str]) -> tuple[list[Record], list[Record]]:
        """
        Return the records that stay as they are, and what becomes of the others.
        """
        rewriting = Rewriting(
            protection=self._protection,
            matcher=self._matcher,
            ids=ids,
            labels=self._labels,
            note=lambda record, field, reason: self._notes.append(
                Replacement(record, field, reason)
            ),
        )
        unchanged = rewriting.unchanged(self._shown)
        ids_of_those = {record.id for record in unchanged}
        made = [rewriting.record(one) for one in self._shown if one.id not in ids_of_those]
        made += [rewriting.label(face) for face in self._faces]
        return unchanged, _without_shells(made)

    def _find_shown(self) -> Iterator[Record]:
        """
        Yield the records that the audience sees in one way or another, labels apart.
        """
        protection = self._protection
        for record in self._dataset.records():
            is_hidden = (
                isinstance(record, Participant)
                and protection.status[record.id] != "open"
                and record.id not in protection.named_in
            )
            if not is_hidden and record.id not in protection.dropped:
                yield record

    def _make_ids(
        self, unchanged: list[Record], draft: list[Record], placeholders: dict[object, str]
    ) -> dict[object, str]:
        by_placeholder = {name: thing for thing, name in placeholders.items()}
        content, neighbours = disclosed_of(by_placeholder, draft)
        prefixes = {
            thing: f"{'participant' if isinstance(thing, Face) else 'contribution'}-anon"
            for thing in content
        }
        taken = [one.id for one in (*unchanged, *draft) if one.id not in by_placeholder]
        return new_ids(self._policy.audience, content, neighbours, taken, prefixes)

    def _header(self) -> Header:
        values = {}
        for name, declaration in declarations(Header).items():
            held = getattr(self._dataset, name)
            if declaration.disclosure not in {"free_text", "internal", "open", "structural"}:
                msg = f"dataset: {name} has no disclosure class that is known"
                raise DisclosureError(msg)
            if declaration.kind == "text" and name != "id" and held:
                held = self._matcher.replace(held)
            elif declaration.disclosure == "free_text" and held:
                replace = self._matcher.replace
                held = {replace(key): replace(text) for key, text in held.items()}
            elif declaration.disclosure == "internal":
                held = () if declaration.many else None
            values[name] = held
        return Header(**values)

    def _exact(self) -> frozenset[str]:
        values: set[str] = set()
        for party in self._hidden():
            values |= {c.value for c in party.contacts}
            values |= {v for v in (party.org_id, party.url) if v}
        return frozenset(values)

    def _replaced_ids(self, edition: Dataset) -> frozenset[str]:
        ids = set(self._protection.dropped) | {
            thing.party if isinstance(thing, Face) else str(thing) for thing in self._ids
        }
        return frozenset(ids - set(edition.participants.ids))


def _without_shells(made: list[Record]) -> list[Record]:
    """
    Leave out labels that nothing refers to any more.
    """
    while True:
        used = {reference.id for record in made for reference in references(record)}
        kept = [
            record
            for record in made
            if not (
                isinstance(record, Participant)
                and record.naming == "anonymised"
                and record.id.startswith("\0")
            )
            or record.id in used
        ]
        if len(kept) == len(made):
            return made
        made = kept


def _with_new_ids(draft: list[Record], names: dict[str, str]) -> list[Record]:
    """
    Put the new ids in place of the names that stood for them.
    """
    return [
        with_ids(record, lambda key: names.get(key, key))
        if record.id in names or any(one.id in names for one in references(record))
        else record
        for record in draft
    ]


def _by_collection(made: Iterable[Record]) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    for record in sorted(made, key=attrgetter("id")):
        found.setdefault(record.collection, []).append(record)
    return found
