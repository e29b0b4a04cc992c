"""Weights learnt from judgements, or estimated without."""

import numpy as np
import polars as pl
import pytest

from ecosystem_graph.resolve.linkage.weight import (
    COMPARISONS,
    MatchWeights,
    estimate_weights,
    learn_weights,
    load_weights,
)


@pytest.fixture(scope="module")
def judged() -> tuple[pl.DataFrame, np.ndarray]:
    """Return measures of pairs of which a tenth match, and whether they do."""
    random = np.random.default_rng(1)
    same = np.arange(4000) % 10 == 0
    cover = np.clip(np.where(same, 0.85, 0.25) + random.normal(0, 0.12, len(same)), 0, 1)
    others = {name: random.random(len(same)) for name in COMPARISONS if name != "both"}
    return pl.DataFrame({**others, "cover_min": cover, "cover_max": np.minimum(cover + 0.1, 1)}), same


def test_learnt_weights_tell_matches_from_others(judged: tuple[pl.DataFrame, np.ndarray]) -> None:
    measures, same = judged
    total = learn_weights(measures, same).total(measures)
    assert ((total > 0) == same).mean() > 0.98


def test_weights_without_judgements_find_the_same_matches(judged: tuple[pl.DataFrame, np.ndarray]) -> None:
    measures, same = judged
    total = estimate_weights(measures).total(measures)
    assert ((total > 0) == same).mean() > 0.95


def test_weights_survive_their_table(judged: tuple[pl.DataFrame, np.ndarray]) -> None:
    learnt = learn_weights(*judged)
    again = MatchWeights.from_frame(learnt.to_frame())
    assert np.array_equal(again.total(judged[0]), learnt.total(judged[0]))


@pytest.mark.parametrize("setting", ["city", "country"])
def test_shipped_weights_rise_with_what_names_share(setting: str) -> None:
    weights = load_weights(setting)
    bits = weights.weights[COMPARISONS.index("cover_min")]
    assert bits[-1] > bits[0]
