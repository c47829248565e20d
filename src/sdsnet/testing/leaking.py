"""
Whether an export tells what its audience may not have: outright, or by what changes with it.
"""

from __future__ import annotations

import contextlib
import io
import logging
import random
import traceback
import warnings
from collections.abc import Callable, Iterator

from hypothesis import strategies as st

from sdsnet.dataset import Dataset
from sdsnet.disclosure import Edition
from sdsnet.testing.planting import hidden_tokens, planted, reworded, with_other_names
from sdsnet.testing.searching import tokens_in
from sdsnet.testing.subject import Broken, Files, Subject, difference, edition_of

__all__ = ["no_leak", "non_interference"]


def no_leak(subject: Subject) -> None:
    """
    Search what an exporter gives and says for what was planted in hidden places.
    """

    def test(made: Dataset) -> None:
        editions = {name: edition_of(made, name) for name in ("internal", "network", "public")}
        # The keeper's own export comes first: what is kept of it must not come out in others.
        for audience, edition in editions.items():
            with _overheard() as said:
                files = _files_or_words(subject, edition)
            if audience != "internal":
                hidden = hidden_tokens(made, audience) | _ids(made) - _ids(edition.dataset)
                _refuse(hidden, {**files, "what it said": said()})

    subject.for_all(test, made=planted())


def _ids(made: Dataset) -> set[str]:
    return {record.id for record in made.records()}


def _refuse(secrets: set[str], files: Files) -> None:
    leaks = {token: name for token, name in tokens_in(files).items() if token in secrets}
    if leaks:
        name = min(leaks.values())
        raise Broken(f"something that the audience may not have is in {name!r}")


def _files_or_words(subject: Subject, edition: Edition) -> dict[str, bytes]:
    try:
        return subject.files(edition)
    except Exception as error:  # noqa: BLE001  whatever a stranger raises, its words are searched
        words = "".join(traceback.format_exception(error))
        return {"the text of an error": words.encode("utf-8", "replace")}


@contextlib.contextmanager
def _overheard() -> Iterator[Callable[[], bytes]]:
    """
    Keep what is logged, warned of and printed.
    """
    heard = io.StringIO()
    handler = logging.StreamHandler(heard)
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        with (
            warnings.catch_warnings(record=True) as warned,
            contextlib.redirect_stdout(heard),
            contextlib.redirect_stderr(heard),
        ):
            warnings.simplefilter("always")
            yield lambda: (heard.getvalue() + "\n".join(str(w.message) for w in warned)).encode(
                "utf-8", "replace"
            )
    finally:
        root.removeHandler(handler)
        root.setLevel(level)


def non_interference(subject: Subject) -> None:
    """
    Change what is hidden, and compare the bytes.
    """

    def test(made: Dataset, seed: int) -> None:
        shown = edition_of(made, "public")
        files = subject.files(shown)
        order = random.Random(seed)  # noqa: S311  nothing secret is drawn here
        for other in (with_other_names(made), reworded(made, order)):
            edition = edition_of(other, "public")
            if edition != shown:
                raise Broken("the boundary itself let something through; please report it")
            name = difference(files, subject.files(edition))
            if name:
                raise Broken(f"{name!r} changes with something that the audience may not have")

    subject.for_all(test, made=planted(), seed=st.integers(0, 2**32))
