"""
A report to read and hand round, in Markdown.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sdsnet.disclosure import Edition
from sdsnet.exporters.markdown.report import blocks
from sdsnet.exporting import Artifact, Exporter, Loss, file_name
from sdsnet.views.markup import page

__all__ = ["MARKDOWN"]

_KEY = "A report for readers shows numbers and names in place of keys."
_KEPT_BACK = "It is for the keeper of the dataset and stands in no report."

_LOSSES = (
    Loss("*", "id", _KEY),
    Loss("*", "visibility", _KEPT_BACK),
    Loss("*", "cleared", _KEPT_BACK),
    Loss("*", "extra", "What the model does not know, the report cannot put into words."),
    Loss("dataset", "id", _KEY),
    Loss("dataset", "privacy", _KEPT_BACK),
    Loss("dataset", "audiences", _KEPT_BACK),
    Loss("dataset", "extra", "What the model does not know, the report cannot put into words."),
    Loss("participant", "consent", _KEPT_BACK),
    Loss("participant", "contacts.share", _KEPT_BACK),
    Loss("contribution", "consent", _KEPT_BACK),
    Loss("initiative", "phases.id", _KEY),
    Loss("question_set", "questions.id", _KEY),
)


def _export(edition: Edition, _: Any) -> Iterator[Artifact]:
    yield Artifact(file_name(edition, ".md"), (one.encode() for one in page(blocks(edition))))


MARKDOWN = Exporter(
    name="markdown",
    title="Report in Markdown",
    media_type="text/markdown; charset=utf-8; variant=CommonMark",
    suffix=".md",
    layout="file",
    export=_export,
    losses=_LOSSES,
    aliases=("md",),
)
