"""Sheets of workbooks (XLSX), cells as text."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import fastexcel
import polars as pl

from ecosystem_graph.errors import Location, SourceFormatError
from ecosystem_graph.sources.tabular.raw import Origin, RawTable

__all__ = ["WORKBOOK_SUFFIXES", "read_sheets", "sheet_headers"]

WORKBOOK_SUFFIXES = frozenset({".xlsx", ".xlsm"})


def sheet_headers(source: Path | bytes, path: Path) -> dict[str, tuple[str, ...]]:
    """Return the first row of each sheet that has one.

    Args:
        source: File, or its bytes.
        path: File as the user named it, for messages.

    Raises:
        SourceFormatError: It is no workbook, or a damaged one.
    """
    workbook = _open(source, path)
    headers = {}
    for name in workbook.sheet_names:
        first = _load(workbook, path, name, n_rows=1)
        if first.height:
            headers[name] = _header(first)
    return headers


def read_sheets(source: Path | bytes, path: Path, names: Sequence[str], prefix: str = "") -> list[RawTable]:
    """Read sheets whole.

    Args:
        source: File, or its bytes.
        path: File as the user named it.
        names: Sheets to read.
        prefix: What stands before the name of the sheet, for the member of an archive.

    Raises:
        SourceFormatError: It is no workbook, or a damaged one.
    """
    workbook = _open(source, path)
    tables = []
    for name in names:
        cells = _load(workbook, path, name)
        body = cells.slice(1)
        rows = pl.int_range(2, body.height + 2, dtype=pl.UInt32, eager=True)
        origin = Origin(path, f"{prefix}sheet {name}")
        tables.append(RawTable(origin, _header(cells), body.with_columns(map(_shorten, body.iter_columns())), rows))
    return tables


def _header(cells: pl.DataFrame) -> tuple[str, ...]:
    return tuple((cell or "").strip() for cell in cells.row(0))


def _load(workbook: Any, path: Path, name: str, n_rows: int | None = None) -> pl.DataFrame:
    try:
        # No header row and no skipped rows: the reader would leave out blank rows and so shift the row numbers.
        sheet = workbook.load_sheet(name, header_row=None, skip_rows=0, n_rows=n_rows, dtypes="string")
        return pl.DataFrame(sheet.to_polars())
    except fastexcel.FastExcelError as error:
        raise _damaged(path, f"sheet {name}") from error


def _shorten(column: pl.Series) -> pl.Series:
    """Write binary numbers with the fewest digits that tell them apart: ``0.3`` for ``0.300000000000000044``."""
    long = column.filter(column.str.contains(r"^-?\d+\.\d{9,}$")).unique()
    return column.replace({cell: repr(float(cell)) for cell in long}) if len(long) else column


def _open(source: Path | bytes, path: Path) -> Any:
    try:
        return fastexcel.read_excel(source)
    except (fastexcel.FastExcelError, FileNotFoundError) as error:
        raise _damaged(path) from error


def _damaged(path: Path, place: str = "") -> SourceFormatError:
    return SourceFormatError(
        Location(path, place),
        expected="a workbook (XLSX)",
        found="a file that is damaged, cut off or of another format",
        hint="Download the file again, or open it in a spreadsheet program and save it as XLSX.",
    )
