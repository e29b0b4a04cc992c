"""``sources``: what can be imported, and definitions for what cannot yet."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from ecosystem_graph.cli.argument import JsonOption, OutputOption, ReleaseOption
from ecosystem_graph.cli.output import align, print_lines, print_table
from ecosystem_graph.errors import ValidationFailedError
from ecosystem_graph.release import open_release

if TYPE_CHECKING:
    from ecosystem_graph.sources.table.explanation import Explanation

__all__ = ["app"]

app = typer.Typer(help="List what can be imported; define other lists.", rich_markup_mode=None)

_FIELDS = ("slug", "title", "publisher", "url", "licence", "attribution")
_SHOWN = ("slug", "title", "publisher")
_REPORTED = ("source", "files", "rows_read", "rows_mapped", "rows_reported", "statements", "seconds", "peak_mb")
_SUMMED = 5
"""Columns after the first one that are added up."""
_LISTED_ISSUES = 5

FileArgument = Annotated[
    Path, typer.Argument(metavar="FILE", help="The list: CSV, TSV, XLSX, XLS, ODS, JSON, HTML, also packed.")
]


@app.callback(invoke_without_command=True)
def sources(context: typer.Context, *, as_json: JsonOption = False) -> None:
    """List the sources that can be imported."""
    if context.invoked_subcommand is not None:
        return
    rows = [{field: description.get(field) for field in _FIELDS} for description in _read_descriptions()]
    if as_json:
        print_lines([json.dumps(rows, ensure_ascii=False)])
    else:
        print_table(_SHOWN, [[row[field] for field in _SHOWN] for row in rows])


@app.command("draft", epilog="Example: ecosystem-graph sources draft list.xlsx -o my.toml")
def draft(
    file: FileArgument,
    about: Annotated[
        Literal["project", "organisation", "infrastructure", "cluster", "priority", "concept"] | None,
        typer.Option("--about", help="What rows are about.", show_default="told from the names of the columns"),
    ] = None,
    output: OutputOption = None,
) -> None:
    """Propose a definition from the names of the columns and a look at the cells."""
    from ecosystem_graph.sources.table.draft import draft_definition

    print_lines(draft_definition(file, about).splitlines(), output)


@app.command("check", epilog="Example: ecosystem-graph sources check my.toml list.xlsx")
def check(
    definition: Annotated[
        Path, typer.Argument(metavar="DEFINITION", help="TOML file, or slug of a shipped definition.")
    ],
    file: FileArgument,
    *,
    samples: Annotated[int, typer.Option("--samples", min=0, metavar="N", help="Rows to show before and after.")] = 3,
    as_json: JsonOption = False,
) -> None:
    """Say what a definition makes of a file: columns mapped, ignored and unknown, sample rows, sums, issues.

    Exit code 4 when a column is not named in the definition, or a datum was lost or contradicted.
    """
    from ecosystem_graph.sources.table.explanation import explain
    from ecosystem_graph.sources.table.importer import definition_of

    explanation = explain(definition_of(str(definition)), file, samples=samples)
    print_lines([json.dumps(asdict(explanation), ensure_ascii=False)] if as_json else _lines(explanation))
    if not explanation.complete:
        violations = sum(issue.severity == "violation" for issue in explanation.issues)
        raise ValidationFailedError(
            f"{definition}: {len(explanation.unknown)} columns are not named, {violations} issues are violations",
            hint="Map the columns, or name them under [ignored] with a reason; see docs/how-to/add-a-list.md.",
        )


@app.command("report", epilog="Example: ecosystem-graph sources report -d out/all")
def report(data: ReleaseOption, *, as_json: JsonOption = False) -> None:
    """Say what each source gave a release: rows, statements, time and memory of reading, most frequent findings."""
    from ecosystem_graph.publish.inventory import take_inventory

    shares = take_inventory(open_release(data))
    if as_json:
        print_lines([json.dumps([asdict(share) for share in shares], ensure_ascii=False)])
        return
    rows = [[getattr(share, field) for field in _REPORTED] for share in shares]
    totals = ["total", *(sum(row[place] or 0 for row in rows) for place in range(1, _SUMMED + 1))]
    print_table([field.replace("_", " ") for field in _REPORTED], [*rows, [*totals, "", ""]])
    found = [(share.source, *each) for share in shares for each in share.findings]
    if found:
        print_lines([""])
        print_table(("source", "finding", "number", "meaning"), found)


def _lines(explanation: "Explanation") -> list[str]:
    read, mapped = explanation.rows_read, explanation.rows_mapped
    lines = [f"{explanation.slug}: {read:,} rows read = {mapped:,} mapped + {read - mapped:,} reported", ""]
    lines += align([("column", "becomes", "filled rows"), *explanation.mapped])
    lines += ["", "ignored:", *(f"  {column}: {reason}" for column, reason in explanation.ignored.items())]
    lines += ["", "unknown:", *(f"  {column}" for column in explanation.unknown or ["(none)"])]
    if explanation.absent:
        lines += ["", "named under [ignored], not in the file:", *(f"  {column}" for column in explanation.absent)]
    for number, sample in enumerate(explanation.samples, start=1):
        lines += [
            "",
            f"sample {number}, {sample.place}",
            *_indented(sample.before.items()),
            "  becomes",
            *_indented(sample.after),
        ]
    if explanation.totals:
        head = ("amounts of", "kind", "phase", "currency", "number", "sum")
        lines += ["", *align([head, *explanation.totals])]
    if explanation.countries:
        lines += [
            "",
            "participations: " + ", ".join(f"{each} {count:,}" for each, count in explanation.countries.items()),
        ]
    return [*lines, "", *_issue_lines(explanation)]


def _indented(rows: Any) -> list[str]:
    cells = list(rows)
    return [f"    {line}" for line in align(cells)] if cells else []


def _issue_lines(explanation: "Explanation") -> list[str]:
    if not explanation.issues:
        return ["issues: none"]
    by_code: dict[tuple[str, str, str], list[str]] = {}
    for issue in explanation.issues:
        where = ", ".join(filter(None, [issue.place, issue.field]))
        shown = f"    {where}: {issue.found}" if where and issue.found else f"    {where or issue.found}"
        by_code.setdefault((issue.code, issue.severity, issue.message), []).append(shown)
    lines = ["issues:"]
    for (code, severity, message), places in by_code.items():
        more = [f"    … and {len(places) - _LISTED_ISSUES} more"] if len(places) > _LISTED_ISSUES else []
        lines += [f"  {code} {severity}: {message}", *places[:_LISTED_ISSUES], *more]
    return lines


def _read_descriptions() -> list[dict[str, Any]]:
    import tomllib

    import ecosystem_graph.sources

    folder = Path(ecosystem_graph.sources.__file__).parent
    paths = [*sorted(folder.glob("*/source.toml")), *sorted(folder.glob("table/definitions/*.toml"))]
    return [tomllib.loads(path.read_text(encoding="utf-8")) for path in paths]
