"""Complexity equals the eigenvector found without symmetry, and the reflections of another package."""

import economic_complexity
import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from ecosystem_graph.specialisation.advantage import is_specialised, revealed_advantage
from ecosystem_graph.specialisation.complexity import measure_complexity, reflect

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

WORKED = np.array([[1, 1, 0, 0], [0, 1, 1, 0], [0, 0, 1, 1], [1, 0, 1, 0]], dtype=bool)
MEMBERS = st.tuples(st.integers(2, 7), st.integers(2, 7)).flatmap(lambda shape: arrays(np.bool_, shape))


def standardised(values: Floats) -> Floats:
    return np.asarray((values - values.mean()) / values.std())


@settings(max_examples=40)
@given(MEMBERS)
def test_complexity_is_the_second_eigenvector(member: Flags) -> None:
    assume(bool(member.any(axis=0).all() and member.any(axis=1).all()))
    found = measure_complexity(member)
    assume(not found.note)
    matrix = member.astype(float)
    walk = (matrix / matrix.sum(axis=1, keepdims=True)) @ (matrix / matrix.sum(axis=0)).T
    values, vectors = np.linalg.eig(walk)
    order = np.argsort(-values.real)
    assume(values.real[order[1]] - values.real[order[2:3]].sum() > 1e-3)
    slow = standardised(vectors[:, order[1]].real)
    assert np.allclose(np.abs(found.regions), np.abs(slow), atol=1e-6)
    of_domains = standardised((matrix.T @ found.regions) / matrix.sum(axis=0))
    assert np.allclose(found.domains, of_domains, atol=1e-6)


@pytest.mark.parametrize("seed", range(4))
def test_complexity_equals_the_reflections_of_economic_complexity(seed: int) -> None:
    generator = np.random.default_rng(seed)
    rows, columns = np.linspace(0, 3, 14), np.linspace(0, 3, 9)
    volume = generator.poisson(np.exp(-((rows[:, None] - columns) ** 2)) * np.linspace(30, 2, 9)).astype(float)
    volume += generator.random(volume.shape) < 0.1
    found = measure_complexity(is_specialised(volume))
    theirs = economic_complexity.complexity(pd.DataFrame(revealed_advantage(volume)), iterations=60)
    for ours, other in zip((found.regions, found.domains), theirs, strict=True):
        assert np.allclose(ours, standardised(other.to_numpy()), atol=1e-6)


def test_the_worked_example_has_its_eigenvalues() -> None:
    assert measure_complexity(WORKED).eigenvalues.round(4).tolist() == [1.0, 0.6144, 0.25, 0.1356]


@settings(max_examples=40)
@given(MEMBERS.filter(lambda member: bool(member.sum(axis=1).std())))
def test_order_of_regions_and_domains_does_not_matter(member: Flags) -> None:
    found, again = measure_complexity(member), measure_complexity(member[::-1, ::-1])
    measured = ~np.isnan(found.regions)
    diversity = member[measured].sum(axis=1)
    # Without that correlation the sign is that of the first region, and so depends on order.
    assume(not found.note and diversity.std() > 0)
    assume(abs(np.corrcoef(found.regions[measured], diversity)[0, 1]) > 1e-6)
    assert np.allclose(again.regions[::-1], found.regions, atol=1e-6, equal_nan=True)
    assert np.allclose(again.domains[::-1], found.domains, atol=1e-6, equal_nan=True)


@settings(max_examples=40)
@given(MEMBERS)
def test_complex_regions_are_diverse(member: Flags) -> None:
    found = measure_complexity(member)
    measured = ~np.isnan(found.regions)
    diversity = member[measured].sum(axis=1)
    if measured.any() and diversity.std() > 0:
        assert np.corrcoef(found.regions[measured], diversity)[0, 1] >= -1e-9


def test_without_difference_in_diversity_complex_domains_are_rare() -> None:
    found = measure_complexity(WORKED)
    assert np.corrcoef(found.domains, WORKED.sum(axis=0))[0, 1] < 0


def test_of_two_parts_the_larger_is_measured_and_the_other_said_to_be_left_out() -> None:
    member = np.zeros((6, 6), dtype=bool)
    member[:4, :4] = WORKED
    member[4, 4] = True
    found = measure_complexity(member)
    assert np.isnan(found.regions).tolist() == [False] * 4 + [True, True]
    assert np.isnan(found.domains).tolist() == [False] * 4 + [True, True]
    assert found.note.endswith("the largest connected part (4 of 5 specialised regions, 4 of 5 domains)")


@pytest.mark.parametrize(
    ("member", "why"),
    [
        (np.ones((1, 4), dtype=bool), "fewer than two regions"),
        (np.ones((3, 1), dtype=bool), "fewer than two regions"),
        (np.zeros((3, 3), dtype=bool), "fewer than two regions"),
        (np.eye(3, dtype=bool), "fewer than two regions"),
        (np.zeros((0, 0), dtype=bool), "fewer than two regions"),
        (np.ones((3, 4), dtype=bool), "specialised alike"),
        (~np.eye(4, dtype=bool), "not single"),
    ],
)
def test_where_there_is_no_such_vector_nothing_is_said(member: Flags, why: str) -> None:
    found = measure_complexity(member)
    assert why in found.note
    assert np.isnan(found.regions).all()
    assert np.isnan(found.domains).all()


@settings(max_examples=40)
@given(MEMBERS, st.integers(1, 3))
def test_a_reflection_is_the_mean_of_what_the_other_side_was_a_step_before(member: Flags, steps: int) -> None:
    regions, domains = reflect(member, steps)
    assert (regions[0] == member.sum(axis=1)).all()
    for row in range(member.shape[0]):
        own = [domains[steps - 1][column] for column in range(member.shape[1]) if member[row, column]]
        expected = sum(own) / len(own) if own else np.nan
        assert regions[steps][row] == pytest.approx(expected, nan_ok=True)
