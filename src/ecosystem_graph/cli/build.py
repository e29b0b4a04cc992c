"""``build``: from source files to a release folder."""

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from ecosystem_graph.atomic import has_unfinished_work
from ecosystem_graph.cli.argument import JsonOption
from ecosystem_graph.cli.drawing import DrawnProgress
from ecosystem_graph.cli.message import is_quiet, note, warn
from ecosystem_graph.cli.output import print_lines, print_table
from ecosystem_graph.namespaces import DEFAULT_BASE
from ecosystem_graph.settings import BuildSettings, Engine, Identity

if TYPE_CHECKING:
    from collections.abc import Callable

    from ecosystem_graph.pipeline import BuildReport
    from ecosystem_graph.progress import Progress

__all__ = ["EXAMPLE", "build"]

EXAMPLE = "Example: ecosystem-graph build data/records export.xlsx -o out/mine"


def build(
    inputs: Annotated[
        list[Path], typer.Argument(metavar="INPUT...", help="Files or folders; SOURCE=FILE names the importer.")
    ],
    *,
    out: Annotated[Path, typer.Option("-o", "--out", metavar="OUT", help="Release folder to make or replace.")],
    base_iri: Annotated[str, typer.Option("--base-iri", metavar="IRI", help="Start of data IRIs.")] = DEFAULT_BASE,
    store: Annotated[bool, typer.Option("--store/--no-store", help="Load a store for queries.")] = True,
    source_graphs: Annotated[
        bool, typer.Option("--source-graphs/--no-source-graphs", help="Write what each source states as a named graph.")
    ] = True,
    review: Annotated[
        list[Path] | None,
        typer.Option("--review", metavar="FILE.csv", help="Decisions about facts of pages, made by `annotate`."),
    ] = None,
    confidence: Annotated[
        float, typer.Option("--confidence", min=0, max=1, help="Least confidence of a published fact of a page.")
    ] = 0.8,
    identity: Annotated[
        str, typer.Option("--identity", metavar="names|identifiers", help="What brings organisations together.")
    ] = "names",
    judgements: Annotated[
        list[Path] | None,
        typer.Option("--judgements", metavar="FILE|FOLDER", help="Who is who, as people decided (CSV, TSV)."),
    ] = None,
    previous: Annotated[
        Path | None, typer.Option("--previous", metavar="OUT", help="Earlier release whose IRIs are kept.")
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Fail when no importer recognises an input.")] = False,
    jobs: Annotated[int, typer.Option("--jobs", min=1, help="Threads.", show_default="cores")] = os.cpu_count() or 1,
    engine: Annotated[
        str,
        typer.Option("--engine", metavar="local|spark", help="Where statements are written: here, or on a cluster."),
    ] = "local",
    master: Annotated[str, typer.Option("--master", metavar="URL", help="Spark master.")] = "local[*]",
    spark_path: Annotated[
        str, typer.Option("--spark-path", metavar="URL", help="Folder that Spark's workers share, if not OUT's.")
    ] = "",
    as_json: JsonOption = False,
) -> None:
    """Build tables, graph, store and dumps from source files."""
    from ecosystem_graph import pipeline

    settings = BuildSettings(
        base_iri=base_iri, store=store, source_graphs=source_graphs, least_confidence=confidence,
        identity=cast("Identity", identity), strict=strict, jobs=jobs, engine=cast("Engine", engine), master=master,
        spark_path=spark_path,
    )  # fmt: skip

    def run(progress: "Progress") -> "BuildReport":
        given = [*inputs, *_named(review)]
        return pipeline.build(given, out, settings, progress, judgements=judgements, previous=previous)

    report = _run(run, out)
    print_lines([json.dumps(_to_dict(report))]) if as_json else _print_report(report)


def _run(build_release: "Callable[[Progress], BuildReport]", out: Path) -> "BuildReport":
    """Build, and say on the way what a person should know."""
    try:
        with DrawnProgress(quiet=is_quiet()) as progress:
            report = build_release(progress)
    except KeyboardInterrupt:
        if has_unfinished_work(out):
            note("what is finished is kept: the same command goes on from there")
        raise
    if report.resumed:
        note(f"went on after an interruption; finished before: {', '.join(report.resumed)}")
    if not report.is_checked:
        warn("too many rows to check against shapes; where memory allows: ecosystem-graph validate --quick -d OUT")
    for path in report.unrecognised:
        warn(f"{path}: no importer recognises this file")
    return report


def _named(reviews: list[Path] | None) -> list[Path]:
    """Name the importer of decisions, so that a file of another form is an error rather than left out."""
    return [Path(f"pages={path}") for path in reviews or ()]


def _print_report(report: "BuildReport") -> None:
    headings = ("source", "file", "rows read", "mapped", "reported")
    print_table(
        headings, [(row.source, row.file, row.rows_read, row.rows_mapped, row.rows_reported) for row in report.rows]
    )
    print_lines([""])
    print_table(("built", "number"), [(name, count) for name, count in report.counts.items() if count])
    regions = [(way, count) for way, count in report.regions.items() if count]
    if regions:
        print_lines([""])
        print_table(("regions", "rows"), regions)
    if report.issue_counts:
        print_lines([""])
        print_table(("issue", "number"), list(report.issue_counts.items()))
    if report.shape_counts:
        print_lines([""])
        print_table(("finding", "number"), [(name, count) for name, count in report.finding_counts.items() if count])
    print_lines(["", f"{report.out}: built in {sum(report.seconds.values()):.1f} s"])


def _to_dict(report: "BuildReport") -> dict[str, object]:
    fields = ("source", "file", "rows_read", "rows_mapped", "rows_reported")
    return {
        "out": str(report.out),
        "rows": [{field: getattr(row, field) for field in fields} for row in report.rows],
        "counts": report.counts,
        "issues": report.issue_counts,
        "regions": report.regions,
        "findings": report.finding_counts,
        "shapes": report.shape_counts,
        "unrecognised": [str(path) for path in report.unrecognised],
        "seconds": report.seconds,
    }
