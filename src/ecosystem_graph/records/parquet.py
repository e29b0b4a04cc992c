"""Tables on disk, one Parquet file each: written in pieces of any size to the same bytes, read table by table."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType

import polars as pl
import pyarrow.parquet as pq

__all__ = ["ROWS_PER_GROUP", "TableFolder", "TableWriter", "read_table", "scan_table", "write_table"]

ROWS_PER_GROUP = 1 << 17
"""Rows of one row group: what a reader that goes through a file has in memory at a time."""

# DuckDB 2.0.0 takes a column for constant whose least and greatest values are equal, and forgets its nulls.
_NEVER_NULL = ("key", "subject")
"""Columns with least and greatest values in the file, by which readers pass over row groups."""


class TableWriter:
    """Writes one Parquet file piece by piece; its bytes depend on the rows and their order, not on the pieces.

    Args:
        path: File to write; it appears when the first piece is added.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writer: pq.ParquetWriter | None = None
        self._waiting: list[pl.DataFrame] = []
        self.rows = 0

    def __enter__(self) -> "TableWriter":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self._write_groups(at_least=1)
        if self._writer is not None:
            self._writer.close()

    def add(self, piece: pl.DataFrame) -> None:
        """Append rows; an empty piece gives the file its columns."""
        if self._writer is None:
            schema = piece.head(0).to_arrow(compat_level=pl.CompatLevel.oldest()).schema
            # Compressed values are as small as compressed references to a dictionary here, and a quarter faster.
            self._writer = pq.ParquetWriter(
                self._path,
                schema,
                compression="zstd",
                use_dictionary=False,
                write_statistics=[name for name in _NEVER_NULL if name in schema.names],
            )
        self._waiting.append(piece)
        self.rows += piece.height
        self._write_groups(at_least=ROWS_PER_GROUP)

    def _write_groups(self, *, at_least: int) -> None:
        if sum(piece.height for piece in self._waiting) < at_least or self._writer is None:
            return
        rows = pl.concat(self._waiting)
        end = rows.height if at_least == 1 else rows.height - rows.height % ROWS_PER_GROUP
        for start in range(0, end, ROWS_PER_GROUP):
            group = rows.slice(start, min(ROWS_PER_GROUP, end - start)).rechunk()
            self._writer.write_table(group.to_arrow(compat_level=pl.CompatLevel.oldest()), row_group_size=group.height)
        self._waiting = [rows.slice(end)] if end < rows.height else []


def write_table(table: pl.DataFrame, path: Path) -> None:
    """Write a whole table to the bytes that [`TableWriter`][ecosystem_graph.records.parquet.TableWriter] gives it."""
    with TableWriter(path) as writer:
        writer.add(table)


def read_table(path: Path) -> pl.DataFrame:
    """Return a whole table; signs such as ``[`` and ``*`` in the path stand for themselves."""
    return pl.read_parquet(path, glob=False)


def scan_table(path: Path) -> pl.LazyFrame:
    """Return a table without reading it; signs such as ``[`` and ``*`` in the path stand for themselves."""
    return pl.scan_parquet(path, glob=False)


class TableFolder(Mapping[str, pl.DataFrame]):
    """Tables of one or more folders by name; each is read when it is asked for, and not kept.

    Args:
        folders: Folders of Parquet files; of two files with one name that of the first folder counts.
    """

    def __init__(self, *folders: Path) -> None:
        found = {path.stem: path for folder in reversed(folders) for path in folder.glob("*.parquet")}
        self._paths = dict(sorted(found.items()))

    def __getitem__(self, name: str) -> pl.DataFrame:
        return read_table(self._paths[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)

    def paths(self) -> dict[str, Path]:
        """Return the file of each table."""
        return dict(self._paths)

    def scan(self) -> dict[str, pl.LazyFrame]:
        """Return all tables without reading them."""
        return {name: scan_table(path) for name, path in self._paths.items()}

    def heights(self) -> dict[str, int]:
        """Return the rows of each table, from the ends of the files."""
        return {name: pq.ParquetFile(path).metadata.num_rows for name, path in self._paths.items()}
