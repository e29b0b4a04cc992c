"""``validate``: does a release keep its own rules."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Annotated

import typer

from ecosystem_graph.cli.argument import OutputOption, ReleaseOption
from ecosystem_graph.cli.drawing import DrawnProgress
from ecosystem_graph.cli.message import is_quiet, note
from ecosystem_graph.cli.output import choose_format, print_lines, print_table
from ecosystem_graph.errors import ConfigError, NotFoundError, ValidationFailedError
from ecosystem_graph.release import Release, open_release

if TYPE_CHECKING:
    from ecosystem_graph.progress import Progress
    from ecosystem_graph.validate.report import Report

__all__ = ["EXAMPLE", "validate"]

EXAMPLE = "Example: ecosystem-graph validate -d out/demo --least warning"

_FORMATS = ("table", "json")
_SEVERITIES = ("violation", "warning", "info")


def validate(
    *,
    data: ReleaseOption,
    least: Annotated[
        str, typer.Option("--least", metavar="violation|warning|info", help="Least severity that a table shows.")
    ] = "info",
    layout: Annotated[str | None, typer.Option("-f", "--format", metavar="table|json")] = None,
    output: OutputOption = None,
) -> None:
    """Check a release; exit 4 on a violation."""
    chosen = choose_format(layout, output, _FORMATS, "table")
    if least not in _SEVERITIES:
        raise ConfigError(f"severity: expected one of {', '.join(_SEVERITIES)}, found {least!r}")
    release = open_release(data)
    with DrawnProgress(quiet=is_quiet()) as progress:
        report = _check(release, progress)
    if chosen == "json":
        print_lines(report.to_json().splitlines(), output)
    else:
        shown = _SEVERITIES[: _SEVERITIES.index(least) + 1]
        rows = _rows(report, release.base_iri, shown)
        print_table(("severity", "shape", "about", "path", "value", "message"), rows, output)
    counts = ", ".join(f"{count} {severity}" for severity, count in report.counts().items())
    note(f"{data}: {counts}")
    if not report.conforms:
        raise ValidationFailedError(f"{data}: {report.counts()['violation']} violations")


def _check(release: Release, progress: "Progress") -> "Report":
    import polars as pl

    from ecosystem_graph.validate.report import make_report
    from ecosystem_graph.validate.shacl import validate_graph
    from ecosystem_graph.validate.totals import check_totals
    from ecosystem_graph.validate.turtle import read_graph

    names = ("project", "participation", "amount")
    paths = {name: release.consolidated / f"{name}.parquet" for name in names}
    for path in (release.turtle, *paths.values()):
        if not path.is_file():
            raise NotFoundError(f"{path}: is not in the release", hint="Build the release again.")
    tables = {name: pl.read_parquet(path) for name, path in paths.items()}
    totals = check_totals(tables, base=release.base_iri)
    progress("read", 0, None)
    return make_report(totals, validate_graph(read_graph(release.turtle), progress=progress))


def _rows(report: "Report", base_iri: str, shown: Collection[str]) -> list[list[str]]:
    from ecosystem_graph.query.prefix import answer_prefixes
    from ecosystem_graph.query.table import shorten_iri

    prefixes = answer_prefixes(base_iri)
    columns = ("severity", "shape", "focus_node", "path", "value", "message")
    return [
        [shorten_iri(row[column], prefixes) for column in columns] for row in report.rows() if row["severity"] in shown
    ]
