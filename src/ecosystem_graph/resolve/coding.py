"""Columns in which few values return often, as codes: a quarter of the memory, or less, while rows wait."""

from collections.abc import Iterator

import polars as pl
from polars import selectors

__all__ = ["coded", "plain", "plain_slices"]

_ROWS_PER_SLICE = 500_000


def coded(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the rows with all texts but keys as codes.

    Examples:
        >>> coded(pl.DataFrame({"key": ["a"], "town": ["Linz"]})).dtypes
        [String, Categorical]
    """
    return rows.with_columns(selectors.string().exclude("key").cast(pl.Categorical))


def plain(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the rows with texts in place of codes."""
    return rows.with_columns(selectors.categorical().cast(pl.String))


def plain_slices(rows: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Yield the rows in order, some at a time and as texts; an empty table is one slice."""
    for start in range(0, max(rows.height, 1), _ROWS_PER_SLICE):
        yield plain(rows.slice(start, _ROWS_PER_SLICE))
