"""A drawing of a network for print: PNG or SVG, colour-blind-safe, with legend and caption."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import matplotlib as mpl
import networkx as nx
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patheffects import withStroke

from ecosystem_graph.atomic import atomic_file
from ecosystem_graph.errors import NotFoundError, QueryParameterError
from ecosystem_graph.network.caption import write_caption
from ecosystem_graph.network.grouping import OTHERS, Group, group_nodes
from ecosystem_graph.network.labels import Box, place_beside, shorten
from ecosystem_graph.network.layout import Positions, is_ring, place_nodes

if TYPE_CHECKING:
    from pathlib import Path

    from matplotlib.axes import Axes

__all__ = ["DRAWN_AT_MOST", "PICTURE_SUFFIXES", "draw_network"]

PICTURE_SUFFIXES = (".png", ".svg")
"""File name endings that [`draw_network`][ecosystem_graph.network.picture.draw_network] knows."""

DRAWN_AT_MOST = 1_000
"""Nodes that a printed page can show; of larger networks the strongest part is drawn, and the caption says so."""

_POINTS_PER_INCH = 72
_PAGE_INCHES = (11.7, 8.3)
_FRAME_INCHES = (0.35, 0.95, 8.95, 6.75)  # left, bottom, width, height
_LEGEND_AT = (0.81, 0.92)
_DOTS_PER_INCH = 200
_NAMES_TRIED = 60
_NAME_SIZE = 6.5
_INK, _FAINT, _MIXED = "#222222", "#595959", "#8A8A8A"


def draw_network(
    network: nx.Graph[str], path: Path, *, title: str = "Organisations that worked together", seed: int = 0
) -> tuple[Path, ...]:
    """Draw a measured network on a landscape A4 page.

    Colour and shape tell communities apart (countries, where there is one community only), area shows strength, the
    width of a line its weight. The strongest organisations between others are named as far as names do not cover each
    other. The caption gives size, coverage, weights, filters, method and seed.

    Args:
        network: Network that [`measure_network`][ecosystem_graph.network.metrics.measure_network] has been through.
        path: Where to, ``.png`` or ``.svg``; missing folders are made.
        title: Heading.
        seed: Seed of the layout.

    Returns:
        The file written.

    Raises:
        QueryParameterError: The ending is not a known one.
        NotFoundError: The network has no node.
        OutputError: The place cannot be written to.
    """
    if path.suffix not in PICTURE_SUFFIXES:
        raise QueryParameterError(f"{path.name}: cannot draw this format; use {', '.join(PICTURE_SUFFIXES)}")
    if not len(network):
        raise NotFoundError("the network has no organisation to draw")
    drawn = _choose_part(network)
    with mpl.rc_context({"svg.hashsalt": "ecosystem_graph", "font.family": "DejaVu Sans"}), atomic_file(path) as part:
        figure = _compose(drawn, title, write_caption(network, drawn), seed)
        # The date and the version of the library would make equal pictures differ.
        metadata = {"Date": None} if path.suffix == ".svg" else {"Software": None}
        figure.savefig(part, format=path.suffix[1:], dpi=_DOTS_PER_INCH, metadata=metadata)
    return (path,)


def _choose_part(network: nx.Graph[str]) -> nx.Graph[str]:
    """Return what fits on a page: all, the largest component, or its strongest nodes; in network order."""
    chosen = set(network)
    if len(chosen) > DRAWN_AT_MOST:
        chosen = max(nx.connected_components(network), key=len)
    if len(chosen) > DRAWN_AT_MOST:
        strength = _strengths(network)
        chosen = set(sorted(chosen, key=lambda node: (-strength[node], node))[:DRAWN_AT_MOST])
    drawn: nx.Graph[str] = nx.Graph()
    drawn.add_nodes_from((node, values) for node, values in network.nodes(data=True) if node in chosen)
    drawn.add_edges_from((u, v, values) for u, v, values in network.edges(data=True) if u in chosen and v in chosen)
    return drawn


def _strengths(network: nx.Graph[str]) -> dict[str, float]:
    # As measured in the whole network, of which this one may be a part.
    return {node: float(values.get("strength", 0.0)) for node, values in network.nodes(data=True)}


def _compose(network: nx.Graph[str], title: str, caption: str, seed: int) -> Figure:
    figure = Figure(_PAGE_INCHES, dpi=_DOTS_PER_INCH)
    FigureCanvasAgg(figure)
    left, bottom, width, height = (inches * _POINTS_PER_INCH for inches in _FRAME_INCHES)
    across, up = (inches * _POINTS_PER_INCH for inches in _PAGE_INCHES)
    axes = figure.add_axes((left / across, bottom / up, width / across, height / up), xlim=(0, width), ylim=(0, height))
    axes.set_axis_off()
    heading, groups = group_nodes(network)
    strengths = _strengths(network)
    radii = _radii(strengths)
    of_node = {node: group.name for group in groups for node in group.nodes}
    positions = place_nodes(network, of_node, radii, (width, height), seed=seed)
    _draw_edges(axes, network, positions, groups)
    _draw_nodes(axes, positions, groups, radii)
    if is_ring(network):
        _name_ring(axes, network, positions, radii)
    else:
        _name_strongest(axes, network, positions, radii)
    _draw_legend(figure, heading, groups, strengths, radii)
    figure.text(left / across, 0.955, title, fontsize=14, fontweight="bold", color=_INK)
    figure.text(left / across, 0.1, textwrap.fill(caption, 215), fontsize=7, color=_FAINT, va="top", linespacing=1.4)
    return figure


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
            edgecolors=_INK,
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
            color=_INK,
        )


def _name_strongest(axes: Axes, network: nx.Graph[str], positions: Positions, radii: dict[str, float]) -> None:
    between = {node: float(values.get("betweenness", 0.0)) for node, values in network.nodes(data=True)}
    strongest = sorted(network, key=lambda node: (-radii[node], -between[node], node))[:_NAMES_TRIED]
    # Members of a single consortium are many and alike: naming some of them would single them out by their spelling.
    named = [node for node in strongest if between[node] > 0] or strongest
    strong = [_square(positions[node], radii[node]) for node in named]
    others = [_square(positions[node], radii[node]) for node in network]
    names: list[Box] = []
    scale = axes.transData.inverted().transform([(0, 0), (1, 1)])
    points_per_pixel = float(scale[1, 0] - scale[0, 0])
    page = Box(*axes.viewLim.min, *axes.viewLim.max)
    for node in named:
        text = axes.text(0, 0, shorten(_name(network, node)), fontsize=_NAME_SIZE, color=_INK, va="bottom", zorder=20)
        extent = text.get_window_extent()
        size = (extent.width * points_per_pixel, extent.height * points_per_pixel)
        beside = (positions[node], radii[node] + 1, size, page)
        box = place_beside(*beside, names + others) or place_beside(*beside, names + strong)
        if box is None:
            text.remove()
            continue
        names.append(box)
        text.set_position((box.left, box.bottom))
        text.set_path_effects([withStroke(linewidth=1.8, foreground="white")])


def _name(network: nx.Graph[str], node: str) -> str:
    return str(network.nodes[node].get("label", node))


def _square(centre: tuple[float, float], radius: float) -> Box:
    return Box(centre[0] - radius, centre[1] - radius, centre[0] + radius, centre[1] + radius)


def _draw_legend(
    figure: Figure, heading: str, groups: list[Group], strengths: dict[str, float], radii: dict[str, float]
) -> None:
    handles = [_mark(group.shape, group.colour, 7, group.name) for group in groups]
    ranked = sorted(strengths, key=lambda node: (strengths[node], node))
    shown = {f"{strengths[node]:.3g}": node for node in (ranked[-1], ranked[len(ranked) // 2])}
    sizes = [_mark("o", "white", 2 * radii[node], value) for value, node in shown.items()]
    for title, marks, top in (
        (heading, handles, _LEGEND_AT[1]),
        ("Strength\n(sum of weights)", sizes, _LEGEND_AT[1] - 0.08 - 0.02 * len(handles)),
    ):
        legend = figure.legend(
            handles=marks,
            title=title,
            loc="upper left",
            bbox_to_anchor=(_LEGEND_AT[0], top),
            frameon=False,
            fontsize=7.5,
            title_fontsize=8,
            alignment="left",
        )
        legend.get_title().set_fontweight("bold")


def _mark(shape: str, colour: str, size: float, name: str) -> Line2D:
    return Line2D(
        [], [], linestyle="", marker=shape, markerfacecolor=colour, markeredgecolor=_INK, markeredgewidth=0.4,
        markersize=size, label=name,
    )  # fmt: skip
