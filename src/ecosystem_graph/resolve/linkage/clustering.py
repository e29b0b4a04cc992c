"""Clusters of names: average link over match weights, cut at contradictions; the strongest evidence is used first."""

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import polars as pl
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

__all__ = ["NOT_COMPARED", "Decisions", "Identifiers", "cluster_names"]

Identifiers = Mapping[str, frozenset[str]]
"""Values of an entity per identifier scheme."""

NOT_COMPARED = -4.0
"""Bits that count for two names of which blocking found no evidence: they are rather not one."""
_NOT_COMPARED = round(NOT_COMPARED * 1e6)
_MOST_COPIES = 50
"""Groups that share one name and must stay apart: so many of them meet those of another name."""


@dataclass(frozen=True, slots=True)
class Decisions:
    """What is decided before names are looked at; entities are numbers.

    Attributes:
        judged: Pairs that are one whatever their identifiers say: positive judgements.
        required: Pairs that are one unless identifiers contradict, strongest first: equal identifiers.
        forbidden: Pairs that must not end in one group: negative judgements.
        identifiers: Values per scheme of each entity that has any; groups with different values of a scheme do not
            join.
    """

    judged: Sequence[tuple[int, int]] = ()
    required: Sequence[tuple[int, int]] = ()
    forbidden: Sequence[tuple[int, int]] = ()
    identifiers: Mapping[int, Identifiers] = field(default_factory=dict)


def cluster_names(
    size: int,
    pairs: pl.DataFrame,
    *,
    least_bits: float,
    decisions: Decisions = Decisions(),
    said: pl.DataFrame | None = None,
) -> np.ndarray:
    """Group entities by average link: two groups join while the mean weight of all names across is high enough.

    Unlike connected components, a chain of likely pairs does not bring together what is unlike at its ends. Only names
    that likely pairs connect can end in one group, so each such component is looked at alone; where every pair of a
    component is likely, there is nothing to look at.

    Args:
        size: Number of entities.
        pairs: left, right (names) and weight in bits; each pair once.
        least_bits: Mean weight from which groups join.
        decisions: Judgements and identifiers; they come first and are never violated.
        said: entity, name: which names each entity has; entities that share one join first, and of several names of
            one entity the best one counts. ``None`` when each entity is its own name.

    Returns:
        For each entity the smallest number in its group. Ties are broken by number, so the same pairs in any order give
        the same groups. O(pairs log pairs).

    Examples:
        >>> pairs = pl.DataFrame({"left": [0, 1], "right": [1, 2], "weight": [5.0, 2.0]})
        >>> cluster_names(3, pairs, least_bits=1.0).tolist()
        [0, 0, 2]
    """
    if said is None:
        said = pl.DataFrame({"entity": np.arange(size), "name": np.arange(size)})
    groups = _Groups(size, decisions)
    for one, other in sorted({(min(pair), max(pair)) for pair in decisions.judged}):
        groups.join(groups.of(one), groups.of(other), is_judged=True)
    for one, other in decisions.required:
        groups.join(groups.of(one), groups.of(other))
    _join_equal(groups, said)
    units = _units(said)
    named = units.select("name", "unit", group=pl.Series(groups.labels()).gather(units["entity"])).unique()
    groups.count(named.select("group", "unit").unique())
    links = _components(_links(pairs, named), size, least_bits)
    whole = _find_whole(links, least_bits, groups)
    groups.adopt(whole)
    groups.link(links.join(whole, on="component", how="anti"))
    groups.agglomerate(least_bits)
    return groups.labels()


def _join_equal(groups: "_Groups", said: pl.DataFrame) -> None:
    """Join entities that share a name, unless something forbids it."""
    shared = said.filter(pl.len().over("name") > 1).sort("name", "entity").group_by("name", maintain_order=True)
    for entities in shared.agg("entity")["entity"]:
        kept: list[int] = []
        for entity in entities.to_list():
            if not any(groups.join(groups.of(other), groups.of(entity)) for other in kept) and len(kept) < _MOST_COPIES:
                kept.append(entity)


def _units(said: pl.DataFrame) -> pl.DataFrame:
    """Return entity, name, unit: what counts as one name; all names of an entity that has several."""
    offset = int(said["name"].max() or 0) + 1  # type: ignore[arg-type]  # a number, which Polars cannot say
    has_several = pl.len().over("entity") > 1
    return said.with_columns(unit=pl.when(has_several).then(pl.col("entity") + offset).otherwise("name"))


def _links(pairs: pl.DataFrame, named: pl.DataFrame) -> pl.DataFrame:
    """Return left, right (groups), total (millionths of a bit), count, least and most of the weights between them."""
    few = named.sort("name", "group", "unit").filter(pl.int_range(pl.len()).over("name") < _MOST_COPIES)
    between = (
        pairs.select(
            pl.col("left", "right").cast(named["name"].dtype), weight=(pl.col("weight") * 1e6).round().cast(pl.Int64)
        )
        .join(few.rename({"group": "one", "unit": "first"}), left_on="left", right_on="name")
        .join(few.rename({"group": "other", "unit": "second"}), left_on="right", right_on="name")
        .filter(pl.col("one") != pl.col("other"))
    )
    is_in_order = pl.col("one") < pl.col("other")
    ends = {
        "left": pl.min_horizontal("one", "other"),
        "right": pl.max_horizontal("one", "other"),
        "first": pl.when(is_in_order).then("first").otherwise("second"),
        "second": pl.when(is_in_order).then("second").otherwise("first"),
    }
    weight = pl.col("weight")
    between = between.select("weight", **ends).group_by("left", "right", "first", "second").agg(weight.max())
    return between.group_by("left", "right").agg(
        total=weight.sum(), count=pl.len().cast(pl.Int64), least=weight.min(), most=weight.max()
    )


def _components(links: pl.DataFrame, size: int, least_bits: float) -> pl.DataFrame:
    """Add the component to links and leave out those between components: no likely pair leads there."""
    likely = links.filter(pl.col("most") >= round(least_bits * 1e6))
    ends = likely["left"].to_numpy(), likely["right"].to_numpy()
    graph = coo_array((np.ones(likely.height, dtype=np.int8), ends), shape=(size, size))
    labels = pl.Series(connected_components(graph, directed=False)[1])
    placed = links.with_columns(component=labels.gather(links["left"]), other=labels.gather(links["right"]))
    return placed.filter(pl.col("component") == pl.col("other")).drop("other").sort("left", "right")


def _find_whole(links: pl.DataFrame, least_bits: float, groups: "_Groups") -> pl.DataFrame:
    """Return component, group, first of components in which every pair of names is likely and nothing is decided."""
    ends = pl.concat([links.select("component", group=side) for side in ("left", "right")]).unique()
    ends = ends.with_columns(names=groups.sizes().gather(ends["group"]))
    names = pl.col("names")
    inside = ends.group_by("component").agg(
        # All pairs but those inside a group.
        wanted=(names.sum() ** 2 - (names**2).sum()) // 2,
        is_free=~pl.col("group").is_in(groups.bound()).any(),
    )
    found = links.group_by("component").agg(pl.col("count").sum(), pl.col("least").min())
    whole = inside.join(found, on="component").filter(
        pl.col("is_free") & (pl.col("count") == pl.col("wanted")) & (pl.col("least") >= round(least_bits * 1e6))
    )
    kept = ends.join(whole.select("component"), on="component", how="semi")
    return kept.select("component", "group", first=pl.col("group").min().over("component"))


class _Groups:
    """Groups of entities with the summed weight between neighbours."""

    def __init__(self, size: int, decisions: Decisions) -> None:
        self._identifiers = {entity: dict(values) for entity, values in decisions.identifiers.items()}
        self._parent = list(range(size))
        self._names = [1] * size
        self._links: dict[int, dict[int, tuple[int, int]]] = {}
        self._apart: dict[int, set[int]] = {}
        for one, other in decisions.forbidden:
            self._apart.setdefault(one, set()).add(other)
            self._apart.setdefault(other, set()).add(one)

    def of(self, entity: int) -> int:
        """Return the group of an entity."""
        while self._parent[entity] != entity:
            self._parent[entity] = self._parent[self._parent[entity]]
            entity = self._parent[entity]
        return entity

    def bound(self) -> list[int]:
        """Return the groups of which something is decided."""
        return sorted(self._identifiers.keys() | {self.of(entity) for entity in self._apart})

    def sizes(self) -> pl.Series:
        """Return how many names each group has."""
        return pl.Series(self._names, dtype=pl.Int64)

    def count(self, named: pl.DataFrame) -> None:
        """Take over how many names each group has: group, name."""
        for group, names in named["group"].value_counts().iter_rows():
            self._names[group] = names

    def adopt(self, whole: pl.DataFrame) -> None:
        """Join what nothing else concerns: group, first."""
        for group, first in whole.select("group", "first").iter_rows():
            self._parent[group] = first

    def link(self, links: pl.DataFrame) -> None:
        """Add the weights between groups."""
        for one, other, total, count in links.select("left", "right", "total", "count").iter_rows():
            self._links.setdefault(one, {})[other] = (total, count)
            self._links.setdefault(other, {})[one] = (total, count)

    def _mean(self, one: int, other: int) -> float:
        total, count = self._links[one][other]
        pairs = self._names[one] * self._names[other]
        return round((total + (pairs - count) * _NOT_COMPARED) / pairs)

    def agglomerate(self, least_bits: float) -> None:
        """Join groups, the strongest link first, until none is strong enough."""
        least = round(least_bits * 1e6)
        heap = [
            (-mean, one, other)
            for one, links in self._links.items()
            for other in links
            if one < other and (mean := self._mean(one, other)) >= least
        ]
        heapq.heapify(heap)
        while heap:
            mean, one, other = heapq.heappop(heap)
            is_stale = self._parent[one] != one or self._parent[other] != other or other not in self._links.get(one, {})
            if is_stale or -mean != self._mean(one, other) or not self.join(one, other):
                continue
            joined = self.of(one)
            for neighbour in self._links.get(joined, {}):
                strength = self._mean(joined, neighbour)
                if strength >= least:
                    heapq.heappush(heap, (-strength, min(joined, neighbour), max(joined, neighbour)))

    def join(self, one: int, other: int, *, is_judged: bool = False) -> bool:
        """Make one group of two, unless something forbids it; a judgement is stronger than identifiers."""
        if one == other:
            return True
        kept, gone = min(one, other), max(one, other)
        if any(self.of(entity) == kept for entity in self._apart.get(gone, ())):
            return False
        if not is_judged and self._contradict(kept, gone):
            return False
        self._parent[gone] = kept
        self._identify(kept, gone)
        self._names[kept] += self._names[gone]
        if gone in self._apart:
            self._apart.setdefault(kept, set()).update(self._apart.pop(gone))
        if gone in self._links:
            self._move_links(kept, gone)
        return True

    def _move_links(self, kept: int, gone: int) -> None:
        links = self._links.setdefault(kept, {})
        links.pop(gone, None)
        for neighbour, (total, count) in self._links.pop(gone).items():
            if neighbour != kept:
                known_total, known_count = links.get(neighbour, (0, 0))
                both = (known_total + total, known_count + count)
                links[neighbour] = both
                self._links[neighbour].pop(gone)
                self._links[neighbour][kept] = both

    def _contradict(self, one: int, other: int) -> bool:
        first, second = self._identifiers.get(one), self._identifiers.get(other)
        if first is None or second is None:
            return False
        return any(scheme in second and not values & second[scheme] for scheme, values in first.items())

    def _identify(self, kept: int, gone: int) -> None:
        for scheme, values in self._identifiers.pop(gone, {}).items():
            known = self._identifiers.setdefault(kept, {})
            known[scheme] = known.get(scheme, frozenset()) | values

    def labels(self) -> np.ndarray:
        """Return for each entity the smallest number in its group."""
        found = np.array(self._parent, dtype=np.int64)
        while not np.array_equal(above := found[found], found):
            found = above
        return found
