"""
A workbook that was exported and is read back holds the same dataset.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import sdsnet_office
from hypothesis import given

import sdsnet
from sdsnet.testing import HOSTILE_TEXTS, datasets

EXAMPLES = Path(__file__).parents[3] / "examples"
SOURCES = (
    *("pilotlight", "call-for-examples", "sird-review.yaml", "provider-week.yaml"),
    *("three-way-partnership.yaml", "walkthrough.yaml", "merged.yaml"),
)


def exported(dataset: sdsnet.Dataset, **options: Any) -> bytes:
    """
    Export the keeper's own edition.
    """
    edition = sdsnet.disclose(dataset, audience="internal")
    made = sdsnet_office.XLSX.export(edition, sdsnet_office.XlsxOptions(**options))
    (artifact,) = made
    return artifact.read()


def read_back(content: bytes, folder: Path) -> sdsnet.Dataset:
    """
    Read a workbook as anybody does, from a file.
    """
    book = folder / "book.xlsx"
    book.write_bytes(content)
    return sdsnet.read(book)


def less_losses(value: Any) -> Any:
    """
    Return a record, value object or header without what the format is declared to lose.
    """
    kept: dict[str, Any] = {}
    for name, declaration in sdsnet.declarations(type(value)).items():
        held = getattr(value, name)
        if isinstance(held, sdsnet.Value):
            held = less_losses(held)
            if not any(getattr(held, inner) not in {None, ()} for inner in _plain(held)):
                held = None
        elif declaration.value is not None and held is not None:
            held = tuple(less_losses(item) for item in held)
        kept[name] = None if held == "" and not declaration.many else held
    return sdsnet.evolve(value, **kept)


def _plain(value: sdsnet.Value) -> list[str]:
    return [n for n, d in sdsnet.declarations(type(value)).items() if d.kind != "mapping"]


def all_less_losses(dataset: sdsnet.Dataset) -> sdsnet.Dataset:
    """
    Return a dataset without what the format is declared to lose.
    """
    header = less_losses(dataset)
    held = {
        name: [less_losses(record) for record in collection]
        for name, collection in dataset.collections.items()
    }
    made: sdsnet.Dataset = sdsnet.evolve(header, **held)
    return made


@given(datasets())
def test_every_dataset_comes_back_the_same(
    tmp_path_factory: pytest.TempPathFactory, dataset: sdsnet.Dataset
) -> None:
    """
    Whatever the rules allow, in whatever script, survives the way out and in, but for the losses.
    """
    back = read_back(exported(dataset), tmp_path_factory.mktemp("book"))

    assert back == all_less_losses(dataset)


@given(datasets(max_records=6))
def test_a_compact_workbook_comes_back_the_same_too(
    tmp_path_factory: pytest.TempPathFactory, dataset: sdsnet.Dataset
) -> None:
    """
    What is left out of a compact workbook is what is empty.
    """
    back = read_back(exported(dataset, compact=True), tmp_path_factory.mktemp("book"))

    assert back == all_less_losses(dataset)


@pytest.mark.parametrize("source", SOURCES)
def test_examples_come_back_the_same(source: str, tmp_path: Path) -> None:
    """
    The examples survive whole.
    """
    dataset = sdsnet.read(EXAMPLES / source)

    assert read_back(exported(dataset), tmp_path) == dataset


@pytest.mark.parametrize(
    "text",
    [
        *HOSTILE_TEXTS,
        *("word " * 20_000, "🧡" * 20_000, "a" * 32_767, "a" * 32_768, "\r" * 16_001),
        "An end like [goes on in sheet Long texts, text 1]",
        "An end like [goes on in sheet Long texts, text 77]",
        *("<r><t>x</t></r>", "<r></r>", "<r>\n</r>", "_x0041_x0042_x0043_", "_x005F_x0041_"),
        *("x005F_", "_x000D_", "<r>_x0041_x0042_</r>", "_x0041_<r>"),
        *(
            "<r>\r & \n</r>",
            "_x0041_x0042_\r<&>",
            "_x0041" * 9_000 + "_",
            "<r>" + "<" * 9_000 + "</r>",
        ),
    ],
)
def test_hard_texts_come_back_the_same(text: str, tmp_path: Path) -> None:
    """
    Texts that are long, or that look like markup, escapes or our own marks, are not changed.
    """
    party = sdsnet.Participant(
        id="p", kind="organisation", naming="named", name="P", aliases=(text, "", text)
    )
    barrier = sdsnet.Barrier(id="b", title=text, extra={text: [text]})
    dataset = sdsnet.Dataset(
        id="d",
        title=text,
        conventions={"many": text},
        participants=[party],
        barriers=[barrier],
    )

    assert read_back(exported(dataset), tmp_path) == dataset


def test_an_empty_template_can_be_filled_in(tmp_path: Path) -> None:
    """
    The workbook of a dataset without records has every sheet and every column.
    """
    content = exported(sdsnet.Dataset(id="d", title="Ours"))
    book = openpyxl.load_workbook(io.BytesIO(content))
    for heading, value in {
        "ID": "b",
        "Title": "It works",
        "Themes": "Outcomes|contracting",
    }.items():
        (place,) = [head.column for head in book["Barriers"][1] if head.value == heading]
        book["Barriers"].cell(2, place).value = value
    book.save(tmp_path / "filled.xlsx")

    (barrier,) = sdsnet.read(tmp_path / "filled.xlsx").barriers
    assert barrier == sdsnet.Barrier(id="b", title="It works", themes=("outcomes", "contracting"))


def test_an_audience_may_be_called_much_like_another(tmp_path: Path) -> None:
    """
    A declared audience is not taken for the label of one that every dataset has.
    """
    rule = sdsnet.AudienceRule(name="Network", like="network", sees=("Network",))
    barrier = sdsnet.Barrier(id="b", title="B", visibility="Network")
    dataset = sdsnet.Dataset(id="d", title="D", audiences=(rule,), barriers=[barrier])

    assert read_back(exported(dataset), tmp_path) == dataset


def test_empty_texts_and_parts_are_lost_as_declared(tmp_path: Path) -> None:
    """
    What a cell cannot hold is declared.
    """
    barrier = sdsnet.Barrier(id="b", title="B", place="")
    page = sdsnet.Publication(
        id="p", title="P", kind="report", status="published", engagement=sdsnet.Engagement()
    )
    dataset = sdsnet.Dataset(id="d", title="D", barriers=[barrier], publications=[page])
    back = read_back(exported(dataset), tmp_path)

    assert back.barriers["b"].place is None
    assert back.publications["p"].engagement is None
    assert [loss.reason.partition(" cannot")[0] for loss in sdsnet_office.XLSX.losses] == [
        "A text that is empty",
        "A part in which nothing is stated",
    ]
