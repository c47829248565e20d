"""
What a table is: named columns with meanings, keys, and rows that can be gone through again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, starmap
from typing import Literal

import attrs

__all__ = ["Block", "Blocks", "Cell", "Column", "ColumnType", "ForeignKey", "Row", "Rows", "Table"]

ColumnType = Literal["text", "integer", "boolean", "date", "json"]

#: A cell: text (of `text`, `date` and `json` columns), a whole number, true or false, or nothing.
Cell = str | int | bool | None

#: One cell for every column.
Row = tuple[Cell, ...]

#: Some hundred rows at once, column by column: for every column the cells of all these rows.
Block = tuple[Sequence[Cell], ...]


@attrs.frozen(kw_only=True)
class Column:
    """
    One column of a table.

    Attributes:
        name: Its name: lower-case words joined by underscores.
        type: What its cells hold; a `date` is a full day such as `2012-10-03`, `json` is JSON text.
        description: What a cell says, in one sentence.
        required: Whether every row has a value here.
        codelist: Name of the codelist whose keys stand here.
        pattern: Regular expression that every value matches as a whole; XML Schema can read it too.
        is_free_text: Whether people wrote the text for other people to read.
    """

    name: str
    type: ColumnType
    description: str
    required: bool = False
    codelist: str | None = None
    pattern: str | None = None
    is_free_text: bool = False


@attrs.frozen(kw_only=True)
class ForeignKey:
    """
    Columns of a table whose values stand in another one.

    Attributes:
        columns: The columns that refer.
        table: The table they refer to, which may be their own.
        target: The columns of that table, in the same order; together they are one of its keys.
    """

    columns: tuple[str, ...]
    table: str
    target: tuple[str, ...]


@attrs.frozen
class Blocks:
    """
    The rows of a table in blocks, which are made anew each time somebody goes through them.

    Attributes:
        make: Starts from the first block.
    """

    make: Callable[[], Iterator[Block]]

    def __iter__(self) -> Iterator[Block]:
        return self.make()


@attrs.frozen
class Rows:
    """
    The rows of a table one by one; they can be gone through again.

    Attributes:
        blocks: The blocks that hold them.
    """

    blocks: Iterable[Block]

    def __iter__(self) -> Iterator[Row]:
        return chain.from_iterable(starmap(zip, self.blocks))


@attrs.frozen(kw_only=True)
class Table:
    """
    One flat table.

    Attributes:
        name: Its name: lower-case words joined by underscores.
        title: The name in words.
        description: What one row says.
        columns: Its columns, in order.
        primary_key: The columns that tell one row from any other.
        unique_keys: Further combinations of columns that do so.
        foreign_keys: What its columns refer to.
        record_type: Type of the records that it is about, whose id stands in the first column;
            nothing for a table about the dataset as a whole.
        blocks: Its rows in blocks, column by column, for who has many of them to write.
    """

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...]
    unique_keys: tuple[tuple[str, ...], ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    record_type: str | None = None
    blocks: Iterable[Block] = attrs.field(default=(), eq=False, repr=False)

    @property
    def rows(self) -> Rows:
        """
        Its rows, by the ids of their records and then by their positions, made one after another.
        """
        return Rows(self.blocks)
