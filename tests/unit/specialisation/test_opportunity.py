"""Quadrants and entry potential mean what their names say."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecosystem_graph.specialisation.opportunity import entry_potential, mean_density, name_quadrants
from ecosystem_graph.specialisation.relatedness import relatedness_density

NAN = float("nan")


@settings(max_examples=30)
@given(st.integers(1, 4), st.integers(0, 100))
def test_entry_potential_of_specialisations_drawn_at_random_is_one_on_average(number: int, seed: int) -> None:
    generator = np.random.default_rng(seed)
    weights = generator.random((6, 6))
    related = (weights + weights.T) * ~np.eye(6, dtype=bool)
    drawn = [[each in chosen for each in range(6)] for chosen in combinations(range(1, 6), number)]
    specialised = np.array(drawn)
    potential = entry_potential(relatedness_density(related, specialised), specialised)
    assert potential[:, 0].mean() == pytest.approx(1)


def test_quadrants_split_at_the_mean_of_the_candidates_and_of_all_domains() -> None:
    density = np.array([[0.9, 0.8, 0.2, 0.1, 0.0, NAN]])
    complexity = np.array([1.0, -1.0, 0.0, -2.0, 5.0, 1.0])
    specialised = np.array([[False, False, False, False, True, False]])
    assert mean_density(density, specialised)[0] == pytest.approx(0.5)
    names = name_quadrants(density, complexity, specialised)[0].tolist()
    assert names == ["high road", "slow road", "casino", "dead end", None, None]


def test_where_complexity_is_not_defined_there_is_no_quadrant() -> None:
    lacking = np.zeros((1, 2), dtype=bool)
    assert name_quadrants(np.array([[0.5, 0.5]]), np.array([NAN, 1.0]), lacking)[0].tolist() == [None, "high road"]


def test_a_region_without_specialisation_or_without_candidates_has_no_potential() -> None:
    specialised = np.array([[False, False], [True, True]])
    density = np.array([[0.0, 0.0], [1.0, 1.0]])
    assert np.isnan(entry_potential(density, specialised)).all()
    assert np.isnan(mean_density(density, specialised)).tolist() == [False, True]
