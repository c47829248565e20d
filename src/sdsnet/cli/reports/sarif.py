"""
Problems as SARIF 2.1.0, the format in which services that review changes take them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sdsnet import __version__
from sdsnet.errors import Problem

__all__ = ["render"]

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def render(problems: Sequence[Problem], meanings: Mapping[str, str]) -> dict[str, Any]:
    """
    Put all problems into a SARIF log; it holds no line of a file.

    Args:
        problems: The problems.
        meanings: What each rule asks for, by the code of its problems.
    """
    kinds = {problem.code: problem for problem in reversed(problems)}
    codes = sorted(kinds)
    driver = {
        "name": "sdsnet",
        "version": __version__,
        "rules": [_rule(kinds[code], meanings) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem, codes.index(problem.code)) for problem in problems],
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(problem: Problem, meanings: Mapping[str, str]) -> dict[str, Any]:
    rule: dict[str, Any] = {
        "id": problem.code,
        "name": problem.rule,
        "defaultConfiguration": {"level": problem.severity},
    }
    if problem.code in meanings:
        rule["shortDescription"] = {"text": meanings[problem.code]}
    return rule


def _result(problem: Problem, index: int) -> dict[str, Any]:
    result = {
        "ruleId": problem.code,
        "ruleIndex": index,
        "level": problem.severity,
        "message": {"text": problem.message},
    }
    if problem.position is None:
        return result
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(problem.position.file)}}
    # Rows of a workbook are no lines of a text.
    if problem.position.line and not problem.position.place:
        place["region"] = {"startLine": problem.position.line}
        if problem.position.column:
            place["region"]["startColumn"] = problem.position.column
    location: dict[str, Any] = {"physicalLocation": place}
    if problem.position.place:
        location["logicalLocations"] = [{"fullyQualifiedName": problem.position.place}]
    return result | {"locations": [location]}


def _uri(file: str) -> str:
    path = Path(file)
    if path.is_absolute():
        return path.as_uri()
    # A colon in the first part of a relative reference would end the name of a scheme.
    return quote(path.as_posix(), safe="/")
