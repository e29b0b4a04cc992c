"""The XLSX form of the export."""

from pathlib import Path

import polars as pl

from ecosystem_graph.errors import Location, SourceFormatError, SourceUnavailableError
from ecosystem_graph.sources.keep_eu.description import KINDS, sheet_name
from ecosystem_graph.sources.keep_eu.finding import Findings
from ecosystem_graph.sources.keep_eu.sheet import RawSheet, Sheet
from ecosystem_graph.sources.workbook import Workbook, open_workbook, shorten_numbers

__all__ = ["is_export_workbook", "read_workbook"]


def is_export_workbook(path: Path) -> bool:
    """Tell whether a workbook has our sheets, or is too damaged to say (reading it then says what is wrong)."""
    if path.suffix.lower() != ".xlsx":
        return False
    try:
        names = set(open_workbook(path, Location(path)).sheets)
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
    workbook = open_workbook(path, Location(path))
    for kind in KINDS:
        if sheet_name(kind) not in workbook.sheets:
            raise SourceFormatError(
                Location(path),
                expected=f"a sheet {sheet_name(kind)!r}",
                found=f"the sheets {', '.join(map(repr, workbook.sheets))}",
                hint="Export the file again with projects, partners and calls.",
            )
    ours = {sheet_name(kind) for kind in KINDS}
    for name in workbook.sheets:
        if name not in ours:
            stranger = Sheet("", path, name, pl.DataFrame())
            findings.add("EG-KEEP-003", stranger, field="", found=name)
    return {kind: _read_sheet(workbook, path, sheet_name(kind)) for kind in KINDS}


def _read_sheet(workbook: Workbook, path: Path, name: str) -> RawSheet:
    cells = workbook.read_cells(name)
    if not cells.height:
        raise SourceFormatError(Location(path, f"sheet {name}"), expected="a header row", found="an empty sheet")
    body = cells.slice(1)
    return RawSheet(path, name, cells.row(0), body.with_columns(map(shorten_numbers, body.iter_columns())))
