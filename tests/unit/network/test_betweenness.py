"""Betweenness on graphs whose values are known or cheap to compute with networkx."""

import math

import networkx as nx
import pytest

from ecosystem_graph.network.betweenness import betweenness


def _lettered(graph: "nx.Graph[int]") -> "nx.Graph[str]":
    return nx.Graph([(f"n{source:03}", f"n{target:03}") for source, target in graph.edges])


def test_the_middle_of_a_star_lies_on_all_paths() -> None:
    assert betweenness(nx.Graph([("m", leaf) for leaf in "abcd"])) == {"m": 1.0} | dict.fromkeys("abcd", 0.0)


def test_nobody_lies_between_the_members_of_one_consortium(consortium: "nx.Graph[str]") -> None:
    assert set(betweenness(consortium).values()) == {0.0}


@pytest.mark.parametrize("pivots", [None, 2, 17, 34, 99])
def test_values_equal_those_of_networkx_exact_and_sampled(pivots: int | None) -> None:
    network = _lettered(nx.karate_club_graph())
    oracle = nx.betweenness_centrality(network, k=None if pivots is None else min(pivots, 34), seed=5)
    assert betweenness(network, pivots=pivots, seed=5) == pytest.approx(oracle, abs=1e-12)


def test_parts_without_a_path_between_them_are_measured_together() -> None:
    network: nx.Graph[str] = nx.Graph([("a", "b"), ("b", "c"), ("x", "y")])
    network.add_node("alone")
    assert betweenness(network) == pytest.approx(nx.betweenness_centrality(network))


@pytest.mark.parametrize("nodes", ["", "a", "ab"])
def test_networks_of_fewer_than_three_nodes_have_nobody_in_between(nodes: str) -> None:
    network: nx.Graph[str] = nx.Graph()
    nx.add_path(network, nodes)
    assert betweenness(network) == dict.fromkeys(nodes, 0.0)


def test_a_single_pivot_says_nothing_about_itself() -> None:
    values = betweenness(nx.path_graph(["a", "b", "c"]), pivots=1, seed=1)
    assert [math.isnan(value) for value in values.values()].count(True) == 1


def test_progress_ends_with_all_sources() -> None:
    told: list[tuple[str, int, int | None]] = []
    betweenness(
        _lettered(nx.cycle_graph(100)), progress=lambda stage, done, total=None: told.append((stage, done, total))
    )
    assert told[-1] == ("betweenness", 100, 100)
