"""
The codelists as a glossary, for people and for programs.

A glossary takes the codelists it is given, so that the keys which extensions add stand in it too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

from sdsnet.model.codelists import CODELISTS, Code, Codelist
from sdsnet.views.markup import (
    Inline,
    Item,
    bullets,
    code,
    heading,
    lines,
    page,
    paragraph,
    plain,
    strong,
)

__all__ = ["glossary", "to_csv", "to_json", "to_markdown", "words_of"]

_COLUMNS = ("list", "list_title", "key", "label", "definition", "reference")
_QUOTED = re.compile('[",\r\n]')


def glossary(
    codelists: Mapping[str, Codelist] = CODELISTS, *, lists: Iterable[str] | None = None
) -> tuple[Codelist, ...]:
    """
    Choose the lists of a glossary.

    Args:
        codelists: The codelists by name; those of the model when left out.
        lists: Names of those that are wanted, in any order; all when left out.

    Returns:
        The lists, in the order of the mapping.

    Raises:
        ValueError: One of the names is no codelist.
    """
    if lists is None:
        return tuple(codelists.values())
    wanted = set(lists)
    if unknown := sorted(wanted - codelists.keys()):
        raise ValueError(
            f"There is no codelist {', '.join(map(repr, unknown))}. "
            f"Known: {', '.join(sorted(codelists))}."
        )
    return tuple([codelist for name, codelist in codelists.items() if name in wanted])


def to_markdown(
    codelists: Mapping[str, Codelist] = CODELISTS, *, lists: Iterable[str] | None = None
) -> str:
    """
    Render a glossary for reading: a heading and a list of words for each codelist.

    Args:
        codelists: The codelists by name.
        lists: Names of those that are wanted; all when left out.

    Raises:
        ValueError: One of the names is no codelist.
    """
    blocks = [heading(1, Inline("Glossary"))]
    for codelist in glossary(codelists, lists=lists):
        blocks += [
            heading(2, plain(codelist.title)),
            paragraph(lines(codelist.definition)),
            bullets(words_of(codelist, in_full=True)),
        ]
    return "".join(page(blocks))


def words_of(codes: Iterable[Code], *, in_full: bool = False) -> tuple[Item, ...]:
    """
    Give the codes of a list as items: the label of each and what it means.

    Args:
        codes: A codelist, or some of its codes.
        in_full: Whether to show the key that stands in data files, and who defined it.
    """
    return tuple([Item(_in_full(one) if in_full else _word(one)) for one in codes])


def _word(one: Code, key: str = "") -> Inline:
    return Inline(f"{strong(plain(one.label))}{key}: {lines(one.definition)}")


def _in_full(one: Code) -> Inline:
    reference = f" Defined by: {plain(one.reference)}." if one.reference else ""
    return Inline(f"{_word(one, f' ({code(one.key)})')}{reference}")


def to_csv(
    codelists: Mapping[str, Codelist] = CODELISTS, *, lists: Iterable[str] | None = None
) -> str:
    """
    Render a glossary as CSV (RFC 4180): a row for each code, under the names of the columns.

    The columns are `list`, `list_title`, `key`, `label`, `definition` and `reference`, the last
    empty where a code has none.

    Args:
        codelists: The codelists by name.
        lists: Names of those that are wanted; all when left out.

    Raises:
        ValueError: One of the names is no codelist.
    """
    rows = [
        (held.name, held.title, one.key, one.label, one.definition, one.reference or "")
        for held in glossary(codelists, lists=lists)
        for one in held
    ]
    return "".join(f"{','.join(map(_cell, row))}\r\n" for row in (_COLUMNS, *rows))


def _cell(text: str) -> str:
    if not _QUOTED.search(text):
        return text
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def to_json(
    codelists: Mapping[str, Codelist] = CODELISTS, *, lists: Iterable[str] | None = None
) -> str:
    """
    Render a glossary as JSON.

    The document is `{"codelists": [...]}`; each list has `name`, `title`, `definition`, `ordered`
    (whether the order of its codes carries meaning) and `codes`, and each code has `key`, `label`,
    `definition` and `reference`, which is null where a code has none.

    Args:
        codelists: The codelists by name.
        lists: Names of those that are wanted; all when left out.

    Raises:
        ValueError: One of the names is no codelist.
    """
    document = {"codelists": [_as_json(held) for held in glossary(codelists, lists=lists)]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _as_json(held: Codelist) -> dict[str, object]:
    codes = [
        {
            "key": one.key,
            "label": one.label,
            "definition": one.definition,
            "reference": one.reference,
        }
        for one in held
    ]
    return {
        "name": held.name,
        "title": held.title,
        "definition": held.definition,
        "ordered": held.ordered,
        "codes": codes,
    }
