"""How near all others are: breadth-first searches from 64 sources at once, one bit each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ecosystem_graph.network.betweenness import Estimate
from ecosystem_graph.network.connectivity import number_components
from ecosystem_graph.progress import Progress, no_progress

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from ecosystem_graph.network.structure import Network

    _Words = NDArray[np.uint64]
    _Floats = NDArray[np.float64]

__all__ = ["estimate_closeness"]

_BITS = 64
_STAGE = "closeness"


@dataclass(slots=True)
class _Sums:
    """Over the sources that reach each node: steps, their squares, their inverses and the squares of these."""

    steps: _Floats
    squares: _Floats
    inverses: _Floats
    inverse_squares: _Floats


def estimate_closeness(
    network: Network, *, pivots: int | None = None, seed: int = 0, progress: Progress = no_progress
) -> tuple[Estimate, Estimate]:
    """Return closeness and harmonic centrality of each node, in steps.

    Closeness is (r - 1)/(sum of steps) x (r - 1)/(n - 1) with r nodes in the component of n in all, harmonic centrality
    the sum of 1/steps, as in networkx. A node without ties has 0.0 of both.

    Args:
        network: Network.
        pivots: Random sources per component to estimate from; smaller components are exact. ``None`` takes all nodes.
        seed: Seed of the draw.
        progress: Told after each block of sources.

    Returns:
        Closeness; harmonic centrality; each with its standard error (draws without replacement).

    Source:
        Wasserman & Faust (1994), Social Network Analysis, formula 5.22; Eppstein & Wang (2004), J. Graph Algorithms and
        Applications 8(1), 39-45. https://doi.org/10.7155/jgaa.00081
    """
    size = len(network)
    component, counts = number_components(network)
    drawn = _draw(component, counts, pivots, seed)
    sums = _Sums(*(np.zeros(size) for _ in range(4)))
    tied = np.flatnonzero(network.degree)
    if len(tied):
        _search_all(network, tied, component, drawn, sums, progress)
    others = np.asarray(counts[component] - 1.0, np.float64)
    chosen = np.asarray(np.bincount(component[drawn], minlength=len(counts))[component] - drawn, np.float64)
    return _closeness(sums, others, chosen), _harmonic(sums, others, chosen)


def _draw(component: NDArray[np.int64], counts: NDArray[np.int64], pivots: int | None, seed: int) -> NDArray[np.bool_]:
    """Draw sources in each component larger than wanted; take all nodes of the others."""
    drawn = np.ones(len(component), dtype=bool)
    draw = np.random.default_rng(seed)
    for number in np.flatnonzero(counts > (pivots or len(component))).tolist():
        members = np.flatnonzero(component == number)
        drawn[members] = False
        drawn[draw.choice(members, pivots, replace=False)] = True
    return drawn


def _search_all(
    network: Network,
    tied: NDArray[np.int64],
    component: NDArray[np.int64],
    drawn: NDArray[np.bool_],
    sums: _Sums,
    progress: Progress,
) -> None:
    place = np.cumsum(network.degree > 0) - 1
    indices, starts = place[network.weights.indices], network.weights.indptr[tied]
    total = int(drawn[tied].sum())
    done = 0
    for block in _blocks(tied[drawn[tied]], component):
        for distance, fresh in _levels(indices, starts, len(tied), place[block[0]], block[1]):
            number = np.bitwise_count(fresh).astype(np.float64)
            sums.steps[tied] += distance * number
            sums.squares[tied] += distance**2 * number
            sums.inverses[tied] += number / distance
            sums.inverse_squares[tied] += number / distance**2
        progress(_STAGE, done := done + len(block[0]), total)


def _blocks(
    sources: NDArray[np.int64], component: NDArray[np.int64]
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Yield sources with their bit; sources of different components never meet, so they may share one."""
    order = sources[np.argsort(component[sources], kind="stable")]
    _, first, counts = np.unique(component[order], return_index=True, return_counts=True)
    rank = np.arange(len(order)) - np.repeat(first, counts)
    for start in range(0, int(rank.max(initial=-1)) + 1, _BITS):
        inside = (rank >= start) & (rank < start + _BITS)
        yield order[inside], rank[inside] - start


def _levels(
    indices: NDArray[np.int64],
    starts: NDArray[np.int64],
    size: int,
    sources: NDArray[np.int64],
    bits: NDArray[np.int64],
) -> Iterator[tuple[int, _Words]]:
    """Yield the number of steps, and for each node the bits of the sources that reach it first in that many."""
    seen = np.zeros(size, np.uint64)
    np.bitwise_or.at(seen, sources, np.uint64(1) << bits.astype(np.uint64))
    fresh, distance = seen.copy(), 0
    while True:
        fresh = np.bitwise_or.reduceat(fresh[indices], starts) & ~seen
        if not fresh.any():
            return
        distance += 1
        seen |= fresh
        yield distance, fresh


def _mean(total: _Floats, squares: _Floats, others: _Floats, chosen: _Floats) -> tuple[_Floats, _Floats]:
    """Return the mean over the drawn sources and its standard error; 0.0 and 0.0 where there is none."""
    known = np.maximum(chosen, 1.0)
    mean = total / known
    spread = np.maximum(squares / known - mean**2, 0.0) * known / np.maximum(known - 1.0, 1.0)
    left = np.clip(1.0 - known / np.maximum(others, 1.0), 0.0, None)
    return mean, np.sqrt(spread / known * left)


def _closeness(sums: _Sums, others: _Floats, chosen: _Floats) -> Estimate:
    mean, error = _mean(sums.steps, sums.squares, others, chosen)
    with np.errstate(divide="ignore", invalid="ignore"):
        values = np.where(mean > 0, others / (max(len(mean) - 1, 1) * mean), 0.0)
        return Estimate(values, np.where(mean > 0, values * error / mean, 0.0))


def _harmonic(sums: _Sums, others: _Floats, chosen: _Floats) -> Estimate:
    mean, error = _mean(sums.inverses, sums.inverse_squares, others, chosen)
    return Estimate(mean * others, error * others)
