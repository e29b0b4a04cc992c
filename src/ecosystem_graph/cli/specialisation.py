"""``specialisation``: what regions are strong in, what is near to that, and what they declare, as tables."""

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ecosystem_graph.cli.argument import JsonOption, ReleaseOption
from ecosystem_graph.cli.message import note
from ecosystem_graph.cli.output import print_lines, print_table
from ecosystem_graph.cli.picture import PICTURES
from ecosystem_graph.cli.selection import (
    LargestOption,
    MoneyOption,
    NutsOption,
    PeriodOption,
    PublishOption,
    TopicOption,
    WhereOption,
    join_conditions,
    publish_all,
)
from ecosystem_graph.errors import ConfigError, NotFoundError
from ecosystem_graph.release import open_release

if TYPE_CHECKING:
    import polars as pl

    from ecosystem_graph.specialisation.analysis import Specialisation

__all__ = ["EXAMPLE", "specialisation"]

EXAMPLE = "Example: ecosystem-graph specialisation -d out/demo --table opportunities --region AT31 -o at31.xlsx"

_Tables = Annotated[
    list[str] | None,
    typer.Option(
        "--table",
        metavar="NAME",
        help="rca, relatedness, density, complexity, opportunities, complementarity, partners, similarity, diversity, "
        "declared, agreement, gaps, sensitivity, entries; repeat for more, or all. Default: rca.",
    ),
]
_Outputs = Annotated[
    list[Path] | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help=".csv .xlsx .parquet .json; .png .svg: opportunity map of --region; default: stdout.",
    ),
]
_Region = Annotated[str | None, typer.Option("--region", metavar="CODE", help="Rows of this region only.")]
_Scheme = Annotated[
    str | None, typer.Option("--scheme", metavar="NAME", help="Concept scheme of domains; default: the commonest.")
]
_Depth = Annotated[int | None, typer.Option("--depth", metavar="N", help="Levels of codes that are paths.")]
_Via = Annotated[
    str | None, typer.Option("--via", metavar="NAME", help="Bring codes of this scheme to --scheme by mapping sets.")
]
_Measure = Annotated[str, typer.Option("--measure", metavar="count|fractional|money", help="What counts.")]
_After = Annotated[str | None, typer.Option("--after", metavar="YEAR..YEAR", help="Later period, for --table entries.")]
_MinRegion = Annotated[
    int, typer.Option("--min-region", metavar="N", help="Leave out regions of fewer participations.")
]
_MinDomain = Annotated[
    int, typer.Option("--min-domain", metavar="N", help="Leave out domains of fewer participations.")
]
_MinCell = Annotated[int, typer.Option("--min-cell", metavar="N", help="Participations that a specialisation needs.")]
_Index = Annotated[str, typer.Option("--index", metavar="proximity|association|probability|cosine|jaccard")]
_Together = Annotated[str, typer.Option("--together", metavar="regions|projects", help="Where domains meet.")]
_Draws = Annotated[int, typer.Option("--draws", metavar="N", help="Draws for limits of the advantage; 0: no limits.")]
_Confidence = Annotated[float, typer.Option("--confidence", help="Share of draws between the limits.")]
_Seed = Annotated[int, typer.Option("--seed", help="Seed of the draws.")]


def specialisation(
    *,
    data: ReleaseOption,
    names: _Tables = None,
    outputs: _Outputs = None,
    region: _Region = None,
    nuts: NutsOption = 2,
    scheme: _Scheme = None,
    depth: _Depth = None,
    via: _Via = None,
    measure: _Measure = "count",
    money: MoneyOption = "eu",
    where: WhereOption = None,
    topic: TopicOption = None,
    period: PeriodOption = None,
    after: _After = None,
    largest: LargestOption = None,
    min_region: _MinRegion = 10,
    min_domain: _MinDomain = 10,
    min_cell: _MinCell = 1,
    index: _Index = "proximity",
    together: _Together = "regions",
    draws: _Draws = 400,
    confidence: _Confidence = 0.95,
    seed: _Seed = 0,
    publish: PublishOption = False,
    as_json: JsonOption = False,
) -> None:
    """Tell what regions are strong in, and what is near."""
    from ecosystem_graph.specialisation.analysis import analyse, read_tables
    from ecosystem_graph.specialisation.entry import measure_entry
    from ecosystem_graph.specialisation.observation import specialisation_analysis
    from ecosystem_graph.specialisation.request import SpecialisationRequest

    _check_suffixes(outputs or [], region)
    request = SpecialisationRequest(
        nuts=nuts, scheme=scheme, depth=depth, via=via, measure=measure, money=money,
        where=join_conditions(where, topic), period=period, largest=largest, min_region=min_region,
        min_domain=min_domain, min_cell=min_cell, index=index, together=together, draws=draws, confidence=confidence,
        seed=seed,
    )  # fmt: skip
    request.check()
    wanted = _check_names(names, region, after)
    release = open_release(data)
    read = read_tables(release)
    analysis = analyse(read, request, release=release.iri)
    tables = _tabulate(analysis, wanted, region, skip="all" in (names or ()))
    if after:
        tables["entries"] = measure_entry(analysis, analyse(read, replace(request, period=after)))
        analysis.recipe["after"] = after
    if not outputs and not publish:
        _show(tables, analysis, as_json=as_json)
        return
    written = [str(path) for output in outputs or () for path in _write(tables, analysis, region, output)]
    graphs = publish_all(release, [specialisation_analysis(analysis, region)]) if publish else []
    if as_json:
        print_lines([json.dumps({"files": written, "graphs": graphs, "recipe": analysis.recipe}, ensure_ascii=False)])
        return
    made = [*(("file", path) for path in written), *(("graph", graph) for graph in graphs)]
    print_table(("specialisation", "value"), [*analysis.recipe.items(), *made])


def _check_names(names: list[str] | None, region: str | None, after: str | None) -> list[str]:
    """Return the tables asked for, but entries, which need a second analysis.

    All of them are without partners, which are of one region, where none is given.
    """
    from ecosystem_graph.specialisation.table import TABLES

    if ("entries" in (names or ())) != (after is not None) and "all" not in (names or ()):
        raise ConfigError("--table entries and --after: expected both or neither, found one")
    if not names:
        return ["rca"]
    for name in names:
        if name not in (*TABLES, "entries", "all"):
            raise ConfigError(f"--table {name}: expected one of {', '.join((*TABLES, 'entries', 'all'))}")
    if "partners" in names and region is None:
        raise ConfigError("--table partners: expected --region, for the region that looks for partners")
    every = [name for name in TABLES if region or name != "partners"]
    return every if "all" in names else [name for name in dict.fromkeys(names) if name != "entries"]


def _write(
    tables: "dict[str, pl.DataFrame]", analysis: "Specialisation", region: str | None, path: Path
) -> tuple[Path, ...]:
    """Write the tables, or the opportunity map of the region."""
    from ecosystem_graph.picture.opportunity import picture_opportunities
    from ecosystem_graph.picture.page import write_picture
    from ecosystem_graph.specialisation.export import write_tables
    from ecosystem_graph.specialisation.profile import profile_region

    if region is None or path.suffix not in PICTURES:
        return write_tables(tables, analysis.recipe, path)
    return write_picture(picture_opportunities(profile_region(analysis, region)), path)


def _check_suffixes(paths: list[Path], region: str | None) -> None:
    """Refuse unknown file names before the long work."""
    from ecosystem_graph.specialisation.export import TABLE_SUFFIXES

    for path in paths:
        if path.suffix in PICTURES:
            if region is None:
                raise ConfigError(f"{path}: expected --region, for the region whose opportunities are drawn")
        elif path.suffix not in TABLE_SUFFIXES:
            raise ConfigError(
                f"{path}: expected a file name that ends in {', '.join((*TABLE_SUFFIXES, *PICTURES))}, "
                f"found {path.suffix!r}"
            )


def _tabulate(
    analysis: "Specialisation", names: list[str], region: str | None, *, skip: bool
) -> "dict[str, pl.DataFrame]":
    """Return tables by name; of all tables, those that compare with what is not on record are left out with a note."""
    from ecosystem_graph.specialisation.gap import facility_coverage
    from ecosystem_graph.specialisation.table import find_region, tabulate

    if region is not None:
        find_region(analysis, region)
    tables = {}
    for name in names:
        try:
            tables[name] = tabulate(analysis, name, region=region)
        except NotFoundError as error:
            if not skip:
                raise
            note(f"no table {name}: {error}")
    if "gaps" in tables:
        analysis.recipe.update(facility_coverage(analysis))
    if analysis.complexity.note and {"complexity", "opportunities", "complementarity"} & tables.keys():
        analysis.recipe["complexity"] = analysis.complexity.note
    return tables


def _show(tables: "dict[str, pl.DataFrame]", analysis: "Specialisation", *, as_json: bool) -> None:
    if as_json:
        document = {"recipe": analysis.recipe, "tables": {name: table.to_dicts() for name, table in tables.items()}}
        print_lines([json.dumps(document, ensure_ascii=False)])
        return
    for table in tables.values():
        print_table(table.columns, map(_rounded, table.iter_rows()))
    for name, value in analysis.recipe.items():
        note(f"{name.replace('_', ' ')}: {value}")


def _rounded(row: tuple[object, ...]) -> tuple[object, ...]:
    return tuple(round(value, 4) if isinstance(value, float) else value for value in row)
