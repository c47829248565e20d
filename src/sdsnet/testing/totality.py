"""
Whether every edition can be exported, and what others say of the files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from hypothesis import strategies as st

from sdsnet.dataset import Dataset
from sdsnet.disclosure import Edition, disclose
from sdsnet.model import Barrier
from sdsnet.testing.scalars import HOSTILE_TEXTS
from sdsnet.testing.strategies import datasets
from sdsnet.testing.subject import Broken, Subject, edition_of, filled_datasets
from sdsnet.testing.wellformed import read_generally

__all__ = ["totality", "well_formed"]


def totality(subject: Subject) -> None:
    """
    Export editions of every kind.
    """

    def export(edition: Edition) -> None:
        try:
            subject.files(edition)
        except Exception as error:
            cause = error.__cause__ or error
            raise Broken(f"an edition makes it fail: {error} ({type(cause).__name__})") from error

    _on_all_editions(subject, export)


def well_formed(subject: Subject) -> None:
    """
    Let others read what was exported of editions of every kind.
    """

    def read(edition: Edition) -> None:
        files = subject.files(edition)
        try:
            read_generally(subject.exporter, files)
            if subject.read is not None:
                subject.read(files)
        except Exception as error:
            words = str(error).strip().partition("\n")[0]
            reason = f"a reader refuses what it wrote: {type(error).__name__}: {words}"
            raise Broken(reason) from error

    _on_all_editions(subject, read)


def _on_all_editions(subject: Subject, test: Callable[[Edition], None]) -> None:
    for made in _odd_datasets():
        test(disclose(made, audience="internal"))

    def on_one(made: Dataset, audience: str) -> None:
        test(edition_of(made, audience))

    audiences = st.sampled_from(("internal", "public"))
    subject.for_all(on_one, made=datasets(), audience=audiences)
    subject.for_all(on_one, made=filled_datasets(), audience=audiences)


def _odd_datasets() -> Iterator[Dataset]:
    """
    Yield datasets that are hard to write down.
    """
    yield Dataset(id="d", title="Empty")
    # Longer than a cell of a workbook, or a line, should be.
    words = "word " * 20_000
    barriers = [Barrier(id="b", title=words, summary=words + "\n" + words, themes=("access",))]
    yield Dataset(id="d", title="Long", barriers=barriers)
    hostile = [
        Barrier(id=f"b-{number}", title=text, summary=text, frequency_note=text, themes=("access",))
        for number, text in enumerate(HOSTILE_TEXTS)
    ]
    yield Dataset(id="d", title=']]></a> & "b"', licence="=1+1", barriers=hostile)
