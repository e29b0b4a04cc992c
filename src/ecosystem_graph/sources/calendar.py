"""Days as people write them, by stated formats: ``dd.mm.yyyy``, ``month yyyy``, ``Qq yyyy``, ``excel``.

A format is text with placeholders, as spreadsheets name them: ``yyyy`` ``yy`` ``mm`` ``m`` ``dd`` ``d``, ``month`` (its
name or short name in the languages given), ``q`` (number of the quarter) and ``*`` (any text). One blank in a format
stands for any number of blanks, also none. ``excel`` is the number of days that spreadsheets count from the end of
1899, ``iso`` a day of ISO 8601 with or without a time. What a format leaves out makes a month, a quarter or a year of
the day.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache

import polars as pl

from ecosystem_graph.errors import ConfigError

__all__ = ["EXCEL", "ISO", "check_format", "parse_days"]

EXCEL, ISO = "excel", "iso"
_TOKENS = {
    "yyyy": r"(?P<year>[0-9]{4})",
    "yy": r"(?P<year>[0-9]{2})",
    "month": r"(?P<name>[^\W\d_]+)\.?",
    "mm": r"(?P<month>[0-9]{1,2})",
    "m": r"(?P<month>[0-9]{1,2})",
    "dd": r"(?P<day>[0-9]{1,2})",
    "d": r"(?P<day>[0-9]{1,2})",
    "q": r"(?P<quarter>[1-4])",
    "*": r".*?",
    " ": r"\s*",
}
_TOKEN = re.compile(r"yyyy|yy|month|mm|m|dd|d|q|\*| |.", re.DOTALL)
_GROUPS = ("year", "month", "day", "name", "quarter")
_LONGEST = 200
"""Signs of a format; engines refuse to compile patterns of any length."""
_PIVOT = 70
"""Two-digit years from here on are of the twentieth century: no programme of the Union is older."""
_EXCEL_DAYS = r"^([0-9]{1,5})(?:\.0+)?$"
_EXCEL_EPOCH = pl.date(1899, 12, 30)
_NOTHING = pl.lit(None, pl.String)


def check_format(text: str) -> None:
    """Check that a format names a year and no placeholder twice.

    Raises:
        ConfigError: It does not.

    Examples:
        >>> check_format("dd/mm/yyyy")
    """
    if text in {EXCEL, ISO}:
        return
    names = re.findall(r"\?P<(\w+)>", _pattern(text))
    if "year" not in names or len(names) != len(set(names)) or len(text) > _LONGEST:
        raise ConfigError(
            f"expected a format of days, found {text!r}",
            hint="Write it with yyyy or yy, mm or month, dd, each once: dd.mm.yyyy; or write iso or excel.",
        )


def parse_days(cell: pl.Expr, formats: Sequence[str], languages: Iterable[str] = ()) -> pl.Expr:
    """Return a struct of ``first`` and ``last`` day and ``precision`` (`day`, `month`, `quarter` or `year`).

    Args:
        cell: Text.
        formats: Formats to try; the first that gives a day of the calendar wins.
        languages: BCP 47 tags of the languages that months are named in; English is always known.

    Returns:
        Struct whose fields are null where no format fits or the calendar has no such day.

    Examples:
        >>> cells = pl.DataFrame({"a": ["31.12.15", "Q3 2012", "2008", "31.02.2015"]})
        >>> days = cells.select(
        ...     parse_days(pl.col("a"), ["dd.mm.yy", "dd.mm.yyyy", "Qq yyyy", "yyyy"]).alias("a")
        ... ).unnest("a")
        >>> days["first"].to_list()[:2], days["precision"].to_list()
        ([datetime.date(2015, 12, 31), datetime.date(2012, 7, 1)], ['day', 'quarter', 'year', None])
    """
    text = cell.str.strip_chars()
    names = _month_names(tuple(sorted({*languages, "en"})))
    tried = [_parse(text, each, names) for each in formats]
    first, last, precision = (
        pl.coalesce(pl.when(each["last"].is_not_null()).then(each[part]) for each in tried)
        for part in ("first", "last", "precision")
    )
    return pl.struct(first=first, last=last, precision=precision)


def _parse(text: pl.Expr, form: str, names: dict[str, int]) -> dict[str, pl.Expr]:
    if form == EXCEL:
        serial = text.str.extract(_EXCEL_DAYS).cast(pl.Int64, strict=False)
        day = _EXCEL_EPOCH + pl.duration(days=serial)
        return {"first": day, "last": day, "precision": _known(day, "day")}
    pattern = (
        rf"^{_TOKENS['yyyy']}-{_TOKENS['mm']}-{_TOKENS['dd']}(?:[T ][0-9:.+Z-]*)?$"
        if form == ISO
        else f"(?i)^{_pattern(form)}$"
    )
    found = set(re.findall(r"\?P<(\w+)>", pattern))
    groups = text.str.extract_groups(pattern)
    part = {name: groups.struct.field(name) if name in found else _NOTHING for name in _GROUPS}
    year, month = _year(part["year"]), _month(part, names)
    if "day" in found:
        day = _to_date(year, month, part["day"])
        return {"first": day, "last": day, "precision": _known(day, "day")}
    kind, months = ("quarter", 3) if "quarter" in found else ("month", 1) if found & {"month", "name"} else ("year", 12)
    first = _to_date(year, pl.lit("1") if kind == "year" else month, pl.lit("1"))
    last = first.dt.offset_by(f"{months}mo").dt.offset_by("-1d")
    return {"first": first, "last": last, "precision": _known(first, kind)}


def _known(day: pl.Expr, precision: str) -> pl.Expr:
    return pl.when(day.is_not_null()).then(pl.lit(precision))


def _year(text: pl.Expr) -> pl.Expr:
    number = text.cast(pl.Int64, strict=False)
    century = pl.when(number < _PIVOT).then(number + 2000).otherwise(number + 1900)
    return pl.when(text.str.len_chars() == 2).then(century).otherwise(number).cast(pl.String)


def _month(part: dict[str, pl.Expr], names: dict[str, int]) -> pl.Expr:
    named = part["name"].str.to_lowercase().replace_strict(names, default=None, return_dtype=pl.Int64)
    quarter = part["quarter"].cast(pl.Int64) * 3 - 2
    return pl.coalesce(part["month"], named.cast(pl.String), quarter.cast(pl.String))


def _to_date(year: pl.Expr, month: pl.Expr, day: pl.Expr) -> pl.Expr:
    padded = [year, *(each.str.zfill(2) for each in (month, day))]
    return pl.concat_str(padded, separator="-").str.to_date("%Y-%m-%d", strict=False)


def _pattern(form: str) -> str:
    return "".join(_TOKENS.get(token, re.escape(token)) for token in _TOKEN.findall(form))


@cache
def _month_names(languages: tuple[str, ...]) -> dict[str, int]:
    """Return the number of a month by its name, in lower case; short names without the full stop."""
    # Loaded when days are read, as it takes a tenth of a second.
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415

    names: dict[str, int] = {}
    for language in languages:
        try:
            months = Locale.parse(language, sep="-").months
        except (UnknownLocaleError, ValueError):
            continue
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                names |= {name.lower().rstrip("."): number for number, name in months[context][width].items()}
    return names
