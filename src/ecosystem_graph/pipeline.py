"""From source files to a release: the one place where the stages are joined."""

import json
import logging
import platform
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ecosystem_graph import __version__
from ecosystem_graph.atomic import atomic_folder, link_tree, work_folder
from ecosystem_graph.errors import SourceUnavailableError
from ecosystem_graph.issues import Issue, Severity, count_codes
from ecosystem_graph.namespaces import SHAPES
from ecosystem_graph.progress import Progress, no_progress
from ecosystem_graph.records.parquet import TableFolder
from ecosystem_graph.release import MARKER, Release, open_release
from ecosystem_graph.resolve.identification import Identification
from ecosystem_graph.resolve.linkage.judgement import judgement_files, read_all_judgements
from ecosystem_graph.resolve.register import read_register
from ecosystem_graph.resolve.stream import Found, resolve_folders
from ecosystem_graph.settings import BuildSettings
from ecosystem_graph.sources.importer import checksum
from ecosystem_graph.sources.registry import Plan, PlannedFile, importer_of, plan_inputs
from ecosystem_graph.stage.dump import Dumps
from ecosystem_graph.stage.key import LIBRARIES, build_key
from ecosystem_graph.stage.linkage import comparison_of
from ecosystem_graph.stage.read import SourceRows, read_files
from ecosystem_graph.stage.spark import SparkDumps
from ecosystem_graph.stage.work import Work
from ecosystem_graph.store.load import load_quads
from ecosystem_graph.validate.columns.check import check_tables

__all__ = ["BuildReport", "SourceRows", "build"]

logger = logging.getLogger(__name__)

_COUNTED = ("project", "participation", "organisation", "programme", "call", "amount", "text", "indicator", "region",
            "cluster", "infrastructure", "strategy", "priority", "partnership", "record")  # fmt: skip
JUDGEMENTS = "judgements"
"""Folder beside the inputs that holds what people decided about who is who."""
_MOST_ROWS_CHECKED = 10_000_000
"""Rows of all tables up to which shapes are asked: that has every table in memory, half a kilobyte a row."""


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
        is_checked: Whether shapes were asked; a release of very many rows is not.
        unrecognised: Inputs that no importer takes.
        seconds: Wall time per stage.
        resumed: Stages that an interrupted build had finished before.
    """

    out: Path
    rows: tuple[SourceRows, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    issue_counts: dict[str, int] = field(default_factory=dict)
    regions: dict[str, int] = field(default_factory=dict)
    finding_counts: dict[Severity, int] = field(default_factory=dict)
    shape_counts: dict[str, int] = field(default_factory=dict)
    is_checked: bool = False
    unrecognised: tuple[Path, ...] = ()
    seconds: dict[str, float] = field(default_factory=dict)
    resumed: tuple[str, ...] = ()


def build(
    inputs: Sequence[Path],
    out: Path,
    settings: BuildSettings | None = None,
    progress: Progress = no_progress,
    *,
    judgements: Sequence[Path] | None = None,
    previous: Path | None = None,
) -> BuildReport:
    """Build a release from source files.

    Args:
        inputs: Files and folders; ``<source>=<file>`` names the importer.
        out: Release folder to make or replace; it changes only when the build is complete.
        settings: What to build; complete by default.
        progress: Told of each stage.
        judgements: Files and folders of what people decided about who is who; ``None`` takes the folders
            ``judgements`` beside the inputs.
        previous: Release whose IRIs are kept; it may be the one that is replaced.

    Returns:
        What was read, written and reported.

    Raises:
        SourceError: An input is missing, unreadable or of an unknown layout, or none is recognised.
        JudgementConflictError: Judgements contradict each other.
        NotFoundError: The release before is none.
        OutputError: The release cannot be written.
    """
    settings = settings or BuildSettings()
    report = BuildReport(out)
    plan = plan_inputs(inputs)
    _check_plan(plan, inputs, settings)
    checksums = _checksums(plan)
    plan, checksums, copies = _without_copies(plan, checksums)
    report.unrecognised = plan.unrecognised
    decided = judgement_files(_beside(inputs) if judgements is None else judgements)
    before = None if previous is None else open_release(previous)
    how = _identification(settings, decided, before)
    told = [{"source": each.source, "file": each.path.name, "sha256": " ".join(checksums[each])} for each in plan.files]
    beside = {JUDGEMENTS: _told(decided), "previous": _told_before(before)}
    told += [each for some in beside.values() for each in some]
    with work_folder(out, build_key(told, settings)) as folder:
        work = Work(folder)
        read = read_files(plan.files, work, progress, settings)
        report.rows = read.rows
        found = {*read.issues, *copies, *map(_unrecognised, plan.unrecognised)}
        _resolve(work, partial(resolve_folders, read.pieces, how=how, progress=progress), found, report)
        _check_shapes(work, settings, report, progress)
        _dump(work, settings, report, progress)
        report.seconds, report.resumed = work.seconds, tuple(work.resumed)
        with atomic_folder(out) as unfinished:
            _assemble(work, Release(unfinished))
            _write_run(unfinished, plan, checksums, settings, report, beside)
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


def _checksums(plan: Plan) -> dict[PlannedFile, tuple[str, ...]]:
    """Return the checksum of each file, and those of the files that are read together with it."""
    return {
        each: tuple(map(checksum, (*each.paths, *importer_of(each.source).companions(each.path))))
        for each in plan.files
    }


def _without_copies(
    plan: Plan, checksums: Mapping[PlannedFile, tuple[str, ...]]
) -> tuple[Plan, dict[PlannedFile, tuple[str, ...]], list[Issue]]:
    """Leave out files that repeat another one byte by byte, with the files read beside them; report each."""
    kept: dict[tuple[str, ...], Path] = {}
    issues: list[Issue] = []

    def is_first(path: Path, *known: str) -> bool:
        first = kept.setdefault(known, path)
        if first is not path:
            message = "The file repeats another one byte by byte; it was left out."
            issues.append(Issue("EG-SRC-002", "warning", path.name, "", "", first.name, message))
        return first is path

    left: dict[PlannedFile, tuple[str, ...]] = {}
    for each in plan.files:
        if not each.others:
            if is_first(each.path, each.source, *checksums[each]):
                left[each] = checksums[each]
            continue
        pairs = zip(each.paths, checksums[each], strict=True)
        some = [(path, digest) for path, digest in pairs if is_first(path, each.source, digest)]
        left[replace(each, others=tuple(path for path, _ in some[1:]))] = tuple(digest for _, digest in some)
    return replace(plan, files=tuple(left)), left, issues


def _unrecognised(path: Path) -> Issue:
    return Issue("EG-SRC-001", "warning", path.name, "", "", "", "No importer recognises this file; it was left out.")


def _beside(inputs: Sequence[Path]) -> list[Path]:
    """Return the folders of judgements that lie beside inputs."""
    paths = [Path(str(path).partition("=")[2] or path) for path in inputs]
    folders = {path.parent / JUDGEMENTS for path in paths}
    return sorted(folder for folder in folders if folder.is_dir())


def _identification(settings: BuildSettings, judgements: Sequence[Path], before: Release | None) -> Identification:
    register = None if before is None else read_register(before.records, before.consolidated)
    by_names = settings.identity == "names"
    return Identification(by_names, read_all_judgements(judgements), register, comparison_of(settings))


def _told_before(before: Release | None) -> list[dict[str, str]]:
    """Return what tells one earlier release from another."""
    return (
        [] if before is None else [{"source": "previous", "file": MARKER, "sha256": checksum(before.folder / MARKER)}]
    )


def _told(judgements: Sequence[Path]) -> list[dict[str, str]]:
    return [{"source": JUDGEMENTS, "file": path.name, "sha256": checksum(path)} for path in judgements]


def _resolve(work: Work, resolve: Callable[..., Found], found: Iterable[Issue], report: BuildReport) -> None:
    def write(folder: Path) -> dict[str, Any]:
        resolved = resolve(folder, found)
        issues = sorted({*found, *resolved.issues})
        lines = [json.dumps(issue.to_dict(), ensure_ascii=False) + "\n" for issue in issues]
        (folder / "issues.jsonl").write_text("".join(lines), encoding="utf-8")
        heights = TableFolder(folder / "consolidated").heights()
        counts = {name: heights[name] for name in _COUNTED}
        return {"counts": counts, "issues": count_codes(issues), "regions": resolved.coverage}

    done = work.run("resolve", write)
    report.counts |= done["counts"]
    report.issue_counts, report.regions = done["issues"], done["regions"]


def _check_shapes(work: Work, settings: BuildSettings, report: BuildReport, progress: Progress) -> None:
    """Write and count what breaks a shape; `validate` has the same from a SHACL engine that reads the graph."""
    tables = TableFolder(work / "resolve" / "consolidated")

    def check(folder: Path) -> dict[str, Any]:
        progress("check", 0, None)
        if sum(tables.heights().values()) > _MOST_ROWS_CHECKED:
            return {"is_checked": False, "findings": {}, "shapes": {}}
        checked = check_tables(dict(tables), base=settings.base_iri)
        checked.table.write_parquet(Release(folder).findings)
        shapes = {shape.removeprefix(SHAPES): n for shape, n in checked.shape_counts().items()}
        return {"is_checked": True, "findings": checked.counts(), "shapes": shapes}

    done = work.run("check", check)
    report.is_checked, report.finding_counts, report.shape_counts = done["is_checked"], done["findings"], done["shapes"]


def _dump(work: Work, settings: BuildSettings, report: BuildReport, progress: Progress) -> None:
    resolved = work / "resolve"
    made = _engine(settings)(resolved / "stated", resolved / "consolidated", settings, progress=progress)
    divided = work / "divide"
    with closing(made) as dumps:
        work.run("divide", dumps.divide)
        report.counts["quads"] = work.run("quads", lambda folder: dumps.write_quads(Release(folder).quads, divided))
        work.run("turtle", lambda folder: dumps.write_turtle(Release(folder).turtle, divided))
    if settings.store:
        _load_store(work, settings, report, progress)


def _load_store(work: Work, settings: BuildSettings, report: BuildReport, progress: Progress) -> None:
    """Load the store from the tables (the dump has facts twice), on this machine whatever the engine."""
    resolved = work / "resolve"
    dumps = Dumps(resolved / "stated", resolved / "consolidated", settings, progress=progress)

    def load(folder: Path) -> int:
        divided = work / "divide"
        if settings.engine == "spark":
            divided = folder / "divided"
            divided.mkdir()
            dumps.divide(divided)
        store = Release(folder).store
        return load_quads(dumps.stored_quads(folder / "shares", divided), store, jobs=settings.jobs)

    report.counts["stored"] = work.run("store", load)


def _engine(settings: BuildSettings) -> type[Dumps] | type[SparkDumps]:
    return SparkDumps if settings.engine == "spark" else Dumps


def _assemble(work: Work, release: Release) -> None:
    """Link what the stages made into the release."""
    parts = {
        "records": "resolve",
        "consolidated": "resolve",
        "issues": "resolve",
        "findings": "check",
        "quads": "quads",
    }
    for part, stage in {**parts, "turtle": "turtle", "store": "store"}.items():
        wanted: Path = getattr(release, part)
        made = work / stage / wanted.name
        if made.exists():
            link_tree(made, wanted)


def _write_run(
    folder: Path,
    plan: Plan,
    checksums: Mapping[PlannedFile, tuple[str, ...]],
    settings: BuildSettings,
    report: BuildReport,
    beside: Mapping[str, Sequence[Mapping[str, str]]],
) -> None:
    run: Mapping[str, Any] = {
        "version": __version__,
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "libraries": {name: version(name) for name in LIBRARIES},
        "settings": asdict(settings),
        "inputs": [
            {"source": each.source, "file": path.name, "sha256": digest}
            for each in plan.files
            for path, digest in zip(each.paths, checksums[each], strict=False)
        ],
        **beside,
        "unrecognised": [path.name for path in plan.unrecognised],
        "rows": [asdict(each) for each in report.rows],
        "counts": report.counts,
        "issues": report.issue_counts,
        "regions": report.regions,
        "checked": report.is_checked,
        "findings": report.finding_counts,
        "shapes": report.shape_counts,
        "seconds": report.seconds,
    }
    (folder / "run.json").write_text(json.dumps(run, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
