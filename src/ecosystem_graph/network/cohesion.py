"""How tightly the surroundings of a node are knit: cores, triangles, clustering, rich club."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ecosystem_graph.network.triangles import iter_triangles, orient

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from ecosystem_graph.network.structure import Network

    _Ints = NDArray[np.int64]
    _Floats = NDArray[np.float64]

__all__ = ["clustering", "core_numbers", "count_triangles", "rich_club", "transitivity"]


def core_numbers(network: Network) -> _Ints:
    """Return the largest k for which each node is in a part where all have k ties or more.

    Source:
        Seidman (1983), Social Networks 5(3), 269-287. https://doi.org/10.1016/0378-8733(83)90028-X
    """
    matrix = network.weights
    left = network.degree.copy()
    cores, k = np.zeros(len(network), np.int64), 0
    rest = np.flatnonzero(left > 0)
    left[left == 0] = -1
    while len(rest):
        k = max(k, int(left[rest].min()))
        leaving = rest[left[rest] <= k]
        while len(leaving):
            cores[leaving] = k
            left[leaving] = -1
            losing = _neighbours(matrix, leaving)
            losing = losing[left[losing] >= 0]
            np.subtract.at(left, losing, 1)
            near = np.unique(losing)
            leaving = near[left[near] <= k]
        rest = rest[left[rest] >= 0]
    return cores


def count_triangles(network: Network) -> _Ints:
    """Return in how many triangles each node is."""
    ties = orient(network.weights)
    triangles = np.zeros(len(network), np.int64)
    for first, second, _ in iter_triangles(ties):
        for corner in (ties.low[first], ties.high[first], ties.high[second]):
            np.add.at(triangles, corner, 1)
    return triangles


def clustering(network: Network, triangles: _Ints) -> _Floats:
    """Return which share of each node's pairs of neighbours are tied; 0.0 with fewer than two neighbours.

    Source:
        Watts & Strogatz (1998), Nature 393, 440-442. https://doi.org/10.1038/30918
    """
    pairs = network.degree * (network.degree - 1.0)
    return np.asarray(np.divide(2.0 * triangles, pairs, out=np.zeros(len(network)), where=pairs > 0))


def transitivity(network: Network, triangles: _Ints) -> float:
    """Return which share of all pairs of neighbours are tied; 0.0 where there is no such pair."""
    pairs = float((network.degree * (network.degree - 1)).sum())
    return 2.0 * float(triangles.sum()) / pairs if pairs else 0.0


def rich_club(network: Network) -> dict[int, float]:
    """Return which share of the pairs of nodes with more than k ties are tied, by k.

    Up to the largest k that two nodes exceed; not normalised.

    Source:
        Colizza et al. (2006), Nature Physics 2, 110-115. https://doi.org/10.1038/nphys209
    """
    degree = network.degree
    if not len(degree):
        return {}
    top = int(degree.max())
    source, target = network.ends
    lower = np.minimum(degree[source], degree[target])
    nodes = len(degree) - np.cumsum(np.bincount(degree, minlength=top + 1))
    ties = len(source) - np.cumsum(np.bincount(lower, minlength=top + 1))
    return {k: 2.0 * int(ties[k]) / (int(nodes[k]) * (int(nodes[k]) - 1)) for k in range(top + 1) if nodes[k] > 1}


def _neighbours(matrix: csr_array, nodes: _Ints) -> _Ints:
    """Return the neighbours of some nodes, one after the other."""
    begin, counts = matrix.indptr[nodes], np.diff(matrix.indptr)[nodes]
    within = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
    return np.asarray(matrix.indices[np.repeat(begin, counts) + within], np.int64)
