"""
The contract for exporters: what every one of them must keep, and the search for where it does not.

The properties are those that make the promise of the boundary hold up to the last byte.
"""

from __future__ import annotations

import typing
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Literal

import attrs

from sdsnet.testing.leaking import no_leak, non_interference
from sdsnet.testing.parity import parity
from sdsnet.testing.scale import scale
from sdsnet.testing.subject import EXAMPLES, Broken, Files, Subject, find_exporter
from sdsnet.testing.surroundings import determinism, purity
from sdsnet.testing.totality import totality, well_formed

__all__ = ["PROPERTIES", "Judgement", "Property", "Verdict", "check_exporter", "judge"]


@attrs.frozen
class Property:
    """
    One property of the contract.

    Attributes:
        name: Its name.
        meaning: What it asks for, in one sentence.
        test: Raises `Broken`, with the reason, for a subject that does not keep it.
    """

    name: str
    meaning: str
    test: Callable[[Subject], None]


#: The properties by name, in the order in which they are told.
PROPERTIES: Mapping[str, Property] = MappingProxyType(
    {
        one.name: one
        for one in (
            Property(
                "no_leak",
                "Nothing that an audience may not have is in any byte, name, log or error text.",
                no_leak,
            ),
            Property(
                "non_interference",
                "What is hidden may change, and no byte does.",
                non_interference,
            ),
            Property(
                "parity",
                "Every text and id of the edition is there, but for what is declared as a loss.",
                parity,
            ),
            Property(
                "determinism",
                "The same edition gives the same bytes, whatever the hash seed, "
                "locale, time zone, clock, home or folder.",
                determinism,
            ),
            Property(
                "totality",
                "Every edition can be exported: an empty one, long texts, odd ones in any script.",
                totality,
            ),
            Property(
                "well_formed",
                "A reader of the format that is not the exporter's own finds nothing wrong.",
                well_formed,
            ),
            Property(
                "purity",
                "No file, network or process is touched, nothing printed, the edition unchanged.",
                purity,
            ),
            Property(
                "scale",
                "The time it takes grows with the number of records, not with its square.",
                scale,
            ),
        )
    }
)

Outcome = Literal["kept", "broken", "expected", "outdated"]


@attrs.frozen
class Judgement:
    """
    What was found of one property.

    Attributes:
        name: The property, such as `no_leak`.
        meaning: What it asks for, in one sentence.
        outcome: `kept`; `broken`; `expected`, if it is broken as was said it would be; `outdated`,
            if that was said and it is kept.
        reason: How it is broken, or what was said of it.
    """

    name: str
    meaning: str
    outcome: Outcome
    reason: str = ""


@attrs.frozen
class Verdict:
    """
    What became of an exporter that was put through the contract.

    Attributes:
        exporter: Name of the format.
        judgements: What was found of each property, in order.
    """

    exporter: str
    judgements: tuple[Judgement, ...]

    @property
    def is_kept(self) -> bool:
        """
        Whether nothing is wrong.
        """
        return all(one.outcome in {"kept", "expected"} for one in self.judgements)

    def __str__(self) -> str:
        kept = sum(one.outcome == "kept" for one in self.judgements)
        return f"{self.exporter}: {kept} of {len(self.judgements)} properties kept"


def check_exporter(
    exporter: str,
    *,
    read: Callable[[Files], object] | None = None,
    options: Any = None,
    examples: int = EXAMPLES,
    expected_failures: Mapping[str, str] | None = None,
    told: Callable[[Judgement], object] | None = None,
) -> Verdict:
    """
    Put an exporter through the contract.

    Args:
        exporter: Name of a format that is built in or installed, or `module:attribute`.
        read: A reader of the format that is not the exporter's own: it takes the files by name and
            raises if anything is wrong with them. Without one, the files are only looked at as far
            as the standard library can.
        options: An instance of the exporter's options class; its defaults when left out.
        examples: How many drawn datasets each property is tried on.
        expected_failures: Reasons by property, for those that are known not to be kept. One that is
            kept after all is an error, too.
        told: Is called with each judgement as soon as it is there: a contract takes its time.

    Returns:
        The verdict; nothing is raised for an exporter that breaks the contract.

    Raises:
        UnknownFormatError: No exporter has this name.
        ValueError: There is no property of a name in `expected_failures`.
    """
    expected = dict(expected_failures or {})
    if unknown := sorted({*expected} - {*PROPERTIES}):
        raise ValueError(f"There is no property {unknown[0]!r}. There are: {', '.join(PROPERTIES)}")
    subject = Subject(
        exporter=find_exporter(exporter),
        address=exporter,
        options=options,
        read=read,
        examples=examples,
    )
    judged = []
    for name in PROPERTIES:
        judged.append(judge(subject, name, expected.get(name)))
        if told is not None:
            told(judged[-1])
    return Verdict(subject.exporter.name, tuple(judged))


#: What has to hold whatever the options are. What is lost, how it is read and how long it takes
#: is said of the usual ones.
_IN_ALL_FORMS = frozenset({"no_leak", "non_interference", "determinism", "totality", "purity"})


def _variants(subject: Subject) -> Iterator[Subject]:
    """
    Yield a subject with its options, then with each flag and choice the other way.
    """
    yield subject
    options = subject.exporter.options
    if options is None or subject.options is not None:
        return
    kinds = typing.get_type_hints(options)
    fields: tuple[attrs.Attribute[Any], ...] = attrs.fields(options)
    for field in fields:
        choices = (True, False) if kinds[field.name] is bool else typing.get_args(kinds[field.name])
        for choice in choices:
            if choice != field.default:
                yield attrs.evolve(subject, options=options(**{str(field.alias): choice}))


def judge(subject: Subject, name: str, expected: str | None = None) -> Judgement:
    """
    Put an exporter to the test of one property.

    Args:
        subject: The exporter.
        name: The property.
        expected: Why it is known not to be kept, if it is.
    """
    meaning = PROPERTIES[name].meaning
    try:
        for variant in _variants(subject) if name in _IN_ALL_FORMS else (subject,):
            PROPERTIES[name].test(variant)
    except (Exception, SystemExit) as error:  # noqa: BLE001  an exporter may raise anything; it is broken then
        told = str(error) if isinstance(error, Broken) else f"it failed with {type(error).__name__}"
        if expected is None:
            return Judgement(name, meaning, "broken", told)
        return Judgement(name, meaning, "expected", expected)
    if expected is not None:
        reason = f"it is kept, and was said not to be: {expected}"
        return Judgement(name, meaning, "outdated", reason)
    return Judgement(name, meaning, "kept")
