"""Communities are found, ranked and scored the same way in every process."""

import itertools

import networkx as nx
import pytest

from ecosystem_graph.network.communities import find_communities, score_communities


def _two_consortia() -> "nx.Graph[str]":
    network: nx.Graph[str] = nx.Graph([("a", "u")])
    for members in ("abcd", "uvwxyz"):
        network.add_edges_from(itertools.combinations(members, 2))
    for values in network.edges.values():
        values["weight"] = 1 / 3
    return network


def test_two_consortia_with_one_link_are_two_communities_the_larger_first() -> None:
    assert find_communities(_two_consortia()) == [list("uvwxyz"), list("abcd")]


def test_weights_count() -> None:
    network: nx.Graph[str] = nx.Graph()
    network.add_weighted_edges_from([("a", "b", 9.0), ("b", "c", 0.1), ("c", "d", 9.0), ("d", "a", 0.1)])
    assert find_communities(network) == [["a", "b"], ["c", "d"]]


@pytest.mark.parametrize(("nodes", "jumps", "seed"), [(21, (4, 6), 0), (24, (1, 5), 1), (30, (1, 6), 1)])
def test_ties_on_which_networkx_3_6_runs_for_ever_come_to_an_end(nodes: int, jumps: tuple[int, ...], seed: int) -> None:
    network: nx.Graph[str] = nx.Graph()
    ring = nx.circulant_graph(nodes, list(jumps))
    network.add_weighted_edges_from((f"{source:02}", f"{target:02}", 1 / 7) for source, target in ring.edges)
    communities = find_communities(network, seed=seed)
    assert nx.community.is_partition(network, [set(community) for community in communities])
    assert score_communities(network, communities) > 0.3


def test_the_order_in_which_edges_were_added_changes_nothing() -> None:
    network = _two_consortia()
    turned: nx.Graph[str] = nx.Graph()
    turned.add_edges_from((v, u, values) for u, v, values in reversed(list(network.edges(data=True))))
    assert find_communities(turned, seed=3) == find_communities(network, seed=3)


def test_nodes_without_links_stand_alone_in_the_order_of_their_names() -> None:
    network: nx.Graph[str] = nx.Graph()
    network.add_nodes_from("cab")
    assert find_communities(network) == [["a"], ["b"], ["c"]]
    assert score_communities(network, [["a"], ["b"], ["c"]]) == 0.0
    assert find_communities(nx.Graph()) == []


def test_the_score_is_the_modularity_of_networkx() -> None:
    network = _two_consortia()
    groups = [set("abcd"), set("uvwxyz")]
    assert score_communities(network, groups) == pytest.approx(nx.community.modularity(network, groups))


def test_one_community_scores_zero_not_minus_zero(consortium: "nx.Graph[str]") -> None:
    assert str(score_communities(consortium, [list(consortium)])) == "0.0"
