"""
The built-in exporters keep the contract, each read by programs that are not ours.
"""

import io
import json
import sqlite3
from collections.abc import Mapping

import markdown_it
import orjson
import pandas as pd
import pytest
import yaml

import sdsnet
from sdsnet.testing import ExporterContract

Files = Mapping[str, bytes]


class TestJson(ExporterContract):
    """
    JSON, read by orjson.
    """

    exporter = "json"

    def read(self, files: Files) -> None:
        """
        Read each document.
        """
        for content in files.values():
            assert orjson.loads(content)["sdsnet"] == "1"


class TestJsonLines(ExporterContract):
    """
    JSON Lines, read by orjson line by line.
    """

    exporter = "jsonl"

    def read(self, files: Files) -> None:
        """
        Read each line; only a line feed ends one.
        """
        for content in files.values():
            assert all(orjson.loads(line)["type"] for line in content.splitlines())


class TestYaml(ExporterContract):
    """
    YAML, read by PyYAML as YAML 1.1.
    """

    exporter = "yaml"

    def read(self, files: Files) -> None:
        """
        Read each document with libyaml.
        """
        for content in files.values():
            assert yaml.load(content, Loader=yaml.CSafeLoader)["sdsnet"] == "1"


class TestCsv(ExporterContract):
    """
    CSV files, read by pandas, and their description.
    """

    exporter = "csv"

    def read(self, files: Files) -> None:
        """
        Read each table; it has the columns that the description says.
        """
        package = json.loads(files["datapackage.json"])
        assert {one["path"] for one in package["resources"]} <= {*files}
        for one in package["resources"]:
            content = io.BytesIO(files[one["path"]])
            frame = pd.read_csv(content, dtype=str, keep_default_na=False, encoding="utf-8")
            assert list(frame.columns) == [field["name"] for field in one["schema"]["fields"]]


class TestSqlite(ExporterContract):
    """
    A database, read by SQLite, whose keys hold.
    """

    exporter = "sqlite"

    def read(self, files: Files) -> None:
        """
        Open the database and follow its keys.
        """
        for content in files.values():
            connection = sqlite3.connect(":memory:")
            connection.deserialize(content)
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
            connection.close()


class TestMarkdown(ExporterContract):
    """
    A report, read by markdown-it.
    """

    exporter = "markdown"

    def read(self, files: Files) -> None:
        """
        Read the report; it begins with the one title.
        """
        for content in files.values():
            tokens = markdown_it.MarkdownIt("commonmark").parse(content.decode())
            assert [token.tag for token in tokens].count("h1") == 2  # opened and closed


@pytest.mark.parametrize("name", sorted(sdsnet.Registry(installed=False).exporters))
def test_every_built_in_exporter_is_put_through_the_contract(name: str) -> None:
    """
    A new one needs a class above.
    """
    assert name in {one.exporter for one in ExporterContract.__subclasses__()}
