"""Dates in two notations."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecosystem_graph.sources.interreg_de.dates import choose_period, read_dates, spans_whole_months

DAYS = st.dates(date(1970, 1, 1), date(2068, 12, 31))


def test_month_first_is_chosen_when_only_it_makes_whole_months() -> None:
    start, end = choose_period("11.01.16", "30.04.19")
    assert (start.value, end.value) == (date(2016, 11, 1), date(2019, 4, 30))
    assert (start.doubtful, end.doubtful) == (True, False)
    assert start.readings == (date(2016, 1, 11), date(2016, 11, 1))


def test_day_first_is_certain_when_only_it_makes_whole_months() -> None:
    start, end = choose_period("01.03.16", "28.02.19")
    assert (start.value, start.doubtful, end.doubtful) == (date(2016, 3, 1), False, False)


def test_day_first_is_kept_and_doubtful_when_no_reading_makes_whole_months() -> None:
    start, end = choose_period("05.06.16", "17.04.19")
    assert (start.value, start.doubtful) == (date(2016, 6, 5), True)
    assert (end.value, end.doubtful) == (date(2019, 4, 17), False)


def test_day_first_is_kept_and_doubtful_when_several_readings_make_whole_months() -> None:
    start, end = choose_period("02.03.16", "01.02.19")
    assert (start.value, end.value) == (date(2016, 3, 2), date(2019, 2, 1))
    assert (start.doubtful, end.doubtful) == (True, True)


def test_month_first_end_is_chosen_when_only_it_makes_whole_months() -> None:
    start, end = choose_period("13.05.16", "04.12.19")
    assert (start.value, end.value, end.doubtful) == (date(2016, 5, 13), date(2019, 4, 12), True)


@pytest.mark.parametrize(("raw", "readings"), [("", ()), ("13.25.16", ()), ("2016-11-01", (date(2016, 11, 1),))])
def test_what_is_no_date_has_no_reading_and_iso_has_one(raw: str, readings: tuple[date, ...]) -> None:
    assert read_dates(raw) == readings


def test_a_missing_end_leaves_an_ambiguous_start_doubtful() -> None:
    start, end = choose_period("11.01.16", "")
    assert (start.value, start.doubtful, end.value, end.doubtful) == (date(2016, 1, 11), True, None, False)


@pytest.mark.parametrize(("raw", "year"), [("30.04.68", 2068), ("30.04.69", 1969), ("30/04/2019", 2019)])
def test_two_digit_years_turn_at_69_and_slashes_are_dates_too(raw: str, year: int) -> None:
    assert [reading.year for reading in read_dates(raw)] == [year]


@given(DAYS)
def test_every_day_written_day_first_is_its_own_first_reading(day: date) -> None:
    assert read_dates(f"{day:%d.%m.%Y}")[0] == day
    assert read_dates(f"{day:%d.%m.%y}")[0] == day


@given(DAYS, DAYS)
def test_the_chosen_dates_are_always_among_the_readings(start: date, end: date) -> None:
    for stated in choose_period(f"{start:%d.%m.%y}", f"{end:%m.%d.%y}"):
        assert stated.value in stated.readings


def test_a_period_that_ends_before_it_starts_spans_no_months() -> None:
    assert not spans_whole_months(date(2019, 5, 1), date(2019, 4, 30))
