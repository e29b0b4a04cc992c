"""Dates of which only the year or the month is known."""

import calendar
from datetime import date

__all__ = ["first_day", "last_day", "precision"]

_PRECISIONS = ("year", "month", "day")


def precision(*texts: str) -> str | None:
    """Return ``year``, ``month`` or ``day``: that of the least precise of some ISO dates; None without dates.

    Examples:
        >>> precision("2017-01", "2020-12-31")
        'month'
    """
    return min((_PRECISIONS[text.count("-")] for text in texts), key=_PRECISIONS.index, default=None)


def first_day(text: str) -> date:
    """Return the first day of a year, month or day (``2017``, ``2017-02``, ``2017-02-01``).

    Raises:
        ValueError: The calendar has no such day.

    Examples:
        >>> first_day("2017-02")
        datetime.date(2017, 2, 1)
    """
    year, month, day = _numbers(text)
    return date(year, 1 if month is None else month, 1 if day is None else day)


def last_day(text: str) -> date:
    """Return the last day of a year, month or day.

    Raises:
        ValueError: The calendar has no such day.

    Examples:
        >>> last_day("2020-02")
        datetime.date(2020, 2, 29)
    """
    year, month, day = _numbers(text)
    month = 12 if month is None else month
    return date(year, month, calendar.monthrange(year, month)[1] if day is None else day)


def _numbers(text: str) -> tuple[int, int | None, int | None]:
    year, month, day, *_ = (*map(int, text.split("-")), None, None)
    return year or 0, month, day
