"""Import the tables of CORDIS into record tables.

CORDIS publishes each framework programme as a zip archive of tables: projects, organisations, fields of science, legal
bases, topics and links. Any of them may come alone, as CSV, workbook or JSON; archives of several programmes may be
read in one build. Every table names projects and organisations by number, so no table needs another one: a project
that only a table of topics names is a project of which its topics are known. What each column becomes, which are left
out and why, and all codes of findings are in ``source.toml``.

The record number (`rcn`) of a project is not its grant number. A table that has only the former gives projects keys of
their own (``cordis.rcn-<number>``); they become one with the grant where a table states both numbers.
"""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from ecosystem_graph.progress import Progress, no_progress
from ecosystem_graph.sources.cordis.description import DESCRIPTION, LAYOUTS
from ecosystem_graph.sources.cordis.participation import read_organizations, read_participations
from ecosystem_graph.sources.cordis.project import read_projects
from ecosystem_graph.sources.cordis.topic import read_links, read_parts, read_topics
from ecosystem_graph.sources.importer import Imported
from ecosystem_graph.sources.tabular.file import TableReader, read_file
from ecosystem_graph.sources.tabular.reading import has_known_table

__all__ = ["companions", "read", "recognises"]

_READERS: Mapping[str, TableReader] = MappingProxyType(
    {
        "project": read_projects,
        "organization": read_organizations,
        "euroSciVoc": read_topics,
        "legalBasis": read_topics,
        "topics": read_topics,
        "webLink": read_links,
        "participation": read_participations,
        "programmePart": read_parts,
    }
)


def recognises(path: Path) -> bool:
    """Tell whether a file, or a file inside the archive, has the columns of one of the tables."""
    return has_known_table(path, LAYOUTS)


def companions(path: Path) -> tuple[Path, ...]:  # noqa: ARG001 - part of the protocol
    """Return no file: each table is read for itself."""
    return ()


def read(path: Path, progress: Progress = no_progress) -> Imported:
    """Read all tables of one file.

    Args:
        path: Zip archive, CSV (packed or not), workbook or JSON file.
        progress: Told of each table.

    Returns:
        Sorted tables. The same rows in any order give the same tables, but for row numbers in locators.

    Raises:
        SourceUnavailableError: The file cannot be read.
        SourceFormatError: It is damaged, has no table of CORDIS, or one that lacks a required column.
    """
    return read_file(path, DESCRIPTION, LAYOUTS, _READERS, progress)
