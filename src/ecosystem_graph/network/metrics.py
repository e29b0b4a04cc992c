"""Figures per organisation: how many partners, how much work together, how much in between, in which group."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal, get_args

import networkx as nx

from ecosystem_graph.errors import QueryParameterError
from ecosystem_graph.network.betweenness import betweenness
from ecosystem_graph.network.communities import find_communities, score_communities
from ecosystem_graph.network.recipe import Recipe, recipe_of
from ecosystem_graph.progress import Progress, no_progress

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["EXACT_UP_TO", "PIVOTS", "Distance", "measure_network"]

Distance = Literal["steps", "inverse-weight"]
"""Length of an edge for betweenness: 1, or 1/weight (strong ties are short)."""

EXACT_UP_TO = 10_000
"""Nodes up to which betweenness is exact by default (about 4 s for 7,000 organisations and 33,000 edges)."""

PIVOTS = 512
"""Random sources that betweenness is estimated from in larger networks."""

_WEIGHTED_EXACT_UP_TO = 1_000
_UNITS_PER_DISTANCE = 1_000_000


def measure_network(
    network: nx.Graph[str],
    *,
    seed: int = 0,
    distance: Distance = "steps",
    exact_up_to: int | None = None,
    pivots: int = PIVOTS,
    progress: Progress = no_progress,
) -> None:
    """Write figures to the nodes of a network, and to its recipe how they were computed.

    Node attributes: ``degree`` (number of partners), ``strength`` (sum of edge weights), ``betweenness`` (share of the
    shortest paths between others, 0-1), ``component`` and ``community`` (numbered from 1, the largest first, ties by
    the smallest node).

    Args:
        network: Undirected graph with ``weight`` on its edges; changed in place.
        seed: Seed of pivots and communities; the same seed gives the same figures.
        distance: Length of an edge for betweenness.
        exact_up_to: Nodes up to which betweenness is exact; by default 10,000 in steps and 1,000 by inverse weight.
        pivots: Random sources to estimate betweenness from in larger networks.
        progress: Told how far betweenness is.

    Raises:
        QueryParameterError: The distance is unknown.
    """
    if distance not in get_args(Distance):
        raise QueryParameterError(f"unknown distance {distance!r}; use one of {', '.join(get_args(Distance))}")
    if exact_up_to is None:
        exact_up_to = EXACT_UP_TO if distance == "steps" else _WEIGHTED_EXACT_UP_TO
    sample = None if len(network) <= exact_up_to else min(pivots, len(network))
    nx.set_node_attributes(network, dict(network.degree), "degree")
    nx.set_node_attributes(network, {node: _strength(network, node) for node in network}, "strength")
    if distance == "steps":
        values = betweenness(network, pivots=sample, seed=seed, progress=progress)
    else:
        values = _betweenness_by_weight(network, sample, seed)
    nx.set_node_attributes(network, values, "betweenness")
    recipe_of(network).update(seed=seed, betweenness=_describe_betweenness(distance, sample))
    recipe_of(network).update(_number_components(network))
    recipe_of(network).update(_number_communities(network, seed))


def _strength(network: nx.Graph[str], node: str) -> float:
    # Thirds and sevenths leave dust in the last digits: eleven projects should read 11.0, not 10.999999999999996.
    return round(math.fsum(weight for *_, weight in network.edges(node, data="weight", default=1.0)), 12)


def _betweenness_by_weight(network: nx.Graph[str], sample: int | None, seed: int) -> dict[str, float]:
    # Whole numbers: sums of 1/weight that should be equal would differ in the last digit and hide shortest paths.
    edges: list[tuple[str, str, float]] = list(network.edges(data="weight", default=1.0))
    measured: nx.Graph[str] = nx.Graph()
    measured.add_nodes_from(network)
    measured.add_edges_from(
        (source, target, {"length": round(_UNITS_PER_DISTANCE / weight)}) for source, target, weight in edges
    )
    return nx.betweenness_centrality(measured, k=sample, weight="length", seed=seed)


def _describe_betweenness(distance: Distance, sample: int | None) -> str:
    paths = "paths counted in steps" if distance == "steps" else "edge length 1/weight"
    return f"normalised, {paths}, " + ("exact" if sample is None else f"estimated from {sample} random sources")


def _number_components(network: nx.Graph[str]) -> Recipe:
    parts = sorted((sorted(part) for part in nx.connected_components(network)), key=lambda part: (-len(part), part[0]))
    _number(network, parts, "component")
    return {
        "components": len(parts),
        "largest_component": len(parts[0]) if parts else 0,
        "organisations_without_partner": sum(len(part) == 1 for part in parts),
    }


def _number_communities(network: nx.Graph[str], seed: int) -> Recipe:
    groups = find_communities(network, seed=seed)
    _number(network, groups, "community")
    return {
        "community_method": "Louvain on weights, resolution 1",
        "communities": sum(len(group) > 1 for group in groups),
        "modularity": score_communities(network, groups),
    }


def _number(network: nx.Graph[str], groups: Iterable[Iterable[str]], name: str) -> None:
    numbers = {node: number for number, group in enumerate(groups, start=1) for node in group}
    nx.set_node_attributes(network, numbers, name)
