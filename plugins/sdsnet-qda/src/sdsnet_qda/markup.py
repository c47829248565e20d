"""
The elements that the codebook and the project share, and how they become bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from sdsnet_qda.codebook import Book, Code
from sdsnet_qda.naming import Guids

__all__ = ["add_codes", "add_sets", "add_text", "to_bytes"]


def to_bytes(root: ET.Element) -> bytes:
    """
    Write a document in UTF-8, an element to a line.
    """
    ET.indent(root)
    text: str = ET.tostring(root, "unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def add_text(parent: ET.Element, tag: str, text: str) -> None:
    """
    Add an element with a text, unless there is no text.
    """
    if text:
        ET.SubElement(parent, tag).text = text


def add_codes(parent: ET.Element, codes: Iterable[Code]) -> None:
    """
    Add codes, each with those under it.
    """
    for code in codes:
        attributes = {
            "guid": code.guid,
            "name": code.name,
            "isCodable": "false" if code.is_category else "true",
        }
        if code.colour:
            attributes["color"] = code.colour
        element = ET.SubElement(parent, "Code", attributes)
        add_text(element, "Description", code.description)
        add_codes(element, code.children)


def add_sets(parent: ET.Element, held: Book, guids: Guids, *, target: str) -> None:
    """
    Add a set for each theme, with the codes of all records that have it; the tree shows each once.

    Args:
        parent: Where to add them.
        held: The book of codes.
        guids: Where GUIDs come from.
        target: What a member calls the attribute with the code: projects and codebooks differ.
    """
    for theme, members in held.members.items():
        if members:
            name = f"Theme: {held.by_theme[theme].name.removesuffix(' (theme)')}"
            attributes = {"guid": guids.make("theme", theme, "set"), "name": name}
            element = ET.SubElement(parent, "Set", attributes)
            for code in members:
                ET.SubElement(element, "MemberCode", {target: code.guid})
