"""Import the files of Kohesio into record tables.

Kohesio publishes one file per country with one row per operation and beneficiary, and lists of beneficiaries. Columns
of 2024 and 2026 differ; each file is read for itself. What each column becomes, which are left out and why, and all
codes of findings are in ``source.toml``.
"""

from collections.abc import Mapping

from ecosystem_graph.sources.kohesio.beneficiary import read_beneficiaries, read_names
from ecosystem_graph.sources.kohesio.description import DESCRIPTION, LAYOUTS
from ecosystem_graph.sources.kohesio.project import read_projects
from ecosystem_graph.sources.tabular.file import FileImporter, TableReader

__all__ = ["companions", "read", "recognises"]

_READERS: Mapping[str, TableReader] = {
    "project": read_projects,
    "beneficiary": read_beneficiaries,
    "beneficiaryName": read_names,
}
_IMPORTER = FileImporter(DESCRIPTION, LAYOUTS, _READERS)
companions, read, recognises = _IMPORTER.companions, _IMPORTER.read, _IMPORTER.recognises
