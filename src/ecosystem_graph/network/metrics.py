"""The usual figures written to an ordinary networkx graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, get_args

import networkx as nx

from ecosystem_graph.network.choice import check_choice
from ecosystem_graph.network.measure import DEFAULT_MEASURES, measure
from ecosystem_graph.network.measurement import EXACT_UP_TO, PIVOTS, Options
from ecosystem_graph.network.recipe import recipe_of
from ecosystem_graph.network.structure import Network
from ecosystem_graph.network.weighted_betweenness import estimate_weighted_betweenness, inverse_weights
from ecosystem_graph.progress import Progress, no_progress

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Distance", "measure_network"]

Distance = Literal["steps", "inverse-weight"]
"""Length of an edge for betweenness: 1, or 1/weight (strong ties are short)."""

_WEIGHTED_EXACT_UP_TO = 1_000


def measure_network(  # noqa: PLR0913 - all but one by keyword
    network: nx.Graph[Any],
    *,
    names: Iterable[str] = DEFAULT_MEASURES,
    seed: int = 0,
    distance: Distance = "steps",
    exact_up_to: int | None = None,
    pivots: int = PIVOTS,
    progress: Progress = no_progress,
) -> None:
    """Write figures to the nodes of a graph, and to its recipe how they were computed.

    By default ``degree`` (number of partners), ``strength`` (sum of edge weights), ``betweenness`` (share of the
    shortest paths between others, 0-1), ``component`` and ``community`` (numbered from 1, the largest first, ties by
    the smallest node).

    Args:
        network: Undirected graph with ``weight`` on its edges; changed in place.
        names: What to measure.
        seed: Seed of pivots and communities; the same seed gives the same figures.
        distance: Length of an edge for betweenness.
        exact_up_to: Nodes up to which betweenness is exact; by default 10,000 in steps and 1,000 by inverse weight.
        pivots: Random sources to estimate betweenness from in larger networks.
        progress: Told how far betweenness is.

    Raises:
        QueryParameterError: The distance or a measure is unknown.
    """
    check_choice("distance", distance, get_args(Distance))
    chosen = [name for name in names if name != "betweenness" or distance == "steps"]
    limit = EXACT_UP_TO if exact_up_to is None else exact_up_to
    options = Options(seed=seed, exact_up_to=limit, pivots=pivots, progress=progress)
    measured = measure(Network.from_networkx(network), chosen, options)
    before = {name for _, values in network.nodes(data=True) for name in values}
    for name in measured.nodes.columns[1:]:
        if name not in before:
            column = dict(zip(network, measured.nodes[name].to_list(), strict=True))
            nx.set_node_attributes(network, {node: value for node, value in column.items() if value is not None}, name)
    recipe_of(network).update(measured.recipe)
    if distance == "inverse-weight":
        limit = _WEIGHTED_EXACT_UP_TO if exact_up_to is None else exact_up_to
        sample = None if len(network) <= limit else min(pivots, len(network))
        columns = Network.from_networkx(network)
        found = estimate_weighted_betweenness(inverse_weights(columns), pivots=sample, seed=seed, progress=progress)
        nx.set_node_attributes(network, dict(zip(network, found.values.tolist(), strict=True)), "betweenness")
        how = "exact" if sample is None else f"estimated from {sample} random sources"
        recipe_of(network).update(seed=seed, betweenness=f"normalised, edge length 1/weight, {how}")
