"""Amounts that say the same with other precision: 2.5 million and 2,521,964.00."""

from typing import Final

import polars as pl

__all__ = ["is_rounding", "rounding_unit"]

_LARGEST: Final = 12
_MOST: Final = 0.05
"""Largest difference that rounding explains, as a share of the exact amount: two digits are kept at least."""


def rounding_unit(column: str) -> pl.Expr:
    """Return the unit of the last digit of an amount that is not zero: 100000 for 2500000.00, 0.01 for 0.05.

    Args:
        column: Amounts with at most two decimal places.

    Returns:
        Float64; zero is taken as exact (0.01).
    """
    cents = (pl.col(column).cast(pl.Float64) * 100).round().cast(pl.Int64)
    unit = pl.lit(1, pl.Int64)
    for power in range(1, _LARGEST + 1):
        unit = pl.when((cents % 10**power == 0) & (cents != 0)).then(pl.lit(10**power, pl.Int64)).otherwise(unit)
    return unit.cast(pl.Float64) / 100


def is_rounding(rough: str, exact: str) -> pl.Expr:
    """Tell whether an amount is another one rounded to the nearest unit of its own last digit.

    The two differ, the exact one has a smaller unit, and the difference is at most half a unit of the rough one and at
    most 5 % of the exact one.

    Args:
        rough: Column with the amount that may be rounded.
        exact: Column with the amount that may be more precise.
    """
    one, other = pl.col(rough).cast(pl.Float64), pl.col(exact).cast(pl.Float64)
    off = (one - other).abs()
    finer = rounding_unit(exact) < rounding_unit(rough)
    # Half a cent of tolerance: amounts are decimals, their difference as float is not.
    return finer & (off > 0) & (off <= rounding_unit(rough) / 2 + 0.005) & (off <= other.abs() * _MOST)
