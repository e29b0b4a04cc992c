"""Measures of diversity equal their formulas written out."""

import math

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from ecosystem_graph.specialisation.diversity import DIVERSITY_MEASURES, measure_diversity

Floats = npt.NDArray[np.float64]


def slowly(own: list[float], whole: list[float]) -> dict[str, float]:
    p = [value / sum(own) for value in own]
    q = [value / sum(whole) for value in whole]
    shannon = -sum(x * math.log(x) for x in p if x)
    return {
        "shannon": shannon,
        "effective_domains": math.exp(shannon),
        "herfindahl": sum(x * x for x in p),
        "gini": sum(abs(x - y) for x in p for y in p) / (2 * len(p) ** 2 * (1 / len(p))),
        "krugman": sum(abs(x - y) for x, y in zip(p, q, strict=True)),
        "hachman": 1 / sum(x * x / y for x, y in zip(p, q, strict=True) if y),
    }


@settings(max_examples=60)
@given(arrays(np.float64, (3, 4), elements=st.integers(0, 9).map(float)))
def test_measures_are_their_formulas(volume: Floats) -> None:
    found = measure_diversity(volume)
    assert tuple(found) == DIVERSITY_MEASURES
    for row in range(3):
        expected = slowly(volume[row].tolist(), volume.sum(axis=0).tolist()) if volume[row].any() else {}
        for name, values in found.items():
            assert values[row] == pytest.approx(expected.get(name, float("nan")), nan_ok=True)


def test_the_mix_of_all_regions_is_no_specialisation() -> None:
    found = measure_diversity(np.array([[2.0, 6.0], [1.0, 3.0]]))
    assert (found["krugman"].tolist(), found["hachman"].tolist()) == ([0, 0], [1, 1])
