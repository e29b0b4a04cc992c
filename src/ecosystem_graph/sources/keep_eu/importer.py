"""Import exports of keep.eu into record tables.

The current export and rows of the JSON interface are read by ``current``. All below is about the old export.

The old export is one XLSX workbook with the sheets `Projects (lead partners)`, `Partners` and `Calls`, or the same
three tables as CSV files (semicolons, UTF-8). Of the CSV form, **the projects file stands for the export**: it alone is
recognised, and the partners and calls files are those in the same folder, told by their header rows. They are its
companions, so that naming the folder, or the projects file, reads everything once. A folder with two partners files is
refused.

Cells are published values: they stay as they are but for white space at both ends, and contact data in them are
replaced by a mark as soon as the keys are made. What each column becomes, which are left out and why, and all codes of
findings are in ``source.toml``.
"""

import logging
import time
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from ecosystem_graph.errors import SourceUnavailableError
from ecosystem_graph.progress import Progress, no_progress
from ecosystem_graph.records import RecordSet, records_from_rows
from ecosystem_graph.sources.importer import Imported, checksum, dataset_row
from ecosystem_graph.sources.keep_eu.amount import check_shares, read_amounts
from ecosystem_graph.sources.keep_eu.consistency import check_leads, check_websites
from ecosystem_graph.sources.keep_eu.contact import mask_sheet, report_masked
from ecosystem_graph.sources.keep_eu.current.reading import is_current, read_current
from ecosystem_graph.sources.keep_eu.delimited import kind_of_file, read_delimited, siblings
from ecosystem_graph.sources.keep_eu.description import DESCRIPTION, SLUG
from ecosystem_graph.sources.keep_eu.finding import Findings
from ecosystem_graph.sources.keep_eu.funding import add_programmes, read_calls, read_programmes
from ecosystem_graph.sources.keep_eu.key import add_digests, key_calls, key_partners, key_projects
from ecosystem_graph.sources.keep_eu.layout import name_columns
from ecosystem_graph.sources.keep_eu.partner import read_organisations, read_participations
from ecosystem_graph.sources.keep_eu.project import read_projects, read_topics
from ecosystem_graph.sources.keep_eu.region import add_places, read_regions
from ecosystem_graph.sources.keep_eu.sheet import Sheet
from ecosystem_graph.sources.keep_eu.text import read_texts
from ecosystem_graph.sources.keep_eu.workbook import is_export_workbook, read_workbook
from ecosystem_graph.sources.tabular.objects import OBJECT_SUFFIXES

__all__ = ["companions", "read", "recognises"]

logger = logging.getLogger(__name__)

_STAGE = "read keep.eu"
_CURRENT_ONLY = OBJECT_SUFFIXES | {".gz", ".zip"}
"""Endings that the old export never had."""
_RECORD_KINDS = {"projects": "project", "partners": "partner", "calls": "call"}


def recognises(path: Path) -> bool:
    """Tell whether a file is a workbook or the projects file of an old export, or has a table of the current forms.

    A damaged ``.xlsx`` file is recognised too: there is no way to tell whose it is, and reading it says what is wrong.
    """
    return is_current(path) or is_export_workbook(path) or kind_of_file(path) == "projects"


def companions(path: Path) -> tuple[Path, ...]:
    """Return the partners and calls files that are read together with a projects file; none for a workbook."""
    if path.suffix.lower() != ".csv":
        return ()
    return tuple(sorted(other for files in siblings(path).values() for other in files))


def read(path: Path, progress: Progress = no_progress) -> Imported:
    """Read one export: a workbook, a projects file with the partners and calls files beside it, or a current form.

    Args:
        path: ``.xlsx`` or ``.csv`` file, or one of the current forms.
        progress: Told of the stages.

    Returns:
        Tables sorted by key. The same rows in any order give the same tables, but for row numbers in locators.

    Raises:
        SourceUnavailableError: A file cannot be read.
        SourceFormatError: It is no export of this layout: damaged, not UTF-8, a sheet or a required column is missing.
    """
    if path.is_file() and (path.suffix.lower() in _CURRENT_ONLY or is_current(path)):
        return read_current(path, progress)
    started = time.perf_counter()
    findings = Findings()
    progress(_STAGE, 0, 3)
    sheets = _read_sheets(path, findings)
    rows_read = sum(sheet.rows.height for sheet in sheets.values())
    progress(_STAGE, 1, 3)
    keyed = _key(sheets, findings)
    progress(_STAGE, 2, 3)
    records = RecordSet(_read_tables(keyed, findings))
    progress(_STAGE, 3, 3)
    mapped = records["record"].height
    logger.info("read %d rows from %s in %.1f s", rows_read, path.name, time.perf_counter() - started)
    return Imported(SLUG, path, records, findings.issues(), rows_read, mapped, rows_read - mapped)


def _read_sheets(path: Path, findings: Findings) -> dict[str, Sheet]:
    if not path.is_file():
        raise SourceUnavailableError(f"{path}: there is no such file", hint="Check the path of the input.")
    raw = read_delimited(path) if path.suffix.lower() == ".csv" else read_workbook(path, findings)
    return {kind: name_columns(each, kind, findings) for kind, each in raw.items()}


def _key(sheets: Mapping[str, Sheet], findings: Findings) -> dict[str, Sheet]:
    """Give rows their keys and mask contact data; rows that cannot be taken are reported and left out."""
    masked, hits = {}, {}
    for kind, sheet in sheets.items():
        masked[kind], hits[kind] = mask_sheet(add_digests(sheet))
    projects = add_programmes(key_projects(masked["projects"], findings))
    calls = add_programmes(key_calls(masked["calls"], findings))
    partners = key_partners(masked["partners"], projects, findings)
    keyed = {"projects": projects, "partners": add_places(partners, findings), "calls": calls}
    for kind, sheet in keyed.items():
        report_masked(sheet, hits[kind], findings)
    check_leads(projects, partners, findings)
    check_websites(projects, partners, findings)
    return keyed


def _read_tables(sheets: Mapping[str, Sheet], findings: Findings) -> dict[str, pl.DataFrame]:
    projects, partners, calls = (sheets[kind] for kind in ("projects", "partners", "calls"))
    budgets = read_amounts(projects, "project", findings)
    check_shares(projects, budgets, findings)
    return {
        "dataset": records_from_rows([dataset_row(dict(DESCRIPTION))])["dataset"],
        "record": pl.concat([_read_records(sheet) for sheet in sheets.values()]).sort("key"),
        "programme": read_programmes(projects, calls, findings),
        "call": read_calls(calls, findings),
        "project": read_projects(projects, calls, findings),
        "text": read_texts(projects, findings),
        "topic": read_topics(projects, findings),
        "organisation": read_organisations(partners, findings),
        "participation": read_participations(partners, findings),
        "region": read_regions(partners, findings),
        "amount": pl.concat([budgets, read_amounts(calls, "call", findings)]).sort("key"),
    }


def _read_records(sheet: Sheet) -> pl.DataFrame:
    place = pl.format(f"sheet {sheet.name}, row {{}}", "row") if sheet.name else pl.format("row {}", "row")
    return sheet.rows.select(
        "record",
        key="record",
        source=pl.lit(SLUG),
        kind=pl.lit(_RECORD_KINDS[sheet.kind]),
        file=pl.lit(sheet.file.name),
        checksum=pl.lit(checksum(sheet.file)),
        locator=place,
    )
