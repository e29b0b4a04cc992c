"""A look at a file that has no definition yet: how it is laid out, and which column may fill which field."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from ecosystem_graph.errors import Location, SourceFormatError
from ecosystem_graph.sources.archive import read_members
from ecosystem_graph.sources.encoding import suggest_encodings
from ecosystem_graph.sources.table.container import format_of, is_wanted, read_grids
from ecosystem_graph.sources.table.definition import Layout
from ecosystem_graph.sources.table.delimited import tell_delimiter
from ecosystem_graph.sources.table.grid import Grid
from ecosystem_graph.sources.table.heading import tell_entity_fields, tell_fields, tell_kind
from ecosystem_graph.sources.table.sheet import SEARCHED, header_names

__all__ = ["AMOUNTS", "Look", "look_at", "quoted", "sample"]

AMOUNTS = ("total", "eu", "national", "grant")
"""Fields that hold amounts of money."""

_TEXT_LAYOUT = 1 << 16
_DISTINCT = 0.2


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at a file tells.

    Attributes:
        path: The file.
        layout: How it is laid out.
        encodings: All encodings that fit, where it is not UTF-8.
        columns: Names of columns.
        cells: Cells under them.
        about: What rows are about: ``project``, or one of `ENTITY_FIELDS`.
        fields: Column that each field may take.
        typed: Whether the file itself tells numbers from text.
    """

    path: Path
    layout: Layout
    encodings: tuple[str, ...]
    columns: list[str]
    cells: pl.DataFrame
    about: str
    fields: dict[str, str]
    typed: bool


def look_at(path: Path, about: str | None = None) -> Look:
    """Look at a file.

    Args:
        path: Plain, gzip or zip file.
        about: What its rows are about; told from the names of the columns when None.

    Raises:
        SourceUnavailableError: The file cannot be read.
        SourceFormatError: No table is in it.
    """
    layout, encodings = _tell_layout(path)
    best: tuple[tuple[int, int, int], Grid, tuple[int, ...]] | None = None
    for number, grid in enumerate(read_grids(path, layout)):
        header = _tell_header(grid)
        if header is not None:
            score = (_names_told(grid, header), grid.cells.height, -number)
            if best is None or score > best[0]:
                best = (score, grid, header)
    if best is None:
        raise SourceFormatError(Location(path), expected="a row with the names of columns", found="none")
    _, grid, header = best
    layout = replace(layout, header=tuple(row + 1 for row in header) if len(header) > 1 else ())
    names = header_names(grid, header)
    cells = grid.cells.slice(header[-1] + 1).rename(dict(zip(grid.cells.columns, names, strict=True)))
    kept = [name for name in names if not re.fullmatch(r"column \d+", name) or cells[name].null_count() < cells.height]
    fields = _settle(_told(grid, header), cells)
    about = about or tell_kind([path.name, *kept], is_list_of_projects=_has_projects(fields))
    if about != "project":
        fields = _with_whole_id(tell_entity_fields(kept), cells)
    return Look(path, layout, encodings, kept, cells.select(kept), about, fields, grid.typed)


def _has_projects(fields: Mapping[str, str]) -> bool:
    """Tell whether columns look like days of a project, or amounts of somebody."""
    is_paid = "beneficiary" in fields and any(amount in fields for amount in AMOUNTS)
    return is_paid or "start" in fields or "end" in fields


def _tell_layout(path: Path) -> tuple[Layout, tuple[str, ...]]:
    """Return format, encoding and delimiter, and all encodings that fit."""
    layout, encodings = Layout(), tuple[str, ...]()
    member = next((each for each in read_members(path) if is_wanted(each, layout)), None)
    if member is None or not member.data.strip():
        return layout, encodings
    kind = format_of(member, layout)
    layout = replace(layout, format=kind)
    if kind == "excel" or member.data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        text = member.data[:_TEXT_LAYOUT].decode(
            "utf-16" if member.data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8", "replace"
        )
    else:
        try:
            text = member.data.decode()[:_TEXT_LAYOUT]
        except UnicodeDecodeError:
            encodings = suggest_encodings(member.data) or ("cp1252",)
            layout = replace(layout, encoding=encodings[0])
            text = member.data[:_TEXT_LAYOUT].decode(encodings[0], "replace")
    if kind in {"csv", "tsv"}:
        delimiter = tell_delimiter(text)
        layout = replace(
            layout, format="tsv" if delimiter == "\t" else "csv", delimiter="" if delimiter in "\t," else delimiter
        )
    return layout, encodings


def _tell_header(grid: Grid) -> tuple[int, ...] | None:
    """Return the rows that name most fields; of two rows together only when they name more than one alone."""
    if grid.named:
        return (0,) if grid.cells.height else None
    best: tuple[tuple[float, int, int], tuple[int, ...]] | None = None
    for row in range(min(SEARCHED, grid.cells.height)):
        for header in ((row,), (row, row + 1)):
            if header[-1] + 1 >= grid.cells.height:
                continue
            filled = sum(cell is not None for cell in grid.cells.row(header[-1]))
            score = (_names_told(grid, header) + min(filled, 3) / 10, -len(header), -row)
            if filled >= min(2, grid.cells.width) and (best is None or score > best[0]):
                best = (score, header)
    return best[1] if best else None


def _names_told(grid: Grid, header: Sequence[int]) -> int:
    """Return how many fields a header row names, of projects or of anything else."""
    names = header_names(grid, header)
    # Words of one row of data are taken for names of columns easily, when they stand below names.
    others = tell_entity_fields(names) if len(header) == 1 else {}
    return max(len(tell_fields(names)), len(others))


def _told(grid: Grid, header: Sequence[int]) -> dict[str, str]:
    return tell_fields(header_names(grid, header))


def _settle(fields: dict[str, str], cells: pl.DataFrame) -> dict[str, str]:
    """Keep amounts and days only where the cells look like them, so that a column of names never becomes an amount."""
    settled = dict(fields)
    for field in (*AMOUNTS, "start", "end"):
        column = settled.get(field)
        if column is not None and not sample(cells[column]).str.contains(r"[0-9]").mean():
            del settled[field]
    number = settled.get("id")
    # A code that few rows differ in is that of a programme or a call.
    if number is not None and cells[number].n_unique() < _DISTINCT * cells.height:
        del settled["id"]
    return settled


def _with_whole_id(fields: dict[str, str], cells: pl.DataFrame) -> dict[str, str]:
    """Keep the identifier only where every row has one of its own."""
    column = fields.get("id")
    if column is not None and (cells[column].null_count() or cells[column].n_unique() < cells.height):
        return {field: name for field, name in fields.items() if field != "id"}
    return fields


def sample(column: pl.Series) -> pl.Series:
    """Return some distinct cells of a column."""
    return column.drop_nulls().str.strip_chars().unique(maintain_order=True).head(2000)


def quoted(text: str) -> str:
    """Return a text as TOML writes it."""
    return json.dumps(text, ensure_ascii=False)
