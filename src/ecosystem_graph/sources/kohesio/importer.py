"""Import the files of Kohesio into record tables.

Kohesio publishes one file per country with one row per operation and beneficiary, and lists of beneficiaries. Columns
of 2024 and 2026 differ; each file is read for itself. What each column becomes, which are left out and why, and all
codes of findings are in ``source.toml``.
"""

import logging
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from ecosystem_graph.progress import Progress, no_progress
from ecosystem_graph.records import records_from_rows
from ecosystem_graph.sources.importer import Imported, checksum, dataset_row
from ecosystem_graph.sources.kohesio.beneficiary import read_beneficiaries, read_names
from ecosystem_graph.sources.kohesio.description import DESCRIPTION, LAYOUTS, SLUG
from ecosystem_graph.sources.kohesio.project import read_projects
from ecosystem_graph.sources.tabular.finding import Findings
from ecosystem_graph.sources.tabular.key import record_rows
from ecosystem_graph.sources.tabular.layout import Table, name_columns
from ecosystem_graph.sources.tabular.reading import check_file, has_known_table, read_tables
from ecosystem_graph.sources.tabular.tables import Piece, stack

__all__ = ["companions", "read", "recognises"]

logger = logging.getLogger(__name__)

_READERS: Mapping[str, Callable[[Table, Findings], tuple[Table, list[Piece]]]] = MappingProxyType(
    {
        "project": read_projects,
        "beneficiary": read_beneficiaries,
        "beneficiaryName": read_names,
    }
)


def recognises(path: Path) -> bool:
    """Tell whether a file, or a file inside the archive, has the columns of one of the lists."""
    return has_known_table(path, LAYOUTS)


def companions(path: Path) -> tuple[Path, ...]:  # noqa: ARG001 - part of the protocol
    """Return no file: each table is read for itself."""
    return ()


def read(path: Path, progress: Progress = no_progress) -> Imported:
    """Read all tables of one file.

    Args:
        path: CSV or TSV (packed or not), zip archive or workbook.
        progress: Told of each table.

    Returns:
        Sorted tables. The same rows in any order give the same tables, but for row numbers in locators.

    Raises:
        SourceUnavailableError: The file cannot be read.
        SourceFormatError: It is damaged, has no table of Kohesio, or one that lacks a required column.
    """
    started = time.perf_counter()
    check_file(path)
    findings = Findings(DESCRIPTION["issues"])
    digest = checksum(path)
    pieces: list[Piece] = [{"dataset": records_from_rows([dataset_row(dict(DESCRIPTION))])["dataset"]}]
    rows_read = rows_mapped = 0
    for done, (raw, layout) in enumerate(read_tables(path, LAYOUTS)):
        progress(f"read {SLUG}", done, None)
        if layout is None:
            findings.add("unknown-table", raw.origin, found=", ".join(raw.header))
            continue
        named = name_columns(raw, layout, findings)
        table, some = _READERS[layout.kind](named, findings)
        pieces += [*some, {"record": record_rows(table, slug=SLUG, checksum=digest, source_key="source_key")}]
        rows_read += named.read
        rows_mapped += table.rows.height
    logger.info("read %d rows from %s in %.1f s", rows_read, path.name, time.perf_counter() - started)
    return Imported(SLUG, path, stack(pieces), findings.issues(), rows_read, rows_mapped, rows_read - rows_mapped)
