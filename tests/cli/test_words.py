"""
`sdsnet schema`, `sdsnet glossary` and the help texts.
"""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from jsonschema import Draft202012Validator
from tests.cli.running import EXAMPLES, run

import sdsnet
from sdsnet.cli import cli

CONTEXT = click.Context(cli)
COMMANDS = {name: cli.get_command(CONTEXT, name) for name in cli.list_commands(CONTEXT)}


class Loader(yaml.SafeLoader):
    """
    YAML as editors read it: 1.2, in which a date is text and `no` is not false.
    """


Loader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in resolvers if not tag.endswith((":timestamp", ":bool"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), list("tf"))

FILES = sorted({*EXAMPLES.glob("*.yaml"), *EXAMPLES.glob("[!f]*/*.yaml")})
BY_HAND = [file for file in FILES if file.name != "merged.yaml"]  # made of the others


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_schema_accepts_examples(file: Path) -> None:
    """
    What checks clean is valid, so that an editor finds no fault with it either.
    """
    schema = json.loads(run("schema", "--dialect", "yaml").stdout)

    Draft202012Validator(schema).validate(yaml.load(file.read_bytes(), Loader))  # noqa: S506  safe


@pytest.mark.parametrize(
    "wrong",
    [
        {"sdsnet": "2"},
        {"sdsnet": "1", "barriers": [{"id": "b"}]},
        {"sdsnet": "1", "barriers": [{"id": "b", "title": "T", "themes": ["culture"]}]},
        {"sdsnet": "1", "bariers": []},
    ],
)
def test_schema_refuses_what_the_reader_refuses(wrong: dict[str, Any]) -> None:
    """
    A wrong version, a missing field, an unknown key and an unknown word are marked.
    """
    schema = json.loads(run("schema").stdout)

    assert not Draft202012Validator(schema).is_valid(wrong)


def test_schema_in_the_examples_is_up_to_date() -> None:
    """
    The file that the examples name is what `sdsnet schema --dialect yaml` prints.
    """
    printed = run("schema", "--dialect", "yaml").stdout_bytes

    assert (EXAMPLES / "sdsnet.schema.json").read_bytes() == printed


@pytest.mark.parametrize("file", BY_HAND, ids=lambda file: file.name)
def test_example_names_the_schema(file: Path) -> None:
    """
    The first line of an example for editing tells editors where the schema is, and it is there.
    """
    first = file.read_text(encoding="utf-8").splitlines()[0]

    words, _, schema = first.partition("=")

    assert words == "# yaml-language-server: $schema"
    assert (file.parent / schema).resolve() == EXAMPLES / "sdsnet.schema.json"


def test_glossary_has_every_list_in_every_form() -> None:
    """
    Markdown, JSON and CSV hold every codelist, in the same order.
    """
    markdown = run("glossary").stdout
    data = json.loads(run("glossary", "--format", "json").stdout)["codelists"]
    rows = list(csv.DictReader(io.StringIO(run("glossary", "--format", "csv").stdout)))

    titles = [one.title for one in sdsnet.CODELISTS.values()]
    assert [line[3:] for line in markdown.splitlines() if line.startswith("## ")] == titles
    assert [one["name"] for one in data] == list(sdsnet.CODELISTS)
    assert list(dict.fromkeys(row["list"] for row in rows)) == list(sdsnet.CODELISTS)


def test_glossary_can_be_asked_for_some_lists() -> None:
    """
    Only the lists that are named are printed.
    """
    data = json.loads(run("glossary", "theme", "role", "--format", "json").stdout)["codelists"]

    assert {one["name"] for one in data} == {"theme", "role"}


def test_unknown_list_is_wrong_usage() -> None:
    """
    A list that is none is refused, and those that are known are named.
    """
    result = run("glossary", "themes")

    assert result.exit_code == 2
    assert "There is no codelist 'themes'. Known: " in result.stderr


def test_version_is_that_of_the_package() -> None:
    """
    The version is printed with the name of the program.
    """
    assert run("--version").stdout == f"sdsnet {sdsnet.__version__}\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_everything_has_a_help_text(name: str) -> None:
    """
    Each command and each option says what it is for.
    """
    command = COMMANDS[name]
    assert command is not None

    helped = run(name, "--help").stdout

    assert command.help
    assert command.get_short_help_str(70).endswith(".")
    assert "..." not in command.get_short_help_str(70)
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name
            assert parameter.opts[0] in helped
        else:
            assert (parameter.metavar or parameter.name or "").strip("[].").upper() in command.help


def test_help_lists_every_command() -> None:
    """
    The help of the program names each command and the exit codes.
    """
    helped = run("--help").stdout

    assert all(f"\n  {name} " in helped for name in COMMANDS)
    assert "Exit codes:" in helped


def test_unknown_command_is_wrong_usage() -> None:
    """
    A command that is none is refused.
    """
    result = run("chekc")

    assert result.exit_code == 2
    assert "No such command 'chekc'" in result.stderr
