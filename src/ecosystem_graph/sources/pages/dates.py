"""Calendar dates at the precision that a page states: ``2018-06-01``, ``2018-06`` or ``2018``."""

from calendar import monthrange
from itertools import product

__all__ = ["iso_date", "months_between", "pick_range"]

_CENTURY = 2000
_OLD = 70
_MONTHS = 12
_DAY_PARTS = 3


def iso_date(year: int, month: int | None = None, day: int | None = None) -> str | None:
    """Return an ISO 8601 date at the given precision, or None when there is no such day.

    Args:
        year: Year with four digits, or the last two of one since 1970.
        month: 1-12.
        day: 1-31.

    Examples:
        >>> iso_date(18, 4, 1), iso_date(2018, 6), iso_date(2019, 2, 29)
        ('2018-04-01', '2018-06', None)
    """
    if year < 100:
        year += _CENTURY if year < _OLD else _CENTURY - 100
    if month is None:
        return f"{year:04}"
    if not 1 <= month <= _MONTHS:
        return None
    if day is None:
        return f"{year:04}-{month:02}"
    if not 1 <= day <= monthrange(year, month)[1]:
        return None
    return f"{year:04}-{month:02}-{day:02}"


def months_between(start: str, end: str) -> float | None:
    """Return the length of a project in months, its last day or month included; None when a date is only a year.

    Examples:
        >>> months_between("2016-11-01", "2019-04-30"), months_between("2016-07", "2019-06")
        (30.0, 36.0)
        >>> months_between("2018-04-01", "2023-04-01")
        60.0
    """
    first, last = _parts(start), _parts(end)
    if len(first) < 2 or len(last) < 2:
        return None
    months = (last[0] - first[0]) * _MONTHS + last[1] - first[1]
    if len(first) < _DAY_PARTS or len(last) < _DAY_PARTS:
        return float(months + 1)
    if last[2] == first[2]:
        return float(months)
    return months + (last[2] - first[2] + 1) / monthrange(last[0], last[1])[1]


def pick_range(starts: tuple[str, ...], ends: tuple[str, ...]) -> tuple[str, str] | None:
    """Choose among readings of a start and an end: not backwards, and whole months before broken ones.

    A record may hold a date month first beside one day first: 11.01.16 to 30.04.19 makes 30 months as 1 November, and
    39.6 as 11 January.

    Args:
        starts: Readings of the start, most usual first.
        ends: Readings of the end, most usual first.

    Returns:
        The chosen pair; None when every pair runs backwards.

    Examples:
        >>> pick_range(("2016-01-11", "2016-11-01"), ("2019-04-30",))
        ('2016-11-01', '2019-04-30')
    """
    pairs = [(start, end) for start, end in product(starts, ends) if start[: len(end)] <= end]
    return min(pairs, key=lambda pair: _broken(*pair), default=None)


def _broken(start: str, end: str) -> bool:
    months = months_between(start, end)
    return months is not None and abs(months - round(months)) > 0.01


def _parts(date: str) -> tuple[int, ...]:
    return tuple(map(int, date.split("-")))
