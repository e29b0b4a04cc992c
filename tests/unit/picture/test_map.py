"""Maps: shades and lines say what the network says, and what is not drawn is counted."""

import json
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from matplotlib.colors import to_rgb
from tests.unit.picture.conftest import ReadNames

from ecosystem_graph.errors import NotFoundError, QueryParameterError, SourceFormatError
from ecosystem_graph.network.geometry import country_outlines, read_centroids, read_polygons
from ecosystem_graph.network.structure import EDGE_SCHEMA, Network
from ecosystem_graph.picture import cartography
from ecosystem_graph.picture.cartography import shade_classes
from ecosystem_graph.picture.map import picture_map
from ecosystem_graph.picture.outline import EUROPE, frame_around
from ecosystem_graph.picture.page import write_picture

COUNTRIES = (
    ("AT", "Austria", 12),
    ("GR", "Greece", 3),
    ("IT", "Italy", 30),
    ("SI", "Slovenia", 7),
    ("CA", "Canada", 1),
)
TIES = ((0, 2, 9.0), (0, 3, 4.0), (2, 3, 4.0), (1, 2, 1.0), (2, 4, 1.0), (2, 2, 5.0))


def _network(level: str = "country", regions: tuple[str | None, ...] = ()) -> Network:
    codes, labels, projects = zip(*COUNTRIES, strict=True)
    nodes = pl.DataFrame(
        {"id": [f"x:{code}" for code in codes], "label": labels, "country": codes, "projects": projects}
    )
    if regions:
        nodes = nodes.with_columns(pl.Series("region", regions))
    edges = pl.DataFrame(TIES, schema=EDGE_SCHEMA, orient="row").sort("source", "target")
    return Network(nodes, edges, {"level": level, "weight": "number of projects"})


def _boundaries(folder: Path) -> Path:
    path = folder / "nuts.geojson"
    squares = {"AT31": (13, 48), "ITH3": (12, 45), "SI04": (14, 46)}
    features = [
        {
            "properties": {"NUTS_ID": code},
            "geometry": {"type": "Polygon", "coordinates": [[[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1], [x, y]]]},
        }
        for code, (x, y) in squares.items()
    ]
    path.write_text(json.dumps({"features": features}), encoding="utf-8")
    return path


def test_a_map_of_countries_needs_nothing_from_elsewhere_and_is_the_same_each_time(tmp_path: Path) -> None:
    picture = picture_map(_network())
    first, second = (write_picture(picture, tmp_path / f"{number}.svg")[0].read_text() for number in range(2))
    assert first == second
    assert picture.title == "Countries and the projects between them"
    for text in ("Projects", "none here", "Weight of a link"):
        assert f"<!-- {text} -->" in first


def test_names_of_countries_are_written_apart(read_names: ReadNames) -> None:
    assert set(read_names(picture_map(_network()))) == {"Austria", "Greece", "Italy", "Slovenia"}


def test_what_is_not_drawn_is_counted() -> None:
    caption = picture_map(_network()).caption
    assert "Lines: the 4 heaviest links of 5 between different ones." in caption
    assert "Links within one are counted (1), not drawn." in caption
    assert "Without boundary, so not on the map: 1 (Canada)." in caption
    assert "Natural Earth; they say nothing about legal status. Projection EPSG:3035." in caption


def test_of_equally_heavy_lines_all_are_drawn_or_none() -> None:
    assert "Lines: the 1 heaviest links" in picture_map(_network(), flows=2).caption


def test_regions_are_drawn_with_the_polygons_given(tmp_path: Path, read_names: ReadNames) -> None:
    network = _network("NUTS 2 region", ("AT31", None, "ITH3", "SI04", None))
    picture = picture_map(network, boundaries=_boundaries(tmp_path))
    assert "not on the map: 2" in picture.caption
    assert "© EuroGeographics" in picture.caption
    assert set(read_names(picture)) == {"Austria", "Italy", "Slovenia"}


def test_regions_without_polygons_and_organisations_are_refused_with_what_to_do() -> None:
    with pytest.raises(QueryParameterError, match=r"--geometry FILE .*--level country does without"):
        picture_map(_network("NUTS 2 region", ("AT31",) * 5))
    with pytest.raises(QueryParameterError, match="not level organisation; use --level region or country"):
        picture_map(_network("organisation"))


def test_a_network_that_is_nowhere_is_refused(tmp_path: Path) -> None:
    network = _network("NUTS 2 region", ("XX99",) * 5)
    with pytest.raises(NotFoundError, match="has a boundary"):
        picture_map(network, boundaries=_boundaries(tmp_path))


def test_a_file_that_holds_no_boundaries_says_what_is_expected(tmp_path: Path) -> None:
    path = tmp_path / "no.geojson"
    path.write_text('{"features": [{"properties": {"name": "x"}, "geometry": {}}]}', encoding="utf-8")
    with pytest.raises(SourceFormatError, match="NUTS_ID or CNTR_ID"):
        picture_map(_network(), boundaries=path)


def test_shades_fall_in_lightness_so_that_a_grey_print_tells_them_apart() -> None:
    light = [0.2126 * red + 0.7152 * green + 0.0722 * blue for red, green, blue in map(to_rgb, cartography._SHADES)]
    steps = -np.diff(light)
    assert (steps > 0.07).all()
    red, green, blue = to_rgb(cartography._LINE)
    assert 0.2126 * red + 0.7152 * green + 0.0722 * blue < light[-1] - 0.25


@pytest.mark.parametrize("values", [[], [4.0], [1.0, 1.0, 2.0], list(range(1, 30)), [1.0] * 50 + [9.0, 40.0]])
def test_classes_begin_at_the_least_value_and_hold_each_value_once(values: list[float]) -> None:
    classes = shade_classes(np.array(values, float))
    assert classes == sorted(set(classes))
    assert len(classes) <= 5
    assert classes[:1] == ([min(values)] if values else [])


def test_a_frame_shows_all_windows_and_never_less_than_400_km() -> None:
    window = (4_300_000.0, 2_600_000.0, 4_310_000.0, 2_610_000.0)
    frame = frame_around([window], (600.0, 400.0))
    assert frame.holds_places(np.array([window[:2], window[2:]])).all()
    assert 400.0 / frame.scale >= 400_000
    assert frame_around([], (600.0, 400.0)).holds_places(np.array([EUROPE[:2], EUROPE[2:]])).all()


def test_shipped_outlines_are_closed_with_common_borders() -> None:
    outlines = read_polygons(country_outlines())
    assert {"AT", "DE", "EL", "FR", "IT", "SI", "UA", "UK"} <= set(outlines)
    assert all(
        (ring[0] == ring[-1]).all() for polygons in outlines.values() for polygon in polygons for ring in polygon
    )
    centroids = dict(
        read_centroids(country_outlines()).select("region", pl.struct("longitude", "latitude")).iter_rows()
    )
    assert (centroids["AT"]["longitude"], centroids["AT"]["latitude"]) == (
        pytest.approx(14.1, abs=0.4),
        pytest.approx(47.6, abs=0.3),
    )
    # Borders are common: Austria and Slovenia share points.
    points = [{tuple(point) for ring in outlines[code] for point in ring[0]} for code in ("AT", "SI")]
    assert len(points[0] & points[1]) > 5
    assert any(_holds(polygon[0], 34.1, 45.2) for polygon in outlines["UA"])
    assert not any(_holds(polygon[0], 34.1, 45.2) for polygon in outlines["RU"])


def _holds(ring: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]", x: float, y: float) -> bool:
    (one_x, one_y), (next_x, next_y) = ring[:-1].T, ring[1:].T
    crosses = (one_y > y) != (next_y > y)
    at = one_x[crosses] + (y - one_y[crosses]) * (next_x[crosses] - one_x[crosses]) / (next_y[crosses] - one_y[crosses])
    return bool((at > x).sum() % 2)
