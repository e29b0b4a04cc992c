"""Sheets of workbooks (XLSX), cells as text."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from ecosystem_graph.errors import Location
from ecosystem_graph.sources.tabular.raw import Origin, RawTable
from ecosystem_graph.sources.workbook import open_workbook, shorten_numbers

__all__ = ["WORKBOOK_SUFFIXES", "read_sheets", "sheet_headers"]

WORKBOOK_SUFFIXES = frozenset({".xlsx", ".xlsm"})


def sheet_headers(source: Path | bytes, path: Path) -> dict[str, tuple[str, ...]]:
    """Return the first row of each sheet that has one.

    Args:
        source: File, or its bytes.
        path: File as the user named it, for messages.

    Raises:
        SourceUnavailableError: The file cannot be read.
        SourceFormatError: It is no workbook, or a damaged one.
    """
    workbook = open_workbook(source, Location(path))
    first_rows = {name: workbook.read_cells(name, rows=1) for name in workbook.sheets}
    return {name: _header(first) for name, first in first_rows.items() if first.height}


def read_sheets(source: Path | bytes, path: Path, names: Sequence[str], prefix: str = "") -> list[RawTable]:
    """Read sheets whole.

    Args:
        source: File, or its bytes.
        path: File as the user named it.
        names: Sheets to read.
        prefix: What stands before the name of the sheet, for the member of an archive.

    Raises:
        SourceUnavailableError: The file cannot be read.
        SourceFormatError: It is no workbook, or a damaged one.
    """
    workbook = open_workbook(source, Location(path))
    tables = []
    for name in names:
        cells = workbook.read_cells(name)
        body = cells.slice(1)
        rows = pl.int_range(2, body.height + 2, dtype=pl.UInt32, eager=True)
        origin = Origin(path, f"{prefix}sheet {name}")
        shown = body.with_columns(map(shorten_numbers, body.iter_columns()))
        tables.append(RawTable(origin, _header(cells), shown, rows))
    return tables


def _header(cells: pl.DataFrame) -> tuple[str, ...]:
    return tuple((cell or "").strip() for cell in cells.row(0))
