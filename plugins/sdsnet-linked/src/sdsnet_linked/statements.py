"""
An edition as statements, subject by subject: what all formats are written from.
"""

from __future__ import annotations

import functools
import json
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from operator import attrgetter
from typing import Any

import attrs

import sdsnet
from sdsnet_linked.concepts import ENGLISH, codelists, concept_name, own_terms, scheme
from sdsnet_linked.terms import Iri, Literal, Statement, camel, date, iri, is_url, language_tag
from sdsnet_linked.vocabulary import CLASSES, NAMESPACES, PROPERTIES, RELATIONS

__all__ = ["Graph"]

_ROOT = uuid.UUID("d4a1b0f6-3c57-4e29-8a6d-91e2c7f05b38")
_TYPE = Iri("rdf", "type")
_BARRIERS = "::barriers"
_ADDRESSES = {"url", "licence"}
_UNORDERED = {"aliases"}
#: Claims by which an attempt had a share in what came of it.
_HAD_A_SHARE = {"result_of", "contributed"}
#: Texts of these classes are words of a language, with few exceptions; others are names and such.
_PROSE = {"free_text", "indirect"}
_NOT_PROSE = {"area_code"}


def _record(key: str) -> Iri:
    return Iri("d", key)


def _whole(number: int) -> Literal:
    return Literal(str(number), Iri("xsd", "integer"))


def _truth(value: object) -> Literal:
    return Literal("true" if value else "false", Iri("xsd", "boolean"))


def _json(value: object) -> Literal:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return Literal(text, Iri("rdf", "JSON"))


#: How values are said that need no look at the edition.
_PLAIN: Mapping[str, Callable[[Any], Iri | Literal]] = {
    "ref": _record,
    "date": date,
    "integer": _whole,
    "boolean": _truth,
    "mapping": _json,
}


@attrs.frozen
class Place:
    """
    A field of a thing.

    Attributes:
        subject: The name of the thing.
        local: What its parts are named after; no id has `::` in it.
        name: The name of the field.
        declaration: What is declared of the field.
    """

    subject: Iri
    local: str
    name: str
    declaration: sdsnet.Declaration

    @property
    def inner(self) -> str:
        """
        What is named after the field.
        """
        return f"{self.local}::{self.name}"

    def part(self, item: sdsnet.Value, number: int) -> tuple[Iri, str]:
        """
        Name a part that stands in the field, and say what its own parts are named after.
        """
        if isinstance(item, (sdsnet.Phase, sdsnet.Question)):
            local = item.id
        else:
            local = f"{self.inner}:{number}" if self.declaration.many else self.inner
        return Iri("d", local), local


@attrs.frozen
class Graph:
    """
    The statements that an edition makes.

    Attributes:
        edition: The edition.
        namespace: Where the names of its records begin.
        language: Tag of the language of its texts, if it has one.
    """

    edition: sdsnet.Edition
    namespace: str
    language: str | None
    _meanings: dict[Iri, set[str]] = attrs.field(factory=dict, init=False)
    _added: dict[Iri, tuple[str, str, str]] = attrs.field(factory=dict, init=False)

    @classmethod
    def of(cls, edition: sdsnet.Edition, base: str) -> Graph:
        """
        Make the graph of an edition.

        Args:
            edition: The edition.
            base: Where the names of its records begin. If empty, with a UUID made from the id of
                the dataset and the audience, since ids are given anew for each audience.

        Raises:
            ExportError: The base is no address, or has neither `/` nor `#` at its end.
        """
        if not base:
            made = uuid.uuid5(_ROOT, f"{edition.dataset.id}/{edition.audience}")
            base = f"urn:uuid:{made}#"
        elif not is_url(base) or not base.endswith(("/", "#")):
            raise sdsnet.ExportError("linked", "`base` takes an address that ends in / or #.")
        return cls(edition, base, language_tag(edition.dataset))

    @property
    def namespaces(self) -> dict[str, str]:
        """
        The namespaces by prefix; that of the records is `d`.
        """
        return {"d": self.namespace, **NAMESPACES}

    def statements(self) -> Iterator[Statement]:
        """
        Yield all statements; those with one subject follow each other.
        """
        dataset = self.edition.dataset
        whole = Iri("", self.namespace[:-1])
        yield from self._thing(dataset.header, whole, "")
        audience = self._own("audience", "The audience that the edition was made for.")
        yield whole, audience, self._concept("audience", self.edition.audience)
        for collection in dataset.collections.values():
            for record in collection.in_order():
                subject = Iri("d", record.id)
                yield from self._thing(record, subject, record.id, self._besides(record, whole))
        yield from self._relations()
        yield from self._totals()
        tops = [Iri("d", one.id) for one in dataset.barriers.in_order() if not one.part_of]
        if tops:
            yield from scheme(Iri("d", _BARRIERS), "Barriers", tops)
        yield from codelists(self.edition.codelists, self._added)
        yield from own_terms(self._meanings)

    def _thing(
        self, value: sdsnet.Value, subject: Iri, local: str, more: Iterable[Statement] = ()
    ) -> Iterator[Statement]:
        """
        Yield what there is to say of a record or a part of one, then of its own parts.
        """
        variant = _variant(value)
        for class_ in self._classes(value, variant):
            yield subject, _TYPE, class_
        yield from more
        below: list[Iterable[Statement]] = []
        cls: type = type(value)
        get, fields = _reader(cls)
        for (name, declaration), held in zip(fields, get(value), strict=True):
            # Zero and false say something, which nothing and an empty list do not.
            if not held and (held is None or held == ()):
                continue
            objects: list[Iri | Literal]
            if declaration.many or declaration.value is not None:
                items = held if declaration.many else (held,)
                place = Place(subject, local, name, declaration)
                objects = list(dict.fromkeys(self._objects(place, items, below)))
            else:
                objects = [self._object(name, declaration, held)]
            for property_ in self._properties(variant, name, objects):
                self._note(property_, declaration.meaning)
                for one in objects:
                    yield subject, property_, one
        yield from chain.from_iterable(below)

    def _objects(
        self, place: Place, items: Iterable[Any], below: list[Iterable[Statement]]
    ) -> Iterator[Iri | Literal]:
        """
        Yield what a field holds; what there is to say of it in turn is put with the rest.
        """
        declaration = place.declaration
        if declaration.value is not None:
            for number, item in enumerate(items, 1):
                node, local = place.part(item, number)
                below.append(self._thing(item, node, local, _part_of(place, item, node, number)))
                yield node
        elif declaration.many and declaration.kind == "text" and place.name not in _UNORDERED:
            node = Iri("d", place.inner)
            below.append(self._series(place, node, items))
            yield node
        else:
            for item in items:
                yield self._object(place.name, declaration, item)

    def _series(self, place: Place, node: Iri, items: Iterable[str]) -> Iterator[Statement]:
        """
        Say in which order texts stand.
        """
        yield node, _TYPE, Iri("rdf", "Seq")
        for number, item in enumerate(items, 1):
            yield node, Iri("rdf", f"_{number}"), self._object(place.name, place.declaration, item)

    def _object(self, name: str, declaration: sdsnet.Declaration, value: Any) -> Iri | Literal:
        """
        Say one value that is no part with fields of its own.
        """
        if declaration.kind in _PLAIN:
            return _PLAIN[declaration.kind](value)
        if declaration.kind == "code":
            return self._concept(declaration.target[0], value)
        if name in _ADDRESSES and is_url(value):
            return Iri("", value)
        is_prose = declaration.disclosure in _PROSE and name not in _NOT_PROSE
        return Literal(value, language=self.language if is_prose else None)

    def _classes(self, value: sdsnet.Value, variant: str) -> Iterator[Iri]:
        cls: type = type(value)
        own = cls.__name__
        for name in CLASSES.get(variant, CLASSES.get(own, f"sds:{own}")).split():
            class_ = iri(name)
            self._note(class_, _summary(cls))
            yield class_

    def _properties(self, variant: str, name: str, objects: list[Iri | Literal]) -> tuple[Iri, ...]:
        """
        Return the properties that say a field.
        """
        if name == "licence" and not isinstance(objects[0], Iri):
            # The other property is for licences that have a name of their own.
            return (Iri("dcterms", "rights"),)
        return _properties(variant, name)

    def _note(self, term: Iri, meaning: str) -> None:
        """
        Keep what a term of sdsnet's own means, to say it at the end.
        """
        if term.prefix == "sds":
            self._meanings.setdefault(term, set()).add(meaning)

    def _own(self, name: str, meaning: str) -> Iri:
        term = Iri("sds", camel(name))
        self._note(term, meaning)
        return term

    def _concept(self, codelist: str, key: str) -> Iri:
        name = concept_name(codelist, key)
        if key not in self.edition.codelists[codelist]:
            self._added[name] = (codelist, key, self.edition.label(codelist, key))
        return name

    def _besides(self, record: sdsnet.Record, whole: Iri) -> Iterator[Statement]:
        """
        Yield what is said of a record by no field of its own.
        """
        subject = Iri("d", record.id)
        if isinstance(record, sdsnet.Relation):
            yield subject, Iri("rdf", "predicate"), self._relation(record.kind)
        if isinstance(record, sdsnet.Barrier):
            barriers = Iri("d", _BARRIERS)
            yield subject, Iri("skos", "inScheme"), barriers
            if not record.part_of:
                yield subject, Iri("skos", "topConceptOf"), barriers
        yield subject, Iri("void", "inDataset"), whole

    def _relations(self) -> Iterator[Statement]:
        """
        Yield each relation in one statement, unless it is somebody's view.
        """
        for one in self.edition.dataset.relations.in_order():
            if not one.according_to:
                yield Iri("d", one.subject), self._relation(one.kind), Iri("d", one.object)

    def _relation(self, kind: str) -> Iri:
        if kind in RELATIONS:
            return iri(RELATIONS[kind])
        known = self.edition.codelists["relation_kind"]
        return self._own(kind, known[kind].definition if kind in known else "")

    def _totals(self) -> Iterator[Statement]:
        """
        Yield how many contributions each call drew, those that are not shown included.
        """
        meaning = "How many contributions a call drew, those that are not shown included."
        for total in self.edition.totals:
            cells = [("", "", total.contributions)]
            cells += [("theme", key, cell) for key, cell in total.by_theme.items()]
            cells += [("contribution_mode", key, cell) for key, cell in total.by_mode.items()]
            nodes = [Iri("d", f"{total.call}::total:{place}") for place in range(1, len(cells) + 1)]
            for node in nodes:
                yield Iri("d", total.call), self._own("total", meaning), node
            for node, (codelist, key, cell) in zip(nodes, cells, strict=True):
                yield node, _TYPE, self._own("Total", meaning)
                yield (
                    node,
                    self._own("shown_as", "The number in digits, or words for it."),
                    (Literal(cell.shown_as, language=ENGLISH if cell.count is None else None)),
                )
                if cell.count is not None:
                    yield node, self._own("count", "The number."), _whole(cell.count)
                if codelist:
                    yield node, Iri("dcterms", "subject"), self._concept(codelist, key)


@functools.cache
def _reader(
    cls: type,
) -> tuple[Callable[[Any], tuple[Any, ...]], tuple[tuple[str, sdsnet.Declaration], ...]]:
    """
    Return what gets the values of all fields at once, with what is declared of each.
    """
    fields = tuple(sdsnet.declarations(cls).items())
    names = [name for name, _ in fields]
    # Of a single name, `attrgetter` would give the value itself.
    get = attrgetter(*names) if len(names) > 1 else lambda held: (getattr(held, names[0]),)
    return get, fields


@functools.cache
def _summary(cls: type) -> str:
    return (cls.__doc__ or "").strip().partition("\n")[0]


@functools.cache
def _properties(variant: str, name: str) -> tuple[Iri, ...]:
    """
    Find the properties that say a field; what stands in no table is said with one of our own.
    """
    for one in (variant, variant.partition("/")[0], "*"):
        if name in PROPERTIES.get(one, ()):
            return tuple(map(iri, PROPERTIES[one][name].split()))
    return (Iri("sds", camel(name)),)


def _variant(value: sdsnet.Value) -> str:
    """
    Return the type of a thing and, for a participant, its kind.
    """
    name = type(value).__name__
    return f"{name}/{value.kind}" if isinstance(value, sdsnet.Participant) else name


def _part_of(place: Place, item: sdsnet.Value, node: Iri, number: int) -> Iterator[Statement]:
    """
    Yield what the place of a part says of it.
    """
    if place.declaration.many:
        yield node, Iri("schema", "position"), _whole(number)
    if isinstance(item, sdsnet.Outcome) and item.claim in _HAD_A_SHARE:
        yield node, Iri("prov", "wasInfluencedBy"), place.subject
