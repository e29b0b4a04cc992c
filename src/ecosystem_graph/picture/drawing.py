"""A drawing of a network for print: PNG or SVG, colour-blind-safe, with legend and caption."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D

from ecosystem_graph.errors import NotFoundError
from ecosystem_graph.network.recipe import plural, recipe_of
from ecosystem_graph.picture.caption import write_caption
from ecosystem_graph.picture.grouping import OTHERS, Group, group_nodes
from ecosystem_graph.picture.labels import Box, NameWriter, shorten
from ecosystem_graph.picture.layout import NAMED_TOGETHER, Positions, is_ring, place_nodes
from ecosystem_graph.picture.page import INK, Page, Picture, write_picture

if TYPE_CHECKING:
    from pathlib import Path

    from matplotlib.axes import Axes

__all__ = ["DRAWN_AT_MOST", "draw_network", "picture_network"]

DRAWN_AT_MOST = 1_000
"""Nodes that a printed page can show; of larger networks the strongest part is drawn, and the caption says so."""

_NAMES_TRIED = 60
_MIXED = "#8A8A8A"


def picture_network(network: nx.Graph[str], *, title: str = "", seed: int = 0) -> Picture:
    """Return the picture of a measured network.

    Colour and shape tell communities apart (countries, where there is one community only), area shows strength, the
    width of a line its weight. The strongest nodes between others are named as far as names do not cover each other.
    Of a backbone, nodes that keep no tie are left out. The caption gives size, coverage, weights, filters, method and
    seed.

    Args:
        network: Network that [`measure_network`][ecosystem_graph.network.metrics.measure_network] has been through.
        title: Heading; by default it says what the nodes are.
        seed: Seed of the layout.

    Raises:
        NotFoundError: The network has no node, or a backbone kept no tie.
    """
    if not len(network):
        raise NotFoundError("the network has no organisation to draw")
    drawn = _choose_part(network)
    if not len(drawn):
        raise NotFoundError("the backbone keeps no tie, so there is nothing to draw; a larger --alpha keeps more")
    caption = write_caption(recipe_of(network), len(network), network.number_of_edges(), drawn=len(drawn))
    return Picture(title or _title(network), caption, lambda page: _draw(page, drawn, seed))


def draw_network(network: nx.Graph[str], path: Path, *, title: str = "", seed: int = 0) -> tuple[Path, ...]:
    """Draw a measured network on a landscape A4 page; see `picture_network`.

    Args:
        network: Network that [`measure_network`][ecosystem_graph.network.metrics.measure_network] has been through.
        path: Where to, ``.png`` or ``.svg``; missing folders are made.
        title: Heading; by default it says what the nodes are.
        seed: Seed of the layout.

    Returns:
        The file written.

    Raises:
        QueryParameterError: The ending is not a known one.
        NotFoundError: There is nothing to draw.
        OutputError: The place cannot be written to.
    """
    return write_picture(picture_network(network, title=title, seed=seed), path)


def _title(network: nx.Graph[str]) -> str:
    recipe = recipe_of(network)
    actors = plural(str(recipe.get("level", "organisation")))
    if "backbone" in recipe:
        return f"Backbone: {actors} that worked together more than chance explains"
    return f"{actors[0].upper()}{actors[1:]} that worked together"


def _choose_part(network: nx.Graph[str]) -> nx.Graph[str]:
    """Return what fits on a page: all, the largest component, or those of its strongest nodes that hang together."""
    alone = set(nx.isolates(network)) if "backbone" in recipe_of(network) else set()
    chosen = set(network) - alone
    if len(chosen) > DRAWN_AT_MOST:
        chosen = max(nx.connected_components(network), key=len)
    if len(chosen) > DRAWN_AT_MOST:
        strength = _strengths(network)
        strongest = sorted(chosen, key=lambda node: (-strength[node], node))[:DRAWN_AT_MOST]
        chosen = max(nx.connected_components(network.subgraph(strongest)), key=lambda part: (len(part), min(part)))
    drawn: nx.Graph[str] = nx.Graph()
    drawn.add_nodes_from((node, values) for node, values in network.nodes(data=True) if node in chosen)
    drawn.add_edges_from((u, v, values) for u, v, values in network.edges(data=True) if u in chosen and v in chosen)
    return drawn


def _strengths(network: nx.Graph[str]) -> dict[str, float]:
    # As measured in the whole network, of which this one may be a part.
    return {node: float(values.get("strength", 0.0)) for node, values in network.nodes(data=True)}


def _draw(page: Page, network: nx.Graph[str], seed: int) -> None:
    heading, groups = group_nodes(network)
    strengths = _strengths(network)
    radii = _radii(strengths)
    of_node = {node: group.name for group in groups for node in group.nodes}
    positions = place_nodes(network, of_node, radii, (page.width, page.height), seed=seed)
    _draw_edges(page.axes, network, positions, groups)
    _draw_nodes(page.axes, positions, groups, radii)
    if is_ring(network):
        _name_ring(page.axes, network, positions, radii)
    else:
        _name_strongest(page.axes, network, positions, radii)
    _add_legend(page, heading, groups, strengths, radii)


def _radii(strengths: dict[str, float]) -> dict[str, float]:
    """Return the radius of each node in points: area in proportion to strength, with a visible minimum."""
    crowd = min(1.0, (120 / len(strengths)) ** 0.5)
    largest = max(strengths.values()) or 1.0
    return {node: (crowd * (3 + 60 * value / largest)) ** 0.5 for node, value in strengths.items()}


def _draw_edges(axes: Axes, network: nx.Graph[str], positions: Positions, groups: list[Group]) -> None:
    edges: list[tuple[str, str, float]] = list(network.edges(data="weight", default=1.0))
    if not edges:
        return
    colours = {node: group.colour for group in groups for node in group.nodes if group.colour != OTHERS}
    heaviest = max(weight for *_, weight in edges)
    axes.add_collection(
        LineCollection(
            [(positions[u], positions[v]) for u, v, _ in edges],
            colors=[colours.get(u, _MIXED) if colours.get(u) == colours.get(v) else _MIXED for u, v, _ in edges],
            linewidths=[0.3 + 0.9 * (weight / heaviest) ** 0.5 for *_, weight in edges],
            alpha=float(np.clip(40 / len(edges) ** 0.6, 0.25, 0.6)),
            zorder=1,
        )
    )


def _draw_nodes(axes: Axes, positions: Positions, groups: list[Group], radii: dict[str, float]) -> None:
    for order, group in enumerate(reversed(groups)):
        across, up = zip(*(positions[node] for node in group.nodes), strict=True)
        areas = [(2 * radii[node]) ** 2 for node in group.nodes]
        axes.scatter(
            across,
            up,
            s=areas,
            c=group.colour,
            marker=group.shape,
            edgecolors=INK,
            linewidths=0.3,
            zorder=2 + order,
            clip_on=False,
        )


def _name_ring(axes: Axes, network: nx.Graph[str], positions: Positions, radii: dict[str, float]) -> None:
    middle = np.mean(list(positions.values()), axis=0)
    for node, place in positions.items():
        outwards = np.array(place) - middle
        across, up = outwards / (np.hypot(*outwards) + 1e-9)
        axes.annotate(
            shorten(_name(network, node), lines=3),
            place,
            (across * (radii[node] + 5), up * (radii[node] + 5)),
            textcoords="offset points",
            ha="left" if across > 0.1 else "right" if across < -0.1 else "center",
            va="bottom" if up > 0.4 else "top" if up < -0.4 else "center",
            fontsize=8,
            color=INK,
        )


def _name_strongest(axes: Axes, network: nx.Graph[str], positions: Positions, radii: dict[str, float]) -> None:
    between = {node: float(values.get("betweenness", 0.0)) for node, values in network.nodes(data=True)}
    strongest = sorted(network, key=lambda node: (-radii[node], -between[node], node))[:_NAMES_TRIED]
    # Members of a single consortium are many and alike: naming some of them would single them out by their spelling.
    named = [node for node in strongest if between[node] > 0] or strongest
    writer = NameWriter(axes, [_square(positions[node], radii[node]) for node in network])
    strong = [_square(positions[node], radii[node]) for node in named]
    for node in named:
        writer.write(shorten(_name(network, node)), positions[node], radii[node], rather=strong)
    for part in sorted(nx.connected_components(network), key=lambda part: (len(part), min(part))):
        if len(part) <= NAMED_TOGETHER and not any(between[node] for node in part):
            members = sorted(part, key=lambda node: (positions[node], node))
            writer.write_all([(shorten(_name(network, node)), positions[node], radii[node]) for node in members])


def _name(network: nx.Graph[str], node: str) -> str:
    return str(network.nodes[node].get("label", node))


def _square(centre: tuple[float, float], radius: float) -> Box:
    return Box(centre[0] - radius, centre[1] - radius, centre[0] + radius, centre[1] + radius)


def _add_legend(
    page: Page, heading: str, groups: list[Group], strengths: dict[str, float], radii: dict[str, float]
) -> None:
    page.add_legend(heading, [_mark(group.shape, group.colour, 7, group.name) for group in groups])
    ranked = sorted(strengths, key=lambda node: (strengths[node], node))
    shown = {f"{strengths[node]:.3g}": node for node in (ranked[-1], ranked[len(ranked) // 2])}
    sizes = [_mark("o", "white", 2 * radii[node], value) for value, node in shown.items()]
    page.add_legend("Strength\n(sum of weights)", sizes, spacing=0.9)


def _mark(shape: str, colour: str, size: float, name: str) -> Line2D:
    return Line2D(
        [], [], linestyle="", marker=shape, markerfacecolor=colour, markeredgecolor=INK, markeredgewidth=0.4,
        markersize=size, label=name,
    )  # fmt: skip
