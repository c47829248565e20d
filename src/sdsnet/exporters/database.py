"""
Building a SQLite database of an edition's tables.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing

from sdsnet.disclosure import Edition
from sdsnet.exporters.questions import VIEWS
from sdsnet.views.tables import Block, Column, Table, codelist_keys

__all__ = ["database"]

#: Version of the tables, views and names in the database.
_FORMAT = "1"

_TYPES = {"integer": "INTEGER", "boolean": "INTEGER"}

_SEARCH = """
CREATE VIRTUAL TABLE search USING fts5(
  record UNINDEXED, type UNINDEXED, field UNINDEXED, text,
  tokenize = 'unicode61 remove_diacritics 2'
)
"""

_MERGING = "INSERT INTO search (search, rank) VALUES ('automerge', ?)"
_USUAL_MERGING = 4

Keys = Mapping[str, Sequence[str]]


def database(edition: Edition) -> bytes:
    """
    Make the database of an edition, in memory.
    """
    tables = edition.tables()
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        # The constraints hold by the way the tables are made; to look at them again for each row
        # would take longer than to write it.
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("BEGIN")
        _fill(connection, tables)
        _index_texts(connection, tables)
        for view in VIEWS:
            connection.execute(view)
        _describe(connection, edition)
        connection.execute("COMMIT")
        # Pages that were used and given back still hold what was written on them.
        (unused,) = connection.execute("PRAGMA freelist_count").fetchone()
        if unused:
            connection.execute("VACUUM")
        return connection.serialize()


def _fill(connection: sqlite3.Connection, tables: Sequence[Table]) -> None:
    keys = codelist_keys(tables)
    for table in tables:
        connection.execute(_create(table, keys))
        for block in table.blocks:
            _insert(connection, table, block)


def _insert(connection: sqlite3.Connection, table: Table, block: Block) -> None:
    """
    Write a block of rows; columns in which none of them has anything are left to SQLite.

    Of most tables that is half of the columns or more, and each cell would cost as much as a word.
    """
    held = {
        column.name: cells
        for column, cells in zip(table.columns, block, strict=True)
        if any(cells) or cells.count(None) < len(cells)
    }
    places = ", ".join("?" * len(held))
    insert = f"INSERT INTO {_name(table.name)} ({_names(held)}) VALUES ({places})"  # noqa: S608  # no outside text
    connection.executemany(insert, zip(*held.values(), strict=True))


def _create(table: Table, keys: Keys) -> str:
    """
    Write the statement that makes a table; what the columns mean stands in it as comments.
    """
    parts = [(_column(column, keys), column.description) for column in table.columns]
    parts.append((f"PRIMARY KEY ({_names(table.primary_key)})", ""))
    parts += [(f"UNIQUE ({_names(key)})", "") for key in table.unique_keys]
    for key in table.foreign_keys:
        target = f"{_name(key.table)} ({_names(key.target)})"
        parts.append((f"FOREIGN KEY ({_names(key.columns)}) REFERENCES {target}", ""))
    last = len(parts) - 1
    lines = [
        f"  {part}{',' if at < last else ''}{f'  -- {meaning}' if meaning else ''}"
        for at, (part, meaning) in enumerate(parts)
    ]
    # Rows with keys of several columns stand in the order of the key, which spares an index.
    end = ") WITHOUT ROWID" if len(table.primary_key) > 1 else ")"
    return "\n".join([f"CREATE TABLE {_name(table.name)} (  -- {table.description}", *lines, end])


def _column(column: Column, keys: Keys) -> str:
    words = [_name(column.name), _TYPES.get(column.type, "TEXT")]
    if column.required:
        words.append("NOT NULL")
    if column.type == "boolean":
        words.append(f"CHECK ({_name(column.name)} IN (0, 1))")
    if column.codelist:
        allowed = ", ".join(map(_text, keys[column.codelist]))
        words.append(f"CHECK ({_name(column.name)} IN ({allowed}))")
    return " ".join(words)


def _index_texts(connection: sqlite3.Connection, tables: Sequence[Table]) -> None:
    connection.execute(_SEARCH)
    # To merge parts of the index while it grows would leave pages that have to be cleared away.
    connection.execute(_MERGING, [0])
    for table in tables:
        for column in table.columns:
            if table.record_type and column.is_free_text:
                connection.execute(_insert_texts(table, column))
    connection.execute(_MERGING, [_USUAL_MERGING])


def _insert_texts(table: Table, column: Column) -> str:
    record, text = _name(table.columns[0].name), _name(column.name)
    kind, field = _text(table.record_type or ""), _text(f"{table.name}.{column.name}")
    return (
        f"INSERT INTO search SELECT {record}, {kind}, {field}, {text} "  # noqa: S608  # as above
        f"FROM {_name(table.name)} WHERE {text} <> ''"
    )


def _describe(connection: sqlite3.Connection, edition: Edition) -> None:
    described = {
        "format": _FORMAT,
        "dataset": edition.dataset.id,
        "title": edition.dataset.title,
        "licence": edition.dataset.licence,
        "as_of": edition.dataset.as_of,
        "audience": edition.audience,
    }
    connection.execute('CREATE TABLE "_meta" ("key" TEXT NOT NULL PRIMARY KEY, "value" TEXT)')
    connection.executemany('INSERT INTO "_meta" VALUES (?, ?)', described.items())


def _name(name: str) -> str:
    return f'"{name}"'


def _names(names: Iterable[str]) -> str:
    return ", ".join(map(_name, names))


def _text(text: str) -> str:
    doubled = text.replace("'", "''")
    return f"'{doubled}'"
