"""
The report in Markdown: whole, word for word, and made of nothing but headings, text and lists.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path as FilePath
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.exporters.filling import Filling, Path, changed, evolved, field_paths, filled
from tests.views.markdown_readers import DIALECTS, Page, by_markdown_it, by_pandoc, read, words
from tests.views.test_markup import hostile_texts

import sdsnet
from sdsnet import Dataset, Edition
from sdsnet.disclosure import disclose
from sdsnet.exporters.markdown import MARKDOWN
from sdsnet.exporting import artifacts
from sdsnet.model import RECORD_TYPES
from sdsnet.model.fields import declarations
from sdsnet.plugins import default_registry
from sdsnet.views.markup import address

EXAMPLES = FilePath(__file__).parents[2] / "examples"
SOURCES = sorted(
    path
    for path in EXAMPLES.iterdir()
    if path.suffix == ".yaml" or (path.name != "faulty" and any(path.glob("*.yaml")))
)
TYPES = ["dataset", *(cls.type_name for cls in RECORD_TYPES)]

# The addresses of pages, which are links on purpose.
LINKS = {"Link", "link"}


def report(dataset: Dataset, audience: str = "internal") -> str:
    """
    Make the report of a dataset as it is, for an audience.
    """
    return artifacts(MARKDOWN, Edition(dataset, audience))[0].read().decode()


def body(dataset: Dataset) -> str:
    """
    Make the report without the words that it explains.
    """
    return report(dataset).partition("## Words used in this report")[0]


def is_lost(type_name: str, path: Path) -> bool:
    """
    Tell whether the exporter declares a field, or what it stands in, as lost.
    """
    types = {type_name} if type_name == "dataset" else {type_name, "*"}
    lost = {loss.field for loss in MARKDOWN.losses if loss.type_name in types}
    return any(".".join(path[:length]) in lost for length in range(1, len(path) + 1))


def has_steady_headings(page: Page) -> bool:
    """
    Tell whether a page has one title, at its head, and no heading that skips a level.
    """
    levels = [level for level, _ in page.headings]
    steps = [after - before for before, after in pairwise(levels)]
    return levels.count(1) == 1 and levels[0] == 1 and all(step <= 1 for step in steps)


def levels(page: Page) -> Counter[int]:
    """
    Count the headings of each level.
    """
    return Counter(level for level, _ in page.headings)


@pytest.fixture(scope="module")
def full() -> Dataset:
    """
    Make a dataset with every field of every type filled.
    """
    return filled()


def test_the_format_is_known_by_two_names() -> None:
    """
    `markdown` and `md` are one format, which makes one file named after the dataset.
    """
    registry = default_registry()

    assert registry.exporter("markdown") is registry.exporter("md") is MARKDOWN
    made = artifacts(MARKDOWN, Edition(Dataset(id="demo", title="A demonstration"), "internal"))
    assert [one.name for one in made] == ["demo.md"]


@pytest.mark.parametrize("type_name", TYPES)
def test_every_field_shows_or_is_declared_as_lost(full: Dataset, type_name: str) -> None:
    """
    Another value makes another report, but for the fields that the exporter says it leaves out.
    """
    paths = [path for owner, path, _ in field_paths() if owner == type_name and path[-1] != "id"]
    lost = {path for path in paths if is_lost(type_name, path)}
    # That questions were put at a meeting shows from either side; here the other side says so too.
    told_twice: set[Path] = {("question_sets",)} if type_name == "meeting" else set()

    told = body(full)
    others = {path: changed(full, type_name, path) for path in paths}

    assert {path for path in paths if body(others[path]) == told} == lost | told_twice
    assert {report(others[path]) for path in lost} <= {report(full)}


def test_every_loss_is_of_a_field_that_there_is() -> None:
    """
    A declared loss that outlives its field would mislead.
    """
    fields = {
        (owner, ".".join(path[:length]))
        for owner, path, _ in field_paths()
        for length in range(1, len(path) + 1)
    }

    for loss in MARKDOWN.losses:
        owners = TYPES[1:] if loss.type_name == "*" else [loss.type_name]
        assert {(owner, loss.field) for owner in owners} <= fields


def test_questions_put_at_a_meeting_stand_with_it_whichever_side_says_so() -> None:
    """
    A meeting that lists a set of questions is enough.
    """
    full = filled()
    listed = evolved(full, question_sets=[evolved(s, meeting=None) for s in full.question_sets])
    unlisted = evolved(full, meetings=[evolved(m, question_sets=()) for m in full.meetings])
    neither = evolved(listed, meetings=unlisted.meetings)

    outside = "## Questions outside of meetings"
    assert [outside in body(one) for one in (full, listed, unlisted, neither)] == [
        False,
        True,  # the meetings list the first set alone
        False,
        True,
    ]
    assert body(listed).index("Question set 1") < body(listed).index(outside)
    assert body(neither).index("Question set 1") > body(neither).index(outside)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_text_is_read_back_word_for_word(full: Dataset, dialect: str) -> None:
    """
    What a text field holds stands in the page, unless it is declared as lost.
    """
    page = by_pandoc(report(full), dialect)

    for owner, path, declaration in field_paths():
        if declaration.kind == "text" and path[-1] != "id" and not is_lost(owner, path):
            for text in texts_at(full, owner, path):
                assert words(text) in page.text


def texts_at(dataset: Dataset, type_name: str, path: Path) -> Iterator[str]:
    """
    Yield the texts that stand at the end of a path, in the header or in each record of a type.
    """
    holders: list[Any] = [dataset] if type_name == "dataset" else list(dataset.records())
    for holder in holders:
        if type_name in {"dataset", getattr(holder, "type_name", "")}:
            values = [holder]
            for name in path:
                held = [getattr(value, name) for value in values]
                values = [
                    one for many in held for one in (many if isinstance(many, tuple) else [many])
                ]
            yield from values


def test_no_id_shows(full: Dataset) -> None:
    """
    Readers get names and numbers; keys would tell them nothing.
    """
    made = report(full)

    assert not [record.id for record in full.records() if record.id in made]


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_readers_agree_on_the_examples(source: FilePath) -> None:
    """
    Two programs see the same headings and the same text, and nothing but what we make.
    """
    edition = sdsnet.disclose(sdsnet.read(source), audience="internal")

    pages = read(sdsnet.export(edition, to="markdown")[0].read().decode())

    for page in pages:
        assert has_steady_headings(page)
        assert not page.strange - LINKS
        assert page == evolved(pages[0], strange=page.strange)


def test_readers_agree_on_a_report_of_everything(full: Dataset) -> None:
    """
    So they do where no field is empty.
    """
    pages = read(report(full))

    for page in pages:
        assert has_steady_headings(page)
        assert not page.strange
        assert page == pages[0]


@settings(max_examples=10)
@given(
    texts=st.lists(
        hostile_texts.filter(lambda one: not address(one).startswith("<")), min_size=9, max_size=9
    )
)
def test_no_text_of_any_field_becomes_markup(full: Dataset, texts: list[str]) -> None:
    """
    Headings stay as many as they were, and nothing strange appears, whatever the fields hold.
    """
    expected = levels(by_markdown_it(report(full)))

    made = report(filled(Filling(lambda number: f"{texts[number % len(texts)]}{number}")))

    for page in (by_markdown_it(made), by_pandoc(made, DIALECTS[1])):
        assert has_steady_headings(page)
        assert not page.strange
        assert levels(page) == expected


@given(st.randoms(use_true_random=False))
def test_every_record_stands_in_the_report_exactly_once(random: Random) -> None:
    """
    However records point to each other, or to nothing, none is left out and none told twice.
    """
    places = ["a", "b", "c"]
    everything = [cls.__name__.lower() for cls in RECORD_TYPES] + ["phase", "question", "nowhere"]

    def ref(kind: str) -> str:
        kind = kind if random.random() < 0.8 else random.choice(everything)
        return f"{kind}-{random.choice(places)}"

    dataset = filled(Filling(ref=ref), places)

    made = body(dataset)
    assert {made.count(str(record.note)) for record in dataset.records()} == {1}


def test_a_report_is_as_it_was_agreed() -> None:
    """
    The report of a small dataset is kept beside the tests, to be read before it is changed.
    """
    folder = FilePath(__file__).parent
    edition = sdsnet.disclose(sdsnet.read(folder / "report.yaml"), audience="internal")

    made = sdsnet.export(edition, to="markdown")[0].read()

    assert made.decode() == (folder / "report.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("audience", "told"),
    [
        ("public", "- For: **Public**. Anybody."),
        ("network", "- For: **Network**. The members of the network."),
        ("council_1", r"- For: **council\_1**"),
    ],
)
def test_a_report_says_whom_it_is_for(audience: str, told: str) -> None:
    """
    An audience that a dataset declares is called by its own name.
    """
    assert told in report(Dataset(id="d", title="D"), audience).splitlines()


def test_an_empty_dataset_makes_a_report_that_says_so() -> None:
    """
    The sections that a reader looks for say that there is nothing; the others are left out.
    """
    page = by_markdown_it(report(Dataset(id="d", title="Nothing *yet*")))

    assert page.headings == (
        (1, "Nothing*yet*"),
        (2, "Inshort"),
        (2, "Whotakespart"),
        (2, "Meetings"),
        (2, "Barriers,andwhatanswersthem"),
        (2, "Practiceexamples"),
    )
    for said in (
        "No network and no party is recorded.",
        "No meeting is recorded.",
        "No barrier is recorded.",
        "No practice example is recorded.",
    ):
        assert words(said) in page.text


def test_a_title_of_spaces_still_makes_a_heading() -> None:
    """
    A report without a title would be a page that no reader can name.
    """
    assert report(Dataset(id="d", title=" ")).startswith("# Report\n\n")


def test_the_same_edition_makes_the_same_bytes(full: Dataset) -> None:
    """
    Also when it is made again, and from a dataset whose records come in another order.
    """
    turned = {name: held[::-1] for name, held in full.collections.items()}
    editions = [disclose(one, audience="internal") for one in (full, full, evolved(full, **turned))]

    assert len({artifacts(MARKDOWN, one)[0].read() for one in editions}) == 1


@pytest.mark.parametrize("cls", RECORD_TYPES, ids=lambda cls: cls.type_name)
def test_a_record_with_nothing_but_what_it_must_state_makes_a_report(cls: Any) -> None:
    """
    Every field that may be absent can be, and what it points to may be unknown.
    """
    must = {name for name, one in declarations(cls).items() if one.required}
    whole = Filling().fill(cls, "a")
    record = cls(**{name: getattr(whole, name) for name in must})

    records: dict[str, Any] = {cls.collection: [record]}
    page = by_markdown_it(report(Dataset(id="d", title="D", **records)))

    assert has_steady_headings(page)
    assert not page.strange
