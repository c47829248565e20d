"""
Problems as workflow commands, which GitHub shows beside the lines of a change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sdsnet.errors import Problem

__all__ = ["render"]

_IN_MESSAGE = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY = {**_IN_MESSAGE, **str.maketrans({":": "%3A", ",": "%2C"})}


def render(problems: Iterable[Problem]) -> Iterator[str]:
    """
    Yield one command for each problem.
    """
    for problem in problems:
        properties = ",".join(f"{name}={value}" for name, value in _properties(problem))
        yield f"::{problem.severity} {properties}::{problem.message.translate(_IN_MESSAGE)}"


def _properties(problem: Problem) -> Iterator[tuple[str, str]]:
    position = problem.position
    if position is not None:
        yield "file", position.file.translate(_IN_PROPERTY)
        if position.line and not position.place:
            yield "line", str(position.line)
            if position.column:
                yield "col", str(position.column)
    place = f" at {position.place}" if position is not None and position.place else ""
    yield "title", f"{problem.code} {problem.rule}{place}".translate(_IN_PROPERTY)
