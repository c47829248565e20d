"""
The book of codes: themes, and under them what gets in the way, what is done, what is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import attrs

import sdsnet
from sdsnet_qda.facts import Facts
from sdsnet_qda.naming import Guids, Names, code_names

__all__ = ["Book", "Code", "book"]

# Some programs, and readers of XML, do not go deeper.
_MOST_LEVELS = 20
_COLOURS = {"barrier": "#B03A2E", "practice_example": "#1E8449", "recommendation": "#2471A3"}

Coded = sdsnet.Barrier | sdsnet.PracticeExample | sdsnet.Recommendation


@attrs.define
class Code:
    """
    One code, or a category of codes.

    Attributes:
        guid: Its GUID.
        name: Its name; no other code of the book has it.
        description: What it stands for.
        is_category: Whether it only groups codes, and no text can be given it.
        colour: Its colour, if it has one.
        children: The codes under it.
    """

    guid: str
    name: str
    description: str
    is_category: bool = False
    colour: str | None = None
    children: list[Code] = attrs.field(factory=list)


@attrs.frozen
class Book:
    """
    All codes of an edition.

    Attributes:
        roots: The codes at the top.
        by_record: The code of each record that has one, by id.
        by_theme: The code that stands for each theme as a whole, by key.
        members: The codes of the records with a theme, by the key of the theme.
    """

    roots: tuple[Code, ...]
    by_record: Mapping[str, Code]
    by_theme: Mapping[str, Code]
    members: Mapping[str, tuple[Code, ...]]


def book(facts: Facts, guids: Guids) -> Book:
    """
    Make the codes of an edition.
    """
    names = code_names()
    records = list(_coded(facts.edition.dataset))
    categories = {key: _category(facts, guids, names, key) for key in _themes(facts, records)}
    by_theme = {key: one.children[0] for key, one in categories.items()}
    by_record = {one.id: _code(facts, guids, names, one) for one in records}
    roots = list(categories.values())
    for record in records:
        above = _above(facts.edition.dataset, record)
        if above:
            siblings = by_record[above].children
        elif record.themes:
            siblings = categories[record.themes[0]].children
        else:
            siblings = roots
        siblings.append(by_record[record.id])
    members = {
        key: tuple(by_record[one.id] for one in records if key in one.themes) for key in categories
    }
    return Book(tuple(roots), by_record, by_theme, members)


def _coded(dataset: sdsnet.Dataset) -> Iterator[Coded]:
    yield from dataset.barriers.in_order()
    yield from dataset.practice_examples.in_order()
    yield from dataset.recommendations.in_order()


def _themes(facts: Facts, records: Iterable[Coded]) -> list[str]:
    """
    Return every theme there is, and behind them those that no list explains.
    """
    known = facts.edition.codelists["theme"].keys
    dataset = facts.edition.dataset
    holders = (records, dataset.observations, dataset.contributions)
    used = {theme for group in holders for record in group for theme in record.themes}
    return [*known, *sorted(used.difference(known))]


def _category(facts: Facts, guids: Guids, names: Names, key: str) -> Code:
    """
    Make the category of a theme, with a code in it for texts that are about the theme as a whole.
    """
    themes = facts.edition.codelists["theme"]
    label = facts.edition.label("theme", key)
    meaning = themes[key].definition if key in themes else ""
    category = Code(guids.make("theme", key), names.take(label, key), meaning, is_category=True)
    whole = names.take(f"{label} (theme)", key)
    category.children.append(Code(guids.make("theme", key, "code"), whole, meaning))
    return category


def _code(facts: Facts, guids: Guids, names: Names, record: Coded) -> Code:
    title = facts.label(record)
    name = names.take(title, record.id)
    # What the name says in full need not be said again.
    field = "summary" if isinstance(record, sdsnet.Recommendation) else "title"
    skip = (field,) if name == getattr(record, field) else ()
    lead = () if "summary" in skip else ("summary",)
    return Code(
        guid=guids.make("record", record.id),
        name=name,
        description=facts.describe(record, lead=lead, skip=skip),
        colour=_COLOURS[record.type_name],
    )


def _above(dataset: sdsnet.Dataset, record: Coded) -> str | None:
    """
    Return the id of the wider barrier that a barrier belongs to, unless that lies too deep.
    """
    wider = getattr(record, "part_of", None)
    level, up = 1, wider
    while up and level <= _MOST_LEVELS:
        level, up = level + 1, dataset.barriers[up].part_of
    return wider if level <= _MOST_LEVELS else None
