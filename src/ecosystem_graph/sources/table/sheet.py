"""Rows with the names of their columns: where the header is, which columns are known, missing, unknown."""

import difflib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from ecosystem_graph.errors import Location, SourceFormatError
from ecosystem_graph.sources.table.definition import Definition
from ecosystem_graph.sources.table.delimited import tell_delimiter
from ecosystem_graph.sources.table.finding import Findings
from ecosystem_graph.sources.table.grid import Grid, one_line

__all__ = [
    "ENOUGH",
    "FILLED",
    "PLACE",
    "SEARCHED",
    "SHEET",
    "Sheet",
    "fill_down",
    "header_names",
    "known_columns",
    "read_sheet",
    "share_of_columns",
]

PLACE, SHEET, FILLED = "@place", "@sheet", "@filled"
"""Columns that every sheet has: the place of the row in words, the name of the sheet in a workbook, and how many cells
of the row are filled in the file."""

ENOUGH = 0.6
"""Share of a definition's columns that a header row must have: a renamed column is an error to report, not a reason to
look away."""

SEARCHED = 60
"""Rows in which the header row is looked for."""
_BROKEN = 0.1


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of a file under the names of their columns.

    Attributes:
        file: File as the user named it.
        columns: Columns as published, in the order of the file.
        unknown: Columns that the definition does not name.
        rows: Columns as published, as text, and `PLACE`, `SHEET` and `FILLED`.
        plain: Columns of numbers as machines write them.
        typed: Columns in which the file itself tells numbers from text.
        rows_read: Rows that are not blank, those reported and left out included.
    """

    file: Path
    columns: tuple[str, ...]
    unknown: tuple[str, ...]
    rows: pl.DataFrame
    plain: frozenset[str]
    typed: bool
    rows_read: int


def share_of_columns(names: Iterable[str], definition: Definition) -> float:
    """Return the share of the columns that a definition names which are among some names."""
    known, present = known_columns(definition), set(names)
    return len(known & present) / len(known) if known else 0.0


def known_columns(definition: Definition) -> set[str]:
    """Return the columns that a definition names in full, each on one line."""
    named = (*definition.mapped_columns(), *(name for name in definition.ignored if "*" not in name))
    return {one_line(name) for name in named}


def read_sheet(path: Path, grids: Iterable[Grid], definition: Definition, findings: Findings) -> Sheet:
    """Find the header of each table, name the columns and stack the rows.

    Args:
        path: The file, for errors.
        grids: Its tables.
        definition: Which columns to expect.
        findings: Told of tables without header, of unknown columns and of rows that do not fit.

    Raises:
        SourceFormatError: No table has the columns of the definition, a mapped column is missing or there twice.
    """
    parts, others, columns, unknown = [], [], [], []
    plain: set[str] | None = None
    typed = True
    for grid in grids:
        header = _find_header(grid, definition)
        if header is None:
            others.append(grid)
            continue
        names = header_names(grid, header)
        _check_columns(grid, header, names, definition)
        parts.append(_rows(grid, header, names, definition, findings))
        # Cells beyond the header row belong to rows that do not fit.
        named = names[: int(grid.widths[header[-1]])]
        columns += [name for name in named if name not in columns]
        numeric = {names[position] for position in grid.plain if position < len(names)}
        plain, typed = numeric if plain is None else plain & numeric, typed and grid.typed
        unknown += [name for name in _unknown(grid, header, names, definition) if name not in unknown and name in named]
    if not parts:
        raise _no_header(path, others, definition)
    for name in unknown:
        findings.add("EG-TAB-001", field=name, found=name)
    for grid in others:
        findings.add("EG-TAB-002", place=grid.part, found=grid.part)
    rows = pl.concat([rows for rows, _ in parts], how="diagonal")
    return Sheet(
        path, tuple(columns), tuple(unknown), rows, frozenset(plain or ()), typed, sum(count for _, count in parts)
    )


def header_names(grid: Grid, header: Sequence[int]) -> list[str]:
    """Return the names of columns in one header row or several, each on one line; repeated names get a number.

    In all header rows but the last, a name reaches over the empty cells to its right, as merged cells are read so.
    """
    above: list[list[str]] = []
    for position in header[:-1]:
        reaching, row = "", []
        for cell in grid.row(position):
            reaching = cell or reaching
            row.append(reaching)
        above.append(row)
    names: list[str] = []
    for cells in zip(*above, grid.row(header[-1]), strict=True):
        parts = list(dict.fromkeys(cell for cell in cells if cell))
        name = " / ".join(parts) if cells[-1] or len(header) == 1 else " / ".join(parts[-1:])
        names.append(name)
    counts: dict[str, int] = {}
    for position, name in enumerate(names):
        counts[name] = counts.get(name, 0) + 1
        if not name:
            names[position] = f"column {position + 1}"
        elif counts[name] > 1:
            names[position] = f"{name} ({counts[name]})"
    return names


def _find_header(grid: Grid, definition: Definition) -> tuple[int, ...] | None:
    """Return the positions of the header rows, or None."""
    if grid.named:
        return (0,) if grid.cells.height else None
    stated = tuple(number - 1 for number in definition.layout.header)
    if stated:
        return stated if stated[-1] < grid.cells.height else None
    shares = [
        (share_of_columns(header_names(grid, (position,)), definition), -position)
        for position in range(min(SEARCHED, grid.cells.height))
    ]
    share, negative = max(shares, default=(0.0, 0))
    return (-negative,) if share >= ENOUGH else None


def _check_columns(grid: Grid, header: Sequence[int], names: list[str], definition: Definition) -> None:
    where = grid.where(int(grid.numbers[header[-1]]) or None)
    told_down = {column: ["file.down"] for column in definition.layout.down}
    for column, targets in (told_down | definition.mapped_columns()).items():
        if one_line(column) not in names:
            near = difflib.get_close_matches(one_line(column), names, 1, 0.5)
            raise SourceFormatError(
                where,
                expected=f"a column {column!r} for {targets[0]}",
                found=f"none; the nearest one is {near[0]!r}" if near else f"none among {len(names)} columns",
                hint=_one_cell_hint(names) or f"Name the columns of this file in {definition.file.name}.",
            )
        if f"{one_line(column)} (2)" in names and f"{one_line(column)} (2)" not in known_columns(definition):
            raise SourceFormatError(
                where,
                expected=f"the column {column!r} once",
                found="it twice",
                hint=f"Name the second one {one_line(column)!r} (2) under [ignored], or map it.",
            )


def _unknown(grid: Grid, header: Sequence[int], names: list[str], definition: Definition) -> Iterator[str]:
    known = known_columns(definition)
    below = grid.cells.slice(header[-1] + 1)
    for position, (name, cell) in enumerate(zip(names, grid.row(header[-1]), strict=True)):
        if (
            name not in known
            and definition.reason(name) is None
            and (cell or below.to_series(position).null_count() < below.height)
        ):
            yield name


def _rows(
    grid: Grid, header: Sequence[int], names: list[str], definition: Definition, findings: Findings
) -> tuple[pl.DataFrame, int]:
    """Return the rows that fit, and the number of rows that are not blank."""
    layout = definition.layout
    below = grid.cells.rename(dict(zip(grid.cells.columns, names, strict=True))).with_columns(
        pl.format(f"{grid.where().place + ', ' if grid.part else ''}{grid.unit} {{}}", grid.numbers).alias(PLACE),
        pl.lit(grid.name).alias(SHEET),
        grid.widths.alias("@width"),
        pl.sum_horizontal(pl.all().is_not_null()).alias(FILLED),
    )
    filled = below.slice(header[-1] + 1).filter(pl.col(FILLED) > 0)
    count = filled.height
    ends = pl.concat([filled.head(layout.below), filled.slice(layout.below).tail(layout.footer)])
    findings.add_rows("EG-TAB-003", ends, found=pl.concat_str(names, separator=" ", ignore_nulls=True))
    filled = filled.slice(layout.below, max(0, count - layout.below - layout.footer))
    filled = _without_headers(filled, grid, header, names, findings)
    filled = _without_broken(filled, grid, header, names, count, findings)
    return fill_down(filled, tuple(map(one_line, layout.down)), findings), count


def _without_headers(
    rows: pl.DataFrame, grid: Grid, header: Sequence[int], names: list[str], findings: Findings
) -> pl.DataFrame:
    """Leave out rows that say the names of their columns once more, as lists of several pages do."""
    said = {name: cell for name, cell in zip(names, grid.cells.row(header[-1]), strict=True) if cell is not None}
    if len(said) < 2 or grid.named:
        return rows
    first = next(iter(said))
    repeated = (pl.col(first) == said[first]) & (pl.col(FILLED) == len(said))
    repeated &= pl.all_horizontal(pl.col(name) == cell for name, cell in said.items())
    repeated = repeated.fill_null(value=False)
    findings.add_rows("EG-TAB-036", rows.filter(repeated))
    return rows.filter(~repeated)


def _without_broken(
    rows: pl.DataFrame, grid: Grid, header: Sequence[int], names: list[str], count: int, findings: Findings
) -> pl.DataFrame:
    """Leave out rows with more or fewer cells than the header.

    Raises:
        SourceFormatError: They are too many to be slips of a few rows.
    """
    width = int(grid.widths[header[-1]])
    beyond = [name for position, name in enumerate(names) if position >= width]
    broken = (pl.col("@width") < width) | (
        pl.any_horizontal(pl.col(beyond).is_not_null()) if beyond else pl.lit(value=False)
    )
    odd = rows.filter(broken)
    if odd.height > max(20, _BROKEN * count):
        first = odd.row(0, named=True)
        raise SourceFormatError(
            Location(grid.file, first[PLACE]),
            expected=f"{width} cells, as in the header row",
            found=f"{first['@width']}, and so in {odd.height:,} of {count:,} rows",
            hint="State file.delimiter and file.quote as the publisher uses them.",
        )
    findings.add_rows("EG-TAB-004", odd, found=pl.format(f"{{}} cells, expected {width}", "@width"))
    return rows.filter(~broken).drop("@width", *beyond)


def fill_down(rows: pl.DataFrame, columns: Sequence[str], findings: Findings) -> pl.DataFrame:
    """Return rows in which cells that are written once for several rows are in each of them.

    Args:
        rows: Rows of one table, in the order of the file.
        columns: Columns that are written once; a cell of the first of them begins a group, and empty cells of the
            others take what stands above within it.
        findings: Told of how many rows were filled.
    """
    if not columns:
        return rows
    group = pl.col(columns[0]).is_not_null().cum_sum()
    filled = rows.with_columns(pl.col(columns).forward_fill().over(group))
    changed = pl.any_horizontal(rows[column].is_null() & filled[column].is_not_null() for column in columns)
    findings.add_rows("EG-TAB-037", rows.filter(rows.select(changed).to_series()), field=", ".join(columns))
    return filled


def _no_header(path: Path, grids: list[Grid], definition: Definition) -> SourceFormatError:
    known = known_columns(definition)
    best: tuple[float, list[str], Location] = (-1.0, [], Location(path))
    for grid in grids:
        for position in range(min(SEARCHED, grid.cells.height)):
            names = [name for name in grid.row(position) if name]
            share = len(known & set(names)) / max(1, len(known)) + len(names) / 1000
            if share > best[0]:
                best = (share, names, grid.where(int(grid.numbers[position]) or None))
    _, names, where = best
    missing = [name for name in definition.mapped_columns() if one_line(name) not in names]
    return SourceFormatError(
        where,
        expected=f"the columns of {definition.slug}: {', '.join(missing)[:60]}",
        found=f"{', '.join(names)[:100]}" if names else "no row with names of columns",
        hint=_one_cell_hint(names) or "Check the sheet, the encoding and the delimiter; try `sources draft`.",
    )


def _one_cell_hint(names: Sequence[str]) -> str:
    if len(names) != 1:
        return ""
    sign = tell_delimiter(names[0])
    parts = names[0].split(sign)
    return f"The header row is one cell; the delimiter seems to be {sign!r}." if len(parts) > 2 else ""
