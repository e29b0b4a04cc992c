"""Match weights in tables: what a few conditions on a pair say together, in bits, learnt from judged pairs."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import permutations
from math import factorial
from types import MappingProxyType

import numpy as np
import polars as pl
from scipy.special import expit

from ecosystem_graph.resources import resource

__all__ = [
    "COMPARISONS",
    "CONTRADICTION_BITS",
    "TABLE_SCHEMA",
    "UNIT_BITS",
    "WRITTEN",
    "WeightTables",
    "learn_tables",
    "load_tables",
]

COMPARISONS = (
    "cover_min", "cover_max", "shared", "missing_min", "missing_max", "missing_word_min", "missing_word_max",
    "missing_kind_min", "missing_kind_max", "words", "words_one", "fields", "fields_one", "kinds", "kinds_one",
    "number", "place", "text", "sorted", "rooted", "tongues", "city", "acronym", "info_min", "info_max", "gap_min",
    "gap_max", "margin",
)  # fmt: skip
"""Measures of a pair on which there may be conditions."""

TABLE_SCHEMA = pl.Schema({"conditions": pl.String, "weights": pl.String, "shares": pl.String})
"""One row per table: weights and shares have a number per combination, counted like bits: 0 no condition holds, 1 only
the first, 2 only the second, 3 both… The first row, without conditions, is the prior."""

UNIT_BITS = -5.0
"""Bits when one name is that of a unit: it says nearly all that the name of its organisation says, and is not that."""
CONTRADICTION_BITS = -5.0
"""Bits when each name calls itself another body (``bodies.csv``): names of research organisations say little about the
museum, the police and the administration of one county. Of partners of keep.eu that were one without this, at 2 bits
or more, 5 of 28 were one when judged."""
WRITTEN = MappingProxyType({"unit": UNIT_BITS, "contradiction": CONTRADICTION_BITS})
"""Bits of what is not learnt, by measure."""
_DEPTH = 4
_TABLES = 240
_RATE = 0.12
_PENALTY = 12.0
_LEVELS = 24
_LEAST_SHARE = 1e-5


@dataclass(frozen=True, slots=True)
class WeightTables:
    """Tables of weights that are added up.

    Attributes:
        comparisons: Per table the numbers (in `COMPARISONS`) of the measures of its conditions; tables x conditions.
        bounds: From which value each condition holds; as many.
        weights: Per table the bits of each combination; bit n of its position says whether condition n holds.
        shares: Share of the candidate pairs of which each combination was true where the weights were learnt.
        prior: log2 of the odds with which learning began.
    """

    comparisons: np.ndarray
    bounds: np.ndarray
    weights: np.ndarray
    shares: np.ndarray
    prior: float

    @property
    def expected(self) -> float:
        """Bits before anything is known of a pair: the mean of each table."""
        return float(self.prior + ((self.weights * self.shares).sum(axis=1) / self.shares.sum(axis=1)).sum())

    def total(self, measures: pl.DataFrame) -> np.ndarray:
        """Return the match weight of each pair in bits.

        Args:
            measures: Measures with context, one row per pair.

        Returns:
            log2 of the odds that the pair is one organisation.
        """
        total = np.full(measures.height, self.prior)
        for position, weights in zip(self._positions(measures), self.weights, strict=True):
            total += weights[position]
        for name, bits in WRITTEN.items():
            total += bits * measures[name].to_numpy()
        return total

    def parts(self, measures: pl.DataFrame) -> np.ndarray:
        """Return what each comparison contributes to the match weight, beyond what is expected of a candidate.

        Args:
            measures: Measures with context, one row per pair.

        Returns:
            Pairs x comparisons, in bits; with `expected`, and the bits of `WRITTEN`, they sum to the match weight.

        Source:
            Shapley (1953), A value for n-person games: what a condition adds, averaged over all orders.
        """
        parts = np.zeros((measures.height, len(COMPARISONS)))
        for table, position in enumerate(self._positions(measures)):
            added = _shapley(self.weights[table], self.shares[table])
            for place, comparison in enumerate(self.comparisons[table]):
                parts[:, comparison] += added[position, place]
        return parts

    def _positions(self, measures: pl.DataFrame) -> Sequence[np.ndarray]:
        """Return for each table which of its combinations each pair is."""
        columns = [measures[name].to_numpy() for name in COMPARISONS]
        met: dict[tuple[int, float], np.ndarray] = {}
        positions = []
        for comparisons, bounds in zip(self.comparisons.tolist(), self.bounds.tolist(), strict=True):
            position = np.zeros(measures.height, np.uint8)
            for place, condition in enumerate(zip(comparisons, bounds, strict=True)):
                if condition not in met:
                    met[condition] = (columns[condition[0]] >= np.float32(condition[1])).view(np.uint8)
                position |= met[condition] << place
            positions.append(position)
        return positions

    def to_frame(self) -> pl.DataFrame:
        """Return columns of `TABLE_SCHEMA`."""
        rows = [("", _join([self.prior]), "1")]
        for comparisons, bounds, weights, shares in zip(
            self.comparisons.tolist(), self.bounds.tolist(), self.weights.tolist(), self.shares.tolist(), strict=True
        ):
            said = [f"{COMPARISONS[one]}>={bound:g}" for one, bound in zip(comparisons, bounds, strict=True)]
            rows.append((" ".join(said), _join(weights), _join(shares)))
        return pl.DataFrame(rows, schema=TABLE_SCHEMA, orient="row")

    @staticmethod
    def from_frame(table: pl.DataFrame) -> "WeightTables":
        """Return the tables that `to_frame` wrote."""
        rest = table.slice(1)
        conditions = [[one.split(">=") for one in said.split(" ")] for said in rest["conditions"].to_list()]
        return WeightTables(
            np.array([[COMPARISONS.index(name) for name, _ in each] for each in conditions]),
            np.array([[float(bound) for _, bound in each] for each in conditions]),
            np.array([[float(bits) for bits in each.split(" ")] for each in rest["weights"].to_list()]),
            np.array([[float(share) for share in each.split(" ")] for each in rest["shares"].to_list()]),
            float(table["weights"][0]),
        )


def _join(numbers: Sequence[float]) -> str:
    return " ".join(f"{number:g}" for number in numbers)


@cache
def load_tables(setting: str) -> WeightTables:
    """Return shipped weights, learnt from names of research organisations.

    Args:
        setting: ``city`` where both names have a city, ``country`` where it is known only in which country they are,
            ``anywhere`` where not even that is.

    Returns:
        The weights.
    """
    stored = pl.read_csv(
        resource("data", "reference", "linkage", "weights.csv"), schema={"setting": pl.String, **TABLE_SCHEMA}
    )
    return WeightTables.from_frame(stored.filter(pl.col("setting") == setting).drop("setting"))


def _shapley(weights: np.ndarray, shares: np.ndarray) -> np.ndarray:
    """Return combinations x conditions: what each condition adds when the others become known in any order."""
    size = len(weights)
    depth = size.bit_length() - 1
    places = np.arange(size)
    # For each set of known conditions, the mean weight of the combinations that agree on them.
    known = np.empty((size, size))
    for mask in range(size):
        agreed = places & mask
        mass = np.bincount(agreed, shares, minlength=size)
        known[mask] = (np.bincount(agreed, weights * shares, minlength=size) / np.maximum(mass, 1e-12))[agreed]
    added = np.zeros((size, depth))
    for order in permutations(range(depth)):
        mask = 0
        for condition in order:
            more = mask | 1 << condition
            added[:, condition] += known[more] - known[mask]
            mask = more
    return added / factorial(depth)


def learn_tables(measures: pl.DataFrame, same: np.ndarray, *, tables: int = _TABLES) -> WeightTables:
    """Learn tables of weights from judged pairs by gradient boosting of symmetric decision trees.

    Args:
        measures: Measures with context.
        same: Whether each pair is one organisation.
        tables: Number of tables.

    Returns:
        Weights whose sum is log2 of the odds that a pair matches. Nothing is drawn at random.
        O(tables x conditions x comparisons x pairs).

    Source:
        Friedman (2001), Greedy function approximation; Prokhorenkova et al. (2018), CatBoost, for symmetric trees.
    """
    edges = [_choose_bounds(measures, name) for name in COMPARISONS]
    levels = np.stack(
        [
            np.searchsorted(bounds, measures[name].to_numpy(), side="right").astype(np.int64)
            for name, bounds in zip(COMPARISONS, edges, strict=True)
        ]
    )
    truth = same.astype(np.float64)
    share = float(truth.mean())
    prior = float(np.round(np.log2(share / (1 - share)), 3))
    logit = np.full(len(truth), prior * np.log(2))
    chosen, found, shares = [], [], []
    for _ in range(tables):
        chance = expit(logit)
        slope, curve = truth - chance, chance * (1 - chance)
        conditions, position = _grow(levels, edges, slope, curve)
        size = 1 << len(conditions)
        steps = np.bincount(position, slope, minlength=size) / (np.bincount(position, curve, minlength=size) + _PENALTY)
        bits = np.round(_RATE * steps / np.log(2), 3)
        logit += bits[position] * np.log(2)
        chosen.append(conditions)
        found.append(bits)
        shares.append(np.bincount(position, minlength=size) / len(truth))
    comparisons = np.array([[one for one, _ in conditions] for conditions in chosen])
    bounds = np.array([[round(float(edges[one][level]), 3) for one, level in conditions] for conditions in chosen])
    return WeightTables(
        comparisons, bounds, np.array(found), np.maximum(np.round(np.array(shares), 4), _LEAST_SHARE), prior
    )


def _choose_bounds(measures: pl.DataFrame, name: str) -> np.ndarray:
    """Return bounds of levels: quantiles among the more alike pairs, in steps that float32 keeps."""
    alike = measures.sort("cover_max", descending=True, maintain_order=True).head(max(measures.height // 4, 1))[name]
    every = np.concatenate(
        [
            np.quantile(alike.to_numpy(), np.linspace(0, 1, _LEVELS + 1)[1:]),
            np.quantile(measures[name].to_numpy(), np.linspace(0, 1, _LEVELS // 3 + 1)[1:]),
        ]
    )
    return np.unique(np.round(every.astype(np.float64), 3).astype(np.float32))


def _grow(
    levels: np.ndarray, edges: Sequence[np.ndarray], slope: np.ndarray, curve: np.ndarray
) -> tuple[list[tuple[int, int]], np.ndarray]:
    """Return the conditions (comparison, level) of one table, and which combination each pair is."""
    position = np.zeros(levels.shape[1], np.int64)
    conditions: list[tuple[int, int]] = []
    for depth in range(_DEPTH):
        leaves = 1 << depth
        best = (-np.inf, 0, 0)
        for comparison, bounds in enumerate(edges):
            width = len(bounds) + 1
            place = position * width + levels[comparison]
            g = np.bincount(place, slope, minlength=leaves * width).reshape(leaves, width)
            h = np.bincount(place, curve, minlength=leaves * width).reshape(leaves, width)
            gain = _gains(g, h)
            level = int(np.argmax(gain))
            if gain[level] > best[0] and (comparison, level) not in conditions:
                best = (float(gain[level]), comparison, level)
        _, comparison, level = best
        conditions.append((comparison, level))
        position |= (levels[comparison] > level).astype(np.int64) << depth
    return conditions, position


def _gains(slope: np.ndarray, curve: np.ndarray) -> np.ndarray:
    """Return for each bound how much better the pairs are told apart when it is a condition."""
    below_g, below_h = np.cumsum(slope, axis=1)[:, :-1], np.cumsum(curve, axis=1)[:, :-1]
    above_g, above_h = slope.sum(axis=1, keepdims=True) - below_g, curve.sum(axis=1, keepdims=True) - below_h
    gains: np.ndarray = (below_g**2 / (below_h + _PENALTY) + above_g**2 / (above_h + _PENALTY)).sum(axis=0)
    return gains
