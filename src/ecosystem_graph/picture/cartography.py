"""How a map is drawn: shades of regions or countries, lines between them, names and legends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, PathPatch, Rectangle
from matplotlib.path import Path as Shape

from ecosystem_graph.picture.labels import Box, NameWriter
from ecosystem_graph.picture.outline import MapFrame, Window, frame_around
from ecosystem_graph.picture.page import FAINT, INK, Page

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ecosystem_graph.network.structure import Network

    _Floats = NDArray[np.float64]

__all__ = ["Places", "Shown", "draw_map", "shade_classes"]

# After ColorBrewer "Blues" (Apache-2.0), without the darkest, so that lines are seen above: one hue, lightness
# falls with the value, and so it does on a grey print. https://colorbrewer2.org
_SHADES = ("#DCE9F6", "#BDD7EC", "#94C4DF", "#6BAED6", "#4A98C9")
_LINE, _HALO, _LAND, _SEA, _EDGE = "#7F2704", "#FFFFFF", "#FFFFFF", "#E8ECEF", "#9A9A9A"
_WIDEST = 3.6
_BULGE = 0.16  # height of a curve by the distance of its ends
_NAMES_TRIED = 30


@dataclass(frozen=True, slots=True)
class Places:
    """Where nodes are, in metres of EPSG:3035, in the order of the network's rows.

    Attributes:
        polygons: Shape of each node; None where no boundary is known.
        middles: Easting and northing of each node, n x 2; NaN where no boundary is known.
        land: Shapes of all countries, drawn below.
    """

    polygons: list[list[list[_Floats]] | None]
    middles: _Floats
    land: list[list[list[_Floats]]]


class Shown(NamedTuple):
    """What is drawn, and what it is called.

    Attributes:
        places: Shapes of nodes and of the land around.
        windows: What the page must show.
        lines: Ties to draw, the heaviest last.
        legend: What the shades tell.
        marked: Id of the node with a thick border.
    """

    places: Places
    windows: list[Window]
    lines: pl.DataFrame
    legend: str
    marked: str


def draw_map(page: Page, network: Network, shown: Shown) -> None:
    """Draw a map on a page, the land first and names last."""
    values = network.nodes["projects"].cast(pl.Float64).fill_null(0.0).to_numpy()
    frame = frame_around(shown.windows, (page.width, page.height))
    page.axes.add_patch(Rectangle((0, 0), page.width, page.height, facecolor=_SEA, zorder=-1))
    for land in shown.places.land:
        _fill(page, frame.shape(land), _LAND, 0)
    classes = shade_classes(values[values > 0])
    order = np.searchsorted(classes, values, side="right") - 1
    colours = _shades(len(classes))
    for node, polygons, shade in zip(network.ids, shown.places.polygons, order.tolist(), strict=True):
        if polygons is not None:
            colour = colours[shade] if shade >= 0 else _LAND
            _fill(page, frame.shape(polygons), colour, 1, marked=node == shown.marked)
    middles = frame.to_page(shown.places.middles)
    _draw_lines(page, middles, shown.lines)
    _name_largest(page, network, frame, middles, values)
    _border(page)
    _add_legend(page, values, classes, shown)


def shade_classes(values: _Floats) -> list[float]:
    """Return the lower ends of at most five classes with about as many members each; equal values are in one class.

    Examples:
        >>> shade_classes(np.array([1.0, 1.0, 2.0, 3.0, 5.0, 8.0, 40.0]))
        [1.0, 2.0, 5.0, 8.0]
    """
    if not len(values):
        return []
    distinct = np.unique(values)
    if len(distinct) <= len(_SHADES):
        return [float(value) for value in distinct]
    ends = np.quantile(values, np.linspace(0, 1, len(_SHADES) + 1)[:-1], method="inverted_cdf")
    return [float(value) for value in np.unique(ends)]


def _shades(count: int) -> tuple[str, ...]:
    return {1: _SHADES[2:3], 2: _SHADES[1::2], 3: _SHADES[::2], 4: _SHADES[1:]}.get(count, _SHADES[:count])


def _fill(page: Page, shape: Shape | None, colour: str, order: int, *, marked: bool = False) -> None:
    if shape is not None:
        edge, width = (INK, 1.6) if marked else (_EDGE, 0.35)
        page.axes.add_patch(PathPatch(shape, facecolor=colour, edgecolor=edge, linewidth=width, zorder=order + marked))


def _draw_lines(page: Page, middles: _Floats, lines: pl.DataFrame) -> None:
    heaviest = float(lines["weight"].to_numpy().max()) if lines.height else 1.0
    for source, target, weight in lines.select("source", "target", "weight").iter_rows():
        curve = _curve(middles[source], middles[target])
        width = _width(weight, heaviest)
        for colour, extra, opacity in ((_HALO, 0.6, 0.45), (_LINE, 0.0, 0.75)):
            page.axes.add_patch(
                PathPatch(
                    curve, facecolor="none", edgecolor=colour, linewidth=width + extra, alpha=opacity, zorder=3,
                    capstyle="round",
                )
            )  # fmt: skip
    ends = np.unique(lines.select("source", "target").to_numpy())
    page.axes.scatter(middles[ends, 0], middles[ends, 1], s=9, c=INK, linewidths=0, zorder=4)


def _width(weight: float, heaviest: float) -> float:
    return max(0.6, _WIDEST * weight / heaviest)


def _curve(start: _Floats, end: _Floats) -> Shape:
    """Return a curve between two points, bulging to the upper side."""
    if (end[0], end[1]) < (start[0], start[1]):
        start, end = end, start
    along = end - start
    middle = (start + end) / 2 + np.array((-along[1], along[0])) * 2 * _BULGE
    return Shape(np.round([start, middle, end], 2), [Shape.MOVETO, Shape.CURVE3, Shape.CURVE3])


def _name_largest(page: Page, network: Network, frame: MapFrame, middles: _Floats, values: _Floats) -> None:
    seen = np.zeros(len(middles), dtype=bool)
    known = ~np.isnan(middles[:, 0])
    seen[known] = frame.holds(middles[known])
    rows = [row for row in np.lexsort((np.arange(len(values)), -network.strength, -values)).tolist() if seen[row]]
    dots = [Box(x - 1.5, y - 1.5, x + 1.5, y + 1.5) for x, y in middles[seen].tolist()]
    writer = NameWriter(page.axes, dots)
    names = network.nodes["label"].to_list()
    for row in rows[:_NAMES_TRIED]:
        writer.write(str(names[row]), (float(middles[row, 0]), float(middles[row, 1])), 2.0)


def _border(page: Page) -> None:
    page.axes.plot(
        [0, page.width, page.width, 0, 0], [0, 0, page.height, page.height, 0],
        color=FAINT, linewidth=0.5, zorder=30, clip_on=False,
    )  # fmt: skip


def _add_legend(page: Page, values: _Floats, classes: list[float], shown: Shown) -> None:
    ends = [*(value - 1 for value in classes[1:]), float(values.max())][: len(classes)]
    names = [
        f"{low:,.0f}" if low >= high else f"{low:,.0f}–{high:,.0f}" for low, high in zip(classes, ends, strict=True)
    ]
    shades = [
        Patch(facecolor=colour, edgecolor=_EDGE, linewidth=0.4, label=name)
        for colour, name in zip(_shades(len(classes)), names, strict=True)
    ]
    page.add_legend(shown.legend, [*shades, Patch(facecolor=_LAND, edgecolor=_EDGE, linewidth=0.4, label="none here")])
    lines = shown.lines
    if lines.height:
        heaviest, lightest = float(lines["weight"][-1]), float(lines["weight"][0])
        samples = sorted({heaviest, (heaviest + lightest) / 2, lightest}, reverse=True)
        marks = [
            Line2D([], [], color=_LINE, alpha=0.85, linewidth=_width(value, heaviest), label=f"{value:,.4g}")
            for value in samples
        ]
        page.add_legend("Weight of a link", marks, spacing=0.8)
