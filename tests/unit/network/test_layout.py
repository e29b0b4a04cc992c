"""Places of nodes: on the page, apart from each other, the same each time."""

import itertools
import math

import networkx as nx
import pytest

from ecosystem_graph.network.layout import Positions, is_ring, place_nodes

FRAME = (600.0, 400.0)


def _caves() -> "nx.Graph[str]":
    network: nx.Graph[str] = nx.Graph()
    edges = nx.connected_caveman_graph(8, 9).edges
    network.add_weighted_edges_from((str(source), str(target), 0.125) for source, target in edges)
    return network


def _place(network: "nx.Graph[str]", radius: float = 4.0) -> Positions:
    return place_nodes(network, {}, dict.fromkeys(network, radius), FRAME, seed=1)


def test_a_consortium_stands_in_a_ring_with_countries_side_by_side(consortium: "nx.Graph[str]") -> None:
    assert is_ring(consortium)
    countries = {node: str(country) for node, country in consortium.nodes(data="country")}
    positions = place_nodes(consortium, countries, {}, FRAME)
    assert len({round(math.dist(place, (300, 200)), 6) for place in positions.values()}) == 1
    around = [country for country, _ in itertools.groupby(countries[node] for node in positions)]
    assert around == sorted(set(countries.values()))


def test_nodes_stay_in_the_frame_and_do_not_cover_each_other() -> None:
    network = _caves()
    assert not is_ring(network)
    positions = _place(network)
    assert all(4 <= x <= 596 and 4 <= y <= 396 for x, y in positions.values())
    closest = min(math.dist(one, other) for one, other in itertools.combinations(positions.values(), 2))
    assert closest > 7.2


def test_the_same_network_and_seed_give_the_same_places() -> None:
    assert _place(_caves()) == _place(_caves())


def test_members_of_one_group_stand_closer_than_others() -> None:
    positions = _place(_caves())
    near = math.dist(positions["1"], positions["2"])
    assert near < sum(math.dist(positions["1"], positions[str(9 * cave + 4)]) for cave in range(1, 8)) / 7


@pytest.mark.parametrize(
    "network",
    [
        nx.empty_graph(["a"]),
        nx.path_graph(["a", "b"]),
        nx.path_graph([f"n{number}" for number in range(60)]),
        nx.empty_graph([f"n{number}" for number in range(60)]),
        nx.compose(nx.path_graph(["a", "b", "c"]), nx.path_graph(["x", "y", "z"])),
    ],
    ids=["one node", "one edge", "path", "no edge", "two parts"],
)
def test_unusual_networks_get_finite_places(network: "nx.Graph[str]") -> None:
    assert all(math.isfinite(value) for place in _place(network).values() for value in place)
