"""
From an edition to the bytes of a format, beside the least that Python can do with data made ready.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.candidates import Run, adding_to
from benchmarks.reference_work import Work

candidate = adding_to("export")


def _edition(work: Work) -> Any:
    import sdsnet

    return sdsnet.disclose(sdsnet.parse(work.read("json"), given="json"), audience="internal")


def _export(work: Work, to: str) -> Run:
    import sdsnet

    edition = _edition(work)

    def run() -> int:
        artifacts = sdsnet.export(edition, to)
        return sum(len(piece) for artifact in artifacts for piece in artifact.pieces())

    return run


@candidate("orjson.dumps, ready dicts")
def ready_dicts(work: Work) -> Run:
    import orjson

    dicts = [orjson.loads(line) for line in work.read("jsonl").splitlines()]
    option = orjson.OPT_APPEND_NEWLINE
    return lambda: sum(len(orjson.dumps(one, option=option)) for one in dicts)


@candidate("sdsnet, JSON Lines")
def json_lines(work: Work) -> Run:
    return _export(work, "jsonl")


@candidate("sdsnet, JSON")
def json_document(work: Work) -> Run:
    return _export(work, "json")


@candidate("sdsnet, YAML")
def yaml_document(work: Work) -> Run:
    return _export(work, "yaml")


def _ready_tables(work: Work) -> list[tuple[str, int, list[Any]]]:
    """
    Return the name, the number of columns and the rows of every table of the edition.
    """
    tables = _edition(work).tables()
    return [(table.name, len(table.columns), list(table.rows)) for table in tables]


@candidate("csv.writer, ready rows")
def ready_rows(work: Work) -> Run:
    import csv

    tables = _ready_tables(work)

    def run() -> int:
        written = 0
        for _, _, rows in tables:
            text = io.StringIO(newline="")
            csv.writer(text).writerows(rows)
            written += len(text.getvalue().encode())
        return written

    return run


@candidate("sdsnet, CSV")
def csv_tables(work: Work) -> Run:
    return _export(work, "csv")


@candidate("executemany, ready rows")
def ready_inserts(work: Work) -> Run:
    import sqlite3

    tables = _ready_tables(work)

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


@candidate("sdsnet, SQLite")
def sqlite_database(work: Work) -> Run:
    return _export(work, "sqlite")


@candidate("sdsnet, Markdown")
def markdown_report(work: Work) -> Run:
    return _export(work, "markdown")
