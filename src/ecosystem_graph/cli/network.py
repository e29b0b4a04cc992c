"""``network``: who worked with whom, as a file for other programmes or a picture."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from ecosystem_graph.cli.argument import JsonOption, ReleaseOption
from ecosystem_graph.cli.drawing import DrawnProgress
from ecosystem_graph.cli.message import is_quiet
from ecosystem_graph.cli.output import print_lines, print_table
from ecosystem_graph.cli.picture import PICTURES, Drawing, DrawOption, TitleOption
from ecosystem_graph.cli.selection import (
    GeometryOption,
    LargestOption,
    LevelOption,
    MoneyOption,
    NutsOption,
    PeriodOption,
    PublishOption,
    SeedOption,
    SlicesOption,
    TopicOption,
    WeightOption,
    WhereOption,
    join_conditions,
    make_slices,
    publish_all,
)
from ecosystem_graph.errors import ConfigError
from ecosystem_graph.release import open_release

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from ecosystem_graph.graph.analysis import Analysis
    from ecosystem_graph.network.measurement import Grouping, Options
    from ecosystem_graph.network.recipe import Recipe
    from ecosystem_graph.network.request import NetworkRequest
    from ecosystem_graph.network.structure import Network

__all__ = ["EXAMPLE", "network"]

EXAMPLE = "Example: ecosystem-graph network -d out/demo --where country=AT --period 2014..2020 -o partners.gexf"


_Outputs = Annotated[
    list[Path] | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help=".gexf .graphml .net .json .nodelink.json .csv .excel.csv .parquet .xlsx .geojson .png .svg; "
        "repeat for more.",
    ),
]
_Mode = Annotated[
    str, typer.Option("--mode", metavar="projected|two-mode|flows", help="flows: each organisation counts.")
]
_Backbone = Annotated[
    str | None, typer.Option("--backbone", metavar="disparity|sdsm", help="Keep ties that chance does not explain.")
]
_Alpha = Annotated[float, typer.Option("--alpha", help="Chance below which a backbone keeps a tie.")]
_Measures = Annotated[
    list[str] | None,
    typer.Option("--measure", metavar="NAME", help="Figures of nodes; repeat for more, or all, or none."),
]
_Ties = Annotated[bool, typer.Option("--ties", help="With --publish: the ties too, not the figures of nodes alone.")]
_By = Annotated[
    str, typer.Option("--by", metavar="country|region|type|community", help="Groups for brokers and E-I index.")
]


def network(
    *,
    data: ReleaseOption,
    outputs: _Outputs = None,
    level: LevelOption = "organisation",
    nuts: NutsOption = 2,
    mode: _Mode = "projected",
    weighting: WeightOption = "newman",
    money: MoneyOption = "eu",
    where: WhereOption = None,
    topic: TopicOption = None,
    period: PeriodOption = None,
    slices: SlicesOption = None,
    largest: LargestOption = None,
    backbone: _Backbone = None,
    alpha: _Alpha = 0.05,
    measures: _Measures = None,
    by: _By = "country",
    geometry: GeometryOption = None,
    draw: DrawOption = "network",
    title: TitleOption = "",
    seed: SeedOption = 0,
    publish: PublishOption = False,
    ties: _Ties = False,
    as_json: JsonOption = False,
) -> None:
    """Link organisations or regions that share projects."""
    from ecosystem_graph.network.measurement import Options
    from ecosystem_graph.network.request import NetworkRequest

    paths = outputs or []
    _check_suffixes(paths)
    drawing = Drawing(draw, geometry, title, seed)
    drawing.check(slices, paths)
    _check_purpose(paths, publish=publish, ties=ties)
    conditions = join_conditions(where, topic)
    request = NetworkRequest(level, nuts, mode, weighting, conditions, period, largest, money, backbone, alpha)
    request.check()
    names = _check_measures(measures)
    release = open_release(data)
    drawing = drawing.credit_sources(release)
    reports: list[tuple[Recipe, list[str]]] = []
    periods: dict[str, Network] = {}
    analyses: list[Analysis] = []
    with DrawnProgress(quiet=is_quiet()) as progress:
        options = Options(seed=seed, by=cast("Grouping", by), progress=progress)
        for name, made, wanted, tables in make_slices(release, request, slices, geometry):
            measured = _measure(made, names, options, tables, release.base_iri)
            if draw == "alluvial":
                periods[name] = measured
            named = [_named(path, name.replace("..", "-")) for path in paths if drawing.draws_each(path)]
            written = [path for output in named for path in _write(measured, output, drawing)]
            reports.append((measured.recipe, list(map(str, written))))
            if publish:
                analyses.append(_observe(measured, wanted, names, options, ties=ties))
    reports[-1][1].extend(drawing.write_periods(periods, paths))
    graphs = publish_all(release, analyses)
    _report(reports, graphs, as_json=as_json)


def _check_purpose(paths: list[Path], *, publish: bool, ties: bool) -> None:
    if not paths and not publish:
        raise ConfigError("network: expected -o FILE or --publish, found neither")
    if ties and not publish:
        raise ConfigError("--ties: expected with --publish, found alone", hint="Files hold the ties in any case.")


def _observe(
    measured: "Network", request: "NetworkRequest", names: list[str] | None, options: "Options", *, ties: bool
) -> "Analysis":
    from ecosystem_graph.network.measure import DEFAULT_MEASURES
    from ecosystem_graph.network.observation import network_analysis

    return network_analysis(measured, request, DEFAULT_MEASURES if names is None else names, options, ties=ties)


def _report(reports: "list[tuple[Recipe, list[str]]]", graphs: list[str], *, as_json: bool) -> None:
    told: list[list[str]] = [[graph] for graph in graphs] or [[] for _ in reports]
    if as_json:
        print_lines(
            json.dumps({"files": files, "graphs": some, "recipe": recipe}, ensure_ascii=False)
            for (recipe, files), some in zip(reports, told, strict=True)
        )
        return
    for (recipe, files), some in zip(reports, told, strict=True):
        rows = [*recipe.items(), *(("file", path) for path in files), *(("graph", graph) for graph in some)]
        print_table(("network", "value"), rows)


def _measure(
    made: "Network",
    names: list[str] | None,
    options: "Options",
    tables: "Mapping[str, pl.DataFrame]",
    base_iri: str,
) -> "Network":
    from ecosystem_graph.network.agreement import name_main_subjects
    from ecosystem_graph.network.measure import measure

    if names and "agreement" in names:
        made = name_main_subjects(made, tables, base_iri)
    return made if names == [] else measure(made, names or (), options)


def _check_measures(names: list[str] | None) -> list[str] | None:
    """Return the measures asked for: None for the usual ones, an empty list for none."""
    from ecosystem_graph.network.measure import MEASURES, STANDARD_MEASURES

    if not names or "all" in names:
        extra = [name for name in MEASURES if name in (names or ()) and name not in STANDARD_MEASURES]
        return [*STANDARD_MEASURES, *extra] if names else None
    known = (*MEASURES, "all", "none")
    for name in names:
        if name not in known:
            raise ConfigError(f"--measure {name}: expected one of {', '.join(known)}")
    return [name for name in names if name != "none"]


def _write(made: "Network", path: Path, drawing: Drawing) -> tuple[Path, ...]:
    from ecosystem_graph.network.export import write_network

    path.parent.mkdir(parents=True, exist_ok=True)
    return drawing.write(made, path) if path.suffix in PICTURES else write_network(made, path)


def _named(path: Path, name: str) -> Path:
    """Put the name of a slice before the ending of a file name."""
    if not name:
        return path
    from ecosystem_graph.network.export import export_suffix

    suffix = export_suffix(path) or path.suffix
    return path.with_name(f"{path.name[: -len(suffix)]}-{name}{suffix}")


def _check_suffixes(paths: list[Path]) -> None:
    """Refuse unknown file names before the long work."""
    from ecosystem_graph.network.export import EXPORT_SUFFIXES, export_suffix

    for path in paths:
        if export_suffix(path) is None and path.suffix not in PICTURES:
            known = ", ".join((*EXPORT_SUFFIXES, *PICTURES))
            raise ConfigError(f"{path}: expected a file name that ends in {known}, found {path.suffix!r}")
