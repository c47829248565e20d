"""
The dataset: all that a keeper holds about one or more practice networks, in one frozen value.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar, overload

import attrs

from sdsnet import notebook
from sdsnet.model import (
    RECORD_TYPES,
    Barrier,
    Call,
    Contribution,
    Header,
    Influence,
    Initiative,
    Meeting,
    Membership,
    Network,
    Observation,
    Participant,
    Phase,
    PracticeExample,
    Publication,
    Question,
    QuestionSet,
    Recommendation,
    Record,
    Relation,
)
from sdsnet.model.fields import model
from sdsnet.model.references import Reference, references

__all__ = ["Collection", "Dataset"]

R = TypeVar("R", bound=Record)
R_co = TypeVar("R_co", bound=Record, covariant=True)


class Collection(Sequence[R_co], Generic[R_co]):
    """
    The records of one type, in document order: a sequence that also finds a record by its id.

    Two collections are equal when they hold equal records, in whatever order.
    """

    __slots__ = ("_by_id", "_records")

    def __init__(self, records: Iterable[R_co] = ()) -> None:
        self._records = tuple(records)
        self._by_id: dict[str, R_co] | None = None

    @property
    def ids(self) -> Mapping[str, R_co]:
        """
        The records by id; of two with the same id, which no checked dataset has, the first.
        """
        if self._by_id is None:
            self._by_id = {record.id: record for record in reversed(self._records)}
        return self._by_id

    @overload
    def __getitem__(self, key: str | int) -> R_co: ...

    @overload
    def __getitem__(self, key: slice) -> Collection[R_co]: ...

    def __getitem__(self, key: str | int | slice) -> R_co | Collection[R_co]:
        if isinstance(key, str):
            return self.ids[key]
        if isinstance(key, slice):
            return Collection(self._records[key])
        return self._records[key]

    def get(self, record_id: str) -> R_co | None:
        """
        Return the record with this id, or nothing.
        """
        return self.ids.get(record_id)

    def __len__(self) -> int:
        return len(self._records)

    def __iter__(self) -> Iterator[R_co]:
        return iter(self._records)

    def __contains__(self, item: object) -> bool:
        if isinstance(item, str):
            return item in self.ids
        return isinstance(item, Record) and self.ids.get(item.id) == item

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Collection):
            return NotImplemented
        return len(self) == len(other) and self.in_order() == other.in_order()

    def __hash__(self) -> int:
        return hash(frozenset(record.id for record in self._records))

    def __repr__(self) -> str:
        return f"Collection({len(self)} records)"

    def in_order(self) -> list[R_co]:
        """
        Return the records ordered by id: the order of everything that is written.
        """
        return sorted(self._records, key=attrgetter("id"))


def _collection(records: object) -> Collection[Any]:
    """
    Take any iterable of records for a collection; one record alone is a slip worth a message.
    """
    if isinstance(records, Collection):
        return records
    if isinstance(records, (Record, str, Mapping)) or not isinstance(records, Iterable):
        msg = f"a dataset takes a list of records here, not one {type(records).__name__}"
        raise TypeError(msg)
    return Collection(records)


def _records() -> Any:
    return attrs.field(factory=Collection, converter=_collection)


if TYPE_CHECKING:

    class Records(Generic[R]):
        """
        What type checkers see of a field: any iterable goes in, a collection comes out.
        """

        @overload
        def __get__(self, dataset: None, cls: type | None = None) -> Self: ...

        @overload
        def __get__(self, dataset: object, cls: type | None = None) -> Collection[R]: ...

        def __get__(self, dataset: object, cls: type | None = None) -> Self | Collection[R]: ...

        def __set__(self, dataset: object, records: Iterable[R]) -> None: ...

else:
    Records = Collection


@model
class Dataset(Header):
    """
    One dataset: its header, and a collection of records for each type.

    A dataset is a value: frozen, compared by content, changed by `attrs.evolve`.
    Making one checks nothing; `sdsnet.check` tells what is wrong with it, and nothing is disclosed
    or written from a dataset that breaks rules.

    Example:
        >>> from sdsnet import Barrier, Dataset
        >>> dataset = Dataset(
        ...     id="demo", title="A demonstration", barriers=[Barrier(id="b-time", title="No time")]
        ... )
        >>> dataset.barriers["b-time"].title
        'No time'
    """

    participants: Records[Participant] = _records()
    networks: Records[Network] = _records()
    memberships: Records[Membership] = _records()
    initiatives: Records[Initiative] = _records()
    meetings: Records[Meeting] = _records()
    question_sets: Records[QuestionSet] = _records()
    observations: Records[Observation] = _records()
    barriers: Records[Barrier] = _records()
    practice_examples: Records[PracticeExample] = _records()
    recommendations: Records[Recommendation] = _records()
    influences: Records[Influence] = _records()
    calls: Records[Call] = _records()
    contributions: Records[Contribution] = _records()
    publications: Records[Publication] = _records()
    relations: Records[Relation] = _records()
    _checked: frozenset[str] = attrs.field(default=frozenset(), init=False, eq=False)

    @property
    def collections(self) -> Mapping[str, Collection[Record]]:
        """
        The collections by name, in the order of the model.
        """
        return {cls.collection: getattr(self, cls.collection) for cls in RECORD_TYPES}

    @property
    def header(self) -> Header:
        """
        What the dataset says of itself, without the records.
        """
        return Header(**{f.name: getattr(self, f.name) for f in attrs.fields(Header)})

    def records(self) -> Iterator[Record]:
        """
        Yield every record, type by type in the order of the model.
        """
        for collection in self.collections.values():
            yield from collection

    @functools.cached_property
    def _by_id(self) -> Mapping[str, Record | Phase | Question]:
        parts: list[tuple[str, Phase | Question]] = [
            *((phase.id, phase) for one in self.initiatives for phase in one.phases),
            *((question.id, question) for one in self.question_sets for question in one.questions),
        ]
        return dict(parts) | {record.id: record for record in self.records()}

    @functools.cached_property
    def _referring(self) -> Mapping[str, tuple[Reference, ...]]:
        found: dict[str, list[Reference]] = {}
        for record in self.records():
            for reference in references(record):
                found.setdefault(reference.id, []).append(reference)
        return {key: tuple(value) for key, value in found.items()}

    def __getitem__(self, key: str) -> Record | Phase | Question:
        return self._by_id[key]

    def __contains__(self, key: str) -> bool:
        return key in self._by_id

    def __len__(self) -> int:
        return sum(map(len, self.collections.values()))

    def get(self, key: str) -> Record | Phase | Question | None:
        """
        Return the record, phase or question with this id, or nothing.
        """
        return self._by_id.get(key)

    def referring_to(self, key: str) -> tuple[Record, ...]:
        """
        Return the records that point to an id, each once, in the order of the model.
        """
        holders = (reference.record for reference in self._referring.get(key, ()))
        return tuple({id(record): record for record in holders}.values())

    def references_to(self, key: str) -> tuple[Reference, ...]:
        """
        Return every reference to an id, with the record and the field that hold it.
        """
        return self._referring.get(key, ())

    def follow(self, record: Record, field: str) -> tuple[Record | Phase | Question, ...]:
        """
        Return what a reference field points to, in order; broken references are left out.

        Args:
            record: A record of this dataset.
            field: Name of one of its reference fields, such as `raised_by`, or a path into a value
                object such as `attendance.participant`.

        Raises:
            AttributeError: The record has no reference field of that name.
        """
        found = references(record, only=tuple(field.split(".")))
        return tuple(self._by_id[one.id] for one in found if one.id in self._by_id)

    def __repr__(self) -> str:
        held = ", ".join(f"{len(c)} {name}" for name, c in self.collections.items() if c)
        return f"Dataset({self.id!r}: {held or 'empty'})"

    def _repr_html_(self) -> str:
        held = {name: len(some) for name, some in self.collections.items()}
        return notebook.counts(f"Dataset {self.id}", held)


def with_records(header: Header, records: Mapping[str, Iterable[Record]]) -> Dataset:
    """
    Join a header and records, by collection name, to a dataset.
    """
    values = {f.name: getattr(header, f.name) for f in attrs.fields(Header)}
    held: dict[str, Any] = {name: Collection(some) for name, some in records.items()}
    return Dataset(**values, **held)
