"""
What a workbook looks like to programs and people that open it.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
import sdsnet_office
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

import sdsnet

GOLDEN = Path(__file__).parent / "golden"
EXAMPLES = {
    name: Path(__file__).parents[3] / "examples" / source
    for name, source in {
        "call-for-examples": "call-for-examples",
        "pilotlight": "pilotlight",
        "sird-review": "sird-review.yaml",
    }.items()
}


def exported(
    dataset: sdsnet.Dataset, *, audience: str = "internal", compact: bool = False
) -> bytes:
    """
    Export a dataset to memory.
    """
    edition = sdsnet.disclose(dataset, audience=audience)
    options = sdsnet_office.XlsxOptions(compact=compact)
    (artifact,) = sdsnet_office.XLSX.export(edition, options)
    return artifact.read()


def opened(dataset: sdsnet.Dataset, *, compact: bool = False) -> Workbook:
    """
    Export a dataset and open it with a program of others.
    """
    return openpyxl.load_workbook(io.BytesIO(exported(dataset, compact=compact)))


def demo(**records: Any) -> sdsnet.Dataset:
    """
    Make a small dataset.
    """
    return sdsnet.Dataset(id="demo", title="A demonstration", **records)


def cell(sheet: Worksheet, heading: str, row: int = 2) -> Any:
    """
    Return the cell below a heading.
    """
    headings = [one.value for one in sheet[1]]
    return sheet.cell(row, headings.index(heading) + 1)


def golden(name: str) -> str:
    """
    Write down what another program finds in the public edition of an example, row by row.

    The codelists are the same for all; of them only the number of rows is kept.
    """
    content = exported(sdsnet.read(EXAMPLES[name]), audience="public")
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    lines: list[str] = []
    for sheet in book.sheet_names:
        rows = book.get_sheet_by_name(sheet).to_python()
        lines.append(f"# {sheet}: {len(rows)} rows")
        lines += [] if sheet == "Codelists" else list(_rows(rows))
    return "\n".join(lines) + "\n"


def _rows(rows: list[list[Any]]) -> Iterator[str]:
    first, *others = rows
    yield json.dumps(first, ensure_ascii=False)
    for row in others:
        said = {head: one for head, one in zip(first, row, strict=True) if one != ""}
        yield json.dumps(said, ensure_ascii=False, default=str)


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples_give_the_cells_that_are_kept(name: str) -> None:
    """
    What the examples become is kept beside the tests; regenerate.py writes it anew.
    """
    kept = (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")

    assert golden(name) == kept


def test_sheets_follow_the_model() -> None:
    """
    What the workbook is comes first, then the dataset and the records, each before its lists.
    """
    names = opened(demo()).sheetnames

    assert names[:3] == ["Read me", "Dataset", "Dataset audiences"]
    records = [cls.collection.replace("_", " ").capitalize() for cls in sdsnet.RECORD_TYPES]
    assert [name for name in names if name in records] == records
    assert (
        names.index("Meetings") < names.index("Meeting attendance") < names.index("Question sets")
    )
    assert names[-1] == "Codelists"


def test_the_first_sheet_tells_what_the_workbook_is() -> None:
    """
    Title, audience, licence, date, sheets with their rows, how to fill it in, and what is lost.
    """
    dataset = demo(
        licence="CC-BY-4.0", as_of="2012-10", barriers=[sdsnet.Barrier(id="b", title="B")]
    )
    sheet = opened(dataset)["Read me"]
    rows = [tuple(one.value for one in row) for row in sheet.iter_rows()]

    assert rows[0] == ("A demonstration", None, None)
    assert ("Audience", "Internal", None) in rows
    assert ("Licence", "CC-BY-4.0", None) in rows
    assert ("Date of the data", "2012-10", None) in rows
    assert ("Barriers", "What gets in the way.", "1") in rows
    texts = [str(text) for row in rows for text in row]
    assert any("sdsnet check" in text for text in texts)
    assert all(loss.reason in texts for loss in sdsnet_office.XLSX.losses)


def test_lists_of_codes_and_ids_are_joined_in_a_cell() -> None:
    """
    Several items stand in one cell; beside ids stands, to be read only, what they mean.
    """
    parties = [
        sdsnet.Participant(
            id=key, kind="organisation", naming="named", name=f"Trust {key}", roles=("provider",)
        )
        for key in ("a", "b")
    ]
    barrier = sdsnet.Barrier(
        id="x", title="X", raised_by=("a", "b"), themes=("assessment_access", "capacity_time")
    )
    sheet = opened(demo(participants=parties, barriers=[barrier]))["Barriers"]

    assert cell(sheet, "Themes").value == "assessment_access | capacity_time"
    assert cell(sheet, "Raised by").value == "a | b"
    label = cell(sheet, "Raised by (label)")
    assert label.value == "Trust a | Trust b"
    assert label.font.italic
    assert label.fill.fgColor.rgb == "FFF2F2F2"


def test_lists_of_parts_and_texts_have_sheets() -> None:
    """
    There is a row for each item, with the id of its record, the record's label and the place.
    """
    network = sdsnet.Network(
        id="n",
        kind="provider_forum",
        name="The forum",
        purposes=("to talk", "to listen"),
        status_history=(sdsnet.StatusReport(status="active", since="2012"),),
    )
    book = opened(demo(networks=[network]))

    purposes = [[one.value for one in row] for row in book["Network purposes"].iter_rows(min_row=2)]
    assert purposes == [["n", "The forum", 1, "to talk"], ["n", "The forum", 2, "to listen"]]
    history = book["Network status history"]
    assert cell(history, "Status").value == "active"
    assert cell(history, "Since").value == "2012"


def test_days_are_real_where_programs_agree_on_them() -> None:
    """
    The days worked out from a date are days to Excel; those it does not know are texts.
    """
    barriers = [
        sdsnet.Barrier(id="a", title="A", date="2012-21"),
        sdsnet.Barrier(id="b", title="B", date="1899"),
        sdsnet.Barrier(id="c", title="C", date="1900-02-28"),
    ]
    sheet = opened(demo(barriers=barriers))["Barriers"]

    assert cell(sheet, "Date").value == "2012-21"
    assert cell(sheet, "Date start").value == datetime(2012, 3, 1)  # noqa: DTZ001  no zone in cells
    assert cell(sheet, "Date start").number_format == "yyyy-mm-dd"
    assert cell(sheet, "Date end", 3).value == "1899-12-31"
    assert cell(sheet, "Date end", 4).value == "1900-02-28"


def test_numbers_and_flags_are_what_their_columns_say() -> None:
    """
    Only columns of numbers and of true and false hold anything but texts.
    """
    barrier = sdsnet.Barrier(
        id="1",
        title="12",
        date_inferred=True,
        quantity=sdsnet.Quantity(quantifier="exact", count=7),
    )
    sheet = opened(demo(barriers=[barrier]))["Barriers"]

    assert cell(sheet, "ID").value == "1"
    assert cell(sheet, "Title").value == "12"
    assert cell(sheet, "Quantity count").value == 7
    assert cell(sheet, "Date inferred").value is True


def test_a_number_of_too_many_digits_is_a_text() -> None:
    """
    Spreadsheet programs keep fifteen digits of a number; of a text they keep all.
    """
    page = sdsnet.Publication(
        id="p",
        title="P",
        kind="report",
        status="published",
        engagement=sdsnet.Engagement(views=2**53 - 1),
    )
    sheet = opened(demo(publications=[page]))["Publications"]

    assert cell(sheet, "Engagement views").value == str(2**53 - 1)


def test_columns_take_what_is_typed_as_it_is() -> None:
    """
    Cells for texts and dates are formatted as text, in rows that are still empty too.
    """
    sheet = opened(demo())["Barriers"]

    formats = {
        head.value: sheet.column_dimensions[get_column_letter(at)]
        for at, head in enumerate(sheet[1], 1)
    }
    assert formats["Date"].number_format == "@"
    assert formats["ID"].number_format == "@"
    assert formats["Title"].alignment.wrap_text
    assert formats["Title"].width > formats["Level"].width


def test_drop_downs_offer_keys_and_ids() -> None:
    """
    A column of codes offers the keys of its list, one of references the ids that there are.
    """
    book = opened(demo(barriers=[sdsnet.Barrier(id="b", title="B")]))
    sheet = book["Barriers"]
    offers = {
        str(one.sqref).partition(":")[0].rstrip("0123456789"): one
        for one in sheet.data_validations.dataValidation
    }

    control = offers[cell(sheet, "Control").column_letter]
    keys = [
        row[0].value for row in book["Codelists"][control.formula1.split("!")[1].replace("$", "")]
    ]
    assert keys == list(sdsnet.CODELISTS["control"].keys)
    assert control.showErrorMessage
    assert not offers[cell(sheet, "Themes").column_letter].showErrorMessage
    part_of = offers[cell(sheet, "Part of").column_letter]
    assert part_of.formula1 == "'Barriers'!$A$2:$A$502"
    assert offers[cell(sheet, "Date inferred").column_letter].formula1 == '"TRUE,FALSE"'


def test_questions_are_offered_from_the_column_of_their_ids() -> None:
    """
    The ids of parts stand behind those of their records, and a label between.
    """
    sheet = opened(demo())["Observations"]
    letter = cell(sheet, "Question").column_letter
    (found,) = [
        one.formula1
        for one in sheet.data_validations.dataValidation
        if str(one.sqref).startswith(f"{letter}2:")
    ]

    assert found == "'Question set questions'!$D$2:$D$501"
    assert opened(demo())["Question set questions"]["D1"].value == "ID"


def test_a_declared_audience_can_be_chosen() -> None:
    """
    The list of audiences has those of the dataset too.
    """
    rule = sdsnet.AudienceRule(name="committee", like="network")
    rows = list(opened(demo(audiences=[rule]))["Codelists"].iter_rows(values_only=True))

    keys = [row[1] for row in rows if row[0] == "audience"]
    assert keys == [*sdsnet.CODELISTS["audience"].keys, "committee"]


def test_headings_explain_their_columns() -> None:
    """
    A note at each heading says what stands there; what is needed is in bold.
    """
    sheet = opened(demo())["Barriers"]
    heads = {head.value: head for head in sheet[1]}
    notes = {name: head.comment.text if head.comment else "" for name, head in heads.items()}

    assert notes["Title"].startswith("The barrier in a few words. Needed.")
    assert heads["Title"].font.bold
    assert not heads["Summary"].font.bold
    assert "codelist theme. Several may be given, parted by |." in notes["Themes"]
    assert "ID of: participant." in notes["Raised by"]
    assert "To be read only." in notes["Date start"]


def test_a_compact_workbook_leaves_out_what_is_empty() -> None:
    """
    For reading, sheets without rows and columns without values can be left out.
    """
    book = opened(demo(barriers=[sdsnet.Barrier(id="b", title="B", level="local")]), compact=True)

    assert book.sheetnames == ["Read me", "Dataset", "Barriers", "Codelists"]
    assert [head.value for head in book["Barriers"][1]] == ["ID", "Title", "Level"]


def test_long_texts_go_on_in_a_sheet_of_their_own() -> None:
    """
    No text is cut: a cell that cannot hold it says where it goes on.
    """
    text = "word " * 20_000
    book = opened(demo(barriers=[sdsnet.Barrier(id="b", title="B", summary=text)]))

    begun = cell(book["Barriers"], "Summary").value
    assert begun.endswith(" [goes on in sheet Long texts, text 1]")
    rows = list(book["Long texts"].iter_rows(min_row=2, values_only=True))
    assert [row[:2] for row in rows] == [(1, number) for number in range(1, 7)]
    assert begun.rpartition(" [")[0] + "".join(str(row[2]) for row in rows) == text
    assert "Long texts" not in opened(demo()).sheetnames


def test_characters_that_excel_counts_twice_count_twice() -> None:
    """
    A cell holds half as many emoji as letters.
    """
    book = opened(demo(barriers=[sdsnet.Barrier(id="b", title="B", summary="🧡" * 16_384)]))

    assert "Long texts" in book.sheetnames
    book = opened(demo(barriers=[sdsnet.Barrier(id="b", title="B", summary="é" * 32_767)]))
    assert "Long texts" not in book.sheetnames


@pytest.mark.parametrize(
    "text", ["<r><t>x</t></r>", "<r></r>", "<r>\n</r>", "</r><r>", "_x000D_", "_x0041_x0042_"]
)
def test_texts_that_look_like_markup_stay_texts(text: str) -> None:
    """
    What the library that writes would take for formatting, or a reader for an escape, is a text.
    """
    content = exported(demo(barriers=[sdsnet.Barrier(id="b", title=text)]))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("Barriers")

    assert rows.to_python()[1][1] == text


def test_properties_name_nobody_and_take_the_date_of_the_data() -> None:
    """
    The workbook says its title, and was made on the day that the data is from.
    """
    about = opened(demo(as_of="2012-10")).properties

    assert about.title == "A demonstration"
    assert about.created.date() == date(2012, 10, 1)
    long = opened(sdsnet.Dataset(id="d", title="T" * 300))
    assert long.properties.title == "T" * 255
    assert opened(demo(as_of="0044")).properties.created.date() == date(1980, 1, 1)
    assert opened(demo()).properties.created.date() == date(1980, 1, 1)


def test_members_of_the_archive_have_one_date() -> None:
    """
    The clock shows nowhere.
    """
    with zipfile.ZipFile(io.BytesIO(exported(demo()))) as archive:
        dates = {member.date_time for member in archive.infolist()}

    assert dates == {(1980, 1, 1, 0, 0, 0)}


def test_more_rows_than_a_sheet_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Rather than to lose rows in silence, nothing is written.
    """
    monkeypatch.setattr("sdsnet_office.xlsx.book._MOST_ROWS", 3)
    barriers = [sdsnet.Barrier(id=f"b{number}", title="B") for number in range(3)]

    with pytest.raises(sdsnet.ExportError, match="3 rows are more than a sheet has room for"):
        exported(demo(barriers=barriers))


def test_pandas_reads_a_sheet_as_a_table() -> None:
    """
    For analysts, each sheet is a table whose first row has the names of its columns.
    """
    content = exported(sdsnet.read(EXAMPLES["sird-review"]))
    dataset = sdsnet.read(EXAMPLES["sird-review"])

    for engine in ("openpyxl", "calamine"):
        frame = pd.read_excel(
            io.BytesIO(content), sheet_name="Participants", dtype=str, engine=engine
        )
        assert list(frame["ID"]) == [one.id for one in dataset.participants.in_order()]
        assert list(frame["Kind"]) == [one.kind for one in dataset.participants.in_order()]
