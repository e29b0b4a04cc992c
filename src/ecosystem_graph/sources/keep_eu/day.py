"""Days as published: ``YYYY/MM/DD``."""

import polars as pl

from ecosystem_graph.sources.keep_eu.finding import Findings
from ecosystem_graph.sources.keep_eu.sheet import Sheet

__all__ = ["check_days", "parse_day"]


def parse_day(column: str) -> pl.Expr:
    """Return the day in a column; null where it is not written ``YYYY/MM/DD`` or is in no calendar."""
    cell = pl.col(column).str.strip_chars()
    return pl.when(cell.str.contains(r"^\d{4}/\d{2}/\d{2}$")).then(cell).str.to_date("%Y/%m/%d", strict=False)


def check_days(sheet: Sheet, first: str, last: str, findings: Findings) -> None:
    """Report days that cannot be read and ends before starts.

    Args:
        sheet: Keyed rows.
        first: Column with the first day.
        last: Column with the last day.
        findings: Told of each cell.
    """
    for column in (first, last):
        findings.add_rows(
            "EG-KEEP-015",
            sheet,
            sheet.rows.filter(pl.col(column).is_not_null() & parse_day(column).is_null()),
            field=column,
        )
    reversed_days = sheet.rows.filter(parse_day(last) < parse_day(first))
    both = reversed_days.with_columns(both=pl.format("{} to {}", first, last))
    findings.add_rows("EG-KEEP-016", sheet, both, field=last, found="both")
