"""The CSV form of the export: three files in one folder, separated by semicolons, in UTF-8."""

import csv
import io
from pathlib import Path

import polars as pl

from ecosystem_graph.errors import Location, SourceFormatError
from ecosystem_graph.sources.importer import read_text
from ecosystem_graph.sources.keep_eu.description import KINDS, columns
from ecosystem_graph.sources.keep_eu.layout import kind_of_header
from ecosystem_graph.sources.keep_eu.sheet import RawSheet

__all__ = ["kind_of_file", "read_delimited", "siblings"]

_HEADER_BYTES = 16_384


def kind_of_file(path: Path) -> str | None:
    """Return which sheet a CSV file holds, told by its header row, or None."""
    if path.suffix.lower() != ".csv":
        return None
    try:
        with path.open("rb") as stream:
            start = stream.read(_HEADER_BYTES).decode("utf-8-sig", errors="replace")
        return kind_of_header(next(csv.reader(io.StringIO(start), delimiter=";"), []))
    except (OSError, csv.Error):
        return None


def siblings(path: Path) -> dict[str, list[Path]]:
    """Return the partners and calls files in the folder of a projects file."""
    found: dict[str, list[Path]] = {"partners": [], "calls": []}
    for other in sorted(path.parent.glob("*.[cC][sS][vV]")):
        kind = kind_of_file(other) if other.is_file() else None
        if kind in found:
            found[kind].append(other)
    return found


def read_delimited(path: Path) -> dict[str, RawSheet]:
    """Read a projects file and the partners and calls files beside it.

    Args:
        path: CSV file with the columns of the projects sheet.

    Returns:
        Sheets by kind.

    Raises:
        SourceUnavailableError: A file cannot be read.
        SourceFormatError: It is not the projects file, is not UTF-8 or not CSV, or the folder does not hold exactly one
            partners file and one calls file.
    """
    kind = kind_of_file(path)
    if kind is None and not read_text(path).strip():
        raise SourceFormatError(Location(path), expected="a header row separated by semicolons", found="an empty file")
    if kind != "projects":
        raise SourceFormatError(
            Location(path, "row 1"),
            expected="the columns of the projects sheet, separated by semicolons",
            found=f"the columns of the {kind} sheet" if kind else "other columns",
            hint="Name the projects file; the partners and calls files beside it are read with it.",
        )
    files = {"projects": path} | {other: _only(path, other, found) for other, found in siblings(path).items()}
    return {each: _read_file(files[each]) for each in KINDS}


def _only(path: Path, kind: str, found: list[Path]) -> Path:
    if len(found) != 1:
        raise SourceFormatError(
            Location(path.parent),
            expected=f"one CSV file with the columns of the {kind} sheet ({', '.join(columns(kind)[:4])}…)",
            found=", ".join(each.name for each in found) or "none",
            hint="Keep the three files of one export in a folder of their own.",
        )
    return found[0]


def _read_file(path: Path) -> RawSheet:
    reader = csv.reader(io.StringIO(read_text(path), newline=""), delimiter=";", strict=True)
    try:
        header = next(reader)
        rows: list[list[str]] = []
        for row in reader:
            if row and len(row) != len(header):
                raise SourceFormatError(
                    Location(path, f"row {len(rows) + 2} (line {reader.line_num})"),
                    expected=f"{len(header)} cells separated by semicolons",
                    found=f"{len(row)}",
                    hint='A cell with a semicolon or a line break must stand in "double quotes".',
                )
            rows.append(row or [""] * len(header))
    except csv.Error as error:
        raise SourceFormatError(
            Location(path, f"line {reader.line_num}"), expected="CSV separated by semicolons", found=str(error)
        ) from error
    names = [f"column_{position}" for position in range(len(header))]
    return RawSheet(path, "", header, pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row"))
