"""
What tests of Markdown share: two readers that others wrote, and what a page says to them.
"""

import json
import re
import subprocess
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import attrs
import pypandoc
from markdown_it import MarkdownIt
from markdown_it.token import Token

#: pandoc's names for CommonMark with GitHub's additions, and for its own Markdown with some more.
DIALECTS = ("gfm", "markdown+autolink_bare_uris+emoji+mark")

_SPACES = {"Space", "SoftBreak", "LineBreak"}
_QUOTES = {"SingleQuote": "'", "DoubleQuote": '"'}
_TYPOGRAPHY = str.maketrans("\u2018\u2019\u201c\u201d\u00a0", "''\"\" ")

#: The constructs that our pages are made of, in pandoc's words; anything else came out of a text.
_OURS = {
    *("Header", "Para", "Plain", "BulletList", "OrderedList", "BlockQuote", "Strong", "Str"),
    *("Decimal", "Period", *_SPACES),
    *("Quoted", *_QUOTES),  # how pandoc's own Markdown holds quotation marks
}

#: The same in the words of markdown-it.
_OURS_IN_TOKENS = {
    *("heading", "paragraph", "bullet_list", "ordered_list", "list_item", "blockquote", "strong"),
    *("inline", "text", "softbreak", "hardbreak"),
}


@attrs.frozen
class Page:
    """
    What a reader takes a page to be.

    Attributes:
        headings: Level and text of each heading.
        text: All text, without spaces, and with typographic quotation marks made plain.
        strange: The constructs that no page of ours is made of, and metadata.
    """

    headings: tuple[tuple[int, str], ...]
    text: str
    strange: frozenset[str]


def words(text: str) -> str:
    """
    Leave out of a text what readers may change: spaces, and the form of quotation marks.
    """
    return re.sub(r"\s+", "", text.translate(_TYPOGRAPHY))


def by_pandoc(markdown: str, dialect: str) -> Page:
    """
    Read a page with pandoc.
    """
    command = [pypandoc.get_pandoc_path(), "--from", dialect, "--to", "json"]
    done = subprocess.run(command, input=markdown.encode(), capture_output=True, check=True)
    document = json.loads(done.stdout)
    nodes = list(_nodes(document["blocks"]))
    headings = [node["c"] for node in nodes if node["t"] == "Header"]
    return Page(
        tuple((level, words(_told(inlines))) for level, _, inlines in headings),
        words(_told(document["blocks"])),
        frozenset({node["t"] for node in nodes} - _OURS) | document["meta"].keys(),
    )


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "t" in value:
            yield value
        value = value.get("c")
    if isinstance(value, list):
        for one in value:
            yield from _nodes(one)


def _told(value: Any) -> str:
    if isinstance(value, list):
        return "".join(map(_told, value))
    if not isinstance(value, dict):
        return ""
    kind, content = value.get("t"), value.get("c", [])
    if kind in {"Str", "Code", "Math", "RawInline", "RawBlock", "CodeBlock"}:
        return str(content if kind == "Str" else content[-1])
    if kind == "Quoted":
        mark = _QUOTES[content[0]["t"]]
        return f"{mark}{_told(content[1])}{mark}"
    return " " if kind in _SPACES else _told(content)


def by_markdown_it(markdown: str) -> Page:
    """
    Read a page with markdown-it, which follows CommonMark, with tables and strike-through.
    """
    tokens = MarkdownIt("js-default", {"html": True}).parse(markdown)
    flat = [one for token in tokens for one in (token, *(token.children or ()))]
    kinds = {re.sub("_(open|close)$", "", token.type) for token in flat}
    headings = [
        (int(opening.tag[1:]), words(_shown(inline)))
        for opening, inline in pairwise(tokens)
        if opening.type == "heading_open"
    ]
    text = "".join(_shown(token) for token in tokens if token.type == "inline")
    return Page(tuple(headings), words(text), frozenset(kinds - _OURS_IN_TOKENS))


def _shown(inline: Token) -> str:
    return "".join(child.content or " " for child in inline.children or ())


def read(markdown: str) -> list[Page]:
    """
    Read a page with every reader and dialect.
    """
    return [*(by_pandoc(markdown, dialect) for dialect in DIALECTS), by_markdown_it(markdown)]
