"""Advantage equals its formula written out, and that of another package; its limits hold what they promise."""

import economic_complexity
import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import sparse

from ecosystem_graph.specialisation.advantage import (
    bootstrap_advantage,
    is_specialised,
    revealed_advantage,
    symmetric_advantage,
)

Floats = npt.NDArray[np.float64]

VOLUMES = st.tuples(st.integers(1, 6), st.integers(1, 6)).flatmap(
    lambda shape: arrays(np.float64, shape, elements=st.integers(0, 9).map(float))
)


def slowly(volume: Floats, row: int, column: int) -> float:
    total, of_row, of_column = volume.sum(), volume[row].sum(), volume[:, column].sum()
    if of_row == 0 or of_column == 0:
        return float("nan")
    return float((volume[row, column] / of_row) / (of_column / total))


@settings(max_examples=50)
@given(VOLUMES)
def test_advantage_is_the_ratio_of_shares(volume: Floats) -> None:
    expected = [[slowly(volume, row, column) for column in range(volume.shape[1])] for row in range(volume.shape[0])]
    assert np.allclose(revealed_advantage(volume), expected, equal_nan=True)


@settings(max_examples=50)
@given(VOLUMES.map(lambda volume: volume + 1))
def test_advantage_equals_that_of_economic_complexity(volume: Floats) -> None:
    assert np.allclose(revealed_advantage(volume), economic_complexity.rca(pd.DataFrame(volume)).to_numpy())


@settings(max_examples=50)
@given(VOLUMES.map(lambda volume: volume + 1))
def test_the_mean_advantage_weighted_by_regions_is_one(volume: Floats) -> None:
    weights = volume.sum(axis=1) / volume.sum()
    assert np.allclose(weights @ revealed_advantage(volume), 1)


@settings(max_examples=50)
@given(VOLUMES, st.sampled_from([1 / 3, 0.1, 7.0]))
def test_rounding_decides_no_specialisation(volume: Floats, factor: float) -> None:
    total = volume.sum()
    exact = (volume > 0) & (volume * total >= np.outer(volume.sum(axis=1), volume.sum(axis=0)))
    assert (is_specialised(volume * factor) == exact).all()


def test_the_worked_example_has_its_specialisations() -> None:
    volume = np.array([[5.0, 5, 0, 0], [0, 5, 5, 0], [0, 0, 5, 5], [5, 0, 5, 0]])
    assert is_specialised(volume).astype(int).tolist() == [[1, 1, 0, 0], [0, 1, 1, 0], [0, 0, 1, 1], [1, 0, 1, 0]]


def test_a_region_and_a_domain_without_anything_have_no_advantage() -> None:
    volume = np.array([[1.0, 0.0], [0.0, 0.0]])
    assert np.isnan(revealed_advantage(volume)).tolist() == [[False, True], [True, True]]
    assert is_specialised(volume).tolist() == [[True, False], [False, False]]
    assert np.isnan(revealed_advantage(np.zeros((2, 2)))).all()


def test_too_few_participations_are_no_specialisation() -> None:
    volume, count = np.array([[3.0, 0.0], [0.0, 3.0]]), np.array([[1.0, 0.0], [0.0, 2.0]])
    assert is_specialised(volume, least=2, count=count).tolist() == [[False, False], [False, True]]


@given(st.floats(1e-6, 1e6))
def test_symmetric_advantage_turns_its_sign_where_the_ratio_is_turned_over(ratio: float) -> None:
    one, other = symmetric_advantage(np.array([ratio, 1 / ratio]))
    assert one == pytest.approx(-other)
    assert -1 <= one < 1


def draw_projects(generator: np.random.Generator, number: int) -> tuple[npt.NDArray[np.int64], Floats]:
    """Return the cell of some projects of one participation, in 4 regions and 3 domains, and true advantages."""
    chance = np.array([[4.0, 1, 1], [1, 4, 1], [2, 2, 2], [1, 1, 6]])
    chance /= chance.sum()
    return generator.choice(12, size=number, p=chance.ravel()), revealed_advantage(chance)


def limits_of(cells: npt.NDArray[np.int64], repeat: int = 1, **options: int) -> tuple[Floats, Floats, Floats]:
    """Return lower limits, upper limits and advantages of all cells; each project comes with some participations."""
    number = len(cells)
    contributions = sparse.csr_array((np.full(number, float(repeat)), (cells, np.arange(number))), shape=(12, number))
    place = np.arange(12)
    lower, upper = bootstrap_advantage(contributions, place // 3, place % 3, **options)
    volume = np.bincount(cells, minlength=12).reshape(4, 3).astype(np.float64) * repeat
    return lower, upper, revealed_advantage(volume).ravel()


def test_limits_hold_the_true_advantage_about_as_often_as_they_say() -> None:
    generator = np.random.default_rng(5)
    inside, trials = 0, 40
    for trial in range(trials):
        cells, truth = draw_projects(generator, 400)
        lower, upper, _ = limits_of(cells, draws=200, seed=trial)
        inside += int(((lower <= truth.ravel()) & (truth.ravel() <= upper)).sum())
    assert 0.91 <= inside / (12 * trials) <= 0.98


def test_limits_are_as_wide_as_the_delta_method_says_where_projects_have_one_participation() -> None:
    cells, _ = draw_projects(np.random.default_rng(8), 3000)
    lower, upper, advantage = limits_of(cells, draws=600)
    count = np.bincount(cells, minlength=12).reshape(4, 3)
    rows, columns, total = count.sum(axis=1, keepdims=True), count.sum(axis=0, keepdims=True), count.sum()
    share, cross = count / total, rows * columns / total**2
    # Variance of log (n p_rs / (p_r. p_.s)) for a multinomial sample, by the delta method.
    gradient = 1 / share.ravel()
    variance = (gradient + (2 * share / cross - 1 / (rows / total) - 1 / (columns / total)).ravel() - 1) / total
    expected = 2 * 1.96 * np.sqrt(variance) * advantage
    assert np.abs((upper - lower) / expected - 1).max() < 0.15


def test_partners_that_come_together_make_nothing_surer() -> None:
    cells, _ = draw_projects(np.random.default_rng(2), 200)
    alone, together = limits_of(cells), limits_of(cells, repeat=5)
    assert np.allclose(alone[0], together[0])
    assert np.allclose(alone[1], together[1])


def test_the_same_seed_gives_the_same_limits() -> None:
    cells, _ = draw_projects(np.random.default_rng(2), 100)
    one, again, other = limits_of(cells, seed=1), limits_of(cells, seed=1), limits_of(cells, seed=2)
    assert (one[0] == again[0]).all()
    assert (one[0] != other[0]).any()


def test_one_project_alone_is_never_sure() -> None:
    cells = np.array([0] + [4] * 50 + [8] * 50)
    lower, _, advantage = limits_of(cells)
    assert (lower[0], advantage[0] > 10) == (0.0, True)


@settings(max_examples=20)
@given(st.integers(1, 30), st.integers(0, 3))
def test_limits_are_in_order(number: int, seed: int) -> None:
    cells, _ = draw_projects(np.random.default_rng(seed), number)
    lower, upper, _ = limits_of(cells, draws=20)
    assert (lower <= upper).all()
