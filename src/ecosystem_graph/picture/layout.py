"""Where to draw the nodes of a network: the same network and seed give the same places."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.spatial import KDTree

from ecosystem_graph.picture.embedding import embed_part
from ecosystem_graph.picture.packing import pack_boxes

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["NAMED_TOGETHER", "Positions", "is_ring", "place_nodes"]

Positions = dict[str, tuple[float, float]]
"""Place of each node in points (1/72 inch) from the lower left corner."""

NAMED_TOGETHER = 12
"""Nodes of a separate part up to which all are named or none; beside them is room for names."""

_Floats: TypeAlias = NDArray[np.float64]

_RING_UP_TO = 40
_RING_DENSITY = 0.7
_RINGS_UP_TO = 6
_RING_SHARE = 0.38  # radius by the shorter side of the frame; the rest is for names
_PART_STEPS = 40
_GAP = 0.6
_BETWEEN = 14.0  # points between the rooms of separate parts
_RATIOS = (0.6, 1.9)  # width by height of such a room
_HOLES_UP_TO = 30
_STEP = 8.0  # points between places that are tried
_POINTS_ON_EDGE = 25
_ROOMIEST = 1.8  # a part takes no more than this of what it needs
_NAME_ROOM = 0.26  # by the width of the room
# Large parts have more ties between distant nodes, small ones need room for a name.
_AREA_GROWTH, _AREA_LEAST = 0.9, 1.0


class _Shape(NamedTuple):
    """Nodes that are laid out together, to their own scale."""

    nodes: list[str]
    places: _Floats


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
    stand in rings beside each other. Others are unfolded by pivot multidimensional scaling, relaxed by ForceAtlas2, and
    parted where nodes would cover each other. Separate parts are laid out one by one and packed side by side, each with
    room by its number of nodes; nodes without ties stand in rows.

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
    return _pack_parts(parts, groups, radii, frame, seed)


def _pack_parts(
    parts: list[nx.Graph[str]],
    groups: Mapping[str, str],
    radii: Mapping[str, float],
    frame: tuple[float, float],
    seed: int,
) -> Positions:
    """Lay out each part by itself, then put the parts side by side, and part nodes that cover each other."""
    alone = [node for part in parts if len(part) == 1 for node in part]
    shapes = [_Shape(list(part), _shape(part, groups, seed)) for part in parts if len(part) > 1]
    if alone:
        shapes.append(_Shape(alone, _rows(len(alone), frame)))
    margin = max(radii.values())
    laid = _fill_holes(parts[0], shapes, margin, frame) or _side_by_side(shapes, margin, frame)
    names = [node for shape in shapes for node in shape.nodes]
    places = _part(np.vstack(laid), np.array([radii[node] for node in names]), frame)
    found = _by_node(names, places)
    return {node: found[node] for part in parts for node in part}


def _side_by_side(shapes: list[_Shape], margin: float, frame: tuple[float, float]) -> list[_Floats]:
    """Give each part a room of its own."""
    if len(shapes) == 1:
        return [_fit(shapes[0].places, margin, frame)]
    sizes = [_room(shape) for shape in shapes]
    scale, corners = pack_boxes(sizes, frame)
    laid = []
    for shape, (width, height), corner in zip(shapes, sizes, corners, strict=True):
        room = (scale * width, scale * height)
        gap = min(margin + _BETWEEN, min(room) / 4)
        # Names of small parts stand beside their nodes.
        beside = _NAME_ROOM * room[0] if 1 < len(shape.nodes) <= NAMED_TOGETHER else gap
        laid.append(_fit(shape.places, np.array((max(gap, beside), gap)), room) + corner)
    ends = np.cumsum([len(each) for each in laid])[:-1]
    return np.split(_fit(np.vstack(laid), margin, frame), ends)


def _fill_holes(
    largest: nx.Graph[str], shapes: list[_Shape], margin: float, frame: tuple[float, float]
) -> list[_Floats] | None:
    """Give the largest part the whole frame and put each other one where it is blank; None where one has no place."""
    total = sum(len(shape.nodes) for shape in shapes)
    if len(shapes) == 1 or len(shapes) > _HOLES_UP_TO or len(shapes[0].nodes) < total / 2:
        return None
    laid = [_fit(shapes[0].places, margin, frame)]
    taken = [laid[0], _along_edges(largest, shapes[0].nodes, laid[0])]
    grid = np.stack(np.meshgrid(*(np.arange(_STEP, side, _STEP) for side in frame)), axis=-1).reshape(-1, 2)
    to_border = np.minimum(grid, np.array(frame) - grid).min(axis=1)
    for shape in shapes[1:]:
        room = np.minimum(KDTree(np.vstack(taken)).query(grid)[0], to_border)
        best = int(room.argmax())
        need = margin + (margin + _BETWEEN / 2) * len(shape.nodes) ** 0.5
        if room[best] < need + _BETWEEN:
            return None
        radius = min(float(room[best]) - _BETWEEN, _ROOMIEST * need)
        side = 2 * radius / 2**0.5 if len(shape.nodes) > 2 else radius
        laid.append(_fit(shape.places, margin, (side, side)) + grid[best] - side / 2)
        angles = np.linspace(0, 2 * np.pi, 60)
        taken.append(grid[best] + radius * np.column_stack((np.cos(angles), np.sin(angles))))
        taken.append(laid[-1])
    return laid


def _along_edges(part: nx.Graph[str], nodes: list[str], places: _Floats) -> _Floats:
    """Return points on each line, so near to each other that nothing fits between."""
    row = {node: number for number, node in enumerate(nodes)}
    ends = np.array([(row[one], row[other]) for one, other in part.edges if one != other], dtype=np.int64)
    shares = np.linspace(0, 1, _POINTS_ON_EDGE)[:, None, None]
    start, end = places[ends[:, 0]], places[ends[:, 1]]
    return np.asarray((1 - shares) * start + shares * end).reshape(-1, 2)


def _shape(part: nx.Graph[str], groups: Mapping[str, str], seed: int) -> _Floats:
    """Return places of the nodes of a connected part, in its own order and to its own scale."""
    if is_ring(part):
        around = sorted(part, key=lambda node: (groups.get(node, ""), str(part.nodes[node].get("label", node))))
        places = _by_node(around, _ring(len(part), (1.0, 1.0)))
        return np.array([places[node] for node in part])
    return embed_part(part, seed=seed)


def _rows(count: int, frame: tuple[float, float]) -> _Floats:
    columns = max(1, round((count * frame[0] / frame[1]) ** 0.5))
    return np.array([(number % columns, -(number // columns)) for number in range(count)], float)


def _room(shape: _Shape) -> tuple[float, float]:
    """Return width and height of the room of a part: its area by the number of nodes, its shape as laid out."""
    width, height = np.maximum(np.ptp(shape.places, axis=0), 1e-9)
    ratio = float(np.clip(width / height, *_RATIOS))
    area = float(len(shape.nodes)) ** _AREA_GROWTH + _AREA_LEAST
    return (area * ratio) ** 0.5, (area / ratio) ** 0.5


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


def _fit(places: _Floats, margin: float | _Floats, frame: tuple[float, float]) -> _Floats:
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
