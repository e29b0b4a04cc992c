"""Weights in tables, learnt from judged pairs."""

import numpy as np
import polars as pl
import pytest

from ecosystem_graph.resolve.linkage.weight_table import (
    COMPARISONS,
    UNIT_BITS,
    WeightTables,
    learn_tables,
    load_tables,
)

Judged = tuple[pl.DataFrame, np.ndarray]


@pytest.fixture(scope="module")
def judged() -> Judged:
    """Return measures of pairs, of which those match that are alike and not both far apart and badly spelt."""
    random = np.random.default_rng(1)
    measures = {name: random.random(3000).astype(np.float32) for name in COMPARISONS}
    same = (measures["cover_min"] > 0.6) & ((measures["city"] > 0.5) | (measures["text"] > 0.7))
    return pl.DataFrame(measures).with_columns(unit=pl.lit(0.0), contradiction=pl.lit(0.0)), same


@pytest.fixture(scope="module")
def learnt(judged: Judged) -> WeightTables:
    return learn_tables(*judged, tables=60)


def test_learnt_tables_see_what_conditions_mean_together(judged: Judged, learnt: WeightTables) -> None:
    measures, same = judged
    assert ((learnt.total(measures) > 0) == same).mean() > 0.97


def test_learning_twice_gives_the_same(judged: Judged, learnt: WeightTables) -> None:
    assert learn_tables(*judged, tables=5).to_frame().equals(learnt.to_frame().head(6))


def test_tables_survive_their_file(judged: Judged, learnt: WeightTables) -> None:
    again = WeightTables.from_frame(learnt.to_frame())
    assert np.array_equal(again.total(judged[0]), learnt.total(judged[0]))


def test_parts_explain_the_whole_weight(judged: Judged, learnt: WeightTables) -> None:
    measures = judged[0].head(50)
    explained = learnt.expected + learnt.parts(measures).sum(axis=1)
    assert np.allclose(explained, learnt.total(measures))


def test_what_no_table_asks_contributes_nothing(judged: Judged, learnt: WeightTables) -> None:
    never = sorted(set(range(len(COMPARISONS))) - set(learnt.comparisons.ravel().tolist()))
    assert not learnt.parts(judged[0].head(20))[:, never].any()


def test_a_unit_is_not_the_organisation_it_belongs_to(judged: Judged, learnt: WeightTables) -> None:
    measures = judged[0].head(5)
    units = learnt.total(measures.with_columns(unit=pl.lit(1.0)))
    assert np.allclose(units, learnt.total(measures) + UNIT_BITS)


@pytest.mark.parametrize("setting", ["city", "country"])
def test_shipped_weights_rise_with_what_names_share(setting: str) -> None:
    far, near = np.float32(0.1), np.float32(1.0)
    alike = {name: np.array([far, near]) for name in COMPARISONS}
    alike |= {name: np.array([9.0, 0.0], np.float32) for name in ("missing_min", "missing_max")}
    alike |= {name: np.array([-1.0, 0.0], np.float32) for name in ("gap_min", "gap_max")}
    alike |= {name: np.array([20.0, 20.0], np.float32) for name in ("info_min", "info_max")}
    alike |= {"shared": np.array([2.0, 20.0], np.float32), "city": np.ones(2, np.float32)}
    total = load_tables(setting).total(pl.DataFrame(alike).with_columns(unit=pl.lit(0.0), contradiction=pl.lit(0.0)))
    assert total[1] > total[0] + 3
