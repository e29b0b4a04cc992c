"""Some pages from paths to record tables: the function that runs here and on each worker of a cluster."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa

from ecosystem_graph.errors import SourceUnavailableError
from ecosystem_graph.issues import Issue
from ecosystem_graph.records import RecordSet, records_from_rows
from ecosystem_graph.records.schema import Row
from ecosystem_graph.sources.importer import Imported
from ecosystem_graph.sources.pages.page import LEAST_CONFIDENCE, read_page
from ecosystem_graph.sources.pages.reading import LARGEST
from ecosystem_graph.sources.pages.review import Decisions
from ecosystem_graph.sources.pages.rows import DESCRIPTION

__all__ = ["BATCH_SCHEMA", "from_arrow", "imported", "read_paths", "to_arrow"]

_SLUG = DESCRIPTION["slug"]

BATCH_SCHEMA = pa.schema(
    [("path", pa.string()), ("read", pa.int64()), ("mapped", pa.int64()), ("issues", pa.string()),
     ("names", pa.list_(pa.string())), ("tables", pa.list_(pa.binary()))]
)  # fmt: skip
"""A batch as one row of Arrow: counts, issues as JSON, and the tables that have rows, each an Arrow file."""


def read_paths(
    paths: Sequence[Path], decisions: Decisions | None = None, least_confidence: float = LEAST_CONFIDENCE
) -> Imported:
    """Read some pages; what comes of a page does not depend on the others.

    Args:
        paths: Files, at least one.
        decisions: What a person decided about facts.
        least_confidence: Least confidence of a fact that becomes a row, 0-1.

    Raises:
        SourceUnavailableError: A file cannot be read.
    """
    rows: dict[Row, None] = {}
    issues: list[Issue] = []
    mapped = 0
    for path in paths:
        found = read_page(path.name, _bytes(path), decisions, least_confidence)
        rows |= dict.fromkeys(found.rows)
        issues += found.issues
        mapped += found.is_mapped
    return imported(paths[0], rows, issues, read=len(paths), mapped=mapped)


def imported(path: Path, rows: Iterable[Row], issues: Iterable[Issue], *, read: int, mapped: int) -> Imported:
    """Return a batch: rows, issues, and how many pages were read and mapped."""
    return _imported(path, records_from_rows(rows), issues, read, mapped)


def to_arrow(batch: Imported) -> pa.RecordBatch:
    """Return a batch as one row of [`BATCH_SCHEMA`][ecosystem_graph.sources.pages.batch.BATCH_SCHEMA]."""
    tables = {name: table for name, table in batch.records.items() if table.height}
    columns = {
        "path": [str(batch.path)],
        "read": [batch.rows_read],
        "mapped": [batch.rows_mapped],
        "issues": [json.dumps([issue.to_dict() for issue in batch.issues], ensure_ascii=False)],
        "names": [list(tables)],
        "tables": [[table.write_ipc(None).getvalue() for table in tables.values()]],
    }
    return pa.RecordBatch.from_pydict(columns, schema=BATCH_SCHEMA)


def from_arrow(row: dict[str, Any] | pa.RecordBatch) -> Imported:
    """Return the batch that `to_arrow` made a row of."""
    values: dict[str, Any] = row.to_pylist()[0] if isinstance(row, pa.RecordBatch) else row
    tables = dict(zip(values["names"], map(pl.read_ipc, map(bytes, values["tables"])), strict=True))
    issues = [Issue(**issue) for issue in json.loads(values["issues"])]
    return _imported(Path(values["path"]), RecordSet(tables), issues, values["read"], values["mapped"])


def _imported(path: Path, records: RecordSet, issues: Iterable[Issue], read: int, mapped: int) -> Imported:
    return Imported(
        source=_SLUG,
        path=path,
        records=records,
        issues=tuple(issues),
        rows_read=read,
        rows_mapped=mapped,
        rows_reported=read - mapped,
    )


def _bytes(path: Path) -> bytes:
    """Return the bytes of a file; of one that is too large only as many as show it."""
    try:
        with path.open("rb") as stream:
            return stream.read(LARGEST + 1)
    except OSError as error:
        raise SourceUnavailableError(f"{path}: cannot be read: {error.strerror}") from error
