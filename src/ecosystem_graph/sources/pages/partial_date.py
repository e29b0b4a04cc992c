"""Days from dates of which only the year or the month is known."""

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
    """
    year, month, day = (*map(int, text.split("-")), 1, 1)[:3]
    return date(year, month, day)


def last_day(text: str) -> date:
    """Return the last day of a year, month or day.

    Raises:
        ValueError: The calendar has no such day.

    Examples:
        >>> last_day("2020-02")
        datetime.date(2020, 2, 29)
    """
    year, month, day = (*map(int, text.split("-")), None, None)[:3]
    month = month or 12
    return date(year or 1, month, day or calendar.monthrange(year or 1, month)[1])
