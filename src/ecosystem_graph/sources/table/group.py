"""Groups in tables: rows under one cell, numbered columns, rows below the names of columns that are no data."""

import re
from collections.abc import Sequence

import polars as pl

from ecosystem_graph.sources.table.heading import says, tell_fields

__all__ = ["filled_down", "rows_below", "tell_groups", "tell_partners"]

_OFTEN = 0.2
"""Share of rows without a cell from which on the cell is thought to stand for the rows below, too."""
_LEADING = ("id", "title", "beneficiary", "acronym")
"""Fields of which one must be written once for a group of rows to be thought of, the most telling first."""
_OF_PARTNERS = ("country", "town", "postcode", "street", "region", "vat", "register")
_UNIT = (
    r"^\s*[\[(]?(?:(?:in )?(?:€|eur(?:o|os|ów)?|%)|kč|czk|zł|pln|lei|ron|ft|huf|kr\.?|sek|dkk|лв\.?|bgn|text|texte|"
    r"date|datum|(?:tis\.?|tsd\.?|tys\.?|mio\.?|mln\.?)\s*(?:€|eur|kč|zł|kr)?|"
    r"[djtgnпд]{1,2}[./-][mм]{1,2}[./-][ajylгvr]{2,4}|yyyy-mm-dd)[\])]?\s*$"
)
"""Units and formats that stand below the names of columns."""
_COLUMN_NUMBER = r"\W*(\d{1,5})(?:\.0+)?\W*"


def rows_below(cells: pl.DataFrame) -> int:
    """Return how many of the first rows are no data: units, or the numbers or letters of the columns.

    Examples:
        >>> rows_below(pl.DataFrame({"a": ["(1)", "x"], "b": ["(2)", "y"], "c": ["(3)", "z"]}))
        1
    """
    count = 0
    while count < min(2, cells.height) and _is_no_data([cell for cell in cells.row(count) if cell is not None]):
        count += 1
    return count


def _is_no_data(filled: Sequence[str]) -> bool:
    if len(filled) < 2:
        return False
    numbers = [int(found[1]) for cell in filled if (found := re.fullmatch(_COLUMN_NUMBER, cell))]
    if len(numbers) == len(filled) and numbers == list(range(numbers[0], numbers[0] + len(numbers))):
        return len(numbers) > 2
    return all(re.match(_UNIT, cell, re.IGNORECASE) for cell in filled)


def tell_groups(cells: pl.DataFrame) -> tuple[str, ...]:
    """Return the columns that are written once for several rows, the one that begins each group first.

    They are empty in the same rows, many of them and not only the last ones, as totals are; the first row is filled,
    and one of them tells what rows are about.

    Examples:
        >>> tell_groups(pl.DataFrame({"Project ID": ["a", None, None, "b"], "Country": ["AT", "DE", "FR", "AT"]}))
        ('Project ID',)
    """
    if cells.height < 3:
        return ()
    empty = {name: cells[name].is_null() for name in cells.columns if cells[name][0] is not None}
    often = {name: mask for name, mask in empty.items() if _is_written_once(mask)}
    told = tell_fields(cells.columns)
    for field in _LEADING:
        first = told.get(field)
        if first in often:
            same = [name for name, mask in often.items() if (mask | often[first]).eq(mask).all() and name != first]
            return (first, *same)
    return ()


def _is_written_once(empty: pl.Series) -> bool:
    """Tell whether many cells are empty, and filled ones follow after empty ones."""
    return int(empty.sum()) >= _OFTEN * len(empty) and bool((empty.shift(1) & ~empty).any())


def filled_down(cells: pl.DataFrame, columns: Sequence[str]) -> pl.DataFrame:
    """Return cells in which those that are written once for several rows stand in each of them."""
    if not columns:
        return cells
    group = pl.col(columns[0]).is_not_null().cum_sum()
    return cells.with_columns(pl.col(columns).forward_fill().over(group))


def tell_partners(columns: Sequence[str]) -> tuple[dict[str, str], tuple[int, int]]:
    """Return the columns of numbered participants by field, with ``#`` for the number, and the first and last number.

    Examples:
        >>> tell_partners(["Project", "Partner 2", "Partner 2 country", "Partner 3", "Partner 3 country"])
        ({'beneficiary': 'Partner #', 'country': 'Partner # country'}, (2, 3))
    """
    families: dict[str, set[int]] = {}
    for column in columns:
        for found in re.finditer(r"(?<!\d)\d{1,2}(?!\d)", column):
            template = f"{column[: found.start()]}#{column[found.end() :]}"
            families.setdefault(template, set()).add(int(found[0]))
    several = {each: numbers for each, numbers in families.items() if len(numbers) > 1 and _runs_on(numbers)}
    name = next((each for each in several if says("beneficiary", each) and "beneficiary" in tell_fields([each])), None)
    if name is None:
        return {}, (0, 0)
    partners = {"beneficiary": name}
    for template, numbers in several.items():
        field = next(iter(tell_fields([template])), None)
        if field in _OF_PARTNERS and field not in partners and numbers == several[name]:
            partners[field] = template
    return partners, (min(several[name]), max(several[name]))


def _runs_on(numbers: set[int]) -> bool:
    return len(numbers) == max(numbers) - min(numbers) + 1
