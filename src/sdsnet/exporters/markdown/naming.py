"""
How a report calls things: parties, records, codes, quantities.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from sdsnet.disclosure import Edition
from sdsnet.exporters.markdown.dates import in_words
from sdsnet.model import (
    Initiative,
    Membership,
    Network,
    Participant,
    Phase,
    Quantity,
    Question,
    Record,
)
from sdsnet.model.codelists.codelist import words
from sdsnet.views.markup import Inline, joined, lines, plain, strong

__all__ = ["Names", "day", "quoted", "text", "yes_or_no"]

_KINDS = {"influence": "Attempt", "relation": "Link"}
_UNKNOWN = Inline("something that is not in this report")


def text(value: str | None) -> Inline | None:
    """
    Give a text, if there is one.
    """
    return (lines(value) or None) if value else None


def quoted(value: str | None) -> Inline | None:
    """
    Give the words of a source, if there are any.
    """
    return Inline(f"“{plain(value)}”") if value else None


def day(value: str | None) -> Inline | None:
    """
    Give a date in words, if there is one.
    """
    return plain(in_words(value)) if value else None


def yes_or_no(value: bool | None) -> Inline | None:  # noqa: FBT001  # a value to show, no switch
    """
    Give the answer of a field that is true, false or left out.
    """
    return None if value is None else Inline("yes" if value else "no")


class Names:
    """
    What the records and the codes of one edition are called in a report.

    Args:
        edition: The edition, whose codelists say what codes are called.
        numbers: The number of each record that has one, by id.
    """

    def __init__(self, edition: Edition, numbers: Mapping[str, int]) -> None:
        self._edition = edition
        self._dataset = edition.dataset
        self._numbers = numbers
        self.party: Callable[[str], Inline] = functools.cache(self._party)
        self.record: Callable[[str], Inline] = functools.cache(self._record)

    def code(self, codelist: str, key: str) -> Inline:
        """
        Give the label of a key.
        """
        return plain(self._edition.label(codelist, key))

    def coded(self, codelist: str, key: str | None) -> Inline | None:
        """
        Give the label of a key, if there is one.
        """
        return self.code(codelist, key) if key else None

    def codes(self, codelist: str, keys: Iterable[str]) -> Inline | None:
        """
        Give the labels of several keys.
        """
        return joined([self.code(codelist, key) for key in keys], ", ")

    def explained(self, codelist: str, key: str) -> Inline:
        """
        Give the label of a key in bold, with its definition.
        """
        known = self._edition.codelists[codelist]
        meaning = f" ({plain(known[key].definition.rstrip('.'))})" if key in known else ""
        return Inline(f"{strong(self.code(codelist, key))}{meaning}")

    def quantity(self, held: Quantity | None) -> Inline | None:
        """
        Give a quantity in the source's words, beside the word it was recorded as.
        """
        if held is None:
            return None
        number = None if held.count is None else Inline(str(held.count))
        how_many = number if held.quantifier == "exact" and number else self._word(held, number)
        parts = [
            held.as_written and Inline(f"in the source: {quoted(held.as_written)}"),
            held.of and Inline(f"counted: {plain(held.of)}"),
            held.convention and Inline(f"meaning: {plain(held.convention)}"),
        ]
        told = joined([part for part in parts if part])
        return Inline(f"{how_many} ({told})") if told else how_many

    def _word(self, held: Quantity, number: Inline | None) -> Inline:
        word = self.code("quantifier", held.quantifier)
        return Inline(f"{word}, {number}") if number else word

    @functools.cached_property
    def _twins(self) -> Mapping[str, int]:
        """
        The place of each party, network and initiative among its like of the same name.
        """
        called = [(one, (type(one), self._title(one).casefold())) for one in self._named()]
        times = Counter(label for _, label in called)
        seen: Counter[tuple[type, str]] = Counter()
        places = {}
        for record, label in called:
            if times[label] > 1:
                seen[label] += 1
                places[record.id] = seen[label]
        return places

    def _named(self) -> Iterator[Record]:
        yield from self._dataset.participants
        yield from self._dataset.networks
        yield from self._dataset.initiatives

    def _party(self, key: str) -> Inline:
        """
        Call a party by its name or, if it has none, its description.
        """
        party = self._dataset.participants.get(key)
        return _UNKNOWN if party is None else self.title(party)

    def parties(self, keys: Iterable[str | None]) -> Inline | None:
        """
        Call several parties; nothing if there are none.
        """
        return joined([self.party(key) for key in keys if key])

    def title(self, record: Record) -> Inline:
        """
        Call a record by its own words; those that would be called alike are told apart by a number.
        """
        title = self._title(record)
        place = self._twins.get(record.id)
        return Inline(f"{title} ({place})") if place else title

    def _title(self, record: Record) -> Inline:
        """
        Give the words by which a record is called, empty if it has none.
        """
        own = (getattr(record, field, None) for field in ("name", "title", "description"))
        titles = (plain(str(value)) for value in own if value)
        return next((title for title in titles if title), self._nameless(record))

    def _nameless(self, record: Record) -> Inline:
        if isinstance(record, Participant):
            return Inline(f"{self.code('participant_kind', record.kind)} without a name")
        if isinstance(record, Network):
            return Inline(f"{self.code('network_kind', record.kind)} without a name")
        return Inline("")

    def number(self, record: Record) -> Inline:
        """
        Call a record by its kind and number, such as "Barrier 7".
        """
        kind = _KINDS.get(record.type_name) or words(record.type_name)
        return Inline(f"{kind} {self._numbers.get(record.id, '')}".strip())

    def heading(self, record: Record) -> Inline:
        """
        Call a record by its kind, its number and its title.
        """
        title = self.title(record)
        return Inline(f"{self.number(record)}: {title}") if title else self.number(record)

    def _record(self, key: str) -> Inline:
        """
        Call whatever an id stands for.
        """
        found = self._dataset.get(key)
        if found is None:
            return _UNKNOWN
        if isinstance(found, Phase):
            return plain(found.name)
        if isinstance(found, Question):
            return Inline(f"the question “{plain(found.text)}”")
        if isinstance(found, Membership):
            return Inline(
                f"membership of {self.party(found.participant)} in {self.record(found.network)}"
            )
        if isinstance(found, Participant | Network | Initiative):
            return self.title(found)
        return self._numbered(found)

    def _numbered(self, record: Record) -> Inline:
        title = self.title(record)
        return Inline(f"{self.number(record)} ({title})") if title else self.number(record)

    def records(self, keys: Iterable[str | None]) -> Inline | None:
        """
        Call several records; nothing if there are none.
        """
        return joined([self.record(key) for key in keys if key])

    def numbers(self, keys: Iterable[str | None]) -> Inline | None:
        """
        Call several records by their numbers alone; nothing if there are none.
        """
        found = [self._dataset.get(key) for key in keys if key]
        return joined(
            [self.number(one) if isinstance(one, Record) else _UNKNOWN for one in found], ", "
        )
