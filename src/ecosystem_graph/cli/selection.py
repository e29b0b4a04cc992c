"""Options by which networks are asked for, shared by the commands that make them."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import polars as pl

    from ecosystem_graph.graph.analysis import Analysis
    from ecosystem_graph.network.request import NetworkRequest
    from ecosystem_graph.network.structure import Network
    from ecosystem_graph.release import Release

__all__ = [
    "GeometryOption", "LargestOption", "LevelOption", "MoneyOption", "NutsOption", "PeriodOption", "PublishOption",
    "SeedOption", "SlicesOption", "TopicOption", "WeightOption", "WhereOption", "join_conditions", "make_slices",
    "publish_all",
]  # fmt: skip

LevelOption = Annotated[
    str, typer.Option("--level", metavar="organisation|region|country|cluster|domain", help="What nodes are.")
]
NutsOption = Annotated[int, typer.Option("--nuts", metavar="0..3", help="NUTS level of regions.")]
WeightOption = Annotated[str, typer.Option("--weight", metavar="newman|count|pair|money|lead")]
MoneyOption = Annotated[str, typer.Option("--money", metavar="eu|total", help="Amount that --weight money takes.")]
WhereOption = Annotated[
    list[str] | None,
    typer.Option(
        "--where", metavar="FILTER=VALUE", help="programme, project, region, country, topic; repeat for more."
    ),
]
TopicOption = Annotated[list[str] | None, typer.Option("--topic", metavar="CODE", help="Short for --where topic=CODE.")]
PeriodOption = Annotated[str | None, typer.Option("--period", metavar="YEAR..YEAR", help="Projects running then.")]
SlicesOption = Annotated[
    str | None,
    typer.Option("--slices", metavar="PERIOD,PERIOD|year", help="One network each, files named after the period."),
]
LargestOption = Annotated[
    int | None, typer.Option("--largest", metavar="N", help="Leave out projects of more than N; default: keep all.")
]
GeometryOption = Annotated[
    Path | None, typer.Option("--geometry", metavar="FILE", help="Boundaries of regions (GISCO GeoJSON).")
]
SeedOption = Annotated[int, typer.Option("--seed", help="Seed of sampling, communities and layout.")]
PublishOption = Annotated[
    bool, typer.Option("--publish", help="Write the figures into the release too, as observations of a data cube.")
]


def join_conditions(where: list[str] | None, topic: list[str] | None) -> tuple[str, ...]:
    """Return the conditions of both options."""
    return (*(where or ()), *(f"topic={code}" for code in topic or ()))


def make_slices(
    release: "Release", request: "NetworkRequest", slices: str | None = None, geometry: Path | None = None
) -> "Iterator[tuple[str, Network, NetworkRequest, Mapping[str, pl.DataFrame]]]":
    """Yield networks with the period of their slice, empty without slices, their request and the tables they are of."""
    from dataclasses import replace

    from ecosystem_graph.errors import ConfigError
    from ecosystem_graph.network.geometry import place_nodes_on_map, read_centroids
    from ecosystem_graph.network.request import iter_slices, make_network, read_tables

    if slices and request.period:
        raise ConfigError("--slices and --period: expected one of them, found both")
    tables, base, iri = read_tables(release), release.base_iri, release.iri
    centroids = read_centroids(geometry) if geometry else None
    for period in iter_slices(tables, slices) if slices else ("",):
        wanted = replace(request, period=period) if period else request
        made = make_network(tables, wanted, base_iri=base, release=iri)
        yield period, made if centroids is None else place_nodes_on_map(made, centroids), wanted, tables


def publish_all(release: "Release", analyses: "Iterable[Analysis]") -> list[str]:
    """Write analyses into a release and return the IRIs of their graphs."""
    from ecosystem_graph.store.analysis import publish_analysis

    return [publish_analysis(release, analysis).graph for analysis in analyses]
