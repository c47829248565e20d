"""
What a notebook shows: small tables in HTML, with no style and no script, which it would take away.

The tables are read aloud well: each has a caption, and every cell has its headings.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

__all__ = ["counts", "paragraph", "table"]


def table(caption: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """
    Render a table; the first cell of a row is its heading.

    Args:
        caption: What the table shows.
        columns: The headings of the columns.
        rows: The cells of each row, as plain text.
    """
    head = "".join(f'<th scope="col">{_escaped(column)}</th>' for column in columns)
    body = "\n".join(map(_row, rows))
    return (
        f"<table>\n<caption>{_escaped(caption)}</caption>\n"
        f"<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n{body}\n</tbody>\n</table>"
    )


def counts(caption: str, records: Mapping[str, int]) -> str:
    """
    Render how many records there are of each kind, and in all; a kind without any is left out.

    Args:
        caption: What holds the records.
        records: Their number by kind.
    """
    rows = [(kind, str(number)) for kind, number in records.items() if number]
    total = sum(records.values())
    in_all = f"{total} record{'' if total == 1 else 's'}"
    return table(f"{caption}: {in_all}", ("Kind", "Records"), rows)


def paragraph(text: str) -> str:
    """
    Render a sentence.
    """
    return f"<p>{_escaped(text)}</p>"


def _row(cells: Sequence[str]) -> str:
    heading, *others = map(_escaped, cells)
    return (
        f'<tr><th scope="row">{heading}</th>{"".join(f"<td>{cell}</td>" for cell in others)}</tr>'
    )


def _escaped(text: str) -> str:
    """
    Write text as HTML; what cannot be seen is spelt out, as a `repr` does it.
    """
    # Whoever imports the library for anything else need not load the names of all characters.
    from html import escape  # noqa: PLC0415  as said above

    seen = (one if one.isprintable() else one.encode("unicode_escape").decode() for one in text)
    return escape("".join(seen))
