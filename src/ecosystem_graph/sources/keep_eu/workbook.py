"""The XLSX form of the export."""

import zipfile
from pathlib import Path
from typing import Any

import fastexcel
import polars as pl

from ecosystem_graph.errors import Location, SourceFormatError, SourceUnavailableError
from ecosystem_graph.sources.keep_eu.description import KINDS, sheet_name
from ecosystem_graph.sources.keep_eu.finding import Findings
from ecosystem_graph.sources.keep_eu.sheet import RawSheet, Sheet

__all__ = ["is_export_workbook", "read_workbook"]


def is_export_workbook(path: Path) -> bool:
    """Tell whether a workbook has our sheets, or is too damaged to say (reading it then says what is wrong)."""
    if path.suffix.lower() != ".xlsx":
        return False
    try:
        names = set(_open(path).sheet_names)
    except SourceFormatError:
        return True
    except SourceUnavailableError:
        return False
    return sheet_name("projects") in names or {sheet_name("partners"), sheet_name("calls")} <= names


def read_workbook(path: Path, findings: Findings) -> dict[str, RawSheet]:
    """Read the three sheets of a workbook, cells as text.

    Args:
        path: XLSX file.
        findings: Told of sheets that nobody reads.

    Returns:
        Sheets by kind.

    Raises:
        SourceUnavailableError: The file cannot be read.
        SourceFormatError: It is not a workbook, is damaged, or a sheet is missing or empty.
    """
    workbook = _open(path)
    for kind in KINDS:
        if sheet_name(kind) not in workbook.sheet_names:
            raise SourceFormatError(
                Location(path),
                expected=f"a sheet {sheet_name(kind)!r}",
                found=f"the sheets {', '.join(map(repr, workbook.sheet_names))}",
                hint="Export the file again with projects, partners and calls.",
            )
    ours = {sheet_name(kind) for kind in KINDS}
    for name in workbook.sheet_names:
        if name not in ours:
            stranger = Sheet("", path, name, pl.DataFrame())
            findings.add("EG-KEEP-003", stranger, field="", found=name)
    return {kind: _read_sheet(workbook, path, sheet_name(kind)) for kind in KINDS}


def _read_sheet(workbook: Any, path: Path, name: str) -> RawSheet:
    try:
        # No header row and no skipped rows: the reader would leave out blank rows and so shift the row numbers.
        cells = workbook.load_sheet(name, header_row=None, skip_rows=0, dtypes="string").to_polars()
    except fastexcel.FastExcelError as error:
        raise _damaged(path, f"sheet {name}") from error
    if not cells.height:
        raise SourceFormatError(Location(path, f"sheet {name}"), expected="a header row", found="an empty sheet")
    return RawSheet(path, name, cells.row(0), cells.slice(1).with_columns(map(_shorten, cells.slice(1).iter_columns())))


def _shorten(column: pl.Series) -> pl.Series:
    """Write numbers as a spreadsheet shows them.

    Some columns hold numbers, and the reader writes those with nine decimals: ``32982174.3`` comes as
    ``32982174.300000001``. The shortest decimal that is the same binary number is what was typed.
    """
    long = column.filter(column.str.contains(r"^-?\d+\.\d{9}$")).unique()
    return column.replace({cell: str(float(cell)) for cell in long}) if len(long) else column


def _open(path: Path) -> Any:
    try:
        with path.open("rb") as stream:
            if not stream.read(1):
                raise SourceFormatError(Location(path), expected="a workbook (XLSX)", found="an empty file")
            if not zipfile.is_zipfile(stream):
                raise _damaged(path)
        return fastexcel.read_excel(path)
    except OSError as error:
        raise SourceUnavailableError(f"{path}: cannot be read: {error.strerror}") from error
    except fastexcel.FastExcelError as error:
        raise _damaged(path) from error


def _damaged(path: Path, place: str = "") -> SourceFormatError:
    return SourceFormatError(
        Location(path, place),
        expected="a workbook (XLSX)",
        found="a file that is damaged, cut off or of another format",
        hint="Download the file again, or open it in a spreadsheet program and save it as XLSX.",
    )
