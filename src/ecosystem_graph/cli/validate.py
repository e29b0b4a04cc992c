"""``validate``: does a release keep its own rules."""

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ecosystem_graph.cli.argument import OutputOption, ReleaseOption
from ecosystem_graph.cli.drawing import DrawnProgress
from ecosystem_graph.cli.message import is_quiet, note
from ecosystem_graph.cli.output import choose_format, print_lines, print_table
from ecosystem_graph.errors import ConfigError, ValidationFailedError
from ecosystem_graph.release import open_release

if TYPE_CHECKING:
    from ecosystem_graph.progress import Progress
    from ecosystem_graph.release import Release
    from ecosystem_graph.validate.report import Report
    from ecosystem_graph.validate.shapes import Shapes

__all__ = ["EXAMPLE", "validate"]

EXAMPLE = "Example: ecosystem-graph validate -d out/demo --least warning"

_FORMATS = ("table", "json", "junit", "xml", "ttl")
_SEVERITIES = ("violation", "warning", "info")


def validate(
    *,
    data: ReleaseOption,
    least: Annotated[
        str, typer.Option("--least", metavar="violation|warning|info", help="Least severity that a table shows.")
    ] = "info",
    quick: Annotated[
        bool, typer.Option("--quick", help="Check the tables, not the graph: the same findings, in a second.")
    ] = False,
    own: Annotated[
        Path | None,
        typer.Option("--shapes", metavar="PATH", help="Your shapes, not ours: a Turtle file or folder."),
    ] = None,
    layout: Annotated[str | None, typer.Option("-f", "--format", metavar="table|json|junit|ttl")] = None,
    output: OutputOption = None,
) -> None:
    """Check a release; exit 4 on a violation."""
    chosen = choose_format(layout, output, _FORMATS, "table")
    if least not in _SEVERITIES:
        raise ConfigError(f"severity: expected one of {', '.join(_SEVERITIES)}, found {least!r}")
    if quick and own:
        raise ConfigError("--quick: expected without --shapes, found both", hint="Leave --quick out.")
    release = open_release(data)
    with DrawnProgress(quiet=is_quiet()) as progress:
        shapes, report = _check(release, own, progress, quick=quick)
    if chosen == "table":
        rows = _rows(report, release.base_iri, _SEVERITIES[: _SEVERITIES.index(least) + 1])
        print_table(("severity", "shape", "about", "path", "value", "message"), rows, output)
    else:
        print_lines(_document(report, shapes, chosen).removesuffix("\n").split("\n"), output)
    counts = ", ".join(f"{count} {severity}" for severity, count in report.counts().items())
    note(f"{data}: {counts}")
    if not report.conforms:
        raise ValidationFailedError(f"{data}: {report.counts()['violation']} violations")


def _check(release: "Release", own: Path | None, progress: "Progress", *, quick: bool) -> "tuple[Shapes, Report]":
    from ecosystem_graph.validate.columns.check import check_release_tables
    from ecosystem_graph.validate.release import check_release
    from ecosystem_graph.validate.shapes import load_shapes, read_own_shapes

    shapes = read_own_shapes(own) if own else load_shapes()
    return shapes, check_release_tables(release) if quick else check_release(release, shapes, progress)


def _document(report: "Report", shapes: "Shapes", layout: str) -> str:
    from ecosystem_graph.validate.document import write_junit, write_turtle

    if layout == "json":
        return report.to_json()
    return write_turtle(report) if layout == "ttl" else write_junit(report, shapes.iris())


def _rows(report: "Report", base_iri: str, shown: Collection[str]) -> list[list[str]]:
    from ecosystem_graph.query.prefix import answer_prefixes
    from ecosystem_graph.query.table import shorten_iri

    prefixes = answer_prefixes(base_iri)
    columns = ("severity", "shape", "focus_node", "path", "value", "message")
    return [
        [shorten_iri(row[column], prefixes) for column in columns]
        for row in report.table.iter_rows(named=True)
        if row["severity"] in shown
    ]
