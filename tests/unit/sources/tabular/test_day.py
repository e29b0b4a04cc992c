"""Days in four styles, and words that are none."""

from datetime import date

import polars as pl
import pytest

from ecosystem_graph.sources.tabular.day import parse_day


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2016-11-01", date(2016, 11, 1)), ("2016/11/01", date(2016, 11, 1)), ("04/09/2023", date(2023, 9, 4)),
        ("31-12-2018", date(2018, 12, 31)), ("2016-11-01 00:00:00", date(2016, 11, 1)),
        ("2016-11-01T00:00:00.000Z", date(2016, 11, 1)), ("12/25/2018", None), ("2023-02-30", None),
        ("1066-10-14", None), ("9999-12-31", None), ("2016-11-01 10:30:00", None), ("November 2016", None), ("", None),
        ("2016-1-1", None), ("43000", None),
    ],
)  # fmt: skip
def test_a_day_is_read_in_its_style_or_not_at_all(cell: str, day: date | None) -> None:
    assert pl.DataFrame({"start": [cell]}).select(parse_day("start")).item() == day
