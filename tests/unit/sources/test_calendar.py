"""Days are read by the stated formats; those that are in no calendar are not read."""

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecosystem_graph.errors import ConfigError
from ecosystem_graph.sources.calendar import check_format, parse_days


def read(text: str, *formats: str, language: str = "en") -> tuple[str, str, str] | None:
    row = pl.DataFrame({"a": [text]}).select(parse_days(pl.col("a"), formats, [language]).alias("a")).item()
    return None if row["first"] is None else (str(row["first"]), str(row["last"]), row["precision"])


@pytest.mark.parametrize(
    ("text", "form", "language", "days"),
    [
        ("1.4.2008", "dd.mm.yyyy", "en", ("2008-04-01", "2008-04-01", "day")),
        ("31.12.15", "dd.mm.yy", "en", ("2015-12-31", "2015-12-31", "day")),
        ("31.12.94", "dd.mm.yy", "en", ("1994-12-31", "1994-12-31", "day")),
        ("11/02/2016", "mm/dd/yyyy", "en", ("2016-11-02", "2016-11-02", "day")),
        ("2014. 03. 17.", "yyyy. mm. dd.", "hu", ("2014-03-17", "2014-03-17", "day")),
        ("02/2012", "mm/yyyy", "en", ("2012-02-01", "2012-02-29", "month")),
        ("Mai 2015", "month yyyy", "de", ("2015-05-01", "2015-05-31", "month")),
        ("Monday, July 16, 2012", "*, month dd, yyyy", "en", ("2012-07-16", "2012-07-16", "day")),
        ("Quarter 2,  2011", "Quarter q, yyyy", "en", ("2011-04-01", "2011-06-30", "quarter")),
        ("2008", "yyyy", "en", ("2008-01-01", "2008-12-31", "year")),
        ("42005", "excel", "en", ("2015-01-01", "2015-01-01", "day")),
        ("2015-07-15 00:00:00", "iso", "en", ("2015-07-15", "2015-07-15", "day")),
        ("15 maja 2015", "d month yyyy", "pl", ("2015-05-15", "2015-05-15", "day")),
    ],
)
def test_a_day_in_its_format_is_read(text: str, form: str, language: str, days: tuple[str, str, str]) -> None:
    assert read(text, form, language=language) == days


@pytest.mark.parametrize(
    ("text", "form"),
    [("31.02.2015", "dd.mm.yyyy"), ("00.01.2015", "dd.mm.yyyy"), ("1.13.2015", "dd.mm.yyyy"),
     ("Foo 2015", "month yyyy"),
     ("about 2015", "yyyy"), ("20155", "yyyy"), ("", "yyyy")],
)  # fmt: skip
def test_what_is_in_no_calendar_is_no_day(text: str, form: str) -> None:
    assert read(text, form) is None


def test_the_first_format_that_gives_a_day_wins() -> None:
    assert read("11.01.16", "mm.dd.yy", "dd.mm.yy") == ("2016-11-01", "2016-11-01", "day")
    assert read("30.04.19", "mm.dd.yy", "dd.mm.yy") == ("2019-04-30", "2019-04-30", "day")


@pytest.mark.parametrize(
    "form",
    ["dd.mm", "", "yyyy yyyy", "dd.dd.yyyy", "hello", "quarter q yyyy", pytest.param("yyyy" + "é" * 60_000, id="long")],
)
def test_a_format_without_a_year_or_with_a_part_twice_is_refused(form: str) -> None:
    with pytest.raises(ConfigError, match="expected a format of days"):
        check_format(form)


@settings(deadline=None, max_examples=50)
@given(st.dates(min_value=date(1970, 1, 1), max_value=date(2069, 12, 31)))
def test_every_day_is_read_back_in_every_format(day: date) -> None:
    expected = (str(day), str(day), "day")
    assert read(f"{day.day}.{day.month}.{day.year}", "dd.mm.yyyy") == expected
    assert read(f"{day:%d/%m/%y}", "dd/mm/yy") == expected
    assert read(str((day - date(1899, 12, 30)) // timedelta(days=1)), "excel") == expected
