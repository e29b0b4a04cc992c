"""Read a file that holds tables of the current forms."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from ecosystem_graph.progress import Progress
from ecosystem_graph.records import records_from_rows
from ecosystem_graph.sources.importer import Imported, checksum, dataset_row
from ecosystem_graph.sources.keep_eu.current.description import ISSUES, LAYOUTS
from ecosystem_graph.sources.keep_eu.current.interface import read_operations, read_partnerships
from ecosystem_graph.sources.keep_eu.current.nested import read_nested
from ecosystem_graph.sources.keep_eu.current.partner_row import read_partner_rows
from ecosystem_graph.sources.keep_eu.current.workbook import read_partners, read_projects, without_ambiguous
from ecosystem_graph.sources.keep_eu.description import DESCRIPTION, SLUG
from ecosystem_graph.sources.tabular.finding import Findings
from ecosystem_graph.sources.tabular.key import record_rows
from ecosystem_graph.sources.tabular.layout import Table, name_columns
from ecosystem_graph.sources.tabular.reading import has_known_table, read_tables
from ecosystem_graph.sources.tabular.tables import Piece, stack

__all__ = ["is_current", "read_current"]

_READERS: Mapping[str, Callable[[Table, Findings], tuple[Table, list[Piece]]]] = MappingProxyType(
    {
        "project": read_projects,
        "partner": read_partners,
        "operation": read_operations,
        "partnership": read_partnerships,
        "nestedProject": read_nested,
        "partnerRow": read_partner_rows,
    }
)


def is_current(path: Path) -> bool:
    """Tell whether a file has a table of the current forms."""
    return has_known_table(path, LAYOUTS)


def read_current(path: Path, progress: Progress) -> Imported:
    """Read all tables of one file.

    Args:
        path: Workbook, JSON or CSV file, packed or not.
        progress: Told of each table.

    Raises:
        SourceUnavailableError: The file cannot be read.
        SourceFormatError: It is damaged, or a required column is missing.
    """
    findings = Findings(ISSUES)
    digest = checksum(path)
    pieces: list[Piece] = [{"dataset": records_from_rows([dataset_row(dict(DESCRIPTION))])["dataset"]}]
    rows_read = rows_mapped = 0
    projects: Table | None = None
    for done, named in enumerate(_tables(path, findings)):
        progress(f"read {SLUG}", done, None)
        told = named
        if named.layout.kind == "partner" and projects is not None:
            told = without_ambiguous(named, projects, findings)
        table, some = _READERS[named.layout.kind](told, findings)
        if named.layout.kind == "project":
            projects = table
        pieces += [*some, {"record": record_rows(table, slug=SLUG, checksum=digest, source_key="source_key")}]
        rows_read += named.read
        rows_mapped += table.rows.height
    return Imported(SLUG, path, stack(pieces), findings.issues(), rows_read, rows_mapped, rows_read - rows_mapped)


def _tables(path: Path, findings: Findings) -> list[Table]:
    """Return the tables of a file with their columns named, projects first, wherever their sheet stands."""
    named = []
    for raw, layout in read_tables(path, LAYOUTS):
        if layout is None:
            findings.add("unknown-table", raw.origin, found=", ".join(raw.header))
        else:
            named.append(name_columns(raw, layout, findings))
    kinds = [layout.kind for layout in LAYOUTS]
    return sorted(named, key=lambda each: kinds.index(each.layout.kind))
