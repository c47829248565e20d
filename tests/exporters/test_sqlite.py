"""
The SQLite database, asked by programs of others.
"""

import asyncio
import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sqlite_utils
from datasette.app import Datasette
from tests.exporters.filling import evolved, filled
from tests.exporters.hard_texts import filled_with_hard_texts

from sdsnet.dataset import Dataset
from sdsnet.disclosure import Edition, disclose
from sdsnet.exporters.sqlite import SQLITE
from sdsnet.exporting import write
from sdsnet.model import (
    Attendance,
    Barrier,
    Call,
    Consequence,
    Contribution,
    Engagement,
    Influence,
    Initiative,
    Meeting,
    Observation,
    Outcome,
    Participant,
    PracticeExample,
    Recommendation,
    Topic,
)
from sdsnet.plugins import default_registry

VIEWS = ("attendance_by_role", "barriers_without_practice", "call_coverage", "influence_open")


def edition_of(dataset: Dataset) -> Edition:
    """
    Make the keeper's own edition.
    """
    return disclose(dataset, audience="internal")


def content(dataset: Dataset) -> bytes:
    """
    Export to memory.
    """
    (made,) = SQLITE.export(edition_of(dataset), None)
    return made.read()


def opened(dataset: Dataset) -> sqlite3.Connection:
    """
    Export, and open what came of it.
    """
    connection = sqlite3.connect(":memory:")
    connection.deserialize(content(dataset))
    return connection


def ask(dataset: Dataset, query: str) -> list[tuple[Any, ...]]:
    """
    Put a query to the database of a dataset.
    """
    with closing(opened(dataset)) as connection:
        return connection.execute(query).fetchall()


def demo(**records: Any) -> Dataset:
    """
    Make a small dataset.
    """
    return Dataset(id="demo", title="A demonstration", **records)


def person(name: str, *roles: str) -> Participant:
    """
    Make a participant with roles.
    """
    return Participant(id=name, kind="person", naming="named", name=name, roles=roles)


@pytest.fixture(scope="module")
def hard() -> Edition:
    """
    Make an edition in which every field is filled, and every text is hard to write.
    """
    return edition_of(filled_with_hard_texts())


@pytest.fixture(scope="module")
def database(hard: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """
    Write that edition to a file.
    """
    return write(SQLITE, hard, tmp_path_factory.mktemp("sqlite") / "demo.db").output


@pytest.fixture
def connection(database: Path) -> Iterator[sqlite3.Connection]:
    """
    Connect to that file.
    """
    with closing(sqlite3.connect(database)) as opened_file:
        yield opened_file


def test_the_database_is_sound(connection: sqlite3.Connection) -> None:
    """
    Pages, constraints and keys hold, and no page is left over that held something before.
    """
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert connection.execute("PRAGMA freelist_count").fetchone() == (0,)


def test_a_large_database_has_no_pages_left_over() -> None:
    """
    Building the search index of many texts gives pages back; none of them is in the file.
    """
    words = [f"word{number}" for number in range(400)]
    texts = [" ".join(words[start % 300 :][:90]) for start in range(12_000)]
    barriers = [Barrier(id=f"b{at}", title="T", summary=text) for at, text in enumerate(texts)]

    assert ask(demo(barriers=barriers), "PRAGMA freelist_count") == [(0,)]


def test_rows_are_those_of_the_tables(hard: Edition, connection: sqlite3.Connection) -> None:
    """
    Every table holds every cell as it is, an absent one as NULL and an empty text as one.
    """
    for table in hard.tables():
        found = connection.execute(f"SELECT * FROM {table.name}").fetchall()  # noqa: S608  # ours

        assert set(found) == set(table.rows)
        assert len(found) == len(list(table.rows))


def test_an_empty_text_is_not_an_absent_one() -> None:
    """
    The database keeps what CSV cannot.
    """
    dataset = demo(barriers=[Barrier(id="b1", title="T", summary=""), Barrier(id="b2", title="T")])

    assert ask(dataset, "SELECT summary FROM barriers ORDER BY id") == [("",), (None,)]
    assert not SQLITE.losses


def test_rows_of_many_records_are_all_there() -> None:
    """
    Zero, false and an empty text are kept where no other record has anything in the column.
    """
    number = 700
    parties = [person(f"p{at:04}") for at in range(1_203)]
    given = [
        Contribution(id=f"c{at:04}", kind="view", mode="other", contributors=("p0000",))
        for at in range(1_203)
    ]
    parties[number] = evolved(parties[number], description="", date="2026-10")
    given[number] = evolved(given[number], first_contribution=False, engagement=Engagement(views=0))
    made = edition_of(demo(participants=parties, contributions=given))

    with closing(opened(made.dataset)) as connection:
        for table in made.tables():
            found = connection.execute(f"SELECT * FROM {table.name}").fetchall()  # noqa: S608  # ours
            assert sorted(found, key=repr) == sorted(table.rows, key=repr), table.name


def test_sqlite_utils_finds_tables_and_keys(hard: Edition, database: Path) -> None:
    """
    A library of others sees each table with its columns, its rows and its keys.
    """
    found = sqlite_utils.Database(database)

    for table in hard.tables():
        theirs = found.table(table.name)
        assert [column.name for column in theirs.columns] == [one.name for one in table.columns]
        assert theirs.pks == list(table.primary_key)
        assert theirs.count == len(list(table.rows))
        single = [key for key in table.foreign_keys if len(key.columns) == 1]
        expected = {(key.columns[0], key.table) for key in single}
        assert {(key.column, key.other_table) for key in theirs.foreign_keys} >= expected
    assert set(VIEWS) == set(found.view_names())
    found.close()


def test_datasette_serves_every_table_and_view(hard: Edition, database: Path) -> None:
    """
    Opened in Datasette, each page answers, in HTML and as JSON.
    """
    served = Datasette([str(database)])

    async def statuses() -> dict[str, int]:
        names = [*(table.name for table in hard.tables()), *VIEWS, "search", "_meta"]
        pages = [f"/demo/{name}{suffix}" for name in names for suffix in ("", ".json")]
        return {page: (await served.client.get(page)).status_code for page in ["/demo", *pages]}

    found = asyncio.run(statuses())
    assert {page: status for page, status in found.items() if status != 200} == {}


def test_datasette_shows_names_for_references(tmp_path: Path) -> None:
    """
    Where a column refers to another table, its page shows the name that stands there.
    """
    dataset = demo(
        participants=[person("Ada", "provider")],
        barriers=[Barrier(id="b", title="Too little time", raised_by=("Ada",))],
    )
    path = write(SQLITE, edition_of(dataset), tmp_path / "demo.db").output

    query = "/demo/barrier_raised_by.json?_shape=array&_labels=on"
    printed = subprocess.run(
        [sys.executable, "-m", "datasette", str(path), "--get", query],
        check=True,
        capture_output=True,
        timeout=120,
    ).stdout
    assert json.loads(printed) == [
        {
            "barrier": {"value": "b", "label": "Too little time"},
            "position": 1,
            "participant": {"value": "Ada", "label": "Ada"},
        }
    ]


def test_keys_outside_of_the_codelists_are_refused() -> None:
    """
    Who adds rows to the database is held to the keys that its table of codelists has.
    """
    dataset = demo(barriers=[Barrier(id="b", title="T", themes=("acme:home_share",))])

    with closing(opened(dataset)) as connection:
        connection.execute("INSERT INTO barrier_themes VALUES ('b', 2, 'acme:home_share')")
        with pytest.raises(sqlite3.IntegrityError, match="CHECK constraint failed"):
            connection.execute("INSERT INTO barrier_themes VALUES ('b', 3, 'nonsense')")


def test_flags_are_true_false_or_absent() -> None:
    """
    A column of yes and no takes 1 and 0 alone.
    """
    dataset = demo(barriers=[Barrier(id="b", title="T", date_inferred=False)])

    with closing(opened(dataset)) as connection:
        assert connection.execute("SELECT date_inferred FROM barriers").fetchall() == [(0,)]
        with pytest.raises(sqlite3.IntegrityError, match="CHECK constraint failed"):
            connection.execute("UPDATE barriers SET date_inferred = 2")


def test_barriers_without_practice_lists_what_nothing_answers() -> None:
    """
    A barrier that a practice example addresses is not listed; recommendations are counted.
    """
    dataset = demo(
        barriers=[Barrier(id=name, title=name.upper()) for name in ("b1", "b2", "b3")],
        practice_examples=[
            PracticeExample(id="e", title="E", stage="in_use", addresses=("b2",)),
        ],
        recommendations=[
            Recommendation(id=name, summary="S", status="proposed", addresses=("b3",))
            for name in ("r1", "r2")
        ],
    )

    found = ask(dataset, "SELECT id, title, recommendations FROM barriers_without_practice")
    assert found == [("b1", "B1", 0), ("b3", "B3", 2)]


def test_call_coverage_sets_what_is_said_beside_what_is_there() -> None:
    """
    Topics come in the call's order, each with the contributions to this call on its theme.
    """
    call = Call(
        id="c",
        title="Call",
        issued_by=("p",),
        status="open",
        modes=("link",),
        default_consent="anonymise",
        anonymity_offered=True,
        topics=(
            Topic(theme="transparency", coverage="little", priority=True),
            Topic(theme="outcomes"),
        ),
    )
    sent = [
        Contribution(
            id=f"x{number}",
            kind="example",
            mode="link",
            contributors=("p",),
            call=name,
            themes=("capacity_time", "transparency"),
        )
        for number, name in enumerate(["c", "c", None])
    ]
    dataset = demo(participants=[person("p")], calls=[call], contributions=sent)

    columns = "call, title, theme, theme_label, coverage, priority, contributions"
    assert ask(dataset, f"SELECT {columns} FROM call_coverage") == [  # noqa: S608  # ours
        ("c", "Call", "transparency", "Transparency", "little", 1, 2),
        ("c", "Call", "outcomes", "Outcomes", None, None, 0),
    ]


def test_attendance_by_role_counts_parties_and_names_roles() -> None:
    """
    A party counts for each of its roles, once; a role that is only named has nobody counted.
    """
    meeting = Meeting(
        id="m",
        title="First",
        kind="network_meeting",
        status="held",
        date="2012-10",
        attendance=tuple(Attendance(participant=name) for name in ("a", "b", "b")),
        attendance_roles=("provider", "family"),
    )
    people = [person("a", "provider"), person("b", "provider", "local_authority"), person("c")]
    dataset = demo(participants=people, meetings=[meeting])

    found = ask(dataset, "SELECT meeting, date, role, parties FROM attendance_by_role")
    assert found == [
        ("m", "2012-10", "family", 0),
        ("m", "2012-10", "local_authority", 1),
        ("m", "2012-10", "provider", 2),
    ]


def test_influence_open_lists_attempts_without_an_outcome() -> None:
    """
    An outcome that says that nothing changed closes an attempt; parts are counted.
    """
    attempt: dict[str, Any] = {"kind": "own", "summary": "S", "by": ("p",)}
    dataset = demo(
        participants=[person("p")],
        influences=[
            Influence(id="f1", **attempt),
            Influence(id="f2", part_of="f1", **attempt),
            Influence(id="f3", outcomes=(Outcome(kind="none", claim="followed"),), **attempt),
        ],
    )

    assert ask(dataset, "SELECT id, kind, parts FROM influence_open") == [
        ("f1", "own", 1),
        ("f2", "own", 0),
    ]


def search(dataset: Dataset, words: str) -> list[tuple[Any, ...]]:
    """
    Search the texts of a dataset.
    """
    with closing(opened(dataset)) as connection:
        query = "SELECT record, type, field FROM search WHERE search MATCH ? ORDER BY 1, 3"
        return connection.execute(query, [words]).fetchall()


def test_free_text_is_found_without_regard_to_case_and_accents() -> None:
    """
    Whole words are found in every free text, those of lists and value objects included.
    """
    dataset = demo(
        barriers=[Barrier(id="b", title="The Caf\u00e9 is closed", summary="Nothing")],
        initiatives=[
            Initiative(
                id="i", title="I", kind="project", status="active", strands=("a CAFE\u0301",)
            )
        ],
        observations=[
            Observation(
                id="o",
                kind="view",
                summary="S",
                polarity="mixed",
                consequences=(Consequence(summary="no cafe left", certainty="happened"),),
            )
        ],
    )

    assert search(dataset, "cafe") == [
        ("b", "barrier", "barriers.title"),
        ("i", "initiative", "initiative_strands.text"),
        ("o", "observation", "observation_consequences.summary"),
    ]
    assert search(dataset, "caf") == []


def test_only_free_text_is_indexed() -> None:
    """
    Names, addresses and verbatim words are not in the index.
    """
    dataset = demo(
        participants=[person("Zebedee", "provider")],
        contributions=[
            Contribution(
                id="c",
                kind="view",
                mode="post",
                contributors=("Zebedee",),
                title="Seen",
                text="Zebedee said",
                url="https://zebedee.example",
            )
        ],
    )

    assert search(dataset, "zebedee") == []
    assert search(dataset, "seen") == [("c", "contribution", "contributions.title")]


def test_the_database_says_what_it_is_about() -> None:
    """
    A small table holds format, dataset and audience.
    """
    found = dict(ask(Dataset(id="d", title="D", as_of="2024"), 'SELECT * FROM "_meta"'))

    assert found == {
        "format": "1",
        "dataset": "d",
        "title": "D",
        "licence": None,
        "as_of": "2024",
        "audience": "internal",
    }


def test_meanings_stand_in_the_schema() -> None:
    """
    Whoever looks at how a table was made reads what its columns mean.
    """
    ((made,),) = ask(demo(), "SELECT sql FROM sqlite_master WHERE name = 'barriers'")

    assert '"title" TEXT NOT NULL,  -- The barrier in a few words.' in made
    assert "-- What gets in the way." in made


def test_the_same_edition_gives_the_same_bytes() -> None:
    """
    Neither time nor the order of the records in the document shows.
    """
    dataset = filled()
    turned: dict[str, Any] = {name: held[::-1] for name, held in dataset.collections.items()}

    assert content(dataset) == content(evolved(dataset, **turned))


def test_the_empty_edition_has_every_table_and_view() -> None:
    """
    Without a record, every query still has an answer.
    """
    with closing(opened(demo())) as connection:
        for view in VIEWS:
            assert connection.execute(f"SELECT * FROM {view}").fetchall() == []  # noqa: S608  # ours
        assert connection.execute("SELECT id FROM dataset").fetchall() == [("demo",)]


def test_the_format_is_registered_without_loading_sqlite() -> None:
    """
    The registry knows it, and who wants another format does not load the database library.
    """
    code = "import sys, sdsnet.exporters.sqlite; print('sqlite3' in sys.modules)"
    printed = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    ).stdout

    assert default_registry().exporter("sqlite") is SQLITE
    assert printed.strip() == "False"
