"""When two values of a property say the same, and which of them says it more precisely."""

from typing import Final

import polars as pl

from ecosystem_graph.resolve.precedence import Precedence

__all__ = ["add_precision", "disagrees"]

_DATES: Final = ("start", "end")
_ROUGHNESS: Final = {"day": 0, "month": 1, "quarter": 2, "year": 3}
_PROGRAMME: Final = "programme"


def add_precision(rows: pl.DataFrame, column: str, precedence: Precedence) -> pl.DataFrame:
    """Add ``roughness``: 0 for a value that is as precise as it can be, more for a rougher one.

    Args:
        rows: Rows of an entity table.
        column: Column of the value.
        precedence: Knows programmes whose period is known.
    """
    roughness = pl.lit(0, pl.Int64)
    if _has_dates(rows, column):
        roughness = pl.col("date_precision").replace_strict(_ROUGHNESS, default=0, return_dtype=pl.Int64)
    elif column == _PROGRAMME:
        roughness = (~pl.col(column).is_in(precedence.periods.implode())).cast(pl.Int64)
    return rows.with_columns(roughness=roughness)


def disagrees(rows: pl.DataFrame, column: str, precedence: Precedence) -> pl.DataFrame:
    """Add ``differs``: whether the value says something else than ``best``, the value that was chosen.

    A month agrees with any day in it, and so do a quarter and a year; programmes agree that share a code.

    Args:
        rows: Rows with the column and ``best``.
        column: Column of the value.
        precedence: Knows codes of programmes.
    """
    differs = pl.col(column) != pl.col("best")
    if _has_dates(rows, column):
        years = pl.col(column).dt.year() != pl.col("best").dt.year()
        months = years | (pl.col(column).dt.month() != pl.col("best").dt.month())
        quarters = years | (pl.col(column).dt.quarter() != pl.col("best").dt.quarter())
        precision = pl.col("date_precision").fill_null("day")
        rough = pl.when(precision == "year").then(years).when(precision == "quarter").then(quarters)
        return rows.with_columns(differs=rough.when(precision == "month").then(months).otherwise(differs))
    if column == _PROGRAMME and precedence.programmes.height:
        codes = precedence.programmes
        pairs = rows.select(column, "best").unique()
        shared = (
            pairs.join(codes, left_on=column, right_on="programme")
            .join(codes.rename({"programme": "best"}), on=["best", "code"])
            .select(column, "best", agrees=pl.lit(value=True))
            .unique()
        )
        joined = rows.join(shared, on=[column, "best"], how="left")
        return joined.with_columns(differs=differs & ~pl.col("agrees").fill_null(value=False))
    return rows.with_columns(differs=differs)


def _has_dates(rows: pl.DataFrame, column: str) -> bool:
    return column in _DATES and "date_precision" in rows.columns
