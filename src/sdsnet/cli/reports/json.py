"""
Problems for programs, as one JSON document of a shape that stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sdsnet.cli.reports.tally import tally
from sdsnet.errors import Position, Problem

__all__ = ["render"]


def render(problems: Sequence[Problem]) -> dict[str, Any]:
    """
    Put all problems into a JSON document; it holds no line of a file.
    """
    counts = tally(problems)
    return {
        "errors": counts.errors,
        "warnings": counts.warnings,
        "problems": [_problem(problem) for problem in problems],
    }


def _problem(problem: Problem) -> dict[str, Any]:
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
