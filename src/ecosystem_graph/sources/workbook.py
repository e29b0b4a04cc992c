"""Workbooks (XLSX): opened within bounds, sheets as text cells, damage as an error of ours."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import fastexcel
import polars as pl

from ecosystem_graph.errors import Location, SourceFormatError, SourceUnavailableError
from ecosystem_graph.sources.archive import BOUNDS, DAMAGED

__all__ = ["Workbook", "check_places", "check_size", "open_workbook", "shorten_numbers"]

_FAR = re.compile(rb'\br="(?:[A-Za-z]{3,}[0-9]+|[A-Za-z]+[0-9]{6,})"')
_VALUE = re.compile(rb'<(?:\w+:)?c\s(?:[^>]*?\s)?r="([A-Za-z]{1,3})([0-9]{1,7})"[^>]*(?<!/)>')
"""A cell that is not empty, which alone the reader makes room for."""
_PLACES, _PLACES_PER_VALUE = 30_000_000, 20
"""Places of a sheet up to which it may be empty (a gigabyte), and how many it may have for each value."""
_PIECE = 1 << 22
_BEYOND = re.compile(rb'\br="([A-Za-z]{4,}[0-9]+|[A-Za-z]+[0-9]{8,})"')
_HINT = "Download the file again, or open it in a spreadsheet program and save it as XLSX."


class Workbook:
    """An open workbook.

    Args:
        reader: The library's workbook.
        where: File, and its place in an archive, for messages.
    """

    def __init__(self, reader: Any, where: Location) -> None:
        self._reader, self._where = reader, where

    @property
    def sheets(self) -> list[str]:
        """Names of the sheets, in their order."""
        return list(self._reader.sheet_names)

    def read_cells(self, sheet: str, rows: int | None = None) -> pl.DataFrame:
        """Return the cells of a sheet as text, the first row included; no columns for an empty sheet.

        Args:
            sheet: Its name.
            rows: How many rows from the top; all when None.

        Raises:
            SourceFormatError: The sheet is damaged.
        """
        try:
            # No header row and no skipped rows: the reader would leave out blank rows and so shift the row numbers.
            cells = self._reader.load_sheet(sheet, header_row=None, skip_rows=0, n_rows=rows, dtypes="string")
            return pl.DataFrame(cells.to_polars())
        except fastexcel.FastExcelError as error:
            place = ", ".join(filter(None, [self._where.place, f"sheet {sheet}"]))
            raise _damaged(Location(self._where.file, place)) from error


def open_workbook(source: Path | bytes, where: Location) -> Workbook:
    """Open a workbook.

    Args:
        source: File, or its bytes.
        where: File as the user named it, and its place in an archive.

    Raises:
        SourceUnavailableError: The file cannot be read.
        SourceFormatError: It is empty, no workbook, damaged, or unpacks to far more than workbooks do.
    """
    try:
        if not (source.stat().st_size if isinstance(source, Path) else source):
            raise SourceFormatError(where, expected="a workbook (XLSX)", found="an empty file")
        check_size(source, where)
        return Workbook(fastexcel.read_excel(source), where)
    except OSError as error:
        raise SourceUnavailableError(f"{where}: cannot be read: {error.strerror}") from error
    except fastexcel.FastExcelError as error:
        raise _damaged(where) from error


def shorten_numbers(column: pl.Series) -> pl.Series:
    """Write binary numbers with the fewest digits that tell them apart: ``0.3`` for ``0.300000000000000044``.

    Some columns hold numbers, and the reader writes those with nine decimals and more: ``32982174.3`` comes as
    ``32982174.300000001``. The shortest decimal that is the same binary number is what was typed.
    """
    long = column.filter(column.str.contains(r"^-?\d+\.\d{9,}$")).unique()
    return column.replace({cell: repr(float(cell)) for cell in long}) if len(long) else column


def check_size(source: Path | bytes, where: Location) -> None:
    """Refuse a workbook that would take far more memory than its size lets expect.

    Args:
        source: File, or its bytes; XLS, which is no archive, passes.
        where: File as the user named it, and its place in an archive.

    Raises:
        SourceFormatError: It unpacks to too much, has values far from all others, or is damaged.
    """
    opened = source if isinstance(source, Path) else io.BytesIO(source)
    if not zipfile.is_zipfile(opened):
        return
    try:
        with zipfile.ZipFile(opened) as archive:
            _check_unpacked(archive, source.stat().st_size if isinstance(source, Path) else len(source), where)
            check_places(archive, where)
    except SourceFormatError:
        raise
    except DAMAGED as error:
        raise _damaged(where) from error


def _check_unpacked(archive: zipfile.ZipFile, packed: int, where: Location) -> None:
    size = sum(member.file_size for member in archive.infolist())
    if size > min(BOUNDS.size, max(BOUNDS.free, BOUNDS.ratio * packed)):
        raise SourceFormatError(
            where,
            expected="a workbook of usual size",
            found=f"one that unpacks from {packed:,} to {size:,} bytes",
            hint="Open it in a spreadsheet program if you trust it, and save it again.",
        )


def check_places(archive: zipfile.ZipFile, where: Location) -> None:
    """Refuse cells far away from all others: the reader makes room for everything up to them.

    Args:
        archive: A workbook.
        where: File, and its place in an archive.

    Raises:
        SourceFormatError: A cell stands beyond the edge of a sheet, or a sheet has far more places than values.
    """
    for name in archive.namelist():
        if not name.startswith("xl/worksheets/"):
            continue
        if any(_FAR.search(piece) for piece in _pieces(archive, name)):
            place = Location(where.file, ", ".join(filter(None, [where.place, name])))
            _check_extent(_pieces(archive, name), place)


def _check_extent(pieces: Iterable[bytes], where: Location) -> None:
    rows = columns = values = 0
    for piece in pieces:
        beyond = _BEYOND.search(piece)
        if beyond is not None:
            raise SourceFormatError(where, expected="cells within a sheet", found=beyond[1].decode(), hint=_HINT)
        places = [match.groups() for match in _VALUE.finditer(piece)]
        rows = max([rows, *(int(row) for _, row in places)])
        columns = max([columns, *map(_column_number, {letters.upper() for letters, _ in places})])
        values += len(places)
    if rows * columns > max(_PLACES, _PLACES_PER_VALUE * values):
        raise SourceFormatError(
            where,
            expected="values near each other",
            found=f"{values:,} in a sheet of {rows:,} rows and {columns:,} columns",
            hint="Delete the cells far from the table, and save it again.",
        )


def _pieces(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """Yield a sheet in pieces that end with a tag, so that none is cut."""
    left = b""
    with archive.open(name) as sheet:
        while piece := sheet.read(_PIECE):
            whole, end, left = (left + piece).rpartition(b">")
            yield whole + end
    yield left


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _damaged(where: Location) -> SourceFormatError:
    return SourceFormatError(
        where,
        expected="a workbook (XLSX)",
        found="a file that is damaged, cut off or of another format",
        hint=_HINT,
    )
