"""
How a workbook looks: formats of cells, and widths of columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs

from sdsnet_office.xlsx.layout import Column

__all__ = ["FRONT_WIDTHS", "Styles", "front_height", "width"]

#: How many characters the columns of the first sheet show in one line.
FRONT_WIDTHS = (30, 90, 8)

_DARK, _LIGHT, _GREY = "#1F3F60", "#DCE6F1", "#595959"

# Cells of texts take what is typed as it is: no date is made of 2012-10, no formula of =1.
_AS_TYPED = "@"


@attrs.define
class Styles:
    """
    The formats of a workbook.
    """

    book: Any
    plain: Any = attrs.field(init=False)
    first: dict[str, Any] = attrs.field(init=False)
    others: dict[str, Any] = attrs.field(init=False)
    _columns: dict[str, Any] = attrs.field(init=False)
    _headings: dict[tuple[bool, bool], Any] = attrs.field(init=False)

    comment = {"author": "", "x_scale": 1.6, "y_scale": 1.2}  # noqa: RUF012  attrs leaves it alone

    def __attrs_post_init__(self) -> None:
        wrapped = {"text_wrap": True, "valign": "top"}
        number = {"valign": "top"}
        grey = {"font_color": _GREY, "italic": True, "bg_color": "#F2F2F2"}
        add = self.book.add_format
        self.plain = add({**wrapped, "num_format": _AS_TYPED})
        self._columns = {
            "text": self.plain,
            "value": add(number),
            "label": add({**wrapped, **grey, "num_format": _AS_TYPED}),
            "day": add({**number, **grey, "num_format": "yyyy-mm-dd"}),
        }
        self._headings = {
            (is_help, is_needed): add(
                {
                    **wrapped,
                    "bold": is_needed,
                    "font_color": _GREY if is_help else "#FFFFFF",
                    "italic": is_help,
                    "bg_color": "#E4E4E4" if is_help else _DARK,
                }
            )
            for is_help in (False, True)
            for is_needed in (False, True)
        }
        heading = add({**wrapped, "bold": True, "bg_color": _LIGHT})
        strong = add({**wrapped, "bold": True})
        title = add({"bold": True, "font_size": 16, "font_color": _DARK, "valign": "top"})
        self.first = {"title": title, "fact": strong, "heading": heading, "row": strong}
        self.others = {"fact": self.plain, "heading": heading, "row": self.plain}

    def of_column(self, column: Column) -> Any:
        """
        Return the format of the cells of a column.
        """
        return self._columns[_kind(column)]

    def of_heading(self, column: Column) -> Any:
        """
        Return the format of the heading of a column.
        """
        return self._headings[column.is_help, column.required]


def _kind(column: Column) -> str:
    if column.role in {"start", "end"}:
        return "day"
    if column.role == "label":
        return "label"
    kind = column.declaration.kind if column.declaration else "text"
    is_value = kind in {"integer", "boolean"} or column.role == "position"
    return "value" if is_value else "text"


def width(column: Column) -> int:
    """
    Return how many characters a column shows in one line.
    """
    declaration = column.declaration
    if _kind(column) in {"day", "value"}:
        room = 12
    elif column.role in {"label", "owner"} or declaration is None:
        room = _PLAIN_WIDTHS.get(column.title, 24)
    elif declaration.kind == "text":
        room = 50 if declaration.disclosure == "free_text" else 26
    else:
        room = 30 if declaration.many else 18
    return max(room, min(len(column.title) + 4, 24))


_PLAIN_WIDTHS = {"Definition": 90, "Defined by": 50, "Text": 120, "Number": 10, "Part": 10}


def front_height(style: str, cells: Sequence[str]) -> float:
    """
    Return the height of a row of the first sheet, in points; not every program works it out.
    """
    if style == "title":
        return 24
    lines = [
        sum(-(-max(len(line), 1) // room) for line in text.split("\n"))
        for text, room in zip(cells, FRONT_WIDTHS, strict=False)
    ]
    return 15.0 * min(max(lines, default=1), 20)
