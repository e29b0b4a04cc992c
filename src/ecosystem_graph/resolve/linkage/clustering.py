"""Clusters of names: average link over match weights, cut at contradictions; the strongest evidence is used first."""

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import polars as pl

__all__ = ["NOT_COMPARED", "Decisions", "Identifiers", "cluster_names"]

Identifiers = Mapping[str, frozenset[str]]
"""Values of a name per identifier scheme."""

NOT_COMPARED = -4.0
"""Bits that count for two names of which blocking found no evidence: they are rather not one."""


@dataclass(frozen=True, slots=True)
class Decisions:
    """What is decided before names are looked at; names are numbers.

    Attributes:
        judged: Pairs that are one whatever their identifiers say: positive judgements.
        required: Pairs that are one unless identifiers contradict, strongest first: equal identifiers.
        forbidden: Pairs that must not end in one group: negative judgements.
        identifiers: Values per scheme of each name that has any; groups with different values of a scheme do not join.
    """

    judged: Sequence[tuple[int, int]] = ()
    required: Sequence[tuple[int, int]] = ()
    forbidden: Sequence[tuple[int, int]] = ()
    identifiers: Mapping[int, Identifiers] = field(default_factory=dict)


def cluster_names(
    size: int, pairs: pl.DataFrame, *, least_bits: float, decisions: Decisions = Decisions()
) -> np.ndarray:
    """Group names by average link: two groups join while the mean weight of all pairs across is high enough.

    Unlike connected components, a chain of likely pairs does not bring together what is unlike at its ends.

    Args:
        size: Number of names.
        pairs: left, right (names) and weight in bits.
        least_bits: Mean weight from which groups join.
        decisions: Judgements and identifiers; they come first and are never violated.

    Returns:
        For each name the smallest number in its group. Ties are broken by number, so the same pairs in any order give
        the same groups. O(pairs log pairs).

    Examples:
        >>> pairs = pl.DataFrame({"left": [0, 1], "right": [1, 2], "weight": [5.0, 2.0]})
        >>> cluster_names(3, pairs, least_bits=1.0).tolist()
        [0, 0, 2]
    """
    groups = _Groups(size, decisions)
    for one, other in sorted({(min(pair), max(pair)) for pair in decisions.judged}):
        groups.join(groups.of(one), groups.of(other), is_judged=True)
    for one, other in decisions.required:
        groups.join(groups.of(one), groups.of(other))
    groups.link(pairs)
    groups.agglomerate(least_bits)
    return groups.labels()


class _Groups:
    """Groups of names with the summed weight between neighbours."""

    def __init__(self, size: int, decisions: Decisions) -> None:
        self._identifiers = {name: dict(values) for name, values in decisions.identifiers.items()}
        self._parent = list(range(size))
        self._members = [1] * size
        self._links: dict[int, dict[int, tuple[float, int]]] = {}
        self._apart: dict[int, set[int]] = {}
        for one, other in decisions.forbidden:
            self._apart.setdefault(one, set()).add(other)
            self._apart.setdefault(other, set()).add(one)

    def of(self, name: int) -> int:
        """Return the group of a name."""
        while self._parent[name] != name:
            self._parent[name] = self._parent[self._parent[name]]
            name = self._parent[name]
        return name

    def link(self, pairs: pl.DataFrame) -> None:
        """Add the weights between names."""
        for one, other, weight in pairs.select("left", "right", "weight").sort("left", "right").iter_rows():
            first, second = self.of(one), self.of(other)
            if first != second:
                self._add(first, second, weight, 1)
                self._add(second, first, weight, 1)

    def _add(self, group: int, other: int, weight: float, pairs: int) -> None:
        links = self._links.setdefault(group, {})
        total, count = links.get(other, (0.0, 0))
        links[other] = (total + weight, count + pairs)

    def _mean(self, one: int, other: int) -> float:
        total, count = self._links[one][other]
        pairs = self._members[one] * self._members[other]
        return round((total + (pairs - count) * NOT_COMPARED) / pairs, 6)

    def agglomerate(self, least_bits: float) -> None:
        """Join groups, the strongest link first, until none is strong enough."""
        heap = [
            (-mean, one, other)
            for one, links in self._links.items()
            for other in links
            if one < other and (mean := self._mean(one, other)) >= least_bits
        ]
        heapq.heapify(heap)
        while heap:
            mean, one, other = heapq.heappop(heap)
            is_stale = self._parent[one] != one or self._parent[other] != other or other not in self._links.get(one, {})
            if is_stale or -mean != self._mean(one, other) or not self.join(one, other):
                continue
            joined = self.of(one)
            for neighbour in sorted(self._links.get(joined, {})):
                strength = self._mean(joined, neighbour)
                if strength >= least_bits:
                    heapq.heappush(heap, (-strength, min(joined, neighbour), max(joined, neighbour)))

    def join(self, one: int, other: int, *, is_judged: bool = False) -> bool:
        """Make one group of two, unless something forbids it; a judgement is stronger than identifiers."""
        if one == other:
            return True
        kept, gone = min(one, other), max(one, other)
        if any(self.of(name) == kept for name in self._apart.get(gone, ())):
            return False
        if not is_judged and self._contradict(kept, gone):
            return False
        self._parent[gone] = kept
        self._identify(kept, gone)
        self._members[kept] += self._members[gone]
        self._apart.setdefault(kept, set()).update(self._apart.pop(gone, set()))
        self._links.setdefault(kept, {}).pop(gone, None)
        for neighbour, (weight, pairs) in self._links.pop(gone, {}).items():
            if neighbour != kept:
                self._add(kept, neighbour, weight, pairs)
                self._links[neighbour].pop(gone, None)
                self._links[neighbour][kept] = self._links[kept][neighbour]
        return True

    def _contradict(self, one: int, other: int) -> bool:
        first, second = self._identifiers.get(one, {}), self._identifiers.get(other, {})
        return any(scheme in second and not values & second[scheme] for scheme, values in first.items())

    def _identify(self, kept: int, gone: int) -> None:
        for scheme, values in self._identifiers.pop(gone, {}).items():
            known = self._identifiers.setdefault(kept, {})
            known[scheme] = known.get(scheme, frozenset()) | values

    def labels(self) -> np.ndarray:
        """Return for each name the smallest number in its group."""
        return np.array([self.of(name) for name in range(len(self._parent))], dtype=np.int64)
