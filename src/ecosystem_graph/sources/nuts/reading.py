"""Rows of an official list as published, numbered, whatever the format of the file."""

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from ecosystem_graph.errors import Location, SourceFormatError, SourceUnavailableError
from ecosystem_graph.sources.archive import read_members
from ecosystem_graph.sources.importer import read_text
from ecosystem_graph.sources.nuts.correspondence import read_correspondence
from ecosystem_graph.sources.nuts.description import DESCRIPTION
from ecosystem_graph.sources.nuts.layout import is_list
from ecosystem_graph.sources.tabular.delimited import read_delimited
from ecosystem_graph.sources.tabular.raw import Origin, Unread
from ecosystem_graph.sources.workbook import open_workbook

__all__ = ["Listed", "read_lists"]

_COUNTRY_LETTERS = 2
_LONGEST_CELL = 1 << 20

# What the readers of the formats raise for a file that breaks off or holds something else.
_BROKEN = (
    ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError, yaml.YAMLError, sqlite3.Error,
    pl.exceptions.PolarsError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Listed:
    """Rows of one list.

    Attributes:
        member: Name of the list inside an archive; empty for a plain file.
        rows: ``row`` and the columns of the layout, as text. Rows are lines of the file, or entries from 1; those of a
            workbook are counted through all its sheets.
        unread: Rows that could not be split into cells or decoded.
        long: ``row`` and ``field`` of cells that are too long to be anything; their rows are not in ``rows``.
        unknown: Columns that the layout does not have.
    """

    member: str
    rows: pl.DataFrame
    unread: tuple[Unread, ...] = ()
    long: tuple[tuple[int, str], ...] = ()
    unknown: tuple[str, ...] = ()


def read_lists(path: Path, layout: str) -> Iterator[Listed]:
    """Yield the lists of a file: one, or those of a zip archive in the order of their names.

    Args:
        path: File of a known layout.
        layout: Its name in ``source.toml``.

    Raises:
        SourceUnavailableError: The file cannot be read.
        SourceFormatError: The layout is another one than that of its first bytes.
    """
    reader = _READERS.get(layout)
    if reader is None:
        yield from _read_delimited(path, layout)
        return
    try:
        yield Listed("", reader(path).with_row_index("row", offset=1))
    except OSError as error:
        raise SourceUnavailableError(f"{path}: cannot be read: {error.strerror or error}") from error
    except _BROKEN as error:
        if isinstance(error, SourceFormatError):
            raise
        raise SourceFormatError(
            Location(path), expected=f"the layout {layout} to its end", found=str(error) or type(error).__name__
        ) from error


def _read_delimited(path: Path, layout: str) -> Iterator[Listed]:
    for member in read_members(path):
        if member.name and not is_list(member.name):
            continue
        origin = Origin(path, member.name)
        table = read_delimited(member.data, origin)
        names = [name.strip(" '") for name in table.header]
        described = DESCRIPTION["layouts"][layout]
        known = [*described["columns"], *described.get("others", ())]
        if not set(described["columns"]) <= set(names) or len(set(names)) < len(names):
            expected = f"the columns {', '.join(described['columns'])}, each once"
            raise SourceFormatError(origin.location(1), expected=expected, found=", ".join(names))
        cells = table.cells.rename(dict(zip(table.cells.columns, names, strict=True)))
        stripped = cells.select(pl.col(name).str.strip_chars(" '").replace("", None) for name in names if name in known)
        rows = stripped.insert_column(0, table.rows.alias("row"))
        filled = rows.filter(~pl.all_horizontal(pl.exclude("row").is_null()))
        kept, long = _without_long_cells(filled)
        yield Listed(member.name, kept, table.unread, long, tuple(name for name in names if name not in known))


def _without_long_cells(rows: pl.DataFrame) -> tuple[pl.DataFrame, tuple[tuple[int, str], ...]]:
    """Return the rows without those that have a cell of a megabyte and more, and the first such cell of each."""
    long = pl.exclude("row").str.len_bytes() > _LONGEST_CELL
    odd = rows.filter(pl.any_horizontal(long.fill_null(value=False)))
    if odd.is_empty():
        return rows, ()
    found = [
        (row["row"], next(name for name, cell in row.items() if name != "row" and len(cell or "") > _LONGEST_CELL // 4))
        for row in odd.iter_rows(named=True)
    ]
    return rows.join(odd.select("row"), on="row", how="anti", maintain_order="left"), tuple(found)


def _read_yaml(path: Path) -> pl.DataFrame:
    # The safe loader in C reads the same documents some ten times faster.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    entries = yaml.load(read_text(path), Loader=loader)  # noqa: S506  # both loaders are safe
    return _texts(
        [
            {"code": each.get("NUTS Code", each.get("SR Code")), "name": each.get("NUTS label", each.get("SR label"))}
            for each in entries
        ]
    )


def _read_geojson(path: Path) -> pl.DataFrame:
    features = json.loads(read_text(path))["features"]
    properties = [each["properties"] for each in features]
    return _texts(
        [{"code": each.get("NUTS_ID"), "name": each.get("NUTS_NAME") or each.get("NAME_LATN")} for each in properties]
    )


def _read_sqlite(path: Path) -> pl.DataFrame:
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as database:
        rows = database.execute("SELECT alpha_2, nuts_3, zip FROM nuts ORDER BY alpha_2, zip").fetchall()
    return pl.DataFrame(rows, schema=dict.fromkeys(("alpha_2", "nuts_3", "zip"), pl.String), orient="row")


def _read_workbook(path: Path) -> pl.DataFrame:
    """Read the sheets that are named after countries, one below the other; empty rows are no rows."""
    book = open_workbook(path, Location(path))
    names = [name for name in book.sheets if len(name) == _COUNTRY_LETTERS and name.isupper()]
    sheets = [_with_header(book.read_cells(name)) for name in names]
    columns = list(DESCRIPTION["layouts"]["municipalities-workbook"]["cells"])
    lacking = [name for name, sheet in zip(names, sheets, strict=True) if not set(columns) <= set(sheet.columns)]
    if lacking or not sheets:
        raise SourceFormatError(
            Location(path, ", ".join(lacking)), expected=f"sheets per country with {', '.join(columns)}", found="others"
        )
    rows = pl.concat(sheet.select(columns) for sheet in sheets)
    return rows.filter(pl.any_horizontal(pl.all().is_not_null()))


def _with_header(cells: pl.DataFrame) -> pl.DataFrame:
    """Name the columns after the first row; columns without a name, or with one that is there twice, are left out."""
    header = [(name or "").strip() for name in cells.row(0)] if cells.height else []
    kept = {
        name: column for name, column in zip(header, cells.columns, strict=False) if name and header.count(name) < 2
    }
    return cells.slice(1).select(pl.col(column).alias(name) for name, column in kept.items())


def _texts(rows: list[Mapping[str, Any]]) -> pl.DataFrame:
    cells = [{name: None if cell is None else str(cell) for name, cell in row.items()} for row in rows]
    return pl.DataFrame(cells, schema={"code": pl.String, "name": pl.String})


_READERS: Mapping[str, Callable[[Path], pl.DataFrame]] = {
    "list-yaml": _read_yaml,
    "list-geojson": _read_geojson,
    "correspondence-workbook": read_correspondence,
    "municipalities-workbook": _read_workbook,
    "postcodes-sqlite": _read_sqlite,
}
