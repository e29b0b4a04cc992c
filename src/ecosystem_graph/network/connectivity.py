"""What hangs together, and what would fall apart without one node or one tie."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse.csgraph import connected_components, depth_first_order

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ecosystem_graph.network.structure import Network

    _Ints = NDArray[np.int64]

__all__ = ["find_cut_nodes_and_bridges", "number_components"]


def number_components(network: Network) -> tuple[_Ints, _Ints]:
    """Number the connected components.

    Returns:
        Number of each node's component, from 0, the largest first, ties by the smallest id; size of each component.
    """
    if not len(network):
        return np.empty(0, np.int64), np.empty(0, np.int64)
    count, labels = connected_components(network.weights, directed=False)
    return rank_groups(network, labels, count)


def rank_groups(network: Network, labels: NDArray[np.integer], count: int) -> tuple[_Ints, _Ints]:
    """Number groups of nodes anew: the largest first, ties by the smallest id; return numbers and sizes."""
    sizes = np.bincount(labels, minlength=count)
    by_id = network.nodes["id"].arg_sort().to_numpy()
    rank = np.empty(len(network), np.int64)
    rank[by_id] = np.arange(len(network))
    smallest = np.full(count, len(network))
    np.minimum.at(smallest, labels, rank)
    order = np.lexsort((smallest, -sizes))
    number = np.empty(count, np.int64)
    number[order] = np.arange(count)
    return number[labels], sizes[order].astype(np.int64)


def find_cut_nodes_and_bridges(network: Network) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Tell which nodes and ties hold a part of the network to the rest by themselves.

    Returns:
        For each node, whether its removal splits its component (articulation point); for each tie, in the order of
        ``network.ends``, whether its removal does (bridge). O(nodes + edges).

    Source:
        Hopcroft & Tarjan (1973), Communications of the ACM 16(6), 372-378. https://doi.org/10.1145/362248.362272
    """
    size = len(network)
    cut = np.zeros(size, dtype=bool)
    source, target = network.ends
    if not len(source):
        return cut, np.zeros(0, dtype=bool)
    visited, parent = _search(network)
    place = np.empty(size, np.int64)
    place[visited] = np.arange(size)
    lowest = _lowest_places(source, target, place, parent)
    _pass_up(visited.tolist(), parent.tolist(), lowest)
    children = np.flatnonzero(parent >= 0)
    above = parent[children]
    held = np.array(lowest)[children] >= place[above]
    inner = parent[above] >= 0
    cut[above[held & inner]] = True
    cut[np.bincount(above[~inner], minlength=size) > 1] = True
    alone = np.zeros(size, dtype=bool)
    alone[children] = np.array(lowest)[children] > place[above]
    bridge = ((parent[source] == target) & alone[source]) | ((parent[target] == source) & alone[target])
    return cut, bridge


def _search(network: Network) -> tuple[_Ints, _Ints]:
    """Return the nodes in the order of a depth-first search of all components, and each node's parent (-1 for none)."""
    size = len(network)
    component, counts = number_components(network)
    parent = np.full(size, -1, np.int64)
    orders = []
    roots = np.full(len(counts), size)
    np.minimum.at(roots, component, np.arange(size))
    for root, count in zip(roots.tolist(), counts.tolist(), strict=True):
        if count == 1:
            orders.append(np.array([root], np.int64))
            continue
        order, above = depth_first_order(network.weights, root, directed=True)
        parent[order[1:]] = above[order[1:]]
        orders.append(order.astype(np.int64))
    return np.concatenate(orders), parent


def _lowest_places(source: _Ints, target: _Ints, place: _Ints, parent: _Ints) -> list[int]:
    """Return the earliest place that each node reaches by one tie, other than the one to its parent."""
    lowest = place.copy()
    for one, other in ((source, target), (target, source)):
        back = parent[one] != other
        np.minimum.at(lowest, one[back], place[other[back]])
    plain: list[int] = lowest.tolist()
    return plain


def _pass_up(visited: list[int], parent: list[int], lowest: list[int]) -> None:
    """Give each parent the earliest place that its children reach; children come after their parents."""
    for node in reversed(visited):
        above = parent[node]
        if above >= 0 and lowest[node] < lowest[above]:
            lowest[above] = lowest[node]
