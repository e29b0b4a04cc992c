"""Solutions as GeoJSON, for maps: one feature per solution."""

import json
import math
import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pyoxigraph as ox

from ecosystem_graph.errors import QueryError, QueryParameterError
from ecosystem_graph.query.column import read_columns
from ecosystem_graph.store.solution import Solutions, Term

__all__ = ["format_geojson", "parse_wkt"]

_WKT = "http://www.opengis.net/ont/geosparql#wktLiteral"
_LATITUDES, _LONGITUDES = ("lat", "latitude"), ("long", "lon", "lng", "longitude")
_LON_LAT = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
_LAT_LON = frozenset({"http://www.opengis.net/def/crs/EPSG/0/4326"})
_KINDS = {
    "POINT": "Point", "LINESTRING": "LineString", "POLYGON": "Polygon", "MULTIPOINT": "MultiPoint",
    "MULTILINESTRING": "MultiLineString", "MULTIPOLYGON": "MultiPolygon",
}  # fmt: skip
_DEPTHS = {"Point": 1, "LineString": 1, "MultiPoint": 1, "Polygon": 2, "MultiLineString": 2, "MultiPolygon": 3}
"""Brackets around the positions, in the text."""

_LITERAL = re.compile(r"\s*(?:<(?P<crs>[^>]*)>\s*)?(?P<kind>[A-Za-z]+)\s*(?P<body>\(.*\)|EMPTY)\s*", re.DOTALL)
_POSITION = re.compile(r"\s*([-+\d.eE]+)\s+([-+\d.eE]+)\s*")
_EXACT = 2**53

_Geometry = dict[str, Any]


def format_geojson(solutions: Solutions) -> str:
    """Return a feature collection: the geometry is a column of WKT, or columns of latitude and longitude.

    The first column of ``geo:wktLiteral`` is taken; without one, ``lat`` and ``long`` (``latitude``, ``lon``…). All
    other columns become properties. A solution without a place becomes a feature without a geometry.

    Args:
        solutions: What to write.

    Raises:
        QueryParameterError: No column holds a place.
        QueryError: A geometry cannot be read, or is in a reference system other than WGS 84.

    Source:
        RFC 7946, The GeoJSON Format. https://www.rfc-editor.org/rfc/rfc7946
    """
    geometries, used = _find_geometries(solutions)
    others = [place for place, name in enumerate(solutions.variables) if name not in used]
    names = tuple(solutions.variables[place] for place in others)
    rows = tuple(tuple(row[place] for place in others) for row in solutions.rows)
    columns = [(column.name, column.to_list()) for column in read_columns(Solutions(names, rows))]
    features = [
        {
            "type": "Feature",
            "geometry": geometry,
            "properties": {name: _json_value(values[number]) for name, values in columns},
        }
        for number, geometry in enumerate(geometries)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, indent=1) + "\n"


def parse_wkt(text: str) -> _Geometry | None:
    """Parse a ``geo:wktLiteral`` into a GeoJSON geometry; an empty one gives None.

    Args:
        text: WKT of a point, line or polygon, or of several, in WGS 84; longitude first unless EPSG 4326 is named.

    Raises:
        QueryError: The text is not WKT, is of another kind, or names another reference system.

    Source:
        OGC GeoSPARQL 1.1, section 8.5.1. https://docs.ogc.org/is/22-047r1/22-047r1.html

    Examples:
        >>> parse_wkt("POINT(14.29 48.31)")
        {'type': 'Point', 'coordinates': [14.29, 48.31]}
    """
    match = _LITERAL.fullmatch(text)
    kind = _KINDS.get(match["kind"].upper()) if match else None
    if match is None or kind is None:
        raise QueryError(f"expected a geometry as WKT, found {text[:60]!r}")
    crs = match["crs"] or _LON_LAT
    if crs != _LON_LAT and crs not in _LAT_LON:
        raise QueryError(f"expected a geometry in WGS 84, found the reference system {crs}")
    if match["body"] == "EMPTY":
        return None
    depth = _DEPTHS[kind]
    body = re.sub(r"\(\s*([^()]+?)\s*\)(?=\s*[,)])", r"\1", match["body"]) if kind == "MultiPoint" else match["body"]
    try:
        coordinates = _read_nested(body, depth, swap=crs in _LAT_LON)
    except ValueError as error:
        raise QueryError(f"expected a geometry as WKT, found {text[:60]!r}") from error
    return {"type": kind, "coordinates": coordinates[0] if kind == "Point" else coordinates}


def _read_nested(text: str, depth: int, *, swap: bool) -> list[Any]:
    """Read ``(…, …)``: positions at depth 1, lists of what is one level deeper above."""
    inside = text.strip()
    if not (inside.startswith("(") and inside.endswith(")")):
        raise ValueError(text)
    parts = _split(inside[1:-1])
    return [
        _read_position(part, swap=swap) if depth == 1 else _read_nested(part, depth - 1, swap=swap) for part in parts
    ]


def _split(text: str) -> list[str]:
    """Split at the commas outside brackets."""
    parts, depth = [""], 0
    for char in text:
        depth += (char == "(") - (char == ")")
        if char == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += char
    return parts


def _read_position(text: str, *, swap: bool) -> list[float]:
    match = _POSITION.fullmatch(text)
    if match is None:
        raise ValueError(text)
    longitude, latitude = (float(match[2]), float(match[1])) if swap else (float(match[1]), float(match[2]))
    if not (abs(longitude) <= 180 and abs(latitude) <= 90):
        raise ValueError(text)
    return [longitude, latitude]


def _find_geometries(solutions: Solutions) -> tuple[list[_Geometry | None], set[str]]:
    """Return the geometry of each solution, and the names of the columns it was made of."""
    for place, name in enumerate(solutions.variables):
        terms = [row[place] for row in solutions.rows]
        if any(terms) and all(term is None or _is_wkt(term) for term in terms):
            return [None if term is None else parse_wkt(term.value) for term in terms], {name}
    latitude, longitude = _find_name(solutions, _LATITUDES), _find_name(solutions, _LONGITUDES)
    if latitude is None or longitude is None:
        raise QueryParameterError(
            "the answer has no place in it", hint="GeoJSON needs a column of geo:wktLiteral, or columns lat and long."
        )
    pairs = zip(_numbers(solutions, latitude), _numbers(solutions, longitude), strict=True)
    return [_point(one, other) for one, other in pairs], {latitude, longitude}


def _is_wkt(term: Term) -> bool:
    return isinstance(term, ox.Literal) and term.datatype.value == _WKT


def _find_name(solutions: Solutions, names: Sequence[str]) -> str | None:
    return next((each for each in solutions.variables if each.lower() in names), None)


def _numbers(solutions: Solutions, name: str) -> list[float | None]:
    place = solutions.variables.index(name)
    terms = [row[place] for row in solutions.rows]
    try:
        return [None if term is None else float(term.value) for term in terms]
    except ValueError as error:
        raise QueryError(f"expected degrees in the column {name}: {error}") from error


def _point(latitude: float | None, longitude: float | None) -> _Geometry | None:
    if latitude is None or longitude is None:
        return None
    if not (abs(longitude) <= 180 and abs(latitude) <= 90):
        raise QueryError(f"expected degrees, found latitude {latitude} and longitude {longitude}")
    return {"type": "Point", "coordinates": [longitude, latitude]}


def _json_value(value: object) -> object:
    """Return a value as JSON holds it; a number that would lose digits stays text."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return value if abs(value) <= _EXACT else str(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, Decimal):
        number = float(value)
        return number if Decimal(repr(number)) == value else format(value, "f")
    return value.isoformat() if isinstance(value, date) else str(value)
