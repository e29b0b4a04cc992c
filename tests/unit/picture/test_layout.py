"""Places of nodes: on the page, apart from each other, the same each time."""

import itertools
import math

import networkx as nx
import pytest

from ecosystem_graph.picture.layout import Positions, is_ring, place_nodes

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


def test_a_small_part_stands_in_a_hole_of_the_large_one_and_the_page_is_used() -> None:
    network = nx.compose(_caves(), nx.path_graph(["x", "y", "z"]))
    positions = _place(network)
    apart = min(
        math.dist(positions[small], positions[node]) for small in "xyz" for node in network if node not in set("xyz")
    )
    assert apart > 15
    for side, length in enumerate(FRAME):
        used = sorted(place[side] for place in positions.values())
        assert used[-1] - used[0] > 0.95 * length
        assert max(after - before for before, after in itertools.pairwise(used)) < 0.3 * length


def test_parts_of_equal_size_share_the_page() -> None:
    parts = [nx.relabel_nodes(nx.path_graph(12), {node: f"{name}{node}" for node in range(12)}) for name in "abcdefgh"]
    positions = _place(nx.compose_all(parts))
    boxes = []
    for name in "abcdefgh":
        places = [place for node, place in positions.items() if node.startswith(name)]
        boxes.append((min(places), max(places)))
    for (one, other), (first, second) in itertools.combinations(boxes, 2):
        assert other[0] < first[0] or second[0] < one[0] or _rows_apart(positions, one, first)


def _rows_apart(positions: Positions, one: tuple[float, float], other: tuple[float, float]) -> bool:
    names = {place: node[0] for node, place in positions.items()}
    rows = [[place[1] for node, place in positions.items() if node[0] == names[corner]] for corner in (one, other)]
    return max(rows[0]) < min(rows[1]) or max(rows[1]) < min(rows[0])
