"""Every measure equals networkx, or the paper's formula written out slowly, on generated networks and on keep.eu."""

import itertools
import math
from collections.abc import Callable
from functools import partial
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecosystem_graph.network import brokerage, cohesion, mixing
from ecosystem_graph.network.backend import backend
from ecosystem_graph.network.betweenness import estimate_betweenness
from ecosystem_graph.network.bipartite import bipartite_modularity, detect_bipartite_communities, incidence
from ecosystem_graph.network.closeness import estimate_closeness
from ecosystem_graph.network.communities import detect_communities, modularity, rand_index
from ecosystem_graph.network.spectral import eigenvector_centrality
from ecosystem_graph.network.structure import Network

Graph = nx.Graph

NODES = "abcdefghijkl"
EDGES = st.lists(
    st.tuples(st.sampled_from(NODES), st.sampled_from(NODES), st.sampled_from([0.25, 0.5, 1.0, 3.0])), max_size=40
)


def _graph(edges: list[tuple[str, str, float]]) -> "Graph[str]":
    graph: Graph[str] = nx.Graph()
    graph.add_nodes_from(NODES)
    graph.add_weighted_edges_from((one, other, weight) for one, other, weight in edges if one != other)
    return graph


GRAPHS = st.builds(_graph, EDGES)
GROUPS = st.lists(st.integers(-1, 3), min_size=len(NODES), max_size=len(NODES)).map(np.array)

ORACLES: dict[str, tuple[Callable[[Network], Any], Callable[["Graph[str]"], Any]]] = {
    "pagerank": (backend.pagerank, nx.pagerank),
    "betweenness": (backend.betweenness_centrality, nx.betweenness_centrality),
    "sampled betweenness": (
        lambda network: backend.betweenness_centrality(network, k=5, seed=3),
        lambda graph: nx.betweenness_centrality(graph, k=5, seed=3),
    ),
    "closeness": (backend.closeness_centrality, nx.closeness_centrality),
    "harmonic": (backend.harmonic_centrality, nx.harmonic_centrality),
    "core": (backend.core_number, nx.core_number),
    "triangles": (backend.triangles, nx.triangles),
    "clustering": (backend.clustering, nx.clustering),
    "weighted constraint": (
        lambda network: backend.constraint(network, weight="weight"),
        lambda graph: nx.constraint(graph, weight="weight"),
    ),
    "constraint": (backend.constraint, nx.constraint),
    "effective size": (backend.effective_size, nx.effective_size),
    "rich club": (backend.rich_club_coefficient, partial(nx.rich_club_coefficient, normalized=False)),
}


@pytest.mark.parametrize("name", ORACLES)
@settings(deadline=None, max_examples=40)
@given(graph=GRAPHS)
def test_a_measure_equals_networkx(name: str, graph: "Graph[str]") -> None:
    ours, theirs = ORACLES[name]
    assert ours(Network.from_networkx(graph)) == pytest.approx(theirs(graph), abs=1e-12, nan_ok=True)


@settings(deadline=None, max_examples=40)
@given(GRAPHS)
def test_parts_bridges_and_cut_nodes_equal_networkx(graph: "Graph[str]") -> None:
    network = Network.from_networkx(graph)
    assert set(backend.articulation_points(network)) == set(nx.articulation_points(graph))
    assert {*map(frozenset, backend.bridges(network))} == {*map(frozenset, nx.bridges(graph))}
    ours = {*map(frozenset, backend.connected_components(network))}
    assert ours == {*map(frozenset, nx.connected_components(graph))}
    assert backend.transitivity(network) == pytest.approx(nx.transitivity(graph))


@settings(deadline=None, max_examples=40)
@given(GRAPHS.filter(lambda graph: graph.number_of_edges() > 0))
def test_eigenvector_centrality_solves_its_equation_on_the_largest_component(graph: "Graph[str]") -> None:
    network = Network.from_networkx(graph)
    values = eigenvector_centrality(network, network.weights)
    largest = max(len(part) for part in nx.connected_components(graph))
    value = float(values @ (network.weights @ values))
    assert network.weights @ values == pytest.approx(value * values, abs=1e-9)
    assert float(np.linalg.norm(values)) == pytest.approx(1.0)
    assert int((values > 1e-12).sum()) == largest


@settings(deadline=None, max_examples=40)
@given(GRAPHS, GROUPS)
def test_assortativity_equals_networkx_where_it_is_defined(graph: "Graph[str]", groups: Any) -> None:
    network = Network.from_networkx(graph)
    degrees = {degree for end in graph.edges for degree in (graph.degree[end[0]], graph.degree[end[1]])}
    ours = mixing.degree_assortativity(network)
    assert math.isnan(ours) if len(degrees) < 2 else ours == pytest.approx(nx.degree_assortativity_coefficient(graph))
    codes = np.abs(groups)
    nx.set_node_attributes(graph, dict(zip(NODES, codes.tolist(), strict=True)), "group")
    mixed = {codes[NODES.index(end)] for edge in graph.edges for end in edge}
    if len(mixed) > 1:
        oracle = nx.attribute_assortativity_coefficient(graph, "group")
        assert mixing.assortativity(network, codes) == pytest.approx(oracle)


def _slow_roles(graph: "Graph[Any]", group: dict[Any, int]) -> dict[str, dict[Any, int]]:
    counts = {role: dict.fromkeys(graph, 0) for role in brokerage.ROLES}
    for broker in graph:
        for one, other in itertools.combinations(graph[broker], 2):
            three = {group[broker], group[one], group[other]}
            if graph.has_edge(one, other) or -1 in three:
                continue
            if len(three) == 3:
                role = "liaison"
            elif len(three) == 1:
                role = "coordinator"
            else:
                role = "itinerant" if group[one] == group[other] else "gatekeeper"
            counts[role][broker] += 1
    return counts


@settings(deadline=None, max_examples=40)
@given(GRAPHS, GROUPS)
def test_brokers_are_those_that_gould_and_fernandez_count(graph: "Graph[str]", groups: Any) -> None:
    network = Network.from_networkx(graph)
    counts, expected = brokerage.brokerage_roles(network, groups)
    assert {role: network.by_node(values) for role, values in counts.items()} == _slow_roles(
        graph, dict(zip(NODES, groups.tolist(), strict=True))
    )
    if (groups >= 0).sum() > 2:
        assert sum(expected.values()) == pytest.approx(sum(counts.values()))


def test_the_chance_of_a_role_is_that_of_all_orders_of_the_other_groups() -> None:
    star = nx.star_graph(4)
    groups = np.array([0, 0, 1, 1, 2])
    _, expected = brokerage.brokerage_roles(Network.from_networkx(star), groups)
    slow = dict.fromkeys(brokerage.ROLES, 0)
    orders = list(itertools.permutations(groups[1:].tolist()))
    for order in orders:
        counts = _slow_roles(star, dict(zip(range(5), [0, *order], strict=True)))
        for role in slow:
            slow[role] += counts[role][0]
    assert {role: values[0] for role, values in expected.items()} == pytest.approx(
        {role: count / len(orders) for role, count in slow.items()}
    )


@settings(deadline=None, max_examples=40)
@given(GRAPHS, GROUPS)
def test_participation_z_scores_and_e_i_index_are_those_of_the_formulas(graph: "Graph[str]", groups: Any) -> None:
    network = Network.from_networkx(graph)
    group = dict(zip(NODES, groups.tolist(), strict=True))
    inside = {node: math.fsum(w["weight"] for v, w in graph[node].items() if group[v] == group[node]) for node in graph}
    spread, scores, balance = {}, {}, {}
    for node in graph:
        total = sum(w["weight"] for w in graph[node].values())
        towards = [sum(w["weight"] for v, w in graph[node].items() if group[v] == each) for each in set(group.values())]
        spread[node] = 1 - sum((part / total) ** 2 for part in towards) if total else math.nan
        peers = [inside[other] for other in graph if group[other] == group[node]]
        deviation = float(np.std(peers))
        z = (inside[node] - float(np.mean(peers))) / deviation if deviation > 1e-9 else 0.0
        scores[node] = z if group[node] >= 0 else math.nan
        signs = [1 if group[v] != group[node] else -1 for v in graph[node] if min(group[v], group[node]) >= 0]
        balance[node] = sum(signs) / len(signs) if signs else math.nan
    ours = network.by_node(mixing.participation_coefficient(network, groups))
    assert ours == pytest.approx(spread, abs=1e-12, nan_ok=True)
    assert network.by_node(mixing.within_module_z(network, groups)) == pytest.approx(scores, abs=1e-9, nan_ok=True)
    assert network.by_node(mixing.external_internal_index(network, groups)[0]) == pytest.approx(balance, nan_ok=True)


@settings(deadline=None, max_examples=40)
@given(GRAPHS, st.integers(0, 3))
def test_communities_and_their_score_agree_with_networkx(graph: "Graph[str]", seed: int) -> None:
    network = Network.from_networkx(graph)
    found = detect_communities(network, seed=seed, runs=3)
    groups = [{NODES[place] for place in np.flatnonzero(found.number == number)} for number in range(len(found.sizes))]
    assert nx.community.is_partition(graph, groups)
    if graph.number_of_edges():
        assert found.modularity == pytest.approx(nx.community.modularity(graph, groups), abs=1e-9)
        assert found.modularity >= nx.community.modularity(graph, [{node} for node in graph]) - 1e-12
        assert all(nx.is_connected(graph.subgraph(group)) for group in groups)
    assert found.stability + 1e-12 >= 0.0
    assert detect_communities(network, seed=seed, runs=3).number.tolist() == found.number.tolist()


@settings(deadline=None, max_examples=40)
@given(GROUPS, GROUPS)
def test_the_rand_index_is_that_of_counted_pairs(one: Any, other: Any) -> None:
    one, other = one + 1, other + 1
    pairs = list(itertools.combinations(range(len(one)), 2))
    same = [(one[i] == one[j], other[i] == other[j]) for i, j in pairs]
    both, first, second = (sum(each) for each in zip(*((a and b, a, b) for a, b in same), strict=True))
    chance, most = first * second / len(pairs), (first + second) / 2
    assert rand_index(one, other) == pytest.approx(1.0 if most == chance else (both - chance) / (most - chance))


TAKEN = st.sets(st.tuples(st.integers(0, 7), st.integers(0, 5)), min_size=1)


def _two_mode(taken: set[tuple[int, int]]) -> Network:
    graph: Graph[str] = nx.Graph()
    actors, projects = sorted({a for a, _ in taken}), sorted({p for _, p in taken})
    graph.add_nodes_from((f"a{actor}" for actor in actors), mode="organisation")
    graph.add_nodes_from((f"p{project}" for project in projects), mode="project")
    graph.add_edges_from((f"a{actor}", f"p{project}") for actor, project in taken)
    return Network.from_networkx(graph)


@settings(deadline=None, max_examples=40)
@given(TAKEN, st.integers(0, 2))
def test_bipartite_modularity_is_that_of_barber_and_the_search_beats_one_group(
    taken: set[tuple[int, int]], seed: int
) -> None:
    network = _two_mode(taken)
    groups, found = detect_bipartite_communities(network, seed=seed)
    matrix = incidence(network)
    dense = matrix.toarray()
    rows, columns = groups[: len(dense)], groups[len(dense) :]
    expected = np.outer(dense.sum(axis=1), dense.sum(axis=0)) / dense.sum()
    slow = float(((dense - expected) * (rows[:, None] == columns[None, :])).sum() / dense.sum())
    assert found == pytest.approx(slow, abs=1e-12) == bipartite_modularity(matrix, rows, columns)
    assert found >= -1e-12


def test_no_estimate_is_off_by_more_than_four_times_the_largest_error_it_states() -> None:
    network = Network.from_networkx(nx.connected_watts_strogatz_graph(400, 6, 0.2, seed=1))
    estimates = (
        (estimate_betweenness(network, pivots=60, seed=1), estimate_betweenness(network)),
        *zip(estimate_closeness(network, pivots=60, seed=1), estimate_closeness(network), strict=True),
    )
    for estimate, exact in estimates:
        assert exact.errors.max() == 0.0 < estimate.errors.max()
        off = np.abs(estimate.values - exact.values)
        assert off.max() < 4 * estimate.errors.max()
        assert (off <= 4 * estimate.errors).mean() > 0.9


def test_a_core_of_a_large_network_and_its_triangles_equal_networkx() -> None:
    graph = nx.powerlaw_cluster_graph(600, 5, 0.6, seed=2)
    network = Network.from_networkx(graph)
    core = {str(node): value for node, value in dict(nx.core_number(graph)).items()}
    assert network.by_node(cohesion.core_numbers(network)) == core
    triangles = {str(node): nx.triangles(graph, node) for node in graph}
    assert network.by_node(cohesion.count_triangles(network)) == triangles
    values = np.array(list(nx.eigenvector_centrality_numpy(graph, weight=None).values()))
    assert eigenvector_centrality(network, network.steps) == pytest.approx(np.abs(values), abs=1e-8)


def test_modularity_of_the_whole_as_one_community_is_zero() -> None:
    network = Network.from_networkx(nx.karate_club_graph())
    assert modularity(network.weights, np.zeros(34, np.int64)) == pytest.approx(0.0, abs=1e-12)
