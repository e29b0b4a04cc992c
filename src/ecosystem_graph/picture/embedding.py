"""Where the nodes of a connected part of a network stand to each other, to a scale of its own."""

from __future__ import annotations

from typing import TypeAlias

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import shortest_path
from scipy.stats import rankdata

__all__ = ["embed_part"]

_Floats: TypeAlias = NDArray[np.float64]

_PIVOTS = 60
_RELAX_STEPS = 60
_EVENNESS = 0.55  # 0 as relaxed, 1 the same number of nodes in each strip of the page
# Strong gravity pulls far branches in, so that the page is used evenly; chosen by eye on networks of 200-1,000 nodes.
_GRAVITY = 0.05


def embed_part(part: nx.Graph[str], *, seed: int) -> _Floats:
    """Return a place for each node, in the order of the nodes.

    The part is unfolded by pivot multidimensional scaling, relaxed by ForceAtlas2, turned so that it is widest from
    left to right, and evened out.

    Args:
        part: Connected part, with ``weight`` on its edges.
        seed: Seed of the small shifts that part nodes with the same neighbours.
    """
    return _even_out(_turn(_relax(part, _unfold(part, seed), seed)))


def _unfold(network: nx.Graph[str], seed: int) -> _Floats:
    squares = _pivot_distances(network) ** 2
    centred = -0.5 * (squares - squares.mean(axis=0) - squares.mean(axis=1, keepdims=True) + squares.mean())
    places = centred @ _main_axes(centred)
    places /= np.abs(places).max(axis=0) + 1e-12
    return np.asarray(places + np.random.default_rng(seed).normal(scale=0.02, size=places.shape))


def _pivot_distances(network: nx.Graph[str]) -> _Floats:
    """Return steps from each node (row) to pivots (columns) that lie far from each other."""
    adjacency = nx.to_scipy_sparse_array(network, weight=None)
    pivot, columns = int(adjacency.sum(axis=1).argmax()), []
    for _ in range(min(_PIVOTS, len(network))):
        columns.append(shortest_path(adjacency, unweighted=True, indices=pivot))
        pivot = int(np.min(columns, axis=0).argmax())
    steps = np.column_stack(columns)
    # Parts without a path between them stand half as far again as the farthest nodes that have one.
    return np.where(np.isinf(steps), 1.5 * max(float(steps[np.isfinite(steps)].max()), 2.0), steps)


def _main_axes(rows: _Floats) -> _Floats:
    axes = np.linalg.eigh(rows.T @ rows).eigenvectors[:, :-3:-1]
    # An eigenvector has no sign of its own: its largest entry is made positive.
    return np.asarray(axes * np.sign(axes[np.abs(axes).argmax(axis=0), [0, 1]]))


def _relax(network: nx.Graph[str], start: _Floats, seed: int) -> _Floats:
    edges: list[tuple[str, str, float]] = list(network.edges(data="weight", default=1.0))
    mean = sum(weight for *_, weight in edges) / max(len(edges), 1)
    pulled: nx.Graph[str] = nx.Graph()
    pulled.add_nodes_from(network)
    pulled.add_weighted_edges_from((source, target, (weight / mean) ** 0.5) for source, target, weight in edges)
    spread = 6.0 * len(network) ** 0.5
    placed = nx.forceatlas2_layout(
        pulled,
        pos=dict(zip(pulled, start * spread, strict=True)),
        max_iter=_RELAX_STEPS,
        gravity=_GRAVITY,
        strong_gravity=True,
        node_mass={node: 1.5 * (1 + degree) ** 0.5 for node, degree in pulled.degree},
        weight="weight",
        seed=seed,
    )
    return np.array([placed[node] for node in network])


def _turn(places: _Floats) -> _Floats:
    centred = places - places.mean(axis=0)
    return np.asarray(centred @ _main_axes(centred))


def _even_out(places: _Floats) -> _Floats:
    """Narrow the gaps between crowds: each coordinate goes a part of the way to its rank."""
    spread = places / np.maximum(np.ptp(places, axis=0), 1e-9)
    ranks = rankdata(np.round(spread, 6), axis=0) / len(places)
    return np.asarray(((1 - _EVENNESS) * spread + _EVENNESS * ranks) * np.ptp(places, axis=0))
