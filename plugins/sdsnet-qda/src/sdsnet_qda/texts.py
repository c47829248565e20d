"""
The texts of a project, with the passages in them that are given codes.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

import sdsnet
from sdsnet_qda.codebook import Book
from sdsnet_qda.facts import Facts, clean
from sdsnet_qda.naming import Guids, Names, file_names

__all__ = ["NOTE_TYPES", "Passage", "Text", "notes", "sources"]

_GAP = "\n\n"

#: Records of these types are notes.
NOTE_TYPES = (
    sdsnet.Meeting,
    sdsnet.Publication,
    sdsnet.Initiative,
    sdsnet.QuestionSet,
    sdsnet.Influence,
)


@attrs.frozen
class Passage:
    """
    A passage of a text.

    Attributes:
        guid: Its GUID.
        start: Where it begins, in code points from 0.
        end: Where it has ended, exclusive.
        description: What is known of it.
        codes: GUIDs of the codes it is given.
        observation: Id of the observation that it is, if it is one.
    """

    guid: str
    start: int
    end: int
    description: str
    codes: tuple[str, ...]
    observation: str | None = None


@attrs.frozen
class Text:
    """
    A text of a project: a source to work on, or a note.

    Attributes:
        guid: Its GUID.
        name: Its name; no other source, or no other note, has it.
        content: The text itself.
        description: What is known of it.
        passages: The passages in it.
        record: The contribution that it is, or the record that a note is about, if there is one.
        networks: Ids of the networks that it belongs to.
    """

    guid: str
    name: str
    content: str
    description: str = ""
    passages: tuple[Passage, ...] = ()
    record: sdsnet.Record | None = None
    networks: frozenset[str] = frozenset()


def sources(facts: Facts, guids: Guids, held: Book) -> Iterator[Text]:
    """
    Yield a text for each contribution, then one for each meeting or publication that was observed.
    """
    names = file_names()
    for contribution in facts.edition.dataset.contributions.in_order():
        yield _contribution(facts, guids, held, names, contribution)
    groups: dict[str, list[sdsnet.Observation]] = {}
    for observation in facts.edition.dataset.observations.in_order():
        groups.setdefault(observation.meeting or observation.source or "", []).append(observation)
    for origin, observations in sorted(groups.items()):
        yield _observations(facts, guids, held, names, origin, observations)


def _contribution(
    facts: Facts, guids: Guids, held: Book, names: Names, record: sdsnet.Contribution
) -> Text:
    title, body = clean(record.title or ""), clean(record.text or record.summary or "")
    label = facts.label(record)
    if title and body:
        start, content = len(title) + len(_GAP), f"{title}{_GAP}{body}"
    else:
        start, content = 0, title or body or label
    lead = ("summary",) if record.text else ()
    codes = _codes(held, record.themes, record.offers)
    passage = Passage(guids.make("passage", record.id), start, len(content), "", codes)
    return Text(
        guid=guids.make("record", record.id),
        name=names.take(label, record.id),
        content=content,
        description=facts.describe(record, lead=lead, skip=("title", "text", "summary")),
        passages=(passage,) if codes else (),
        record=record,
        networks=frozenset(filter(None, (record.network,))),
    )


def _observations(
    facts: Facts,
    guids: Guids,
    held: Book,
    names: Names,
    origin: str,
    observations: list[sdsnet.Observation],
) -> Text:
    """
    Make a text with a paragraph for each observation.

    Where a program shifts positions a little, each still lies in its own paragraph.
    """
    paragraphs, passages, start = [], [], 0
    for one in observations:
        paragraph = clean(one.summary)
        end = start + len(paragraph)
        description = facts.describe(one, skip=("summary",))
        codes = _codes(held, one.themes, one.raises)
        passages.append(
            Passage(guids.make("record", one.id), start, end, description, codes, one.id)
        )
        paragraphs.append(paragraph)
        start = end + len(_GAP)
    thing = facts.edition.dataset.get(origin)
    label = f"Observations from {facts.label(thing)}" if thing else "Observations"
    return Text(
        guid=guids.make("observations", origin),
        name=names.take(label, origin),
        content=_GAP.join(paragraphs),
        description=f"What was observed: {facts.named(origin)}" if thing else "",
        passages=tuple(passages),
        networks=_networks(thing, observations),
    )


def _networks(thing: object, observations: list[sdsnet.Observation]) -> frozenset[str]:
    met = thing.network if isinstance(thing, sdsnet.Meeting) else None
    return frozenset(filter(None, (met, *(one.network for one in observations))))


def _codes(held: Book, themes: tuple[str, ...], records: tuple[str, ...]) -> tuple[str, ...]:
    """
    Return the GUIDs of codes, each once: those of records first, being the finer ones.
    """
    found = [held.by_record[key].guid for key in records if key in held.by_record]
    found += [held.by_theme[theme].guid for theme in themes]
    return tuple(dict.fromkeys(found))


def notes(facts: Facts, guids: Guids) -> Iterator[Text]:
    """
    Yield a note for each record that is neither code, case, source nor set, and one on relations.
    """
    names = file_names()
    dataset = facts.edition.dataset
    for record in (one for cls in NOTE_TYPES for one in _records(dataset, cls)):
        label = facts.label(record)
        content = facts.describe(record, lead=("title", "summary"))
        yield Text(
            guid=guids.make("record", record.id),
            name=names.take(label, record.id),
            content=content,
            record=record,
        )
    if relations := dataset.relations.in_order():
        lines = [facts.on_one_line(one) for one in relations]
        name = names.take("Relations", "relations")
        yield Text(guids.make("relations"), name, _GAP.join(lines))


def _records(dataset: sdsnet.Dataset, cls: type[sdsnet.Record]) -> list[sdsnet.Record]:
    return dataset.collections[cls.collection].in_order()
