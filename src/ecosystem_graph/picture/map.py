"""A map of Europe: regions or countries shaded by their projects, and lines for the heaviest flows between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from ecosystem_graph.errors import NotFoundError, QueryParameterError
from ecosystem_graph.network.geometry import country_outlines, read_polygons, ring_centroid
from ecosystem_graph.network.recipe import plural
from ecosystem_graph.picture.caption import write_caption
from ecosystem_graph.picture.cartography import Places, Shown, draw_map
from ecosystem_graph.picture.outline import EUROPE, Window, frame_around, project_polygons
from ecosystem_graph.picture.page import PAGE, Picture
from ecosystem_graph.sources.country import EUROSTAT_OF_ISO

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from ecosystem_graph.network.structure import Network

    _Floats = NDArray[np.float64]

__all__ = ["FLOWS_DRAWN", "picture_map"]

FLOWS_DRAWN = 40
"""Lines on a map; more hide each other."""

_NAMED_ABSENT = 3
_SHOWN_STRENGTH = 0.75


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
    return Picture(
        heading, caption, lambda page: draw_map(page, network, Shown(places, windows, lines, legend, marked))
    )


def _codes(network: Network, boundaries: Path | None) -> list[str]:
    """Return the code that boundaries have for each node, empty where none is known."""
    level = str(network.recipe.get("level", "organisation"))
    if level == "country":
        return network.nodes["country"].replace(EUROSTAT_OF_ISO).fill_null("").to_list()
    if not level.endswith("region"):
        raise QueryParameterError(f"a map shows regions or countries, not level {level}; use --level region or country")
    if boundaries is None:
        raise QueryParameterError(
            "a map of regions needs their polygons: --geometry FILE (GISCO GeoJSON); --level country does without"
        )
    return network.nodes["region"].fill_null("").to_list()


def _locate(codes: list[str], boundaries: Path | None) -> Places:
    outlines = read_polygons(country_outlines())
    own = read_polygons(boundaries) if boundaries else {}
    polygons = [own.get(code) or outlines.get(code) for code in codes]
    projected = [None if each is None else project_polygons(each) for each in polygons]
    middles = [(np.nan, np.nan) if each is None else ring_centroid(_largest_ring(each))[1:] for each in projected]
    # A country whose own outline is in the file is drawn by that one: two outlines of different detail would not meet.
    replaced = {code for code in own if len(code) == 2}
    land = [project_polygons(shape) for code, shape in outlines.items() if code not in replaced]
    land += [project_polygons(own[code]) for code in sorted(replaced)]
    return Places(projected, np.array(middles), land)


def _largest_ring(polygons: list[list[_Floats]]) -> _Floats:
    return max((polygon[0] for polygon in polygons), key=lambda ring: ring_centroid(ring)[0])


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


def _windows(network: Network, places: Places, lines: pl.DataFrame) -> list[Window]:
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
        ring = _largest_ring(polygons)
        windows.append((*ring.min(axis=0).tolist(), *ring.max(axis=0).tolist()))
    return windows


def _is_in_europe(place: _Floats) -> bool:
    return bool(EUROPE[0] <= place[0] <= EUROPE[2] and EUROPE[1] <= place[1] <= EUROPE[3])
