"""
The pages about the command line say what it does.
"""

from __future__ import annotations

import re
import shlex

import click
import pytest
import yaml
from tests.cli.running import ROOT

from sdsnet.cli import cli

REFERENCE = ROOT / "docs" / "reference" / "command-line.md"
CI_PAGE = ROOT / "docs" / "how-to" / "check-in-ci.md"
CONTEXT = click.Context(cli)


def _sections() -> dict[str, str]:
    text = REFERENCE.read_text(encoding="utf-8")
    text = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)[1:]
    return {
        title.removeprefix("sdsnet "): body
        for title, body in zip(parts[::2], parts[1::2], strict=True)
        if title.startswith("sdsnet ")
    }


def test_every_command_has_a_section_and_every_section_a_command() -> None:
    """
    The reference has a section for each command, in the order of the help, and no other.
    """
    assert list(_sections()) == cli.list_commands(CONTEXT)


@pytest.mark.parametrize("name", cli.list_commands(CONTEXT))
def test_section_names_every_option_and_choice(name: str) -> None:
    """
    What a command takes is in its section, and what is there it takes.
    """
    command = cli.get_command(CONTEXT, name)
    assert command is not None
    nested = command.commands.values() if isinstance(command, click.Group) else ()
    options = [
        option
        for each in (command, *nested)
        for option in each.params
        if isinstance(option, click.Option)
    ]

    rows = re.findall(r"^\| (`.*?) \|", _sections()[name], flags=re.MULTILINE)

    named = {word for row in rows for word in re.findall(r"--[a-z-]+", row)}
    assert named == {opt for one in options for opt in one.opts}
    for one in options:
        if isinstance(one.type, click.Choice):
            told = " ".join(row for row in rows if one.opts[0] in row)
            assert all(str(choice) in told for choice in one.type.choices)


def test_workflows_are_yaml_and_call_commands_that_there_are() -> None:
    """
    The workflows can be copied: they parse, and what they call takes the options they give.
    """
    text = CI_PAGE.read_text(encoding="utf-8")

    flows = [
        yaml.safe_load(block)
        for block in re.findall(r"^```yaml\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)
    ]

    steps = [step for flow in flows for job in flow["jobs"].values() for step in job["steps"]]
    calls = [step["run"] for step in steps if step.get("run", "").startswith("sdsnet")]
    assert len(flows) == len(calls) == 2
    for call in calls:
        _, name, *arguments = shlex.split(call.partition(" > ")[0])
        command = cli.get_command(CONTEXT, name)
        assert command is not None
        command.make_context(name, arguments, parent=CONTEXT)
