"""Stage: a graph's rows brought into shares of its subjects, on disk when they do not fit into memory."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import polars as pl

from ecosystem_graph.graph.dataset import GraphScan
from ecosystem_graph.graph.emit import Share
from ecosystem_graph.graph.mapping.model import EntityMap
from ecosystem_graph.graph.share import columns_of, own_share, sample_subjects, subjects_of
from ecosystem_graph.progress import Progress
from ecosystem_graph.records.ranges import Ranges, bounds_of, read_part

__all__ = ["ROWS_PER_SHARE", "count_rows", "divide", "read_shares", "whole_graph"]

ROWS_PER_SHARE = 500_000
"""Rows of all maps together in a share: about three million statements and 0.4 gigabytes of work."""

_ROWS_PER_BATCH = 300_000
_SAMPLE = 100_000
_STAGE = "sort rows"


def count_rows(scan: GraphScan) -> int:
    """Return how many rows all maps of a graph read together; tables that two maps read count twice."""
    counts = [scan.tables[entity.table].select(pl.len()) for entity in scan.maps]
    return sum(frame.item() for frame in pl.collect_all(counts))


def whole_graph(scan: GraphScan) -> Share:
    """Return a graph as one share, in memory."""
    needed = {table: _columns(group) for table, group in _by_table(scan.maps).items()}
    return scan.maps, {name: scan.tables[name].select(columns).collect() for name, columns in needed.items()}


def divide(scan: GraphScan, base: str, folder: Path, rows_per_share: int, progress: Progress) -> None:
    """Write a graph's rows to disk in shares.

    Args:
        scan: The graph.
        base: Base IRI.
        folder: Empty folder for the rows, as much as the tables hold.
        rows_per_share: Rows of all maps together per share, about.
        progress: Told how many rows are done.
    """
    total = count_rows(scan)
    sample = sample_subjects(scan.maps, scan.tables, base, rows=total, size=_SAMPLE)
    bounds = bounds_of(sample, -(-total // rows_per_share))
    ranges = Ranges(folder, {entity.name: bounds for entity in scan.maps})
    done = 0
    for table, group in _by_table(scan.maps).items():
        needed = scan.tables[table].select(_columns(group))
        for rows in needed.collect_batches(chunk_size=_ROWS_PER_BATCH, maintain_order=True):
            for entity in group:
                ranges.add(entity.name, *subjects_of(entity, rows, base))
            done += rows.height * len(group)
            progress(_STAGE, done, total)


def read_shares(scan: GraphScan, folder: Path) -> Iterator[Share]:
    """Yield the shares that `divide` wrote, in order."""
    for part in sorted(folder.iterdir()):
        yield own_share(scan.maps, read_part(part))


def _by_table(maps: Iterable[EntityMap]) -> dict[str, list[EntityMap]]:
    found: dict[str, list[EntityMap]] = {}
    for entity in maps:
        found.setdefault(entity.table, []).append(entity)
    return found


def _columns(group: Iterable[EntityMap]) -> list[str]:
    return sorted({column for entity in group for column in columns_of(entity)})
