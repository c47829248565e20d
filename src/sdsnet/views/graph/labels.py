"""
Words for nodes and edges: short, on one line, and never empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sdsnet.model.codelists import Codelist
from sdsnet.model.codelists.codelist import words
from sdsnet.model.fields import declarations

__all__ = ["code_label", "label_of"]

#: Most characters of a label.
LONGEST = 80

#: The fields that say what something is called, from the best to the worst.
_NAMING = ("name", "title", "summary", "description", "text")


def label_of(held: Any, type_name: str, codelists: Mapping[str, Codelist]) -> str:
    """
    Label a record or a part of one, after its kind if it says nothing else.

    Args:
        held: A record, or a part of one with an id.
        type_name: What it is, such as `question_set`.
        codelists: The codelists by name.
    """
    for text in _names(held):
        if any(one.isprintable() and not one.isspace() for one in text):
            return _shortened(" ".join(text.split()))
    declared = declarations(type(held)).get("kind")
    if declared is not None and declared.kind == "code":
        return code_label(declared.target[0], held.kind, codelists)
    return words(type_name)


def code_label(codelist: str, key: str, codelists: Mapping[str, Codelist]) -> str:
    """
    Label a key of a codelist; one that the list does not know is put into words.
    """
    known = codelists.get(codelist)
    label = known.label(key) if known is not None and key in known else words(key)
    return label.strip() or key


def _names(held: Any) -> Iterator[str]:
    for name in _NAMING:
        text = getattr(held, name, None)
        if isinstance(text, str):
            yield text


def _shortened(text: str) -> str:
    """
    Cut a long text, between words if there is a fit place in its second half.
    """
    if len(text) <= LONGEST:
        return text
    between = text.rfind(" ", LONGEST // 2, LONGEST)
    return f"{text[: between if between > 0 else LONGEST - 1]}\u2026"
