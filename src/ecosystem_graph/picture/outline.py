"""Land, countries and regions as shapes in points on a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from matplotlib.path import Path as Shape

from ecosystem_graph.picture.projection import project_europe

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from ecosystem_graph.network.geometry import Polygon

    _Floats = NDArray[np.float64]

__all__ = ["EUROPE", "MapFrame", "Window", "frame_around", "project_polygons"]

Window: TypeAlias = tuple[float, float, float, float]
"""Left, bottom, right and top, in metres of EPSG:3035."""

EUROPE: Window = (2_450_000.0, 1_330_000.0, 7_400_000.0, 5_450_000.0)
"""Europe from Iceland's south-west to Cyprus; islands farther away are not on the map."""

_LEAST_METRES = 400_000.0
_MARGIN = 0.05
_FINEST = 0.35  # points; what is nearer to the point before cannot be seen


@dataclass(frozen=True, slots=True)
class MapFrame:
    """Which part of Europe fills the page.

    Attributes:
        left: Easting of the left side, metres.
        bottom: Northing of the lower side, metres.
        scale: Points on the page per metre.
        size: Width and height of the page in points.
    """

    left: float
    bottom: float
    scale: float
    size: tuple[float, float]

    def to_page(self, places: _Floats) -> _Floats:
        """Return points on the page for easting and northing, n x 2."""
        return (places - (self.left, self.bottom)) * self.scale

    def holds(self, places: _Floats) -> NDArray[np.bool_]:
        """Tell which points on the page are within the frame."""
        return np.asarray(((places >= 0) & (places <= self.size)).all(axis=1))

    def holds_places(self, places: _Floats) -> NDArray[np.bool_]:
        """Tell which easting and northing are within the frame."""
        return self.holds(self.to_page(places))

    def shape(self, polygons: Iterable[Sequence[_Floats]]) -> Shape | None:
        """Return the outline of projected polygons on the page, or None when all of it lies outside."""
        vertices, codes = [], []
        for polygon in polygons:
            for ring in map(self.to_page, polygon):
                if (ring.max(axis=0) < 0).any() or (ring.min(axis=0) > self.size).any():
                    continue
                kept = _thin(ring)
                if len(kept) > 3:
                    vertices.append(kept)
                    codes.append(np.r_[Shape.MOVETO, np.full(len(kept) - 2, Shape.LINETO), Shape.CLOSEPOLY])
        return Shape(np.vstack(vertices), np.concatenate(codes)) if vertices else None


def project_polygons(polygons: Iterable[Polygon]) -> list[list[_Floats]]:
    """Return polygons of degrees as polygons of metres."""
    return [[np.column_stack(project_europe(*ring.T)) for ring in polygon] for polygon in polygons]


def frame_around(windows: Sequence[Window], size: tuple[float, float]) -> MapFrame:
    """Return the frame that shows all windows with a margin, cut to Europe and not narrower than 400 km.

    Args:
        windows: What should be seen; none shows Europe.
        size: Width and height of the page in points.
    """
    corners = np.array(windows or [EUROPE])
    low = np.maximum(corners[:, :2].min(axis=0), EUROPE[:2])
    high = np.minimum(corners[:, 2:].max(axis=0), EUROPE[2:])
    middle, span = (low + high) / 2, np.maximum(high - low, _LEAST_METRES) * (1 + 2 * _MARGIN)
    scale = float((np.array(size) / span).min())
    left, bottom = middle - np.array(size) / scale / 2
    return MapFrame(float(left), float(bottom), scale, size)


def _thin(ring: _Floats) -> _Floats:
    """Leave out points that fall together on the page, and round the others to a hundredth of a point."""
    cells = np.round(ring / _FINEST)
    kept = np.r_[True, (cells[1:] != cells[:-1]).any(axis=1)]
    kept[-1] = True
    return np.asarray(np.round(ring[kept], 2))
