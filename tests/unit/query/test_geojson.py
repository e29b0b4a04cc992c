"""GeoJSON of answers: geometries from WKT or from degrees, all else as properties."""

import json
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecosystem_graph.errors import QueryError, QueryParameterError
from ecosystem_graph.query.geojson import format_geojson, parse_wkt
from ecosystem_graph.store.solution import Solutions, Term

XSD = "http://www.w3.org/2001/XMLSchema#"
EPSG_4326 = "http://www.opengis.net/def/crs/EPSG/0/4326"


def wkt(text: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode("http://www.opengis.net/ont/geosparql#wktLiteral"))


def number(text: str, kind: str = "decimal") -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + kind))


def features(names: tuple[str, ...], *rows: tuple[Term | None, ...]) -> list[dict[str, Any]]:
    document = json.loads(format_geojson(Solutions(names, rows)))
    assert document["type"] == "FeatureCollection"
    return list(document["features"])


def test_a_column_of_points_becomes_the_geometry_and_the_others_properties() -> None:
    (feature,) = features(
        ("town", "where", "founded", "share", "iri"),
        (
            ox.Literal("Linz", language="de"),
            wkt("POINT(14.29 48.31)"),
            number("2011-01-01", "date"),
            number("0.10"),
            ox.NamedNode("http://e/Linz"),
        ),
    )
    assert feature["geometry"] == {"type": "Point", "coordinates": [14.29, 48.31]}
    assert feature["properties"] == {
        "town": "Linz", "town_language": "de", "founded": "2011-01-01", "share": 0.1, "iri": "http://e/Linz",
    }  # fmt: skip


def test_degrees_in_two_columns_become_points() -> None:
    some = features(("name", "lat", "long"), (ox.Literal("a"), number("48.31"), number("14.29")), (None, None, None))
    assert [each["geometry"] for each in some] == [{"type": "Point", "coordinates": [14.29, 48.31]}, None]
    assert [each["properties"] for each in some] == [{"name": "a"}, {"name": None}]


@pytest.mark.parametrize(
    ("text", "kind", "coordinates"),
    [
        ("POINT (1 2)", "Point", [1, 2]),
        ("point(-1.5e1 2)", "Point", [-15, 2]),
        ("LINESTRING(1 2, 3 4)", "LineString", [[1, 2], [3, 4]]),
        ("MULTIPOINT(1 2, 3 4)", "MultiPoint", [[1, 2], [3, 4]]),
        ("MULTIPOINT((1 2), (3 4))", "MultiPoint", [[1, 2], [3, 4]]),
        ("POLYGON((0 0, 1 0, 1 1, 0 0), (0 0, 1 0, 1 1, 0 0))", "Polygon", [[[0, 0], [1, 0], [1, 1], [0, 0]]] * 2),
        ("MULTIPOLYGON(((0 0,1 0,1 1,0 0)))", "MultiPolygon", [[[[0, 0], [1, 0], [1, 1], [0, 0]]]]),
        (f"<{EPSG_4326}> POINT(48.31 14.29)", "Point", [14.29, 48.31]),
        ("<http://www.opengis.net/def/crs/OGC/1.3/CRS84> POINT(14.29 48.31)", "Point", [14.29, 48.31]),
    ],
)
def test_geometries_of_all_kinds_are_read(text: str, kind: str, coordinates: list[Any]) -> None:
    assert parse_wkt(text) == {"type": kind, "coordinates": coordinates}


def test_an_empty_geometry_is_none() -> None:
    assert parse_wkt("POINT EMPTY") is None


@pytest.mark.parametrize(
    "text",
    ["", "POINT", "POINT(1)", "POINT(1 2 3)", "POINT(a b)", "POINT(1 2", "POLYGON(1 2)", "CIRCLE(1 2)", "POINT(181 2)",
     "POINT(2 91)", "<http://www.opengis.net/def/crs/EPSG/0/3035> POINT(4321000 3210000)", "POINT(. .)"],
)  # fmt: skip
def test_what_is_no_geometry_on_the_globe_is_refused(text: str) -> None:
    with pytest.raises(QueryError):
        parse_wkt(text)


def test_an_answer_without_a_place_is_refused_with_a_hint() -> None:
    with pytest.raises(QueryParameterError, match="no place") as caught:
        format_geojson(Solutions(("name", "lat"), ((ox.Literal("a"), number("1")),)))
    assert "wktLiteral" in caught.value.hint


@pytest.mark.parametrize("degrees", ["abc", "91"])
def test_degrees_that_are_none_are_refused(degrees: str) -> None:
    with pytest.raises(QueryError, match="expected degrees"):
        format_geojson(Solutions(("lat", "lon"), ((ox.Literal(degrees), number("1")),)))


def test_numbers_that_would_lose_digits_stay_texts() -> None:
    (feature,) = features(
        ("where", "long_number", "amount", "far"),
        (
            wkt("POINT(1 2)"),
            number("9007199254740993", "integer"),
            number("0.12345678901234567890"),
            number("INF", "double"),
        ),
    )
    assert feature["properties"] == {
        "long_number": "9007199254740993", "amount": "0.12345678901234567890", "far": "inf"
    }  # fmt: skip


@given(st.floats(-180, 180), st.floats(-90, 90))
def test_every_point_on_the_globe_comes_back(longitude: float, latitude: float) -> None:
    assert parse_wkt(f"POINT({longitude!r} {latitude!r})") == {"type": "Point", "coordinates": [longitude, latitude]}
