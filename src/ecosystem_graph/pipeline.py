"""From source files to a release: the one place where the stages are joined."""

import json
import logging
import platform
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Any

from ecosystem_graph import __version__
from ecosystem_graph.atomic import atomic_folder
from ecosystem_graph.errors import SourceUnavailableError
from ecosystem_graph.graph.archive import compress_file
from ecosystem_graph.graph.dataset import graph_parts, turtle_prefixes
from ecosystem_graph.graph.emit import emit_nquads, emit_turtle
from ecosystem_graph.graph.ontology import ontology_quads
from ecosystem_graph.issues import Issue, Severity, count_codes
from ecosystem_graph.namespaces import PREFIXES, SHAPES
from ecosystem_graph.progress import Progress, no_progress
from ecosystem_graph.records import RecordSet, concat_record_sets
from ecosystem_graph.release import Release
from ecosystem_graph.resolve.consolidate import Resolved, resolve, write_consolidated
from ecosystem_graph.settings import BuildSettings
from ecosystem_graph.sources.importer import Imported, checksum
from ecosystem_graph.sources.registry import Plan, PlannedFile, importer_of, plan_inputs
from ecosystem_graph.store.load import load_quads
from ecosystem_graph.validate.columns.check import check_tables

__all__ = ["BuildReport", "SourceRows", "build"]

logger = logging.getLogger(__name__)

_COUNTED = ("project", "participation", "organisation", "programme", "call", "amount", "text", "indicator", "region",
            "cluster", "infrastructure", "strategy", "priority", "partnership", "record")  # fmt: skip


@dataclass(frozen=True, slots=True)
class SourceRows:
    """How many rows of one file were read, mapped and reported; read = mapped + reported."""

    source: str
    file: str
    rows_read: int
    rows_mapped: int
    rows_reported: int


@dataclass(slots=True)
class BuildReport:
    """What a build did.

    Attributes:
        out: Release folder.
        rows: Row counts per file.
        counts: Rows per consolidated table, and ``quads``.
        issue_counts: Issues per code, most frequent first.
        regions: Rows per way of coming to a region, and into the edition used for analysis.
        finding_counts: What breaks a shape, per severity.
        shape_counts: The same per shape that is broken, the worst first.
        unrecognised: Inputs that no importer takes.
        seconds: Wall time per stage.
    """

    out: Path
    rows: tuple[SourceRows, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    issue_counts: dict[str, int] = field(default_factory=dict)
    regions: dict[str, int] = field(default_factory=dict)
    finding_counts: dict[Severity, int] = field(default_factory=dict)
    shape_counts: dict[str, int] = field(default_factory=dict)
    unrecognised: tuple[Path, ...] = ()
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Add the wall time of a block to a stage."""
        started = time.perf_counter()
        yield
        self.seconds[stage] = round(self.seconds.get(stage, 0.0) + time.perf_counter() - started, 3)
        logger.info("%s: %.1f s", stage, self.seconds[stage])


def build(
    inputs: Sequence[Path], out: Path, settings: BuildSettings | None = None, progress: Progress = no_progress
) -> BuildReport:
    """Build a release from source files.

    Args:
        inputs: Files and folders; ``<source>=<file>`` names the importer.
        out: Release folder to make or replace; it changes only when the build is complete.
        settings: What to build; complete by default.
        progress: Told of each stage.

    Returns:
        What was read, written and reported.

    Raises:
        SourceError: An input is missing, unreadable or of an unknown layout, or none is recognised.
        OutputError: The release cannot be written.
    """
    settings = settings or BuildSettings()
    report = BuildReport(out)
    with report.timed("plan"):
        plan = plan_inputs(inputs)
        _check_plan(plan, inputs, settings)
        plan, copies = _without_copies(plan)
        report.unrecognised = plan.unrecognised
    with atomic_folder(out) as folder:
        imported = _read(plan, report, progress)
        stated = chain.from_iterable(each.issues for each in imported)
        records = _stack(imported)
        with report.timed("resolve"):
            progress("resolve", 0, None)
            found = {*stated, *copies, *map(_unrecognised, plan.unrecognised)}
            resolved = resolve(records, found)
        issues = sorted({*found, *resolved.issues})
        release = Release(folder)
        _write_tables(release, records, resolved, issues, report)
        _check_shapes(release, resolved, settings, report, progress)
        _write_graph(release, resolved, settings, report, progress)
        report.counts |= {name: resolved.consolidated[name].height for name in _COUNTED}
        report.issue_counts = count_codes(issues)
        report.regions = dict(resolved.coverage)
        _write_run(folder, plan, settings, report)
    return report


def _check_plan(plan: Plan, inputs: Sequence[Path], settings: BuildSettings) -> None:
    named = ", ".join(map(str, plan.unrecognised[:5]))
    if settings.strict and plan.unrecognised:
        raise SourceUnavailableError(f"no importer recognises this file: {named}", hint="Leave out --strict to go on.")
    if not plan.files:
        what = (
            f"no importer recognises this file: {named}" if named else f"{', '.join(map(str, inputs))}: no files in it"
        )
        raise SourceUnavailableError(what, hint="See `ecosystem-graph sources` for the layouts that are read.")


def _without_copies(plan: Plan) -> tuple[Plan, list[Issue]]:
    """Leave out files that repeat another one byte by byte, with the files read beside them; report each."""
    kept: dict[tuple[str, ...], PlannedFile] = {}
    issues = []
    for each in plan.files:
        beside = importer_of(each.source).companions(each.path)
        first = kept.setdefault((each.source, *map(checksum, (each.path, *beside))), each)
        if first is not each:
            message = "The file repeats another one byte by byte; it was left out."
            issues.append(Issue("EG-SRC-002", "warning", each.path.name, "", "", first.path.name, message))
    return replace(plan, files=tuple(kept.values())), issues


def _read(plan: Plan, report: BuildReport, progress: Progress) -> list[Imported]:
    imported: list[Imported] = []
    with report.timed("read"):
        for done, each in enumerate(plan.files):
            progress("read", done, len(plan.files))
            imported.append(importer_of(each.source).read(each.path, progress))
    report.rows = tuple(
        SourceRows(each.source, each.path.name, each.rows_read, each.rows_mapped, each.rows_reported)
        for each in imported
    )
    return imported


def _stack(imported: Iterable[Imported]) -> RecordSet:
    """Put all sources in one set of tables; rows that two files of one source repeat word for word stay once."""
    stacked = concat_record_sets(each.records for each in imported)
    return RecordSet({name: table.unique(maintain_order=True) for name, table in stacked.items() if table.height})


def _unrecognised(path: Path) -> Issue:
    return Issue("EG-SRC-001", "warning", path.name, "", "", "", "No importer recognises this file; it was left out.")


def _write_tables(
    release: Release, records: RecordSet, resolved: Resolved, issues: Sequence[Issue], report: BuildReport
) -> None:
    with report.timed("tables"):
        records.write(release.records)
        write_consolidated(resolved.consolidated, release.consolidated)
        lines = [json.dumps(issue.to_dict(), ensure_ascii=False) + "\n" for issue in issues]
        release.issues.write_text("".join(lines), encoding="utf-8")


def _check_shapes(
    release: Release, resolved: Resolved, settings: BuildSettings, report: BuildReport, progress: Progress
) -> None:
    """Write and count what breaks a shape; `validate` has the same from a SHACL engine that reads the graph."""
    with report.timed("check"):
        progress("check", 0, None)
        checked = check_tables(resolved.consolidated, base=settings.base_iri)
        checked.table.write_parquet(release.findings)
        report.finding_counts = checked.counts()
        report.shape_counts = {shape.removeprefix(SHAPES): n for shape, n in checked.shape_counts().items()}


def _write_graph(
    release: Release, resolved: Resolved, settings: BuildSettings, report: BuildReport, progress: Progress
) -> None:
    plain = release.folder / "ecosystem.nq"
    with report.timed("quads"):
        progress("quads", 0, None)
        report.counts["quads"] = _write_quads(plain, resolved, settings)
    # Compressing needs one core and the store load waits for the disk, so they share the time.
    with ThreadPoolExecutor(1) as pool:
        archive = pool.submit(compress_file, plain, release.quads)
        with report.timed("turtle"):
            progress("turtle", 0, None)
            _write_turtle(release.turtle, resolved, settings)
        if settings.store:
            with report.timed("store"):
                progress("store", 0, None)
                load_quads([plain], release.store)
        archive.result()
    plain.unlink()


def _write_quads(path: Path, resolved: Resolved, settings: BuildSettings) -> int:
    """Write all graphs as N-Quads and return how many lines there are."""
    base, jobs = settings.base_iri, settings.jobs
    parts = graph_parts(resolved.stated, resolved.consolidated, base, source_graphs=settings.source_graphs)
    pieces = chain.from_iterable(emit_nquads(part.maps, part.tables, base, part.graph, jobs=jobs) for part in parts)
    lines = 0
    with path.open("wb") as stream:
        for piece in chain(pieces, [memoryview(ontology_quads(f"{base}graph/ontology"))]):
            stream.write(piece)
            lines += bytes(piece).count(b"\n")
    return lines


def _write_turtle(path: Path, resolved: Resolved, settings: BuildSettings) -> None:
    default = next(graph_parts(resolved.stated, resolved.consolidated, settings.base_iri))
    prefixes = turtle_prefixes(settings.base_iri, PREFIXES)
    with path.open("wb") as stream:
        for piece in emit_turtle(default.maps, default.tables, settings.base_iri, prefixes, jobs=settings.jobs):
            stream.write(piece)


def _write_run(folder: Path, plan: Plan, settings: BuildSettings, report: BuildReport) -> None:
    run: Mapping[str, Any] = {
        "version": __version__,
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "libraries": {name: version(name) for name in ("polars", "pyarrow", "pyoxigraph")},
        "settings": asdict(settings),
        "inputs": [
            {"source": each.source, "file": each.path.name, "sha256": checksum(each.path)} for each in plan.files
        ],
        "unrecognised": [path.name for path in plan.unrecognised],
        "rows": [asdict(each) for each in report.rows],
        "counts": report.counts,
        "issues": report.issue_counts,
        "regions": report.regions,
        "findings": report.finding_counts,
        "shapes": report.shape_counts,
        "seconds": report.seconds,
    }
    (folder / "run.json").write_text(json.dumps(run, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
