"""
From an edition to the bytes of a format, beside the least that Python can do with data made ready.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.candidates import Prepare, Run, adding_to
from benchmarks.reference_work import Work

candidate = adding_to("export")


def edition_of(work: Work) -> Any:
    """
    Return an edition in which nothing is left out, so that all there is has to be written.
    """
    import sdsnet

    return sdsnet.disclose(sdsnet.parse(work.read("json"), given="json"), audience="internal")


def exporting(to: str) -> Prepare:
    """
    Return the candidate that exports the edition to a format.
    """

    def prepare(work: Work) -> Run:
        import sdsnet

        edition = edition_of(work)

        def run() -> int:
            artifacts = sdsnet.export(edition, to)
            return sum(len(piece) for artifact in artifacts for piece in artifact.pieces())

        return run

    return prepare


@candidate("orjson.dumps, ready dicts")
def ready_dicts(work: Work) -> Run:
    import orjson

    dicts = [orjson.loads(line) for line in work.read("jsonl").splitlines()]
    option = orjson.OPT_APPEND_NEWLINE
    return lambda: sum(len(orjson.dumps(one, option=option)) for one in dicts)


candidate("sdsnet, JSON Lines")(exporting("jsonl"))
candidate("sdsnet, JSON")(exporting("json"))
candidate("sdsnet, YAML")(exporting("yaml"))


def ready_tables(work: Work) -> list[tuple[str, int, list[Any]]]:
    """
    Return the name, the number of columns and the rows of every table of the edition.
    """
    tables = edition_of(work).tables()
    return [(table.name, len(table.columns), list(table.rows)) for table in tables]


@candidate("csv.writer, ready rows")
def ready_rows(work: Work) -> Run:
    import csv

    tables = ready_tables(work)

    def run() -> int:
        written = 0
        for _, _, rows in tables:
            text = io.StringIO(newline="")
            csv.writer(text).writerows(rows)
            written += len(text.getvalue().encode())
        return written

    return run


candidate("sdsnet, CSV")(exporting("csv"))


@candidate("executemany, ready rows")
def ready_inserts(work: Work) -> Run:
    import sqlite3

    tables = ready_tables(work)

    def run() -> int:
        with TemporaryDirectory() as folder:
            path = Path(folder, "work.sqlite")
            connection = sqlite3.connect(path)
            for statement, rows in _inserts(tables):
                connection.executemany(statement, rows) if rows else connection.execute(statement)
            connection.commit()
            connection.close()
            return path.stat().st_size

    return run


def _inserts(tables: list[tuple[str, int, list[Any]]]) -> Iterator[tuple[str, list[Any]]]:
    for name, width, rows in tables:
        columns = ", ".join(f"c{number}" for number in range(width))
        yield f'CREATE TABLE "{name}" ({columns})', []
        places = ", ".join("?" * width)
        if rows:
            yield f'INSERT INTO "{name}" VALUES ({places})', rows  # noqa: S608  names of our own


candidate("sdsnet, SQLite")(exporting("sqlite"))
candidate("sdsnet, Markdown")(exporting("markdown"))
