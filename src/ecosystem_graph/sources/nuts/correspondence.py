"""The workbooks in which Eurostat publishes an edition: its regions, and what became of each code of the one before.

They differ by edition: the list is on sheets of its own (``NUTS2024`` and ``Statistical Regions``, or ``NUTS & SR
2021``), the correspondence on a sheet with the codes of two editions side by side, under a title in some. Sheets that
repeat the changes of one level have no columns with names of regions and are passed over.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from ecosystem_graph.errors import Location, SourceFormatError
from ecosystem_graph.sources.nuts.description import DESCRIPTION
from ecosystem_graph.sources.workbook import Workbook, open_workbook

__all__ = ["SCHEMA", "has_correspondence", "read_correspondence"]

SCHEMA = dict.fromkeys(("code", "name", "edition", "source", "source_edition", "change"), pl.String)
"""Columns of rows: a code with name and edition; what it was in the edition before, and the words for what happened, of
all columns about it."""

_TITLES = 3
"""Rows in which the names of the columns may stand."""
_CODE = re.compile(r"Code (\d{4})")
_LISTS = (("NUTS Code", "NUTS label"), ("SR Code", "SR label"))
_LEVELS = ("NUTS level 3", "NUTS level 2", "NUTS level 1")


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Where the columns of a sheet are: position by name, and the number of the row that names them."""

    name: str
    header: int
    places: dict[str, int]

    @property
    def editions(self) -> list[str]:
        """Editions that codes are of, older first."""
        return sorted(match[1] for match in map(_CODE.fullmatch, self.places) if match)

    @property
    def is_read(self) -> bool:
        """Whether it has regions with their names."""
        listed = any(set(columns) <= self.places.keys() for columns in _LISTS)
        return listed or (0 < len(self.editions) < 3 and bool(self.beginning(_LEVELS[-1])))

    def beginning(self, *words: str) -> list[int]:
        """Return the positions of the columns whose names begin with some words, in the order of the words."""
        return [place for each in words for title, place in self.places.items() if title.startswith(each)]


def has_correspondence(path: Path) -> bool:
    """Tell whether a workbook has a list of regions, or codes of two editions side by side.

    Raises:
        SourceUnavailableError: The file cannot be read.
        SourceFormatError: It is no workbook.
    """
    return bool(_sheets(open_workbook(path, Location(path))))


def read_correspondence(path: Path) -> pl.DataFrame:
    """Return the rows of all sheets with regions, columns of `SCHEMA`; rows without any cell in them are no rows.

    The edition of a list whose columns do not say it is null.

    Raises:
        SourceUnavailableError: The file cannot be read.
        SourceFormatError: It is no workbook, or has no such sheet.
    """
    book = open_workbook(path, Location(path))
    sheets = _sheets(book)
    if not sheets:
        columns = DESCRIPTION["layouts"]["correspondence-workbook"]["cells"]
        raise SourceFormatError(Location(path), expected=f"a sheet with {', '.join(columns)}", found="others")
    rows = pl.concat(_rows(book.read_cells(sheet.name), sheet) for sheet in sheets)
    return rows.filter(pl.any_horizontal(pl.col("code", "source", "name").is_not_null()))


def _sheets(book: Workbook) -> Sequence[_Sheet]:
    found = []
    for name in book.sheets:
        for number, cells in enumerate(book.read_cells(name, _TITLES).iter_rows()):
            titles = [" ".join(str(cell or "").split()) for cell in cells]
            sheet = _Sheet(name, number, {title: place for place, title in enumerate(titles) if title})
            if sheet.is_read:
                found.append(sheet)
                break
    return found


def _rows(cells: pl.DataFrame, sheet: _Sheet) -> pl.DataFrame:
    below = cells.slice(sheet.header + 1)

    def cell(*names: str) -> pl.Expr:
        some = [_text(sheet.places[name]) for name in names if name in sheet.places]
        return pl.coalesce(*some, pl.lit(None, pl.String))

    editions = [*[None] * (2 - len(sheet.editions)), *sheet.editions]
    older, newer = (cell(f"Code {each}") if each else pl.lit(None, pl.String) for each in editions)
    return below.select(
        code=pl.coalesce(cell("NUTS Code", "SR Code"), newer),
        name=pl.coalesce(cell("NUTS label", "SR label"), *map(_text, sheet.beginning(*_LEVELS)), cell("Country")),
        edition=pl.lit(editions[1], pl.String),
        source=older,
        source_edition=pl.lit(editions[0], pl.String),
        change=pl.concat_str(*map(_text, sheet.beginning("Change")), pl.lit(""), separator=" ", ignore_nulls=True),
    )


def _text(place: int) -> pl.Expr:
    return pl.nth(place).str.strip_chars().replace("", None)
