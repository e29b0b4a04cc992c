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
from ecosystem_graph.sources.table.cell import may_hold, sample
from ecosystem_graph.sources.table.container import format_of, is_wanted, read_grids
from ecosystem_graph.sources.table.definition import Layout
from ecosystem_graph.sources.table.delimited import tell_delimiter
from ecosystem_graph.sources.table.grid import Grid
from ecosystem_graph.sources.table.group import filled_down, rows_below, tell_groups, tell_partners
from ecosystem_graph.sources.table.heading import (
    AMOUNTS,
    tell_entity_fields,
    tell_fields,
    tell_kind,
    tell_left_out,
)
from ecosystem_graph.sources.table.sheet import SEARCHED, header_names
from ecosystem_graph.sources.table.tree import find_rows, longest_list

__all__ = ["Look", "look_at", "quoted", "sample"]

_TEXT_LAYOUT = 1 << 16
_NAME = r"^[^\W\d]|^[^\d]*[^\W\d]{3}"
"""What names of columns begin with: letters."""
_MOST_ROWS = 3
"""Rows that the names of columns stand in at most."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at a file tells.

    Attributes:
        path: The file.
        layout: How it is laid out.
        encodings: All encodings that fit, where it is not UTF-8.
        columns: Names of columns.
        cells: Cells under them, those that are written once for several rows in each of them.
        above: Words above the names of the columns.
        about: What rows are about: ``project``, or one of `ENTITY_FIELDS`.
        fields: Column that each field may take.
        left_out: Columns that no field takes, and what they hold.
        partners: Columns of numbered participants, with ``#`` for the number, by field.
        numbers: First and last of these numbers.
        typed: Whether the file itself tells numbers from text.
        notes: Whether there are rows with a single cell among the others, or behind them.
    """

    path: Path
    layout: Layout
    encodings: tuple[str, ...]
    columns: list[str]
    cells: pl.DataFrame
    above: str
    about: str
    fields: dict[str, str]
    left_out: dict[str, str]
    partners: dict[str, str]
    numbers: tuple[int, int]
    typed: bool
    notes: bool


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
    return _look(path, layout, encodings, grid, header, about)


def _look(
    path: Path, layout: Layout, encodings: tuple[str, ...], grid: Grid, header: tuple[int, ...], about: str | None
) -> Look:
    names = header_names(grid, header)
    under = grid.cells.slice(header[-1] + 1).rename(dict(zip(grid.cells.columns, names, strict=True)))
    under = under.filter(pl.sum_horizontal(pl.all().is_not_null()) > 0)
    below = 0 if grid.named else rows_below(under)
    under, notes = _without_notes(_without_headers(under.slice(below), grid.row(header[-1])))
    kept = [name for name in names if not re.fullmatch(r"column \d+", name) or under[name].null_count() < under.height]
    partners, numbers = tell_partners(kept)
    numbered = {
        column.replace("#", str(each)) for column in partners.values() for each in range(numbers[0], numbers[1] + 1)
    }
    down = tell_groups(under.select(name for name in kept if name not in numbered))
    layout = replace(layout, header=tuple(row + 1 for row in header) if len(header) > 1 else (), below=below, down=down)
    cells = filled_down(under.select(kept), down)
    left_out = tell_left_out(kept, lambda field, column: may_hold(field, cells[column]))
    free = [name for name in kept if name not in left_out and name not in numbered]
    fields = tell_fields(free, lambda field, column: may_hold(field, cells[column]))
    about = about or tell_kind([path.name, layout.path, *kept], is_list_of_projects=_has_projects(fields, partners))
    if about != "project":
        told = tell_entity_fields(free, lambda field, column: may_hold(field, cells[column]))
        fields, partners = _with_whole_id(told, cells), {}
    above = " ".join(filter(None, (cell for row in range(header[0]) for cell in grid.row(row))))
    return Look(
        path, layout, encodings, kept, cells, above, about, fields, left_out, partners, numbers, grid.typed, notes
    )


def _without_headers(cells: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame:
    """Leave out rows that say the names of the columns once more."""
    said = {column: name for column, name in zip(cells.columns, names, strict=True) if name}
    repeats = pl.all_horizontal(
        pl.col(column).str.strip_chars().str.replace_all(r"\s+", " ") == name for column, name in said.items()
    )
    return cells.filter(~repeats.fill_null(value=False)) if said else cells


def _without_notes(cells: pl.DataFrame) -> tuple[pl.DataFrame, bool]:
    """Leave out rows with a single cell, in tables of several columns."""
    if cells.width < 4:
        return cells, False
    single = pl.sum_horizontal(pl.all().is_not_null()) <= 1
    kept = cells.filter(~single)
    return (kept, True) if 0 < kept.height < cells.height else (cells, False)


def _has_projects(fields: Mapping[str, str], partners: Mapping[str, str]) -> bool:
    """Tell whether columns look like days of a project, or amounts of somebody, or titles of what several do."""
    is_paid = "beneficiary" in fields and any(amount in fields for amount in AMOUNTS)
    is_joint = "title" in fields and ("beneficiary" in partners or {"id", "beneficiary"} <= fields.keys())
    return is_paid or is_joint or "start" in fields or "end" in fields


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
    if kind == "json":
        layout = replace(layout, path=_path_of_rows(member.data))
    if kind in {"csv", "tsv"}:
        delimiter = tell_delimiter(text)
        layout = replace(
            layout, format="tsv" if delimiter == "\t" else "csv", delimiter="" if delimiter in "\t," else delimiter
        )
    return layout, encodings


def _path_of_rows(data: bytes) -> str:
    """Return where the rows of a document are; empty where that is told without."""
    path = longest_list(data)
    try:
        plain = find_rows(json.loads(data), Location(Path()), "")
        return "" if plain and not path.count(".") else path
    except (ValueError, SourceFormatError, RecursionError):
        return path


def _tell_header(grid: Grid) -> tuple[int, ...] | None:
    """Return the rows that name most fields; of two rows together only when they name more than one alone."""
    if grid.named:
        return (0,) if grid.cells.height else None
    best: tuple[tuple[float, int, int], tuple[int, ...]] | None = None
    for row in range(min(SEARCHED, grid.cells.height)):
        for header in (tuple(range(row, row + height)) for height in range(1, _MOST_ROWS + 1)):
            if header[-1] + 1 >= grid.cells.height or not _may_be_names(grid, header):
                continue
            filled = sum(cell is not None for cell in grid.cells.row(header[-1]))
            score = (_names_told(grid, header) + min(filled, 3) / 10, -len(header), -row)
            if filled >= min(2, grid.cells.width) and (best is None or score > best[0]):
                best = (score, header)
    return best[1] if best else None


def _may_be_names(grid: Grid, header: Sequence[int]) -> bool:
    """Tell whether several rows may hold the names together: titles of the list and rows of data are none of them."""
    if len(header) == 1:
        return True
    rows = [[cell for cell in grid.cells.row(row) if cell is not None] for row in header]
    titles = (len(row) < 2 and grid.cells.row(at)[0] is not None for at, row in zip(header, rows, strict=True))
    return not any(titles) and all(re.search(_NAME, cell.strip()) for row in rows for cell in row)


def _names_told(grid: Grid, header: Sequence[int]) -> int:
    """Return how many fields a header row names, of projects or of anything else."""
    names = header_names(grid, header)
    # Words of one row of data are taken for names of columns easily, when they stand below names.
    others = tell_entity_fields(names) if len(header) == 1 else {}
    return max(len(tell_fields(names)), len(others))


def _with_whole_id(fields: dict[str, str], cells: pl.DataFrame) -> dict[str, str]:
    """Keep the identifier only where every row has one of its own."""
    column = fields.get("id")
    if column is not None and (cells[column].null_count() or cells[column].n_unique() < cells.height):
        return {field: name for field, name in fields.items() if field != "id"}
    return fields


def quoted(text: str) -> str:
    """Return a text as TOML writes it."""
    return json.dumps(text, ensure_ascii=False)
