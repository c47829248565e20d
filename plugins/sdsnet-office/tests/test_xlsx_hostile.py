"""
Workbooks that were made to do harm, or came to it, are refused with a message and nothing else.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import pytest
import sdsnet_office
from hypothesis import given
from hypothesis import strategies as st
from sdsnet_office.xlsx.package import Bounds, RefusedError, unpack

import sdsnet

UNREADABLE = "The file is not a workbook that can be read. Save it anew as .xlsx."
LIMITS = sdsnet.Limits()


def _demo() -> bytes:
    """
    Export a small dataset.
    """
    barrier = sdsnet.Barrier(id="b", title="Needle", date="2012", date_inferred=True)
    dataset = sdsnet.Dataset(id="demo", title="A demonstration", barriers=[barrier])
    edition = sdsnet.disclose(dataset, audience="internal")
    options = sdsnet_office.XlsxOptions(compact=True)
    (artifact,) = sdsnet_office.XLSX.export(edition, options)
    return artifact.read()


DEMO = _demo()
BARRIERS = "xl/worksheets/sheet3.xml"
TEXTS = "xl/sharedStrings.xml"
BOOK = "xl/workbook.xml"
LINKS = "xl/_rels/workbook.xml.rels"


def members(content: bytes = DEMO) -> dict[str, bytes]:
    """
    Return the members of a workbook.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """
    Pack members.
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def changed(name: str, old: bytes, new: bytes) -> bytes:
    """
    Return the demonstration with one member changed.
    """
    parts = members()
    assert old in parts[name]
    return packed({**parts, name: parts[name].replace(old, new, 1)})


def told(content: bytes, limits: sdsnet.Limits = LIMITS) -> list[str]:
    """
    Return code and message of every fault.
    """
    parsed = sdsnet_office.XLSX_READER.read(content, limits)
    return [f"{fault.code} {fault.message}" for fault in parsed.faults]


def test_the_demonstration_itself_is_read() -> None:
    """
    What the tests below break is whole before.
    """
    parsed = sdsnet_office.XLSX_READER.read(packed(members()), LIMITS)

    assert parsed.faults == ()
    assert parsed.data["barriers"] == [
        {"id": "b", "title": "Needle", "date": "2012", "date_inferred": True}
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04",
        b"<html>no workbook</html>",
        DEMO[: len(DEMO) // 2],
        packed({"word/document.xml": b"<document/>"}),
        packed({**members(), BARRIERS: b""}),
        packed({**members(), BARRIERS: b"<worksheet><row>"}),
        packed({name: content for name, content in members().items() if name != BARRIERS}),
        changed(BARRIERS, b't="s"', b't="nonsense"'),
        changed(BARRIERS, b'<c r="A2"', b'<c r="AAAAAAA2"'),
        changed(BARRIERS, b'<c r="A2"', b'<c r="2A"'),
        changed(BARRIERS, b'<row r="2"', b'<row r="99999999"'),
        changed(BARRIERS, b'<row r="2"', b'<row r="1e999"'),
        changed(BARRIERS, b't="s"><v>', b't="s"><v>99999'),
        changed(BARRIERS, b't="s"><v>', b"><v>nan"),
        changed(TEXTS, b"Needle", b"Need\x00le"),
        changed(TEXTS, b"Needle", b"Need\xffle"),
        changed(BOOK, b"UTF-8", b"UTF-99"),
        changed(LINKS, b"worksheets/sheet3.xml", b"../../../etc/passwd"),
    ],
)
def test_what_is_no_workbook_is_refused(content: bytes) -> None:
    """
    Whatever is broken, there is one message and no exception.
    """
    assert told(content) == [f"S03 {UNREADABLE}"]


def test_a_password_or_an_older_kind_is_told() -> None:
    """
    Both look alike from outside, and both are put right by saving anew.
    """
    assert told(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)) == [
        "S03 The file has a password or is of an older kind. Save it as .xlsx without one."
    ]


@pytest.mark.parametrize("part", [TEXTS, BARRIERS, BOOK, LINKS])
@pytest.mark.parametrize(
    "declaration",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        b'<!DOCTYPE x SYSTEM "http://localhost/x.dtd">',
    ],
)
def test_entities_are_refused(part: str, declaration: bytes) -> None:
    """
    No workbook declares entities: they are there to unfold without end, or to fetch files.
    """
    head = b'standalone="yes"?>'

    assert told(changed(part, head, head + declaration)) == [
        "S03 The file declares XML entities, as no workbook does."
    ]


def test_a_file_that_unpacks_without_end_is_refused() -> None:
    """
    A few thousand bytes do not become a memory full of blanks.
    """
    bomb = changed(BARRIERS, b"<sheetData>", b"<sheetData>" + b" " * 40_000_000)
    assert len(bomb) < 120_000

    assert told(bomb, sdsnet.Limits(file_bytes=30 * 1024**2)) == [
        "S08 The file unpacks to more than is read, which is 30 MB."
    ]
    assert told(bomb) == []


@pytest.mark.parametrize(
    ("bounds", "message"),
    [
        (Bounds(cells=9), "More than 9 cells hold something, the most that is read."),
        (Bounds(sheets=3), "There are more than 3 sheets."),
        (Bounds(elements=50), "The file unpacks to more than is read, which is 256 MB."),
    ],
)
def test_a_workbook_beyond_the_bounds_is_refused(bounds: Bounds, message: str) -> None:
    """
    Cells, sheets and elements are counted while they are read.
    """
    with pytest.raises(RefusedError, match=message):
        unpack(DEMO, bounds)


def test_what_lies_outside_of_the_file_is_not_looked_at() -> None:
    """
    A sheet that is a link to elsewhere is no sheet.
    """
    old = b'Target="worksheets/sheet3.xml"'
    content = changed(LINKS, old, b'Target="http://localhost/x" TargetMode="External"')

    parsed = sdsnet_office.XLSX_READER.read(content, LIMITS)
    assert parsed.faults == ()
    assert "barriers" not in parsed.data


def test_characters_that_no_text_may_hold_are_told() -> None:
    """
    XML cannot hold them, and workbooks write them in disguise.
    """
    parsed = sdsnet_office.XLSX_READER.read(
        changed(TEXTS, b"Needle", b"Need_x0000_le _x005F_x0041_"), LIMITS
    )

    (fault,) = parsed.faults
    assert f"{fault.code} {fault.message}" == (
        "S12 The text holds the character U+0000. Remove it."
    )
    assert parsed.locate(fault.path).place == "Barriers!B2"
    assert parsed.data["barriers"][0]["title"] == "Needle _x0041_"


def test_texts_may_be_made_of_runs_and_have_phonetic_help() -> None:
    """
    Formatting inside of a cell is left out, and so is how a word is said.
    """
    runs = b"<r><rPr><b/></rPr><t>Nee</t></r><r><t>dle</t></r><rPh><t>help</t></rPh>"
    parsed = sdsnet_office.XLSX_READER.read(changed(TEXTS, b"<t>Needle</t>", runs), LIMITS)

    assert parsed.data["barriers"][0]["title"] == "Needle"


def test_parts_may_have_prefixes_and_cells_no_places() -> None:
    """
    Other programs write the same XML in other ways.
    """
    parts = members()
    sheet = (
        b'<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:sheetData>'
        b'<x:row><x:c t="inlineStr"><x:is><x:t>ID</x:t></x:is></x:c>'
        b'<x:c t="str"><x:v>Title</x:v></x:c></x:row>'
        b'<x:row><x:c t="inlineStr"><x:is><x:t>b</x:t></x:is></x:c>'
        b'<x:c t="str"><x:f>A1</x:f><x:v>worked out</x:v></x:c></x:row>'
        b"</x:sheetData></x:worksheet>"
    )
    parsed = sdsnet_office.XLSX_READER.read(packed({**parts, BARRIERS: sheet}), LIMITS)

    assert parsed.data["barriers"] == [{"id": "b", "title": "worked out"}]
    (fault,) = parsed.faults
    assert fault.message.startswith("Here is a formula.")


def test_days_of_other_formats_are_days() -> None:
    """
    Which numbers are days is said by their formats; words in quotes there do not count.
    """
    parts = members()
    formats = (
        b'<numFmts count="3"><numFmt numFmtId="200" formatCode="[$-809]d mmmm yyyy"/>'
        b'<numFmt numFmtId="201" formatCode="0 &quot;days&quot;"/>'
        b'<numFmt numFmtId="202" formatCode="[h]:mm"/></numFmts>'
    )
    xfs = b'<xf numFmtId="200"/><xf numFmtId="201"/><xf numFmtId="14"/><xf numFmtId="0"/>'
    styles = b"<styleSheet>" + formats + b"<cellXfs>" + xfs + b"</cellXfs></styleSheet>"
    heads = [b"ID", b"Title", b"Place", b"Note", b"Locator", b"Summary", b"Date as written"]
    cells = [b'<c t="str"><v>%b</v></c>' % head for head in heads]
    values = [b'<c s="%d"><v>41185</v></c>' % style for style in range(4)]
    values.append(b'<c s="3"><v>0.30000000000000004</v></c>')
    row = b'<c t="str"><v>b</v></c><c t="d"><v>2012-10-03T00:00:00</v></c>' + b"".join(values)
    sheet = b"<w><row>%b</row><row>%b</row></w>" % (b"".join(cells), row)
    content = packed({**parts, "xl/styles.xml": styles, BARRIERS: sheet})

    (barrier,) = sdsnet_office.XLSX_READER.read(content, LIMITS).data["barriers"]
    assert barrier == {
        "id": "b",
        "title": "2012-10-03",
        "place": "2012-10-03",
        "note": "41185",
        "locator": "2012-10-03",
        "summary": "41185",
        "date_as_written": "0.3",
    }


def _break(content: bytes, at: int, length: int, by: bytes) -> bytes:
    """
    Put other bytes in the place of some.
    """
    at %= max(len(content), 1)
    return content[:at] + by + content[at + length :]


@given(
    name=st.sampled_from([BARRIERS, TEXTS, BOOK, LINKS, "xl/styles.xml", "_rels/.rels"]),
    at=st.integers(0, 10_000),
    length=st.integers(0, 30),
    by=st.one_of(st.binary(max_size=6), st.sampled_from([b"<", b"<c>", b"-1", b"<v/>", b"&lt;"])),
    repack=st.booleans(),
)
def test_no_bytes_raise(name: str, at: int, length: int, by: bytes, *, repack: bool) -> None:
    """
    Whatever is done to a workbook, inside or outside, it is read or refused.
    """
    parts = members()
    if repack:
        content = packed({**parts, name: _break(parts[name], at, length, by)})
    else:
        content = _break(DEMO, at, length, by)
    parsed = sdsnet_office.XLSX_READER.read(content, LIMITS)

    for fault in parsed.faults:
        assert parsed.locate(fault.path).line >= 0
