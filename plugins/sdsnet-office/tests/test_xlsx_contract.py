"""
The workbook keeps the contract for exporters, as programs read it that were written by others.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Mapping

import openpyxl
import python_calamine
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from sdsnet.testing import ExporterContract

_UNFIT_NAME = re.compile(r"[\\/*?:\[\]]|^'|'$")


class TestXlsx(ExporterContract):
    """
    Workbooks keep the contract.
    """

    exporter = "xlsx"

    def read(self, files: Mapping[str, bytes]) -> None:
        """
        Read a workbook with two programs, and keep rules that neither of them looks at.
        """
        (content,) = files.values()
        book = openpyxl.load_workbook(io.BytesIO(content), rich_text=False)
        keep_package_rules(content)
        keep_book_rules(book)
        for sheet in book.worksheets:
            keep_sheet_rules(sheet)
        agree(book, content)


def keep_package_rules(content: bytes) -> None:
    """
    Look at the parts of the file: nothing leads outside, nothing is worked out, no cell is double.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    for name, text in parts.items():
        assert not any(re.findall("<author>(.*?)</author>", text)), name
        assert 'TargetMode="External"' not in text, name
        if name.startswith("xl/worksheets/sheet"):
            assert "<f>" not in text, name
            assert "<f " not in text, name
            assert "<hyperlink" not in text, name
            cells = Counter(re.findall('<c r="([A-Z]+[0-9]+)"', text))
            assert not [place for place, count in cells.items() if count > 1], name
    assert not [name for name in parts if "externalLink" in name or "vbaProject" in name]


def keep_book_rules(book: Workbook) -> None:
    """
    Look at the workbook: names that Excel takes, nothing hidden, nobody named in its properties.
    """
    names = [name.lower() for name in book.sheetnames]
    assert len(set(names)) == len(names)
    assert all(len(name) <= 31 and not _UNFIT_NAME.search(name) for name in names)
    assert all(sheet.sheet_state == "visible" for sheet in book.worksheets)
    about = book.properties
    said = (about.creator, about.lastModifiedBy, about.description, about.keywords)
    assert not any(said)
    assert about.created == about.modified


def keep_sheet_rules(sheet: Worksheet) -> None:
    """
    Look at a sheet: one table over all its cells, with headings that are unique and those of cells.
    """
    kinds = {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert kinds <= {"s", "n", "b", "d"}, sheet.title
    if sheet.title == "Read me":
        return
    (table,) = sheet.tables.values()
    assert table.ref == f"A1:{sheet.dimensions.partition(':')[2]}" or sheet.max_row == 1
    headings = [column.name for column in table.tableColumns]
    assert headings == [cell.value for cell in sheet[1]]
    assert len({heading.lower() for heading in headings}) == len(headings)
    assert sheet.freeze_panes == "B2"


def agree(book: Workbook, content: bytes) -> None:
    """
    Compare the texts of the two programs, cell by cell, where neither is known to be wrong.
    """
    other = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert other.sheet_names == book.sheetnames
    for name in book.sheetnames:
        rows = other.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for row, cells in enumerate(rows, 1):
            for column, value in enumerate(cells, 1):
                found = book[name].cell(row, column).value
                if isinstance(found, str) and "_x" not in found and "\r" not in str(value):
                    assert found == value, (name, row, column)
