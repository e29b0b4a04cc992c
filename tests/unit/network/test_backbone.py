"""Backbones keep what their papers' formulas keep."""

import itertools

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecosystem_graph.errors import QueryParameterError
from ecosystem_graph.network.affiliation import affiliate
from ecosystem_graph.network.backbone import (
    chance_of_sharing,
    disparity_backbone,
    disparity_chances,
    fit_configuration,
    sdsm_backbone,
)
from ecosystem_graph.network.projection import project_affiliation
from ecosystem_graph.network.structure import Network
from ecosystem_graph.records import RecordSet

TAKEN = st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=1)


def test_the_disparity_filter_keeps_the_heavy_tie_of_a_hub() -> None:
    graph = {("a", other): weight for other, weight in (("b", 97.0), ("c", 1.0), ("d", 1.0), ("e", 1.0))}
    graph |= {("b", "c"): 1.0, ("d", "e"): 1.0}
    nodes = pl.DataFrame({"id": list("abcde")})
    edges = pl.DataFrame(
        [("abcde".index(u), "abcde".index(v), w) for (u, v), w in sorted(graph.items())],
        schema=["source", "target", "weight"], orient="row",
    )  # fmt: skip
    network = Network(nodes, edges, {})
    slow = []
    for (u, v), weight in sorted(graph.items()):
        sides = []
        for end in (u, v):
            mine = [w for pair, w in graph.items() if end in pair]
            sides.append((1 - weight / sum(mine)) ** (len(mine) - 1))
        slow.append(min(sides))
    assert disparity_chances(network).tolist() == pytest.approx(slow)
    kept = disparity_backbone(network, 0.05)
    assert (kept.edges.rows(), len(kept)) == ([(0, 1, 97.0)], 5)
    assert kept.recipe["backbone"] == "disparity filter, alpha 0.05"


def test_the_only_tie_of_a_node_does_not_speak_for_itself() -> None:
    pair = Network(pl.DataFrame({"id": ["a", "b"]}), pl.DataFrame({"source": [0], "target": [1], "weight": [9.0]}), {})
    assert disparity_chances(pair).tolist() == [1.0]


@settings(deadline=None, max_examples=40)
@given(TAKEN)
def test_the_configuration_model_has_the_right_sums_on_average(taken: set[tuple[int, int]]) -> None:
    degrees = np.bincount([actor for actor, _ in taken])
    sizes = np.bincount([project for _, project in taken])
    degrees, sizes = degrees[degrees > 0], sizes[sizes > 0]
    rows, row_counts = np.unique(degrees, return_counts=True)
    columns, column_counts = np.unique(sizes, return_counts=True)
    chances = fit_configuration(rows, row_counts, columns, column_counts)
    assert (chances.min() >= 0.0, chances.max() <= 1.0) == (True, True)
    assert chances @ column_counts == pytest.approx(rows, abs=1e-6)
    assert row_counts @ chances == pytest.approx(columns, abs=1e-6)


def test_chances_of_sharing_are_those_of_all_outcomes() -> None:
    degrees, sizes = np.array([1, 2, 2, 3]), np.array([1, 2, 2, 3])
    classes, counts = np.unique(sizes, return_counts=True)
    chances = fit_configuration(*np.unique(degrees, return_counts=True), classes, counts)
    per_project = np.repeat(chances, counts, axis=1)
    for one, other, shared in itertools.product((1, 2, 3), (1, 2, 3), (1, 2, 3)):
        both = per_project[one - 1] * per_project[other - 1]
        slow = sum(
            np.prod([chance if taken else 1 - chance for chance, taken in zip(both, outcome, strict=True)])
            for outcome in itertools.product((0, 1), repeat=len(both))
            if sum(outcome) >= shared
        )
        found = chance_of_sharing(np.array([one]), np.array([other]), np.array([shared]), degrees, sizes)
        assert found[0] == pytest.approx(slow, abs=1e-9)


def test_sdsm_keeps_partners_that_meet_again_and_again_and_says_so() -> None:
    rows = [(f"p{number}", each) for number in range(6) for each in ("a", "b")]
    rows += [(f"q{number}", each) for number in range(30) for each in (f"x{number}", f"x{number + 1}")]
    rows += [("q0", "a"), ("q9", "b")]
    table = pl.DataFrame(rows, schema=["project", "organisation"], orient="row").with_columns(
        name="organisation", country=pl.lit(None), region=pl.lit(None), region_edition=pl.lit(None)
    )
    affiliation = affiliate({"participation": table, "organisation": RecordSet({})["organisation"]})
    network = project_affiliation(affiliation)
    kept = sdsm_backbone(network, affiliation, 0.01)
    assert kept.edges.select("source", "target").rows() == [(0, 1)]
    assert kept.recipe["backbone"] == "SDSM, alpha 0.01"
    with pytest.raises(QueryParameterError, match="alpha 2: expected a chance between 0 and 1"):
        sdsm_backbone(network, affiliation, 2)
