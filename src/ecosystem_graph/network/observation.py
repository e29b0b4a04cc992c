"""Results of network analyses as figures that a release can hold."""

from __future__ import annotations

import csv
from dataclasses import asdict
from functools import cache
from typing import TYPE_CHECKING, Final

import polars as pl

from ecosystem_graph.graph.analysis import Analysis, Measure
from ecosystem_graph.resources import resource

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ecosystem_graph.network.measurement import Options
    from ecosystem_graph.network.request import NetworkRequest
    from ecosystem_graph.network.structure import Network

__all__ = ["load_measures", "network_analysis", "table_analysis"]

_OPTIONS: Final = ("seed", "by", "exact_up_to", "pivots", "resolution", "runs")
_TIES: Final = {"weight": "weight", "projects": "projects", "first": "first-year", "last": "last-year",
                "bridge": "bridge", "chance": "chance"}  # fmt: skip
_WHOLE: Final = {"edges": "ties"}
_SCHEMA: Final = {"measure": pl.String, "value": pl.Float64}


@cache
def load_measures() -> Mapping[str, Measure]:
    """Return what each figure of network analyses is, by its code."""
    with resource("data", "reference", "measures.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return {
        row["code"]: Measure(row["code"], row["label"], row["definition"], row["unit"], is_whole=row["whole"] == "true")
        for row in rows
    }


def network_analysis(
    network: Network, request: NetworkRequest, names: Iterable[str], options: Options, *, ties: bool = False
) -> Analysis:
    """Return the figures of a measured network.

    Args:
        network: Network with figures as columns of its nodes.
        request: What was asked for.
        names: Names of the measures that were asked for.
        options: How it was measured.
        ties: Whether each tie is told too, with weight, projects and years.
    """
    known = load_measures()
    figures = [_of_nodes(network, known), _of_whole(network, known)]
    asked = {**asdict(request), **{name: getattr(options, name) for name in _OPTIONS}, "measures": sorted(names)}
    if ties:
        figures.append(_of_ties(network))
    title = f"Network of {network.recipe.get('level', request.level)}s by {request.weight} weights"
    return _analysis("network", title, {**asked, "ties": ties}, network.recipe, figures)


def table_analysis(
    kind: str,
    title: str,
    asked: Mapping[str, object],
    recipe: Mapping[str, str | int | float],
    tables: Mapping[str, pl.DataFrame],
) -> Analysis:
    """Return the figures of tables whose columns are named as measures are.

    Args:
        kind: What was computed, one word.
        title: One English sentence.
        asked: What was asked for.
        recipe: How it was made.
        tables: Tables by name: with ``id`` of single nodes, with ``source`` and ``target`` of pairs, or with ``figure``
            and ``value`` of the whole. Columns that are no measure are left out.
    """
    known = load_measures()
    return _analysis(kind, title, asked, recipe, [_long(_coded(table), known) for table in tables.values()])


def _analysis(
    kind: str,
    title: str,
    asked: Mapping[str, object],
    recipe: Mapping[str, str | int | float],
    figures: list[pl.DataFrame],
) -> Analysis:
    known = load_measures()
    used = {code for table in figures for code in table["measure"].unique()}
    measures = tuple(measure for code, measure in known.items() if code in used)
    return Analysis(kind, title, asked, recipe, measures, tuple(figures))


def _of_nodes(network: Network, known: Mapping[str, Measure]) -> pl.DataFrame:
    return _long(_coded(network.nodes), known)


def _coded(table: pl.DataFrame) -> pl.DataFrame:
    """Name columns as measures are named."""
    return table.rename({name: name.replace("_", "-") for name in table.columns})


def _of_ties(network: Network) -> pl.DataFrame:
    ids, edges = network.nodes["id"], network.edges
    ends = {end: ids.gather(edges[end]) for end in ("source", "target")}
    columns = {code: edges[name] for name, code in _TIES.items() if name in edges.columns}
    return _long(pl.DataFrame({**ends, **columns}), load_measures())


def _of_whole(network: Network, known: Mapping[str, Measure]) -> pl.DataFrame:
    """Return the numbers of the recipe that are figures of the network."""
    named = {_WHOLE.get(name, name.replace("_", "-")): value for name, value in network.recipe.items()}
    named["nodes"] = len(network)
    kept = [(code, float(value)) for code, value in named.items() if code in known and isinstance(value, int | float)]
    return pl.DataFrame(kept, schema=_SCHEMA, orient="row")


def _long(table: pl.DataFrame, known: Mapping[str, Measure]) -> pl.DataFrame:
    """Return one row per figure: ``node`` or ``node`` and ``partner``, ``measure``, ``value``, ``error``."""
    if "figure" in table.columns:
        code = pl.col("figure").str.replace_all("_", "-")
        return table.select(measure=code, value=pl.col("value").cast(pl.Float64)).filter(pl.col("measure").is_in(known))
    about = {"node": "id"} if "id" in table.columns else {"node": "source", "partner": "target"}
    parts = [
        table.select(
            **about,
            measure=pl.lit(name),
            value=pl.col(name).cast(pl.Float64),
            error=pl.col(f"{name}-error").cast(pl.Float64)
            if f"{name}-error" in table.columns
            else pl.lit(None, pl.Float64),
        )
        for name in table.columns
        if name in known
    ]
    empty = pl.DataFrame(schema={**dict.fromkeys(about, pl.String), **_SCHEMA, "error": pl.Float64})
    return pl.concat([empty, *parts])
