"""
`sdsnet explain`: say why a record leaves, changes or stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import MappingProxyType

import attrs
import click

from sdsnet import AnswerFound, Explanation, FieldFate, api
from sdsnet.cli.output import write_json, write_text
from sdsnet.cli.reading import dataset_of
from sdsnet.cli.sources import audience_option, given_option
from sdsnet.errors import UnknownRecordError

__all__ = ["command"]

_OUTCOMES = MappingProxyType(
    {
        "leaves": "it is not shown",
        "label": "a label stands for it",
        "changes": "it is shown in part",
        "stays": "it is shown as it is",
    }
)
_FATES = MappingProxyType(
    {
        "kept": "kept",
        "blanked": "blanked until cleared",
        "coarser": "made coarser",
        "dropped": "dropped",
        "label": "label in its place",
        "replaced": "replaced",
        "shortened": "kept in part",
        "new id": "new id",
    }
)


@click.command
@click.argument("source")
@click.argument("key", metavar="ID")
@audience_option
@click.option(
    "--format",
    "report",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people or for programs.",
)
@given_option
def command(source: str, key: str, *, audience: str, report: str, given: str | None) -> None:
    """
    Say why a record leaves, changes or stays on its way to an audience.

    SOURCE is the dataset, ID the record. For the keeper of the dataset: ids of hidden records are
    named. Names, contacts and texts are not.
    """
    dataset = dataset_of(source, given)
    try:
        found = api.explain(dataset, key, audience=audience)
    except UnknownRecordError as error:
        raise click.BadParameter(f"{error}", param_hint="ID") from error
    if report == "json":
        write_json(attrs.asdict(found))
    else:
        write_text("".join(f"{line}\n" for line in _as_text(found)))


def _as_text(found: Explanation) -> Iterator[str]:
    yield f"{found.collection} {found.id!r} for {found.audience}: {_OUTCOMES[found.outcome]}."
    for reason in found.reasons:
        rule = f" ({reason.rule}: {reason.meaning})" if reason.rule else ""
        yield f"  Because {reason.words}{rule}."
    if found.shown_as and found.id not in found.shown_as:
        yield f"Shown as: {', '.join(found.shown_as)}"
    yield from _section("Answers:", map(_answer, found.answers))
    width = max((len(one.field) for one in found.fields), default=0)
    yield from _section("Fields:", (_field(one, width) for one in found.fields))
    ties = (f"{tie.collection} {tie.record!r}: {tie.field}" for tie in found.cut_ties)
    yield from _section("Ties that are cut:", ties)


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        if number == 0:
            yield title
        yield f"  {line}"


def _answer(one: AnswerFound) -> str:
    source = f" {one.source!r}" if one.source else ""
    applies = "" if one.applies else " (a stricter one decides)"
    return f"{one.party}: {one.choice}, by {one.whose}{source}{applies}"


def _field(one: FieldFate, width: int) -> str:
    return f"{one.field:{width}}  {_FATES[one.fate]}{f': {one.reason}' if one.reason else ''}"
