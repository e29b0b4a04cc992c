"""From source files to a release: the one place where the stages are joined."""

import json
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from ecosystem_graph.atomic import atomic_folder, link_tree, work_folder
from ecosystem_graph.issues import Issue, count_codes
from ecosystem_graph.namespaces import SHAPES
from ecosystem_graph.progress import Progress, no_progress
from ecosystem_graph.records.parquet import TableFolder
from ecosystem_graph.release import Release, open_release
from ecosystem_graph.resolve.identification import Identification
from ecosystem_graph.resolve.linkage.judgement import judgement_files, read_all_judgements
from ecosystem_graph.resolve.register import read_register
from ecosystem_graph.resolve.stream import Found, resolve_folders
from ecosystem_graph.settings import BuildSettings
from ecosystem_graph.stage.dump import Dumps
from ecosystem_graph.stage.intake import folders_of_judgements, take_in, tell_earlier
from ecosystem_graph.stage.key import build_key
from ecosystem_graph.stage.linkage import comparison_of
from ecosystem_graph.stage.read import read_files
from ecosystem_graph.stage.report import BuildReport, write_run
from ecosystem_graph.stage.spark import SparkDumps
from ecosystem_graph.stage.work import Work
from ecosystem_graph.store.load import load_quads
from ecosystem_graph.validate.columns.check import check_tables

__all__ = ["BuildReport", "build"]

_COUNTED = ("project", "participation", "organisation", "programme", "call", "amount", "text", "indicator", "region",
            "cluster", "infrastructure", "strategy", "priority", "partnership", "record")  # fmt: skip
_MOST_ROWS_CHECKED = 10_000_000
"""Rows of all tables up to which shapes are asked: that has every table in memory, half a kilobyte a row."""


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
    intake = take_in(inputs, out=out, strict=settings.strict)
    report = BuildReport(out, unrecognised=intake.unrecognised)
    decided = judgement_files(folders_of_judgements(inputs) if judgements is None else judgements)
    before = None if previous is None else open_release(previous)
    earlier = tell_earlier(decided, before)
    how = _identification(settings, decided, before)
    told = [*intake.tell_plan(), *(each for some in earlier.values() for each in some)]
    with work_folder(out, build_key(told, settings)) as folder:
        work = Work(folder)
        read = read_files(intake.files, work, progress, settings)
        report.rows = read.rows
        found = {*read.issues, *intake.issues}
        _resolve(work, partial(resolve_folders, read.pieces, how=how, progress=progress), found, report)
        _check_shapes(work, settings, report, progress)
        _dump(work, settings, report, progress)
        report.seconds, report.resumed = work.seconds, tuple(work.resumed)
        with atomic_folder(out) as unfinished:
            _assemble(work, Release(unfinished))
            write_run(unfinished, intake, settings, report, earlier)
    return report


def _identification(settings: BuildSettings, judgements: Sequence[Path], before: Release | None) -> Identification:
    register = None if before is None else read_register(before.records, before.consolidated)
    by_names = settings.identity == "names"
    return Identification(by_names, read_all_judgements(judgements), register, comparison_of(settings))


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
    engine = SparkDumps if settings.engine == "spark" else Dumps
    dumps = engine(resolved / "stated", resolved / "consolidated", settings, progress=progress)
    divided = work / dumps.stage
    work.run(dumps.stage, dumps.divide)
    report.counts["quads"] = work.run("quads", lambda folder: dumps.write_quads(Release(folder).quads, divided))
    work.run("turtle", lambda folder: dumps.write_turtle(Release(folder).turtle, divided))
    if settings.store:
        _load_store(work, settings, report, progress)


def _load_store(work: Work, settings: BuildSettings, report: BuildReport, progress: Progress) -> None:
    """Load the store from the tables (the dump has facts twice), on this machine whatever the engine."""
    resolved = work / "resolve"
    dumps = Dumps(resolved / "stated", resolved / "consolidated", settings, progress=progress)

    if settings.engine == "spark":
        work.run(dumps.stage, dumps.divide)

    def load(folder: Path) -> int:
        quads = dumps.stored_quads(folder / "shares", work / dumps.stage)
        return load_quads(quads, Release(folder).store, jobs=settings.jobs)

    report.counts["stored"] = work.run("store", load)


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
