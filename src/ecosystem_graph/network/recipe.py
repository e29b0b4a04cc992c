"""How a network was made: the facts every export and picture carries, so that a reader can check or repeat it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Recipe", "describe_recipe", "plural", "recipe_of"]

Recipe = dict[str, str | int | float]
"""Plain values by name: projection, weighting, filters, release, version, seed, counts and coverage."""


def recipe_of(network: nx.Graph[str]) -> Recipe:
    """Return the recipe of a network, to read or to add to; an empty one is put in when there is none."""
    return cast("Recipe", network.graph.setdefault("recipe", {}))


def describe_recipe(recipe: Mapping[str, str | int | float]) -> str:
    """Write a recipe as one line.

    Args:
        recipe: Values by name.

    Returns:
        ``name: value`` pairs, separated by semicolons; fractions to four digits.

    Examples:
        >>> describe_recipe({"weighting": "newman", "projects": 12, "modularity": 0.94478})
        'weighting: newman; projects: 12; modularity: 0.9448'
    """
    return "; ".join(f"{name.replace('_', ' ')}: {_plain(value)}" for name, value in recipe.items())


def plural(level: str) -> str:
    """Return the name of several nodes of a level.

    Examples:
        >>> plural("country"), plural("NUTS 2 region")
        ('countries', 'NUTS 2 regions')
    """
    return f"{level[:-1]}ies" if level.endswith("y") else f"{level}s"


def _plain(value: str | float) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)
