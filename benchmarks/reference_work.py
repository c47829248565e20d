"""
The reference work: a made-up dataset of any size, the same one whenever it is made.

People in networks, the barriers they meet, what they do about them, and what they send in. Nobody
in it is real, and no sentence means anything: only the lengths of words and texts are those of real
ones.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

__all__ = ["FILES", "SHARES", "Document", "Work", "make", "with_faults"]

Document = dict[str, Any]

#: How many of a hundred records are of each kind.
SHARES = {
    "participants": 20,
    "networks": 2,
    "memberships": 14,
    "barriers": 20,
    "practice_examples": 20,
    "contributions": 24,
}
_TEXT = (
    "a about after agree all also and answer are as ask at away back been before begin being "
    "best better both budget but by call café came can care carer change choice clear come "
    "council could day decide different do each early enough every family few find first follow "
    "for found friend from full give good group had have hear help her here home hours how idea "
    "if in into is it its keep kept know late learn left less let like list little live long "
    "look made make many may meet meeting money month more most much must need never new no not "
    "now of often old on once one only open or other our out over own part pay people person "
    "place plan point provider questions quite rather read really said same saw say see seen "
    "send set share she short should show since small so some soon staff start still support "
    "take talk team tell than that the their them then there they thing think this those time "
    "to together told too took try trust two under until up use used very visit wait want was "
    "way we week well went were what when where which while who why will with within without "
    "word work worker would write year you"
)
WORDS = _TEXT.split()
THEMES = ("co_production", "finance_resources", "information_advice", "choice_risk", "workforce")
ROLES = ("provider", "supported_person", "unpaid_carer", "local_authority", "practitioner")

#: The files of the reference work, by what is in them.
FILES = {
    "json": "work.json",
    "jsonl": "work.jsonl",
    "yaml": "work.yaml",
    "faulty json": "faulty.json",
    "faulty jsonl": "faulty.jsonl",
    "faulty yaml": "faulty.yaml",
}


@attrs.frozen
class Work:
    """
    The reference work at one size, as files in a folder.

    Attributes:
        folder: Where the files lie.
        size: How many records it has.
    """

    folder: Path
    size: int

    def path(self, name: str) -> Path:
        """
        Return where a file of the reference work lies, such as `faulty json`.
        """
        return self.folder / FILES[name]

    def read(self, name: str) -> bytes:
        """
        Return the bytes of a file of the reference work.
        """
        return self.path(name).read_bytes()


def make(folder: Path, size: int) -> Work:
    """
    Write the files of the reference work.

    Args:
        folder: Where to write them; it is made.
        size: How many records there are to be.
    """
    folder.mkdir(parents=True)
    work = Work(folder, size)
    clean = document(size)
    for prefix, content in (("", clean), ("faulty ", with_faults(clean))):
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        work.path(f"{prefix}json").write_text(text, encoding="utf-8")
        work.path(f"{prefix}jsonl").write_text("".join(_lines(content)), encoding="utf-8")
        work.path(f"{prefix}yaml").write_text("".join(_yaml(content)), encoding="utf-8")
    return work


def document(size: int) -> Document:
    """
    Make the reference work as plain data.
    """
    chance = random.Random(size)  # noqa: S311  the same numbers every time, not secret ones
    counts = {name: max(1, size * share // 100) for name, share in SHARES.items()}
    counts["contributions"] += size - sum(counts.values())
    makers = {
        "participants": _participant,
        "networks": _network,
        "memberships": _membership,
        "barriers": _barrier,
        "practice_examples": _practice_example,
        "contributions": _contribution,
    }
    made: Document = {
        "sdsnet": "1",
        "dataset": {"id": "reference-work", "title": "Reference work", "jurisdiction": "GB-SCT"},
    }
    ids = _Ids(chance, counts)
    for name, maker in makers.items():
        made[name] = [maker(ids, number) for number in range(counts[name])]
    return made


class _Ids:
    """
    What the makers of records draw on: chance, words, and the ids of other records.
    """

    def __init__(self, chance: random.Random, counts: Mapping[str, int]) -> None:
        self.chance = chance
        self._counts = counts

    def words(self, count: int) -> str:
        """
        Make a text of some length that begins with a capital and ends in a full stop.
        """
        text = " ".join(self.chance.choices(WORDS, k=count))
        return f"{text[0].upper()}{text[1:]}."

    def one(self, name: str) -> str:
        """
        Return the id of some record.
        """
        return _id(name, self.chance.randrange(self._counts[name]))

    def some(self, name: str, most: int) -> list[str]:
        """
        Return the ids of one record to `most` records.
        """
        return sorted({self.one(name) for _ in range(self.chance.randint(1, most))})


def _id(name: str, number: int) -> str:
    return f"{name[:-1].replace('_', '-')}-{number:06}"


def _participant(ids: _Ids, number: int) -> Document:
    made: Document = {
        "id": _id("participants", number),
        "kind": "organisation" if number % 3 else "service",
        "naming": "named",
        "name": f"Organisation {number} {ids.words(2)[:-1]}",
        "description": ids.words(23),
        "roles": [ids.chance.choice(ROLES)],
        "sector": "third_sector",
        "place": "Example Town",
        "contacts": [{"kind": "email", "value": f"office{number}@example.org", "share": "network"}],
    }
    if number % 10 == 0:
        made["consent"] = _consent(number)
    return made


def _consent(number: int) -> Document:
    day = f"2026-{number // 10 % 12 + 1:02}-{number // 120 % 28 + 1:02}"
    return {"choice": "acknowledge", "basis": "asked", "given_on": day, "how": "By letter"}


def _network(ids: _Ids, number: int) -> Document:
    report = {"status": "active", "since": f"20{number % 16 + 10}-03", "note": ids.words(10)}
    return {
        "id": _id("networks", number),
        "kind": "community_of_practice",
        "name": f"Network {number}",
        "description": ids.words(25),
        "status_history": [report],
        "convened_by": ids.some("participants", 2),
        "level": "local",
    }


def _membership(ids: _Ids, number: int) -> Document:
    return {
        "id": _id("memberships", number),
        # There are fewer memberships than participants, so no two of them look alike.
        "participant": _id("participants", number),
        "network": ids.one("networks"),
        "role": "member",
        "representation": "direct",
        "invitation": "by_convener",
        "involvement": "member",
        "date": f"20{number % 16 + 10}-{number % 12 + 1:02}",
        "place": f"Town {number}",
        "note": ids.words(16),
    }


def _barrier(ids: _Ids, number: int) -> Document:
    return {
        "id": _id("barriers", number),
        "title": ids.words(5),
        "summary": ids.words(40),
        "affects_roles": [ids.chance.choice(ROLES)],
        "raised_by": ids.some("participants", 2),
        "about": ids.some("participants", 1),
        "themes": [ids.chance.choice(THEMES)],
        "control": "needs_help",
        "control_roles": ["local_authority"],
        "stated_as": "view",
        "quantity": {"quantifier": "several", "as_written": "a number of people"},
        "date": f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}",
    }


def _practice_example(ids: _Ids, number: int) -> Document:
    return {
        "id": _id("practice_examples", number),
        "title": ids.words(6),
        "summary": ids.words(60),
        "stage": "in_use",
        "rating": "promising",
        "rating_by": "source",
        "evidence": "feedback",
        "addresses": ids.some("barriers", 2),
        "developed_by": ids.some("participants", 1),
        "network": ids.one("networks"),
        "themes": [ids.chance.choice(THEMES)],
        "level": "local",
        "date": f"20{number % 16 + 10}",
    }


def _contribution(ids: _Ids, number: int) -> Document:
    made: Document = {
        "id": _id("contributions", number),
        "kind": "example",
        "mode": "written_up",
        "contributors": ids.some("participants", 1),
        "title": ids.words(6),
        "summary": ids.words(80),
        "network": ids.one("networks"),
        "offers": ids.some("practice_examples", 1),
        "themes": [ids.chance.choice(THEMES)],
        "first_contribution": number % 2 == 0,
        "engagement": {"views": number % 500, "replies": number % 7},
        "date": f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}",
    }
    if number % 10 == 0:
        made["consent"] = _consent(number)
    return made


def with_faults(clean: Document) -> Document:
    """
    Return the reference work with a fault in every tenth record, of six kinds in turn.
    """
    faults = (_unknown_key, _no_such_key, _no_such_record, _wrong_kind, _nothing, _no_date)
    made = dict(clean)
    for name in SHARES:
        made[name] = [dict(record) for record in clean[name]]
        for turn, record in enumerate(made[name][::10]):
            faults[turn % len(faults)](record)
    return made


def _unknown_key(record: Document) -> None:
    record["datte"] = "2026"


def _no_such_key(record: Document) -> None:
    record["themes"] = ["co_produktion"]


def _no_such_record(record: Document) -> None:
    record["according_to"] = [f"participant-x{record['id'][-5:]}"]


def _wrong_kind(record: Document) -> None:
    record["note"] = ["a list"]


def _nothing(record: Document) -> None:
    field = next(name for name in list(record)[1:] if name in _REQUIRED)
    del record[field]


_REQUIRED = ("kind", "participant", "title", "status_history")


def _no_date(record: Document) -> None:
    record["date"] = "03/10/2012"


def _lines(content: Document) -> Iterator[str]:
    """
    Write the document as JSON Lines.
    """
    first = {"type": "dataset", "sdsnet": content["sdsnet"], **content["dataset"]}
    yield json.dumps(first, ensure_ascii=False) + "\n"
    for name in SHARES:
        for record in content[name]:
            line = {"type": name[:-1], **record}
            yield json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n"


def _yaml(content: Document) -> Iterator[str]:
    """
    Write the document as YAML by hand would be, block style, a list of keys in one line.
    """
    yield f'sdsnet: "{content["sdsnet"]}"\ndataset:\n'
    yield from (f"  {line}\n" for line in _block(content["dataset"]))
    for name in SHARES:
        yield f"\n{name}:\n"
        for record in content[name]:
            first, *rest = _block(record)
            yield f"  - {first}\n"
            yield from (f"    {line}\n" for line in rest)


def _block(mapping: Document) -> Iterator[str]:
    for key, value in mapping.items():
        if isinstance(value, dict):
            yield f"{key}:"
            yield from (f"  {line}" for line in _block(value))
        elif isinstance(value, list) and isinstance(value[0], dict):
            yield f"{key}:"
            for item in value:
                first, *rest = _block(item)
                yield f"  - {first}"
                yield from (f"    {line}" for line in rest)
        elif isinstance(value, list):
            yield f"{key}: [{', '.join(value)}]"
        else:
            yield from _scalar(key, value)


def _scalar(key: str, value: object) -> Iterator[str]:
    """
    Write one value; a long text is folded over several lines, as an editor's wrapping does.
    """
    if not isinstance(value, str):
        yield f"{key}: {json.dumps(value)}"
        return
    words = value.split(" ")
    if len(words) <= _WORDS_A_LINE:
        yield f"{key}: {value}"
        return
    yield f"{key}: >-"
    for start in range(0, len(words), _WORDS_A_LINE):
        yield "  " + " ".join(words[start : start + _WORDS_A_LINE])


_WORDS_A_LINE = 18

if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]))
