"""All triangles of a network, listed a block at a time: what clustering, constraint and brokerage are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    _Ints = NDArray[np.int64]

__all__ = ["Ties", "iter_triangles", "orient"]

_CELLS = 8_000_000
_CANDIDATES = 2_000_000


@dataclass(frozen=True, slots=True)
class Ties:
    """Each tie once, from the end with fewer ties to the other (ties by number), sorted by the first end.

    Attributes:
        low: First end of each tie.
        high: Other end.
        starts: Place of the first tie of each node, and the number of ties at the end.
        entry: Place of the tie among the entries of the matrix.
    """

    low: _Ints
    high: _Ints
    starts: _Ints
    entry: _Ints


def orient(matrix: csr_array) -> Ties:
    """Return the ties of a symmetric matrix without diagonal, each once.

    Hubs are at the end of their ties, so that no node begins many: at most sqrt(2 x ties).
    """
    size = matrix.shape[0]
    degree = np.diff(matrix.indptr)
    low, high = np.repeat(np.arange(size), degree), matrix.indices.astype(np.int64)
    upward = (degree[low] < degree[high]) | ((degree[low] == degree[high]) & (low < high))
    entry = np.flatnonzero(upward)
    low, high = low[entry], high[entry]
    return Ties(low, high, np.searchsorted(low, np.arange(size + 1)), entry)


def iter_triangles(ties: Ties) -> Iterator[tuple[_Ints, _Ints, _Ints]]:
    """Yield triangles as numbers of their ties: u-v, v-w and u-w, where u begins two of them and v one.

    Each triangle comes once. O(sum over ties of the ties that the other end begins); some dozen megabytes.

    Source:
        Schank & Wagner (2005), WEA 2005, LNCS 3503, 606-609 (forward algorithm).
        https://doi.org/10.1007/11427186_54
    """
    size = len(ties.starts) - 1
    begun = np.diff(ties.starts)
    work = np.append(0, np.cumsum(begun[ties.high]))[ties.starts]
    rows = max(_CELLS // max(size, 1), 1)
    table = np.full((min(rows, max(size, 1)), size), -1, np.int64)
    start = 0
    while start < size:
        end = int(np.searchsorted(work, work[start] + _CANDIDATES, side="right")) - 1
        end = min(max(end, start + 1), start + rows, size)
        mine = np.arange(ties.starts[start], ties.starts[end])
        place = ties.low[mine] - start, ties.high[mine]
        table[place] = mine
        counts = begun[ties.high[mine]]
        first = np.repeat(mine, counts)
        within = np.arange(len(first)) - np.repeat(np.cumsum(counts) - counts, counts)
        second = ties.starts[ties.high[first]] + within
        third = table[ties.low[first] - start, ties.high[second]]
        closed = third >= 0
        yield first[closed], second[closed], third[closed]
        table[place] = -1
        start = end
