"""Captions say what is shown, how it was made and what is not known."""

import networkx as nx

from ecosystem_graph.network.caption import write_caption
from ecosystem_graph.network.recipe import recipe_of


def test_the_caption_of_one_consortium_states_size_borders_and_coverage(consortium: "nx.Graph[str]") -> None:
    caption = write_caption(consortium, consortium)
    assert caption.startswith("14 organisations, 91 links from 1 project, 73 of them between countries. ")
    assert "Known: country of 14, region of none of 14 organisations." in caption
    assert "Weight of a link: sum of 1/(n-1) over shared projects of n organisations." in caption
    assert "Communities" not in caption
    assert "Drawn" not in caption


def test_the_caption_of_a_selection_states_filters_and_projects_left_out(consortium: "nx.Graph[str]") -> None:
    recipe_of(consortium).update(
        filters="programme=Alpine Space", period="2014..2020", projects_without_dates=1, release="r1"
    )
    caption = write_caption(consortium, consortium)
    assert "Filters: programme=Alpine Space; period: 2014..2020 (1 project without dates left out)." in caption
    assert "Made from release r1 with ecosystem_graph" in caption


def test_the_caption_of_a_part_says_which_part() -> None:
    network: nx.Graph[str] = nx.Graph([("a", "b"), ("b", "c"), ("x", "y")])
    recipe_of(network)["largest_component"] = 3
    largest, strongest = network.subgraph("abc"), network.subgraph("ab")
    assert "Drawn: the largest connected part, 3 organisations." in write_caption(network, largest)
    assert "Drawn: the 2 organisations of the largest connected part with the highest strength." in write_caption(
        network, strongest
    )


def test_a_network_without_recipe_has_a_caption_of_its_size() -> None:
    assert write_caption(nx.Graph([("a", "b")]), nx.Graph([("a", "b")])) == "2 organisations, 1 link."
