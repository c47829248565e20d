"""
What the commands that read documents have in common.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

__all__ = ["audience_option", "given_option"]

#: The option that says what to read a source as.
given_option: Callable[[Any], Any] = click.option(
    "--from",
    "given",
    metavar="FORMAT",
    help="What to read a file or standard input as, whatever its ending: yaml, json, jsonl, or a "
    "reader that a plugin adds. Standard input is YAML, of which JSON is a part, unless this says "
    "otherwise.",
)

#: The option that says for whom.
audience_option: Callable[[Any], Any] = click.option(
    "--audience",
    default="public",
    show_default=True,
    metavar="NAME",
    help="Who will see the result: public, network, an audience that the dataset declares, or "
    "internal, which is for the keeper of the dataset and holds everything.",
)
