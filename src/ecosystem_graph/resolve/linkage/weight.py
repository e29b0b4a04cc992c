"""Match weights: evidence that two names mean one organisation, in bits, summed over comparison levels."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy.optimize import minimize
from scipy.sparse import csr_array
from scipy.special import expit

from ecosystem_graph.resources import resource

__all__ = ["COMPARISONS", "WEIGHT_SCHEMA", "MatchWeights", "estimate_weights", "learn_weights", "load_weights"]

COMPARISONS = (
    "cover_min", "cover_max", "shared", "missing_min", "missing_max", "words", "words_one", "fields", "fields_one",
    "kinds", "kinds_one", "number", "place", "text", "sorted", "city", "acronym", "info_min", "info_max", "gap_min",
    "gap_max", "margin", "both",
)  # fmt: skip
"""Measures of a pair that bear weight, in the order in which they are added."""

WEIGHT_SCHEMA = pl.Schema({"comparison": pl.String, "from": pl.Float64, "weight": pl.Float64})
_PRIOR = "prior"
_LEVELS = 12
_PENALTY = 6.0
_ROUNDS = 60
_LEAST = 1e-4
_MOST_BITS = 60.0


@dataclass(frozen=True, slots=True)
class MatchWeights:
    """Weights in bits (log2) per comparison level.

    Attributes:
        bounds: For each comparison the values at which levels begin; below the first is a level too.
        weights: For each comparison the weight of each level.
        prior: Bits before any comparison: log2 of the odds that a candidate pair matches.
    """

    bounds: tuple[np.ndarray, ...]
    weights: tuple[np.ndarray, ...]
    prior: float

    def parts(self, measures: pl.DataFrame) -> np.ndarray:
        """Return the weight of each comparison.

        Args:
            measures: Measures with context, one row per pair.

        Returns:
            Pairs x comparisons, in bits.
        """
        levels = _levels(measures, self.bounds)
        return np.column_stack([weights[levels[:, place]] for place, weights in enumerate(self.weights)])

    def total(self, measures: pl.DataFrame) -> np.ndarray:
        """Return the match weight of each pair: prior and all comparisons, in bits."""
        total: np.ndarray = self.prior + self.parts(measures).sum(axis=1)
        return total

    def to_frame(self) -> pl.DataFrame:
        """Return columns of `WEIGHT_SCHEMA`; the prior is a row of its own."""
        rows: list[tuple[str, float, float]] = [(_PRIOR, 0.0, self.prior)]
        for name, bounds, weights in zip(COMPARISONS, self.bounds, self.weights, strict=True):
            rows += [(name, bound, weight) for bound, weight in zip([-np.inf, *bounds], weights, strict=True)]
        return pl.DataFrame(rows, schema=WEIGHT_SCHEMA, orient="row")

    @staticmethod
    def from_frame(table: pl.DataFrame) -> "MatchWeights":
        """Return the weights that `to_frame` wrote."""
        parts = [table.filter(pl.col("comparison") == name).sort("from") for name in COMPARISONS]
        prior = table.filter(pl.col("comparison") == _PRIOR)["weight"].item()
        return MatchWeights(
            tuple(part["from"].to_numpy()[1:] for part in parts),
            tuple(part["weight"].to_numpy() for part in parts),
            prior,
        )


def load_weights(setting: str) -> MatchWeights:
    """Return shipped weights, learnt from names of research organisations.

    Args:
        setting: ``city`` where both names have a city, else ``country``.

    Returns:
        The weights.
    """
    table = pl.read_csv(resource("data", "reference", "linkage", "weights.csv"), infer_schema_length=None)
    return MatchWeights.from_frame(table.filter(pl.col("setting") == setting).drop("setting"))


def _with_products(measures: pl.DataFrame) -> pl.DataFrame:
    # Two names that cover each other and have no rival are more than the sum of both.
    both = 2 * pl.col("cover_min") * pl.col("cover_max") / (pl.col("cover_min") + pl.col("cover_max")).clip(0.01)
    return measures.with_columns(both=both + pl.col("gap_min") / 2)


def _levels(measures: pl.DataFrame, bounds: Sequence[np.ndarray]) -> np.ndarray:
    table = _with_products(measures)
    columns = [
        np.searchsorted(edges, table[name].to_numpy(), side="right")
        for name, edges in zip(COMPARISONS, bounds, strict=True)
    ]
    return np.column_stack(columns)


def _choose_bounds(measures: pl.DataFrame) -> tuple[np.ndarray, ...]:
    """Return bounds of levels that hold about equally many of the more alike pairs."""
    table = _with_products(measures).sort("cover_max", descending=True).head(max(measures.height // 4, 1))
    quantiles = np.linspace(0, 1, _LEVELS + 1)[1:-1]
    return tuple(np.unique(np.round(np.quantile(table[name].to_numpy(), quantiles), 4)) for name in COMPARISONS)


def learn_weights(measures: pl.DataFrame, same: np.ndarray) -> MatchWeights:
    """Learn weights from judged pairs by penalised logistic regression.

    Args:
        measures: Measures with context.
        same: Whether each pair is one organisation.

    Returns:
        Weights whose sum is the log2 of the odds that a pair matches.
    """
    bounds = _choose_bounds(measures)
    levels = _levels(measures, bounds)
    sizes = [len(edges) + 1 for edges in bounds]
    offsets = np.concatenate([[0], np.cumsum(sizes)])[:-1]
    index = levels + offsets
    truth = same.astype(np.float64)
    width = int(sum(sizes))

    height = measures.height
    flags = csr_array(
        (np.ones(index.size), index.ravel(), np.arange(0, index.size + 1, index.shape[1])), shape=(height, width)
    )
    across = flags.T.tocsr()

    def loss(theta: np.ndarray) -> tuple[float, np.ndarray]:
        logit = theta[-1] + flags @ theta[:-1]
        error = expit(logit) - truth
        slope = np.append(across @ error + _PENALTY * theta[:-1], error.sum())
        value = np.logaddexp(0, logit).sum() - (truth * logit).sum() + _PENALTY / 2 * (theta[:-1] ** 2).sum()
        return float(value), slope

    found = minimize(loss, np.zeros(width + 1), jac=True, method="L-BFGS-B", options={"maxiter": 250})
    bits = found.x / np.log(2)
    weights = tuple(np.round(bits[start : start + size], 3) for start, size in zip(offsets, sizes, strict=True))
    return MatchWeights(bounds, weights, float(np.round(bits[-1], 3)))


def estimate_weights(measures: pl.DataFrame) -> MatchWeights:
    """Estimate weights without judgements: m and u of each level by expectation maximisation.

    Args:
        measures: Measures with context.

    Returns:
        Weights log2(m/u); comparisons are taken as independent, so sums are larger than the odds they stand for.

    Source:
        Fellegi and Sunter (1969), https://doi.org/10.1080/01621459.1969.10501049
    """
    bounds = _choose_bounds(measures)
    levels = _levels(measures, bounds)
    sizes = [len(edges) + 1 for edges in bounds]
    table = _with_products(measures)
    start = (table["cover_min"] * table["cover_max"]).to_numpy()
    matched = np.where(start > 0.7, 0.9, 0.02)
    share, m, u = 0.0, [], []
    for _ in range(_ROUNDS):
        share = float(np.clip(matched.mean(), _LEAST, 0.5))
        m = [_frequencies(levels[:, place], matched, size) for place, size in enumerate(sizes)]
        u = [_frequencies(levels[:, place], 1 - matched, size) for place, size in enumerate(sizes)]
        bits = sum(np.log2(m[place] / u[place])[levels[:, place]] for place in range(len(sizes)))
        odds = np.log2(share / (1 - share)) + np.clip(bits, -_MOST_BITS, _MOST_BITS)
        matched = 1 / (1 + np.exp2(-odds))
    weights = tuple(np.round(np.log2(one / other), 3) for one, other in zip(m, u, strict=True))
    return MatchWeights(bounds, weights, float(np.round(np.log2(share / (1 - share)), 3)))


def _frequencies(levels: np.ndarray, weights: np.ndarray, size: int) -> np.ndarray:
    counts = np.bincount(levels, weights, minlength=size) + 0.5
    frequencies: np.ndarray = counts / counts.sum()
    return frequencies
