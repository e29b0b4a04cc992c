"""Rows of an official list as published, numbered, whatever the format of the file."""

import csv
import gzip
import io
import json
import sqlite3
import zlib
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import fastexcel
import polars as pl
import yaml

from ecosystem_graph.errors import Location, SourceFormatError, SourceUnavailableError
from ecosystem_graph.sources.nuts.description import DESCRIPTION
from ecosystem_graph.sources.nuts.layout import separator_of

__all__ = ["read_rows"]

_COUNTRY_LETTERS = 2

# What the readers of the formats raise for a file that breaks off or holds something else.
_BROKEN = (
    EOFError, ValueError, KeyError, TypeError, AttributeError, zlib.error, csv.Error, yaml.YAMLError, sqlite3.Error,
    pl.exceptions.PolarsError, fastexcel.FastExcelError,
)  # fmt: skip


def read_rows(path: Path, layout: str) -> pl.DataFrame:
    """Return the rows of a file as text, numbered as a person would.

    Args:
        path: File of a known layout.
        layout: Its name in ``source.toml``.

    Returns:
        ``row`` and the columns of the layout. Rows are lines of the file, or entries from 1; those of a workbook are
        counted through all its sheets.

    Raises:
        SourceUnavailableError: The file cannot be read.
        SourceFormatError: The layout is another one than that of its first bytes.
    """
    reader = _READERS.get(layout)
    try:
        table = reader(path) if reader else _read_delimited(path, separator_of(layout))
    except OSError as error:
        raise SourceUnavailableError(f"{path}: cannot be read: {error.strerror or error}") from error
    except (
        EOFError,
        ValueError,
        KeyError,
        TypeError,
        yaml.YAMLError,
        sqlite3.Error,
        pl.exceptions.PolarsError,
        fastexcel.FastExcelError,
    ) as error:
        if isinstance(error, SourceFormatError):
            raise
        raise SourceFormatError(
            Location(path), expected=f"the layout {layout} to its end", found=str(error) or type(error).__name__
        ) from error
    return table.with_row_index("row", offset=1 if reader else 2)


def _read_delimited(path: Path, separator: str) -> pl.DataFrame:
    content = path.read_bytes()
    if content.startswith(b"\x1f\x8b"):
        content = gzip.decompress(content)
    text = content.decode("utf-8-sig")
    names = next(csv.reader(io.StringIO(text), delimiter=separator), [])
    table = pl.read_csv(
        text.encode(), separator=separator, infer_schema=False, has_header=False, skip_lines=1, encoding="utf8",
        new_columns=names, quote_char='"',
    )  # fmt: skip
    return table.rename(lambda name: name.strip(" '")).with_columns(pl.all().str.strip_chars(" '"))


def _read_yaml(path: Path) -> pl.DataFrame:
    # The safe loader in C reads the same documents some ten times faster.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    entries = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506  # both loaders are safe
    return _texts(
        [
            {"code": each.get("NUTS Code", each.get("SR Code")), "name": each.get("NUTS label", each.get("SR label"))}
            for each in entries
        ]
    )


def _read_geojson(path: Path) -> pl.DataFrame:
    features = json.loads(path.read_text(encoding="utf-8-sig"))["features"]
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
    book = fastexcel.read_excel(path)
    names = [name for name in book.sheet_names if len(name) == _COUNTRY_LETTERS and name.isupper()]
    sheets = [book.load_sheet(name, dtypes="string").to_polars() for name in names]
    columns = list(DESCRIPTION["layouts"]["municipalities-workbook"]["cells"])
    lacking = [name for name, sheet in zip(names, sheets, strict=True) if not set(columns) <= set(sheet.columns)]
    if lacking or not sheets:
        raise SourceFormatError(
            Location(path, ", ".join(lacking)), expected=f"sheets per country with {', '.join(columns)}", found="others"
        )
    rows = pl.concat(sheet.select(columns) for sheet in sheets)
    return rows.filter(pl.any_horizontal(pl.all().is_not_null()))


def _texts(rows: list[Mapping[str, Any]]) -> pl.DataFrame:
    cells = [{name: None if cell is None else str(cell) for name, cell in row.items()} for row in rows]
    return pl.DataFrame(cells, schema={"code": pl.String, "name": pl.String})


_READERS: Mapping[str, Callable[[Path], pl.DataFrame]] = {
    "list-yaml": _read_yaml,
    "list-geojson": _read_geojson,
    "municipalities-workbook": _read_workbook,
    "postcodes-sqlite": _read_sqlite,
}
