"""Rows brought into ranges of a sort key, on disk: how tables that do not fit into memory are sorted and grouped.

All rows of one key are in one range, and the ranges follow each other. So what is done to each range in turn gives what
one pass over everything would give, and the number of ranges changes only how much is in memory at a time.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import polars as pl

__all__ = ["Ranges", "bounds_of", "cut_rows", "read_part", "sort_rows"]

_KEY = "\x00key"
"""A name that no table has."""


def bounds_of(sample: pl.Series, parts: int) -> pl.Series:
    """Return up to ``parts - 1`` keys that cut a sample into ranges of about the same size.

    Args:
        sample: Keys, in any order; nulls are passed over.
        parts: Number of ranges wanted.

    Examples:
        >>> bounds_of(pl.Series(["d", "a", "c", "b"]), 2).to_list()
        ['c']
    """
    ordered = sample.drop_nulls().sort()
    places = [ordered.len() * part // parts for part in range(1, parts)] if ordered.len() else []
    return ordered.gather(places).unique().sort()


class Ranges:
    """A folder with the rows of several tables, in ranges.

    Args:
        folder: Folder for the pieces; it is made.
        bounds: For each table the keys at which a range begins, in order, apart from the first.
    """

    def __init__(self, folder: Path, bounds: Mapping[str, pl.Series]) -> None:
        self._folder, self._bounds = folder, bounds
        self._written = 0
        self._folder.mkdir(parents=True, exist_ok=True)

    def add(self, name: str, rows: pl.DataFrame, keys: pl.Series) -> None:
        """Put each row into the range of its key.

        Args:
            name: Table.
            rows: Some of its rows.
            keys: Key of each row; none is null.
        """
        for part, some in cut_rows(rows, keys, self._bounds[name]):
            folder = self._folder / f"{part:05}"
            folder.mkdir(exist_ok=True)
            # The number keeps the order in which rows came.
            some.write_ipc(folder / f"{name}.{self._written:07}.arrow")
        self._written += 1

    def parts(self) -> list[Path]:
        """Return the folders of the ranges that have rows, in order."""
        return sorted(self._folder.iterdir())


def cut_rows(rows: pl.DataFrame, keys: pl.Series, bounds: pl.Series) -> Iterator[tuple[int, pl.DataFrame]]:
    """Yield the rows of each range, with the number of the range; ranges without rows are left out.

    Args:
        rows: Some rows.
        keys: Key of each row; none is null.
        bounds: Keys at which a range begins, in order, apart from the first.
    """
    rows, keys = sort_rows(rows, keys)
    cuts = keys.search_sorted(bounds, side="left").to_list() if bounds.len() else []
    for part, (start, end) in enumerate(zip([0, *cuts], [*cuts, rows.height], strict=True)):
        if end > start:
            yield part, rows.slice(start, end - start)


def sort_rows(rows: pl.DataFrame, keys: pl.Series) -> tuple[pl.DataFrame, pl.Series]:
    """Return rows and their keys in the order of the keys; rows with one key stay in their order."""
    if keys.is_sorted():
        return rows, keys
    in_order = rows.with_columns(keys.alias(_KEY)).sort(_KEY, maintain_order=True)
    return in_order.drop(_KEY), in_order[_KEY]


def read_part(folder: Path) -> dict[str, pl.DataFrame]:
    """Return the rows of one range by table, in the order in which they were added; tables without rows are absent."""
    pieces: dict[str, list[Path]] = {}
    for path in sorted(folder.iterdir()):
        pieces.setdefault(path.name.split(".")[0], []).append(path)
    return {name: pl.concat(map(pl.read_ipc, paths)) for name, paths in pieces.items()}
