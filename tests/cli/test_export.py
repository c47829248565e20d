"""
`sdsnet export` and `sdsnet formats`.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.running import EXAMPLES, HEADER, run, saved

import sdsnet
from sdsnet import api

PILOTLIGHT = EXAMPLES / "pilotlight"
WALKTHROUGH = EXAMPLES / "walkthrough.yaml"
BUILT_IN = sdsnet.Registry(installed=False).exporters
ONE_FILE = [name for name, one in BUILT_IN.items() if one.layout == "file"]


@pytest.mark.parametrize("to", BUILT_IN)
def test_export_writes_what_the_library_writes(tmp_path: Path, to: str) -> None:
    """
    The command makes the files that `sdsnet.write` makes, and says so on standard error.
    """
    edition = sdsnet.disclose(sdsnet.read(PILOTLIGHT), audience="internal")
    receipt = sdsnet.write(edition, to, tmp_path / "library")

    result = run(
        "export", PILOTLIGHT, "--to", to, "--output", tmp_path / "cli", "--audience", "internal"
    )

    count, size = len(receipt.files), sum(file.size for file in receipt.files)
    files = f"{count} file{'s' if count > 1 else ''}, {size:,} bytes"
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"Wrote {tmp_path / 'cli'}: {files}, audience internal.\n"
    for file in receipt.files:
        one_file = receipt.output.is_file()
        made = tmp_path / "cli" if one_file else tmp_path / "cli" / file.name
        expected = receipt.output if one_file else receipt.output / file.name
        assert made.read_bytes() == expected.read_bytes()


@pytest.mark.parametrize("to", ONE_FILE)
def test_hyphen_writes_one_file_to_standard_output(to: str) -> None:
    """
    A format of one file can go to standard output, byte for byte.
    """
    edition = sdsnet.disclose(sdsnet.read(PILOTLIGHT), audience="internal")
    (artifact,) = sdsnet.export(edition, to)

    result = run("export", PILOTLIGHT, "--to", to, "--output", "-", "--audience", "internal")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout_bytes == artifact.read()


def test_public_is_the_default() -> None:
    """
    Who says nothing gets the most careful edition.
    """
    arguments = ("export", WALKTHROUGH, "--to", "yaml", "--output", "-")

    told, default = run(*arguments, "--audience", "public"), run(*arguments)

    assert default.exit_code == 0
    assert default.stdout == told.stdout
    assert "Sample" not in default.output


def test_a_declared_audience_can_be_exported_to(tmp_path: Path) -> None:
    """
    A dataset may name audiences of its own.
    """
    text = HEADER.replace("title: D", "title: D, audiences: [{name: members, like: public}]")

    arguments = ("--to", "json", "--output", tmp_path / "out.json", "--audience", "members")
    result = run("export", saved(tmp_path, text), *arguments)

    assert result.exit_code == 0
    assert result.stderr.endswith("audience members.\n")


def test_an_audience_that_nobody_declared_is_refused_and_nothing_is_written(
    tmp_path: Path,
) -> None:
    """
    The message lists the audiences that there are.
    """
    arguments = ("--to", "json", "--output", tmp_path / "out.json", "--audience", "pulbic")
    result = run("export", PILOTLIGHT, *arguments)

    assert result.exit_code == 3
    assert "nobody declared an audience 'pulbic'" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_warnings_of_names_and_ties_are_shown_on_export(tmp_path: Path) -> None:
    """
    Whoever exports is told of a name in the text, with the value masked; the keeper need not be.
    """
    arguments = ("export", WALKTHROUGH, "--to", "json", "--quiet", "--output")

    public = run(*arguments, tmp_path / "a.json")
    internal = run(*arguments, tmp_path / "b.json", "--audience", "internal")

    assert public.exit_code == 0
    assert "warning W02: barriers 'barrier-forms'" in public.stderr
    assert "Sample" not in public.stderr
    assert internal.stderr == ""


def test_other_warnings_are_left_to_check(tmp_path: Path) -> None:
    """
    An export is no second check.
    """
    path = EXAMPLES / "faulty" / "W07-cleared-text-changed.yaml"

    result = run("export", path, "--to", "json", "--output", tmp_path / "a.json", "--quiet")

    assert (result.exit_code, result.stderr) == (0, "")


def test_receipt_is_written(tmp_path: Path) -> None:
    """
    The receipt names format, audience, dataset, edition and files.
    """
    receipt = tmp_path / "receipt.json"
    arguments = ("--to", "json", "--output", tmp_path / "a.json", "--receipt", receipt)

    result = run("export", PILOTLIGHT, *arguments)

    assert result.exit_code == 0
    made = json.loads(receipt.read_bytes())
    edition = sdsnet.disclose(sdsnet.read(PILOTLIGHT))
    assert set(made) == {"exporter", "audience", "dataset", "edition", "files"}
    assert (made["audience"], made["edition"]) == ("public", edition.sha256)


def test_documents_with_errors_are_shown_and_not_exported(tmp_path: Path) -> None:
    """
    Errors look as in `sdsnet check`, with values masked, and nothing is written.
    """
    text = HEADER + "participants:\n  - {id: p, kind: person, naming: nmaed, name: Ann Lee}\n"
    path, output = saved(tmp_path, text), tmp_path / "out.json"

    result = run("export", path, "--to", "json", "--output", output, "--audience", "internal")

    assert result.exit_code == 1
    assert result.stderr == run("check", path).stderr
    assert "Ann" not in result.stderr
    assert not output.exists()


def test_quiet_says_nothing(tmp_path: Path) -> None:
    """
    With `--quiet` a good export leaves the screen empty.
    """
    arguments = ("--to", "json", "--output", tmp_path / "a.json", "--audience", "internal")

    result = run("export", PILOTLIGHT, *arguments, "--quiet")

    assert (result.exit_code, result.output) == (0, "")


def test_earlier_export_is_replaced_only_with_overwrite(tmp_path: Path) -> None:
    """
    An existing file is refused as a failed export, unless it may be replaced.
    """
    output = saved(tmp_path, "mine", "a.json")
    arguments = ("export", PILOTLIGHT, "--to", "json", "--output", output, "--audience", "internal")

    refused = run(*arguments)
    kept = output.read_text(encoding="utf-8")
    replaced = run(*arguments, "--overwrite")

    assert (refused.exit_code, kept) == (3, "mine")
    assert refused.stderr == f"Error: json: {output} exists; choose another name or say overwrite\n"
    assert replaced.exit_code == 0
    assert json.loads(output.read_bytes())["dataset"]["id"] == "pilotlight"


def test_option_reaches_the_exporter() -> None:
    """
    Options are given by name and value, as `sdsnet formats` lists them.
    """
    formats = json.loads(run("formats", "--format", "json").stdout)["formats"]
    (csv,) = [one for one in formats if one["name"] == "csv"]

    result = run("export", "none.yaml", "--to", "csv", "--output", "x", "--option", "no=1")

    assert result.exit_code == 2
    for option in csv["options"]:
        assert option["name"] in result.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--to", "csvv", "--output", "x"), "there is no format 'csvv'. Known formats: csv, "),
        (("--to", "csv", "--output", "-"), "makes a folder, which standard output cannot hold"),
        (("--to", "json", "--output", "x", "--option", "a"), "'a' is not of the form KEY=VALUE"),
        (("--to", "json", "--output", "x", "--option", "a=1"), "there is no option 'a'"),
        (
            ("--to", "json", "--output", "x", "--option", "a=1", "--option", "a=2"),
            "'a' is given twice",
        ),
        (("--to", "json"), "Missing option '--output'"),
        (("--to", "json", "--output", "-", "--receipt", "r"), "Standard output has no receipt"),
    ],
)
def test_wrong_usage_has_exit_code_2(arguments: tuple[str, ...], message: str) -> None:
    """
    What cannot be meant is refused before anything is read.
    """
    result = run("export", "none.yaml", *arguments)

    assert result.exit_code == 2
    assert message in result.stderr


def test_formats_names_every_format() -> None:
    """
    The list for people and the one for programs hold every format of the library.
    """
    names = [one.name for one in api.formats()]

    text = run("formats").stdout
    listed = json.loads(run("formats", "--format", "json").stdout)["formats"]

    assert [one["name"] for one in listed] == names
    assert [line.split()[0] for line in text.splitlines() if line[0] != " "] == names


def test_formats_as_json_has_everything_about_a_format() -> None:
    """
    The shape of the JSON list is what the documentation says, and does not change.
    """
    listed = json.loads(run("formats", "--format", "json").stdout)["formats"]

    (jsonl,) = [one for one in listed if one["name"] == "jsonl"]
    (csv,) = [one for one in listed if one["name"] == "csv"]
    assert jsonl == {
        "name": "jsonl",
        "title": "JSON Lines, one record a line",
        "aliases": ["ndjson"],
        "media_type": "application/jsonl",
        "layout": "file",
        "suffix": ".jsonl",
        "options": [],
        "losses": [],
    }
    assert {"name": "spreadsheet_safe", "takes": ["true", "false"], "default": False} in csv[
        "options"
    ]
    assert all(set(loss) == {"type", "field", "reason"} for loss in csv["losses"])
