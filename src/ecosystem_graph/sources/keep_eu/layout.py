"""Which columns a sheet has: known, unknown, missing, renamed."""

import difflib
from collections import Counter
from collections.abc import Iterable

import polars as pl

from ecosystem_graph.errors import SourceFormatError
from ecosystem_graph.sources.keep_eu.description import KINDS, columns, required
from ecosystem_graph.sources.keep_eu.finding import Findings
from ecosystem_graph.sources.keep_eu.sheet import RawSheet, Sheet

__all__ = ["kind_of_header", "name_columns"]

_ENOUGH = 0.6
"""Share of a sheet's known columns that a header must have to be taken for that sheet: a renamed column is an error to
report, not a reason to look away."""


def kind_of_header(header: Iterable[str | None]) -> str | None:
    """Return which sheet a header row belongs to, or None.

    Examples:
        >>> kind_of_header(["Programme", "Serial Number", "Start", "End Date", "Budget"])
        'calls'
        >>> kind_of_header(["id", "name"]) is None
        True
    """
    names = {name.strip() for name in header if name}
    shares = {kind: len(names & set(columns(kind))) / len(columns(kind)) for kind in KINDS}
    best = max(KINDS, key=lambda kind: shares[kind])
    return best if shares[best] >= _ENOUGH else None


def name_columns(raw: RawSheet, kind: str, findings: Findings) -> Sheet:
    """Look the columns up by name; blank cells become null and blank rows are left out.

    Args:
        raw: Cells under a header.
        kind: Which sheet it is.
        findings: Told of unknown and missing columns.

    Returns:
        The sheet with all known columns, missing ones being null, and ``row``.

    Raises:
        SourceFormatError: A required column is missing, or a known column is there twice.
    """
    names = [(name or "").strip() for name in raw.header]
    _check_repeated(raw, names, kind)
    for column in required(kind):
        _check_present(raw, names, column, kind)
    positions = {name: position for position, name in enumerate(names) if name in columns(kind)}
    cells = [
        _blank_to_null(raw.cells.to_series(positions[column]).alias(column))
        if column in positions
        else pl.Series(column, [None] * raw.cells.height, dtype=pl.String)
        for column in columns(kind)
    ]
    rows = (
        pl.DataFrame(cells).with_row_index("row", offset=2).filter(~pl.all_horizontal(pl.col(columns(kind)).is_null()))
    )
    sheet = Sheet(kind, raw.file, raw.name, rows)
    for position, name in enumerate(names):
        filled = raw.cells.to_series(position).null_count() < raw.cells.height
        if name not in positions and (name or filled):
            findings.add("EG-KEEP-001", sheet, field=name or f"column {position + 1}", found=name)
    for column in columns(kind):
        if column not in positions:
            findings.add("EG-KEEP-002", sheet, field=column, detail=_hint(column, names, kind))
    return sheet


def _blank_to_null(column: pl.Series) -> pl.Series:
    return column.set(column.str.strip_chars() == "", None)


def _check_repeated(raw: RawSheet, names: list[str], kind: str) -> None:
    counts = Counter(names)
    repeated = next((name for name in columns(kind) if counts[name] > 1), None)
    if repeated is not None:
        raise SourceFormatError(
            raw.header_location, expected=f"the column {repeated!r} once", found=f"it {counts[repeated]} times"
        )


def _check_present(raw: RawSheet, names: list[str], column: str, kind: str) -> None:
    if column in names:
        return
    hint = _hint(column, names, kind)
    raise SourceFormatError(
        raw.header_location,
        expected=f"a column {column!r}",
        found=f"none; {hint[:1].lower()}{hint[1:].rstrip('.')}" if hint else f"none among {len(names)} columns",
        hint="Export the file again, or name the column as keep.eu does.",
    )


def _hint(column: str, names: list[str], kind: str) -> str:
    strangers = [name for name in names if name and name not in columns(kind)]
    near = difflib.get_close_matches(column, strangers, 1, 0.5)
    return f"The nearest unknown column is {near[0]!r}." if near else ""
