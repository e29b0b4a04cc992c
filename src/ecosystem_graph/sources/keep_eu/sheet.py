"""One sheet of the export, with the columns and row numbers that a person sees."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from ecosystem_graph.errors import Location

__all__ = ["RawSheet", "Sheet"]


@dataclass(frozen=True, slots=True)
class RawSheet:
    """Cells of one sheet before its columns are looked up.

    Attributes:
        file: File as the user named it.
        name: Name of the sheet in a workbook; empty for a CSV file.
        header: Cells of the first row.
        cells: All further rows as text, one column per header cell in the same order; empty cells may be null.
    """

    file: Path
    name: str
    header: Sequence[str | None]
    cells: pl.DataFrame

    @property
    def header_location(self) -> Location:
        """Where the header is."""
        return Location(self.file, _place(self.name, 1))


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of one sheet.

    Attributes:
        kind: ``projects``, ``partners`` or ``calls``.
        file: File it was read from.
        name: Name of the sheet in a workbook; empty for a CSV file.
        rows: Columns as published, and ``row``: the number a spreadsheet shows, 1 being the header.
    """

    kind: str
    file: Path
    name: str
    rows: pl.DataFrame

    def place_of(self, row: int) -> str:
        """Return a row in words."""
        return _place(self.name, row)

    def with_rows(self, rows: pl.DataFrame) -> "Sheet":
        """Return the sheet with other rows."""
        return replace(self, rows=rows)


def _place(name: str, row: int) -> str:
    return f"sheet {name}, row {row}" if name else f"row {row}"
