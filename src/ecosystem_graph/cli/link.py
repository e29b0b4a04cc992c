"""``link``: who is who. One's own list against known organisations, why two are or are not one, and review."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from ecosystem_graph.cli.argument import JsonOption, OutputOption
from ecosystem_graph.cli.drawing import DrawnProgress
from ecosystem_graph.cli.message import is_quiet, note, warn
from ecosystem_graph.cli.output import choose_format, open_output, print_lines
from ecosystem_graph.cli.review import (
    DEFAULT_JUDGEMENTS,
    JUDGE_EXAMPLE,
    MAPPINGS_EXAMPLE,
    REVIEW_EXAMPLE,
    JudgementsOption,
    judge,
    mappings,
    review,
)

__all__ = ["app"]

app = typer.Typer(help="Find out who is who.", rich_markup_mode=None, no_args_is_help=False)

app.command("review", epilog=REVIEW_EXAMPLE)(review)
app.command("judge", epilog=JUDGE_EXAMPLE)(judge)
app.command("mappings", epilog=MAPPINGS_EXAMPLE)(mappings)

EXPLAIN_EXAMPLE = 'Example: ecosystem-graph link explain "Universität Wien" "University of Vienna" --country AT'

_FORMATS = ("xlsx", "csv", "tsv")
_SHOWN_ISSUES = 5
_SET = "https://w3id.org/ecosystem-graph/mappings/matches"


@app.command(
    "match",
    epilog="Example: ecosystem-graph link match list.xlsx --column Name --country-column Land -r ror.json -o out.xlsx",
)
def match(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Your list: CSV, TSV, XLSX, XLS or ODS.")],
    *,
    column: Annotated[str, typer.Option("--column", metavar="NAME", help="Column of names.")],
    reference: Annotated[
        Path,
        typer.Option(
            "-r",
            "--reference",
            "-d",
            "--data",
            metavar="FILE|OUT",
            envvar="ECOSYSTEM_GRAPH_RELEASE",
            help="Known organisations: dump of ROR, or a release.",
        ),
    ],
    country_column: Annotated[str, typer.Option("--country-column", metavar="NAME", help="Column of countries.")] = "",
    city_column: Annotated[str, typer.Option("--city-column", metavar="NAME", help="Column of cities.")] = "",
    mappings: Annotated[
        Path | None,
        typer.Option("--mappings", metavar="FILE", help="Write the mapping set too: .sssom.tsv, .ttl or .nt."),
    ] = None,
    layout: Annotated[str | None, typer.Option("-f", "--format", metavar="xlsx|csv|tsv")] = None,
    output: OutputOption = None,
) -> None:
    """Match the names of a list with known organisations; scores and alternatives stand beside each row."""
    from ecosystem_graph.publish.match import format_mappings
    from ecosystem_graph.resolve.linkage.mapping_set import match_mappings
    from ecosystem_graph.resolve.linkage.matching import match_mentions
    from ecosystem_graph.resolve.linkage.own_list import format_matches, read_list
    from ecosystem_graph.resolve.linkage.reference_list import read_reference

    chosen = choose_format(layout, output, _FORMATS, "csv")
    brought = read_list(file, column, country_column=country_column, city_column=city_column)
    for issue in brought.issues[:_SHOWN_ISSUES]:
        warn(f"{issue.file}: {issue.place}: {issue.message}")
    if len(brought.issues) > _SHOWN_ISSUES:
        warn(f"{len(brought.issues) - _SHOWN_ISSUES} more findings like these")
    with DrawnProgress(quiet=is_quiet()) as progress:
        progress("read reference", 0, 1)
        known = read_reference(reference)
        progress("read reference", 1, 1)
        progress("match names", 0, brought.rows.height)
        matches = match_mentions(brought.mentions, known)
        progress("match names", brought.rows.height, brought.rows.height)
    with open_output(output) as stream:
        stream.write(format_matches(brought, matches, chosen))
    if mappings is not None:
        with open_output(mappings) as stream:
            stream.write(format_mappings(match_mappings(matches, brought.mentions), mappings, _SET))
    count, of = matches["is_match"].sum(), known["organisation"].n_unique()
    note(f"{count} of {brought.rows.height} rows matched, {of:,} organisations known")


@app.command("explain", epilog=EXPLAIN_EXAMPLE)
def explain(
    one: Annotated[str, typer.Argument(metavar="A", help="A name; with -d an IRI or key.")],
    other: Annotated[str, typer.Argument(metavar="B", help="Another one.")],
    *,
    country: Annotated[str, typer.Option("--country", metavar="CODE", help="Country of both.")] = "",
    city: Annotated[
        str, typer.Option("--city", metavar="NAME", help="City of the first, and of the second unless said.")
    ] = "",
    other_city: Annotated[str, typer.Option("--other-city", metavar="NAME", help="City of the second.")] = "",
    data: Annotated[
        Path | None, typer.Option("-d", "--data", metavar="OUT", help="Release that has both organisations.")
    ] = None,
    judgements: JudgementsOption = DEFAULT_JUDGEMENTS,
    as_json: JsonOption = False,
) -> None:
    """Say why two names, or two organisations of a release, are or are not taken for one."""
    import polars as pl

    from ecosystem_graph.resolve.linkage.explanation import explain_pair

    if data is not None:
        _explain_known(data, (one, other), judgements, as_json=as_json)
        return
    rows = [("1", one, country.upper(), city), ("2", other, country.upper(), other_city or city)]
    found = explain_pair(pl.DataFrame(rows, schema=["key", "name", "country", "city"], orient="row"))
    print_lines([json.dumps(asdict(found), ensure_ascii=False)] if as_json else found.to_lines())


def _explain_known(data: Path, named: tuple[str, str], judgements: Path, *, as_json: bool) -> None:
    import polars as pl

    from ecosystem_graph.resolve.linkage.explanation import explain_pair
    from ecosystem_graph.resolve.linkage.judgement import judgement_files, read_all_judgements
    from ecosystem_graph.resolve.review.release_table import OrganisationTables
    from ecosystem_graph.resolve.review.standing import compare_organisations

    decided = read_all_judgements(judgement_files([judgements])) if judgements.exists() else ()
    standing = compare_organisations(OrganisationTables(data), *named, decided)
    rows = [(side.key, *side.mention) for side in standing.sides]
    found = explain_pair(pl.DataFrame(rows, schema=["key", "name", "country", "city"], orient="row"))
    if as_json:
        told = asdict(standing) | {"sides": [side._asdict() for side in standing.sides], "names": asdict(found)}
        print_lines([json.dumps(told, ensure_ascii=False)])
        return
    print_lines([*standing.to_lines(), *([] if standing.is_one else ["", "by their names alone:", *found.to_lines()])])
