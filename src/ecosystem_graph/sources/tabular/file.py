"""From one file of known tables, each read for itself, to record tables."""

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from ecosystem_graph.progress import Progress
from ecosystem_graph.records import records_from_rows
from ecosystem_graph.sources.importer import Imported, checksum, dataset_row
from ecosystem_graph.sources.tabular.finding import Findings
from ecosystem_graph.sources.tabular.key import record_rows
from ecosystem_graph.sources.tabular.layout import Layout, Table, name_columns
from ecosystem_graph.sources.tabular.reading import check_file, read_tables
from ecosystem_graph.sources.tabular.tables import Piece, stack

__all__ = ["TableReader", "read_file"]

logger = logging.getLogger(__name__)

TableReader: TypeAlias = Callable[[Table, Findings], tuple[Table, list[Piece]]]
"""Takes a table with its columns named; returns the rows that were taken, with keys, and record tables made of them."""


def read_file(
    path: Path,
    about: Mapping[str, Any],
    layouts: Sequence[Layout],
    readers: Mapping[str, TableReader],
    progress: Progress,
) -> Imported:
    """Read all tables of one file.

    Args:
        path: The file.
        about: Description of the source, its ``source.toml``.
        layouts: Kinds of tables that the source has.
        readers: What reads each kind.
        progress: Told of each table.

    Returns:
        Sorted tables. The same rows in any order give the same tables, but for row numbers in locators.

    Raises:
        SourceUnavailableError: The file cannot be read.
        SourceFormatError: It is damaged, has no table of the source, or one that lacks a required column.
    """
    started, slug = time.perf_counter(), str(about["slug"])
    check_file(path)
    findings = Findings(about["issues"])
    digest = checksum(path)
    pieces: list[Piece] = [{"dataset": records_from_rows([dataset_row(dict(about))])["dataset"]}]
    rows_read = rows_mapped = 0
    for done, (raw, layout) in enumerate(read_tables(path, layouts)):
        progress(f"read {slug}", done, None)
        if layout is None:
            findings.add("unknown-table", raw.origin, found=", ".join(raw.header))
            continue
        named = name_columns(raw, layout, findings)
        table, some = readers[layout.kind](named, findings)
        pieces += [*some, {"record": record_rows(table, slug=slug, checksum=digest, source_key="source_key")}]
        rows_read += named.read
        rows_mapped += table.rows.height
    logger.info("read %d rows from %s in %.1f s", rows_read, path.name, time.perf_counter() - started)
    return Imported(slug, path, stack(pieces), findings.issues(), rows_read, rows_mapped, rows_read - rows_mapped)
