"""
The book of codes on its own: as REFI-QDA codebook, and as CSV.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as ET

import sdsnet
from sdsnet_qda.codebook import Code, book
from sdsnet_qda.facts import Facts
from sdsnet_qda.forms import Form
from sdsnet_qda.markup import add_codes, add_sets, to_bytes
from sdsnet_qda.naming import Guids

__all__ = ["codebook_csv", "codebook_xml"]


def codebook_xml(edition: sdsnet.Edition) -> bytes:
    """
    Write the codes of an edition as REFI-QDA codebook.
    """
    guids = Guids.of(edition)
    held = book(Facts(edition), guids)
    root = ET.Element("CodeBook", {"xmlns": "urn:QDA-XML:codebook:1.0", "origin": "sdsnet"})
    add_codes(ET.SubElement(root, "Codes"), held.roots)
    if any(held.members.values()):
        add_sets(ET.SubElement(root, "Sets"), held, guids, target="guid")
    return to_bytes(root)


def codebook_csv(edition: sdsnet.Edition, form: Form) -> bytes:
    """
    Write the codes of an edition as CSV.

    The byte order mark tells programs that guess the encoding: Taguette's guess goes wrong where a
    book has few letters outside of ASCII.
    """
    held = book(Facts(edition), Guids.of(edition))
    out = io.StringIO()
    writer = csv.writer(out)
    if form == "qualcoder":
        writer.writerows(_qualcoder_rows(held.roots))
    else:
        writer.writerow(("path", "description"))
        writer.writerows(_path_rows(held.roots))
    return out.getvalue().encode("utf-8-sig")


def _path_rows(roots: Iterable[Code]) -> Iterator[tuple[str, str]]:
    """
    Yield a row for each tag: a theme, or a code behind its theme and a dot.

    Every tag can be given to text, so a theme needs no code of its own beside it.
    """
    for root in roots:
        yield root.name, root.description
        below = root.children[1:] if root.is_category else root.children
        for code in _flat(below):
            yield f"{root.name}.{code.name}", code.description


def _flat(codes: Iterable[Code]) -> Iterator[Code]:
    for code in codes:
        yield code
        yield from _flat(code.children)


def _qualcoder_rows(codes: Iterable[Code], above: str = "") -> Iterator[tuple[str, str]]:
    """
    Yield a row for each code: `category>>code>>>code under it`, and the memo.
    """
    for code in codes:
        path = above + code.name
        if not code.is_category:
            yield path, code.description
        yield from _qualcoder_rows(code.children, f"{path}>>" if code.is_category else f"{path}>>>")
