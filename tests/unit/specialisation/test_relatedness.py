"""Relatedness equals its formulas written out, the worked example, and another package."""

import math

import economic_complexity
import economic_complexity.polars
import numpy as np
import numpy.typing as npt
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from ecosystem_graph.errors import QueryParameterError
from ecosystem_graph.specialisation.relatedness import (
    INDICES,
    Index,
    count_cooccurrence,
    relate_domains,
    relatedness_density,
)

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

MEMBERS = st.tuples(st.integers(1, 7), st.integers(1, 6)).flatmap(lambda shape: arrays(np.bool_, shape))
WORKED = np.array([[1, 1, 0, 0], [0, 1, 1, 0], [0, 0, 1, 1], [1, 0, 1, 0]], dtype=bool)


def slowly(member: Flags, index: Index, i: int, j: int) -> float:
    number = member.shape[1]
    together = [
        [sum(row[a] and row[b] for row in member.tolist()) if a != b else 0 for b in range(number)]
        for a in range(number)
    ]
    c, sums = together[i][j], [sum(row) for row in together]
    total = sum(sums)
    if i == j or c == 0:
        return 0.0
    si, sj = sums[i], sums[j]
    chance = (si / total) * (sj / (total - si)) + (sj / total) * (si / (total - sj))
    value = {
        "proximity": c / max(member[:, i].sum(), member[:, j].sum()),
        "association": (c / total) / ((si / total) * (sj / total)),
        "probability": c / (chance * total / 2),
        "cosine": c / math.sqrt(si * sj),
        "jaccard": c / (si + sj - c),
    }[index]
    return float(value)


@settings(max_examples=50)
@given(MEMBERS, st.sampled_from(INDICES))
def test_relatedness_is_the_formula_of_its_index(member: Flags, index: Index) -> None:
    number = member.shape[1]
    expected = [[slowly(member, index, i, j) for j in range(number)] for i in range(number)]
    found = relate_domains(count_cooccurrence(member), index)
    assert np.allclose(found, expected)
    assert (found == found.T).all()


@settings(max_examples=50)
@given(MEMBERS)
def test_density_is_the_share_of_related_domains(member: Flags) -> None:
    related = relate_domains(count_cooccurrence(member))
    found = relatedness_density(related, member)
    for row in range(member.shape[0]):
        for domain in range(member.shape[1]):
            others = [j for j in range(member.shape[1]) if j != domain]
            whole = sum(related[domain, j] for j in others)
            if whole == 0:
                assert np.isnan(found[row, domain])
            else:
                part = sum(related[domain, j] for j in others if member[row, j])
                assert found[row, domain] == pytest.approx(part / whole)


def test_the_worked_example_has_its_proximities_and_densities() -> None:
    related = relate_domains(count_cooccurrence(WORKED))
    expected = np.zeros((4, 4))
    for (one, other), value in {(0, 1): 1 / 2, (0, 2): 1 / 3, (1, 2): 1 / 3, (2, 3): 1 / 3}.items():
        expected[one, other] = expected[other, one] = value
    assert np.allclose(related, expected)
    assert relatedness_density(related, WORKED).round(4).tolist() == [
        [0.6, 0.6, 0.6667, 0.0], [1.0, 0.4, 0.3333, 1.0], [0.4, 0.4, 0.3333, 1.0], [0.4, 1.0, 0.3333, 1.0],
    ]  # fmt: skip


@settings(max_examples=50)
@given(MEMBERS.filter(lambda member: bool(member.any(axis=0).all())))
def test_proximity_and_density_equal_those_of_economic_complexity(member: Flags) -> None:
    columns = pl.DataFrame(member.astype(float), schema=[str(number) for number in range(member.shape[1])])
    theirs = economic_complexity.polars.proximity(columns)
    related = relate_domains(count_cooccurrence(member))
    assert np.allclose(related, theirs)
    density = economic_complexity.relatedness(pd.DataFrame(member.astype(float)), proximities=pd.DataFrame(theirs))
    assert np.allclose(relatedness_density(related, member), density.to_numpy(), equal_nan=True)


def test_domains_in_projects_are_related_by_the_same_functions() -> None:
    projects = np.array([[1, 1, 0], [1, 1, 0], [0, 1, 1]], dtype=bool)
    together = count_cooccurrence(projects)
    assert together.tolist() == [[2, 2, 0], [2, 3, 1], [0, 1, 1]]
    assert relate_domains(together)[0].round(4).tolist() == [0, 0.6667, 0]


def test_an_unknown_index_is_refused_with_what_there_is() -> None:
    with pytest.raises(QueryParameterError, match="use one of proximity, association, probability, cosine, jaccard"):
        relate_domains(np.eye(2), "fame")  # type: ignore[arg-type]
