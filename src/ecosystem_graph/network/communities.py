"""Groups of organisations that work more with each other than with the rest."""

from __future__ import annotations

import math

import networkx as nx
import numpy as np

__all__ = ["find_communities"]

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
    scaled = _with_exact_weights(network)
    found = nx.community.louvain_communities(scaled, weight="weight", seed=seed)
    return sorted((sorted(community) for community in found), key=lambda community: (-len(community), community[0]))


def _with_exact_weights(network: nx.Graph[str]) -> nx.Graph[str]:
    """Return a copy with nodes and edges in sorted order and integer weights that add up to 2^24."""
    edges = sorted(
        (min(source, target), max(source, target), weight)
        for source, target, weight in network.edges(data="weight", default=1.0)
    )
    scaled: nx.Graph[str] = nx.Graph()
    scaled.add_nodes_from(sorted(network))
    if edges:
        total = 2**_TOTAL_BITS
        shares = np.array([weight for *_, weight in edges])
        shares *= total / math.fsum(shares)
        whole = np.floor(shares)
        short = total - int(whole.sum())
        whole[np.argsort(whole - shares, kind="stable")[:short]] += 1
        scaled.add_weighted_edges_from(
            (source, target, int(weight)) for (source, target, _), weight in zip(edges, whole, strict=True)
        )
    return scaled
