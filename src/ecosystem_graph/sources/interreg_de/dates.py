"""Dates written day first or month first in one record: which readings of start and end belong together."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

__all__ = ["StatedDate", "choose_period", "read_dates", "spans_whole_months"]

_NUMBERS = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4}|\d{2})", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_FIRST_YEAR_OF_LAST_CENTURY = 69
"""Two-digit years from here on are 19xx, smaller ones 20xx (POSIX ``strptime``)."""


@dataclass(frozen=True, slots=True)
class StatedDate:
    """A date as published, with every way to read it.

    Attributes:
        raw: The date as published.
        readings: Dates it can mean, day first before month first; empty when it is not a date.
        value: The reading that was chosen, or None.
        doubtful: Whether another reading is possible and day first was not confirmed.
    """

    raw: str
    readings: tuple[date, ...]
    value: date | None
    doubtful: bool


def read_dates(raw: str) -> tuple[date, ...]:
    """Return every date that the characters can mean, day first before month first.

    Examples:
        >>> [str(reading) for reading in read_dates("11.01.16")]
        ['2016-01-11', '2016-11-01']
        >>> [str(reading) for reading in read_dates("30.04.19")]
        ['2019-04-30']
    """
    if iso := _ISO.fullmatch(raw):
        return _valid_dates([tuple(map(int, iso.groups()))])
    if not (numbers := _NUMBERS.fullmatch(raw)):
        return ()
    first, second, year = (int(number) for number in numbers.groups())
    if year < 100:
        year += 1900 if year >= _FIRST_YEAR_OF_LAST_CENTURY else 2000
    return _valid_dates([(year, second, first), (year, first, second)])


def choose_period(start: str, end: str) -> tuple[StatedDate, StatedDate]:
    """Read a start and an end; day first, unless only another reading makes whole months.

    Projects run for whole months: the day after the end is the same day of the month as the start. If exactly one pair
    of readings does so, it is chosen. If none or several do, day first is kept and the date is doubtful.

    Examples:
        >>> start, end = choose_period("11.01.16", "30.04.19")
        >>> str(start.value), start.doubtful, str(end.value), end.doubtful
        ('2016-11-01', True, '2019-04-30', False)
    """
    starts, ends = read_dates(start), read_dates(end)
    whole = [pair for pair in product(starts, ends) if spans_whole_months(*pair)]
    if len(whole) == 1:
        return _state(start, starts, whole[0][0], decided=True), _state(end, ends, whole[0][1], decided=True)
    return (
        _state(start, starts, next(iter(starts), None), decided=False),
        _state(end, ends, next(iter(ends), None), decided=False),
    )


def spans_whole_months(start: date, end: date) -> bool:
    """Tell whether a period, both days included, is a whole number of months.

    Examples:
        >>> spans_whole_months(date(2016, 11, 1), date(2019, 4, 30))
        True
    """
    return start <= end and (end + timedelta(days=1)).day == start.day


def _state(raw: str, readings: tuple[date, ...], value: date | None, *, decided: bool) -> StatedDate:
    confirmed = len(readings) < 2 or (decided and value == readings[0])
    return StatedDate(raw, readings, value, doubtful=not confirmed)


def _valid_dates(candidates: list[tuple[int, ...]]) -> tuple[date, ...]:
    valid = []
    for year, month, day in candidates:
        try:
            valid.append(date(year, month, day))
        except ValueError:  # not a day of the calendar
            continue
    return tuple(dict.fromkeys(valid))
