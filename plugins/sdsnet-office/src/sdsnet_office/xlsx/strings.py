"""
Texts as XlsxWriter has to be given them, so that they stand in the file as they are.

It takes a text between `<r>` and `</r>` for formatting of its own, and does not see an escape that
begins with the underscore at the end of another. Such a text is handed over as one run of formatted
text, in which every escape is made here; the tests hold the library to that.
"""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

__all__ = ["fits", "given"]

# Excel counts a character beyond the first plane of Unicode twice.
_CELL_UNITS = 32_767

_MISREAD = re.compile(r"\A<r>(?s:.*)</r>\Z|_x[0-9a-fA-F]{4}_x[0-9a-fA-F]{4}_")
_LIKE_ESCAPE = re.compile("_(?=x[0-9a-fA-F]{4}_)")


def given(text: str) -> str:
    """
    Return what the library is to be given for a text.
    """
    if not _MISREAD.search(text):
        return text
    # References hide what stands here from the escapes that the library makes.
    run = escape(_LIKE_ESCAPE.sub("_x005F_", text), {"_x005F_": "&#95;x005F&#95;"})
    return f'<r><t xml:space="preserve">{run}</t></r>'


def fits(text: str, *, room: int = 0) -> bool:
    """
    Tell whether a text fits into a cell.

    Args:
        text: The text.
        room: How much is to be left for something else.
    """
    most = _CELL_UNITS - room
    if 2 * len(text) <= most and "_x" not in text and "<r>" not in text:
        return True
    handed = given(text)
    return len(handed) + sum(character > "\uffff" for character in handed) <= most
