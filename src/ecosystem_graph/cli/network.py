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
from ecosystem_graph.release import Release, open_release

if TYPE_CHECKING:
    import networkx as nx

    from ecosystem_graph.network.projection import Weighting
    from ecosystem_graph.progress import Progress

__all__ = ["EXAMPLE", "network"]

EXAMPLE = "Example: ecosystem-graph network -d out/demo --where country=AT --period 2014..2020 -o partners.gexf"


def network(
    *,
    data: ReleaseOption,
    outputs: Annotated[
        list[Path], typer.Option("-o", "--output", metavar="FILE", help=".graphml .gexf .csv .png; repeat for more.")
    ],
    weighting: Annotated[str, typer.Option("--weight", metavar="newman|count")] = "newman",
    where: Annotated[
        list[str] | None,
        typer.Option("--where", metavar="FILTER=VALUE", help="programme, project, region, country; repeat for more."),
    ] = None,
    period: Annotated[str | None, typer.Option("--period", metavar="YEAR..YEAR", help="Projects running then.")] = None,
    seed: Annotated[int, typer.Option("--seed", help="Seed of sampling, communities and layout.")] = 0,
    as_json: JsonOption = False,
) -> None:
    """Link organisations that took part in the same projects."""
    from ecosystem_graph.network.recipe import recipe_of

    _check_suffixes(outputs)
    release = open_release(data)
    with DrawnProgress(quiet=is_quiet()) as progress:
        made = _make(release, cast("Weighting", weighting), where or [], period, seed, progress)
        written = [path for output in outputs for path in _write(made, output, seed)]
    recipe = recipe_of(made)
    if as_json:
        print_lines([json.dumps({"files": list(map(str, written)), "recipe": recipe}, ensure_ascii=False)])
    else:
        print_table(("network", "value"), [*recipe.items(), *(("file", path) for path in written)])


def _make(
    release: Release, weighting: "Weighting", where: list[str], period: str | None, seed: int, progress: "Progress"
) -> "nx.Graph[str]":
    import polars as pl

    from ecosystem_graph.network.filters import select_participations
    from ecosystem_graph.network.metrics import measure_network
    from ecosystem_graph.network.projection import coparticipation_network

    names = ("project", "programme", "participation", "organisation")
    tables = {name: pl.read_parquet(release.consolidated / f"{name}.parquet") for name in names}
    selection = select_participations(tables, where, period)
    made = coparticipation_network(
        selection.participations,
        tables["organisation"],
        base_iri=release.base_iri,
        weighting=weighting,
        recipe=selection.recipe,
    )
    measure_network(made, seed=seed, progress=progress)
    return made


def _write(made: "nx.Graph[str]", path: Path, seed: int) -> tuple[Path, ...]:
    from ecosystem_graph.network.export import write_network

    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix in _PICTURES:
        from ecosystem_graph.network.picture import draw_network

        draw_network(made, path, seed=seed)
        return (path,)
    return write_network(made, path)


_PICTURES = (".png", ".svg")
_SUFFIXES = (".graphml", ".gexf", ".csv", *_PICTURES)


def _check_suffixes(paths: list[Path]) -> None:
    """Refuse unknown file names before the long work."""
    for path in paths:
        if path.suffix not in _SUFFIXES:
            raise ConfigError(
                f"{path}: expected a file name that ends in {', '.join(_SUFFIXES)}, found {path.suffix!r}"
            )
