"""Communities of the two-mode network: groups of actors together with the projects they share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array

from ecosystem_graph.errors import QueryParameterError
from ecosystem_graph.network.communities import detect_communities
from ecosystem_graph.network.structure import Network

if TYPE_CHECKING:
    from numpy.typing import NDArray

    _Ints = NDArray[np.int64]

__all__ = ["bipartite_modularity", "detect_bipartite_communities", "incidence"]

_ROUNDS = 100


def incidence(network: Network) -> csr_array:
    """Return the matrix of a two-mode network: actors (rows, in network order) x projects (columns).

    Raises:
        QueryParameterError: The network has one mode only.
    """
    if "mode" not in network.nodes.columns:
        raise QueryParameterError("this needs a two-mode network of actors and projects")
    actors = int((network.nodes["mode"] != "project").sum())
    source, target = network.ends
    size = len(network)
    return csr_array((np.ones(len(source)), (source, target - actors)), shape=(actors, size - actors))


def bipartite_modularity(matrix: csr_array, rows: _Ints, columns: _Ints) -> float:
    """Return Barber's modularity: share of participations inside, less what the numbers of both sides alone would give.

    Q = (1/m) sum over actors o and projects i of the same group of (b(o,i) - k(o) d(i) / m).

    Args:
        matrix: Actors x projects, 1.0 where one takes part.
        rows: Group of each actor, from 0.
        columns: Group of each project, from 0.

    Returns:
        Up to 1; 0.0 without participations.

    Source:
        Barber (2007), Physical Review E 76, 066102. https://doi.org/10.1103/PhysRevE.76.066102
    """
    total = float(matrix.sum())
    if not total:
        return 0.0
    groups = int(max(rows.max(initial=-1), columns.max(initial=-1))) + 1
    one = np.repeat(rows, np.diff(matrix.indptr))
    inside = float(matrix.data[one == columns[matrix.indices]].sum())
    strength = np.bincount(rows, matrix.sum(axis=1), groups) @ np.bincount(columns, matrix.sum(axis=0), groups)
    return inside / total - float(strength) / total**2


def detect_bipartite_communities(network: Network, *, seed: int = 0) -> tuple[_Ints, float]:
    """Group actors and projects so that Barber's modularity is high.

    Starts from communities of the two-mode network by the Leiden method, then lets actors and projects join the best
    group in turn (BRIM) until nothing changes for the better.

    Args:
        network: Two-mode network.
        seed: Seed of the search.

    Returns:
        Number of each node's group, in network order; bipartite modularity.

    Source:
        Barber (2007), Physical Review E 76, 066102. https://doi.org/10.1103/PhysRevE.76.066102
    """
    matrix = incidence(network)
    start = detect_communities(network, seed=seed).number
    rows, columns = start[: matrix.shape[0]], start[matrix.shape[0] :]
    best = bipartite_modularity(matrix, rows, columns)
    turned = matrix.T.tocsr()
    for _ in range(_ROUNDS):
        new_rows = _join_best(matrix, columns, rows)
        new_columns = _join_best(turned, new_rows, columns)
        score = bipartite_modularity(matrix, new_rows, new_columns)
        if score <= best + 1e-12:
            break
        rows, columns, best = new_rows, new_columns, score
    return np.concatenate((rows, columns)), best


def _join_best(matrix: csr_array, groups: _Ints, own: _Ints) -> _Ints:
    """Return the group that each row fits best to, given the groups of the columns; a tie keeps its own."""
    count = int(max(groups.max(initial=-1), own.max(initial=-1))) + 1
    size = matrix.shape[1]
    ties = (matrix @ csr_array((np.ones(size), (np.arange(size), groups)), shape=(size, count))).tocsr()
    expected = np.bincount(groups, matrix.sum(axis=0), count) / max(float(matrix.sum()), 1.0)
    degree = matrix.sum(axis=1)
    row = np.repeat(np.arange(matrix.shape[0]), np.diff(ties.indptr))
    gain = ties.data - degree[row] * expected[ties.indices]
    stay = np.where(ties.indices == own[row], 1e-9, 0.0)
    order = np.lexsort((ties.indices, -(gain + stay), row))
    first = order[np.flatnonzero(np.diff(row[order], prepend=-1))]
    joined = own.copy()
    joined[row[first]] = ties.indices[first]
    return joined
