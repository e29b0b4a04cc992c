"""Dates in notations that have two readings."""

from datetime import date

import polars as pl
import pytest

from ecosystem_graph.resolve.day import other_reading


def other(day: date | None, raw: str | None) -> date | None:
    row = pl.DataFrame({"day": [day], "raw": [raw]}, schema={"day": pl.Date, "raw": pl.String})
    found: date | None = row.select(other_reading("day", "raw")).item()
    return found


@pytest.mark.parametrize("raw", ["11.01.16", "01/11/2016", "1-11-2016"])
def test_day_and_month_change_places(raw: str) -> None:
    assert other(date(2016, 11, 1), raw) == date(2016, 1, 11)


@pytest.mark.parametrize(
    ("day", "raw"),
    [
        (date(2019, 4, 30), "30.04.19"),  # no month has that number
        (date(2016, 11, 11), "11.11.16"),  # both readings are one
        (date(2016, 11, 1), "2016-11-01"),
        (date(2016, 11, 1), "1 November 2016"),
        (date(2016, 12, 1), "11.01.16"),  # was not read from these numbers
        (date(2016, 11, 1), None),
        (None, "11.01.16"),
    ],
)
def test_notations_with_one_reading_have_no_other(day: date | None, raw: str | None) -> None:
    assert other(day, raw) is None
