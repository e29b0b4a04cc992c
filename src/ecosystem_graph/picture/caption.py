"""The words under a picture: what is shown, how it was computed, what is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ecosystem_graph.network.recipe import Recipe, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["count_of", "say_coverage", "say_origin", "say_selection", "write_caption"]


def write_caption(recipe: Recipe, nodes: int, edges: int, *, drawn: int | None = None, more: Sequence[str] = ()) -> str:
    """Write the caption of a picture from the recipe of the network.

    Args:
        recipe: Of the whole network.
        nodes: Number in the whole network.
        edges: Number in the whole network.
        drawn: Nodes that the picture shows; None for all.
        more: Sentences about this kind of picture, put before how the network was made.

    Returns:
        Sentences, separated by blanks; what the recipe does not tell is left out.
    """
    sentences = (
        _size(recipe, nodes, edges),
        _drawn(recipe, nodes, nodes if drawn is None else drawn),
        say_coverage(recipe, nodes),
        *more,
        f"Weight of a link: {recipe['weight']}." if "weight" in recipe else "",
        say_selection(recipe),
        _backbone(recipe),
        _groups(recipe),
        say_origin(recipe),
    )
    return " ".join(sentence for sentence in sentences if sentence)


def _size(recipe: Recipe, nodes: int, edges: int) -> str:
    size = f"{count_of(nodes, _level(recipe))}, {count_of(edges, 'link')}"
    projects = f" from {count_of(recipe['projects'], 'project')}" if "projects" in recipe else ""
    crossing = (
        f", {recipe['cross_country_edges']:,} of them between countries" if "cross_country_edges" in recipe else ""
    )
    return f"{size}{projects}{crossing}."


def _drawn(recipe: Recipe, nodes: int, drawn: int) -> str:
    if drawn == nodes:
        return ""
    shown = f"{drawn:,} {plural(_level(recipe))}"
    if "backbone" in recipe and drawn == nodes - int(recipe.get("organisations_without_partner", 0)):
        return f"Drawn: the {shown} that keep a link."
    if drawn == recipe.get("largest_component", 0):
        return f"Drawn: the largest connected part, {shown}."
    return f"Drawn: the {shown} of the largest connected part with the highest strength, as far as connected."


def _backbone(recipe: Recipe) -> str:
    if "backbone" not in recipe:
        return ""
    before = recipe.get("edges_before_backbone")
    kept = f" keeps {recipe['edges']:,} of {before:,} links" if before is not None else ""
    return f"Backbone: {recipe['backbone']}{kept}."


def say_coverage(recipe: Recipe, nodes: int) -> str:
    """Say of how many organisations country and region are known."""
    if "organisations_with_country" not in recipe:
        return f"{recipe['coverage']}." if "coverage" in recipe else ""
    located = recipe["organisations_with_region"]
    regions = f"region of {located:,} (NUTS edition {recipe['nuts_edition']})" if located else "region of none"
    countries = f"country of {recipe['organisations_with_country']:,}"
    return f"Known: {countries}, {regions} of {count_of(nodes, 'organisation')}."


def say_selection(recipe: Recipe) -> str:
    """Say which projects were chosen."""
    if "filters" not in recipe:
        return ""
    undated = recipe.get("projects_without_dates", 0)
    left_out = f" ({count_of(undated, 'project')} without dates left out)" if undated else ""
    return f"Filters: {recipe['filters']}; period: {recipe['period']}{left_out}."


def _groups(recipe: Recipe) -> str:
    if int(recipe.get("communities", 0)) < 2:
        return ""
    return f"Communities: {recipe['community_method']}, modularity {recipe['modularity']:.3f}, seed {recipe['seed']}."


def count_of(number: str | float, noun: str) -> str:
    """Return a number with its noun, such as ``1 link`` or ``1,234 countries``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {plural(noun)}"


def _level(recipe: Recipe) -> str:
    return str(recipe.get("level", "organisation"))


def say_origin(recipe: Recipe) -> str:
    """Say which release and version the picture is made from, and credit the sources of the release."""
    credit = f"{recipe['sources']}." if recipe.get("sources") else ""
    return " ".join(filter(None, (_made_from(recipe), credit.replace("..", "."))))


def _made_from(recipe: Recipe) -> str:
    release = f"release {recipe['release']}" if "release" in recipe else ""
    version = f"ecosystem_graph {recipe['version']}" if "version" in recipe else ""
    return f"Made from {release} with {version}." if release and version else f"Made with {version}." if version else ""
