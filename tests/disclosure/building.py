"""
What the tests of the boundary share: people with answers, and the bytes of every built-in export.
"""

import base64
import html
import json
import sqlite3
import urllib.parse
from collections.abc import Iterator
from typing import Any

from tests.rules.building import (
    barrier,
    call,
    contribution,
    dataset,
    example,
    influence,
    initiative,
    meeting,
    membership,
    network,
    observation,
    participant,
    publication,
    question_set,
    relation,
)

import sdsnet
from sdsnet.dataset import Dataset
from sdsnet.disclosure import Edition
from sdsnet.disclosure.rewriting import digest_of
from sdsnet.model import Consent, Participant
from sdsnet.model.fields import evolve

__all__ = [
    "ASKED",
    "HIDE",
    "WITHHOLD",
    "barrier",
    "bytes_of",
    "call",
    "cleared",
    "contribution",
    "dataset",
    "edition",
    "example",
    "forms",
    "influence",
    "initiative",
    "meeting",
    "membership",
    "network",
    "observation",
    "participant",
    "person",
    "publication",
    "question_set",
    "relation",
]

#: An answer that names, with all that is asked of one.
ASKED = Consent(choice="acknowledge", basis="asked", given_on="2020-01-01")
HIDE = Consent(choice="anonymise", basis="asked", given_on="2020-01-01")
WITHHOLD = Consent(choice="withhold", basis="asked", given_on="2020-01-01")

_FORMATS = ("yaml", "json", "jsonl", "markdown", "csv", "sqlite")


def person(key: str = "p1", **fields: Any) -> Participant:
    """
    Make a named person of whom no answer is recorded.
    """
    return participant(key, **{"kind": "person", "name": "Zebedee Quillfeather", **fields})


def cleared(record: Any) -> Any:
    """
    Return a record whose text somebody has read and passed.
    """
    return evolve(record, cleared=digest_of(record))


def edition(*records: Any, audience: str = "public", **header: Any) -> Dataset:
    """
    Return what an audience sees of some records.
    """
    return sdsnet.disclose(dataset(*records, **header), audience=audience).dataset


def bytes_of(made: Edition) -> Iterator[tuple[str, bytes]]:
    """
    Yield everything that the built-in exporters write, file names too, and the rows of databases.
    """
    for name in _FORMATS:
        for artifact in sdsnet.export(made, name):
            content = artifact.read()
            yield name, artifact.name.encode()
            yield name, content
            if name == "sqlite":
                yield name, _dump(content)


def _dump(content: bytes) -> bytes:
    with sqlite3.connect(":memory:") as connection:
        connection.deserialize(content)
        words = "CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, 'search', 'row')"
        connection.execute(words)
        index = " ".join(word for (word, *_) in connection.execute("SELECT * FROM temp.words"))
        lines = "\n".join(str(line) for line in connection.iterdump())
    connection.close()
    return f"{lines}\n{index}".encode()


def forms(text: str) -> Iterator[bytes]:
    """
    Yield a text as it may stand in a file: plain, escaped, encoded.
    """
    for one in {text, text.lower(), text.upper()}:
        yield one.encode()
        yield one.encode("utf-16-le")
        yield one.encode("utf-16-be")
        yield json.dumps(one).strip('"').encode()
        yield urllib.parse.quote(one).encode()
        yield urllib.parse.quote_plus(one).encode()
        yield html.escape(one).encode()
        yield "".join(f"&#{ord(c)};" for c in one).encode()
        # Of the three ways in which base64 may fall, the middle that is the same in each.
        for before in range(3):
            encoded = base64.b64encode(b"\0" * before + one.encode())
            yield encoded[4 if before else 0 : len(encoded) - 4]
