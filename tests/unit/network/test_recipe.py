"""The recipe travels with the network."""

import networkx as nx

from ecosystem_graph.network.recipe import describe_recipe, recipe_of


def test_what_is_added_to_a_recipe_stays_with_the_network() -> None:
    network: nx.Graph[str] = nx.Graph()
    recipe_of(network)["seed"] = 7
    assert recipe_of(network.copy()) == {"seed": 7}


def test_a_recipe_is_one_readable_line() -> None:
    assert describe_recipe({"nuts_edition": "2013", "modularity": 0.944787}) == "nuts edition: 2013; modularity: 0.9448"
