"""Betweenness of all nodes at once: Brandes' algorithm, many sources abreast, on sparse matrices."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ecosystem_graph.network.connectivity import number_components
from ecosystem_graph.network.structure import Network, as_network
from ecosystem_graph.progress import Progress, no_progress

if TYPE_CHECKING:
    from collections.abc import Iterator

    import networkx as nx
    from scipy.sparse import csr_array

__all__ = ["Estimate", "betweenness", "estimate_betweenness", "normalise_dependencies"]

_Floats: TypeAlias = NDArray[np.float64]
_SOURCES_ABREAST = 32
_STAGE = "betweenness"


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure of each node, and how far off it may be.

    Attributes:
        values: Figure of each node.
        errors: Standard error of each figure; 0.0 throughout where the figures are exact.
    """

    values: _Floats
    errors: _Floats


def betweenness(
    network: Network | nx.Graph[Any],
    *,
    pivots: int | None = None,
    seed: int = 0,
    progress: Progress = no_progress,
) -> dict[str, float]:
    """Return the share of shortest paths between other nodes that run through each node.

    Paths are counted in steps, weights play no part. The values are those of
    ``networkx.betweenness_centrality(network, k=pivots, seed=seed)``, normalised, up to rounding.

    Args:
        network: Undirected network; loops are ignored.
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
        >>> import networkx as nx
        >>> betweenness(nx.path_graph(["a", "b", "c"]))
        {'a': 0.0, 'b': 1.0, 'c': 0.0}
    """
    columns = as_network(network)
    return columns.by_node(estimate_betweenness(columns, pivots=pivots, seed=seed, progress=progress).values)


def estimate_betweenness(
    network: Network, *, pivots: int | None = None, seed: int = 0, progress: Progress = no_progress
) -> Estimate:
    """Return betweenness with its standard error, in the order of nodes.

    The error is that of a mean of draws without replacement; with all nodes as sources it is 0.

    Args:
        network: Network.
        pivots: Number of random sources; ``None`` takes all (exact).
        seed: Seed of the draw of pivots.
        progress: Told after each block of sources.

    Source:
        Brandes & Pich (2007), Int. J. Bifurcation and Chaos 17(7), 2303-2318. https://doi.org/10.1142/S0218127407018403
    """
    size = len(network)
    drawn = np.ones(size, dtype=bool)
    if pivots is not None and pivots < size:
        drawn[:] = False
        drawn[random.Random(seed).sample(range(size), pivots)] = True  # noqa: S311 - a sample, no secret
    sums, squares = np.zeros(size), np.zeros(size)
    done = 0
    component, counts = number_components(network)
    order = np.argsort(component, kind="stable")
    for members in np.split(order, np.cumsum(counts)[:-1]) if size else []:
        if len(members) < 3:
            break  # components are sorted by size
        sources = np.flatnonzero(drawn[members])
        adjacency = network.steps if len(members) == size else network.steps[members][:, members]
        adjacency.sort_indices()
        for block, copies in _distinct_sources(adjacency, sources):
            needed = _dependencies(adjacency, block)
            sums[members] += needed @ copies
            squares[members] += np.square(needed) @ copies
            progress(_STAGE, done := done + int(copies.sum()), int(drawn.sum()))
    return normalise_dependencies(sums, squares, drawn)


def _distinct_sources(adjacency: csr_array, sources: NDArray[np.intp]) -> Iterator[tuple[NDArray[np.intp], _Floats]]:
    # Tied nodes with equal neighbours see all others alike and are on no path from each other: one stands for all.
    copies: dict[bytes, list[int]] = {}
    for source in sources.tolist():
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
    for nearer, farther in zip(levels[-2:0:-1], levels[:1:-1], strict=True):
        share = np.divide(1.0 + needed, farther, out=np.zeros_like(needed), where=farther > 0)
        needed += nearer * _multiply(adjacency, share)
    return needed


def _path_counts(adjacency: csr_array, sources: NDArray[np.intp]) -> list[_Floats]:
    """Return, per number of steps, how many shortest paths reach each node (row) from each source (column)."""
    start = np.zeros((adjacency.shape[0], len(sources)))
    start[sources, np.arange(len(sources))] = 1.0
    first = np.ascontiguousarray(adjacency[sources].toarray().T)
    levels = [start, first]
    unseen = (start == 0) & (first == 0)
    while True:
        rows = np.flatnonzero(unseen.any(axis=1))
        if not len(rows):
            return levels
        reached = np.zeros_like(start)
        if 2 * len(rows) < len(unseen):  # the last levels are thin
            reached[rows] = adjacency[rows] @ levels[-1]
        else:
            reached = adjacency @ levels[-1]
        reached *= unseen
        unseen &= reached == 0
        levels.append(reached)


def _multiply(adjacency: csr_array, share: _Floats) -> _Floats:
    """Return the product with a matrix most of whose rows may be zero."""
    rows = np.flatnonzero(share.any(axis=1))
    if 2 * len(rows) < len(share):
        return np.asarray(adjacency[rows].T @ share[rows])
    return np.asarray(adjacency @ share)


def normalise_dependencies(sums: _Floats, squares: _Floats, drawn: NDArray[np.bool_]) -> Estimate:
    """Return betweenness from what sources need, with its standard error.

    Args:
        sums: How much all sources together need each node.
        squares: Sum of the squares of that.
        drawn: Which nodes are sources.
    """
    # A pivot is no inner node of its own paths, so with a sample it has one source fewer than the other nodes.
    size, ends = len(sums), len(sums) - 2
    if ends < 1:
        return Estimate(np.zeros(size), np.zeros(size))
    sources = np.where(drawn, drawn.sum() - 1.0, drawn.sum())
    with np.errstate(divide="ignore", invalid="ignore"):
        means = sums / (sources * ends)
        if drawn.all():
            return Estimate(means, np.zeros(size))
        spread = np.maximum(squares / (sources * ends * ends) - means**2, 0.0) * sources / (sources - 1)
        errors = np.sqrt(spread / sources * (1.0 - sources / (size - 1.0)))
    return Estimate(np.where(sources > 0, means, np.nan), np.where(sources > 1, errors, np.nan))
