"""Codes in cells: words of a list, countries, regions, web addresses."""

from collections.abc import Mapping

import polars as pl

from ecosystem_graph.resources import resource
from ecosystem_graph.sources.tabular.finding import Findings
from ecosystem_graph.sources.tabular.layout import Table

__all__ = ["add_codes", "add_countries", "add_regions", "add_websites"]

_NUTS = r"^[A-Z]{2}[A-Z0-9]{0,3}$"
_WEB_ADDRESS = r"^https?://[^\s<>\"{}|\\^`]+$"
_HOST = r"^(?:www\.)?[A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)*\.[a-z]{2,}(?:/[^\s<>\"{}|\\^`]*)?$"


def add_codes(
    table: Table, column: str, codes: Mapping[str, str], findings: Findings, issue: str, *, default: str | None = None
) -> Table:
    """Add ``<column>_code``: the code of each word of a list; other words are reported and get the default.

    Args:
        table: Keyed rows.
        column: Column with words.
        codes: Word to code; capitals do not count.
        findings: Told of other words.
        issue: How the catalogue calls them.
        default: Code of other words.
    """
    lower = {word.lower(): code for word, code in codes.items()}
    known = pl.col(column).str.to_lowercase().replace_strict(lower, default=None, return_dtype=pl.String)
    rows = table.rows.with_columns(known.alias(f"{column}_code"))
    code = pl.col(f"{column}_code")
    findings.add_rows(issue, table.origin, rows.filter(pl.col(column).is_not_null() & code.is_null()), field=column)
    return table.with_rows(rows.with_columns(code.fill_null(pl.lit(default, dtype=pl.String))))


def add_countries(table: Table, column: str, findings: Findings) -> Table:
    """Add ``alpha2``: the ISO code of a country written by its ISO code, Eurostat's (`UK`, `EL`) or its English name.

    Args:
        table: Keyed rows.
        column: Column with countries.
        findings: Told of unknown ones.
    """
    listed = pl.read_csv(resource("data", "reference", "countries.csv"), infer_schema=False)
    names = {name.casefold(): code for name, code in listed.select("name", "alpha2").iter_rows()}
    codes = names | _OTHER_NAMES | {code.casefold(): alpha2 for code, alpha2 in _codes(listed)}
    known = pl.col(column).str.to_lowercase().replace_strict(codes, default=None, return_dtype=pl.String)
    rows = table.rows.with_columns(alpha2=known)
    unknown = rows.filter(pl.col(column).is_not_null() & pl.col("alpha2").is_null())
    findings.add_rows("unknown-country", table.origin, unknown, field=column)
    return table.with_rows(rows)


def add_regions(table: Table, column: str, findings: Findings) -> Table:
    """Add ``region``: the NUTS code in a column, as stated; a country code alone is no region.

    Args:
        table: Keyed rows.
        column: Column with codes.
        findings: Told of other words.
    """
    is_code = pl.col(column).str.contains(_NUTS)
    rows = table.rows.with_columns(region=pl.when(is_code & (pl.col(column).str.len_chars() > 2)).then(column))
    findings.add_rows("bad-region", table.origin, rows.filter(~is_code), field=column)
    return table.with_rows(rows)


def add_websites(table: Table, column: str, findings: Findings) -> Table:
    """Add ``website``: the web address in a column; a host alone (``www.example.eu``) is taken as http.

    Args:
        table: Keyed rows.
        column: Column with addresses.
        findings: Told of other words.
    """
    cell = pl.col(column)
    website = pl.when(cell.str.contains(_WEB_ADDRESS)).then(cell).when(cell.str.contains(_HOST)).then("http://" + cell)
    rows = table.rows.with_columns(website=website)
    odd = rows.filter(cell.is_not_null() & pl.col("website").is_null())
    findings.add_rows("bad-website", table.origin, odd, field=column)
    return table.with_rows(rows)


_OTHER_NAMES = {
    "czech republic": "CZ",
    "slovak republic": "SK",
    "the netherlands": "NL",
    "macedonia": "MK",
    "republic of north macedonia": "MK",
    "turkey": "TR",
    "moldova": "MD",
    "russian federation": "RU",
    "great britain": "GB",
}
"""English names that the reference table writes otherwise."""


def _codes(listed: pl.DataFrame) -> list[tuple[str, str]]:
    eurostat = listed.select("eurostat", "alpha2").drop_nulls().rows()
    return [*eurostat, *((code, code) for code in listed["alpha2"])]
