"""The importer of sources whose files hold known tables, each read for itself."""

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from ecosystem_graph.progress import Progress, no_progress
from ecosystem_graph.records import records_from_rows
from ecosystem_graph.sources.importer import Imported, checksum, dataset_row
from ecosystem_graph.sources.tabular.finding import Findings
from ecosystem_graph.sources.tabular.key import record_rows
from ecosystem_graph.sources.tabular.layout import Layout, Table, name_columns
from ecosystem_graph.sources.tabular.reading import check_file, has_known_table, read_tables
from ecosystem_graph.sources.tabular.tables import Piece, stack

__all__ = ["FileImporter", "TableReader"]

logger = logging.getLogger(__name__)

TableReader: TypeAlias = Callable[[Table, Findings], tuple[Table, list[Piece]]]
"""Takes a table with its columns named; returns the rows that were taken, with keys, and record tables made of them."""


@dataclass(frozen=True, slots=True)
class FileImporter:
    """What `Importer` asks of a source, for one that is known by its tables.

    Attributes:
        about: Description of the source, its ``source.toml``.
        layouts: Kinds of tables that the source has.
        readers: What reads each kind.
    """

    about: Mapping[str, Any]
    layouts: Sequence[Layout]
    readers: Mapping[str, TableReader]

    def recognises(self, path: Path) -> bool:
        """Tell whether a file, or a file inside the archive, has the columns of one of the tables."""
        return has_known_table(path, self.layouts)

    def companions(self, path: Path) -> tuple[Path, ...]:  # noqa: ARG002 - part of the protocol
        """Return no file: each table is read for itself."""
        return ()

    def read(self, path: Path, progress: Progress = no_progress) -> Imported:
        """Read all tables of one file.

        Args:
            path: Zip archive, CSV or TSV (packed or not), workbook or JSON file.
            progress: Told of each table.

        Returns:
            Sorted tables. The same rows in any order give the same tables, but for row numbers in locators.

        Raises:
            SourceUnavailableError: The file cannot be read.
            SourceFormatError: It is damaged, has no table of the source, or one that lacks a required column.
        """
        started, slug = time.perf_counter(), str(self.about["slug"])
        check_file(path)
        findings = Findings(self.about["issues"])
        digest = checksum(path)
        pieces: list[Piece] = [{"dataset": records_from_rows([dataset_row(dict(self.about))])["dataset"]}]
        rows_read = rows_mapped = 0
        for done, (raw, layout) in enumerate(read_tables(path, self.layouts)):
            progress(f"read {slug}", done, None)
            if layout is None:
                findings.add("unknown-table", raw.origin, found=", ".join(raw.header))
                continue
            named = name_columns(raw, layout, findings)
            table, some = self.readers[layout.kind](named, findings)
            pieces += [*some, {"record": record_rows(table, slug=slug, checksum=digest, source_key="source_key")}]
            rows_read += named.read
            rows_mapped += table.rows.height
        logger.info("read %d rows from %s in %.1f s", rows_read, path.name, time.perf_counter() - started)
        return Imported(slug, path, stack(pieces), findings.issues(), rows_read, rows_mapped, rows_read - rows_mapped)
