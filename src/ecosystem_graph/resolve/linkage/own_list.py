"""A list that somebody brings: read from CSV or XLSX, given back with what was found beside each row."""

import io
from dataclasses import dataclass
from pathlib import Path

import fastexcel
import polars as pl
import xlsxwriter

from ecosystem_graph.errors import ConfigError, Location, SourceFormatError, SourceUnavailableError
from ecosystem_graph.issues import Issue
from ecosystem_graph.resolve.linkage.finding import finding
from ecosystem_graph.sources.country import country_code

__all__ = ["OwnList", "format_matches", "read_list"]

_EXCEL = frozenset({".xlsx", ".xls", ".xlsb", ".ods"})
_SEPARATORS = {".csv": ",", ".tsv": "\t"}
_FOUND = ("match", "match_name", "match_bits", "match_lead", "alternative_1", "alternative_2")
_LONGEST_CELL = 32_000
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
    rows = _read(path)
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


def _read(path: Path) -> pl.DataFrame:
    if not path.is_file():
        raise SourceUnavailableError(f"{path}: no such file")
    suffix = path.suffix.lower()
    try:
        if suffix in _EXCEL:
            return pl.DataFrame(fastexcel.read_excel(path).load_sheet(0, dtypes="string"))
        if suffix in _SEPARATORS:
            return pl.read_csv(path, separator=_SEPARATORS[suffix], infer_schema=False)
    except (fastexcel.FastExcelError, pl.exceptions.PolarsError) as error:
        raise SourceFormatError(Location(path), expected="a table with headings", found=str(error)) from error
    known = ", ".join(sorted({*_EXCEL, *_SEPARATORS}))
    raise SourceFormatError(Location(path), expected=f"one of {known}", found=suffix or path.name)


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
