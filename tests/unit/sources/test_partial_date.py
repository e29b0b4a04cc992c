"""Years, months and days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecosystem_graph.sources.partial_date import first_day, last_day, precision


@pytest.mark.parametrize(
    ("text", "first", "last", "exact"),
    [
        ("2020", date(2020, 1, 1), date(2020, 12, 31), "year"),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29), "month"),
        ("2020-02-03", date(2020, 2, 3), date(2020, 2, 3), "day"),
    ],
)
def test_a_partial_date_spans_from_its_first_to_its_last_day(text: str, first: date, last: date, exact: str) -> None:
    assert (first_day(text), last_day(text), precision(text)) == (first, last, exact)


@pytest.mark.parametrize("text", ["2019-02-29", "2019-13", "2019-00-10", "0000"])
def test_what_the_calendar_lacks_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        first_day(text)


def test_the_coarsest_date_decides_the_precision() -> None:
    assert precision("2020-01-01", "2021") == "year"
    assert precision("2020-01-01", "2021-12") == "month"
    assert precision() is None


@given(st.dates(date(1000, 1, 1)))
def test_a_month_holds_its_days(day: date) -> None:
    month = f"{day:%Y-%m}"
    assert first_day(month) <= first_day(day.isoformat()) == last_day(day.isoformat()) <= last_day(month)
