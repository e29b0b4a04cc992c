"""Betweenness of all nodes at once: Brandes' algorithm, many sources abreast, on sparse matrices."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, TypeAlias

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from ecosystem_graph.progress import Progress, no_progress

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scipy.sparse import csr_array

__all__ = ["betweenness"]

_Floats: TypeAlias = NDArray[np.float64]
_SOURCES_ABREAST = 32
_STAGE = "betweenness"


def betweenness(
    network: nx.Graph[str], *, pivots: int | None = None, seed: int = 0, progress: Progress = no_progress
) -> dict[str, float]:
    """Return the share of shortest paths between other nodes that run through each node.

    Paths are counted in steps, weights play no part. The values are those of
    ``networkx.betweenness_centrality(network, k=pivots, seed=seed)``, normalised, up to rounding.

    Args:
        network: Undirected graph without self-loops.
        pivots: Number of random sources to estimate from; ``None`` takes all (exact).
        seed: Seed of the draw of pivots.
        progress: Told after each block of sources.

    Returns:
        Value 0-1 by node, in node order. Costs O(sources x edges) time; tied nodes with the same neighbours (such as
        partners that have one and the same project) share one source, which saves most of the work here. Memory: about
        300 bytes per node and step of the longest search.

    Source:
        Brandes (2001), Journal of Mathematical Sociology 25(2), 163-177. https://doi.org/10.1080/0022250X.2001.9990249

    Examples:
        >>> betweenness(nx.path_graph(["a", "b", "c"]))
        {'a': 0.0, 'b': 1.0, 'c': 0.0}
    """
    nodes = list(network)
    drawn = set(nodes)
    if pivots is not None and pivots < len(nodes):
        drawn = set(random.Random(seed).sample(nodes, pivots))  # noqa: S311 - a sample, no secret
    total = dict.fromkeys(nodes, 0.0)
    done = 0
    for component in _components(network):
        sources = [node for node in component if node in drawn]
        if len(component) > 2 and sources:
            adjacency = nx.to_scipy_sparse_array(network, component, dtype=np.dtype(np.float64), weight=None)
            places = {node: place for place, node in enumerate(component)}
            sums = np.zeros(len(component))
            for block, copies in _distinct_sources(adjacency, [places[node] for node in sources]):
                sums += _dependencies(adjacency, block) @ copies
                progress(_STAGE, done := done + int(copies.sum()), len(drawn))
            total.update(zip(component, sums.tolist(), strict=True))
    return _normalise(total, drawn)


def _components(network: nx.Graph[str]) -> Iterator[list[str]]:
    order = {node: place for place, node in enumerate(network)}
    for component in nx.connected_components(network):
        yield sorted(component, key=order.__getitem__)


def _distinct_sources(adjacency: csr_array, sources: Sequence[int]) -> Iterator[tuple[NDArray[np.intp], _Floats]]:
    # Tied nodes with equal neighbours see all others alike and are on no path from each other: one stands for all.
    copies: dict[bytes, list[int]] = {}
    for source in sources:
        row = adjacency.indices[adjacency.indptr[source] : adjacency.indptr[source + 1]]
        copies.setdefault(np.sort(np.append(row, source)).tobytes(), []).append(source)
    groups = list(copies.values())
    for start in range(0, len(groups), _SOURCES_ABREAST):
        block = groups[start : start + _SOURCES_ABREAST]
        yield np.array([group[0] for group in block]), np.array([float(len(group)) for group in block])


def _dependencies(adjacency: csr_array, sources: NDArray[np.intp]) -> _Floats:
    """Return how much each node (row) is needed on shortest paths from each source (column)."""
    levels = _path_counts(adjacency, sources)
    needed = np.zeros_like(levels[0])
    for nearer, farther in zip(reversed(levels[:-1]), reversed(levels[1:]), strict=True):
        share = np.divide(1.0 + needed, farther, out=np.zeros_like(needed), where=farther > 0)
        needed += nearer * (adjacency @ share)
    needed[sources, np.arange(len(sources))] = 0.0
    return needed


def _path_counts(adjacency: csr_array, sources: NDArray[np.intp]) -> list[_Floats]:
    """Return, per number of steps, how many shortest paths reach each node (row) from each source (column)."""
    start = np.zeros((adjacency.shape[0], len(sources)))
    start[sources, np.arange(len(sources))] = 1.0
    levels, unseen = [start], start == 0
    while True:
        reached = (adjacency @ levels[-1]) * unseen
        if not reached.any():
            return levels
        unseen &= reached == 0
        levels.append(reached)


def _normalise(total: dict[str, float], drawn: set[str]) -> dict[str, float]:
    # A pivot is no inner node of its own paths, so with a sample it has one source fewer than the other nodes.
    ends = len(total) - 2
    if ends < 1:
        return total
    exact = len(drawn) == len(total)
    sources = {True: len(drawn) - 1, False: len(drawn) - 1 if exact else len(drawn)}
    return {
        node: value / (sources[node in drawn] * ends) if sources[node in drawn] else float("nan")
        for node, value in total.items()
    }
