"""Groups of organisations that work more with each other than with the rest."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["find_communities", "score_communities"]

_TOTAL_BITS = 24


def find_communities(network: nx.Graph[str], *, seed: int = 0) -> list[list[str]]:
    """Partition a network by the Louvain method on edge weights, resolution 1.

    The method is networkx's. It is given integer weights that add up to 2^24 (largest remainders; each edge keeps its
    share of the whole within 2^-24): then every gain of modularity is an exact binary fraction, every move is a true
    improvement, and the search ends. On plain Newman weights equal gains differ in the last digit, and networkx up to
    3.6 can move a node to and fro for ever.

    Args:
        network: Undirected graph with ``weight`` on its edges.
        seed: Seed of the order in which nodes are visited.

    Returns:
        Communities, the largest first, ties by their smallest node; nodes sorted. Nodes without edges stand alone.

    Source:
        Blondel et al. (2008), J. Stat. Mech. P10008. https://doi.org/10.1088/1742-5468/2008/10/P10008.
        networkx issue 8739 (endless loop).

    Examples:
        >>> find_communities(nx.Graph([("a", "b"), ("c", "d")]))
        [['a', 'b'], ['c', 'd']]
    """
    places, numbered = _numbered(network)
    nodes = list(places)
    found = nx.community.louvain_communities(_with_exact_weights(numbered), weight="weight", seed=seed)
    ranked = sorted((sorted(community) for community in found), key=lambda community: (-len(community), community[:1]))
    return [[nodes[place] for place in community] for community in ranked]


def score_communities(network: nx.Graph[str], communities: Iterable[Iterable[str]]) -> float:
    """Return the modularity of a partition on edge weights, resolution 1.

    Args:
        network: Undirected graph with ``weight`` on its edges.
        communities: Groups that hold each node once.

    Returns:
        Between -0.5 and 1; 0.0 for a network without edges.

    Source:
        Newman (2004), Phys. Rev. E 70, 056131. https://doi.org/10.1103/PhysRevE.70.056131

    Examples:
        >>> score_communities(nx.Graph([("a", "b"), ("c", "d")]), [["a", "b"], ["c", "d"]])
        0.5
    """
    if not network.number_of_edges():
        return 0.0
    places, numbered = _numbered(network)
    groups = [{places[node] for node in community} for community in communities]
    # Rounded, or a network that is one community would have a modularity of -0.0000000000000009.
    return round(float(nx.community.modularity(numbered, groups, weight="weight")), 12) + 0.0


def _numbered(network: nx.Graph[str]) -> tuple[dict[str, int], nx.Graph[int]]:
    """Return the place of each node in sorted order, and a copy on these places.

    Sets of numbers are walked in the same order in every process, sets of text are not: sums would differ at the end.
    """
    places = {node: place for place, node in enumerate(sorted(network))}
    edges = [
        (places[source], places[target], weight) for source, target, weight in network.edges(data="weight", default=1.0)
    ]
    numbered: nx.Graph[int] = nx.Graph()
    numbered.add_nodes_from(range(len(places)))
    numbered.add_weighted_edges_from(sorted((min(edge[:2]), max(edge[:2]), edge[2]) for edge in edges))
    return places, numbered


def _with_exact_weights(network: nx.Graph[int]) -> nx.Graph[int]:
    """Return a copy with integer weights that add up to 2^24."""
    scaled: nx.Graph[int] = nx.Graph()
    scaled.add_nodes_from(network)
    edges: list[tuple[int, int, float]] = list(network.edges(data="weight"))
    if edges:
        total = 2**_TOTAL_BITS
        shares = np.array([weight for *_, weight in edges], dtype=np.float64)
        shares *= total / math.fsum(shares)
        whole = np.floor(shares)
        short = total - int(whole.sum())
        whole[np.argsort(whole - shares, kind="stable")[:short]] += 1
        scaled.add_weighted_edges_from(
            (source, target, int(weight)) for (source, target, _), weight in zip(edges, whole, strict=True)
        )
    return scaled
