"""The projection keeps areas, and agrees with the registry's worked example (in its docstring)."""

import numpy as np
import pytest

from ecosystem_graph.picture.projection import project_europe

AXIS, FLATTENING = 6_378_137.0, 1 / 298.257222101


def test_the_centre_has_the_false_easting_and_northing() -> None:
    easting, northing = project_europe(np.array([10.0]), np.array([52.0]))
    assert (round(float(easting[0]), 6), round(float(northing[0]), 6)) == (4_321_000.0, 3_210_000.0)


@pytest.mark.parametrize(("west", "south"), [(-24, 64), (10, 52), (33, 34), (25, 70)])
def test_areas_are_those_of_the_ellipsoid(west: float, south: float) -> None:
    steps = np.linspace(0, 1, 200)
    longitude = west + np.concatenate((steps, np.ones(200), steps[::-1], np.zeros(200)))
    latitude = south + np.concatenate((np.zeros(200), steps, np.ones(200), steps[::-1]))
    x, y = project_europe(longitude, latitude)
    on_paper = abs(float((x * np.roll(y, -1) - y * np.roll(x, -1)).sum())) / 2
    # The ellipsoid's own: meridian radius times radius of the parallel, summed over the degree.
    phi = np.radians(south + (np.arange(2_000) + 0.5) / 2_000)
    square = FLATTENING * (2 - FLATTENING)
    narrowing = 1 - square * np.sin(phi) ** 2
    bands = AXIS**2 * (1 - square) * np.cos(phi) / narrowing**2
    on_ellipsoid = float(bands.mean()) * np.radians(1.0) ** 2
    assert on_paper == pytest.approx(on_ellipsoid, rel=2e-5)
