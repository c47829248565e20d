"""
Export formats for qualitative analysis: REFI-QDA projects and codebooks, and codebooks as CSV.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

import sdsnet
from sdsnet_qda.forms import Form

__all__ = ["CodebookOptions", "sdsnet_exporters"]


@attrs.frozen(kw_only=True)
class CodebookOptions:
    """
    How a codebook is written as CSV.

    Attributes:
        form: `path` for Taguette and programs like it, with a line of column names and a theme
            before each code; `qualcoder` for QualCoder, with `category>>code` and no column names.
    """

    form: Form = "path"


# What does the work is loaded when it is asked for: every call of sdsnet loads this module.


def _project(edition: sdsnet.Edition, _: None) -> Iterator[sdsnet.Artifact]:
    from sdsnet_qda.project import project  # noqa: PLC0415  # as said above

    yield sdsnet.Artifact(sdsnet.file_name(edition, ".qdpx"), project(edition))


def _codebook(edition: sdsnet.Edition, _: None) -> Iterator[sdsnet.Artifact]:
    from sdsnet_qda.codebooks import codebook_xml  # noqa: PLC0415  # as said above

    yield sdsnet.Artifact(sdsnet.file_name(edition, ".qdc"), codebook_xml(edition))


def _table(edition: sdsnet.Edition, options: CodebookOptions) -> Iterator[sdsnet.Artifact]:
    from sdsnet_qda.codebooks import codebook_csv  # noqa: PLC0415  # as said above

    content = codebook_csv(edition, options.form)
    yield sdsnet.Artifact(sdsnet.file_name(edition, "-codebook.csv"), content)


_NO_CODE = tuple(
    sdsnet.Loss(name, "*", "A book of codes holds themes, barriers, practice and recommendations.")
    for name in (
        "dataset",
        "participant",
        "network",
        "membership",
        "initiative",
        "meeting",
        "question_set",
        "observation",
        "influence",
        "call",
        "contribution",
        "publication",
        "relation",
    )
)


@sdsnet.hookimpl
def sdsnet_exporters() -> tuple[sdsnet.Exporter, ...]:
    """
    Offer the formats.
    """
    return (
        sdsnet.Exporter(
            name="qdpx",
            title="REFI-QDA project: evidence with its codes, for NVivo, MAXQDA and others",
            media_type="application/zip",
            suffix=".qdpx",
            layout="file",
            export=_project,
        ),
        sdsnet.Exporter(
            name="qdc",
            title="REFI-QDA codebook: themes, barriers, practice and recommendations as codes",
            media_type="application/xml",
            suffix=".qdc",
            layout="file",
            export=_codebook,
            losses=_NO_CODE,
        ),
        sdsnet.Exporter(
            name="codebook",
            title="Codebook as CSV, for Taguette, QualCoder and others",
            media_type="text/csv",
            suffix="-codebook.csv",
            layout="file",
            export=_table,
            options=CodebookOptions,
            losses=_NO_CODE,
        ),
    )
