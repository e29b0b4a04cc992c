"""Amounts that say the same with other precision."""

from decimal import Decimal

import polars as pl
import pytest

from ecosystem_graph.resolve.rounding import is_rounding, rounding_unit


def rounds(rough: str, exact: str) -> bool:
    row = pl.DataFrame({"rough": [Decimal(rough)], "exact": [Decimal(exact)]})
    return bool(row.select(is_rounding("rough", "exact")).item())


@pytest.mark.parametrize(
    ("rough", "exact"),
    [
        ("2520000.00", "2521964.00"),
        ("2500000.00", "2521964.00"),
        ("1900000.00", "1929500.00"),
        ("734331.00", "734331.10"),
    ],
)
def test_an_amount_rounded_to_its_last_digit_agrees_with_the_exact_one(rough: str, exact: str) -> None:
    assert rounds(rough, exact)
    assert not rounds(exact, rough)


@pytest.mark.parametrize(
    ("rough", "exact"),
    [
        ("2530000.00", "2521964.00"),  # another number with three digits
        ("1000000.00", "1400000.00"),  # one digit says too little
        ("2521964.00", "2521964.00"),  # equal, not rounded
        ("0.00", "0.40"),
        ("2521964.00", "2521965.00"),
    ],
)
def test_other_amounts_are_no_rounding(rough: str, exact: str) -> None:
    assert not rounds(rough, exact)


def test_the_unit_is_that_of_the_last_digit_that_is_not_zero() -> None:
    values = pl.DataFrame({"value": [Decimal("2500000.00"), Decimal("0.05"), Decimal("0.00"), Decimal("12.30")]})
    assert values.select(rounding_unit("value")).to_series().to_list() == [100_000.0, 0.01, 0.01, 0.1]
