"""
Problems for programs, as one JSON document of a shape that stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sdsnet.cli.reports.tally import tally
from sdsnet.errors import Position, Problem

__all__ = ["as_json", "render"]


def render(problems: Sequence[Problem]) -> dict[str, Any]:
    """
    Put all problems into a JSON document; it holds no line of a file.
    """
    counts = tally(problems)
    return {
        "errors": counts.errors,
        "warnings": counts.warnings,
        "problems": [as_json(problem) for problem in problems],
    }


def as_json(problem: Problem) -> dict[str, Any]:
    """
    Put one problem into plain data.
    """
    position = problem.position or Position("")
    return {
        "code": problem.code,
        "rule": problem.rule,
        "severity": problem.severity,
        "message": problem.message,
        "hint": problem.hint,
        "path": problem.path or None,
        "file": position.file or None,
        "line": position.line or None,
        "column": position.column or None,
        "place": position.place or None,
    }
