"""Entries are ranked by what was known before."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecosystem_graph.specialisation.analysis import Specialisation, analyse
from ecosystem_graph.specialisation.entry import measure_entry, rank_entries


@settings(max_examples=50)
@given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), max_size=12))
def test_the_area_is_the_share_of_pairs_in_order_ties_by_half(candidates: list[tuple[int, bool]]) -> None:
    values = np.array([value for value, _ in candidates], dtype=np.float64)
    entered = np.array([came for _, came in candidates], dtype=bool)
    pairs = [(one, other) for one in values[entered] for other in values[~entered]]
    expected = sum((one > other) + (one == other) / 2 for one, other in pairs) / len(pairs) if pairs else None
    number, entries, *thirds, auc = rank_entries(values, entered)
    assert (number, entries) == (len(candidates), int(entered.sum()))
    assert auc == (pytest.approx(expected) if pairs else None)
    assert all(share is None or 0 <= share <= 1 for share in thirds)


def test_candidates_without_value_are_left_out() -> None:
    assert rank_entries(np.array([np.nan, 1.0]), np.array([True, False]))[:2] == (1, 0)
    assert rank_entries(np.array([]), np.array([], dtype=bool)) == (0, 0, None, None, None, None)


def test_specialisations_of_a_later_period_are_entries(
    release_tables: Mapping[str, pl.DataFrame], worked: Specialisation
) -> None:
    # In 2009 there is nothing but SI03 in DIGI; in 2016 SI03 does AGRI alone.
    before = analyse(release_tables, replace(worked.request, period="2016"))
    found = measure_entry(before, worked).row(by_predicate=pl.col("predictor") == "advantage", named=True)
    assert before.specialised[3].tolist() == [True, False, False, False]
    assert (found["candidates"], found["entries"]) == (9, 1)
