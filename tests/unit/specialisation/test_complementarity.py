"""What a partner adds is the density of both together less that of the region alone."""

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from ecosystem_graph.specialisation.complementarity import (
    density_gain,
    score_complementarity,
    similarity_of_profiles,
)
from ecosystem_graph.specialisation.relatedness import count_cooccurrence, relate_domains, relatedness_density

Flags = npt.NDArray[np.bool_]

MEMBERS = st.tuples(st.integers(1, 5), st.integers(1, 6)).flatmap(lambda shape: arrays(np.bool_, shape))
WORKED = np.array([[1, 1, 0, 0], [0, 1, 1, 0], [0, 0, 1, 1], [1, 0, 1, 0]], dtype=bool)


@settings(max_examples=50)
@given(MEMBERS)
def test_the_gain_is_the_density_of_the_union_less_that_of_the_region(member: Flags) -> None:
    related = relate_domains(count_cooccurrence(member))
    alone = relatedness_density(related, member)
    for region in range(len(member)):
        together = relatedness_density(related, member | member[region])
        assert np.allclose(density_gain(related, member, region), together - alone[region], equal_nan=True)


@settings(max_examples=50)
@given(MEMBERS, st.booleans())
def test_the_score_is_the_sum_of_gains_in_domains_the_region_lacks(member: Flags, weighted: bool) -> None:
    related = relate_domains(count_cooccurrence(member))
    worth = np.linspace(0, 1, member.shape[1]) if weighted else np.ones(member.shape[1])
    expected = [
        (np.nan_to_num(density_gain(related, member, region)) * worth * ~member[region]).sum(axis=1)
        for region in range(len(member))
    ]
    assert np.allclose(score_complementarity(related, member, worth if weighted else None), expected)


def test_the_worked_example_has_its_gains_and_they_are_not_symmetric() -> None:
    related = relate_domains(count_cooccurrence(WORKED))
    assert density_gain(related, WORKED, 0)[2].round(4).tolist() == [0.4, 0.4, 0.3333, 1.0]
    scores = score_complementarity(related, WORKED)
    assert scores[0, 2] == pytest.approx(1 / 3 + 1)
    assert scores[2, 0] == pytest.approx(0.6 + 0.6)
    assert (np.diag(scores) == 0).all()


def test_a_region_gains_nothing_from_one_that_does_no_more() -> None:
    member = np.array([[True, True, True], [True, True, False], [False, True, True]])
    assert (score_complementarity(relate_domains(count_cooccurrence(member)), member)[0] == 0).all()


@settings(max_examples=50)
@given(arrays(np.float64, (4, 3), elements=st.integers(0, 5).map(float)), st.floats(0.5, 9))
def test_similarity_is_the_cosine_and_size_does_not_matter(advantage: npt.NDArray[np.float64], factor: float) -> None:
    found = similarity_of_profiles(advantage)
    scaled = similarity_of_profiles(advantage * np.array([factor, 1, 1, 1])[:, None])
    assert np.allclose(found, scaled, equal_nan=True)
    for one in range(4):
        for other in range(4):
            length = np.linalg.norm(advantage[one]) * np.linalg.norm(advantage[other])
            expected = advantage[one] @ advantage[other] / length if length else np.nan
            assert found[one, other] == pytest.approx(expected, nan_ok=True)
