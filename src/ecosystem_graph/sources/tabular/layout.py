"""Which columns a table has: known, unknown, missing; looked up by name, never by position."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from ecosystem_graph.errors import SourceFormatError
from ecosystem_graph.sources.personal_data import mask_column
from ecosystem_graph.sources.tabular.finding import Findings
from ecosystem_graph.sources.tabular.raw import Origin, RawTable

__all__ = ["Layout", "Table", "match_layout", "name_columns", "read_layouts"]

_ENOUGH = 0.6
_LONGEST_CELL = 1 << 20


@dataclass(frozen=True, slots=True)
class Layout:
    """What ``source.toml`` says about one kind of table.

    Attributes:
        kind: Name of the kind (``"organization"``).
        required: Columns without which it cannot be read; they also tell it from other kinds.
        columns: Column to what it fills.
        ignored: Column that is left out to the reason.
        aliases: Other name of a column to its name here.
        masked: Columns with free text, in which contact data are replaced.
        absent: Words that say there is nothing, compared without regard to case.
    """

    kind: str
    required: tuple[str, ...]
    columns: Mapping[str, str]
    ignored: Mapping[str, str]
    aliases: Mapping[str, str]
    masked: tuple[str, ...]
    absent: tuple[str, ...]

    def names(self, header: Iterable[str]) -> list[str]:
        """Return a header with aliases replaced."""
        return [self.aliases.get(name.strip(), name.strip()) for name in header]

    def share(self, header: Iterable[str]) -> float:
        """Return which share of the required columns a header has."""
        return len(set(self.names(header)) & set(self.required)) / len(self.required)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one table.

    Attributes:
        layout: Kind of table.
        origin: Where it was read.
        rows: Known columns as published (white space at both ends removed, blank cells null), and ``row``.
        read: Rows in the file, unreadable ones included.
    """

    layout: Layout
    origin: Origin
    rows: pl.DataFrame
    read: int

    def with_rows(self, rows: pl.DataFrame) -> "Table":
        """Return the table with other rows."""
        return replace(self, rows=rows)


def read_layouts(description: Mapping[str, Any]) -> tuple[Layout, ...]:
    """Return the layouts of a ``source.toml``, in its order."""
    absent = tuple(word.casefold() for word in description.get("absent", ()))
    return tuple(
        Layout(
            kind,
            tuple(each["required"]),
            each["columns"],
            each.get("ignored", {}),
            each.get("aliases", {}),
            tuple(each.get("masked", ())),
            absent,
        )
        for kind, each in description["tables"].items()
    )


def match_layout(header: Iterable[str], layouts: Iterable[Layout]) -> Layout | None:
    """Return the layout that a header belongs to, or None.

    A renamed column is an error to report, not a reason to look away: most of the required columns are enough.
    """
    cells = [name for name in header if name]
    fitting = [each for each in layouts if each.share(cells) >= _ENOUGH]
    return max(fitting, key=lambda each: (each.share(cells), len(each.required)), default=None)


def name_columns(raw: RawTable, layout: Layout, findings: Findings) -> Table:
    """Look the columns up; report unknown and missing ones, unreadable rows and cells that are too long.

    Args:
        raw: Cells under a header.
        layout: Kind of table.
        findings: Told of everything that is not taken.

    Returns:
        The table with all known columns, missing ones being null. Blank rows are not rows.

    Raises:
        SourceFormatError: A required column is missing, or a known column is there twice.
    """
    names = layout.names(raw.header)
    known = (*layout.columns, *layout.ignored)
    _check_header(raw, names, layout)
    positions = {name: position for position, name in enumerate(names) if name in known}
    taken = [name for name in layout.columns if name in positions]
    cells = [_clean(raw.cells.to_series(positions[name]).alias(name), layout) for name in taken]
    missing = [pl.Series(name, [], dtype=pl.String).extend_constant(None, raw.rows.len()) for name in layout.columns
               if name not in positions]  # fmt: skip
    rows = pl.DataFrame([raw.rows.alias("row"), *cells, *missing])
    if taken:
        rows = rows.filter(~pl.all_horizontal(pl.col(taken).is_null()))
    findings.spell(raw.origin, {name: raw.header[position].strip() for name, position in positions.items()})
    _report_columns(raw, names, layout, findings)
    for each in raw.unread:
        findings.add("unread-row", raw.origin, row=each.row, found=each.found, more=each.why)
    rows = _drop_long_cells(rows, taken, raw.origin, findings)
    rows = _mask(rows, [name for name in layout.masked if name in taken], raw.origin, findings)
    return Table(layout, raw.origin, rows, rows.height + len(raw.unread))


def _clean(column: pl.Series, layout: Layout) -> pl.Series:
    stripped = column.str.strip_chars()
    nothing = (stripped == "") | stripped.str.to_lowercase().is_in(layout.absent)
    return stripped.set(nothing.fill_null(value=False), None)


def _check_header(raw: RawTable, names: list[str], layout: Layout) -> None:
    counts = Counter(names)
    repeated = next((name for name in layout.columns if counts[name] > 1), None)
    if repeated is not None:
        raise SourceFormatError(
            raw.origin.location(1), expected=f"the column {repeated!r} once", found=f"it {counts[repeated]} times"
        )
    lost = next((name for name in layout.required if name not in counts), None)
    if lost is not None:
        raise SourceFormatError(
            raw.origin.location(1),
            expected=f"a column {lost!r}",
            found=f"the columns {', '.join(names)}",
            hint="Download the file again, or name the column as its publisher does.",
        )


def _report_columns(raw: RawTable, names: list[str], layout: Layout, findings: Findings) -> None:
    known = {*layout.columns, *layout.ignored}
    for position, name in enumerate(names):
        if name not in known and (name or (raw.cells.to_series(position).fill_null("") != "").any()):
            findings.add("unknown-column", raw.origin, field=name or f"column {position + 1}", found=name)
    for name in layout.columns:
        if name not in names:
            findings.add("missing-column", raw.origin, field=name)


def _drop_long_cells(rows: pl.DataFrame, taken: list[str], origin: Origin, findings: Findings) -> pl.DataFrame:
    for name in taken:
        long = pl.col(name).str.len_bytes() > _LONGEST_CELL
        cut = rows.filter(long)
        if cut.height:
            size = cut.select(
                "row", start=pl.col(name).str.slice(0, 80), size=pl.format("{} bytes.", pl.col(name).str.len_bytes())
            )
            findings.add_rows("long-cell", origin, size, field=name, found="start", more="size")
            rows = rows.with_columns(pl.when(~long).then(name))
    return rows


def _mask(rows: pl.DataFrame, names: list[str], origin: Origin, findings: Findings) -> pl.DataFrame:
    for name in names:
        masked, changed = mask_column(rows[name])
        if changed.height:
            hits = pl.DataFrame(
                {"row": rows["row"].gather(changed["index"]), "count": changed["count"].cast(pl.String) + " replaced"}
            )
            findings.add_rows("masked", origin, hits, field=name, found="count")
            rows = rows.with_columns(masked.alias(name))
    return rows
