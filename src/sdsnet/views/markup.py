"""
Markdown as a shape: blocks whose text is text, whatever characters it holds.

Every text from data goes through `plain` or `lines`, which escape it so that CommonMark, GitHub's
dialect and pandoc's read back the same words and no markup. What has gone through is an `Inline`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NewType

import attrs

from sdsnet.model.fields import UNFIT_TEXT

__all__ = [
    "Inline",
    "Item",
    "address",
    "bullets",
    "code",
    "heading",
    "joined",
    "lines",
    "numbered",
    "page",
    "paragraph",
    "plain",
    "quote",
    "strong",
]

#: Markdown for within a line: our own words, or text that was escaped.
Inline = NewType("Inline", str)

# Escaped wherever they stand: `\ * _` and the backtick (emphasis, code, TeX), brackets (links,
# footnotes, attributes, HTML), `# | ~ ^ $ @` (headings, tables, strike-through, sub- and
# superscript, mathematics, citations). The others only where a dialect would take them for markup:
# `&` of an entity, `:` of an address or emoji, `www.`, `--` and `...` that pandoc draws together,
# `==` that marks words in some; and quotation marks, which pandoc pairs across the end of what is
# bold, but no apostrophe inside or at the end of a word.
_SPECIAL = re.compile(
    r"[\\`*_{\[\]<>#|~^$@\"]|(?<![^\W_])'"
    r"|&(?=[#A-Za-z])|:(?=\S)|-(?=-)|=(?==)|\.(?=\.)|(?<=www)\.",
    re.IGNORECASE,
)

# What begins a list, a heading's underline, a definition or a table where it begins a line; and the
# numbers and letters that begin a list for pandoc, up to their full stop or closing bracket.
_LINE_START = re.compile(r"[-+=:]|(\(?(?:[0-9]+|[A-Za-z]|[ivxlcdm]+|[IVXLCDM]+))(?=[.)](?: |$))")

# A box to tick, which pandoc sees in spite of its escapes unless what follows is no plain space.
_BOX = re.compile(r"^(\\\[[ xX]\\\]) ")

_LINE_BREAKS = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_BLANKS = re.compile("[ \t]+")
_PARAGRAPHS = re.compile(r"\n[ \t\n]*\n")
_HARD_BREAK = "\\\n"
_NO_TEXT = Inline("(no text)")

# An address that can stand between angle brackets as it is, and is what it seems to be.
_ADDRESS = re.compile(
    r"https?://[A-Za-z0-9.-]+(?::[0-9]+)?(?:[/?#][A-Za-z0-9/?#.,:;@!$&'()*+=%_~-]*)?"
)


@attrs.frozen
class Item:
    """
    One item of a list.

    Attributes:
        text: What stands in it.
        below: The items of the list inside it.
    """

    text: Inline
    below: tuple[Item, ...] = ()


def plain(text: str) -> Inline:
    """
    Escape a text for a place that takes one line; its line breaks become spaces.
    """
    return Inline(" ".join(_escaped_lines(text)))


def lines(text: str) -> Inline:
    """
    Escape a text and keep its line breaks; blank lines go.
    """
    return Inline(_HARD_BREAK.join(_escaped_lines(text)))


def _escaped_lines(text: str) -> Iterator[str]:
    for line in _LINE_BREAKS.split(UNFIT_TEXT.sub("", text)):
        if one := _BLANKS.sub(" ", line).strip():
            yield _escaped(one)


def _escaped(line: str) -> str:
    start = _LINE_START.match(line)
    escaped = _BOX.sub(r"\1&#32;", _SPECIAL.sub(r"\\\g<0>", line))
    if start is None:
        return escaped
    marker = start[1]
    if marker is None:
        return escaped if escaped.startswith("\\") else f"\\{escaped}"
    return f"{marker}\\{escaped[len(marker) :]}"


def joined(parts: Iterable[Inline], separator: str = "; ") -> Inline | None:
    """
    Join what stands in a line; nothing if there is nothing to join.
    """
    held = [part for part in parts if part]
    return Inline(separator.join(held)) if held else None


def strong(text: Inline) -> Inline:
    """
    Set a text in bold; what follows it must be a space, punctuation or the end of the line.
    """
    return Inline(f"**{text}**") if text else text


def code(text: str) -> Inline:
    """
    Set a key in the type of code.
    """
    return Inline(f"`{text}`") if re.fullmatch(r"[\w:.-]+", text) else plain(text)


def address(url: str) -> Inline:
    """
    Write the address of a page as a link to it; anything else as the text that it is.
    """
    return Inline(f"<{url}>") if _ADDRESS.fullmatch(url) else plain(url)


def page(blocks: Iterable[str]) -> Iterator[str]:
    """
    Put blocks below each other, with a blank line between them; blocks of nothing go.
    """
    gap = ""
    for block in blocks:
        if block:
            yield gap + block
            gap = "\n"


def heading(level: int, text: Inline) -> str:
    """
    Make a heading.
    """
    return f"{'#' * level} {text}\n"


def paragraph(text: Inline) -> str:
    """
    Make a paragraph.
    """
    return f"{text}\n"


def bullets(items: Iterable[Item]) -> str:
    """
    Make a list; nothing if it would have no items.
    """
    return "".join(_item(item, "- ", "") for item in items)


def numbered(items: Iterable[Item]) -> str:
    """
    Make a list whose items are counted from 1; nothing if it would have no items.
    """
    return "".join(_item(item, f"{n}. ", "") for n, item in enumerate(items, start=1))


def _item(item: Item, marker: str, indent: str) -> str:
    inner = indent + " " * len(marker)
    text = (item.text or _NO_TEXT).replace("\n", f"\n{inner}")
    return f"{indent}{marker}{text}\n" + "".join(_item(one, "- ", inner) for one in item.below)


def quote(text: str) -> str:
    """
    Make a quotation of a text, with its paragraphs and line breaks.
    """
    whole = _LINE_BREAKS.sub("\n", text)
    paragraphs = [lines(one) for one in _PARAGRAPHS.split(whole)]
    quoted = "\n>\n".join("> " + one.replace("\n", "\n> ") for one in paragraphs if one)
    return f"{quoted}\n" if quoted else ""
