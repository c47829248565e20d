"""
What is recorded of a thing beside its title: lines of "Label: value", like with like.
"""

from __future__ import annotations

from collections.abc import Iterable

from sdsnet.exporters.markdown.naming import Names, day, quoted, text, yes_or_no
from sdsnet.model import Engagement, Record
from sdsnet.views.markup import Inline, Item, joined

__all__ = ["Fact", "common", "engagement", "facts", "line", "listed", "source", "when", "where"]

_INFERRED = {
    None: Inline(""),
    True: Inline("worked out in part"),
    False: Inline("nothing in it is worked out"),
}

#: A label in our own words, and what is recorded under it, if anything.
Fact = tuple[str, Inline | None]


def facts(*groups: Iterable[Fact]) -> tuple[Item, ...]:
    """
    Make one item of each group that has anything to tell.
    """
    return tuple([Item(held) for group in groups if (held := line(group))])


def line(group: Iterable[Fact]) -> Inline | None:
    """
    Put what belongs together on one line; nothing if there is nothing to tell.
    """
    return joined([Inline(f"{label}: {value}") for label, value in group if value], " · ")


def common(record: Record, names: Names, *, themes: bool = True) -> tuple[Item, ...]:
    """
    Give what any record may state, apart from its date: where, how many, who says so, its source.

    Args:
        record: The record.
        names: What records are called.
        themes: Whether to show the themes; not where they are shown otherwise.
    """
    return facts(
        [("How many", names.quantity(record.quantity))],
        where(record, names),
        [("Themes", names.codes("theme", record.themes) if themes else None)],
        [("According to", names.parties(record.according_to))],
        [("Note", text(record.note))],
        [("Source", source(record, names))],
    )


def when(record: Record) -> list[Fact]:
    """
    Give the date of a record, with the source's own words for it and how it was read.
    """
    written = quoted(record.date_as_written)
    told = joined(
        [
            Inline(f"in the source: {written}" if written else ""),
            _INFERRED[record.date_inferred],
        ]
    )
    date = day(record.date) or (Inline("not given") if told else None)
    return [
        ("Date", Inline(f"{date} ({told})") if told else date),
        ("About the date", text(record.date_note)),
    ]


def where(record: Record, names: Names) -> list[Fact]:
    """
    Give the place of a record, from the town to the nation.
    """
    return [
        ("Place", text(record.place)),
        ("Council area code", text(record.area_code)),
        ("Nation", names.coded("jurisdiction", record.jurisdiction)),
        ("Level", names.coded("level", record.level)),
    ]


def source(record: Record, names: Names) -> Inline | None:
    """
    Give the text that a record was taken from, by its number, and the place in it.
    """
    publication = names.numbers([record.source])
    place = text(record.locator)
    return joined([part for part in (publication, place) if part], ", ")


def engagement(held: Engagement | None) -> list[Fact]:
    """
    Give how often a text was seen and answered.
    """
    if held is None:
        return []
    return [
        ("Times seen", None if held.views is None else Inline(str(held.views))),
        ("Replies shown", None if held.replies is None else Inline(str(held.replies))),
        ("Open for replies", yes_or_no(held.comments_open)),
        ("Counted", day(held.as_of)),
        ("About replies", text(held.note)),
    ]


def listed(label: str, items: Iterable[Item]) -> tuple[Item, ...]:
    """
    Make one item with a list under it, if the list holds anything.
    """
    held = tuple(items)
    return (Item(Inline(f"{label}:"), held),) if held else ()
