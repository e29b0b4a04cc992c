"""Solutions as a workbook or a Parquet file. No cell of a workbook can become a formula."""

import io
import re
from datetime import date, datetime
from decimal import Decimal

import polars as pl
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ecosystem_graph.errors import QueryError
from ecosystem_graph.query.column import read_columns
from ecosystem_graph.store.solution import Solutions

__all__ = ["MAX_CELL", "MAX_ROWS", "format_parquet", "format_xlsx"]

MAX_ROWS = 1_048_575
"""Below the headings."""

MAX_CELL = 32_767
"""Characters in a cell."""

_FIRST_DATE = date(1900, 3, 1)
"""Spreadsheets count a 29 February 1900 that never was, so earlier days stay texts."""

_CREATED = datetime(1980, 1, 1)
"""A fixed day, so that the same answer gives the same bytes."""

_MAX_DIGITS = 15
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_OPTIONS = {
    "in_memory": True,
    # Texts stay texts whatever sign they start with: spreadsheet programmes would run them as formulas.
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def format_xlsx(solutions: Solutions) -> bytes:
    """Return a workbook with one sheet: headings, then one row per solution, in typed cells.

    Numbers of more than 15 digits, which spreadsheets would round, are texts. Same answer, same bytes.

    Raises:
        QueryError: There are more rows, or longer texts, than a sheet holds, or XML cannot hold a character.
    """
    if len(solutions) > MAX_ROWS:
        raise QueryError(f"a sheet holds {MAX_ROWS:,} rows, the answer has {len(solutions):,}", hint="Take -f parquet.")
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, _OPTIONS) as book:
        book.set_properties({"created": _CREATED})
        sheet, day = book.add_worksheet("answer"), book.add_format({"num_format": 14})
        sheet.freeze_panes(1, 0)
        for number, column in enumerate(read_columns(solutions)):
            sheet.write_string(0, number, _checked(column.name), book.add_format({"bold": True}))
            for row, value in enumerate(column.to_list(), start=1):
                _write_cell(sheet, row, number, value, day)
    return stream.getvalue()


def format_parquet(solutions: Solutions) -> bytes:
    """Return a Parquet file with typed columns; see [`Answer`][ecosystem_graph.query.answer.Answer] for the types."""
    stream = io.BytesIO()
    pl.DataFrame(read_columns(solutions)).write_parquet(stream, compression="zstd")
    return stream.getvalue()


def _write_cell(sheet: Worksheet, row: int, column: int, value: object, day: Format) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, date) and value >= _FIRST_DATE:
        sheet.write_datetime(row, column, value, day)
    elif isinstance(value, int | float | Decimal) and _fits(value):
        sheet.write_number(row, column, float(value))
    else:
        sheet.write_string(row, column, _checked(str(value)))


def _fits(value: float | Decimal) -> bool:
    """Tell whether a spreadsheet keeps a number as it is: 15 digits, and no infinity."""
    text = format(value, "f") if isinstance(value, Decimal) else str(value)
    is_long = not isinstance(value, float) and sum(map(str.isdigit, text)) > _MAX_DIGITS
    return not is_long and text.strip("-") not in {"inf", "nan"}


def _checked(text: str) -> str:
    if match := _NOT_XML.search(text):
        raise QueryError(f"a sheet cannot hold the character U+{ord(match[0]):04X} of a text", hint="Take -f parquet.")
    if len(text) > MAX_CELL:
        raise QueryError(f"a cell holds {MAX_CELL:,} characters, a text has {len(text):,}", hint="Take -f parquet.")
    return text
