"""
What a notebook shows of datasets, editions, records and problems, and keeps when it is saved.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbclient import NotebookClient

import sdsnet
from sdsnet import Barrier, Collection, Consent, Dataset, Edition, Participant, Position, Problem
from sdsnet.errors import Problems
from sdsnet.model import RECORD_TYPES, Record, Value, evolve
from sdsnet.model.fields import Declaration, declarations
from sdsnet.testing import HOSTILE_TEXTS, records
from sdsnet.testing.planting import planted
from sdsnet.testing.searching import tokens_in

EXAMPLES = Path(__file__).parents[2] / "examples"
ELEMENTS = {"table", "caption", "thead", "tbody", "tr", "th", "td", "p"}
MASKED = {"identifying", "contact", "free_text", "indirect"}
TIMEOUT_SECONDS = 120

MARKUP = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</td></tr></table><h1>x",
    "</caption><b>",
    '" onmouseover="alert(1)',
    "' onclick='alert(1)",
    "&lt;b&gt;",
    "&amp",
    "<!-- x",
    "<![CDATA[x]]>",
    "<?x",
    "\x00<b>\x1b[31m",
    "\ud800",
    "\ufffe",
)
hostile = st.one_of(st.sampled_from(MARKUP + HOSTILE_TEXTS), st.text(max_size=20))


def html_of(shown: Any) -> str:
    """
    Return what a notebook is given.
    """
    made = shown._repr_html_()
    assert isinstance(made, str)
    return made


def parsed(html: str) -> Element:
    """
    Parse HTML as strictly as a browser could, and let nothing pass but our elements.
    """
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    root = parser.parseFragment(html)
    assert isinstance(root, Element)
    for one in root.iter():
        if one is not root:
            assert one.tag in ELEMENTS
            assert set(one.attrib) <= ({"scope"} if one.tag == "th" else set())
    return root


def cells(html: str) -> list[list[str]]:
    """
    Return the texts of the rows of a table.
    """
    return [["".join(one.itertext()) for one in row] for row in parsed(html).iter("tr")]


def seen(text: str) -> str:
    """
    Spell out what cannot be seen, as Python does.
    """
    return "".join(one if one.isprintable() else ascii(one)[1:-1] for one in text)


# ---- shape


def test_a_dataset_is_shown_as_how_many_records_it_holds() -> None:
    """
    The caption names it and its size; the kinds that it has are rows.
    """
    dataset = sdsnet.read(EXAMPLES / "walkthrough.yaml")

    html = html_of(dataset)

    assert "<caption>Dataset walkthrough: 11 records</caption>" in html
    assert cells(html)[:3] == [["Kind", "Records"], ["participants", "5"], ["meetings", "1"]]


def test_an_edition_is_shown_with_its_audience() -> None:
    """
    Who looks at it sees for whom it is.
    """
    dataset = Dataset(id="d", title="D", barriers=[Barrier(id="b", title="No time")])

    html = html_of(sdsnet.disclose(dataset))

    assert "<caption>Edition of d for public: 1 record</caption>" in html
    assert cells(html) == [["Kind", "Records"], ["barriers", "1"]]


def test_a_record_is_shown_field_by_field_with_the_labels_of_codes() -> None:
    """
    Keys have their labels, parts their path, and what may be personal is only said to be there.
    """
    record = Participant(
        id="p1",
        kind="person",
        naming="named",
        name="Zebedee Quillfeather",
        themes=("time", "acme:home_share"),
        date_inferred=False,
        consent=Consent(choice="acknowledge", given_on="2020"),
    )

    assert cells(html_of(record)) == [
        ["Field", "Value"],
        ["id", "p1"],
        ["date_inferred", "no"],
        ["themes", "Time (time), Home share (acme:home_share)"],
        ["kind", "Person (person)"],
        ["naming", "Named (named)"],
        ["name", "not shown"],
        ["consent.choice", "Name me (acknowledge)"],
        ["consent.given_on", "2020"],
    ]


def test_the_parts_of_a_list_are_numbered() -> None:
    """
    A path is written as messages write it.
    """
    meeting = sdsnet.Meeting(
        id="m",
        title="A",
        kind="network_meeting",
        status="held",
        attendance=(sdsnet.Attendance(participant="p"), sdsnet.Attendance(participant="q")),
    )

    assert cells(html_of(meeting))[-2:] == [
        ["attendance[0].participant", "p"],
        ["attendance[1].participant", "q"],
    ]


def test_problems_are_shown_as_a_table() -> None:
    """
    Each has its code, its place and its message.
    """
    problems = sdsnet.check(EXAMPLES / "faulty" / "E03-unknown-key-in-codelist.yaml")

    html = html_of(problems)

    assert "<caption>1 error</caption>" in html
    assert cells(html) == [
        ["Problem", "Place", "Message"],
        ["error E03", str(problems[0].position), problems[0].message],
    ]
    assert html_of(problems[0]) == html


def test_many_problems_of_one_kind_are_folded() -> None:
    """
    A thousand slips of one kind do not fill a notebook.
    """
    one = Problem("E02", "unknown-reference", "error", "There is no 'x'.", path="barriers[0]")
    other = Problem("W01", "alike", "warning", "Two are alike.")

    html = html_of(Problems([*[one] * 1000, other]))

    assert len(cells(html)) == 22
    assert "<caption>1000 errors, 1 warning</caption>" in html
    assert "<p>... and 980 more of E02; 1000 in all.</p>" in html


def test_what_check_returns_is_a_list_all_the_same() -> None:
    """
    Callers that compare it, add to it or ask for its type notice nothing.
    """
    none = sdsnet.check(Dataset(id="d", title="D"))
    some = sdsnet.check(EXAMPLES / "faulty" / "E03-unknown-key-in-codelist.yaml")

    assert html_of(none) == "<p>No problems.</p>"
    assert none == []
    assert isinstance(some, list)
    assert [*some, *none] == some
    assert repr(some) == repr(list(some))


@pytest.mark.parametrize("shown", ["dataset", "record", "problems"])
def test_tables_are_read_aloud_well(shown: str) -> None:
    """
    Each has one caption, and every row and column has a heading that says which it is.
    """
    dataset = sdsnet.read(EXAMPLES / "pilotlight")
    problems = [Problem("E02", "unknown-reference", "error", "There is no 'x'.")]
    held = {"dataset": dataset, "record": dataset.barriers[0], "problems": Problems(problems)}

    [table] = parsed(html_of(held[shown])).iter("table")

    assert [one.tag for one in table] == ["caption", "thead", "tbody"]
    assert {one.get("scope") for one in table.findall("thead/tr/th")} == {"col"}
    rows = table.findall("tbody/tr")
    assert rows
    for row in rows:
        assert [one.tag for one in row] == ["th", *["td"] * (len(row) - 1)]
        assert row[0].get("scope") == "row"
        assert len(row) == len(table.findall("thead/tr/th"))


class Countable(Collection[Any]):
    """
    A collection that can be counted, and fails if anybody goes through it.
    """

    __slots__ = ()

    def __len__(self) -> int:
        return 100_000

    def __iter__(self) -> Iterator[Any]:
        raise AssertionError("somebody goes through all records")


def test_a_large_dataset_is_not_gone_through() -> None:
    """
    What a notebook shows of 100,000 records costs as much as of one.
    """
    dataset = Dataset(id="d", title="D", barriers=Countable())

    assert cells(html_of(dataset))[1] == ["barriers", "100000"]
    assert cells(html_of(Edition(dataset, "public")))[1] == ["barriers", "100000"]


# ---- escaping


@given(hostile, hostile)
def test_no_text_becomes_markup(one: str, other: str) -> None:
    """
    Whatever stands in an id, a place or a message, the elements are ours and the text is kept.
    """
    problem = Problem("E02", "x", "error", one, position=Position(other))
    dataset = Dataset(id=one, title="D")
    record = Barrier(id=one, title="B", level=other, raised_by=(other,))

    assert cells(html_of(problem))[1] == ["error E02", seen(other), seen(one)]
    assert cells(html_of(record))[1] == ["id", seen(one)]
    assert ["raised_by", seen(other)] in cells(html_of(record))
    for html in (html_of(dataset), html_of(Edition(dataset, other))):
        [caption] = parsed(html).iter("caption")
        assert seen(one) in (caption.text or "")
        html.encode()


@given(st.sampled_from(RECORD_TYPES).flatmap(lambda cls: records(cls, texts=hostile)))
def test_records_with_texts_of_any_sort_are_shown(record: Record) -> None:
    """
    Every record that keeps the rules has its table, with a row for what it says.
    """
    shown = cells(html_of(record))

    assert shown[:2] == [["Field", "Value"], ["id", record.id]]


def test_what_no_field_can_hold_is_not_shown() -> None:
    """
    A slip in a program, such as a mapping in place of a part, shows nothing of what is in it.
    """
    wrong: Any = {"of": "Zebedee Quillfeather"}
    record = Barrier(id="b", title="B", quantity=wrong, level=wrong, themes=(wrong,))

    shown = dict(cells(html_of(record)))

    assert (shown["quantity"], shown["level"], shown["themes"]) == ("not shown",) * 3


# ---- what may be personal


def is_masked(declared: Declaration) -> bool:
    """
    Tell whether a value may be personal, or is a note of the keeper's own.
    """
    noted = declared.kind == "text" and declared.disclosure == "internal"
    return noted or declared.disclosure in MASKED or declared.kind == "mapping"


def reworded(value: Value) -> Value:
    """
    Put other words wherever a field may hold personal data.
    """
    changes: dict[str, Any] = {}
    for name, declared in declarations(type(value)).items():
        held = getattr(value, name)
        if held is None or held == ():
            continue
        if is_masked(declared):
            changes[name] = ("Something", "quite", "else") if declared.many else "Something else"
        elif declared.value is not None:
            parts = tuple(map(reworded, held if declared.many else (held,)))
            changes[name] = parts if declared.many else parts[0]
    return evolve(value, **changes)


@given(st.sampled_from(RECORD_TYPES).flatmap(records))
def test_nothing_shown_depends_on_what_may_be_personal(record: Record) -> None:
    """
    Other names, contacts and texts leave the table as it is, and the `repr` too.
    """
    other = reworded(record)

    assert html_of(other) == html_of(record)
    assert repr(other) == repr(record)


@given(planted())
def test_no_name_and_no_text_of_a_dataset_is_shown(dataset: Dataset) -> None:
    """
    Nothing that was planted in names, contacts and texts can be found, however it is written.
    """
    shown = {record.id: html_of(record).encode() for record in dataset.records()}
    shown |= {"the dataset": html_of(dataset).encode()}
    shown |= {"its edition": html_of(Edition(dataset, "internal")).encode()}

    # Ids are shown: they are how one asks for more.
    assert {token for token in tokens_in(shown) if not token.startswith("vid")} == set()


@given(st.sampled_from(RECORD_TYPES).flatmap(records))
def test_a_record_is_masked_as_in_its_repr(record: Record) -> None:
    """
    The two views agree on what is stated, and on what of that is only said to be there.
    """
    rows = dict(cells(html_of(record))[1:])
    stated = {
        name: declared
        for name, declared in declarations(type(record)).items()
        if getattr(record, name) not in (None, ())
    }
    masked = {name for name, declared in stated.items() if is_masked(declared)}

    assert {re.split(r"[.\[]", row)[0] for row in rows} == set(stated)
    assert {row for row, words in rows.items() if words == "not shown" and row in stated} == masked
    assert all(f"{name}=..." in repr(record) for name in masked)


# ---- a real notebook


CELLS = (
    "import sdsnet\nfrom sdsnet import Barrier, Dataset, Participant",
    "dataset = sdsnet.read('walkthrough.yaml')\ndataset",
    "sdsnet.disclose(dataset)",
    "Participant(id='p1', kind='person', naming='named', name='Zebedee Quillfeather')",
    "sdsnet.check(Dataset(id='d', title='D', barriers=[Barrier(id='b', title='', themes=['x'])]))",
    "sdsnet.check(Dataset(id='d', title='D'))",
)


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> str:
    """
    Run a notebook in a kernel of its own, save it, and return the text of the file.
    """
    home = tmp_path_factory.mktemp("home")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(one) for one in CELLS])
    folders = ("HOME", "IPYTHONDIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")
    with pytest.MonkeyPatch.context() as patch:
        for name in folders:
            patch.setenv(name, str(home))
        patch.setenv("JUPYTER_PLATFORM_DIRS", "1")
        NotebookClient(
            notebook,
            timeout=TIMEOUT_SECONDS,
            kernel_name="python3",
            resources={"metadata": {"path": str(EXAMPLES)}},
        ).execute(env={**os.environ})
    text = io.StringIO()
    nbformat.write(notebook, text)
    return text.getvalue()


def test_a_notebook_shows_tables_and_saves_no_name(saved: str) -> None:
    """
    A kernel finds the tables, and neither they nor the plain texts beside them hold a name.
    """
    notebook = nbformat.reads(saved, as_version=4)
    shown = [one.outputs[0].data["text/html"] for one in notebook.cells[1:]]
    captions = [next(parsed(html).iter("caption"), None) for html in shown]

    assert [one.text for one in captions if one is not None] == [
        "Dataset walkthrough: 11 records",
        "Edition of walkthrough for public: 9 records",
        "Participant",
        "1 error",
    ]
    assert shown[-1] == "<p>No problems.</p>"
    outputs = [one.outputs for one in notebook.cells]
    assert "Quillfeather" not in repr(outputs)
    assert "name=..." in repr(outputs)
