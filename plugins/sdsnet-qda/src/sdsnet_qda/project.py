"""
A REFI-QDA project: codes, cases, texts with their coded passages, notes, links and sets.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from xml.etree import ElementTree as ET

import attrs

import sdsnet
from sdsnet_qda.archive import archive
from sdsnet_qda.codebook import Book, book
from sdsnet_qda.facts import Facts
from sdsnet_qda.markup import add_codes, add_sets, add_text, to_bytes
from sdsnet_qda.naming import Guids, Names
from sdsnet_qda.texts import NOTE_TYPES, Passage, Text, notes, sources

__all__ = ["project"]

# Some programs cannot read a note without a moment; this is the first that a zip file can hold.
_NO_MOMENT = "1980-01-01T00:00:00Z"
_VARIABLES = {
    "participant": ("kind", "roles", "sector", "jurisdiction"),
    "contribution": ("kind", "mode", "date", "consent"),
}
_UNLINKED = (sdsnet.Membership, sdsnet.Relation)


def project(edition: sdsnet.Edition) -> bytes:
    """
    Write an edition as REFI-QDA project.
    """
    parts = _Parts.of(edition)
    moment = _moment(edition)
    root = ET.Element(
        "Project",
        {
            "xmlns": "urn:QDA-XML:project:1.0",
            "name": parts.facts.label(edition.dataset),
            "origin": "sdsnet",
            "creatingUserGUID": parts.user,
            **({"creationDateTime": moment} if moment else {}),
        },
    )
    ET.SubElement(ET.SubElement(root, "Users"), "User", {"guid": parts.user, "name": "sdsnet"})
    add_codes(ET.SubElement(ET.SubElement(root, "CodeBook"), "Codes"), parts.book.roots)
    _add_all(root, "Variables", _variables(parts))
    _add_all(root, "Cases", _cases(parts))
    _add_all(root, "Sources", (_text(parts, "TextSource", one) for one in parts.sources))
    _add_all(root, "Notes", (_text(parts, "Note", one) for one in parts.notes))
    _add_all(root, "Links", _links(parts))
    _add_all(root, "Sets", _sets(parts))
    about = parts.facts.describe(edition.dataset.header, lead=("title",))
    add_text(root, "Description", f"{about}\nAudience: {edition.audience}")
    return archive(to_bytes(root), {one.guid: one.content for one in parts.texts})


@attrs.frozen
class _Parts:
    """
    What the elements of a project are made from.

    Attributes:
        facts: What the edition holds, in words.
        guids: Where GUIDs come from.
        user: GUID of the one user, who is nobody.
        made: Attributes that say who made something, and when.
        book: The book of codes.
        sources: The texts to work on.
        notes: The notes.
    """

    facts: Facts
    guids: Guids
    user: str
    made: Mapping[str, str]
    book: Book
    sources: tuple[Text, ...]
    notes: tuple[Text, ...]

    @classmethod
    def of(cls, edition: sdsnet.Edition) -> _Parts:
        """
        Make the parts of an edition's project.
        """
        facts, guids = Facts(edition), Guids.of(edition)
        user = guids.make("user")
        made = {"creatingUser": user, "creationDateTime": _moment(edition) or _NO_MOMENT}
        held = book(facts, guids)
        texts = tuple(sources(facts, guids, held))
        return cls(facts, guids, user, made, held, texts, tuple(notes(facts, guids)))

    @property
    def dataset(self) -> sdsnet.Dataset:
        """
        The records.
        """
        return self.facts.edition.dataset

    @property
    def texts(self) -> tuple[Text, ...]:
        """
        All texts.
        """
        return (*self.sources, *self.notes)

    def values(self, record: sdsnet.Record) -> Iterator[tuple[str, str]]:
        """
        Yield the variables that a record has values for, with the value.
        """
        for field in _VARIABLES[record.type_name]:
            if isinstance(record, sdsnet.Contribution) and field == "consent":
                values = self.facts.values(record.consent, "choice") if record.consent else ()
            else:
                values = self.facts.values(record, field)
            if value := ", ".join(values):
                yield _variable(record.type_name, field), value


def _moment(edition: sdsnet.Edition) -> str | None:
    """
    Return the first moment for which the data is true.
    """
    as_of = edition.dataset.as_of
    earliest = sdsnet.parse_date(as_of).earliest if as_of else None
    return f"{earliest.isoformat()}T00:00:00Z" if earliest else None


def _variable(type_name: str, field: str) -> str:
    return f"{type_name.capitalize()} {field}"


def _add_all(root: ET.Element, tag: str, elements: Iterable[ET.Element]) -> None:
    """
    Add elements in a container; the standard allows none that is empty.
    """
    if held := list(elements):
        ET.SubElement(root, tag).extend(held)


def _variables(parts: _Parts) -> Iterator[ET.Element]:
    holders: tuple[Iterable[sdsnet.Record], ...] = (
        parts.dataset.participants,
        parts.dataset.contributions,
    )
    used = {name for group in holders for one in group for name, _ in parts.values(one)}
    for type_name, fields in _VARIABLES.items():
        for name in (_variable(type_name, field) for field in fields):
            if name in used:
                guid = parts.guids.make("variable", name)
                attributes = {"guid": guid, "name": name, "typeOfVariable": "Text"}
                yield ET.Element("Variable", attributes)


def _add_values(parent: ET.Element, parts: _Parts, record: sdsnet.Record) -> None:
    for name, value in parts.values(record):
        element = ET.SubElement(parent, "VariableValue")
        ET.SubElement(element, "VariableRef", {"targetGUID": parts.guids.make("variable", name)})
        ET.SubElement(element, "TextValue").text = value


def _add_references(parent: ET.Element, tag: str, guids: Iterable[str]) -> None:
    for guid in guids:
        ET.SubElement(parent, tag, {"targetGUID": guid})


def _cases(parts: _Parts) -> Iterator[ET.Element]:
    """
    Make a case of each participant: what is known of it, what it sent, and what it said.
    """
    dataset, names = parts.dataset, Names(limit=99)
    ties, sent, said = defaultdict(list), defaultdict(list), defaultdict(list)
    for membership in dataset.memberships.in_order():
        tie = parts.facts.on_one_line(membership, skip=("participant",))
        ties[membership.participant].append(f"- {tie}")
    for contribution in dataset.contributions.in_order():
        for party in set(contribution.contributors):
            sent[party].append(parts.guids.make("record", contribution.id))
    for observation in dataset.observations.in_order():
        for party in set(observation.said_by):
            said[party].append(parts.guids.make("record", observation.id))
    for record in dataset.participants.in_order():
        name = names.take(parts.facts.label(record), record.id)
        case = ET.Element("Case", {"guid": parts.guids.make("record", record.id), "name": name})
        skip = ("name",) if name == record.name else ()
        description = parts.facts.describe(record, lead=("description",), skip=skip)
        memberships = "\n".join(["", "Memberships:", *ties[record.id]]) if ties[record.id] else ""
        add_text(case, "Description", description + memberships)
        _add_values(case, parts, record)
        _add_references(case, "SourceRef", sent[record.id])
        _add_references(case, "SelectionRef", said[record.id])
        yield case


def _text(parts: _Parts, tag: str, text: Text) -> ET.Element:
    attributes = {
        "guid": text.guid,
        "name": text.name,
        "plainTextPath": f"internal://{text.guid}.txt",
        **parts.made,
    }
    element = ET.Element(tag, attributes)
    add_text(element, "Description", text.description)
    for passage in text.passages:
        element.append(_passage(parts, passage))
    if isinstance(text.record, sdsnet.Contribution):
        _add_values(element, parts, text.record)
    return element


def _passage(parts: _Parts, passage: Passage) -> ET.Element:
    positions = {"startPosition": str(passage.start), "endPosition": str(passage.end)}
    element = ET.Element("PlainTextSelection", {"guid": passage.guid, **positions, **parts.made})
    add_text(element, "Description", passage.description)
    for code in passage.codes:
        guid = parts.guids.make("coding", passage.guid, code)
        coding = ET.SubElement(element, "Coding", {"guid": guid, "creatingUser": parts.user})
        _add_references(coding, "CodeRef", [code])
    return element


def _links(parts: _Parts) -> Iterator[ET.Element]:
    """
    Make a link of each relation, and of each barrier that is addressed.

    A note is never where a link begins: QualCoder would take the note for a remark on the other end
    and drop what stands in it.
    """
    dataset = parts.dataset
    answers: tuple[sdsnet.PracticeExample | sdsnet.Recommendation, ...] = (
        *dataset.practice_examples.in_order(),
        *dataset.recommendations.in_order(),
    )
    for answer in answers:
        for barrier in dict.fromkeys(answer.addresses):
            yield _link(parts, ("addresses", answer.id, barrier), "Addresses")
    for relation in dataset.relations.in_order():
        ends = dataset.get(relation.subject), dataset.get(relation.object)
        are_linkable = all(isinstance(end, sdsnet.Record) for end in ends)
        if are_linkable and not isinstance(ends[0], NOTE_TYPES) and not _are_unlinked(ends):
            name = parts.facts.edition.label("relation_kind", relation.kind)
            yield _link(parts, (relation.id, relation.subject, relation.object), name)


def _are_unlinked(ends: Iterable[object]) -> bool:
    return any(isinstance(end, _UNLINKED) for end in ends)


def _link(parts: _Parts, ends: tuple[str, str, str], name: str) -> ET.Element:
    _, origin, target = ends
    attributes = {
        "guid": parts.guids.make("link", *ends),
        "name": name,
        "direction": "OneWay",
        "originGUID": parts.guids.make("record", origin),
        "targetGUID": parts.guids.make("record", target),
    }
    return ET.Element("Link", attributes)


def _sets(parts: _Parts) -> Iterator[ET.Element]:
    """
    Make a set of each network and each call, with its texts, and one of each theme.
    """
    # Programs make variables of sets, and know both by their names.
    names = Names(limit=99)
    for type_name, fields in _VARIABLES.items():
        for field in fields:
            names.take(_variable(type_name, field), field)
    texts, memos = defaultdict(list), defaultdict(list)
    for text in parts.sources:
        call = text.record.call if isinstance(text.record, sdsnet.Contribution) else None
        for key in filter(None, (*sorted(text.networks), call)):
            texts[key].append(text.guid)
    for note in parts.notes:
        if isinstance(note.record, (sdsnet.Meeting, sdsnet.Initiative)) and note.record.network:
            memos[note.record.network].append(note.guid)
    records: tuple[sdsnet.Network | sdsnet.Call, ...] = (
        *parts.dataset.networks.in_order(),
        *parts.dataset.calls.in_order(),
    )
    for record in records:
        name = names.take(parts.facts.label(record), record.id)
        element = ET.Element("Set", {"guid": parts.guids.make("record", record.id), "name": name})
        add_text(element, "Description", _about(parts, record, name))
        _add_references(element, "MemberSource", texts[record.id])
        _add_references(element, "MemberNote", memos[record.id])
        yield element
    themes = ET.Element("Sets")
    add_sets(themes, parts.book, parts.guids, target="targetGUID")
    yield from themes


def _about(parts: _Parts, record: sdsnet.Network | sdsnet.Call, name: str) -> str:
    own = "title" if isinstance(record, sdsnet.Call) else "name"
    skip = (own,) if name == getattr(record, own) else ()
    told = parts.facts.describe(record, lead=("description",), skip=skip)
    totals = (one for one in parts.facts.edition.totals if one.call == record.id)
    return "\n".join([told, *(line for one in totals for line in _totals(parts, one))])


def _totals(parts: _Parts, totals: sdsnet.CallTotals) -> Iterator[str]:
    """
    Tell how many contributions a call drew, those that the audience does not see included.
    """
    yield f"Contributions in all: {totals.contributions.shown_as}"
    for codelist, cells in (("theme", totals.by_theme), ("contribution_mode", totals.by_mode)):
        for key, cell in cells.items():
            yield f"- {parts.facts.edition.label(codelist, key)}: {cell.shown_as}"
