"""
One SQLite database: the tables with their keys, views that answer questions, full-text search.
"""

from __future__ import annotations

from collections.abc import Iterator

from sdsnet.disclosure import Edition
from sdsnet.exporting import Artifact, Exporter, file_name

__all__ = ["SQLITE"]


def _export(edition: Edition, _: None) -> Iterator[Artifact]:
    # Who wants another format need not load sqlite3.
    from sdsnet.exporters.database import database  # noqa: PLC0415  # as said above

    yield Artifact(file_name(edition, ".db"), database(edition))


#: Tables as a SQLite database.
SQLITE = Exporter(
    name="sqlite",
    title="SQLite database with views and full-text search",
    media_type="application/vnd.sqlite3",
    suffix=".db",
    layout="file",
    export=_export,
)
