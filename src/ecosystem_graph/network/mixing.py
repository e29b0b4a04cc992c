"""Whether ties stay among like nodes: between countries, regions, types or communities, and by number of ties."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ecosystem_graph.network.structure import Network

    _Floats = NDArray[np.float64]
    _Ints = NDArray[np.int64]

__all__ = [
    "assortativity",
    "degree_assortativity",
    "external_internal_index",
    "participation_coefficient",
    "within_module_z",
]


def participation_coefficient(network: Network, groups: _Ints) -> _Floats:
    """Return how evenly each node's strength is spread over groups: 0 when all of it is in one.

    P = 1 - sum over groups of (strength towards the group / strength)^2. Nodes of unknown group (-1) are one group more
    for their neighbours. NaN for a node without ties.

    Source:
        Guimerà & Amaral (2005), Nature 433, 895-900. https://doi.org/10.1038/nature03288
    """
    towards = _towards(network, groups)
    total = towards.sum(axis=1)
    squares = towards.power(2).sum(axis=1)
    return np.asarray(1.0 - np.divide(squares, total**2, out=np.full(len(network), np.nan), where=total > 0))


def within_module_z(network: Network, groups: _Ints) -> _Floats:
    """Return each node's strength within its own group, in standard deviations from the group's mean.

    0.0 where all of a group have the same; NaN for a node of unknown group.

    Source:
        Guimerà & Amaral (2005), Nature 433, 895-900. https://doi.org/10.1038/nature03288
    """
    if not len(network):
        return np.empty(0)
    inside = _inside(network, groups)
    sizes = np.maximum(np.bincount(groups + 1), 1)
    mean = (np.bincount(groups + 1, inside) / sizes)[groups + 1]
    spread = np.sqrt((np.bincount(groups + 1, (inside - mean) ** 2) / sizes)[groups + 1])
    # Below this the differences are dust of the last digits.
    flat = spread <= 1e-12 * np.maximum(np.abs(mean), 1.0)
    scores = np.where(flat, 0.0, (inside - mean) / np.where(flat, 1.0, spread))
    return np.where(groups >= 0, scores, np.nan)


def external_internal_index(network: Network, groups: _Ints) -> tuple[_Floats, float]:
    """Return (E - I)/(E + I) of each node and of the whole: 1 when all ties leave the group, -1 when none does.

    Ties count alike; those to or from a node of unknown group (-1) are left out. NaN without any tie that counts.

    Source:
        Krackhardt & Stern (1988), Social Psychology Quarterly 51(2), 123-140. https://doi.org/10.2307/2786835
    """
    source, target = network.ends
    known = (groups[source] >= 0) & (groups[target] >= 0)
    source, target = source[known], target[known]
    sign = np.where(groups[source] == groups[target], -1.0, 1.0)
    size = len(network)
    signs = np.bincount(source, sign, size) + np.bincount(target, sign, size)
    ties = np.bincount(source, minlength=size) + np.bincount(target, minlength=size)
    per_node = np.divide(signs, ties, out=np.full(size, np.nan), where=ties > 0)
    return per_node, float(sign.mean()) if len(sign) else float("nan")


def degree_assortativity(network: Network) -> float:
    """Return the correlation of the numbers of ties at both ends of a tie; NaN where all are the same.

    Source:
        Newman (2002), Physical Review Letters 89, 208701. https://doi.org/10.1103/PhysRevLett.89.208701
    """
    source, target = network.ends
    one, other = network.degree[source].astype(np.float64), network.degree[target].astype(np.float64)
    if not len(one):
        return float("nan")
    mean = (one.sum() + other.sum()) / (2 * len(one))
    spread = (((one - mean) ** 2).sum() + ((other - mean) ** 2).sum()) / 2
    return float(((one - mean) * (other - mean)).sum() / spread) if spread > 0 else float("nan")


def assortativity(network: Network, groups: _Ints) -> float:
    """Return how far ties within groups exceed what chance gives: 1 when all ties are inside, 0 as by chance.

    Ties to or from a node of unknown group (-1) are left out. NaN without ties, or when all are in one group.

    Source:
        Newman (2003), Physical Review E 67, 026126. https://doi.org/10.1103/PhysRevE.67.026126
    """
    source, target = network.ends
    known = (groups[source] >= 0) & (groups[target] >= 0)
    one, other = groups[source][known], groups[target][known]
    if not len(one):
        return float("nan")
    inside = float((one == other).mean())
    ends = np.bincount(np.concatenate((one, other))) / (2 * len(one))
    chance = float((ends**2).sum())
    return (inside - chance) / (1.0 - chance) if chance < 1.0 else float("nan")


def _towards(network: Network, groups: _Ints) -> csr_array:
    """Return the strength of each node (row) towards each group (column; the first is for unknown groups)."""
    size = len(network)
    shape = (size, int(groups.max(initial=-1)) + 2)
    return network.weights @ csr_array((np.ones(size), (np.arange(size), groups + 1)), shape=shape)


def _inside(network: Network, groups: _Ints) -> _Floats:
    source, target = network.ends
    same = groups[source] == groups[target]
    weights = network.edges.filter(network.edges["source"] != network.edges["target"])["weight"].to_numpy()
    size = len(network)
    return np.asarray(np.bincount(source[same], weights[same], size) + np.bincount(target[same], weights[same], size))
