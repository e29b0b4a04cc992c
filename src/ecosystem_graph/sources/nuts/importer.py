"""Import official lists about regions, which the user fetches; ``source.toml`` has the layouts and their licences."""

import logging
from pathlib import Path
from typing import Final

import polars as pl

from ecosystem_graph.errors import Location, SourceFormatError
from ecosystem_graph.issues import Issue
from ecosystem_graph.progress import Progress, no_progress
from ecosystem_graph.records import RecordSet, records_from_rows
from ecosystem_graph.records.provenance import Record
from ecosystem_graph.sources.importer import Imported, checksum, dataset_row
from ecosystem_graph.sources.nuts.conversion import CONVERSIONS, Converted
from ecosystem_graph.sources.nuts.description import DESCRIPTION
from ecosystem_graph.sources.nuts.layout import edition_of, layout_of
from ecosystem_graph.sources.nuts.reading import read_rows

__all__ = ["companions", "read", "recognises"]

logger = logging.getLogger(__name__)

_OWN_EDITIONS: Final = frozenset({"codes", "crosswalk", "labels"})
"""Layouts whose rows name their edition, or need none."""

_KEY_LENGTH: Final = 16
_FOUND_LENGTH: Final = 120


def recognises(path: Path) -> bool:
    """Tell whether a file has one of the layouts."""
    return layout_of(path) is not None


def companions(path: Path) -> tuple[Path, ...]:
    """Return nothing: each list stands alone."""
    del path
    return ()


def read(path: Path, progress: Progress = no_progress) -> Imported:
    """Read one official list.

    Args:
        path: File in one of the layouts, packed with gzip or not.
        progress: Told once, at the end.

    Returns:
        Rows of ``region``, ``validity``, ``label``, ``change`` or ``locality``, all of one source record: the document.

    Raises:
        SourceUnavailableError: The file cannot be read.
        SourceFormatError: The file has none of the layouts, or breaks off.
    """
    layout = layout_of(path)
    if layout is None:
        raise SourceFormatError(
            Location(path), expected="an official list about regions", found="another layout",
            hint=f"Known layouts: {', '.join(CONVERSIONS)}.",
        )  # fmt: skip
    edition = "" if layout in _OWN_EDITIONS else edition_of(path, layout)
    rows = read_rows(path, layout)
    converted = CONVERSIONS[layout](rows, edition)
    record = _record(path, layout)
    progress("read nuts", rows.height, rows.height)
    logger.info("read %d rows of %s from %s", rows.height, layout, path.name)
    return Imported(
        source=DESCRIPTION["slug"],
        path=path,
        records=_records(converted, record),
        issues=_issues(converted.reported, record),
        rows_read=rows.height,
        rows_mapped=rows.height - converted.reported.height,
        rows_reported=converted.reported.height,
    )


def _record(path: Path, layout: str) -> Record:
    described, sha256 = DESCRIPTION["layouts"][layout], checksum(path)
    key = f"{DESCRIPTION['slug']}.{layout}-{sha256[:_KEY_LENGTH]}"
    return Record(
        record=key,
        key=key,
        source=DESCRIPTION["slug"],
        kind="list",
        title=described["title"],
        publisher=described.get("publisher"),
        licence=described.get("licence"),
        url=described.get("url"),
        file=path.name,
        checksum=sha256,
        locator="whole file",
    )


def _records(converted: Converted, record: Record) -> RecordSet:
    provenance = records_from_rows([dataset_row(DESCRIPTION), record])
    tables = {name: table.with_columns(record=pl.lit(record.key)) for name, table in converted.tables.items()}
    return RecordSet({name: provenance[name] for name in ("dataset", "record")} | tables)


def _issues(reported: pl.DataFrame, record: Record) -> tuple[Issue, ...]:
    known = DESCRIPTION["issues"]
    return tuple(
        Issue(
            code=code,
            severity=known[code]["severity"],
            file=record.file,
            place=f"row {row}",
            field=field,
            found=found[:_FOUND_LENGTH],
            message=known[code]["meaning"],
            record=record.key,
        )
        for row, code, field, found in reported.sort("row").iter_rows()
    )
