"""Where to draw the nodes of a network: the same network and seed give the same places."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import shortest_path
from scipy.spatial import KDTree

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Positions", "is_ring", "place_nodes"]

Positions = dict[str, tuple[float, float]]
"""Place of each node in points (1/72 inch) from the lower left corner."""

_Floats: TypeAlias = NDArray[np.float64]

_RING_UP_TO = 40
_RING_DENSITY = 0.7
_RINGS_UP_TO = 6
_RING_SHARE = 0.38  # radius by the shorter side of the frame; the rest is for names
_PIVOTS = 60
_RELAX_STEPS = 60
_PART_STEPS = 40
_GAP = 0.6
# Strong gravity pulls far branches in, so that the page is used evenly; chosen by eye on networks of 200-1,000 nodes.
_GRAVITY = 0.05


def is_ring(network: nx.Graph[str]) -> bool:
    """Tell whether a network is small and dense enough to be read best as a ring."""
    return len(network) <= _RING_UP_TO and (len(network) < 4 or nx.density(network) >= _RING_DENSITY)


def place_nodes(
    network: nx.Graph[str],
    groups: Mapping[str, str],
    radii: Mapping[str, float],
    frame: tuple[float, float],
    *,
    seed: int = 0,
) -> Positions:
    """Return a place for each node.

    Small dense networks (a consortium, where all know all) stand in a ring, groups side by side; a few separate ones
    stand in rings beside each other. Others are unfolded by
    pivot multidimensional scaling, relaxed by ForceAtlas2, turned to the longer side of the frame, and parted where
    nodes would cover each other.

    Args:
        network: Network to draw, with ``weight`` on its edges.
        groups: Name of the group of each node.
        radii: Radius of each node in points.
        frame: Width and height in points.
        seed: Seed of the small shifts that part nodes with the same neighbours.

    Returns:
        Points from the lower left corner of the frame. Costs O(n^2) time and memory for *n* nodes (3 s for 1,000).

    Source:
        Brandes & Pich (2007), Graph Drawing 2006, LNCS 4372, 42-53. https://doi.org/10.1007/978-3-540-70904-6_6.
        Jacomy et al. (2014), PLoS ONE 9(6) e98679. https://doi.org/10.1371/journal.pone.0098679
    """
    if is_ring(network):
        nodes = sorted(network, key=lambda node: (groups.get(node, ""), str(network.nodes[node].get("label", node))))
        return _by_node(nodes, _ring(len(nodes), frame))
    parts = [
        network.subgraph(part)
        for part in sorted(nx.connected_components(network), key=lambda part: (-len(part), min(part)))
    ]
    if len(parts) <= _RINGS_UP_TO and all(is_ring(part) for part in parts):
        return _rings_side_by_side(parts, groups, radii, frame)
    nodes = list(network)
    sizes = np.array([radii[node] for node in nodes])
    relaxed = _turn(_relax(network, _unfold(network, seed), seed))
    return _by_node(nodes, _part(_fit(relaxed, sizes.max(), frame), sizes, frame))


def _rings_side_by_side(
    parts: list[nx.Graph[str]], groups: Mapping[str, str], radii: Mapping[str, float], frame: tuple[float, float]
) -> Positions:
    """Give each separate part a column of the frame by its number of nodes; small parts get half of the largest."""
    shares = np.array([max(len(part), len(parts[0]) / 2) for part in parts])
    widths = shares / shares.sum() * frame[0]
    places: Positions = {}
    for part, left, width in zip(parts, np.cumsum(widths) - widths, widths, strict=True):
        inside = place_nodes(part, groups, radii, (float(width), frame[1]))
        places |= {node: (x + float(left), y) for node, (x, y) in inside.items()}
    return places


def _by_node(nodes: list[str], places: _Floats) -> Positions:
    return {node: (float(x), float(y)) for node, (x, y) in zip(nodes, places, strict=True)}


def _ring(count: int, frame: tuple[float, float]) -> _Floats:
    angles = np.pi / 2 - 2 * np.pi * np.arange(count) / max(count, 1)
    radius = _RING_SHARE * min(frame) if count > 1 else 0.0
    return np.array(frame) / 2 + radius * np.column_stack((np.cos(angles), np.sin(angles)))


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


def _fit(places: _Floats, margin: float, frame: tuple[float, float]) -> _Floats:
    low, high = places.min(axis=0), places.max(axis=0)
    scale = (np.array(frame) - 2 * margin) / np.maximum(high - low, 1e-9)
    return np.asarray(margin + (places - low) * scale)


def _part(places: _Floats, radii: _Floats, frame: tuple[float, float]) -> _Floats:
    """Push nodes apart that cover each other, a little at a time, and keep them in the frame."""
    parted = places.copy()
    for _ in range(_PART_STEPS):
        pairs = KDTree(parted).query_pairs(2 * float(radii.max()) + _GAP, output_type="ndarray")
        first, second = pairs[np.lexsort(pairs.T[::-1])].T
        apart = parted[second] - parted[first]
        distance = np.hypot(*apart.T) + 1e-9
        lacking = radii[first] + radii[second] + _GAP - distance
        shift = apart * (np.clip(lacking, 0.0, None) / distance / 2)[:, None] * 0.7
        np.add.at(parted, second, shift)
        np.subtract.at(parted, first, shift)
        parted = np.clip(parted, radii[:, None], np.array(frame) - radii[:, None])
    return parted
