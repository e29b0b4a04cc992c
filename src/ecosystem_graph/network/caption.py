"""The words under a picture: what is shown, how it was computed, what is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ecosystem_graph.network.recipe import Recipe, plural, recipe_of

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["write_caption"]


def write_caption(network: nx.Graph[str], drawn: nx.Graph[str]) -> str:
    """Write the caption of a picture from the recipe of the network.

    Args:
        network: The whole network.
        drawn: The part of it that the picture shows.

    Returns:
        Sentences, separated by blanks; what the recipe does not tell is left out.
    """
    recipe = recipe_of(network)
    sentences = (
        _size(network, recipe),
        _drawn(network, drawn),
        _coverage(network, recipe),
        f"Weight of a link: {recipe['weight']}." if "weight" in recipe else "",
        _selection(recipe),
        _groups(recipe),
        _origin(recipe),
    )
    return " ".join(sentence for sentence in sentences if sentence)


def _size(network: nx.Graph[str], recipe: Recipe) -> str:
    size = f"{_count(len(network), _level(recipe))}, {_count(network.number_of_edges(), 'link')}"
    projects = f" from {_count(recipe['projects'], 'project')}" if "projects" in recipe else ""
    crossing = (
        f", {recipe['cross_country_edges']:,} of them between countries" if "cross_country_edges" in recipe else ""
    )
    return f"{size}{projects}{crossing}."


def _drawn(network: nx.Graph[str], drawn: nx.Graph[str]) -> str:
    if len(drawn) == len(network):
        return ""
    recipe = recipe_of(network)
    nodes = f"{len(drawn):,} {plural(_level(recipe))}"
    if len(drawn) == recipe.get("largest_component", 0):
        return f"Drawn: the largest connected part, {nodes}."
    return f"Drawn: the {nodes} of the largest connected part with the highest strength."


def _coverage(network: nx.Graph[str], recipe: Recipe) -> str:
    if "organisations_with_country" not in recipe:
        return f"{recipe['coverage']}." if "coverage" in recipe else ""
    located = recipe["organisations_with_region"]
    regions = f"region of {located:,} (NUTS edition {recipe['nuts_edition']})" if located else "region of none"
    countries = f"country of {recipe['organisations_with_country']:,}"
    return f"Known: {countries}, {regions} of {_count(len(network), 'organisation')}."


def _selection(recipe: Recipe) -> str:
    if "filters" not in recipe:
        return ""
    undated = recipe.get("projects_without_dates", 0)
    left_out = f" ({_count(undated, 'project')} without dates left out)" if undated else ""
    return f"Filters: {recipe['filters']}; period: {recipe['period']}{left_out}."


def _groups(recipe: Recipe) -> str:
    if int(recipe.get("communities", 0)) < 2:
        return ""
    return f"Communities: {recipe['community_method']}, modularity {recipe['modularity']:.3f}, seed {recipe['seed']}."


def _count(number: str | float, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {plural(noun)}"


def _level(recipe: Recipe) -> str:
    return str(recipe.get("level", "organisation"))


def _origin(recipe: Recipe) -> str:
    release = f"release {recipe['release']}" if "release" in recipe else ""
    version = f"ecosystem_graph {recipe['version']}" if "version" in recipe else ""
    return f"Made from {release} with {version}." if release and version else f"Made with {version}." if version else ""
