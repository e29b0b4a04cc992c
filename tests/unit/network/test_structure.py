"""Networks in columns go to networkx and back, and networkx calls the fast functions for them."""

from typing import Any

import networkx as nx
import polars as pl
import pytest

from ecosystem_graph.network.backend import backend
from ecosystem_graph.network.backend_info import describe_backend
from ecosystem_graph.network.structure import BACKEND, Network, count_edges


def test_a_graph_comes_back_as_it_went(worked_example: "nx.Graph[str]") -> None:
    again = Network.from_networkx(worked_example).to_networkx()
    assert list(again.nodes(data=True)) == list(worked_example.nodes(data=True))
    assert list(again.edges(data=True)) == list(worked_example.edges(data=True))
    assert again.graph == worked_example.graph


def test_loops_are_kept_as_edges_and_left_out_of_every_matrix() -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edges_from([("a", "b"), ("b", "b")])
    network = Network.from_networkx(graph)
    assert (network.edges.height, network.degree.tolist(), network.weights.sum()) == (2, [1, 1], 2.0)
    assert list(network.to_networkx().edges) == list(graph.edges)


def test_directed_graphs_and_parallel_edges_are_not_taken() -> None:
    graphs: list[nx.Graph[str]] = [nx.DiGraph(), nx.MultiGraph()]
    for graph in graphs:
        with pytest.raises(NotImplementedError, match="only undirected networks without parallel edges"):
            Network.from_networkx(graph)


def test_a_part_has_the_ties_between_its_nodes_and_counts_its_borders_anew() -> None:
    nodes = pl.DataFrame({"id": list("abc"), "country": ["AT", "SI", None]})
    edges = pl.DataFrame({"source": [0, 0, 1], "target": [1, 2, 2], "weight": [1.0, 2.0, 3.0]})
    network = Network(nodes, edges, {})
    assert count_edges(network) == {"edges": 3, "edges_with_countries": 1, "cross_country_edges": 1}
    part = network.keep_nodes(pl.Series([False, True, True]).to_numpy(), reason="test")
    assert (part.ids, part.edges.rows()) == (["b", "c"], [(0, 1, 3.0)])
    assert part.recipe == {"reason": "test", "edges": 1, "edges_with_countries": 0, "cross_country_edges": 0}


def test_networkx_calls_the_functions_of_this_package_for_its_networks(worked_example: "nx.Graph[str]") -> None:
    if BACKEND not in nx.config.backends:
        pytest.skip("the package was installed before it had a networkx backend; install it again")
    network: Any = Network.from_networkx(worked_example)
    assert nx.pagerank(network) == backend.pagerank(network) == pytest.approx(nx.pagerank(worked_example))
    assert nx.number_connected_components(network) == 1
    with pytest.raises(NotImplementedError):
        nx.diameter(network)
    assert describe_backend()["backend_name"] == BACKEND


def test_arguments_without_a_fast_way_are_refused_by_name(worked_example: "nx.Graph[str]") -> None:
    network = Network.from_networkx(worked_example)
    with pytest.raises(NotImplementedError, match=r"weight='weight': take network\.to_networkx"):
        backend.clustering(network, weight="weight")  # type: ignore[arg-type]
    with pytest.raises(nx.PowerIterationFailedConvergence):
        backend.pagerank(network, max_iter=1, tol=0.0)
