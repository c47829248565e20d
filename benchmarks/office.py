"""
Workbooks as the package `sdsnet-office` writes them, beside libraries with rows made ready.
"""

from __future__ import annotations

import io

from benchmarks.candidates import Run, adding_to
from benchmarks.export import exporting, ready_tables
from benchmarks.reference_work import Work

candidate = adding_to("office")

candidate("sdsnet, XLSX")(exporting("xlsx"))


@candidate("XlsxWriter, ready rows")
def xlsxwriter_rows(work: Work) -> Run:
    import xlsxwriter

    tables = ready_tables(work)

    def run() -> int:
        file = io.BytesIO()
        with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
            for _, _, rows in tables:
                sheet = book.add_worksheet()
                for number, row in enumerate(rows):
                    sheet.write_row(number, 0, row)
        return len(file.getvalue())

    return run


@candidate("openpyxl, ready rows")
def openpyxl_rows(work: Work) -> Run:
    import openpyxl

    tables = ready_tables(work)

    def run() -> int:
        file = io.BytesIO()
        book = openpyxl.Workbook(write_only=True)
        for _, _, rows in tables:
            sheet = book.create_sheet()
            for row in rows:
                sheet.append(row)
        book.save(file)
        return len(file.getvalue())

    return run
