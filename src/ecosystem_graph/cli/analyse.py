"""``analyse``: tables about networks (change, flows, paths, removal), and what a release holds of analyses."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ecosystem_graph.cli.argument import JsonOption, ReleaseOption
from ecosystem_graph.cli.message import note
from ecosystem_graph.cli.output import print_lines, print_table
from ecosystem_graph.cli.selection import (
    GeometryOption,
    LargestOption,
    LevelOption,
    NutsOption,
    PeriodOption,
    PublishOption,
    SlicesOption,
    TopicOption,
    WeightOption,
    WhereOption,
    join_conditions,
    make_slices,
    publish_all,
)
from ecosystem_graph.cli.table import TablesOption, finish, list_figures, show_tables
from ecosystem_graph.release import open_release

if TYPE_CHECKING:
    from ecosystem_graph.network.request import NetworkRequest

__all__ = ["app"]

app = typer.Typer(
    help="Compare periods, flows, paths, releases.",
    rich_markup_mode=None,
    no_args_is_help=False,
)


@app.command(
    "change",
    epilog="Example: ecosystem-graph analyse change -d out/demo --before 2007..2013 --after 2014..2020 -o change.xlsx",
)
def change(
    *,
    data: ReleaseOption,
    before: Annotated[str, typer.Option("--before", metavar="YEAR..YEAR", help="Earlier period.")],
    after: Annotated[str, typer.Option("--after", metavar="YEAR..YEAR", help="Later period.")],
    level: LevelOption = "organisation",
    nuts: NutsOption = 2,
    weighting: WeightOption = "newman",
    where: WhereOption = None,
    topic: TopicOption = None,
    largest: LargestOption = None,
    output: TablesOption = None,
    publish: PublishOption = False,
) -> None:
    """Who came, who left and which partnerships were repeated from one period to another."""
    from ecosystem_graph.network.change import compare_periods

    request = _request(level, nuts, "projected", weighting, join_conditions(where, topic), period=None, largest=largest)
    release = open_release(data)
    slices = list(make_slices(release, request, f"{before},{after}"))
    (_, one, _, _), (_, other, _, _) = slices
    found = compare_periods(one, other)
    recipe = other.recipe | {"period": f"{before} and {after}"}
    tables = {"figures": list_figures(found.figures), "nodes": found.nodes, "ties": found.ties}
    asked = {**asdict(request), "before": before, "after": after}
    finish(release, "change", f"Change from {before} to {after}", asked, recipe, tables, output=output, publish=publish)


@app.command(
    "flows", epilog="Example: ecosystem-graph analyse flows -d out/demo --nuts 2 --geometry nuts.geojson -o flows.xlsx"
)
def flows(
    *,
    data: ReleaseOption,
    level: LevelOption = "region",
    nuts: NutsOption = 2,
    weighting: WeightOption = "count",
    where: WhereOption = None,
    topic: TopicOption = None,
    period: PeriodOption = None,
    largest: LargestOption = None,
    geometry: GeometryOption = None,
    output: TablesOption = None,
    publish: PublishOption = False,
) -> None:
    """Flows between regions or countries beside what size, distance and borders would give."""
    from ecosystem_graph.network.flows import compare_flows

    request = _request(level, nuts, "flows", weighting, join_conditions(where, topic), period=period, largest=largest)
    release = open_release(data)
    ((_, network, _, _),) = make_slices(release, request, None, geometry)
    table, model = compare_flows(network, gravity=geometry is not None)
    tables = {"flows": table} | ({"model": list_figures(model)} if model else {})
    asked = {**asdict(request), "gravity": geometry is not None}
    finish(
        release, "flows", "Flows and what is expected", asked, network.recipe, tables, output=output, publish=publish
    )


@app.command(
    "paths", epilog="Example: ecosystem-graph analyse paths -d out/demo --slices 2007..2013,2014..2020 -o paths.csv"
)
def paths(
    *,
    data: ReleaseOption,
    level: LevelOption = "country",
    nuts: NutsOption = 2,
    where: WhereOption = None,
    topic: TopicOption = None,
    period: PeriodOption = None,
    slices: SlicesOption = None,
    largest: LargestOption = None,
    output: TablesOption = None,
    publish: PublishOption = False,
) -> None:
    """How many steps lie between regions or countries."""
    from ecosystem_graph.network.paths import measure_paths

    request = _request(
        level, nuts, "projected", "newman", join_conditions(where, topic), period=period, largest=largest
    )
    release = open_release(data)
    for name, network, wanted, _ in list(make_slices(release, request, slices)):
        table, figures = measure_paths(network)
        tables = {"figures": list_figures(figures), "paths": table}
        named = output.with_stem(f"{output.stem}-{name.replace('..', '-')}") if output and name else output
        finish(
            release, "paths", "Steps between all", asdict(wanted), network.recipe, tables, output=named, publish=publish
        )


@app.command(
    "without", epilog='Example: ecosystem-graph analyse without "HES-SO//FR HEIA-FR - INNOSQUARE CLUSTERS" -d out/demo'
)
def without(
    organisation: Annotated[str, typer.Argument(metavar="NAME|IRI", help="Node that would be missing.")],
    *,
    data: ReleaseOption,
    level: LevelOption = "organisation",
    nuts: NutsOption = 2,
    weighting: WeightOption = "newman",
    where: WhereOption = None,
    topic: TopicOption = None,
    period: PeriodOption = None,
    largest: LargestOption = None,
    output: TablesOption = None,
) -> None:
    """What a network would be without one organisation."""
    from ecosystem_graph.network.removal import find_node, what_if_removed

    request = _request(
        level, nuts, "projected", weighting, join_conditions(where, topic), period=period, largest=largest
    )
    release = open_release(data)
    ((_, network, _, _),) = make_slices(release, request)
    node = find_node(network, organisation)
    tables = {"figures": list_figures(what_if_removed(network, node))}
    show_tables(network.recipe | {"without": node}, tables, output)


@app.command(
    "releases", epilog="Example: ecosystem-graph analyse releases -d out/new --before out/old -o changes.xlsx --publish"
)
def releases(
    *,
    data: ReleaseOption,
    before: Annotated[Path, typer.Option("--before", metavar="OUT", help="Earlier release.")],
    output: TablesOption = None,
    publish: PublishOption = False,
) -> None:
    """Which entities were added, removed or changed since an earlier release."""
    import polars as pl

    from ecosystem_graph.publish.comparison import compare_releases, comparison_analysis, count_changes

    earlier, later = open_release(before), open_release(data)
    changes = compare_releases(earlier, later)
    tables = {"classes": count_changes(changes), "entities": changes.filter(pl.col("change") != "kept")}
    show_tables({"before": earlier.iri, "release": later.iri}, tables, output)
    if publish:
        note(f"published {publish_all(later, [comparison_analysis(earlier, later, changes)])[0]}")


@app.command("runs", epilog="Example: ecosystem-graph analyse runs -d out/demo")
def runs(*, data: ReleaseOption, as_json: JsonOption = False) -> None:
    """List the analyses that a release holds."""
    from ecosystem_graph.store.analysis import describe_runs

    rows = describe_runs(open_release(data))
    if as_json:
        print_lines([json.dumps(row, ensure_ascii=False) for row in rows])
        return
    columns = ("run", "kind", "title", "period", "observations")
    print_table(columns, [[row[name] for name in columns] for row in rows])


@app.command("withdraw", epilog="Example: ecosystem-graph analyse withdraw jw4jyafdqbkn4rbh -d out/demo")
def withdraw(
    run: Annotated[str, typer.Argument(metavar="RUN", help="Name of the run.")], *, data: ReleaseOption
) -> None:
    """Take an analysis out of a release again."""
    from ecosystem_graph.store.analysis import withdraw_analysis

    withdraw_analysis(open_release(data), run)
    note(f"{data}: withdrew {run}")


def _request(
    level: str,
    nuts: int,
    mode: str,
    weighting: str,
    conditions: tuple[str, ...],
    *,
    period: str | None,
    largest: int | None,
) -> "NetworkRequest":
    from ecosystem_graph.network.request import NetworkRequest

    request = NetworkRequest(level, nuts, mode, weighting, conditions, period, largest)
    request.check()
    return request
