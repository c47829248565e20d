"""
CSV files and what describes them, read back by programs of others.
"""

import csv
import io
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import frictionless
import pandas as pd
import pytest
from csvw import CSVW
from hypothesis import given
from hypothesis import strategies as st
from tests.exporters.filling import filled
from tests.exporters.hard_texts import HARD_TEXTS, filled_with_hard_texts

from sdsnet.dataset import Dataset
from sdsnet.disclosure import Edition, disclose
from sdsnet.errors import ExportError
from sdsnet.exporters.csv import CSV, CsvOptions, _lines
from sdsnet.exporters.datapackage import _compact
from sdsnet.exporting import options_from_text, write
from sdsnet.model import Barrier, Initiative, Participant
from sdsnet.plugins import default_registry
from sdsnet.views.tables import Column, Table

FAITHFUL = CsvOptions()
TYPES = ("text", "integer", "boolean")


def edition_of(dataset: Dataset) -> Edition:
    """
    Make the keeper's own edition.
    """
    return disclose(dataset, audience="internal")


def files(dataset: Dataset, options: CsvOptions = FAITHFUL) -> Mapping[str, bytes]:
    """
    Export to memory.
    """
    return {made.name: made.read() for made in CSV.export(edition_of(dataset), options)}


def as_text(cell: Any) -> str:
    """
    Write a cell the way it is expected in a file.
    """
    if cell is None:
        return ""
    return str(cell).lower() if isinstance(cell, bool) else str(cell)


def expected(table: Table) -> list[list[str]]:
    """
    Return the cells of a table as text.
    """
    return [[as_text(cell) for cell in row] for row in table.rows]


def barriers(*titles: str) -> Dataset:
    """
    Make a dataset of barriers with these titles.
    """
    made = [Barrier(id=f"b{number:03}", title=title) for number, title in enumerate(titles)]
    return Dataset(id="Demo", title="A demonstration", barriers=made)


def rows_of(content: bytes) -> list[list[str]]:
    """
    Read CSV with the reader of the standard library.
    """
    return list(csv.reader(io.StringIO(content.decode(), newline="")))


@pytest.fixture(scope="module")
def hard_edition() -> Edition:
    """
    Make an edition in which every text is hard to write.
    """
    return edition_of(filled_with_hard_texts())


@pytest.fixture(scope="module")
def hard_folder(hard_edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """
    Write that edition to a folder.
    """
    folder = tmp_path_factory.mktemp("csv") / "out"
    write(CSV, hard_edition, folder)
    return folder


CELLS = {
    "text": st.none()
    | st.sampled_from(HARD_TEXTS[:-2])
    | st.text('ab,"\r\n =é“', max_size=9)
    | st.text(max_size=9),
    "integer": st.none() | st.integers(-5, 2**53),
    "boolean": st.none() | st.booleans(),
}


@st.composite
def made_blocks(draw: st.DrawFn) -> tuple[list[Column], list[tuple[Any, ...]]]:
    """
    Draw columns, and rows that fit them.
    """
    types = draw(st.lists(st.sampled_from(TYPES), min_size=2, max_size=6))
    columns = [
        Column(name=f"c{at}", type=kind, description="A column.")  # type: ignore[arg-type]  # drawn
        for at, kind in enumerate(types)
    ]
    empty = draw(st.sets(st.sampled_from(range(len(types)))))
    cells = st.tuples(*(st.none() if at in empty else CELLS[kind] for at, kind in enumerate(types)))
    return columns, draw(st.lists(cells, min_size=1, max_size=5))


@given(made_blocks())
def test_bytes_are_those_of_the_standard_writer(
    made: tuple[list[Column], list[tuple[Any, ...]]],
) -> None:
    """
    Quoting of our own gives the same bytes as `csv.writer` for the same cells.
    """
    columns, rows = made
    written = io.StringIO(newline="")
    csv.writer(written).writerows([[as_text(cell) for cell in row] for row in rows])

    assert _lines(columns, tuple(zip(*rows, strict=True)), FAITHFUL) == written.getvalue()


PLAIN = st.recursive(
    st.none() | st.booleans() | st.sampled_from(HARD_TEXTS[:-2]) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=6,
)


@given(PLAIN)
def test_descriptions_are_written_as_the_standard_library_does(value: Any) -> None:
    """
    JSON that is made faster has the same bytes as that of `json.dumps`.
    """
    assert _compact(value) == json.dumps(value, ensure_ascii=False)


def test_a_whole_package_is_valid_for_frictionless(hard_folder: Path) -> None:
    """
    Types, needs, codelists, patterns and every key of every table hold, as others check them.
    """
    report = frictionless.validate(str(hard_folder / "datapackage.json"))

    assert report.valid, report.flatten(["name", "type", "note"])[:5]
    assert len(report.tasks) == len(list((hard_folder / "data").iterdir()))


def test_frictionless_sees_what_is_broken(tmp_path: Path) -> None:
    """
    The keys and codelists in the package are such that a reader finds what does not fit them.
    """
    write(CSV, edition_of(filled()), tmp_path / "out")
    data = tmp_path / "out" / "data"
    raised = data / "barrier_raised_by.csv"
    raised.write_bytes(raised.read_bytes().replace(b"participant-a", b"participant-x"))
    themes = data / "barrier_themes.csv"
    header, first, rest = themes.read_bytes().split(b"\r\n", 2)
    themes.write_bytes(b"\r\n".join([header, first.rpartition(b",")[0] + b",nonsense", rest]))

    report = frictionless.validate(str(tmp_path / "out" / "datapackage.json"))

    assert {(task.name, error.type) for task in report.tasks for error in task.errors} == {
        ("barrier_raised_by", "foreign-key"),
        ("barrier_themes", "constraint-error"),
    }


def test_a_package_of_nothing_is_valid(tmp_path: Path) -> None:
    """
    An edition without records makes all the files, and they are a valid package.
    """
    empty = barriers()
    write(CSV, edition_of(empty), tmp_path / "out")

    assert frictionless.validate(str(tmp_path / "out" / "datapackage.json")).valid
    assert files(empty).keys() == files(filled()).keys()


def test_csv_on_the_web_metadata_is_valid(hard_folder: Path) -> None:
    """
    The reader of CSVW that others wrote takes files and metadata, keys included.
    """
    assert CSVW(str(hard_folder / "csv-metadata.json"), validate=True, strict=True).is_valid


def test_csv_on_the_web_reader_sees_a_reference_to_nothing(tmp_path: Path) -> None:
    """
    The keys in the metadata are such that a broken one is found.
    """
    write(CSV, edition_of(filled()), tmp_path / "out")
    themes = tmp_path / "out" / "data" / "barrier_themes.csv"
    themes.write_bytes(themes.read_bytes().replace(b"barrier-a", b"barrier-x"))

    with pytest.raises(ValueError, match="Key `barrier-x` not found"):
        assert not CSVW(str(tmp_path / "out" / "csv-metadata.json"), validate=True).is_valid


def test_duckdb_reads_the_same_cells(hard_edition: Edition, hard_folder: Path) -> None:
    """
    A strict reader finds in each file the rows and cells of its table.
    """
    with duckdb.connect() as connection:
        for table in hard_edition.tables():
            found = connection.execute(
                "SELECT * FROM read_csv(?, delim=',', quote='\"', escape='\"', header=true, "
                "all_varchar=true, strict_mode=true, auto_detect=false, columns=?)",
                [
                    str(hard_folder / "data" / f"{table.name}.csv"),
                    {column.name: "VARCHAR" for column in table.columns},
                ],
            ).fetchall()

            assert [[cell or "" for cell in row] for row in found] == expected(table)


def test_pandas_reads_the_same_cells(hard_edition: Edition, hard_folder: Path) -> None:
    """
    Read as text, with nothing but an empty cell for absent, every cell is as it was; `NA` is text.
    """
    for table in hard_edition.tables():
        found = pd.read_csv(
            hard_folder / "data" / f"{table.name}.csv",
            dtype=str,
            keep_default_na=False,
            encoding="utf-8",
        )

        assert list(found.columns) == [column.name for column in table.columns]
        assert found.to_numpy().tolist() == expected(table)


def test_files_are_plain_rfc_4180() -> None:
    """
    No byte order mark; lines end with CR and LF, the last one too; one line of names to begin with.
    """
    content = files(barriers("One", "Tw\u00f6"))["data/barriers.csv"]

    assert content.startswith(b"id,title,")
    assert content.endswith(b"\r\n")
    assert content.count(b"\r\n") == content.count(b"\n") == 3
    assert "Tw\u00f6".encode() in content


def test_texts_stay_as_they_are() -> None:
    """
    Unless told otherwise, nothing is put before a text or taken from it.
    """
    first, *others = rows_of(files(barriers(*HARD_TEXTS))["data/barriers.csv"])

    assert [row[first.index("title")] for row in others] == list(HARD_TEXTS)


def test_formulas_can_be_made_harmless() -> None:
    """
    On demand, an apostrophe stands before what a spreadsheet program would take for a formula.
    """
    options = options_from_text(CSV, {"spreadsheet_safe": "true"})
    first, *others = rows_of(files(barriers(*HARD_TEXTS), options)["data/barriers.csv"])

    found = [row[first.index("title")] for row in others]
    risky = {"=1+1", "+44 1234", "-5", "@here", "\tindented", "\rreturned"}
    assert found == [f"'{text}" if text in risky else text for text in HARD_TEXTS]


def test_a_changed_text_breaks_no_promise(tmp_path: Path) -> None:
    """
    A date before the year 0 looks like a formula; the package then does not say how dates look.
    """
    dataset = Dataset(
        id="d", title="=1", barriers=[Barrier(id="b", title="+", date="-0044", date_note="@")]
    )
    write(CSV, edition_of(dataset), tmp_path / "o", options=CsvOptions(spreadsheet_safe=True))

    assert b",'-0044," in (tmp_path / "o" / "data" / "barriers.csv").read_bytes()
    package = frictionless.Package(str(tmp_path / "o" / "datapackage.json"))
    assert package.get_resource("barriers").validate().valid


def test_an_unknown_option_is_refused() -> None:
    """
    A slip in the name of an option does not go by unseen.
    """
    with pytest.raises(ExportError, match=r"there is no option 'safe'\. It has: spreadsheet_safe"):
        options_from_text(CSV, {"safe": "true"})


def test_empty_and_absent_texts_look_alike_as_declared() -> None:
    """
    The one thing that CSV cannot hold is declared as a loss.
    """
    empty = Participant(id="p", kind="person", naming="named", name="", aliases=("",))
    absent = Participant(id="p", kind="person", naming="named", aliases=("",))

    contents = [files(Dataset(id="d", title="D", participants=[one])) for one in (empty, absent)]
    assert contents[0] == contents[1]
    assert contents[0]["data/participant_aliases.csv"].endswith(b"\r\np,1,\r\n")
    assert any("empty" in loss.reason for loss in CSV.losses)


def test_a_list_may_hold_an_empty_text(tmp_path: Path) -> None:
    """
    A reader of the package does not take an empty item for a missing value.
    """
    project = Initiative(id="i", title="I", kind="project", status="active", strands=("", "one"))
    write(CSV, edition_of(Dataset(id="d", title="D", initiatives=[project])), tmp_path / "out")

    package = frictionless.Package(str(tmp_path / "out" / "datapackage.json"))
    assert package.get_resource("initiative_strands").validate().valid


def test_the_package_says_what_it_is_about() -> None:
    """
    Name, title, audience and meanings stand in it; the name is one that packages may have.
    """
    package = json.loads(files(barriers())["datapackage.json"])

    assert package["profile"] == "tabular-data-package"
    assert package["title"] == "A demonstration"
    assert package["audience"] == "internal"
    assert re.fullmatch(r"[a-z0-9._-]+", package["name"])
    (resource,) = [one for one in package["resources"] if one["name"] == "barriers"]
    assert resource["description"] == "What gets in the way."
    fields = {field["name"]: field for field in resource["schema"]["fields"]}
    assert fields["title"]["description"] == "The barrier in a few words."
    assert fields["title"]["constraints"] == {"required": True}
    assert fields["id"]["constraints"]["unique"]
    (itself,) = [key for key in resource["schema"]["foreignKeys"] if key["fields"] == ["part_of"]]
    assert itself["reference"] == {"resource": "", "fields": ["id"]}


@pytest.mark.parametrize(
    ("licence", "member"),
    [
        ("CC-BY-4.0", {"licenses": [{"name": "CC-BY-4.0"}]}),
        ("https://example.org/terms", {"licenses": [{"path": "https://example.org/terms"}]}),
        ("Ask the keeper first", {"licence": "Ask the keeper first"}),
        (None, {}),
    ],
)
def test_a_licence_stands_where_packages_have_a_place_for_it(
    licence: str | None, member: dict[str, Any]
) -> None:
    """
    An address or a short name is machine-readable; other words are kept beside.
    """
    package = json.loads(files(Dataset(id="d", title="D", licence=licence))["datapackage.json"])

    assert {name: package[name] for name in package if name.startswith("licen")} == member


def test_large_files_come_in_pieces() -> None:
    """
    A table of many rows is never whole in memory.
    """
    edition = edition_of(barriers(*["T"] * 2_000))
    (made,) = [a for a in CSV.export(edition, FAITHFUL) if a.name == "data/barriers.csv"]

    pieces = list(made.pieces())
    assert len(pieces) > 3
    assert b"".join(pieces).count(b"\r\n") == 2_001


def test_the_same_edition_gives_the_same_bytes() -> None:
    """
    The order of the records in the document does not show.
    """
    first = barriers("One", "Two")
    second = Dataset(id="Demo", title="A demonstration", barriers=list(first.barriers)[::-1])

    assert files(first) == files(second)


def test_the_format_is_known_by_both_names() -> None:
    """
    The registry offers it as `csv`, and as the name of its description.
    """
    registry = default_registry()

    assert registry.exporter("csv") is registry.exporter("datapackage") is CSV
