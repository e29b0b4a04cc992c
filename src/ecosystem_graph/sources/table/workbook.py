"""Tables in workbooks: XLSX, XLSM, XLS, XLSB, ODS."""

from collections.abc import Iterator
from decimal import Context
from typing import Any

import fastexcel
import polars as pl

from ecosystem_graph.errors import Location, SourceFormatError
from ecosystem_graph.sources.table.definition import Layout
from ecosystem_graph.sources.table.grid import Grid, blank_to_null, grid_of_rows
from ecosystem_graph.sources.workbook import check_size

__all__ = ["read_workbook"]

_SHOWN = Context(prec=15)
_LONG = r"^-?\d+\.\d{9,}$"


def read_workbook(data: bytes, where: Location, layout: Layout) -> Iterator[Grid]:
    """Yield the sheets of a workbook, or those that the layout names; empty sheets are passed over.

    Formulas give the values that were stored with them. Days are written as ISO 8601.

    Raises:
        SourceFormatError: It is no workbook, is damaged or protected, unpacks to too much, or lacks a sheet.
    """
    check_size(data, where)
    try:
        workbook: Any = fastexcel.read_excel(data)
    except fastexcel.FastExcelError as error:
        raise _damaged(where) from error
    for name in layout.sheets:
        if name not in workbook.sheet_names:
            found = ", ".join(map(repr, workbook.sheet_names))
            raise SourceFormatError(where, expected=f"a sheet {name!r}", found=f"the sheets {found}")
    for name in layout.sheets or workbook.sheet_names:
        grid = _read_sheet(workbook, where, name)
        if grid.cells.height:
            yield grid


def _read_sheet(workbook: Any, where: Location, name: str) -> Grid:
    part = ", ".join(filter(None, [where.place, f"sheet {name}"]))
    try:
        # No header row and no skipped rows: the reader would leave out blank rows and so shift the row numbers.
        cells = workbook.load_sheet(name, header_row=None, skip_rows=0, dtypes="string").to_polars()
    except fastexcel.FastExcelError as error:
        raise _damaged(Location(where.file, part)) from error
    if not (cells.height and cells.width):
        return grid_of_rows(where.file, part, [])
    named = blank_to_null(cells.rename({column: str(position) for position, column in enumerate(cells.columns)}))
    shown = named.with_columns(map(_shorten, named.iter_columns()))
    numbers = pl.Series("number", range(1, cells.height + 1), dtype=pl.UInt32)
    widths = pl.Series("width", [cells.width] * cells.height, dtype=pl.UInt32)
    return Grid(where.file, part, name, "row", shown, numbers, widths, _plain_columns(shown), typed=True)


def _plain_columns(cells: pl.DataFrame) -> frozenset[int]:
    """Return the columns whose numbers are numbers for the workbook too.

    The reader gives text. A number has a decimal point there, whatever the language of the publisher; a column counts
    as numbers when some cell has a fraction that no notation with groups of three digits could mean, or none has a
    point.
    """
    plain = []
    for position, column in enumerate(cells.iter_columns()):
        numbers = column.filter(column.str.contains(r"^-?\d+(?:\.\d+)?$"))
        fraction = numbers.str.extract(r"\.(\d+)$").drop_nulls()
        others = column.filter(column.str.contains(r"\d[.,]\d|,")).len() - fraction.len()
        if len(numbers) and not others and (fraction.str.len_chars() != 3).any():
            plain.append(position)
    return frozenset(plain)


def _shorten(column: pl.Series) -> pl.Series:
    """Write numbers with 15 significant digits, as spreadsheet programs show and round them.

    The reader writes up to nine decimal places of the binary number: ``32982174.3`` comes as ``32982174.300000001``.
    """
    long = column.filter(column.str.contains(_LONG)).unique()
    return (
        column.replace({cell: f"{_SHOWN.create_decimal(cell).normalize():f}" for cell in long}) if len(long) else column
    )


def _damaged(where: Location) -> SourceFormatError:
    return SourceFormatError(
        where,
        expected="a workbook (XLSX, XLS or ODS)",
        found="a file that is damaged, protected by a password or of another format",
        hint='Open it in a spreadsheet program and save it as XLSX; for an HTML page, state file.format = "html".',
    )
