"""Import official lists about regions, which the user fetches; ``source.toml`` has the layouts and their licences."""

import logging
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import polars as pl

from ecosystem_graph.errors import Location, SourceFormatError
from ecosystem_graph.issues import Issue
from ecosystem_graph.progress import Progress, no_progress
from ecosystem_graph.records import RecordSet, records_from_rows
from ecosystem_graph.records.provenance import Record
from ecosystem_graph.sources.archive import member_names
from ecosystem_graph.sources.importer import Imported, checksum, dataset_row
from ecosystem_graph.sources.nuts.conversion import CONVERSIONS, Converted
from ecosystem_graph.sources.nuts.description import DESCRIPTION
from ecosystem_graph.sources.nuts.layout import edition_of, layout_of, nearest_layout
from ecosystem_graph.sources.nuts.reading import Listed, read_lists
from ecosystem_graph.sources.tabular.raw import Origin
from ecosystem_graph.sources.tabular.reading import check_file

__all__ = ["companions", "read", "recognises"]

logger = logging.getLogger(__name__)

_OWN_EDITIONS: Final = frozenset({"codes", "crosswalk", "labels"})
"""Layouts whose rows name their edition, or need none."""

_KEY_LENGTH: Final = 16
_FOUND_LENGTH: Final = 120
_UNREAD: Final = "EG-NUTS-006"
_UNKNOWN: Final = "EG-NUTS-007"
_LONG: Final = "EG-NUTS-008"


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
        path: File in one of the layouts; those in text may be packed with gzip, or several in a zip archive.
        progress: Told once, at the end.

    Returns:
        Rows of ``region``, ``validity``, ``label``, ``change`` or ``locality``, all of one source record: the document.

    Raises:
        SourceUnavailableError: The file cannot be read.
        SourceFormatError: The file has none of the layouts, or breaks off.
    """
    check_file(path)
    layout = layout_of(path)
    if layout is None:
        member_names(path)  # says what is wrong with an archive
        raise SourceFormatError(
            Location(path), expected=f"an official list about regions{nearest_layout(path)}",
            found="another layout" if path.stat().st_size else "an empty file",
            hint=f"Known layouts: {', '.join(CONVERSIONS)}.",
        )  # fmt: skip
    record = _record(path, layout)
    parts = [(listed, _convert(path, layout, listed)) for listed in read_lists(path, layout)]
    issues = [issue for listed, converted in parts for issue in _issues(listed, converted, record)]
    rows = sum(listed.rows.height + len(listed.unread) + len(listed.long) for listed, _ in parts)
    reported = sum(converted.reported.height + len(listed.unread) + len(listed.long) for listed, converted in parts)
    progress("read nuts", rows, rows)
    logger.info("read %d rows of %s from %s", rows, layout, path.name)
    return Imported(
        source=DESCRIPTION["slug"],
        path=path,
        records=_records([converted for _, converted in parts], record),
        issues=tuple(issues),
        rows_read=rows,
        rows_mapped=rows - reported,
        rows_reported=reported,
    )


def _convert(path: Path, layout: str, listed: Listed) -> Converted:
    edition = "" if layout in _OWN_EDITIONS else edition_of(path, layout, listed.member)
    return CONVERSIONS[layout](listed.rows, edition)


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


def _records(parts: Sequence[Converted], record: Record) -> RecordSet:
    provenance = records_from_rows([dataset_row(DESCRIPTION), record])
    names = sorted({name for each in parts for name in each.tables})
    stacked = {name: pl.concat(each.tables[name] for each in parts if name in each.tables) for name in names}
    tables = {name: table.with_columns(record=pl.lit(record.key)) for name, table in stacked.items()}
    return RecordSet({name: provenance[name] for name in ("dataset", "record")} | tables)


def _issues(listed: Listed, converted: Converted, record: Record) -> Iterator[Issue]:
    """Yield one issue per row that was not taken, and one per column that nobody knows."""
    reported = [
        *((1, _UNKNOWN, name, name) for name in listed.unknown),
        *converted.reported.iter_rows(),
        *((each.row, _UNREAD, "", each.found) for each in listed.unread),
        *((row, _LONG, field, "") for row, field in listed.long),
    ]
    origin = Origin(Path(record.file), listed.member)
    for row, code, field, found in sorted(reported):
        known = DESCRIPTION["issues"][code]
        yield Issue(
            code=code,
            severity=known["severity"],
            file=record.file,
            place=origin.place_of(row),
            field=field,
            found=found[:_FOUND_LENGTH],
            message=known["meaning"],
            record=record.key,
        )
