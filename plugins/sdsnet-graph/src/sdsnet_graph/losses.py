"""
What a diagram has no room for: all but labels and links.
"""

from __future__ import annotations

from collections.abc import Iterator

import sdsnet

__all__ = ["of_diagrams"]

_REASON = "A diagram shows labels and links, and nothing else."

#: The fields that label something, the best first.
_LABELLING = ("name", "title", "summary", "description", "text")


def of_diagrams() -> tuple[sdsnet.Loss, ...]:
    """
    List the fields that are not in a diagram, by the types of which that is so.
    """
    types: dict[str, type[sdsnet.Value]] = {"dataset": sdsnet.Header}
    types |= {cls.type_name: cls for cls in sdsnet.RECORD_TYPES}
    having: dict[str, list[str]] = {}
    losing: dict[str, list[str]] = {}
    for name, cls in types.items():
        for path, is_shown in _fields(cls, is_edge=name in {"membership", "relation"}):
            having.setdefault(path, []).append(name)
            if not is_shown:
                losing.setdefault(path, []).append(name)
    return tuple(
        [
            sdsnet.Loss(name, path, _REASON)
            for path, names in losing.items()
            for name in (("*",) if names == having[path] else names)
        ]
    )


def _fields(cls: type[sdsnet.Value], *, is_edge: bool = False) -> Iterator[tuple[str, bool]]:
    """
    Yield the path of each field, and whether it is shown.
    """
    declared = sdsnet.declarations(cls)
    shown = _shown(cls) if not is_edge else set()
    for name, one in declared.items():
        if one.value is not None:
            for path, is_shown in _fields(one.value):
                yield f"{name}.{path}", is_shown
        else:
            yield name, name in shown or one.kind == "ref" or name == "themes"


def _shown(cls: type[sdsnet.Value]) -> set[str]:
    """
    Name the fields that stand in the box of a record or part, or in the heading of the page.
    """
    declared = sdsnet.declarations(cls)
    if cls is sdsnet.Header:
        return {"title"}
    label = (name for name in _LABELLING if name in declared)
    return {"id", *list(label)[:1]} if "id" in declared else set()
