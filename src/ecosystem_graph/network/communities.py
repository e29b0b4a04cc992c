"""Groups of nodes that are tied more with each other than with the rest."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

import graspologic_native
import numpy as np
from scipy.sparse import csr_array

from ecosystem_graph.network.connectivity import rank_groups
from ecosystem_graph.network.structure import Network, as_network
from ecosystem_graph.progress import Progress, no_progress

if TYPE_CHECKING:
    from collections.abc import Iterable

    import networkx as nx
    from numpy.typing import NDArray

    _Ints = NDArray[np.int64]

__all__ = [
    "RUNS",
    "Partition",
    "detect_communities",
    "find_communities",
    "modularity",
    "rand_index",
    "score_communities",
]

RUNS = 5
"""Searches with other orders of nodes, of which the best counts."""

_STAGE = "communities"


@dataclass(frozen=True, slots=True)
class Partition:
    """The best of several partitions of a network.

    Attributes:
        number: Number of each node's community, from 0, the largest first, ties by the smallest id.
        sizes: Nodes of each community.
        modularity: Of this partition, on weights.
        stability: Mean adjusted Rand index of all pairs of searches: 1 when all found the same, 0 as by chance.
        runs: Number of searches.
    """

    number: _Ints
    sizes: _Ints
    modularity: float
    stability: float
    runs: int


def detect_communities(
    network: Network,
    *,
    resolution: float = 1.0,
    runs: int = RUNS,
    seed: int = 0,
    progress: Progress = no_progress,
) -> Partition:
    """Partition a network by the Leiden method on weights, several times, and take the best.

    Each search sees the nodes in another order. Nodes without ties stand alone.

    Args:
        network: Network.
        resolution: Above 1 gives more and smaller communities.
        runs: Number of searches.
        seed: Seed of orders and searches; the same seed gives the same partition.
        progress: Told after each search.

    Source:
        Traag, Waltman & van Eck (2019), Scientific Reports 9, 5233. https://doi.org/10.1038/s41598-019-41695-z
    """
    if not len(network.ends[0]):
        number, sizes = rank_groups(network, np.arange(len(network)), len(network))
        return Partition(number, sizes, 0.0, 1.0, runs)
    tied = np.flatnonzero(network.degree)
    matrix = network.weights[tied][:, tied]
    draw = np.random.default_rng(seed)
    found = []
    for run in range(runs):
        found.append(_search(matrix, resolution, draw))
        progress(_STAGE, run + 1, runs)
    scores = [modularity(matrix, labels, resolution) for labels in found]
    best = found[int(np.argmax(np.round(scores, 12)))]
    labels = np.arange(len(network)) + int(best.max()) + 1  # nodes without ties
    labels[tied] = best
    _, labels = np.unique(labels, return_inverse=True)
    number, sizes = rank_groups(network, labels, int(labels.max()) + 1)
    agreement = [rand_index(one, other) for one, other in combinations(found, 2)]
    quality = round(modularity(network.weights, number), 12) + 0.0
    return Partition(number, sizes, quality, float(np.mean(agreement)) if agreement else 1.0, runs)


def find_communities(network: Network | nx.Graph[Any], *, seed: int = 0) -> list[list[str]]:
    """Partition a network by the Leiden method on edge weights, resolution 1.

    Args:
        network: Undirected network with ``weight`` on its edges.
        seed: Seed of the searches.

    Returns:
        Communities, the largest first, ties by their smallest node; nodes sorted. Nodes without ties stand alone.

    Examples:
        >>> import networkx as nx
        >>> find_communities(nx.Graph([("a", "b"), ("c", "d")]))
        [['a', 'b'], ['c', 'd']]
    """
    columns = as_network(network)
    partition = detect_communities(columns, seed=seed)
    communities: list[list[str]] = [[] for _ in partition.sizes]
    for node, number in zip(columns.ids, partition.number.tolist(), strict=True):
        communities[number].append(node)
    return [sorted(community) for community in communities]


def score_communities(network: Network | nx.Graph[Any], communities: Iterable[Iterable[str]]) -> float:
    """Return the modularity of a partition on edge weights, resolution 1.

    Args:
        network: Undirected network with ``weight`` on its edges.
        communities: Groups that hold each node once.

    Returns:
        Between -0.5 and 1; 0.0 for a network without edges.

    Source:
        Newman (2004), Phys. Rev. E 70, 056131. https://doi.org/10.1103/PhysRevE.70.056131

    Examples:
        >>> import networkx as nx
        >>> score_communities(nx.Graph([("a", "b"), ("c", "d")]), [["a", "b"], ["c", "d"]])
        0.5
    """
    columns = as_network(network)
    numbers = {str(node): number for number, community in enumerate(communities) for node in community}
    labels = np.array([numbers[node] for node in columns.ids], np.int64)
    # Rounded, or a network that is one community would have a modularity of -0.0000000000000009.
    return round(modularity(columns.weights, labels), 12) + 0.0


def modularity(matrix: csr_array, labels: _Ints, resolution: float = 1.0) -> float:
    """Return the modularity of a partition: share of weight inside, less what strengths alone would give.

    Args:
        matrix: Symmetric matrix of weights without diagonal.
        labels: Number of each node's community, from 0.
        resolution: Factor of what is subtracted.
    """
    total = float(matrix.sum())
    if not total:
        return 0.0
    rows = np.repeat(labels, np.diff(matrix.indptr))
    inside = float(matrix.data[rows == labels[matrix.indices]].sum())
    strength = np.bincount(labels, matrix.sum(axis=1))
    return inside / total - resolution * float(((strength / total) ** 2).sum())


def rand_index(one: _Ints, other: _Ints) -> float:
    """Return the adjusted Rand index of two partitions: 1 when they are the same, about 0 when by chance.

    Source:
        Hubert & Arabie (1985), Journal of Classification 2, 193-218. https://doi.org/10.1007/BF01908075
    """
    size = len(one)
    table = csr_array((np.ones(size), (one, other)), shape=(int(one.max()) + 1, int(other.max()) + 1))
    table.sum_duplicates()
    both, first, second = (
        float((counts * (counts - 1) / 2).sum()) for counts in (table.data, table.sum(axis=1), table.sum(axis=0))
    )
    chance = first * second / max(size * (size - 1) / 2, 1.0)
    most = (first + second) / 2
    return 1.0 if most == chance else (both - chance) / (most - chance)


def _search(matrix: csr_array, resolution: float, draw: np.random.Generator) -> _Ints:
    size = matrix.shape[0]
    order = draw.permutation(size)
    shuffled = matrix[order][:, order]
    _, found = graspologic_native.leiden_csr(
        shuffled.indptr.astype(np.int64),
        shuffled.indices.astype(np.int32),
        shuffled.data,
        n_nodes=size,
        resolution=resolution,
        seed=int(draw.integers(2**32)),
    )
    labels = np.empty(size, np.int64)
    labels[order] = [found[place] for place in range(size)] if isinstance(found, dict) else np.asarray(found)
    return labels
