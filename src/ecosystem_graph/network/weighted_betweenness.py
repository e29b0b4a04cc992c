"""Betweenness along strong ties: shortest paths by length, where strong ties are short."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from ecosystem_graph.network.betweenness import Estimate, normalise_dependencies
from ecosystem_graph.progress import Progress, no_progress

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ecosystem_graph.network.structure import Network

    _Floats = NDArray[np.float64]
    _Ints = NDArray[np.int64]

__all__ = ["estimate_weighted_betweenness", "inverse_weights"]

_SOURCES_ABREAST = 8
_STAGE = "weighted betweenness"
_UNITS = 720_720
"""Units of length per 1/weight: all whole numbers up to 16 divide it, so that 1/3 + 1/3 + 1/3 is 1."""


def inverse_weights(network: Network) -> csr_array:
    """Return the length of each tie, 1/weight in whole units: strong ties are short.

    Whole numbers, because sums of 1/weight that should be equal would differ in the last digit and hide shortest paths.
    Where weights are above 1 the unit is as many powers of ten smaller.
    """
    weights = network.weights
    largest = float(weights.data.max(initial=1.0))
    units = _UNITS * 10.0 ** max(0, int(np.ceil(np.log10(largest))))
    lengths = np.maximum(np.rint(units / weights.data), 1.0)
    return csr_array((lengths, weights.indices, weights.indptr), shape=weights.shape)


def estimate_weighted_betweenness(
    lengths: csr_array, *, pivots: int | None = None, seed: int = 0, progress: Progress = no_progress
) -> Estimate:
    """Return the share of shortest paths between others that run through each node, with its standard error.

    The values are those of ``networkx.betweenness_centrality(graph, k=pivots, weight="length", seed=seed)``.

    Args:
        lengths: Symmetric matrix of the lengths of ties, all above 0.
        pivots: Number of random sources to estimate from; ``None`` takes all (exact).
        seed: Seed of the draw of pivots.
        progress: Told after each block of sources.

    Returns:
        Betweenness 0-1 in the order of nodes. Each source costs a search by Dijkstra in compiled code, and a few
        passes over the ties of shortest paths.

    Source:
        Brandes (2001), Journal of Mathematical Sociology 25(2), 163-177. https://doi.org/10.1080/0022250X.2001.9990249
        Newman (2001), Phys. Rev. E 64, 016132 (distance 1/weight). https://doi.org/10.1103/PhysRevE.64.016132
    """
    size = lengths.shape[0]
    drawn = np.ones(size, dtype=bool)
    if pivots is not None and pivots < size:
        drawn[:] = False
        drawn[random.Random(seed).sample(range(size), pivots)] = True  # noqa: S311 - a sample, no secret
    sums, squares = np.zeros(size), np.zeros(size)
    source_of = np.repeat(np.arange(size), np.diff(lengths.indptr))
    target_of, length = lengths.indices.astype(np.int64), lengths.data
    sources = np.flatnonzero(drawn)
    for start in range(0, len(sources), _SOURCES_ABREAST):
        block = sources[start : start + _SOURCES_ABREAST]
        for source, distance in zip(block, dijkstra(lengths, directed=True, indices=block), strict=True):
            tight = distance[source_of] + length == distance[target_of]
            tight &= np.isfinite(distance[source_of])
            needed = _dependencies(source_of[tight], target_of[tight], int(source), size)
            sums += needed
            squares += np.square(needed)
        progress(_STAGE, start + len(block), len(sources))
    return normalise_dependencies(sums, squares, drawn)


def _dependencies(source_of: _Ints, target_of: _Ints, source: int, size: int) -> _Floats:
    """Return how much each node is needed on the shortest paths from one source.

    Args:
        source_of: Nearer end of each tie that is on a shortest path.
        target_of: Farther end of it.
        source: The source.
        size: Number of nodes.
    """
    paths: _Floats = np.zeros(size)
    paths[source] = 1.0
    step = paths.copy()
    while step.any():  # as many rounds as the longest shortest path has ties
        step = np.bincount(target_of, step[source_of], size).astype(np.float64)
        paths += step
    share = np.divide(1.0, paths, out=np.zeros(size), where=paths > 0)
    step, whole = share, share.copy()
    while step.any():
        step = np.bincount(source_of, step[target_of], size).astype(np.float64)
        whole += step
    needed = np.where(paths > 0, paths * whole - 1.0, 0.0)
    needed[source] = 0.0
    # A node at the end of all paths is needed by none; what is left of 1 - 1 is dust.
    needed[np.abs(needed) < 1e-9] = 0.0
    return needed
