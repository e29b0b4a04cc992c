"""Stage: source files to record tables on disk, one file at a time."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from ecosystem_graph.issues import Issue
from ecosystem_graph.progress import Progress
from ecosystem_graph.settings import BuildSettings
from ecosystem_graph.sources.importer import Imported, ReadsBatches, ReadsTogether
from ecosystem_graph.sources.personal_data import mask_issues, mask_records
from ecosystem_graph.sources.registry import PlannedFile, importer_of
from ecosystem_graph.stage.memory import forget_peak, peak_mb
from ecosystem_graph.stage.pages import PAGES_FOR_A_CLUSTER, read_pages
from ecosystem_graph.stage.work import Work

__all__ = ["Read", "SourceRows", "read_files"]

_STAGE = "read"


@dataclass(frozen=True, slots=True)
class SourceRows:
    """How many rows of one file were read, mapped and reported; read = mapped + reported.

    Attributes:
        source: Slug of the source.
        file: Name of the file.
        rows_read: Rows looked at.
        rows_mapped: Rows that became records.
        rows_reported: Rows that became an issue instead.
        seconds: Wall time.
        peak_mb: Most memory that the process had meanwhile, megabytes.
    """

    source: str
    file: str
    rows_read: int
    rows_mapped: int
    rows_reported: int
    seconds: float = 0.0
    peak_mb: int | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """What all files gave.

    Attributes:
        pieces: Folders of record tables, in the order of the files.
        rows: Row counts per file.
        issues: Findings about single data.
    """

    pieces: tuple[Path, ...]
    rows: tuple[SourceRows, ...]
    issues: frozenset[Issue]


def read_files(
    files: Sequence[PlannedFile], work: Work, progress: Progress, settings: BuildSettings | None = None
) -> Read:
    """Read files into folders of record tables; memory is bounded by the largest file, or batch of a file.

    Args:
        files: What to read, and with which importer.
        work: Where the tables go; files that were read before an interruption are not read again.
        progress: Told of files, and passed on to importers.
        settings: How sure a fact mined from prose must be, and where many pages are read.
    """
    settings = settings or BuildSettings()
    pieces: list[Path] = []
    rows = []
    issues: set[Issue] = set()
    for done, each in enumerate(files):
        progress(_STAGE, done, len(files))
        stage = f"{_STAGE}:{done:05}"
        found = work.run(stage, partial(_read, each, settings, progress))
        pieces += [work / stage / name for name in found["pieces"]]
        rows.append(SourceRows(**found["rows"]))
        issues |= {Issue(**issue) for issue in found["issues"]}
    return Read(tuple(pieces), tuple(rows), frozenset(issues))


def _read(file: PlannedFile, settings: BuildSettings, progress: Progress, folder: Path) -> dict[str, Any]:
    names: list[str] = []
    issues: dict[Issue, None] = {}
    read = mapped = reported = 0
    started = time.perf_counter()
    forget_peak()
    for batch in _batches(file, settings, progress):
        names.append(f"{len(names):05}")
        # Whatever an importer knows of contact data, none may reach a release.
        records, masked = mask_records(batch.records, batch.path.name)
        records.write(folder / names[-1])
        issues |= dict.fromkeys((*mask_issues(batch.issues), *masked))
        read, mapped = read + batch.rows_read, mapped + batch.rows_mapped
        reported += batch.rows_reported
    source = batch.source
    seconds = round(time.perf_counter() - started, 3)
    name = f"{file.path.name} and {len(file.others)} others" if file.others else batch.path.name
    rows = asdict(SourceRows(source, name, read, mapped, reported, seconds, peak_mb()))
    return {"pieces": names, "rows": rows, "issues": [issue.to_dict() for issue in issues]}


def _batches(file: PlannedFile, settings: BuildSettings, progress: Progress) -> Iterator[Imported]:
    importer = importer_of(file.source)
    if settings.engine == "spark" and len(file.paths) >= PAGES_FOR_A_CLUSTER:
        yield from read_pages(file.paths, settings, progress)
    elif isinstance(importer, ReadsTogether):
        yield from importer.read_together(file.paths, least_confidence=settings.least_confidence, progress=progress)
    elif isinstance(importer, ReadsBatches):
        yield from importer.read_batches(file.path, progress)
    else:
        yield importer.read(file.path, progress)
