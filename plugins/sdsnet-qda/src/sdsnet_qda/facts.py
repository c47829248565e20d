"""
What is recorded of something, in words: the text of descriptions and notes.

Programs for qualitative analysis have no place for most fields of a record, and a text holds any.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

import attrs

import sdsnet
from sdsnet_qda.naming import one_line

__all__ = ["Facts", "clean"]

_LABEL_FIELDS = ("name", "title", "description", "summary", "text")
_LABEL_LENGTH = 80
_SPELLINGS = {"Id": "ID", "Sds options": "SDS options", "Url": "URL"}


def clean(text: str) -> str:
    """
    End every line with a line feed alone: programs do not agree on how to count two characters.
    """
    return text.replace("\r\n", "\n").replace("\r", "\n")


@attrs.frozen
class Facts:
    """
    Says what an edition holds of its records.
    """

    edition: sdsnet.Edition
    _named: dict[str, str] = attrs.field(factory=dict, init=False)

    def label(self, thing: sdsnet.Value) -> str:
        """
        Return what to call a record, or a part of one, on one line.
        """
        for field in _LABEL_FIELDS:
            if text := one_line(getattr(thing, field, None) or ""):
                return text
        return _words(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", type(thing).__name__))

    def named(self, key: str) -> str:
        """
        Name what an id stands for: its label, not too long, and the id.
        """
        if key not in self._named:
            thing = self.edition.dataset.get(key)
            label = self.label(thing) if thing else ""
            if len(label) > _LABEL_LENGTH:
                label = f"{label[: _LABEL_LENGTH - 1].rstrip()}…"
            self._named[key] = f"{label} ({key})" if label else key
        return self._named[key]

    def describe(
        self, record: sdsnet.Value, *, lead: Collection[str] = (), skip: Collection[str] = ()
    ) -> str:
        """
        Tell all that is recorded of something.

        Args:
            record: A record or the header.
            lead: Fields whose texts come first, as paragraphs without the name of the field.
            skip: Fields that stand elsewhere.
        """
        paragraphs = [getattr(record, name, None) or "" for name in lead]
        paragraphs.append("\n".join(self._lines(record, {*lead, *skip})))
        return clean("\n\n".join(filter(None, paragraphs)))

    def on_one_line(self, record: sdsnet.Value, *, skip: Collection[str] = ()) -> str:
        """
        Tell all that is recorded of something in one go, for a list.
        """
        return clean("; ".join(self._lines(record, skip)))

    def values(self, record: sdsnet.Value, name: str) -> tuple[str, ...]:
        """
        Return what stands in a field, in words.
        """
        held = getattr(record, name)
        declaration = sdsnet.declarations(type(record))[name]
        if held is None:
            return ()
        items = held if declaration.many else (held,)
        return tuple(self._shown(declaration, one) for one in items)

    def _lines(self, value: sdsnet.Value, skip: Collection[str]) -> Iterator[str]:
        for name in _own_first(type(value)):
            if name not in skip and (items := self.values(value, name)) and any(items):
                declaration = sdsnet.declarations(type(value))[name]
                is_long = declaration.many and declaration.kind in {"text", "object"}
                shown = (
                    "".join(f"\n- {one}" for one in items) if is_long else f" {', '.join(items)}"
                )
                yield f"{_words(name)}:{shown}"

    def _shown(self, declaration: sdsnet.Declaration, value: Any) -> str:
        if declaration.value is not None:
            return self.on_one_line(value)
        if declaration.kind == "code":
            return self.edition.label(declaration.target[0], value)
        if declaration.kind == "ref":
            return self.named(value)
        return _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_plain(one)}" for key, one in value.items())
    if isinstance(value, (list, tuple)):
        return ", ".join(map(_plain, value))
    return {True: "yes", False: "no", None: "none"}[value] if _is_flag(value) else str(value)


def _is_flag(value: Any) -> bool:
    return value is None or isinstance(value, bool)


def _own_first(cls: type) -> list[str]:
    shared = sdsnet.declarations(sdsnet.Record)
    names = sdsnet.declarations(cls)
    # A part of a record has no shared fields; where it uses such a name, it means its own.
    if not issubclass(cls, sdsnet.Record):
        return list(names)
    return [name for name in names if name not in shared] + list(shared)


def _words(name: str) -> str:
    words = name.replace("_", " ").capitalize()
    return _SPELLINGS.get(words, words)
