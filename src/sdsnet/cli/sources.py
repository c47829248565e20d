"""
What the commands that read documents have in common.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import click

__all__ = ["TextFormat", "given_option"]

TextFormat = Literal["yaml", "json", "jsonl"]

#: The option that says what to read a source as.
given_option: Callable[[Any], Any] = click.option(
    "--from",
    "given",
    type=click.Choice(["yaml", "json", "jsonl"]),
    help="What to read a file or standard input as, whatever its ending. Standard input is YAML, "
    "of which JSON is a part, unless this says otherwise.",
)
