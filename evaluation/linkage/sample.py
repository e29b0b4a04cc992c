"""Precision and recall from a stratified sample of judged pairs."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

__all__ = ["Estimate", "Figures", "measure", "read_sample"]

SAMPLE = Path(__file__).with_name("keep-eu.csv")
_DRAWS, _SEED, _SHARE = 2000, 20261122, 95


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share with its interval.

    Attributes:
        value: Estimate.
        low: Lower end of the 95 % interval.
        high: Upper end.
    """

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        """Return the share as text."""
        return f"{self.value:.3f} ({self.low:.3f} to {self.high:.3f})"


@dataclass(frozen=True, slots=True)
class Figures:
    """What judged pairs tell about a linkage.

    Attributes:
        joined: Judged pairs that it made one.
        apart: Judged pairs that it kept apart.
        precision: Share of right pairs among those that it joins.
        recall: Share of joined pairs among the right ones that were ever compared.
    """

    joined: int
    apart: int
    precision: Estimate
    recall: Estimate


def read_sample(path: Path = SAMPLE) -> pl.DataFrame:
    """Return the judged pairs: subject, object, judgement, stratum, stands_for; those that are unsure are left out."""
    return pl.read_csv(path).filter(pl.col("judgement") != "unsure").drop("note")


def measure(sample: pl.DataFrame, clusters: Mapping[str, str]) -> Figures:
    """Estimate precision and recall of a linkage.

    Each pair counts for as many as it was drawn from (Horvitz and Thompson), so both are ratios of estimated numbers of
    pairs. Pairs are all that were in one cluster, or compared, when the sample was drawn. Recall leaves out pairs that
    were never compared, and so is an upper bound. Intervals: percentiles of 2,000 samples drawn from this one, with
    replacement, stratum by stratum (seeded).

    Args:
        sample: What `read_sample` returns.
        clusters: Cluster of each key.

    Raises:
        KeyError: A key of the sample has no cluster.
    """
    pairs = sample.sort("stratum", "subject", "object")
    joined = np.array(
        [clusters[one] == clusters[other] for one, other in pairs.select("subject", "object").iter_rows()]
    )
    same = (pairs["judgement"] == "same").to_numpy()
    weight = pairs["stands_for"].to_numpy()
    strata = pairs["stratum"].rank("dense").to_numpy()
    chance = np.random.default_rng(_SEED)
    places = [np.flatnonzero(strata == stratum) for stratum in np.unique(strata)]
    draws = [np.concatenate([chance.choice(each, len(each)) for each in places]) for _ in range(_DRAWS)]

    def estimate(of: np.ndarray, whole: np.ndarray) -> Estimate:
        values = [_share(of[draw], whole[draw], weight[draw]) for draw in draws]
        low, high = np.nanpercentile(values, [(100 - _SHARE) / 2, (100 + _SHARE) / 2])
        return Estimate(_share(of, whole, weight), float(low), float(high))

    right = joined & same
    return Figures(int(joined.sum()), int((~joined).sum()), estimate(right, joined), estimate(right, same))


def _share(of: np.ndarray, whole: np.ndarray, weight: np.ndarray) -> float:
    total = weight[whole].sum()
    return float(weight[of].sum() / total) if total else float("nan")
