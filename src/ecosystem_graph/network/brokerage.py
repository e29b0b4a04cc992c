"""Who stands between others: structural holes and brokers between countries, regions or types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
from scipy.sparse import csr_array

from ecosystem_graph.network.triangles import iter_triangles, orient

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ecosystem_graph.network.structure import Network

    _Floats = NDArray[np.float64]
    _Ints = NDArray[np.int64]

__all__ = ["ROLES", "brokerage_roles", "constraint", "effective_size", "group_codes"]

ROLES = ("coordinator", "itinerant", "gatekeeper", "liaison")
"""Kinds of brokers between two nodes that are not tied: all three of one group; the two of one group and the broker of
another; the broker of the group of one of them (gatekeeper or representative: ties have no direction); three groups."""


def constraint(matrix: csr_array) -> _Floats:
    """Return how much each node's contacts are tied to each other (Burt's constraint).

    c(u) = sum over neighbours v of (p(u,v) + sum over q of p(u,q) p(q,v))^2, where p is a tie's share of all of a
    node's ties. Nodes without ties have none: NaN, as in networkx.

    Args:
        matrix: Symmetric matrix of weights, or of steps.

    Source:
        Burt (2004), American Journal of Sociology 110(2), 349-399. https://doi.org/10.1086/421787
    """
    size = matrix.shape[0]
    strength = matrix.sum(axis=1)
    share = np.divide(1.0, strength, out=np.zeros(size), where=strength > 0)
    ties = orient(matrix)
    weight = matrix.data[ties.entry]
    through = np.zeros(len(weight))  # what the ends of each tie invest in each other through a third
    for first, second, third in iter_triangles(ties):
        one, two, three = weight[first], weight[second], weight[third]
        np.add.at(through, first, two * three * share[ties.high[second]])
        np.add.at(through, second, one * three * share[ties.low[first]])
        np.add.at(through, third, one * two * share[ties.high[first]])
    invested = (weight + through) ** 2
    values = np.bincount(ties.low, invested, size) + np.bincount(ties.high, invested, size)
    return np.where(strength > 0, values * share**2, np.nan)


def effective_size(network: Network, triangles: _Ints) -> _Floats:
    """Return the number of each node's contacts, less how many ties these have to each other on average.

    Ties count alike, whatever their weight. Nodes without ties have none: NaN, as in networkx.

    Source:
        Borgatti (1997), Connections 20(1), 35-38.
    """
    degree = network.degree.astype(np.float64)
    overlap = np.divide(2.0 * triangles, degree, out=np.full(len(degree), np.nan), where=degree > 0)
    return np.asarray(degree - overlap)


def group_codes(network: Network, attribute: str) -> _Ints:
    """Return a number for each node's value of an attribute, in the order of values; -1 where it is not known."""
    if attribute not in network.nodes.columns:
        return np.full(len(network), -1, np.int64)
    return network.nodes[attribute].rank("dense").cast(pl.Int64).fill_null(0).to_numpy() - 1


def brokerage_roles(network: Network, groups: _Ints) -> tuple[dict[str, _Ints], dict[str, _Floats]]:
    """Count the pairs of neighbours without a tie of their own that each node stands between, by kind of broker.

    Nodes whose group is not known are no brokers, and are not counted as ends.

    Args:
        network: Network.
        groups: Number of each node's group, -1 where it is not known.

    Returns:
        Counts by role of `ROLES`; and what would be expected if the other nodes of known group had their groups by
        chance: the node's number of open pairs times the chance of the role.

    Source:
        Gould & Fernandez (1989), Sociological Methodology 19, 89-126. https://doi.org/10.2307/270949
    """
    known = groups >= 0
    counts, expected = _empty(network, np.int64), _empty(network, np.float64)
    if not known.any():
        return counts, expected
    members = np.flatnonzero(known)
    steps, codes = network.steps[members][:, members].tocsr(), groups[members]
    open_pairs = _open_pairs(steps, codes)
    for role, values in zip(ROLES, open_pairs, strict=True):
        counts[role][members] = np.rint(values).astype(np.int64)
    total = np.sum(open_pairs, axis=0)
    for role, chance in zip(ROLES, _chances(codes), strict=True):
        expected[role][members] = total * chance
    return counts, expected


def _empty(network: Network, dtype: type) -> dict[str, Any]:
    return {role: np.zeros(len(network), dtype) for role in ROLES}


def _open_pairs(steps: csr_array, codes: _Ints) -> list[_Floats]:
    """Return pairs of neighbours of each kind, less those that are tied."""
    inner, outer = _split(steps, codes)
    same, other = inner.sum(axis=1), outer.sum(axis=1)
    alike = _pairs_of_equals(outer, codes)
    pairs = [same * (same - 1) / 2, alike, same * other, other * (other - 1) / 2 - alike]
    return [np.asarray(every - tied) for every, tied in zip(pairs, _tied_pairs(steps, codes), strict=True)]


def _tied_pairs(steps: csr_array, codes: _Ints) -> _Ints:
    """Count the triangles of each node (column) by what the node would broker (row) if the other two were not tied."""
    ties = orient(steps)
    size = steps.shape[0]
    tied = np.zeros(len(ROLES) * size, np.int64)
    for first, second, _ in iter_triangles(ties):
        corners = ties.low[first], ties.high[first], ties.high[second]
        groups = [codes[corner] for corner in corners]
        for place, corner in enumerate(corners):
            own, one, other = groups[place], groups[place - 1], groups[place - 2]
            near = (own == one).astype(np.int64) + (own == other)
            role = np.where(near == 2, 0, np.where(near == 1, 2, np.where(one == other, 1, 3)))
            np.add.at(tied, role * size + corner, 1)
    return tied.reshape(len(ROLES), size)


def _split(steps: csr_array, codes: _Ints) -> tuple[csr_array, csr_array]:
    """Return ties within groups, and ties between groups."""
    one = np.repeat(codes, np.diff(steps.indptr))
    same = (one == codes[steps.indices]).astype(np.float64)
    parts = []
    for values in (same, 1.0 - same):
        part = csr_array((values, steps.indices.copy(), steps.indptr.copy()), shape=steps.shape)
        part.eliminate_zeros()
        parts.append(part)
    return parts[0], parts[1]


def _pairs_of_equals(outer: csr_array, codes: _Ints) -> _Floats:
    """Return how many pairs of each node's neighbours in other groups are of one group."""
    size = len(codes)
    membership = csr_array((np.ones(size), (np.arange(size), codes)), shape=(size, int(codes.max()) + 1))
    per_group = outer @ membership
    return np.asarray((per_group.power(2).sum(axis=1) - per_group.sum(axis=1)) / 2)


def _chances(codes: _Ints) -> list[_Floats]:
    """Return the chance of each role for a node of each group, two others being drawn at random."""
    size = len(codes)
    sizes = np.bincount(codes).astype(np.float64)
    draws = max((size - 1.0) * (size - 2.0), 1.0)
    own = sizes[codes] - 1.0
    others = size - 1.0 - own
    coordinator = own * (own - 1) / draws
    itinerant = ((sizes * (sizes - 1)).sum() - sizes[codes] * own) / draws
    gatekeeper = 2 * own * others / draws
    return [coordinator, itinerant, gatekeeper, others * (others - 1) / draws - itinerant]
