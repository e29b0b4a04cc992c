"""A map of Europe: regions or countries shaded by their projects, and lines for the heaviest flows between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, PathPatch, Rectangle
from matplotlib.path import Path as Shape

from ecosystem_graph.errors import NotFoundError, QueryParameterError
from ecosystem_graph.network.geometry import country_outlines, read_polygons
from ecosystem_graph.network.recipe import plural
from ecosystem_graph.picture.caption import write_caption
from ecosystem_graph.picture.labels import Box, NameWriter
from ecosystem_graph.picture.outline import EUROPE, MapFrame, Window, frame_around, project_polygons
from ecosystem_graph.picture.page import FAINT, INK, PAGE, Page, Picture

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from ecosystem_graph.network.structure import Network

    _Floats = NDArray[np.float64]

__all__ = ["FLOWS_DRAWN", "picture_map", "shade_classes"]

FLOWS_DRAWN = 40
"""Lines on a map; more hide each other."""

# After ColorBrewer "Blues" (Apache-2.0), without the darkest, so that lines are seen above: one hue, lightness
# falls with the value, and so it does on a grey print. https://colorbrewer2.org
_SHADES = ("#DCE9F6", "#BDD7EC", "#94C4DF", "#6BAED6", "#4A98C9")
_LINE, _HALO, _LAND, _SEA, _EDGE = "#7F2704", "#FFFFFF", "#FFFFFF", "#E8ECEF", "#9A9A9A"
_WIDEST = 3.6
_BULGE = 0.16  # height of a curve by the distance of its ends
_NAMES_TRIED = 30
_NAMED_ABSENT = 3
_SHOWN_STRENGTH = 0.75


@dataclass(frozen=True, slots=True)
class _Places:
    """Shapes of nodes, in the order of the network's rows: projected polygons (None: no boundary known), middles."""

    polygons: list[list[list[_Floats]] | None]
    middles: _Floats
    land: list[list[list[_Floats]]]


class _Shown(NamedTuple):
    """What is drawn, and what it is called."""

    places: _Places
    windows: list[Window]
    lines: pl.DataFrame
    legend: str
    marked: str


def picture_map(
    network: Network,
    *,
    boundaries: Path | None = None,
    title: str = "",
    flows: int = FLOWS_DRAWN,
    legend: str = "Projects",
    marked: str = "",
) -> Picture:
    """Return the map of a network of regions or countries.

    Colour tells in how many projects a region takes part, lines the heaviest flows between different regions; width is
    in proportion to weight. The map shows the part of Europe with all ends of lines and three quarters of the strength,
    in the projection of European statistics, without islands overseas. What is not drawn is counted in the caption.

    Args:
        network: Network of level region or country.
        boundaries: Polygons of GISCO; countries are shipped, regions need them.
        title: Heading; by default it says what is shown.
        flows: Lines at most.
        legend: What the column ``projects`` of the nodes counts; nodes with none are left white.
        marked: Id of a node to draw with a thick border.

    Raises:
        QueryParameterError: Nodes are neither regions nor countries, or regions come without boundaries.
        NotFoundError: No node has a boundary.
        SourceFormatError: The boundaries are not such a GeoJSON.
    """
    codes = _codes(network, boundaries)
    places = _locate(codes, boundaries)
    drawn = np.array([polygons is not None for polygons in places.polygons])
    if not drawn.any():
        known = ", ".join(codes[:5])
        raise NotFoundError(f"none of the nodes ({known} …) has a boundary", hint="Give polygons with --geometry FILE.")
    lines = _heaviest(network, drawn, flows)
    level = str(network.recipe["level"])
    heading = title or f"{plural(level)[0].upper()}{plural(level)[1:]} and the projects between them"
    windows = _windows(network, places, lines)
    outside = int((~frame_around(windows, PAGE.frame[2:]).holds_places(places.middles[drawn])).sum())
    more = _say(network, drawn, outside, lines, boundaries)
    caption = write_caption(network.recipe, len(network), network.edges.height, more=more)
    return Picture(heading, caption, lambda page: _draw(page, network, _Shown(places, windows, lines, legend, marked)))


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


def _codes(network: Network, boundaries: Path | None) -> list[str]:
    """Return the code that boundaries have for each node, empty where none is known."""
    level = str(network.recipe.get("level", "organisation"))
    if level == "country":
        return network.nodes["country"].replace({"GR": "EL", "GB": "UK"}).fill_null("").to_list()
    if not level.endswith("region"):
        raise QueryParameterError(f"a map shows regions or countries, not level {level}; use --level region or country")
    if boundaries is None:
        raise QueryParameterError(
            "a map of regions needs their polygons: --geometry FILE (GISCO GeoJSON); --level country does without"
        )
    return network.nodes["region"].fill_null("").to_list()


def _locate(codes: list[str], boundaries: Path | None) -> _Places:
    outlines = read_polygons(country_outlines())
    own = read_polygons(boundaries) if boundaries else {}
    polygons = [own.get(code) or outlines.get(code) for code in codes]
    projected = [None if each is None else project_polygons(each) for each in polygons]
    middles = np.array([(np.nan, np.nan) if each is None else _middle(each) for each in projected])
    # A country whose own outline is in the file is drawn by that one: two outlines of different detail would not meet.
    replaced = {code for code in own if len(code) == 2}
    land = [project_polygons(shape) for code, shape in outlines.items() if code not in replaced]
    land += [project_polygons(own[code]) for code in sorted(replaced)]
    return _Places(projected, middles, land)


def _middle(polygons: list[list[_Floats]]) -> tuple[float, float]:
    """Return the centroid of the largest polygon, or a point of it where the centroid lies outside."""
    ring = max((polygon[0] for polygon in polygons), key=lambda each: abs(_area(each)))
    origin = ring[0]
    x, y = (ring - origin).T
    cross = x[:-1] * y[1:] - x[1:] * y[:-1]
    across = float(((x[:-1] + x[1:]) * cross).sum() / (3 * cross.sum()) + origin[0])
    up = float(((y[:-1] + y[1:]) * cross).sum() / (3 * cross.sum()) + origin[1])
    return across, up


def _area(ring: _Floats) -> float:
    x, y = (ring - ring[0]).T
    return float((x[:-1] * y[1:] - x[1:] * y[:-1]).sum() / 2)


def _heaviest(network: Network, drawn: NDArray[np.bool_], flows: int) -> pl.DataFrame:
    """Return the heaviest ties between different nodes that are on the map, the heaviest last."""
    edges = network.edges.filter(pl.col("source") != pl.col("target"))
    shown = pl.Series(drawn)
    here = edges.filter(shown.gather(edges["source"]) & shown.gather(edges["target"]))
    ranked = here.sort("weight", "source", "target", descending=[True, False, False])
    kept = ranked.head(flows)
    if ranked.height > flows:
        # Of equally heavy ties all are drawn or none, unless they are all that would be drawn.
        heavier = kept.filter(pl.col("weight") > ranked["weight"][flows])
        kept = heavier if heavier.height else kept
    return kept.reverse()


def _say(
    network: Network, drawn: NDArray[np.bool_], outside: int, lines: pl.DataFrame, boundaries: Path | None
) -> list[str]:
    edges = network.edges
    within = edges.filter(pl.col("source") == pl.col("target")).height
    said = [f"Lines: the {lines.height:,} heaviest links of {edges.height - within:,} between different ones."]
    if within:
        said.append(f"Links within one are counted ({within:,}), not drawn.")
    if not drawn.all():
        names = network.nodes["label"].filter(pl.Series(~drawn)).sort()
        more = " …" if len(names) > _NAMED_ABSENT else ""
        said.append(f"Without boundary, so not on the map: {len(names)} ({', '.join(names[:_NAMED_ABSENT])}{more}).")
    if outside:
        said.append(f"Outside of this part of Europe: {outside:,}.")
    source = f"{boundaries.name} (© EuroGeographics for the administrative boundaries) and " if boundaries else ""
    said.append(f"Boundaries: {source}Natural Earth; they say nothing about legal status. Projection EPSG:3035.")
    return said


def _draw(page: Page, network: Network, shown: _Shown) -> None:
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


def _windows(network: Network, places: _Places, lines: pl.DataFrame) -> list[Window]:
    """Return the extents of ends of lines and of the strongest nodes, by their largest polygon within Europe."""
    strength = network.strength
    ranked = np.lexsort((np.arange(len(strength)), -strength))
    share = np.cumsum(strength[ranked]) / max(float(strength.sum()), 1e-12)
    strongest = ranked[: int(np.searchsorted(share, _SHOWN_STRENGTH)) + 1]
    ends = lines.select("source", "target").to_numpy().ravel()
    windows = []
    for row in np.union1d(strongest, ends).astype(int).tolist():
        polygons = places.polygons[row]
        if polygons is None or not _is_in_europe(places.middles[row]):
            continue
        ring = max((polygon[0] for polygon in polygons), key=lambda each: abs(_area(each)))
        windows.append((*ring.min(axis=0).tolist(), *ring.max(axis=0).tolist()))
    return windows


def _is_in_europe(place: _Floats) -> bool:
    return bool(EUROPE[0] <= place[0] <= EUROPE[2] and EUROPE[1] <= place[1] <= EUROPE[3])


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


def _add_legend(page: Page, values: _Floats, classes: list[float], shown: _Shown) -> None:
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
