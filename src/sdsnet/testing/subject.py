"""
What is put through the contract: an exporter, how it is found elsewhere, and who reads its files.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import attrs
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from hypothesis.errors import UnsatisfiedAssumption

from sdsnet.dataset import Dataset
from sdsnet.disclosure import Edition, disclose
from sdsnet.errors import DisclosureError
from sdsnet.exporting import Exporter, artifacts
from sdsnet.plugins import default_registry
from sdsnet.testing.planting import labelled
from sdsnet.testing.strategies import datasets

__all__ = [
    "EXAMPLES",
    "Broken",
    "Files",
    "Subject",
    "difference",
    "edition_of",
    "filled_datasets",
    "find_exporter",
    "several_datasets",
    "specimens",
]

#: The files of an export: bytes by name.
Files = Mapping[str, bytes]

#: How often each property is tried, on drawn datasets, unless told otherwise.
EXAMPLES = 20

_QUIETLY = settings(
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.generate,),
)


class Broken(AssertionError):  # noqa: N818  it is said of the contract
    """
    An exporter does not keep a property of the contract; the text says how.
    """


@attrs.frozen(kw_only=True)
class Subject:
    """
    An exporter that is put through the contract.

    Attributes:
        exporter: The exporter.
        address: How another process finds it: the name of a format, or `module:attribute`.
        options: An instance of its options class; its defaults when left out.
        read: A reader of the format that is not the exporter's own: it takes the files and raises
            if anything is wrong with them.
        examples: How many drawn datasets each property is tried on.
    """

    exporter: Exporter
    address: str
    options: Any = None
    read: Callable[[Files], object] | None = None
    examples: int = EXAMPLES

    def files(self, edition: Edition) -> dict[str, bytes]:
        """
        Export an edition.
        """
        made = artifacts(self.exporter, edition, self.options)
        return {artifact.name: artifact.read() for artifact in made}

    def for_all(self, test: Callable[..., None], **drawn: st.SearchStrategy[Any]) -> None:
        """
        Try a function on drawn arguments, and raise what it raised first.

        Args:
            test: Takes the arguments by name.
            **drawn: What each is drawn from.
        """
        failures: list[BaseException] = []

        def attempt(**given_ones: Any) -> None:
            if failures:
                return
            try:
                test(**given_ones)
            except UnsatisfiedAssumption:
                raise
            except (Exception, SystemExit) as failure:  # noqa: BLE001  raised below
                # Kept from hypothesis, which would try again, and call it flaky if it then passed.
                failures.append(failure)

        examples = settings(_QUIETLY, max_examples=self.examples)
        examples(given(**drawn)(attempt))()
        if failures:
            raise failures[0]


def find_exporter(address: str) -> Exporter:
    """
    Find an exporter by the name of its format, or where it is defined.

    Args:
        address: Name of a format that is built in or installed, or `module:attribute`.

    Raises:
        UnknownFormatError: No exporter has this name.
        TypeError: What the address leads to is not an exporter.
    """
    module, sign, attribute = address.partition(":")
    if not sign:
        return default_registry().exporter(address)
    found = getattr(importlib.import_module(module), attribute)
    if not isinstance(found, Exporter):
        raise TypeError(f"{address} is {type(found).__name__}, not an Exporter")
    return found


def difference(one: Files, other: Files) -> str:
    """
    Name a file that is not the same in both, or nothing.
    """
    if list(one) != list(other):
        return min({*one} ^ {*other}, default="the order of the files")
    return next((name for name in one if one[name] != other[name]), "")


def edition_of(made: Dataset, audience: str) -> Edition:
    """
    Make an edition of a drawn dataset; one that the boundary refuses to make is not tried on.
    """
    try:
        return disclose(made, audience=audience)
    except DisclosureError:
        assume(False)  # noqa: FBT003  as hypothesis has it
        raise


def filled_datasets() -> st.SearchStrategy[Dataset]:
    """
    Draw datasets of several records, each with every field that it may have.
    """
    return datasets(filled=True, min_records=4, max_records=24, texts=st.just("word"))


@cache
def several_datasets() -> tuple[Dataset, ...]:
    """
    Draw some filled datasets, the same ones each time, which together hold records of every type.
    """
    kept: list[Dataset] = []
    held: set[type] = set()

    @settings(_QUIETLY, max_examples=150, derandomize=True)
    @given(plain=filled_datasets())
    def draw(plain: Dataset) -> None:
        types = {type(one) for one in plain.records()}
        if not types <= held:
            held.update(types)
            kept.append(plain)

    draw()
    return tuple(kept)


def specimens(subject: Subject) -> tuple[Edition, ...]:
    """
    Draw a few editions, the same ones each time; the first is of a dataset with nothing in it.
    """
    few = several_datasets()[: min(subject.examples, 4)]
    kept = [Dataset(id="d", title="Empty"), *(labelled(plain)[0] for plain in few)]
    return tuple([disclose(one, audience="internal") for one in kept])
