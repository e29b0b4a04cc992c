"""Figures per organisation, and what the recipe says about them."""

import networkx as nx
import pytest

from ecosystem_graph.errors import QueryParameterError
from ecosystem_graph.network.metrics import measure_network
from ecosystem_graph.network.recipe import recipe_of


def _column(network: "nx.Graph[str]", name: str) -> dict[str, float]:
    return {node: values[name] for node, values in network.nodes(data=True)}


def test_strength_is_the_number_of_projects_with_partners(worked_example: "nx.Graph[str]") -> None:
    measure_network(worked_example)
    assert _column(worked_example, "strength") == {"a": 2.0, "b": 2.0, "c": 2.0, "d": 2.0, "e": 1.0}
    assert _column(worked_example, "degree") == {"a": 3, "b": 3, "c": 4, "d": 4, "e": 2}


def test_betweenness_is_that_of_networkx_in_steps_and_by_inverse_weight(worked_example: "nx.Graph[str]") -> None:
    measure_network(worked_example)
    assert _column(worked_example, "betweenness") == pytest.approx(nx.betweenness_centrality(worked_example))
    measure_network(worked_example, distance="inverse-weight")
    for values in worked_example.edges.values():
        values["length"] = 1 / values["weight"]
    oracle = nx.betweenness_centrality(worked_example, weight="length")
    assert _column(worked_example, "betweenness") == pytest.approx(oracle)
    assert recipe_of(worked_example)["betweenness"] == "normalised, edge length 1/weight, exact"


def test_a_larger_network_than_allowed_is_sampled_with_the_seed_and_the_recipe_says_so() -> None:
    network: nx.Graph[str] = nx.Graph([(str(one), str(other)) for one, other in nx.karate_club_graph().edges])
    measure_network(network, seed=7, exact_up_to=20, pivots=10)
    oracle = nx.betweenness_centrality(network, k=10, seed=7)
    assert _column(network, "betweenness") == pytest.approx(oracle)
    recipe = recipe_of(network)
    assert (
        recipe["betweenness"]
        == "normalised, paths counted in steps, estimated from 10 random sources, standard error at most 0.073"
    )
    assert recipe["seed"] == 7


def test_components_and_communities_are_numbered_from_the_largest() -> None:
    network: nx.Graph[str] = nx.Graph([("x", "y"), ("a", "b"), ("b", "c")])
    network.add_node("alone")
    measure_network(network)
    numbers = {"a": 1, "b": 1, "c": 1, "x": 2, "y": 2, "alone": 3}
    assert _column(network, "component") == _column(network, "community") == numbers
    recipe = recipe_of(network)
    assert (recipe["components"], recipe["largest_component"], recipe["organisations_without_partner"]) == (3, 3, 1)
    assert recipe["communities"] == 2
    assert recipe["modularity"] == pytest.approx(nx.community.modularity(network, [{*"abc"}, {*"xy"}, {"alone"}]))


def test_a_network_without_nodes_is_measured_without_complaint() -> None:
    network: nx.Graph[str] = nx.Graph()
    measure_network(network)
    assert recipe_of(network)["components"] == recipe_of(network)["communities"] == 0


def test_an_unknown_distance_is_refused_with_the_known_ones_named() -> None:
    with pytest.raises(QueryParameterError, match="unknown distance 'miles'; use one of steps, inverse-weight"):
        measure_network(nx.Graph(), distance="miles")  # type: ignore[arg-type]
