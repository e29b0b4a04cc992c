"""Flows with their diagonal, what sizes alone would give, and a gravity model that finds what was put in."""

import numpy as np
import polars as pl
import pytest

from ecosystem_graph.errors import NotFoundError
from ecosystem_graph.network.flows import distance_km, fit_gravity, tabulate_flows
from ecosystem_graph.network.structure import Network


def _network(flows: dict[tuple[int, int], float], **nodes: list[object]) -> Network:
    size = max(target for _, target in flows) + 1
    rows = [(*ends, weight) for ends, weight in sorted(flows.items())]
    edges = pl.DataFrame(rows, schema=["source", "target", "weight"], orient="row")
    return Network(pl.DataFrame({"id": [f"r{number}" for number in range(size)], **nodes}), edges, {})


def test_affinity_is_the_flow_over_the_product_of_both_row_sums() -> None:
    table = tabulate_flows(_network({(0, 0): 2.0, (0, 1): 4.0, (1, 2): 1.0, (2, 2): 3.0}))
    matrix = np.array([[4.0, 4, 0], [4, 0, 1], [0, 1, 6]])  # what flows within is there from both ends
    expected = np.outer(matrix.sum(axis=1), matrix.sum(axis=1)) / matrix.sum()
    affinity = dict(zip(zip(table["source"], table["target"], strict=True), table["affinity"], strict=True))
    assert affinity == pytest.approx(
        {
            (f"r{one}", f"r{other}"): matrix[one, other] / expected[one, other]
            for one, other in ((0, 0), (0, 1), (1, 2), (2, 2))
        }
    )


def test_flows_as_sizes_give_them_have_affinity_one() -> None:
    sizes = np.array([1.0, 2.0, 5.0])
    flows = {(i, j): sizes[i] * sizes[j] / (2 if i == j else 1) for i in range(3) for j in range(i, 3)}
    assert tabulate_flows(_network(flows))["affinity"].to_list() == pytest.approx([1.0] * 6)


def test_distances_on_the_sphere_are_right_for_vienna_and_ljubljana() -> None:
    km = distance_km(*(np.array([degrees]) for degrees in (16.3738, 48.2082, 14.5058, 46.0569)))
    assert km[0] == pytest.approx(277, abs=2)
    quarter = distance_km(*(np.array([degrees]) for degrees in (0.0, 0.0, 0.0, 90.0)))
    assert quarter[0] == pytest.approx(6371.0088 * np.pi / 2)


def test_a_gravity_model_explains_flows_that_were_made_from_distance_and_borders() -> None:
    draw = np.random.default_rng(1)
    size = 14
    longitude, latitude = draw.uniform(0, 20, size), draw.uniform(40, 55, size)
    country = ["AT" if number % 2 else "DE" for number in range(size)]
    one, other = np.triu_indices(size, 1)
    km = distance_km(longitude[one], latitude[one], longitude[other], latitude[other])
    border = np.array([country[i] != country[j] for i, j in zip(one, other, strict=True)])
    weight = draw.poisson(1e5 * km**-0.8 * np.exp(-0.7 * border)).astype(float)
    flows = {(int(i), int(j)): value for i, j, value in zip(one, other, weight, strict=True)}
    places = {"longitude": longitude.tolist(), "latitude": latitude.tolist(), "country": country}
    pairs, model = fit_gravity(_network(flows, **places))
    assert model.coefficients["distance"] == pytest.approx(-0.8, abs=0.1)
    assert model.coefficients["border"] == pytest.approx(-0.7, abs=0.1)
    assert (model.deviance_explained > 0.99, pairs.height) == (True, 91)
    # A Poisson model with a constant expects as much in all as there is.
    assert pairs["expected"].sum() == pytest.approx(pairs["flow"].sum())


def test_without_coordinates_there_is_no_distance() -> None:
    with pytest.raises(NotFoundError, match="no coordinates"):
        fit_gravity(_network({(0, 1): 1.0}))
    with pytest.raises(
        NotFoundError, match="2 regions have coordinates and flows to others; a gravity model needs four"
    ):
        fit_gravity(_network({(0, 1): 1.0}, longitude=[1.0, 2.0], latitude=[1.0, 2.0]))
