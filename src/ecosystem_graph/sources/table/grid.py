"""Cells of one table as they stand in a file, before anything is known of their meaning."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from ecosystem_graph.errors import Location, SourceFormatError

__all__ = ["Grid", "grid_of_rows", "one_line"]

_MOST_CELLS = 16_384
"""Of a row: as many as a workbook has. Whoever has more is damaged or has other delimiters, and would take hours."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells of one table.

    Attributes:
        file: File as the user named it.
        part: What leads to the table inside the file (``member a.csv``, ``sheet List1``); empty when it is the only
            one.
        name: Name of the sheet, else empty.
        unit: What a row is called: ``row`` or ``item``.
        cells: Text, columns ``0``, ``1``…; cells of nothing but white space are null.
        numbers: Number of each row, as a person counts them in the file.
        widths: Number of cells that each row has in the file.
        plain: Positions of columns that hold nothing but numbers, as machines write them, whatever the notation.
        named: Whether the first row holds the names of the columns, so that no header row must be looked for.
        typed: Whether the file itself tells numbers from text, so that its numbers have a decimal point.
    """

    file: Path
    part: str
    name: str
    unit: str
    cells: pl.DataFrame
    numbers: pl.Series
    widths: pl.Series
    plain: frozenset[int] = frozenset()
    named: bool = False
    typed: bool = False

    def where(self, row: int | None = None) -> Location:
        """Return the place of a row, or of the whole table."""
        parts = [self.part, f"{self.unit} {row}" if row is not None else ""]
        return Location(self.file, ", ".join(filter(None, parts)))

    def row(self, position: int) -> list[str]:
        """Return the cells of a row, each on one line; empty cells are empty texts."""
        return [one_line(cell or "") for cell in self.cells.row(position)]


def grid_of_rows(file: Path, part: str, rows: Sequence[Sequence[str | None]], *, unit: str = "row") -> Grid:
    """Return a grid of rows of different lengths; the first row has number 1.

    Raises:
        SourceFormatError: A row has more cells than any table.
    """
    widths = [len(row) for row in rows]
    width = max(widths, default=0)
    if width > _MOST_CELLS:
        raise SourceFormatError(
            Location(file, ", ".join(filter(None, [part, f"{unit} {widths.index(width) + 1}"]))),
            expected=f"at most {_MOST_CELLS:,} cells",
            found=f"{width:,}",
            hint="See whether the line is damaged, and whether file.delimiter is right.",
        )
    filled = [row if len(row) == width else [*row, *([None] * (width - len(row)))] for row in rows]
    cells = pl.DataFrame(
        {str(position): column for position, column in enumerate(zip(*filled, strict=True))},
        schema={str(position): pl.String for position in range(width)},
    )
    numbers = pl.Series("number", range(1, len(rows) + 1), dtype=pl.UInt32)
    return Grid(file, part, "", unit, blank_to_null(cells), numbers, pl.Series("width", widths, dtype=pl.UInt32))


def blank_to_null(cells: pl.DataFrame) -> pl.DataFrame:
    """Return cells of which those with nothing but white space are null."""
    blank = pl.all().str.strip_chars() == ""
    return cells.with_columns(pl.when(~blank).then(pl.all())) if cells.width else cells


def one_line(text: str) -> str:
    """Return a text with single blanks in place of line breaks and runs of white space."""
    return " ".join(text.replace("\ufeff", "").split())
