"""The map projection of European statistics: ETRS89 / LAEA Europe (EPSG:3035), areas to scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    _Floats = NDArray[np.float64]

__all__ = ["project_europe"]

_AXIS, _FLATTENING = 6_378_137.0, 1 / 298.257222101  # ellipsoid GRS 1980
_ECCENTRICITY = (_FLATTENING * (2 - _FLATTENING)) ** 0.5
_LATITUDE, _LONGITUDE = np.radians(52.0), np.radians(10.0)
_EASTING, _NORTHING = 4_321_000.0, 3_210_000.0


def project_europe(longitude: _Floats, latitude: _Floats) -> tuple[_Floats, _Floats]:
    """Return easting and northing in metres of points in degrees.

    Lambert azimuthal equal-area projection on the ellipsoid, centre 52° N 10° E.

    Args:
        longitude: Degrees east.
        latitude: Degrees north.

    Source:
        Snyder (1987), Map Projections: A Working Manual, USGS Professional Paper 1395, 187-190. https://doi.org/10.3133/pp1395.
        Parameters: https://epsg.io/3035; worked example: IOGP Guidance Note 7-2, Lambert Azimuthal Equal Area.

    Examples:
        >>> easting, northing = project_europe(np.array([5.0]), np.array([50.0]))
        >>> round(float(easting[0]), 2), round(float(northing[0]), 2)
        (3962799.45, 2999718.85)
    """
    pole = _authalic(np.pi / 2)
    radius = _AXIS * np.sqrt(pole / 2)
    centre = np.arcsin(_authalic(_LATITUDE) / pole)
    beta = np.arcsin(np.clip(_authalic(np.radians(latitude)) / pole, -1.0, 1.0))
    around = np.radians(longitude) - _LONGITUDE
    centre_scale = _AXIS * np.cos(_LATITUDE) / np.sqrt(1 - (_ECCENTRICITY * np.sin(_LATITUDE)) ** 2)
    stretch = centre_scale / (radius * np.cos(centre))
    nearness = 1 + np.sin(centre) * np.sin(beta) + np.cos(centre) * np.cos(beta) * np.cos(around)
    scale = radius * np.sqrt(2 / np.maximum(nearness, 1e-12))
    easting = _EASTING + scale * stretch * np.cos(beta) * np.sin(around)
    upwards = np.cos(centre) * np.sin(beta) - np.sin(centre) * np.cos(beta) * np.cos(around)
    return easting, _NORTHING + scale / stretch * upwards


def _authalic(latitude: _Floats | float) -> _Floats:
    """Return q of Snyder (3-12), from which the latitude on a sphere of the same area follows."""
    sine = np.sin(latitude)
    turned = _ECCENTRICITY * sine
    log = np.log((1 - turned) / (1 + turned)) / (2 * _ECCENTRICITY)
    return np.asarray((1 - _ECCENTRICITY**2) * (sine / (1 - turned**2) - log))
