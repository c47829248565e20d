"""
The first sheet of a workbook: what it is, what each sheet holds, how to fill it in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import sdsnet
from sdsnet_office.xlsx.layout import JOINED_BY, VERSION, Sheet

__all__ = ["Line", "front"]

#: The style of a line, and its cells.
Line = tuple[str, Sequence[str]]

_FILLING_IN = f"""
One row is one record. Leave empty what is not known; headings in bold mark what is needed.
Give each record an ID of your own: letters, digits, dots, hyphens and underscores, no name of a \
person. Other sheets use the ID to point to it.
Columns in grey are there to be read. They are worked out from the others, and nothing that stands \
there is read back.
Where a column has a drop-down, choose a key; the sheet Codelists says what each one means. A \
label that stands there is taken for its key.
Where the note at a heading says that several may be given, part them with {JOINED_BY}, as in \
capacity_time {JOINED_BY} support_planning.
Write dates as far as they are known: 2012, 2012-10 or 2012-10-03; 2012-21 is the spring of 2012, \
2012? is in doubt, 2012~ is about 2012, and 2012/2014 is from 2012 to 2014.
Sheets of lists, such as Meeting attendance, have a row for each item, and its first column says \
to which record it belongs.
Write values, not formulas. Sheets and columns of your own are passed over if their names end in \
(ignore).
Then run: sdsnet check BOOK.xlsx. Each message names the sheet and the cell.
"""


def front(
    edition: sdsnet.Edition,
    counted: Iterable[tuple[Sheet, int]],
    losses: Sequence[sdsnet.Loss],
) -> Iterator[Line]:
    """
    Yield the lines of the first sheet.

    Args:
        edition: What the workbook holds.
        counted: Its sheets with data, each with how many rows it has.
        losses: What a workbook cannot hold.
    """
    dataset = edition.dataset
    yield "title", (dataset.title,)
    yield "fact", ("Audience", edition.label("audience", edition.audience))
    yield "fact", ("Licence", dataset.licence or "None is stated.")
    yield "fact", ("Date of the data", dataset.as_of or "None is stated.")
    yield "fact", ("Format version", VERSION)
    yield "space", ()
    yield "heading", ("Sheet", "What a row says", "Rows")
    for sheet, rows in counted:
        yield "row", (sheet.title, sheet.meaning, str(rows))
    yield "row", ("Codelists", "A key that may stand in a column, and what it means.", "")
    yield "space", ()
    yield "heading", ("How to fill it in", "")
    for number, rule in enumerate(_FILLING_IN.strip().splitlines(), 1):
        yield "row", (str(number), rule)
    if losses:
        yield "space", ()
        yield "heading", ("What a workbook cannot hold", "")
        for loss in losses:
            yield "row", (_about(loss), loss.reason)


def _about(loss: sdsnet.Loss) -> str:
    words = [word.replace("_", " ") for word in (loss.type_name, loss.field) if word != "*"]
    return ": ".join(words) or "Every sheet"
