"""Captions say what is shown, how it was made and what is not known."""

import networkx as nx

from ecosystem_graph.network.recipe import Recipe, recipe_of
from ecosystem_graph.picture.caption import write_caption


def test_the_caption_of_one_consortium_states_size_borders_and_coverage(consortium: "nx.Graph[str]") -> None:
    caption = write_caption(recipe_of(consortium), 14, 91)
    assert caption.startswith("14 organisations, 91 links from 1 project, 73 of them between countries. ")
    assert "Known: country of 14, region of none of 14 organisations." in caption
    assert "Weight of a link: sum of 1/(n-1) over shared projects of n organisations." in caption
    assert "Communities" not in caption
    assert "Drawn" not in caption


def test_the_caption_of_a_selection_states_filters_and_projects_left_out(consortium: "nx.Graph[str]") -> None:
    recipe_of(consortium).update(
        filters="programme=Alpine Space", period="2014..2020", projects_without_dates=1, release="r1"
    )
    caption = write_caption(recipe_of(consortium), 14, 91)
    assert "Filters: programme=Alpine Space; period: 2014..2020 (1 project without dates left out)." in caption
    assert "Made from release r1 with ecosystem_graph" in caption


def test_the_caption_of_a_part_says_which_part() -> None:
    recipe: Recipe = {"largest_component": 3}
    assert "Drawn: the largest connected part, 3 organisations." in write_caption(recipe, 5, 3, drawn=3)
    strongest = write_caption(recipe, 5, 3, drawn=2)
    assert (
        "Drawn: the 2 organisations of the largest connected part with the highest strength, as far as connected."
        in strongest
    )


def test_the_caption_of_a_backbone_says_what_it_keeps() -> None:
    recipe: Recipe = {
        "backbone": "SDSM, alpha 0.05",
        "edges": 3,
        "edges_before_backbone": 40,
        "largest_component": 2,
        "organisations_without_partner": 15,
    }
    caption = write_caption(recipe, 20, 3, drawn=5)
    assert "Drawn: the 5 organisations that keep a link." in caption
    assert "Backbone: SDSM, alpha 0.05 keeps 3 of 40 links." in caption


def test_a_network_without_recipe_has_a_caption_of_its_size() -> None:
    assert write_caption({}, 2, 1) == "2 organisations, 1 link."
