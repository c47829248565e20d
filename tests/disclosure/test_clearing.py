"""
Clearing the free text of a record, and putting that into a file that people write by hand.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sdsnet
from sdsnet import EditError, reading

HEADER = 'sdsnet: "1"\ndataset: {id: d, title: D}\n'
DIGEST = hashlib.sha256(b"No time\0Why?").hexdigest()[:8]


def saved(folder: Path, text: str, name: str = "d.yaml") -> Path:
    """
    Write a document to a file, byte for byte.
    """
    path = folder / name
    path.write_bytes(text.encode())
    return path


def test_what_is_to_be_read_and_what_clears_it_is_returned(tmp_path: Path) -> None:
    """
    All free text of the record, in the order of the model, and eight digits of its digest.
    """
    text = HEADER + 'barriers: [{id: b, title: No time, themes: [technology], note: "Why?"}]\n'

    found = sdsnet.clear(saved(tmp_path, text), "b")

    assert dict(found.texts) == {"title": "No time", "note": "Why?"}
    assert len(found.digest) == 8
    assert not found.is_current
    assert "No time" not in repr(found)


def test_cleared_text_is_shown_in_an_edition_until_it_changes(tmp_path: Path) -> None:
    """
    The digest that is put in is the one for which the boundary looks, and W07 tells of a change.
    """
    text = (
        HEADER
        + "participants:\n"
        + "  - {id: p, kind: person, naming: named, name: Ann Lee, consent: {choice: anonymise}}\n"
        + "barriers:\n  - id: b\n    title: No time\n    themes: [technology]\n    raised_by: [p]\n"
    )
    path = saved(tmp_path, text)
    before = sdsnet.disclose(sdsnet.read(path)).dataset.barriers["b"].title

    sdsnet.clear(path, "b", write=True)

    after = sdsnet.disclose(sdsnet.read(path)).dataset.barriers["b"].title
    assert (before, after) == ("[text not yet checked]", "No time")
    assert sdsnet.check(path) == []
    path.write_text(path.read_text().replace("No time", "No money"))
    assert [one.code for one in sdsnet.check(path)] == ["W07"]


B = ("barriers", "b", "cleared", "1a2b3c4d")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "barriers:\n  # why\n  - id: b   # the first\n    # what\n    title: 'T'\n",
            "barriers:\n  # why\n  - id: b   # the first\n"
            "    cleared: \"1a2b3c4d\"\n    # what\n    title: 'T'\n",
            id="a line below the id, comments kept",
        ),
        pytest.param(
            "barriers:\n- title: T\n  id: b\n",
            'barriers:\n- title: T\n  id: b\n  cleared: "1a2b3c4d"\n',
            id="id last",
        ),
        pytest.param(
            "barriers:\n- title: T\n  id: b",
            'barriers:\n- title: T\n  id: b\n  cleared: "1a2b3c4d"',
            id="no line end at the end",
        ),
        pytest.param(
            "barriers:\r\n- id: b\r\n  title: T\r\n",
            'barriers:\r\n- id: b\r\n  cleared: "1a2b3c4d"\r\n  title: T\r\n',
            id="line ends of Windows",
        ),
        pytest.param(
            "barriers:\n- id: b\n  cleared: 00000000  # old\n  title: T\n",
            'barriers:\n- id: b\n  cleared: "1a2b3c4d"  # old\n  title: T\n',
            id="a value replaced",
        ),
        pytest.param(
            "barriers:\n- id: b\n  cleared:\n  title: T\n",
            'barriers:\n- id: b\n  cleared: "1a2b3c4d"\n  title: T\n',
            id="an empty value",
        ),
        pytest.param(
            "barriers:\n- {id: b, title: T}\n",
            'barriers:\n- {id: b, cleared: "1a2b3c4d", title: T}\n',
            id="in braces",
        ),
        pytest.param(
            'barriers: [{"title": "T", "id": "b"}]\n',
            'barriers: [{"title": "T", "id": "b", "cleared": "1a2b3c4d"}]\n',
            id="in braces with quotes",
        ),
        pytest.param(
            "barriers:\n- id: a\n  note: |\n    - id: b\n      title: T\n- id: b\n  title: T\n",
            "barriers:\n- id: a\n  note: |\n    - id: b\n      title: T\n- id: b\n"
            '  cleared: "1a2b3c4d"\n  title: T\n',
            id="not in a text that looks like it",
        ),
        pytest.param(
            "practice_examples:\n- id: x\n  quantity: {id: b}\nbarriers:\n- id: b\n",
            "practice_examples:\n- id: x\n  quantity: {id: b}\nbarriers:\n"
            '- id: b\n  cleared: "1a2b3c4d"\n',
            id="not in another list",
        ),
    ],
)
def test_yaml_is_changed_in_one_place(before: str, after: str) -> None:
    """
    Comments, order, quotes and line ends stay.
    """
    assert reading.with_field(before, "yaml", *B) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            '{\n  "barriers": [\n    {\n      "id": "b",\n      "title": "T"\n    }\n  ]\n}\n',
            '{\n  "barriers": [\n    {\n      "id": "b",\n      "cleared": "1a2b3c4d",\n'
            '      "title": "T"\n    }\n  ]\n}\n',
        ),
        ('{"barriers": [{"id":"b"}]}', '{"barriers": [{"id":"b", "cleared": "1a2b3c4d"}]}'),
        (
            '{"barriers": [{"cleared" : null , "id": "b"}]}',
            '{"barriers": [{"cleared" : "1a2b3c4d" , "id": "b"}]}',
        ),
    ],
)
def test_json_is_changed_in_one_place(before: str, after: str) -> None:
    """
    The indent of the file is taken up.
    """
    assert reading.with_field(before, "json", *B) == after


def test_json_lines_are_changed_in_one_line() -> None:
    """
    The other lines stay, blank ones and their line ends included.
    """
    first, last = '{"type": "dataset", "sdsnet": "1", "id": "b2"}\r\n', '\n{"id":"c"}'
    line = '{"type": "barrier", "id": "b", "title": "T \u2028"}'

    made = reading.with_field(first + line + last, "jsonl", *B)

    assert made == first + line.replace('"b",', '"b", "cleared": "1a2b3c4d",') + last


def test_a_file_without_the_record_is_told_apart() -> None:
    """
    The record may stand in another file of the folder.
    """
    for text, written_as in (("barriers: []", "yaml"), ("{}", "json"), ("", "jsonl")):
        assert reading.with_field(text, written_as, *B) is None  # type: ignore[arg-type]  # a loop over formats


def test_a_change_that_would_reach_further_is_refused() -> None:
    """
    What an alias repeats cannot be changed in one place.
    """
    shared = "barriers:\n- &one\n  id: b\n  title: T\nextra:\n- *one\n"
    anchored = "barriers:\n- id: b\n  cleared: &c old\n- id: a\n  note: *c\n"

    for text in (shared, anchored):
        with pytest.raises(EditError, match="barriers 'b': cleared cannot be put in"):
            reading.with_field(text, "yaml", *B)


words = st.text(st.characters(blacklist_categories=["C"]), max_size=12)


@given(note=words, title=words, width=st.integers(0, 3))
def test_only_the_field_changes_whatever_the_file_holds(note: str, title: str, width: int) -> None:
    """
    In all three formats the records read the same as before, but for the digest.
    """
    title = title.strip() or "T"
    records: list[dict[str, Any]] = [
        {"id": f"b{n}", "title": title, "themes": ["technology"]} for n in range(width)
    ]
    records.insert(width // 2, {"id": "b", "title": title, "note": note, "themes": ["technology"]})
    dataset = sdsnet.Dataset(id="d", title="D", barriers=[sdsnet.Barrier(**one) for one in records])
    expected = {
        one.id: sdsnet.evolve(one, cleared="1a2b3c4d") if one.id == "b" else one
        for one in dataset.barriers
    }

    for to in ("yaml", "json", "jsonl"):
        text = sdsnet.render(dataset, to)
        made = reading.with_field(text, to, *B)
        assert made is not None
        read = sdsnet.parse(made, given=to)
        assert dict(read.barriers.ids) == expected


def test_writing_keeps_mark_mode_and_link(tmp_path: Path) -> None:
    """
    A byte order mark, the rights of a file and a link to it stay; no other file is left behind.
    """
    path = tmp_path / "real.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + HEADER.encode() + b"barriers: [{id: b, title: T}]\n")
    path.write_bytes(path.read_bytes().replace(b"title: T}", b"title: T, themes: [technology]}"))
    path.chmod(0o640)
    (tmp_path / "in").mkdir()
    link = tmp_path / "in" / "d.yaml"
    link.symlink_to(path)

    sdsnet.clear(link, "b", write=True)

    assert path.read_bytes().startswith(b"\xef\xbb\xbfsdsnet")
    assert b"cleared" in path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o640
    assert link.is_symlink()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["in", "real.yaml"]


def test_in_a_folder_the_file_of_the_record_is_changed(tmp_path: Path) -> None:
    """
    The others are left alone.
    """
    saved(tmp_path, HEADER, "a.yaml")
    saved(tmp_path, 'sdsnet: "1"\nbarriers: [{id: b, title: T, themes: [technology]}]\n', "b.yaml")

    sdsnet.clear(tmp_path, "b", write=True)

    assert "cleared" in (tmp_path / "b.yaml").read_text()
    assert (tmp_path / "a.yaml").read_text() == HEADER


def test_text_that_is_not_what_was_read_is_not_cleared(tmp_path: Path) -> None:
    """
    Somebody changed it in between: nothing is written.
    """
    path = saved(tmp_path, HEADER + "barriers: [{id: b, title: T, themes: [technology]}]\n")
    before = path.read_bytes()

    with pytest.raises(sdsnet.DisclosureError, match="its text is not what was read"):
        sdsnet.clear(path, "b", write=True, digest="00000000")

    assert path.read_bytes() == before


def test_a_record_without_free_text_has_nothing_to_clear(tmp_path: Path) -> None:
    """
    The message says so.
    """
    text = HEADER + "participants: [{id: p, kind: organisation, naming: named, name: Body}]\n"

    with pytest.raises(sdsnet.DisclosureError, match="participants 'p' holds no free text"):
        sdsnet.clear(saved(tmp_path, text), "p")
