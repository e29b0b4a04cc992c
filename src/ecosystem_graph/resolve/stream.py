"""Resolution from disk to disk: memory is bounded by a share of the rows, not by their number."""

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import polars as pl

from ecosystem_graph.issues import Issue
from ecosystem_graph.progress import Progress, no_progress
from ecosystem_graph.records import TABLES
from ecosystem_graph.records.collection import empty_table
from ecosystem_graph.records.parquet import TableFolder, TableWriter, scan_table
from ecosystem_graph.records.ranges import Ranges, bounds_of, read_part, sort_rows
from ecosystem_graph.resolve.acronym import mined_projects
from ecosystem_graph.resolve.canonical import use_canonical_keys
from ecosystem_graph.resolve.coding import plain
from ecosystem_graph.resolve.identification import BY_NAMES, Identification, Stated
from ecosystem_graph.resolve.label import label_by_identifier
from ecosystem_graph.resolve.mention import MENTIONED
from ecosystem_graph.resolve.participation import Merged, use_merged
from ecosystem_graph.resolve.placement import PLACED_CLASSES
from ecosystem_graph.resolve.reference import ENTITY_TABLES
from ecosystem_graph.resolve.register import stated_keys
from ecosystem_graph.resolve.resolution import Resolution

__all__ = ["ROWS_AT_ONCE", "Found", "resolve_folders"]

ROWS_AT_ONCE = 1_500_000
"""Rows of all tables together that are resolved at a time: about one gigabyte of work."""

_ROWS_PER_READ = 400_000
_SAMPLED = 4_000
"""Keys per table and read of which the bounds of ranges are made."""
_DIFFERING = frozenset({*ENTITY_TABLES, "region", "amount", "participation"})
"""Tables in which the stated view differs from the consolidated one; the others are written once."""
_STAGE = "resolve"


def resolve_folders(
    pieces: Sequence[Path],
    out: Path,
    issues: Iterable[Issue] = (),
    *,
    how: Identification = BY_NAMES,
    rows_at_once: int = ROWS_AT_ONCE,
    progress: Progress = no_progress,
) -> "Found":
    """Bring stated records together.

    Args:
        pieces: Folders of record tables, as `RecordSet.write` leaves them, in the order in which they were read.
        out: Folder to fill: ``records`` (what was read, without repeated rows), ``stated`` (canonical keys; only the
            tables that differ from the consolidated ones) and ``consolidated``. Their bytes do not depend on
            ``rows_at_once``.
        issues: Findings to publish beside the data.
        how: How entities are brought together.
        rows_at_once: How many rows may be in memory, roughly.
        progress: Told how many rows are done.

    Returns:
        What resolution found.

    Raises:
        JudgementConflictError: Judgements contradict each other.
    """
    views = {name: out / name for name in ("records", "stated", "consolidated", "unplaced")}
    for folder in views.values():
        folder.mkdir(parents=True)
    resolution = Resolution(_who_is_who(pieces, how), how, progress)
    with ExitStack() as open_files:
        writers = _Writers(views, open_files)
        for share in _shares(pieces, resolution, out / "ranges", rows_at_once, progress):
            _settle(resolution, share, writers)
    written = TableFolder(views["stated"], views["consolidated"])
    rest = resolution.finish(written.scan(), issues)
    with ExitStack() as open_files:
        writers = _Writers(views, open_files)
        for name, table in rest.tables.items():
            writers.add("consolidated", name, table)
        kept = ~pl.col("key").is_in(rest.unchosen.implode())
        for rows in _batches(views["stated"] / "amount.parquet"):
            writers.add("consolidated", "amount", rest.merged.amounts(rows.filter(kept)))
        identifiers = written["identifier"]
        for name, places in rest.places.items():
            _place(
                views["stated" if name == "participation" else "unplaced"] / f"{name}.parquet",
                places,
                identifiers,
                rest.merged,
                writers,
            )
    shutil.rmtree(views["unplaced"])
    return Found(rest.issues, rest.coverage)


class Found(NamedTuple):
    """What resolution found.

    Attributes:
        issues: Findings about single data, sorted.
        coverage: Number of rows per way of coming to a region, and into the edition used for analysis.
    """

    issues: tuple[Issue, ...]
    coverage: dict[str, int]


def _place(path: Path, places: pl.DataFrame, identifiers: pl.DataFrame, merged: Merged, writers: "_Writers") -> None:
    """Write a consolidated table with the regions that its rows came to."""
    done = 0
    for rows in _batches(path):
        placed = rows.with_columns(plain(places.slice(done, rows.height)))
        done += rows.height
        if path.stem == "organisation":
            placed = label_by_identifier(placed, identifiers)
        elif path.stem == "participation":
            placed = use_merged(placed, merged)
        writers.add("consolidated", path.stem, placed)


class _Writers:
    """One open file per table and view, made when its first rows come."""

    def __init__(self, views: Mapping[str, Path], open_files: ExitStack) -> None:
        self._views, self._open_files = views, open_files
        self._writers: dict[tuple[str, str], TableWriter] = {}

    def add(self, view: str, name: str, rows: pl.DataFrame) -> None:
        if (view, name) not in self._writers:
            writer = TableWriter(self._views[view] / f"{name}.parquet")
            self._writers[view, name] = self._open_files.enter_context(writer)
        self._writers[view, name].add(rows)


def _settle(resolution: Resolution, share: Mapping[str, pl.DataFrame], writers: _Writers) -> None:
    records = {name: share.get(name, empty_table(name)) for name in TABLES}
    for name, rows in records.items():
        if rows.height:
            writers.add("records", name, rows)
    stated, chosen = resolution.settle(records)
    for name, rows in stated.items():
        writers.add("stated" if name in _DIFFERING else "consolidated", name, rows)
    for name, rows in chosen.items():
        writers.add("unplaced" if name in PLACED_CLASSES else "consolidated", name, rows)


def _shares(
    pieces: Sequence[Path], resolution: Resolution, scratch: Path, rows_at_once: int, progress: Progress
) -> Iterator[dict[str, pl.DataFrame]]:
    """Yield shares, one after the other in the order of their keys; the rows of each are in order of their keys."""
    total = sum(sum(TableFolder(piece).heights().values()) for piece in pieces)
    parts = -(-total // rows_at_once)
    if parts <= 1:
        progress(_STAGE, 0, total)
        stacked: dict[str, list[pl.DataFrame]] = {}
        for name, rows in _read(pieces):
            stacked.setdefault(name, []).append(rows)
        yield {name: _in_order(name, pl.concat(some), resolution) for name, some in stacked.items()}
        return
    ranges = Ranges(scratch, _bounds(pieces, resolution, parts))
    done = 0
    for name, rows in _read(pieces):
        ranges.add(name, rows, _keys(name, rows, resolution))
        done += rows.height
        progress("sort records", done, total)
    done = 0
    for folder in ranges.parts():
        progress(_STAGE, done, total)
        share = {name: _in_order(name, rows, resolution) for name, rows in read_part(folder).items()}
        done += sum(rows.height for rows in share.values())
        yield share
        shutil.rmtree(folder)
    scratch.rmdir()


def _in_order(name: str, rows: pl.DataFrame, resolution: Resolution) -> pl.DataFrame:
    """Return rows by key, those with one key in the order they came; a row repeated word for word stays once."""
    keys = _keys(name, rows, resolution)
    is_repeated = keys.is_duplicated()
    if is_repeated.any():
        rows = pl.concat([rows.filter(~is_repeated), rows.filter(is_repeated).unique(maintain_order=True)])
        keys = _keys(name, rows, resolution)
    return sort_rows(rows, keys)[0]


def _keys(name: str, rows: pl.DataFrame, resolution: Resolution) -> pl.Series:
    """Return the canonical key by which rows are brought together: their own, or that of their subject."""
    narrow = rows.select(_key_columns(name))
    return use_canonical_keys({name: narrow}, resolution.keys)[name].to_series()


def _key_columns(name: str) -> list[str]:
    columns = empty_table(name).columns
    if "subject" in columns and "key" not in columns:
        return ["subject", "subject_class"]
    return [next(column for column in ("key", "region", "source") if column in columns)]


def _bounds(pieces: Sequence[Path], resolution: Resolution, parts: int) -> dict[str, pl.Series]:
    """Return for each table the keys that cut it into ranges of about the same size."""
    samples: dict[str, list[pl.Series]] = {}
    for name in TABLES:
        for path in _files(name, pieces):
            rows = scan_table(path).select(_key_columns(name))
            height = rows.select(pl.len()).collect().item()
            sampled = rows.gather_every(max(height // _SAMPLED, 1)).collect(engine="streaming")
            samples.setdefault(name, []).append(_keys(name, sampled, resolution))
    return {name: bounds_of(pl.concat(some), parts) for name, some in samples.items()}


def _who_is_who(pieces: Sequence[Path], how: Identification) -> Stated:
    """Read what tells who is who: of every table only the rows and columns that do."""
    return Stated(
        identifiers=_select("identifier", pieces, pl.all()),
        projects=_select("project", pieces, pl.all(), where=mined_projects()),
        organisations=_select("organisation", pieces, *map(pl.col, MENTIONED)),
        names=_select("name", pieces, "subject_class", "subject", "name", "kind"),
        tables={name: _scan(name, pieces) for name in TABLES},
        keys=stated_keys(pieces if how.previous is not None else ()),
    )


def _scan(name: str, pieces: Sequence[Path]) -> pl.LazyFrame:
    return pl.concat([empty_table(name).lazy(), *map(scan_table, _files(name, pieces))])


def _select(name: str, pieces: Sequence[Path], *columns: pl.Expr | str, where: pl.Expr | None = None) -> pl.DataFrame:
    """Return different rows of a table in the order in which they were read."""
    tables = [empty_table(name).lazy(), *map(scan_table, _files(name, pieces))]
    some = (table if where is None else table.filter(where) for table in tables)
    return pl.concat([table.select(columns).unique(maintain_order=True).collect() for table in some]).unique(
        maintain_order=True
    )


def _read(pieces: Sequence[Path]) -> Iterator[tuple[str, pl.DataFrame]]:
    for name in TABLES:
        for path in _files(name, pieces):
            yield from ((name, rows) for rows in _batches(path))


def _files(name: str, pieces: Sequence[Path]) -> list[Path]:
    return [path for piece in pieces if (path := piece / f"{name}.parquet").exists()]


def _batches(path: Path) -> Iterator[pl.DataFrame]:
    """Yield the rows of a file in order, some at a time."""
    table = scan_table(path)
    height = table.select(pl.len()).collect().item()
    for start in range(0, height, _ROWS_PER_READ) if height else [0]:
        yield table.slice(start, _ROWS_PER_READ).collect()
