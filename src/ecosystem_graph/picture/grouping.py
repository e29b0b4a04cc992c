"""Groups of nodes in a picture: which ones get a colour and a shape of their own, and what the legend calls them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    import networkx as nx

__all__ = ["COLOURS", "OTHERS", "Group", "describe_countries", "group_nodes"]

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#E69F00", "#56B4E9", "#CC79A7", "#F0E442")
"""Colours of groups, distinguishable with any colour vision: Okabe & Ito (2008), without black.
https://jfly.uni-koeln.de/color/"""
# Shapes tell groups apart on a black-and-white print.
_SHAPES = ("o", "s", "^", "D", "v", "P", "X")
OTHERS = "#BDBDBD"
"""Colour of all nodes outside the groups."""

_COUNTRIES_NAMED = 3


@dataclass(frozen=True, slots=True)
class Group:
    """Nodes that are drawn alike.

    Attributes:
        name: What the legend calls them.
        colour: Fill, hexadecimal.
        shape: Marker code of matplotlib.
        nodes: Members, in network order.
    """

    name: str
    colour: str
    shape: str
    nodes: tuple[str, ...]


def group_nodes(network: nx.Graph[str]) -> tuple[str, list[Group]]:
    """Group nodes by community or, where that would leave one group only, by country.

    Args:
        network: Network to draw, with ``community`` or ``country`` on its nodes.

    Returns:
        Title of the legend, and the largest groups (at most seven), then all others as one, when there are any.
    """
    communities = _members(network, "community")
    if sum(len(nodes) > 1 for nodes in communities.values()) > 1:
        named = {f"no. {number}: {_describe(network, nodes)}": nodes for number, nodes in communities.items()}
        return "Communities:\norganisations (main countries)", _style(named, network, "smaller communities")
    countries = {f"{code}: {len(nodes):,}": nodes for code, nodes in _members(network, "country").items()}
    return "Countries:\norganisations", _style(countries, network, "other or unknown country")


def _members(network: nx.Graph[str], attribute: str) -> dict[str, list[str]]:
    members: dict[str, list[str]] = {}
    for node, value in network.nodes(data=attribute):
        if value is not None:
            members.setdefault(str(value), []).append(node)
    return dict(sorted(members.items(), key=lambda item: (-len(item[1]), len(item[0]), item[0])))


def _describe(network: nx.Graph[str], nodes: list[str]) -> str:
    return f"{len(nodes):,} ({describe_countries(network.nodes[node].get('country') for node in nodes)})"


def describe_countries(codes: Iterable[str | None]) -> str:
    """Return the most frequent countries, with a mark where there are more.

    Examples:
        >>> describe_countries(["IT", "AT", "IT", None, "FR", "SI"])
        'IT, ?, AT …'
    """
    counted = Counter(code or "?" for code in codes)
    ranked = sorted(counted, key=lambda code: (-counted[code], code))
    return ", ".join(ranked[:_COUNTRIES_NAMED]) + (" …" if len(ranked) > _COUNTRIES_NAMED else "")


def _style(members: dict[str, list[str]], network: nx.Graph[str], others: str) -> list[Group]:
    chosen = [(name, nodes) for name, nodes in members.items() if nodes][: len(COLOURS)]
    groups = [
        Group(name, colour, shape, tuple(nodes))
        for (name, nodes), colour, shape in zip(chosen, COLOURS, _SHAPES, strict=False)
    ]
    grouped = {node for group in groups for node in group.nodes}
    rest = tuple(node for node in network if node not in grouped)
    return [*groups, Group(f"{others}: {len(rest):,}", OTHERS, "o", rest)] if rest else groups
