"""
What people do in workbooks is understood, or told with its place.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import sdsnet_office
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook import Workbook
from sdsnet_office.xlsx.places import letters

import sdsnet

RESAVED = Path(__file__).parent / "resaved"
HEADER = {"Dataset": [["ID", "Title"], ["demo", "A demonstration"]]}

#: The rows of each sheet; Any, for cells hold all kinds of things.
Sheets = Mapping[str, Any]


def typed(sheets: Sheets, change: Callable[[Workbook], None] | None = None) -> bytes:
    """
    Make a workbook with a program of others, as somebody might who types it from nothing.
    """
    book = openpyxl.Workbook()
    book.remove(book["Sheet"])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row, cells in enumerate(rows, 1):
            for at, value in enumerate(cells, 1):
                if value is not None:
                    sheet.cell(row, at).value = value
    if change is not None:
        change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(content: bytes, folder: Path) -> sdsnet.Dataset:
    """
    Read a workbook from a file.
    """
    (folder / "book.xlsx").write_bytes(content)
    return sdsnet.read(folder / "book.xlsx")


def told(content: bytes, folder: Path) -> list[str]:
    """
    Return what is told of a workbook: place, code and message.
    """
    (folder / "book.xlsx").write_bytes(content)
    problems = sdsnet.check(folder / "book.xlsx")
    return [str(one).replace(str(folder), "").lstrip("/") for one in problems]


def barriers(*rows: Any, heads: Any = ("ID", "Title")) -> Sheets:
    """
    Return the sheets of a workbook with these barriers.
    """
    return {**HEADER, "Barriers": [heads, *rows]}


def one_barrier(heading: str, value: Any) -> bytes:
    """
    Make a workbook with one barrier, and a value under a heading.
    """
    return typed(barriers(["b", "B", value], heads=["ID", "Title", heading]))


def test_rows_in_between_may_be_empty(tmp_path: Path) -> None:
    """
    Empty rows, and rows of blanks, are passed over; places stay those of the sheet.
    """
    sheets = barriers([None, None], ["b1", "One"], [" ", None], [None, None], ["b2", None])

    assert told(typed(sheets), tmp_path) == [
        "book.xlsx:Barriers!B6: S06 title is required and needs a value: "
        "the barrier in a few words."
    ]


def test_columns_may_stand_in_any_order_and_hidden(tmp_path: Path) -> None:
    """
    A column is found by its heading, in whatever case and with underscores or blanks.
    """

    def hide(book: Workbook) -> None:
        book["barriers"].column_dimensions["A"].hidden = True

    sheets = {**HEADER, "barriers": [["date_as_written", " TITLE ", "id"], ["spring", "B", "b"]]}
    dataset = read(typed(sheets, hide), tmp_path)

    assert dataset.barriers["b"] == sdsnet.Barrier(id="b", title="B", date_as_written="spring")


@pytest.mark.parametrize(
    ("typed_value", "meant"),
    [
        (2012, "2012"),
        (datetime(2012, 10, 3), "2012-10-03"),  # noqa: DTZ001  a day in a cell has no zone
        (date(1900, 1, 31), "1900-01-31"),
        (" 2012-10 ", "2012-10"),
    ],
)
def test_dates_are_taken_as_they_are_typed(typed_value: object, meant: str, tmp_path: Path) -> None:
    """
    A year that became a number and a day that became Excel's are what was meant.
    """
    dataset = read(one_barrier("Date", typed_value), tmp_path)

    assert dataset.barriers["b"].date == meant


def test_a_date_with_a_time_of_day_is_told(tmp_path: Path) -> None:
    """
    Excel does not say in which zone a time is.
    """
    moment = datetime(2012, 10, 3, 10, 15)  # noqa: DTZ001  as cells have it

    assert told(one_barrier("Date", moment), tmp_path) == [
        "book.xlsx:Barriers!C2: S07 Date has a time of day and does not say where. Write the day "
        "alone, or a text such as 2012-10-03T10:15:00Z."
    ]


@pytest.mark.parametrize(
    ("typed_value", "meant"),
    [
        (12, "12"),
        (12.5, "12.5"),
        (0.1 + 0.2, "0.3"),
        (True, "TRUE"),
        (datetime(2012, 10, 3), "2012-10-03"),  # noqa: DTZ001  as above
        ("  kept as it is ", "  kept as it is "),
    ],
)
def test_texts_are_what_the_cell_shows(typed_value: object, meant: str, tmp_path: Path) -> None:
    """
    A number or day in a column of texts becomes one; a text is not changed.
    """
    dataset = read(one_barrier("Place", typed_value), tmp_path)

    assert dataset.barriers["b"].place == meant


@pytest.mark.parametrize("typed_value", [True, "true", " TRUE "])
def test_true_and_false_may_be_texts(typed_value: object, tmp_path: Path) -> None:
    """
    Where cells are formatted as text, TRUE is one.
    """
    dataset = read(one_barrier("Date inferred", typed_value), tmp_path)

    assert dataset.barriers["b"].date_inferred is True


def test_what_is_no_flag_or_number_is_told_once(tmp_path: Path) -> None:
    """
    Each message names the cell, says what is due, and does not repeat what stands there.
    """
    heads = ["ID", "Kind", "Complete", "Meeting"]
    rows = [heads, ["q", "agenda", "perhaps", None]]
    sheets = {**HEADER, "Question sets": rows}

    assert told(typed(sheets), tmp_path) == [
        "book.xlsx:'Question sets'!C2: S07 Complete takes TRUE or FALSE, and this is text."
    ]
    heads = ["ID", "Title", "Kind", "Status", "Sequence"]
    sheets = {**HEADER, "Meetings": [heads, ["m", "M", "event", "held", 1.5]]}
    assert (
        "book.xlsx:Meetings!E2: S07 Sequence takes a whole number, and this is a number with a "
        "fraction."
    ) in told(typed(sheets), tmp_path)


@pytest.mark.parametrize("typed_value", ["Needs help", "needs_help", " needs help", "NEEDS_HELP"])
def test_a_label_is_taken_for_its_key(typed_value: str, tmp_path: Path) -> None:
    """
    What people see in a glossary may stand in the column.
    """
    heads = ["ID", "Title", "Control", "Control roles"]
    row = ["b", "B", typed_value, "Commissioner | provider"]
    dataset = read(typed(barriers(row, heads=heads)), tmp_path)

    assert dataset.barriers["b"].control == "needs_help"
    assert dataset.barriers["b"].control_roles == ("commissioner", "provider")


def test_an_unknown_key_is_told_by_the_rules_with_its_cell(tmp_path: Path) -> None:
    """
    A slip in a list is told at the cell that holds the list.
    """
    (found,) = told(one_barrier("Themes", "capacity_time | contractin"), tmp_path)

    assert found.startswith("book.xlsx:Barriers!C2: E03 ")
    assert "contracting" in found


@pytest.mark.parametrize(
    ("typed_value", "name"),
    [
        ("contracting, outcomes", "commas"),
        ("contracting; outcomes", "semicolons"),
        ("contracting\noutcomes", "line breaks"),
    ],
)
def test_items_that_are_not_parted_by_bars_are_told(
    typed_value: str, name: str, tmp_path: Path
) -> None:
    """
    What else people put between items is recognised, and the right sign is named.
    """
    assert told(one_barrier("Themes", typed_value), tmp_path) == [
        f"book.xlsx:Barriers!C2: S07 Themes has {name} between its items. Put | there instead."
    ]


def test_bars_without_items_are_nothing(tmp_path: Path) -> None:
    """
    A bar too many at the end or in the middle does no harm.
    """
    dataset = read(one_barrier("Themes", "|contracting || outcomes |"), tmp_path)

    assert dataset.barriers["b"].themes == ("contracting", "outcomes")


def test_a_formula_is_told(tmp_path: Path) -> None:
    """
    Nothing is worked out; what the formula gave is taken until it is replaced.
    """
    assert told(one_barrier("Place", "=A2"), tmp_path) == [
        "book.xlsx:Barriers!C2: S07 Here is a formula. Put its result in its place "
        "(copy, then paste values only)."
    ]


def test_what_a_formula_gave_is_not_told_as_missing(tmp_path: Path) -> None:
    """
    One cell gets one message, also where a value is needed and no result was saved.
    """
    assert told(typed(barriers(["b", "=A2"])), tmp_path) == [
        "book.xlsx:Barriers!B2: S07 Here is a formula. Put its result in its place "
        "(copy, then paste values only)."
    ]


def test_an_error_of_a_formula_is_told(tmp_path: Path) -> None:
    """
    A cell that shows #N/A is not a text.
    """
    assert told(one_barrier("Place", "#N/A"), tmp_path) == [
        "book.xlsx:Barriers!C2: S07 Here is an error of a formula. Write a value, or leave the "
        "cell empty."
    ]


def test_an_unknown_column_is_told_with_a_near_miss(tmp_path: Path) -> None:
    """
    Nothing that somebody wrote is dropped in silence; the heading itself is not repeated.
    """
    heads = ["ID", "Title", "Raisd by", "Mary's view", "Empty", None]
    row = ["b", "B", "x", "y", None, "z"]

    assert told(typed(barriers(row, heads=heads)), tmp_path) == [
        "book.xlsx:Barriers!C1: S05 The sheet Barriers has no column of this name. "
        "Did you mean Raised by?",
        "book.xlsx:Barriers!D1: S05 The sheet Barriers has no column of this name. "
        "To keep a column of your own, let its name end in (ignore).",
        "book.xlsx:Barriers!F1: S05 There are values below, and no heading here. Write one.",
    ]


def test_a_list_with_a_sheet_of_its_own_is_told_where_to_go(tmp_path: Path) -> None:
    """
    Who writes names of a party into its row is shown the sheet for them.
    """
    heads = ["ID", "Kind", "Naming", "Description", "Aliases"]
    sheets = {**HEADER, "Participants": [heads, ["p", "person", "unnamed", "A person", "x"]]}

    assert told(typed(sheets), tmp_path) == [
        "book.xlsx:Participants!E1: S05 This has a sheet of its own, with a row for each item: "
        "Participant aliases."
    ]


def test_a_heading_that_stands_twice_is_told(tmp_path: Path) -> None:
    """
    Nobody has to guess which of two columns counts.
    """
    sheets = barriers(["b", "B", "C"], heads=["ID", "Title", "title"])

    assert told(typed(sheets), tmp_path) == [
        "book.xlsx:Barriers!C1: S04 Another column of this sheet has this heading. Keep one."
    ]


def test_what_people_keep_for_themselves_is_passed_over(tmp_path: Path) -> None:
    """
    Sheets and columns whose names end in (ignore), and empty sheets, are left alone.
    """
    sheets = {
        **barriers(["b", "B", "x"], heads=["ID", "Title", "Mood (ignore)"]),
        "Notes (Ignore)": [["x"]],
        "Sheet3": [],
    }

    assert len(read(typed(sheets), tmp_path).barriers) == 1


def test_a_renamed_sheet_is_told_with_a_near_miss(tmp_path: Path) -> None:
    """
    A sheet that is not known is named by its place alone: its name may be anything.
    """
    sheets = {**HEADER, "Barrierz": [["ID"], ["b"]], "About Mary": [["x"]]}

    assert told(typed(sheets), tmp_path) == [
        "book.xlsx:sheet 2: S05 The sheet at place 2 is not one that is read. "
        "Did you mean Barriers?",
        "book.xlsx:sheet 3: S05 The sheet at place 3 is not one that is read. "
        "To keep a sheet of your own, let its name end in (ignore).",
    ]


def test_a_sheet_that_is_there_twice_is_told(tmp_path: Path) -> None:
    """
    Two names that differ by marks alone are one.
    """
    sheets = {**barriers(["b", "B"]), "Barriers!": [["ID"], ["c"]]}

    assert told(typed(sheets), tmp_path) == [
        "book.xlsx:sheet 3: S04 The sheet Barriers is there twice. Keep one."
    ]


def test_rows_of_lists_find_their_records(tmp_path: Path) -> None:
    """
    The place decides about the order, then the rows; those without a place come last.
    """
    heads = ["ID", "Kind", "Naming", "Name"]
    sheets = {
        **HEADER,
        "Participant aliases": [
            ["Participant", "Position", "Text"],
            ["p", None, "third"],
            ["p", 2, "second"],
            ["p", "1", "first"],
            [None, 7, None],
        ],
        "Participants": [heads, ["p", "organisation", "named", "P"]],
    }

    assert read(typed(sheets), tmp_path).participants["p"].aliases == ("first", "second", "third")


def test_rows_of_lists_without_their_record_are_told(tmp_path: Path) -> None:
    """
    An id that nothing has is told with the one that was likely meant; so is no id at all.
    """
    heads = ["ID", "Title", "Kind", "Status"]
    sheets = {
        **HEADER,
        "Meetings": [heads, ["meeting-1", "M", "event", "planned"]],
        "Meeting activities": [
            ["Text", "Meeting", "Position"],
            ["x", "meeting-l", None],
            ["y", None, None],
            ["z", "elsewhere", "first"],
        ],
    }

    assert [one for one in told(typed(sheets), tmp_path) if "S0" in one] == [
        "book.xlsx:'Meeting activities'!B2: S07 The sheet Meetings has no row with this ID. "
        "Did you mean meeting-1?",
        "book.xlsx:'Meeting activities'!B3: S06 The row does not say to which record it belongs: "
        "an ID of the sheet Meetings.",
        "book.xlsx:'Meeting activities'!B4: S07 The sheet Meetings has no row with this ID.",
        "book.xlsx:'Meeting activities'!C4: S07 Position takes a whole number, or nothing.",
    ]


def test_problems_in_lists_are_told_at_their_own_rows(tmp_path: Path) -> None:
    """
    After sorting, each problem still leads to the row in which it stands.
    """
    network = ["ID", "Kind", "Name"]
    history = ["Network", "Position", "Status", "Since"]
    sheets = {
        **HEADER,
        "Networks": [network, ["n", "provider_forum", "N"]],
        "Network status history": [history, ["n", 2, "active", "201"], ["n", 1, "activ", "2011"]],
    }
    found = told(typed(sheets), tmp_path)

    assert [one.partition(" ")[0] for one in found if "E0" in one] == [
        "book.xlsx:'Network",
        "book.xlsx:'Network",
    ]
    assert any("history'!D2: E04" in one for one in found)
    assert any("history'!C3: E03" in one for one in found)


def test_rows_of_lists_of_the_dataset_need_no_id(tmp_path: Path) -> None:
    """
    There is but one dataset in a workbook.
    """
    sheets = {**HEADER, "Dataset audiences": [["Name", "Like"], ["committee", "network"]]}

    assert read(typed(sheets), tmp_path).audiences == (
        sdsnet.AudienceRule(name="committee", like="network"),
    )


def test_merged_cells_are_told(tmp_path: Path) -> None:
    """
    Only the first of merged cells holds something; which of them it is meant for is not known.
    """

    def merge(book: Workbook) -> None:
        book["Barriers"].merge_cells("B2:B3")

    sheets = barriers(["b", "B"], ["c", None])
    found = told(typed(sheets, merge), tmp_path)

    assert found[0] == (
        "book.xlsx:Barriers!B2: S07 Cells are merged here. "
        "Take them apart and fill in each of them."
    )


def test_help_that_stands_alone_is_told(tmp_path: Path) -> None:
    """
    Who fills in a grey column is shown the one that is read; beside it, help is not looked at.
    """
    heads = ["ID", "Title", "Part of", "Part of (label)", "Date", "Date start"]
    rows = [
        ["a", "A", None, "Something else", None, "2012-10-03"],
        ["b", "B", "a", "=A1", "2012", "wrong"],
        ["c", "C", None, "=A1", None, None],
    ]

    assert told(typed(barriers(*rows, heads=heads)), tmp_path) == [
        "book.xlsx:Barriers!D2: S07 Part of (label) is there to be read only. "
        "Fill in Part of, or empty this cell.",
        "book.xlsx:Barriers!F2: S07 Date start is there to be read only. "
        "Fill in Date, or empty this cell.",
    ]


def test_mappings_are_json(tmp_path: Path) -> None:
    """
    What is free to take any shape is written as JSON; what is none is told.
    """
    dataset = read(one_barrier("Extra", '{"our key": [1, "two", null]}'), tmp_path)

    assert dataset.barriers["b"].extra == {"our key": [1, "two", None]}


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("our key: 1", 'S07 Extra takes JSON, such as {"key": "text"}, and this is not.'),
        ('{"a": NaN}', 'S07 Extra takes JSON, such as {"key": "text"}, and this is not.'),
        ("[1]", 'S07 Extra takes keys and values in braces: {"key": "text"}.'),
        ('{"a": 1, "a": 2}', "S04 A key stands twice in this JSON. Keep one."),
        ('{"a":' * 50 + "1" + "}" * 50, "S08 Extra goes deeper than 40 levels (limit depth)."),
        (
            '{"a":' * 9_000 + "1" + "}" * 9_000,
            "S08 Extra goes deeper than 40 levels (limit depth).",
        ),
    ],
)
def test_wrong_json_is_told(value: str, message: str) -> None:
    """
    A slip in a cell with JSON is told as it would be in a file.
    """
    edition = sdsnet.disclose(
        sdsnet.Dataset(id="d", title="D", barriers=[sdsnet.Barrier(id="b", title="B", note=value)]),
        audience="internal",
    )
    (artifact,) = sdsnet_office.XLSX.export(edition, sdsnet_office.XlsxOptions())
    book = openpyxl.load_workbook(io.BytesIO(artifact.read()))
    sheet = book["Barriers"]
    places = {head.value: head.column for head in sheet[1]}
    sheet.cell(2, int(places["Extra"] or 0)).value = sheet.cell(2, int(places["Note"] or 0)).value
    stream = io.BytesIO()
    book.save(stream)
    parsed = sdsnet_office.XLSX_READER.read(stream.getvalue(), sdsnet.Limits())

    (fault,) = parsed.faults
    assert f"{fault.code} {fault.message}" == message
    assert fault.path == ("barriers", 0, "extra")


def test_a_second_dataset_is_told(tmp_path: Path) -> None:
    """
    A workbook holds one dataset, in one row.
    """
    sheets = {"Dataset": [["ID", "Title"], ["a", "A"], ["b", "B"]]}

    assert told(typed(sheets), tmp_path) == [
        "book.xlsx:Dataset!A3: S10 "
        "There is one dataset in a workbook, and so one row on this sheet."
    ]


def test_a_workbook_without_a_dataset_is_told(tmp_path: Path) -> None:
    """
    As of any other file, the header is asked for.
    """
    (found,) = told(typed({"Barriers": [["ID", "Title"], ["b", "B"]]}), tmp_path)

    assert found.startswith("book.xlsx: S10 No file carries the header.")


def test_another_format_version_is_told(tmp_path: Path) -> None:
    """
    A workbook of a later version is not read as if it were of this one.
    """
    sheets = {"Dataset": [["ID", "Title", "Format version"], ["d", "D", 2]]}

    (found,) = told(typed(sheets), tmp_path)
    assert found.startswith("book.xlsx:Dataset!C2: S11 ")


def test_paths_lead_to_cells() -> None:
    """
    A part stands in several columns, of which the first is named; what is absent is at the ID.
    """
    heads = ["Title", "ID", "Extra", "Quantity count", "Quantity quantifier", "Themes"]
    row = ["B", "b", '{"our key": {"deep": 1}}', 2, "exact", "outcomes | contracting"]
    parsed = sdsnet_office.XLSX_READER.read(typed(barriers(row, heads=heads)), sdsnet.Limits())

    def place(*path: str | int) -> str:
        return parsed.locate(path).place

    assert place("barriers", 0, "themes", 1) == "Barriers!F2"
    assert place("barriers", 0, "quantity") == "Barriers!D2"
    assert place("barriers", 0, "quantity", "quantifier") == "Barriers!E2"
    assert place("barriers", 0, "extra", "our key", "deep") == "Barriers!C2"
    assert place("barriers", 0, "summary") == "Barriers!B2"
    assert place("barriers", 0) == "Barriers!B2"
    assert place("dataset", "title") == "Dataset!B2"
    assert place("meetings", 3) == place() == ""


def test_columns_beyond_the_twenty_sixth_have_two_letters() -> None:
    """
    Places are written as spreadsheet programs write them.
    """
    assert [letters(number) for number in (1, 26, 27, 52, 53, 702, 703)] == [
        *("A", "Z", "AA", "AZ", "BA", "ZZ", "AAA")
    ]


def test_a_rule_that_speaks_of_a_part_leads_to_its_columns(tmp_path: Path) -> None:
    """
    A problem with a part leads to the first of the columns in which the part stands.
    """
    heads = ["ID", "Title", "Quantity count", "Quantity quantifier"]
    found = told(typed(barriers(["b", "B", 3, None], heads=heads)), tmp_path)

    assert found[0].startswith("book.xlsx:Barriers!D2: S06 quantifier is required")


def test_a_text_whose_rest_is_missing_is_told(tmp_path: Path) -> None:
    """
    A long text does not lose its end in silence.
    """
    cell = "It begins [goes on in sheet Long texts, text 3]"

    assert told(one_barrier("Summary", cell), tmp_path) == [
        "book.xlsx:Barriers!C2: S06 The sheet Long texts does not say how this text goes on."
    ]


def test_days_may_be_counted_from_1904(tmp_path: Path) -> None:
    """
    Workbooks from old Macs count days from another one.
    """

    def count(book: Workbook) -> None:
        book.epoch = CALENDAR_MAC_1904

    moment = datetime(2012, 10, 3)  # noqa: DTZ001  as cells have it
    sheets = barriers(["b", "B", moment], heads=["ID", "Title", "Date"])
    dataset = read(typed(sheets, count), tmp_path)

    assert dataset.barriers["b"].date == "2012-10-03"


def test_a_time_alone_is_no_date(tmp_path: Path) -> None:
    """
    A time without a day is told by the rules or the reader, at its cell.
    """
    (found,) = told(one_barrier("Date", time(10, 15)), tmp_path)

    assert found.startswith("book.xlsx:Barriers!C2: ")


@pytest.mark.parametrize("program", ["libreoffice-7.4", "exceljs-4.4", "openpyxl-3.1"])
def test_a_workbook_that_others_saved_again_holds_the_same(program: str) -> None:
    """
    What other programs make of a workbook when they save it changes nothing that is read.

    The files were made once by resave.sh from the workbook of the dataset beside them.
    """
    dataset = sdsnet.read(RESAVED / "dataset.yaml")

    assert sdsnet.read(RESAVED / f"{program}.xlsx") == dataset
