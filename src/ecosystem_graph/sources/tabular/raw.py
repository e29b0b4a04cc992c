"""Tables as they come out of a file: text cells under a header, and the rows that could not be split into cells."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from ecosystem_graph.errors import Location

__all__ = ["Origin", "RawTable", "Unread"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a table is.

    Attributes:
        file: File as the user named it.
        part: Member of an archive, sheet of a workbook, or both; empty for a plain file.
        unit: What a row is called: ``row`` (1 is the header) or ``element`` (1 is the first one) of a JSON array.
    """

    file: Path
    part: str = ""
    unit: str = "row"

    @property
    def prefix(self) -> str:
        """What stands before a row number in words."""
        return f"{self.part}, {self.unit} " if self.part else f"{self.unit} "

    def place_of(self, row: int) -> str:
        """Return a row in words."""
        return f"{self.prefix}{row}"

    def location(self, row: int) -> Location:
        """Return a row for an error message."""
        return Location(self.file, self.place_of(row))


@dataclass(frozen=True, slots=True)
class Unread:
    """A row that could not be split into cells or decoded.

    Attributes:
        row: Its number.
        found: Its beginning, with a replacement character where bytes are no UTF-8.
        why: What is wrong, one sentence.
    """

    row: int
    found: str
    why: str


@dataclass(frozen=True, slots=True)
class RawTable:
    """Cells of one table before its columns are looked up.

    Attributes:
        origin: Where it is.
        header: Cells of the first row.
        cells: All further rows as text, one column per header cell in the same order; empty cells may be null.
        rows: Number of each row.
        unread: Rows that are missing in ``cells``.
    """

    origin: Origin
    header: Sequence[str]
    cells: pl.DataFrame
    rows: pl.Series
    unread: tuple[Unread, ...] = ()
