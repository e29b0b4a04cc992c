"""Import record tables from Parquet files: those of an earlier release, or of a program that writes the same layout.

A file holds rows of one record table, which its name says: ``project.parquet``, ``participation-2021.parquet``. It is
read some row groups at a time, so files may be larger than memory.
"""

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from ecosystem_graph.errors import Location, SourceFormatError, SourceUnavailableError
from ecosystem_graph.progress import Progress, no_progress
from ecosystem_graph.records import TABLES, RecordSet, concat_record_sets
from ecosystem_graph.sources.importer import Imported

__all__ = ["companions", "read", "read_batches", "recognises"]

SLUG = "records"

_STAGE = "read record tables"
_ROWS_PER_BATCH = 500_000


def recognises(path: Path) -> bool:
    """Tell whether a file is named after a record table and has no other columns than that table."""
    if path.suffix != ".parquet" or _table(path) not in TABLES:
        return False
    try:
        found = set(pq.read_schema(path).names)
    except (OSError, pa.ArrowException):
        return False
    known = fields(TABLES[_table(path)])
    return found <= {field.name for field in known} and {"record"} <= found


def companions(path: Path) -> tuple[Path, ...]:
    """Return nothing: each file stands for itself."""
    del path
    return ()


def read(path: Path, progress: Progress = no_progress) -> Imported:
    """Read a whole file; see `read_batches`."""
    batches = list(read_batches(path, progress))
    records = concat_record_sets(batch.records for batch in batches)
    rows = sum(batch.rows_read for batch in batches)
    return Imported(SLUG, path, records, (), rows, rows, 0)


def read_batches(path: Path, progress: Progress = no_progress) -> Iterator[Imported]:
    """Read a file, some hundred thousand rows at a time.

    Args:
        path: Parquet file.
        progress: Told of the rows.

    Yields:
        Every row is mapped as it is. At least one batch comes, also of a file without rows.

    Raises:
        SourceUnavailableError: The file cannot be read.
        SourceFormatError: It is no Parquet file, or columns or values are not those of the record table.
    """
    name = _table(path)
    total, done = _height(path), 0
    for start in range(0, total, _ROWS_PER_BATCH) if total else [0]:
        progress(_STAGE, done, total)
        records = _records(path, name, start)
        rows = records[name].height
        done += rows
        yield Imported(SLUG, path, records, (), rows, rows, 0)


def _table(path: Path) -> str:
    return path.stem.partition("-")[0]


def _height(path: Path) -> int:
    if not path.is_file():
        raise SourceUnavailableError(f"{path}: there is no such file", hint="Check the path of the input.")
    try:
        return int(pq.read_metadata(path).num_rows)
    except (OSError, pa.ArrowException) as error:
        raise SourceFormatError(Location(path), expected="a Parquet file", found=str(error)) from error


def _records(path: Path, name: str, start: int) -> RecordSet:
    try:
        return RecordSet({name: pl.scan_parquet(path).slice(start, _ROWS_PER_BATCH).collect()})
    except (ValueError, pl.exceptions.PolarsError) as error:
        where = Location(path, f"rows from {start + 1}")
        raise SourceFormatError(where, expected=f"rows of the record table {name}", found=str(error)) from error
