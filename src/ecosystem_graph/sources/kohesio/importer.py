"""Import the files of Kohesio into record tables.

Kohesio publishes one file per country with one row per operation and beneficiary, and lists of beneficiaries. Columns
of 2024 and 2026 differ; each file is read for itself. What each column becomes, which are left out and why, and all
codes of findings are in ``source.toml``.
"""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from ecosystem_graph.progress import Progress, no_progress
from ecosystem_graph.sources.importer import Imported
from ecosystem_graph.sources.kohesio.beneficiary import read_beneficiaries, read_names
from ecosystem_graph.sources.kohesio.description import DESCRIPTION, LAYOUTS
from ecosystem_graph.sources.kohesio.project import read_projects
from ecosystem_graph.sources.tabular.file import TableReader, read_file
from ecosystem_graph.sources.tabular.reading import has_known_table

__all__ = ["companions", "read", "recognises"]

_READERS: Mapping[str, TableReader] = MappingProxyType(
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
    return read_file(path, DESCRIPTION, LAYOUTS, _READERS, progress)
