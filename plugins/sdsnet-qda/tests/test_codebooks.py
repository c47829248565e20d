"""
What programs for qualitative analysis need of a codebook.
"""

from __future__ import annotations

import csv
import io
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pyrefiqda
import pytest
from lxml import etree
from sdsnet_qda import CodebookOptions

import sdsnet
from sdsnet.testing import ExporterContract

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).parent / "standard" / "Codebook.xsd"))
NAMESPACE = "{urn:QDA-XML:codebook:1.0}"
HUGE = etree.XMLParser(huge_tree=True)
LONGEST_TAG = 200


def made() -> sdsnet.Dataset:
    """
    Make a dataset with a tree of codes.
    """
    barriers = [
        sdsnet.Barrier(id="x1", title="Money", summary="There is\nlittle", themes=("contracting",)),
        sdsnet.Barrier(id="x2", title="Late pay", part_of="x1"),
        sdsnet.Barrier(id="x3", title="Dè nì mi"),
    ]
    return sdsnet.Dataset(id="d", title="D", barriers=barriers)


def export(name: str, options: Any = None) -> bytes:
    """
    Export the dataset.
    """
    edition = sdsnet.disclose(made(), audience="internal")
    (artifact,) = sdsnet.export(edition, name, options=options)
    return artifact.read()


class TestQdc(ExporterContract):
    """
    REFI-QDA codebooks keep the contract.
    """

    exporter = "qdc"

    def read(self, files: Mapping[str, bytes]) -> None:
        """
        Hold a codebook against the schema of the standard and against pyrefiqda.
        """
        (content,) = files.values()
        root = etree.fromstring(content, HUGE)
        SCHEMA.assertValid(root)
        codes = {one.get("guid") for one in root.iter(f"{NAMESPACE}Code")}
        members = [one.get("guid") for one in root.iter(f"{NAMESPACE}MemberCode")]
        assert codes.issuperset(members)
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "book.qdc"
            file.write_bytes(content)
            read = pyrefiqda.RefiCodebook.load(file)
        assert len(read.codes.code) == len(root[0])


class TestCodebook(ExporterContract):
    """
    Codebooks as CSV keep the contract.
    """

    exporter = "codebook"

    def read(self, files: Mapping[str, bytes]) -> None:
        """
        Read a codebook as Taguette does: distinct tags of at most 200 characters.
        """
        (content,) = files.values()
        table = pd.read_csv(io.BytesIO(content), keep_default_na=False, dtype=str)
        assert list(table.columns) == ["path", "description"]
        assert table["path"].is_unique
        assert table["path"].str.len().between(1, LONGEST_TAG).all()


class TestCodebookForQualcoder(ExporterContract):
    """
    So do those in the other form.
    """

    exporter = "codebook"
    options = CodebookOptions(form="qualcoder")

    def read(self, files: Mapping[str, bytes]) -> None:
        """
        Read a codebook as QualCoder does: two columns, and each code has a name of its own.
        """
        (content,) = files.values()
        table = pd.read_csv(io.BytesIO(content), keep_default_na=False, dtype=str, header=None)
        assert len(table.columns) == 2
        assert table[0].str.split(">{2,}").str[-1].is_unique


def rows(content: bytes) -> list[list[str]]:
    """
    Read all rows.
    """
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_sets_of_a_codebook_name_members_by_guid() -> None:
    """
    Codebooks and projects call the attribute differently.
    """
    root = etree.fromstring(export("qdc"))

    codes = {str(one.get("name")): one.get("guid") for one in root.iter(f"{NAMESPACE}Code")}
    (member,) = root.iter(f"{NAMESPACE}MemberCode")
    assert member.items() == [("guid", codes["Money"])]


def test_codes_have_the_same_guid_in_codebook_and_project() -> None:
    """
    Who has the codebook already can import the project after it.
    """
    project = zipfile.ZipFile(io.BytesIO(export("qdpx"))).read("project.qde")

    names = ("{urn:QDA-XML:project:1.0}Code", f"{NAMESPACE}Code")
    one, other = (
        {(code.get("guid"), code.get("name")) for code in etree.fromstring(content).iter(*names)}
        for content in (project, export("qdc"))
    )
    assert one == other


def test_paths_are_themes_and_codes_with_a_dot_between() -> None:
    """
    A theme is a tag itself, so it needs no code beside it; what has no theme stands alone.
    """
    found = [path for path, _ in rows(export("codebook"))]

    start = found.index("Contracting")
    assert found[start : start + 3] == ["Contracting", "Contracting.Money", "Contracting.Late pay"]
    assert found[-1] == "Dè nì mi"
    assert not any(path.endswith("(theme)") for path in found)


def test_qualcoder_gets_categories_and_codes_under_codes() -> None:
    """
    There is no line of column names: QualCoder would make a code of it.
    """
    found = rows(export("codebook", CodebookOptions(form="qualcoder")))

    paths = [path for path, _ in found]
    start = paths.index("Contracting>>Contracting (theme)")
    assert paths[start : start + 3] == [
        "Contracting>>Contracting (theme)",
        "Contracting>>Money",
        "Contracting>>Money>>>Late pay",
    ]
    assert paths[0] == "Leadership and culture>>Leadership and culture (theme)"
    assert found[start + 1][1].startswith("There is\nlittle\n\n")


@pytest.mark.parametrize("form", ["path", "qualcoder"])
def test_a_mark_tells_the_encoding(form: Any) -> None:
    """
    Taguette guesses, and takes a few accents in UTF-8 for another encoding.
    """
    content = export("codebook", CodebookOptions(form=form))

    assert content.startswith(b"\xef\xbb\xbf")
