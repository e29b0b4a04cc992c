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
_NO_PARQUET = (OSError, pa.ArrowException, UnicodeDecodeError)
"""What pyarrow raises for a file that is no Parquet, or a damaged one."""


def recognises(path: Path) -> bool:
    """Tell whether a file is named after a record table and has no other columns than that table."""
    if path.suffix != ".parquet" or _table(path) not in TABLES:
        return False
    try:
        found = set(pq.read_schema(path).names)
    except _NO_PARQUET:
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
    for rows in _gathered(path, name) if total else [None]:
        progress(_STAGE, done, total)
        records = _records(path, name, rows, done)
        done += records[name].height
        yield Imported(SLUG, path, records, (), records[name].height, records[name].height, 0)


def _gathered(path: Path, name: str) -> Iterator[pa.Table]:
    """Yield some row groups at a time.

    pyarrow reads them, not Polars: for one wrong byte in a page Polars was seen to ask for two exabytes, which ends the
    process, and no error can be told any more.
    """
    some: list[pa.RecordBatch] = []
    done = 0
    try:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=_ROWS_PER_BATCH):
                some.append(batch)
                if sum(each.num_rows for each in some) >= _ROWS_PER_BATCH:
                    yield pa.Table.from_batches(some)
                    done, some = done + sum(each.num_rows for each in some), []
    except _NO_PARQUET as error:
        raise _wrong_rows(path, name, done, error) from error
    if some:
        yield pa.Table.from_batches(some)


def _records(path: Path, name: str, rows: pa.Table | None, done: int) -> RecordSet:
    try:
        return RecordSet({} if rows is None else {name: pl.DataFrame(pl.from_arrow(rows))})
    except (ValueError, pl.exceptions.PolarsError) as error:
        raise _wrong_rows(path, name, done, error) from error


def _wrong_rows(path: Path, name: str, done: int, error: Exception) -> SourceFormatError:
    where = Location(path, f"rows from {done + 1}")
    return SourceFormatError(where, expected=f"rows of the record table {name}", found=str(error))


def _table(path: Path) -> str:
    return path.stem.partition("-")[0]


def _height(path: Path) -> int:
    if not path.is_file():
        raise SourceUnavailableError(f"{path}: there is no such file", hint="Check the path of the input.")
    try:
        return int(pq.read_metadata(path).num_rows)
    except _NO_PARQUET as error:
        raise SourceFormatError(Location(path), expected="a Parquet file", found=str(error)) from error
