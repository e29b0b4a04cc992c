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

from ecosystem_graph.sources.cordis.description import DESCRIPTION, LAYOUTS
from ecosystem_graph.sources.cordis.participation import read_organizations
from ecosystem_graph.sources.cordis.project import read_projects
from ecosystem_graph.sources.cordis.topic import read_links, read_parts, read_topics
from ecosystem_graph.sources.tabular.file import FileImporter, TableReader

__all__ = ["companions", "read", "recognises"]

_READERS: Mapping[str, TableReader] = {
    "project": read_projects,
    "organization": read_organizations,
    "euroSciVoc": read_topics,
    "legalBasis": read_topics,
    "topics": read_topics,
    "webLink": read_links,
    "programmePart": read_parts,
}
_IMPORTER = FileImporter(DESCRIPTION, LAYOUTS, _READERS)
companions, read, recognises = _IMPORTER.companions, _IMPORTER.read, _IMPORTER.recognises
