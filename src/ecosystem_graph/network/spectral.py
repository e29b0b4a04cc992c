"""Importance that comes from important neighbours: PageRank and eigenvector centrality."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse.linalg import eigsh

from ecosystem_graph.errors import EngineError
from ecosystem_graph.network.connectivity import number_components

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from ecosystem_graph.network.structure import Network

    _Floats = NDArray[np.float64]

__all__ = ["eigenvector_centrality", "pagerank"]

_DENSE_UP_TO = 64


def pagerank(matrix: csr_array, *, alpha: float = 0.85, tol: float = 1e-6, max_iter: int = 100) -> _Floats:
    """Return PageRank of each node, by power iteration as in networkx.

    Args:
        matrix: Symmetric matrix of weights; a node without ties is left for any node alike.
        alpha: Chance to follow a tie.
        tol: Iteration ends when the sum of all changes is below nodes x tol.
        max_iter: Iterations after which the search is given up.

    Returns:
        Values that sum to 1.

    Raises:
        EngineError: The search did not end within ``max_iter`` iterations.

    Source:
        Brin & Page (1998), Computer Networks and ISDN Systems 30, 107-117.
        https://doi.org/10.1016/S0169-7552(98)00110-X
    """
    size = matrix.shape[0]
    if not size:
        return np.empty(0)
    strength = matrix.sum(axis=1)
    shares = np.divide(1.0, strength, out=np.zeros(size), where=strength != 0)
    alone = np.flatnonzero(strength == 0)
    values = np.full(size, 1.0 / size)
    for _ in range(max_iter):
        # The matrix is symmetric, so its rows do for its columns.
        new = alpha * (matrix @ (values * shares) + values[alone].sum() / size) + (1 - alpha) / size
        change = np.abs(new - values).sum()
        values = new
        if change < size * tol:
            return np.asarray(values)
    raise EngineError(f"PageRank did not settle within {max_iter} iterations")


def eigenvector_centrality(network: Network, matrix: csr_array) -> _Floats:
    """Return the main eigenvector of the largest component, of length 1; nodes of other components have 0.0.

    In a network of several components the centralities of one cannot be compared with those of another.

    Args:
        network: Network; of several largest components the one with the smallest id counts.
        matrix: Its weights or steps.

    Source:
        Bonacich (1972), Journal of Mathematical Sociology 2(1), 113-120. https://doi.org/10.1080/0022250X.1972.9989806
    """
    values = np.zeros(len(network))
    component, counts = number_components(network)
    if not len(counts) or counts[0] < 2:
        return values
    members = np.flatnonzero(component == 0)
    part = matrix[members][:, members]
    if len(members) <= _DENSE_UP_TO:
        vector = np.linalg.eigh(part.toarray()).eigenvectors[:, -1]
    else:
        vector = eigsh(part, k=1, which="LA", v0=np.ones(len(members)), tol=1e-12)[1][:, 0]
    values[members] = np.abs(vector) / np.linalg.norm(vector)
    return values
