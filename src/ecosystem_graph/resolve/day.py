"""Dates in notations that have two readings: 11.01.16 is the first of November or the eleventh of January."""

from typing import Final

import polars as pl

__all__ = ["other_reading"]

_NOTATION: Final = r"^\s*(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})\s*$"
_MONTHS: Final = 12


def other_reading(day: str, raw: str) -> pl.Expr:
    """Return the day that a notation means when day and month change places; null where it has one reading.

    Args:
        day: Column with the day as it was read.
        raw: Column with the notation.

    Examples:
        >>> from datetime import date
        >>> row = pl.DataFrame({"start": [date(2016, 11, 1)], "start_raw": ["11.01.16"]})
        >>> row.select(other_reading("start", "start_raw")).item()
        datetime.date(2016, 1, 11)
    """
    parts = [pl.col(raw).str.extract(_NOTATION, place).cast(pl.Int64, strict=False) for place in (1, 2)]
    read = pl.col(day)
    is_of_two = (parts[0] <= _MONTHS) & (parts[1] <= _MONTHS) & (parts[0] != parts[1])
    is_read = (pl.min_horizontal(parts) == pl.min_horizontal(read.dt.day().cast(pl.Int64), read.dt.month())) & (
        pl.max_horizontal(parts) == pl.max_horizontal(read.dt.day().cast(pl.Int64), read.dt.month())
    )
    swapped = pl.date(read.dt.year(), read.dt.day().clip(1, _MONTHS), read.dt.month())
    return pl.when(is_of_two & is_read).then(swapped)
