"""Betweenness along strong ties equals that of networkx on the same lengths."""

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import triu

from ecosystem_graph.network.structure import Network
from ecosystem_graph.network.weighted_betweenness import estimate_weighted_betweenness, inverse_weights

WEIGHTS = st.sampled_from([0.25, 1 / 3, 0.5, 5 / 6, 1.0, 2.0, 3.0, 250_000.0])


@st.composite
def weighted_graphs(draw: st.DrawFn) -> "nx.Graph[int]":
    size = draw(st.integers(1, 9))
    graph: nx.Graph[int] = nx.empty_graph(size)
    pairs = [(one, other) for one in range(size) for other in range(one)]
    for pair in draw(st.sets(st.sampled_from(pairs))) if pairs else ():
        graph.add_edge(*pair, weight=draw(WEIGHTS))
    return graph


def oracle(network: Network, pivots: int | None) -> list[float]:
    lengths = triu(inverse_weights(network)).tocoo()
    graph: nx.Graph[int] = nx.empty_graph(len(network))
    graph.add_weighted_edges_from(zip(*(each.tolist() for each in lengths.coords), lengths.data.tolist(), strict=True))
    values: dict[int, float] = nx.betweenness_centrality(graph, k=pivots, weight="weight", seed=3)
    return list(values.values())


@given(weighted_graphs())
def test_values_equal_those_of_networkx(graph: "nx.Graph[int]") -> None:
    network = Network.from_networkx(graph)
    found = estimate_weighted_betweenness(inverse_weights(network)).values
    assert found.tolist() == pytest.approx(oracle(network, None), abs=1e-12)


def test_the_same_sample_of_sources_gives_the_values_of_networkx_and_an_error() -> None:
    network = Network.from_networkx(nx.karate_club_graph())
    found = estimate_weighted_betweenness(inverse_weights(network), pivots=9, seed=3)
    assert found.values.tolist() == pytest.approx(oracle(network, 9), abs=1e-12)
    assert (found.errors >= 0).all()
    assert found.errors.max() > 0


def test_three_thirds_are_as_far_as_one() -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_weighted_edges_from([("a", "b", 3.0), ("b", "c", 3.0), ("c", "d", 3.0), ("a", "d", 1.0)])
    values = estimate_weighted_betweenness(inverse_weights(Network.from_networkx(graph))).values
    # Both ways from a to d are of length 1, so each of b and c is on half of the paths between them.
    assert values.tolist() == pytest.approx([0.0, 0.5, 0.5, 0.0])
