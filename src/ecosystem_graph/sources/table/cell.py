"""Whether the cells of a column may fill the field that its name tells."""

import polars as pl

from ecosystem_graph.sources.country import country_code
from ecosystem_graph.sources.table.heading import AMOUNTS

__all__ = ["may_hold", "sample"]

_SAMPLED = 2000
_HALF, _FEW = 0.5, 0.05
_DISTINCT = 0.2
"""Share of distinct cells below which a code is that of a programme or a call, not of a project."""
_MONEY = r"^[^\d,.]{0,8}\d[\d.,'’\s\u00a0\u2009\u202f]*(?:[.,]\s?[-–]+)?[^\d]{0,8}$"
_DAY = r"(?:19|20)\d\d|^\d{1,2}[./-]\s?\d{1,2}[./-]\s?\d\d\b|^[34]\d{4}(?:\.0+)?$"
_NO_MONEY = r"^0\d+$|%|^\d{4}[./-]\s?\d{1,2}[./-]|^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}$"
"""Codes, percentages and days."""
_SHARE = r"^(?:\d{1,2}(?:[.,]\d+)?|100(?:[.,]0+)?)\s?%?$"
_ADDRESS = r"^(?:https?://|www\.)|^[\w-]+(?:\.[\w-]+)+(?:/|$)"
_LETTERS, _DIGIT = r"\p{L}{2}", r"\d"
_PATTERNS = {
    **dict.fromkeys(("start", "end"), _DAY),
    **dict.fromkeys(("title", "summary", "result", "beneficiary", "name", "description", "operator"), _LETTERS),
    **dict.fromkeys(("postcode", "vat", "register", "member_count"), _DIGIT),
    "website": _ADDRESS, "rate": _SHARE, "latitude": r"^-?\d{1,2}[.,]\d", "longitude": r"^-?\d{1,3}[.,]\d",
    "founded": r"(?:1[6-9]|20)\d\d",
}  # fmt: skip
_MOST_VALUES = {"role": 12, "status": 30, "fund": 40, "type": 60}
"""Distinct values of fields that have one of a few."""


def may_hold(field: str, cells: pl.Series) -> bool:
    """Tell whether most of the filled cells of a column look like a field; an empty column fills none.

    Examples:
        >>> may_hold("start", pl.Series(["2021-01-31"])), may_hold("start", pl.Series(["500.00"]))
        (True, False)
    """
    some = sample(cells)
    if not len(some):
        return False
    kind = field.removesuffix(" paid")
    if kind in AMOUNTS:
        return _share(some, _MONEY) >= _HALF and _share(some, _NO_MONEY) < _HALF
    if kind in _TESTS:
        return _TESTS[kind](cells, some)
    if kind in _MOST_VALUES:
        return len(some) <= _MOST_VALUES[kind]
    return kind not in _PATTERNS or _share(some, _PATTERNS[kind]) >= _HALF


def sample(column: pl.Series) -> pl.Series:
    """Return some distinct cells of a column."""
    return column.drop_nulls().str.strip_chars().unique(maintain_order=True).head(_SAMPLED)


def _share(cells: pl.Series, pattern: str) -> float:
    return float(cells.str.contains(pattern).mean() or 0.0)  # type: ignore[arg-type]


def _tells_rows_apart(cells: pl.Series, _some: pl.Series) -> bool:
    return cells.n_unique() >= _DISTINCT * len(cells)


def _names_countries(_cells: pl.Series, some: pl.Series) -> bool:
    return sum(country_code(text) is not None for text in some) >= _HALF * len(some)


def _counts(cells: pl.Series, _some: pl.Series) -> bool:
    """Tell whether the cells count the rows: 1, 2, 3…, over and over where there are several tables."""
    numbers = cells.drop_nulls().str.extract(r"^(\d+)(?:\.0*)?$").cast(pl.Int64, strict=False)
    steps = (numbers.diff() == 1).mean()
    return len(numbers) > 1 and isinstance(steps, float) and steps > 1 - _FEW - 1 / len(numbers)


_TESTS = {"id": _tells_rows_apart, "country": _names_countries, "counter": _counts}
"""Fields that a pattern of single cells does not tell."""
