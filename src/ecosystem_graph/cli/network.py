"""``network``: who worked with whom, as a file for other programmes or a picture."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from ecosystem_graph.cli.argument import JsonOption, ReleaseOption
from ecosystem_graph.cli.drawing import DrawnProgress
from ecosystem_graph.cli.message import is_quiet
from ecosystem_graph.cli.output import print_lines, print_table
from ecosystem_graph.errors import ConfigError
from ecosystem_graph.release import open_release

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ecosystem_graph.network.measure import Grouping, Options
    from ecosystem_graph.network.recipe import Recipe
    from ecosystem_graph.network.request import NetworkRequest
    from ecosystem_graph.network.structure import Network
    from ecosystem_graph.release import Release

__all__ = ["EXAMPLE", "network"]

EXAMPLE = "Example: ecosystem-graph network -d out/demo --where country=AT --period 2014..2020 -o partners.gexf"


_Outputs = Annotated[
    list[Path],
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help=".gexf .graphml .net .json .nodelink.json .csv .excel.csv .parquet .xlsx .geojson .png .svg; "
        "repeat for more.",
    ),
]
_Level = Annotated[
    str, typer.Option("--level", metavar="organisation|region|country|cluster|domain", help="What nodes are.")
]
_Nuts = Annotated[int, typer.Option("--nuts", metavar="0..3", help="NUTS level of regions.")]
_Mode = Annotated[
    str, typer.Option("--mode", metavar="projected|two-mode|flows", help="flows: each organisation counts.")
]
_Weighting = Annotated[str, typer.Option("--weight", metavar="newman|count|pair|money|lead")]
_Money = Annotated[str, typer.Option("--money", metavar="eu|total", help="Amount that --weight money takes.")]
_Where = Annotated[
    list[str] | None,
    typer.Option(
        "--where", metavar="FILTER=VALUE", help="programme, project, region, country, topic; repeat for more."
    ),
]
_Topic = Annotated[list[str] | None, typer.Option("--topic", metavar="CODE", help="Short for --where topic=CODE.")]
_Period = Annotated[str | None, typer.Option("--period", metavar="YEAR..YEAR", help="Projects running then.")]
_Slices = Annotated[
    str | None,
    typer.Option("--slices", metavar="PERIOD,PERIOD|year", help="One network each, files named after the period."),
]
_Largest = Annotated[
    int | None, typer.Option("--largest", metavar="N", help="Leave out projects of more than N; default: keep all.")
]
_Backbone = Annotated[
    str | None, typer.Option("--backbone", metavar="disparity|sdsm", help="Keep ties that chance does not explain.")
]
_Alpha = Annotated[float, typer.Option("--alpha", help="Chance below which a backbone keeps a tie.")]
_Measures = Annotated[
    list[str] | None,
    typer.Option("--measure", metavar="NAME", help="Figures of nodes; repeat for more, or all, or none."),
]
_By = Annotated[
    str, typer.Option("--by", metavar="country|region|type|community", help="Groups for brokers and E-I index.")
]
_Geometry = Annotated[
    Path | None, typer.Option("--geometry", metavar="FILE", help="Boundaries of regions (GISCO GeoJSON).")
]
_Seed = Annotated[int, typer.Option("--seed", help="Seed of sampling, communities and layout.")]


def network(
    *,
    data: ReleaseOption,
    outputs: _Outputs,
    level: _Level = "organisation",
    nuts: _Nuts = 2,
    mode: _Mode = "projected",
    weighting: _Weighting = "newman",
    money: _Money = "eu",
    where: _Where = None,
    topic: _Topic = None,
    period: _Period = None,
    slices: _Slices = None,
    largest: _Largest = None,
    backbone: _Backbone = None,
    alpha: _Alpha = 0.05,
    measures: _Measures = None,
    by: _By = "country",
    geometry: _Geometry = None,
    seed: _Seed = 0,
    as_json: JsonOption = False,
) -> None:
    """Link organisations, regions or clusters that share projects."""
    from ecosystem_graph.network.measure import Options
    from ecosystem_graph.network.request import NetworkRequest

    _check_suffixes(outputs)
    conditions = (*(where or ()), *(f"topic={code}" for code in topic or ()))
    request = NetworkRequest(level, nuts, mode, weighting, conditions, period, largest, money, backbone, alpha)
    request.check()
    names = _check_measures(measures)
    release = open_release(data)
    reports: list[tuple[Recipe, list[str]]] = []
    with DrawnProgress(quiet=is_quiet()) as progress:
        options = Options(seed=seed, by=cast("Grouping", by), progress=progress)
        for name, made in _make(release, request, slices, geometry):
            measured = _measure(made, names, options)
            paths = [_named(output, name) for output in outputs]
            written = [path for output in paths for path in _write(measured, output, seed)]
            reports.append((measured.recipe, list(map(str, written))))
    if as_json:
        print_lines([json.dumps({"files": files, "recipe": recipe}, ensure_ascii=False) for recipe, files in reports])
        return
    for recipe, files in reports:
        print_table(("network", "value"), [*recipe.items(), *(("file", path) for path in files)])


def _make(
    release: "Release", request: "NetworkRequest", slices: str | None, geometry: Path | None
) -> "Iterator[tuple[str, Network]]":
    """Yield networks with the name of their slice, empty without slices."""
    from dataclasses import replace

    from ecosystem_graph.network.geometry import place_nodes_on_map, read_centroids
    from ecosystem_graph.network.request import iter_slices, make_network, name_release, read_tables

    if slices and request.period:
        raise ConfigError("--slices and --period: expected one of them, found both")
    tables, base, name = read_tables(release), release.base_iri, name_release(release)
    centroids = read_centroids(geometry) if geometry else None
    for period in iter_slices(tables, slices) if slices else ("",):
        wanted = replace(request, period=period) if period else request
        made = make_network(tables, wanted, base_iri=base, release=name)
        yield period.replace("..", "-"), made if centroids is None else place_nodes_on_map(made, centroids)


def _measure(made: "Network", names: list[str] | None, options: "Options") -> "Network":
    from ecosystem_graph.network.measure import measure

    return made if names == [] else measure(made, names or (), options)


def _check_measures(names: list[str] | None) -> list[str] | None:
    """Return the measures asked for: None for the usual ones, an empty list for none."""
    from ecosystem_graph.network.measure import MEASURES

    if not names or "all" in names:
        return list(MEASURES) if names else None
    known = (*MEASURES, "all", "none")
    for name in names:
        if name not in known:
            raise ConfigError(f"--measure {name}: expected one of {', '.join(known)}")
    return [name for name in names if name != "none"]


def _write(made: "Network", path: Path, seed: int) -> tuple[Path, ...]:
    from ecosystem_graph.network.export import write_network

    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix in _PICTURES:
        from ecosystem_graph.network.picture import draw_network
        from ecosystem_graph.network.recipe import plural

        actors = plural(str(made.recipe.get("level", "organisation")))
        title = f"{actors[0].upper()}{actors[1:]} that worked together"
        return draw_network(made.to_networkx(), path, title=title, seed=seed)
    return write_network(made, path)


_PICTURES = (".png", ".svg")


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
        if export_suffix(path) is None and path.suffix not in _PICTURES:
            known = ", ".join((*EXPORT_SUFFIXES, *_PICTURES))
            raise ConfigError(f"{path}: expected a file name that ends in {known}, found {path.suffix!r}")
