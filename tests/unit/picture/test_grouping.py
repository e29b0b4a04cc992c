"""Groups get a colour and a shape each; the rest is grey."""

import networkx as nx

from ecosystem_graph.picture.grouping import OTHERS, group_nodes


def test_a_network_of_one_community_is_grouped_by_country(consortium: "nx.Graph[str]") -> None:
    heading, groups = group_nodes(consortium)
    assert heading.startswith("Countries")
    assert [group.name for group in groups] == ["IT: 6", "AT: 2", "DE: 2", "SI: 2", "CH: 1", "FR: 1"]
    assert len({(group.colour, group.shape) for group in groups}) == 6


def test_several_communities_are_groups_named_by_their_main_countries() -> None:
    network: nx.Graph[str] = nx.Graph()
    for number, (community, country) in enumerate([(1, "AT"), (1, "AT"), (1, "IT"), (2, "SI"), (2, None)]):
        network.add_node(str(number), community=community, **({"country": country} if country else {}))
    heading, groups = group_nodes(network)
    assert heading.startswith("Communities")
    assert [group.name for group in groups] == ["no. 1: 3 (AT, IT)", "no. 2: 2 (?, SI)"]


def test_all_groups_beyond_the_seventh_are_drawn_alike() -> None:
    network: nx.Graph[str] = nx.Graph()
    for community in range(1, 10):
        network.add_nodes_from((f"{community}{each}", {"community": community}) for each in "ab")
    _, groups = group_nodes(network)
    assert [group.name for group in groups][6:] == ["no. 7: 2 (?)", "smaller communities: 4"]
    assert groups[-1].colour == OTHERS
    assert {node for group in groups for node in group.nodes} == set(network)


def test_a_network_without_countries_is_one_group() -> None:
    network: nx.Graph[str] = nx.Graph([("a", "b")])
    _, groups = group_nodes(network)
    assert [(group.name, group.nodes) for group in groups] == [("other or unknown country: 2", ("a", "b"))]
