"""A list that somebody brings: read from CSV or XLSX, given back with what was found beside each row."""

import csv
import io
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import fastexcel
import polars as pl
import xlsxwriter

from ecosystem_graph.errors import ConfigError, Location, SourceFormatError, SourceUnavailableError
from ecosystem_graph.issues import Issue
from ecosystem_graph.resolve.linkage.finding import finding
from ecosystem_graph.sources.country import country_code
from ecosystem_graph.sources.encoding import decode
from ecosystem_graph.sources.table.delimited import tell_delimiter
from ecosystem_graph.sources.workbook import check_size

__all__ = ["OwnList", "format_matches", "read_list", "read_rows"]

_EXCEL = frozenset({".xlsx", ".xls", ".xlsb", ".ods"})
_TEXTS = frozenset({".csv", ".tsv"})
_FOUND = ("match", "match_name", "match_bits", "match_lead", "alternative_1", "alternative_2")
_LONGEST_CELL = 32_000
_CREATED = datetime(2000, 1, 1, tzinfo=UTC)
"""A workbook says when it was made; this one must not differ between runs."""
_OPTIONS = {
    "in_memory": True,
    "constant_memory": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
"""Cells are texts: a name that begins with ``=`` is no formula."""


@dataclass(frozen=True, slots=True)
class OwnList:
    """A list as it was brought.

    Attributes:
        rows: All columns, as text.
        mentions: key (``row 2`` for the first row below the headings), name, country, city.
        issues: Rows without a name, countries that are not known.
    """

    rows: pl.DataFrame
    mentions: pl.DataFrame
    issues: tuple[Issue, ...]


def read_list(path: Path, column: str, *, country_column: str = "", city_column: str = "") -> OwnList:
    """Read a list of organisations.

    Args:
        path: CSV, TSV or a workbook (first sheet), headings in the first row.
        column: Column of names.
        country_column: Column of countries, as codes or names in any language of Europe; empty when there is none.
        city_column: Column of cities; empty when there is none.

    Returns:
        The list.

    Raises:
        SourceUnavailableError: There is no such file.
        SourceFormatError: It is no table.
        ConfigError: A column is not there; the message names those that are.
    """
    rows = read_rows(path)
    if not rows.columns:
        raise SourceFormatError(Location(path), expected="a table with headings", found="an empty first sheet")
    for name in filter(None, (column, country_column, city_column)):
        if name not in rows.columns:
            raise ConfigError(f"{path}: no column {name!r}", hint=f"Columns: {', '.join(rows.columns)}.")
    names = rows[column].fill_null("").str.strip_chars()
    countries = _texts(rows, country_column)
    codes = {text: country_code(text) for text in countries.unique()}
    mentions = pl.DataFrame(
        {
            "key": [f"row {place}" for place in range(2, rows.height + 2)],
            "name": names,
            "country": [codes[text] or "" for text in countries],
            "city": _texts(rows, city_column),
        },
        schema={"key": pl.String, "name": pl.String, "country": pl.String, "city": pl.String},
    )
    return OwnList(rows, mentions, tuple(_findings(path, mentions, countries, column, country_column)))


def _findings(
    path: Path, mentions: pl.DataFrame, countries: pl.Series, column: str, country_column: str
) -> list[Issue]:
    found = []
    for (key, name, code, _), country in zip(mentions.iter_rows(), countries, strict=True):
        if not name:
            found.append(finding("EG-LNK-002", "", file=path.name, place=key, field=column))
        if country and not code:
            found.append(finding("EG-LNK-003", country, file=path.name, place=key, field=country_column))
    return found


def _texts(rows: pl.DataFrame, column: str) -> pl.Series:
    if not column:
        return pl.repeat("", rows.height, dtype=pl.String, eager=True)
    return rows[column].fill_null("").str.strip_chars()


def read_rows(path: Path) -> pl.DataFrame:
    """Read a table of texts.

    Args:
        path: CSV, TSV or a workbook (first sheet), headings in the first row.

    Raises:
        SourceUnavailableError: There is no such file.
        SourceFormatError: It is no table, or a workbook that would fill memory.
    """
    if not path.is_file():
        raise SourceUnavailableError(f"{path}: no such file")
    suffix = path.suffix.lower()
    try:
        if suffix in _EXCEL:
            check_size(path, Location(path))
            return pl.DataFrame(fastexcel.read_excel(path).load_sheet(0, dtypes="string"))
        if suffix in _TEXTS:
            return _read_text(path, is_tabbed=suffix == ".tsv")
    except fastexcel.FastExcelError as error:
        raise SourceFormatError(Location(path), expected="a workbook", found="another or a damaged file") from error
    except pl.exceptions.PolarsError as error:
        raise SourceFormatError(Location(path), expected="a table with headings", found=str(error)) from error
    known = ", ".join(sorted(_EXCEL | _TEXTS))
    raise SourceFormatError(Location(path), expected=f"one of {known}", found=suffix or path.name)


def _read_text(path: Path, *, is_tabbed: bool) -> pl.DataFrame:
    """Read a text file of cells; spreadsheets of many countries write semicolons into CSV."""
    try:
        text = decode(path.read_bytes(), Location(path))
    except SourceFormatError as error:
        hint = "Save the list as “CSV UTF-8”, or as a workbook."
        raise SourceFormatError(error.where, expected="text in UTF-8", found=error.found, hint=hint) from error
    if not text.strip():
        raise SourceFormatError(Location(path), expected="a table with headings", found="an empty file")
    separator = "\t" if is_tabbed else tell_delimiter(text)
    _check_widths(path, text, separator)
    return pl.read_csv(io.BytesIO(text.encode()), separator=separator, infer_schema=False)


def _check_widths(path: Path, text: str, separator: str) -> None:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    width = len(next(reader, []))
    for row in reader:
        if len(row) > width:
            place, hint = f"line {reader.line_num}", "Put quotes around cells that hold the sign between cells."
            expected = f"no more than the {width} cells of the headings"
            raise SourceFormatError(Location(path, place), expected=expected, found=f"{len(row)} cells", hint=hint)


def format_matches(brought: OwnList, matches: pl.DataFrame, layout: str) -> bytes:
    """Return the list with what was found beside each row.

    Args:
        brought: The list.
        matches: Columns of matching.MATCH_SCHEMA.
        layout: ``xlsx``, ``csv`` or ``tsv``.

    Returns:
        All rows and columns as they came, then match (ROR identifier or key of the organisation; empty without a sure
        match), match_name, match_bits, match_lead and the two next candidates with their bits.
    """
    beside = _beside(brought.mentions, matches)
    clash = {name: f"{name}_found" for name in _FOUND if name in brought.rows.columns}
    table = pl.concat([brought.rows, beside.rename(clash)], how="horizontal")
    if layout == "xlsx":
        return _workbook(table)
    return table.write_csv(separator="\t" if layout == "tsv" else ",").encode()


def _beside(mentions: pl.DataFrame, matches: pl.DataFrame) -> pl.DataFrame:
    best = matches.filter("is_match").select(
        "key", match="organisation", match_name="reference_name", match_bits="weight", match_lead="lead"
    )
    others = (
        matches.filter(~pl.col("is_match"))
        .sort("key", "rank")
        .with_columns(told=pl.format("{} ({}, {} bits)", "reference_name", "organisation", pl.col("weight").round(1)))
    )
    listed = (
        others.group_by("key", maintain_order=True)
        .agg("told")
        .select(
            "key",
            alternative_1=pl.col("told").list.get(0, null_on_oob=True),
            alternative_2=pl.col("told").list.get(1, null_on_oob=True),
        )
    )
    joined = mentions.select("key").join(best, on="key", how="left", maintain_order="left")
    return joined.join(listed, on="key", how="left", maintain_order="left").select(_FOUND)


def _workbook(table: pl.DataFrame) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, _OPTIONS) as book:
        book.set_properties({"created": _CREATED})
        sheet, bold = book.add_worksheet("matched"), book.add_format({"bold": True})
        sheet.freeze_panes(1, 0)
        for place, name in enumerate(table.columns):
            sheet.write_string(0, place, name, bold)
            for row, value in enumerate(table[name].to_list(), start=1):
                if isinstance(value, float):
                    sheet.write_number(row, place, value)
                elif value is not None:
                    sheet.write_string(row, place, value[:_LONGEST_CELL])
    return stream.getvalue()
