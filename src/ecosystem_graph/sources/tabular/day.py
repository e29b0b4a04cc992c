"""Days as tables write them."""

import polars as pl

from ecosystem_graph.sources.tabular.finding import Findings
from ecosystem_graph.sources.tabular.layout import Table

__all__ = ["check_days", "parse_day"]

_MIDNIGHT = r"(?:[ T]00:00(?::00(?:\.0+)?)?Z?)?$"
_STYLES = (
    (rf"^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}{_MIDNIGHT}", "%Y-%m-%d"),
    (rf"^[0-9]{{4}}/[0-9]{{2}}/[0-9]{{2}}{_MIDNIGHT}", "%Y/%m/%d"),
    (rf"^[0-9]{{2}}/[0-9]{{2}}/[0-9]{{4}}{_MIDNIGHT}", "%d/%m/%Y"),
    (rf"^[0-9]{{2}}-[0-9]{{2}}-[0-9]{{4}}{_MIDNIGHT}", "%d-%m-%Y"),
)
_EARLIEST, _LATEST = 1980, 2100


def parse_day(column: str) -> pl.Expr:
    """Return the day in a column; null where it is written otherwise, is in no calendar, or is not of our time.

    ``2016-11-01``, ``2016/11/01``, ``01/11/2016`` and ``01-11-2016``, with or without midnight. The last two are read
    day first, as in all of Europe; a day that only fits month first is null.
    """
    start = pl.col(column).str.strip_chars().str.slice(0, 10)
    days = [
        pl.when(pl.col(column).str.contains(pattern)).then(start).str.to_date(style, strict=False)
        for pattern, style in _STYLES
    ]
    day = pl.coalesce(days)
    return pl.when(day.dt.year().is_between(_EARLIEST, _LATEST)).then(day)


def check_days(table: Table, first: str, last: str, findings: Findings) -> None:
    """Report days that cannot be taken and ends before starts.

    Args:
        table: Keyed rows.
        first: Column with the first day.
        last: Column with the last day.
        findings: Told of each cell.
    """
    for column in (first, last):
        odd = table.rows.filter(pl.col(column).is_not_null() & parse_day(column).is_null())
        findings.add_rows("bad-day", table.origin, odd, field=column)
    reversed_days = table.rows.filter(parse_day(last) < parse_day(first))
    both = reversed_days.with_columns(both=pl.format("{} to {}", first, last))
    findings.add_rows("reversed-days", table.origin, both, field=last, found="both")
