"""Import any table by a definition.

A definition is a TOML file that says what each column of a list becomes; see the how-to "Add a list". It stands for a
source of its own: the dataset, its publisher, licence and attribution are named in it. Definitions that are shipped
are in ``definitions/``; others are given as ``my.toml=FILE``.
"""

import logging
import time
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import polars as pl

from ecosystem_graph.errors import ConfigError, SourceUnavailableError
from ecosystem_graph.progress import Progress, no_progress
from ecosystem_graph.records import RecordSet, records_from_rows
from ecosystem_graph.sources.importer import Imported, dataset_row
from ecosystem_graph.sources.table.amount import read_amounts
from ecosystem_graph.sources.table.container import read_grids
from ecosystem_graph.sources.table.definition import Definition
from ecosystem_graph.sources.table.entity import entity_tables
from ecosystem_graph.sources.table.finding import Findings
from ecosystem_graph.sources.table.participant import read_participants
from ecosystem_graph.sources.table.project import project_tables
from ecosystem_graph.sources.table.reader import read_definition
from ecosystem_graph.sources.table.recognition import likeness
from ecosystem_graph.sources.table.record import Rows, keyed_rows, record_table
from ecosystem_graph.sources.table.sheet import ENOUGH, Sheet, read_sheet
from ecosystem_graph.sources.table.text import read_texts, read_topics

__all__ = ["DEFINITIONS", "TableImporter", "definition_of", "find_definition", "shipped_definitions"]

logger = logging.getLogger(__name__)

DEFINITIONS = Path(__file__).with_name("definitions")
"""Folder of the definitions that are shipped."""


@cache
def shipped_definitions() -> Mapping[str, Path]:
    """Return the definitions that are shipped: file by slug, sorted."""
    return MappingProxyType({path.stem: path for path in sorted(DEFINITIONS.glob("*.toml"))})


def definition_of(source: str) -> Definition:
    """Return the definition of a source: shipped, by slug, or a TOML file, by path.

    Raises:
        ConfigError: There is none, or it is wrong.
    """
    path = shipped_definitions().get(source, Path(source))
    if path.suffix != ".toml":
        raise ConfigError(f"source {source!r} has no definition", hint="Name a TOML file.")
    return read_definition(path)


def find_definition(path: Path, *, ahead: bool = False) -> str | None:
    """Return the slug of the shipped definition that a file has most columns of, or None when it has too few of any.

    Args:
        path: The file.
        ahead: Whether to ask only those that go before importers with code of their own.
    """
    asked = {slug: definition_of(slug) for slug in shipped_definitions()}
    shares = {slug: likeness(path, each) for slug, each in asked.items() if each.layout.ahead or not ahead}
    best = max(shares, key=lambda slug: shares[slug], default=None)
    return best if best is not None and shares[best] >= ENOUGH else None


class TableImporter:
    """Reads the files of one definition.

    Args:
        definition: What becomes of the columns.
    """

    def __init__(self, definition: Definition) -> None:
        self.definition = definition

    def recognises(self, path: Path) -> bool:
        """Tell by the names of the columns whether a file has the layout of the definition."""
        return likeness(path, self.definition) >= ENOUGH

    def companions(self, path: Path) -> tuple[Path, ...]:
        """Return no files: a table stands alone."""
        del path
        return ()

    def read(self, path: Path, progress: Progress = no_progress) -> Imported:
        """Read a whole file.

        Args:
            path: Plain, gzip or zip file of any format that definitions know.
            progress: Told of the stages.

        Returns:
            Tables sorted by key. The same rows in any order give the same tables, but for row numbers in locators and
            sums of parts, whose raw words follow the file.

        Raises:
            SourceUnavailableError: The file cannot be read.
            SourceFormatError: It is not laid out as the definition says.
        """
        started = time.perf_counter()
        findings = Findings(path.name)
        stage = f"read {self.definition.slug}"
        progress(stage, 0, 3)
        sheet = open_sheet(path, self.definition, findings)
        progress(stage, 1, 3)
        rows = keyed_rows(sheet, self.definition, findings)
        progress(stage, 2, 3)
        records = RecordSet(read_tables(rows, path, findings))
        progress(stage, 3, 3)
        logger.info("read %d rows from %s in %.1f s", sheet.rows_read, path.name, time.perf_counter() - started)
        mapped = rows.frame.height
        issues = findings.issues()
        return Imported(self.definition.slug, path, records, issues, sheet.rows_read, mapped, sheet.rows_read - mapped)


def open_sheet(path: Path, definition: Definition, findings: Findings) -> Sheet:
    """Return the rows of a file under the names of their columns.

    Raises:
        SourceUnavailableError: The file cannot be read.
        SourceFormatError: It is not laid out as the definition says.
    """
    if not path.is_file():
        raise SourceUnavailableError(f"{path}: there is no such file", hint="Check the path of the input.")
    return read_sheet(path, read_grids(path, definition.layout), definition, findings)


def read_tables(rows: Rows, path: Path, findings: Findings) -> dict[str, pl.DataFrame]:
    """Return the record tables of keyed rows."""
    participants = read_participants(rows, findings)
    of_rows = project_tables(rows, findings) | entity_tables(rows, participants.linked, findings)
    tables: dict[str, pl.DataFrame] = {
        "dataset": records_from_rows([dataset_row(dict(rows.definition.dataset))])["dataset"],
        "record": record_table(rows, path),
        "text": read_texts(rows, participants.persons),
        "topic": read_topics(rows, findings),
        "amount": read_amounts(rows, participants.first, findings),
    }
    for name in sorted({*participants.tables, *of_rows}):
        some = [each[name] for each in (participants.tables, of_rows) if name in each and each[name].width]
        tables[name] = pl.concat(some, how="diagonal") if some else pl.DataFrame()
    if "region" in tables:
        tables["region"] = (
            tables["region"].sort("key", "record").unique(["key", "edition"], keep="first", maintain_order=True)
        )
    return {name: table for name, table in tables.items() if table.width}
