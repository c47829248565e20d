"""
Office files for sdsnet: workbooks, out and in.

The libraries that this takes are loaded when a workbook is first written, not before.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

import sdsnet

__all__ = ["XLSX", "XLSX_READER", "XlsxOptions", "sdsnet_exporters", "sdsnet_readers"]


@attrs.frozen(kw_only=True)
class XlsxOptions:
    """
    How a workbook is written.

    Attributes:
        compact: Whether to leave out sheets and columns in which nothing stands: a smaller workbook
            to read, though not one to fill in.
    """

    compact: bool = False


def _export(edition: sdsnet.Edition, options: XlsxOptions) -> Iterator[sdsnet.Artifact]:
    from sdsnet_office.xlsx.book import workbook  # noqa: PLC0415  XlsxWriter takes time to load

    content = workbook(edition, XLSX.losses, compact=options.compact)
    yield sdsnet.Artifact(sdsnet.file_name(edition, XLSX.suffix), content)


def _read(data: bytes, limits: sdsnet.Limits) -> sdsnet.ParsedDocument:
    from sdsnet_office.xlsx.document import parse  # noqa: PLC0415  only who reads one needs it

    return parse(data, limits)


#: Workbooks to read, and to fill in.
XLSX = sdsnet.Exporter(
    name="xlsx",
    title="Excel workbook, to read, to fill in and to read back",
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    suffix=".xlsx",
    layout="file",
    export=_export,
    options=XlsxOptions,
    losses=(
        sdsnet.Loss("*", "*", "A text that is empty cannot be told from one that is absent."),
        sdsnet.Loss("*", "*", "A part in which nothing is stated cannot be told from no part."),
    ),
)

#: The same workbooks, read back.
XLSX_READER = sdsnet.Reader(
    name="xlsx", title="Excel workbook, as the export writes it", suffixes=(".xlsx",), read=_read
)


@sdsnet.hookimpl
def sdsnet_exporters() -> tuple[sdsnet.Exporter, ...]:
    """
    Offer the formats that this package writes.
    """
    return (XLSX,)


@sdsnet.hookimpl
def sdsnet_readers() -> tuple[sdsnet.Reader, ...]:
    """
    Offer the formats that this package reads.
    """
    return (XLSX_READER,)
