"""Figures by name: the worked example of the literature, the recipe, and what is not defined."""

from collections.abc import Callable

import networkx as nx
import pytest

from ecosystem_graph.errors import QueryParameterError
from ecosystem_graph.network.measure import MEASURES, measure
from ecosystem_graph.network.measurement import Options
from ecosystem_graph.network.removal import what_if_removed
from ecosystem_graph.network.structure import Network


@pytest.fixture
def example(worked_example: "nx.Graph[str]") -> Network:
    return Network.from_networkx(worked_example)


def _figures(network: Network, name: str) -> dict[str, float]:
    return dict(network.nodes.select("id", name).iter_rows())


def test_the_worked_example_has_the_constraint_and_effective_size_that_are_known(example: Network) -> None:
    measured = measure(example, ["constraint", "effective-size", "strength"])
    constraint = {"a": 0.7627, "b": 0.7627, "c": 0.7232, "d": 0.7232, "e": 1.0035}
    assert _figures(measured, "constraint") == pytest.approx(constraint, abs=5e-5)
    assert _figures(measured, "effective_size") == {"a": 1.0, "b": 1.0, "c": 2.0, "d": 2.0, "e": 1.0}
    assert _figures(measured, "strength") == {"a": 2.0, "b": 2.0, "c": 2.0, "d": 2.0, "e": 1.0}


def test_all_measures_run_together_and_the_recipe_says_how_each_was_computed(example: Network) -> None:
    measured = measure(example, MEASURES, Options(seed=3))
    assert {"degree", "closeness", "harmonic", "core", "liaison_expected", "e_i_index", "participation"} <= set(
        measured.nodes.columns
    )
    recipe = measured.recipe
    assert recipe["grouped_by"] == "country, known of 2 of 5 nodes"
    assert (recipe["seed"], recipe["closeness"]) == (3, "in steps, scaled by the size of the component, exact")
    assert measured.edges["bridge"].to_list() == [False] * 8
    assert "closeness" not in example.nodes.columns


@pytest.mark.parametrize("graph", [nx.Graph(), nx.empty_graph(3), nx.path_graph(2)])
def test_networks_without_nodes_without_ties_or_with_one_have_all_measures(graph: "nx.Graph[int]") -> None:
    measured = measure(Network.from_networkx(graph), MEASURES, Options(by="community"))
    assert len(measured) == len(graph)
    if len(graph) == 3:
        isolated = measured.nodes.row(0, named=True)
        assert (isolated["degree"], isolated["closeness"], isolated["clustering"]) == (0, 0.0, 0.0)
        assert [isolated[name] for name in ("constraint", "effective_size", "participation", "e_i_index")] == [None] * 4
        assert measured.recipe["degree_assortativity"] == "not defined"


def test_estimates_have_a_column_of_errors_and_the_recipe_states_the_largest() -> None:
    network = Network.from_networkx(nx.karate_club_graph())
    measured = measure(network, ["betweenness", "closeness"], Options(exact_up_to=20, pivots=10))
    assert {"betweenness_error", "closeness_error", "harmonic_error"} <= set(measured.nodes.columns)
    worst = max(measured.nodes["closeness_error"])
    assert measured.recipe["closeness"] == (
        "in steps, scaled by the size of the component, estimated from 10 random sources, "
        f"standard error at most {worst:.2g}"
    )


def test_unknown_measures_and_groupings_are_refused_with_the_known_ones_named(example: Network) -> None:
    with pytest.raises(QueryParameterError, match="unknown measure 'fame'; use one of degree, strength, betweenness"):
        measure(example, ["fame"])
    with pytest.raises(QueryParameterError, match="unknown grouping 'size'; use one of country, region, type"):
        measure(example, ["degree"], Options(by="size"))  # type: ignore[arg-type]
    with pytest.raises(QueryParameterError, match="no node has a type; group by one of country"):
        measure(example, ["brokerage"], Options(by="type"))


def test_without_its_cut_node_a_network_falls_apart(make_network: Callable[[dict[str, str]], "nx.Graph[str]"]) -> None:
    network = Network.from_networkx(make_network({"P": "abc", "Q": "cde", "R": "xy"}))
    figures = what_if_removed(network, "c")
    assert (figures["components_before"], figures["components_after"], figures["cut_off"]) == (2, 3, 2)
    assert (figures["ties_before"], figures["ties_after"]) == (7, 3)
    assert (figures["weight_before"], figures["weight_after"]) == (4.0, 2.0)
