"""Where regions lie: polygons from a file of boundaries, and the middle of the largest of each region."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from ecosystem_graph.errors import Location, SourceFormatError
from ecosystem_graph.resources import resource
from ecosystem_graph.sources.country import EUROSTAT_OF_ISO

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from ecosystem_graph.network.structure import Network

__all__ = ["Polygon", "country_outlines", "place_nodes_on_map", "read_centroids", "read_polygons", "ring_centroid"]

_CODES = ("NUTS_ID", "CNTR_ID")

Polygon = tuple["NDArray[np.float64]", ...]
"""Rings of longitude and latitude in degrees, the first one outside, others holes."""


def country_outlines() -> Path:
    """Return the shipped outlines of the countries in and around Europe, by the codes that Eurostat uses."""
    return resource("data", "reference", "country-outlines.geojson")


def read_polygons(path: Path) -> dict[str, list[Polygon]]:
    """Return the polygons of each region or country of a boundary file of GISCO (GeoJSON, EPSG 4326).

    Args:
        path: File of features, each with the property ``NUTS_ID`` (regions) or ``CNTR_ID`` (countries).

    Raises:
        SourceFormatError: The file is not such a GeoJSON.
    """
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        found: dict[str, list[Polygon]] = {}
        for feature in features:
            code = next(feature["properties"][name] for name in _CODES if name in feature["properties"])
            found.setdefault(str(code), _polygons(feature["geometry"]))
    except (ValueError, KeyError, TypeError, IndexError, StopIteration) as error:
        expected = f"GeoJSON polygons with the property {' or '.join(_CODES)}"
        raise SourceFormatError(Location(path), expected=expected, found=f"{type(error).__name__} {error}") from error
    return found


def read_centroids(path: Path) -> pl.DataFrame:
    """Return a point for each region of a boundary file of GISCO (GeoJSON, EPSG 4326).

    Args:
        path: File of regions, of all levels or one, each with the property ``NUTS_ID``, or of countries with
            ``CNTR_ID``.

    Returns:
        ``region`` (NUTS code), ``longitude``, ``latitude`` (degrees): centroid of the largest polygon of each region,
        which for a ring-shaped region may lie in its hole. Sorted.

    Raises:
        SourceFormatError: The file is not such a GeoJSON, or a polygon has no area.
    """
    rows = []
    for code, polygons in read_polygons(path).items():
        area, longitude, latitude = max((ring_centroid(polygon[0]) for polygon in polygons), key=_area_on_earth)
        if not area:
            expected = "polygons with an area"
            raise SourceFormatError(Location(path), expected=expected, found=f"a polygon without area: {code}")
        rows.append((code, round(longitude, 5), round(latitude, 5)))
    schema = {"region": pl.String, "longitude": pl.Float64, "latitude": pl.Float64}
    return pl.DataFrame(rows, schema=schema, orient="row").sort("region")


def ring_centroid(ring: NDArray[np.float64]) -> tuple[float, float, float]:
    """Return area and centroid of a ring, in units of its coordinates; without area, the middle of its points.

    Examples:
        >>> ring_centroid(np.array([(0.0, 0.0), (4.0, 0.0), (4.0, 2.0), (0.0, 2.0), (0.0, 0.0)]))
        (8.0, 2.0, 1.0)
    """
    middle = ring.mean(axis=0)
    x, y = (ring - middle).T
    cross = x[:-1] * y[1:] - x[1:] * y[:-1]
    twice = float(cross.sum())
    if not twice:
        return 0.0, float(middle[0]), float(middle[1])
    across = float(((x[:-1] + x[1:]) * cross).sum() / (3 * twice))
    up = float(((y[:-1] + y[1:]) * cross).sum() / (3 * twice))
    return abs(twice) / 2, across + float(middle[0]), up + float(middle[1])


def place_nodes_on_map(network: Network, centroids: pl.DataFrame) -> Network:
    """Give nodes longitude and latitude: of their region, or where that is not known or drawn, none.

    Nodes of countries take the point of the country as a whole.

    Args:
        network: Network whose nodes have ``region`` or, when they stand for countries, ``country``.
        centroids: What `read_centroids` returned.
    """
    nodes = network.nodes
    empty = pl.lit(None, pl.String)
    code = pl.col("region") if "region" in nodes.columns else empty
    if network.recipe.get("level") == "country" and "country" in nodes.columns:
        code = pl.col("country").replace(EUROSTAT_OF_ISO)
    placed = nodes.select(region=code).join(centroids, on="region", how="left", maintain_order="left")
    made = network.with_nodes({name: placed[name] for name in ("longitude", "latitude")})
    made.recipe["nodes_with_coordinates"] = placed["longitude"].count()
    return made


def _polygons(geometry: dict[str, Any]) -> list[Polygon]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [tuple(np.array(ring, float)[:, :2] for ring in polygon) for polygon in polygons]


def _area_on_earth(centroid: tuple[float, float, float]) -> float:
    """Return the area of a ring in degrees of latitude: truly enough to compare, with longitudes as short as there."""
    area, _, latitude = centroid
    return area * float(np.cos(np.radians(latitude)))
