"""
No report of `sdsnet check` shows what stands in a field that may hold personal data.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from tests.cli.running import HEADER, run, saved

from sdsnet import api
from sdsnet.errors import Position, Problem
from sdsnet.model import RECORD_TYPES, Header, Record
from sdsnet.model.fields import Declaration, declarations, walk

PLANTED = "Quillon Ashgrove"
REPORTS = ("text", "json", "sarif", "github")


def _is_private(declared: Declaration) -> bool:
    if declared.kind == "mapping":
        return True
    return declared.kind == "text" and declared.disclosure not in {"open", "structural"}


#: Every field that may hold personal data, with the class in whose records it stands.
TYPES: tuple[type[Header | Record], ...] = (Header, *RECORD_TYPES)
FIELDS = [(cls, path) for cls in TYPES for path, declared in walk(cls) if _is_private(declared)]


def _holding(cls: type, path: tuple[str, ...], value: Any) -> dict[str, Any]:
    name, *rest = path
    declared = declarations(cls)[name]
    if rest and declared.value:
        value = _holding(declared.value, tuple(rest), value)
    elif declared.kind == "mapping":
        value = {"few": value}
    return {name: [value] if declared.many else value}


def _document(cls: type, record: dict[str, Any]) -> dict[str, Any]:
    if cls is Header:
        return {"sdsnet": "1", "dataset": {"id": "d", "title": "T"} | record}
    return {
        "sdsnet": "1",
        "dataset": {"id": "d", "title": "T"},
        cls.collection: [{"id": "r1", **record}],  # type: ignore[attr-defined]  # a record type
    }


def _lines(document: dict[str, Any]) -> str:
    """
    Write a document as JSON Lines.
    """
    kinds = {cls.collection: cls.type_name for cls in RECORD_TYPES}
    lines = [{"type": "dataset", "sdsnet": document.pop("sdsnet"), **document.pop("dataset")}]
    lines += [{"type": kinds[name], **one} for name, held in document.items() for one in held]
    return "".join(f"{json.dumps(line)}\n" for line in lines)


WRITERS = {
    "block.yaml": lambda one: yaml.safe_dump(one, sort_keys=False, width=30),
    "flow.yaml": lambda one: yaml.safe_dump(one, default_flow_style=True, width=1000),
    "quoted.yaml": lambda one: yaml.safe_dump(one, default_style='"', width=60),
    "literal.yaml": lambda one: yaml.safe_dump(one, default_style="|"),
    "pretty.json": lambda one: json.dumps(one, indent=1),
    "dense.json": lambda one: json.dumps(one, separators=(",", ":")),
    "lines.jsonl": _lines,
}

WRONG: st.SearchStrategy[dict[str, Any]] = st.sampled_from(
    [
        {},
        {"themes": ["nonsense"], "date": "3 Oct", "kind": "nonsense", "source": "nobody"},
        {"nmae": PLANTED, "unknown_key": {"a": PLANTED}},
        {"themes": PLANTED + " (not a list)", "sequence": [1], "status": None, "roles": {"a": 1}}
        | {"themes": [1]},
        {"extra": {PLANTED: PLANTED}, "jurisdiction": "GB-XX"},
    ]
)


@st.composite
def broken_documents(draw: st.DrawFn) -> tuple[str, str]:
    """
    Draw the name and text of a file that holds the secret in one field, and is wrong somewhere.
    """
    cls, path = draw(st.sampled_from(FIELDS))
    value = draw(
        st.sampled_from([PLANTED, f"{PLANTED}\n{PLANTED} again: yes", f"x: {PLANTED} # y"])
    )
    record = draw(WRONG) | _holding(cls, path, value)
    name = draw(st.sampled_from(sorted(WRITERS)))
    text = WRITERS[name](_document(cls, record))
    return name, draw(damaged(text))


@st.composite
def damaged(draw: st.DrawFn, text: str) -> str:
    """
    Add or take away one character, or repeat a line, but leave the secret itself whole.
    """
    at = draw(st.integers(0, len(text)))
    start = text.rfind("Quillon", 0, at + 7)
    if 0 <= start < at < start + len(PLANTED):
        at = start
    how = draw(st.sampled_from(["keep", "add", "drop", "repeat"]))
    if how == "add":
        return text[:at] + draw(st.sampled_from("{}[]:,\"'\\#&*!|>-?% \t\n\x00é日A1")) + text[at:]
    if how == "drop" and not text[at:].startswith("Q"):
        return text[:at] + text[at + 1 :]
    if how == "repeat":
        line = text[text.rfind("\n", 0, at) + 1 :].partition("\n")[0]
        return text.replace(line, f"{line}\n{line}", 1)
    return text


@given(broken_documents())
def test_no_report_shows_what_a_private_field_holds(document: tuple[str, str]) -> None:
    """
    Whatever is wrong with the file, the secret in it is in no report.
    """
    name, text = document
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(text.encode())

        outputs = {one: run("check", path, "--format", one).output for one in REPORTS}

    for report, output in outputs.items():
        assert "Quillon" not in output, (report, text)
        assert "Ashgrove" not in output, (report, text)


@given(broken_documents())
def test_no_line_of_a_file_with_a_secret_is_shown_open(document: tuple[str, str]) -> None:
    """
    Whatever place a problem points to, no line around it shows the secret.
    """
    name, text = document
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(text.encode())
        reading = api.examine(path)
    file = str(path)
    lines = range(1, text.count("\n") + 2)
    at = [Problem("X", "x", "error", "", "", Position(file, line, 1)) for line in lines]

    shown = " ".join(one.text for one in api.excerpts(reading, at) if one)

    assert "Quillon" not in shown, text
    assert "Ashgrove" not in shown, text


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_show_values_shows_them(tmp_path: Path, name: str) -> None:
    """
    The keeper, who asks for the values, sees them.
    """
    record = {"kind": "person", "naming": "nonsense", "name": PLANTED}
    (cls,) = [one for one in RECORD_TYPES if one.type_name == "participant"]
    path = saved(tmp_path, WRITERS[name](_document(cls, record)), name)
    on_the_same_line = name in {"dense.json", "flow.yaml", "lines.jsonl"}

    masked = run("check", path).stderr
    shown = run("check", path, "--show-values").stderr

    assert "nonsense" in masked
    assert PLANTED not in masked
    assert (PLANTED in shown) == on_the_same_line


@pytest.mark.parametrize(
    ("record", "line"),
    [
        ("{id: p, naming: nmaed, name: Ann Lee}", "{id: p, naming: nmaed, name: ***}"),
        ("{naming: nmaed, 'name': 'Ann Lee'}  #Ann, Lee: x", "{naming: nmaed, 'name': ***}  # ***"),
        ("{naming: nmaed, name: Lee, Ann}", "{naming: nmaed, name: ***, ***}"),
        ("{naming: nmaed, nmae: Ann}", "{naming: nmaed, nmae: ***}"),
        ("{naming: nmaed, name: &ann Ann}", "{naming: nmaed, name: ***}"),
        ("{naming: nmaed, kind: &Ann person}", "{naming: nmaed, kind: ***}"),
        ("{naming: nmaed, extra: Ann}", "{naming: nmaed, extra: ***}"),
        ("{naming: nmaed, name: {Ann: Lee}}", "{naming: nmaed, name: {***: ***}}"),
        ("{naming: nmaed, url: [Ann, Lee]}", "{naming: nmaed, url: [***, ***]}"),
        ("{naming: nmaed, venue: Ann's}", "{naming: nmaed, venue: ***}"),
        ("{naming: nmaed, consent: {how: Ann}}", "{naming: nmaed, consent: {how: ***}}"),
        ("{naming: nmaed, extra: {Ann: 1}}", "{naming: nmaed, extra: {***: ***}}"),
    ],
)  # fmt: skip
def test_line_shows_keys_and_open_values_alone(tmp_path: Path, record: str, line: str) -> None:
    """
    Keys, ids and codes are shown; names, notes, comments and what cannot be placed are not.
    """
    result = run("check", saved(tmp_path, f"{HEADER}participants:\n  - {record}"))

    assert f" 4 |   - {line}\n" in result.stderr


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("    note: Ann: Lee", "    note: ***"),
        ("    Ann said: this: that", "    ***"),
        ("    ann: this: that", "    ***"),
        ("    - name: Ann: Lee", "    - name: ***"),
        ('    "note": Ann: Lee', '    "note": ***'),
    ],
)
def test_line_that_is_not_well_formed_shows_no_more_than_its_first_key(
    tmp_path: Path, line: str, shown: str
) -> None:
    """
    Where the text does not parse, a line is shown up to its first key, if the model has such a key.
    """
    result = run("check", saved(tmp_path, f"{HEADER}participants:\n  - id: p\n{line}\n"))

    assert "S03" in result.stderr
    assert f" 5 | {shown}\n" in result.stderr


def test_line_inside_a_text_of_several_lines_is_masked_whole(tmp_path: Path) -> None:
    """
    A line in the middle of a block of text shows nothing but its indent.
    """
    text = (
        HEADER
        + "participants:\n  - id: p\n    note: |\n      name: Ann\n        kind: Ann\n    x: 1\n"
    )
    reading = api.examine(saved(tmp_path, text))
    file = str(tmp_path / "d.yaml")
    at = [Problem("X", "x", "error", "", "", Position(file, line, 1)) for line in (5, 6, 7)]

    lines = [one.text for one in api.excerpts(reading, at) if one]

    assert lines == ["    note: ***", "      ***", "        ***"]
