"""Importer of hand-written facts."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ecosystem_graph.issues import Issue
from ecosystem_graph.progress import Progress, no_progress
from ecosystem_graph.records import records_from_rows
from ecosystem_graph.records.provenance import Dataset
from ecosystem_graph.records.schema import Row
from ecosystem_graph.sources.curated.conformance import check_conformance
from ecosystem_graph.sources.curated.document import Document, load_document
from ecosystem_graph.sources.curated.rows import entity_key, fact_rows, record_rows
from ecosystem_graph.sources.importer import Imported, checksum, dataset_row, read_source_toml

__all__ = ["companions", "read", "recognises"]

_DESCRIPTION = Path(__file__).with_name("source.toml")
_SUFFIXES = frozenset({".yaml", ".yml", ".toml"})
_MARKER = re.compile(rb"^[ \t]*[\"']?format[\"']?[ \t]*[:=][ \t]*[\"']?ecosystem-graph/curated/", re.MULTILINE)
_HEAD = 4096
"""Bytes in which the marker of the format must occur."""
_GAP = "EG-CUR-001"
"""Issue code of a known gap."""
_NOT_BLOCKS = frozenset({"format", "title", "dataset", "sources", "external"})


def recognises(path: Path) -> bool:
    """Tell whether a file is YAML or TOML whose head names this format, in any version."""
    if path.suffix not in _SUFFIXES:
        return False
    try:
        with path.open("rb") as stream:
            return _MARKER.search(stream.read(_HEAD)) is not None
    except OSError:
        return False


def companions(path: Path) -> tuple[Path, ...]:
    """Return nothing: a file of facts stands alone."""
    del path
    return ()


def read(path: Path, progress: Progress = no_progress) -> Imported:
    """Read one file of hand-written facts.

    Args:
        path: YAML or TOML file.
        progress: Told once, at the end.

    Returns:
        Rows of all its sources. ``rows_read`` counts blocks; blocks about gaps become issues.

    Raises:
        SourceUnavailableError: The file cannot be read.
        SourceFormatError: It does not conform to the published schema, refers to what it does not define, uses a code
            that no vocabulary has, or holds personal contact data.
    """
    document = load_document(path)
    check_conformance(document)
    issues = tuple(_gaps(document))
    rows: list[Row] = [_dataset(document), *record_rows(document, checksum(path)), *fact_rows(document)]
    blocks = sum(len(some) for name, some in document.data.items() if name not in _NOT_BLOCKS)
    progress("read curated", blocks, blocks)
    return Imported(
        source=read_source_toml(_DESCRIPTION)["slug"],
        path=path,
        records=records_from_rows(rows),
        issues=issues,
        rows_read=blocks,
        rows_mapped=blocks - len(issues),
        rows_reported=len(issues),
    )


def _dataset(document: Document) -> Dataset:
    """Return the dataset row: the description of this source, with what the file replaces."""
    return replace(dataset_row(read_source_toml(_DESCRIPTION)), **document.data.get("dataset", {}))


def _gaps(document: Document) -> Iterator[Issue]:
    known = read_source_toml(_DESCRIPTION)["issues"][_GAP]
    for position, gap in enumerate(document.data.get("gaps", ())):
        yield Issue(
            code=_GAP,
            severity=gap.get("severity", known["severity"]),
            file=document.path.name,
            place=document.where(("gaps", position)).place,
            field=gap["field"],
            found=gap.get("found", ""),
            message=f"{known['meaning']} {gap['about']}: {gap['message']}",
            record=entity_key(gap["source"]),
        )
