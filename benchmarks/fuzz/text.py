"""Readers of texts that users write: numbers, days, queries and their parameters, settings, mappings, shapes."""

import contextlib
import json
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any

import polars as pl
import pyoxigraph as ox

from benchmarks.fuzz.target import Seed, Target, promise
from ecosystem_graph.cli.query import read_arguments
from ecosystem_graph.errors import (
    ConfigError,
    EcosystemGraphError,
    Location,
    NotFoundError,
    QueryError,
    QueryParameterError,
    QuerySyntaxError,
    SourceError,
)
from ecosystem_graph.network.filters import select_participations
from ecosystem_graph.publish.alignment import alignment_files, read_mappings
from ecosystem_graph.query.binding import bind_parameters
from ecosystem_graph.query.guard import check_query
from ecosystem_graph.query.pack import load_packs, parse_query
from ecosystem_graph.query.parameter import PARAMETER_TYPES, Parameter, parse_value, serialise_term
from ecosystem_graph.records import RecordSet
from ecosystem_graph.settings import BuildSettings
from ecosystem_graph.sources.calendar import check_format, parse_days
from ecosystem_graph.sources.country import country_code
from ecosystem_graph.sources.encoding import check_encoding, decode
from ecosystem_graph.sources.number import Notation, currency_mark, parse_number
from ecosystem_graph.sources.personal_data import mask_personal_data
from ecosystem_graph.sources.tabular.amount import parse_amount
from ecosystem_graph.sources.tabular.day import parse_day
from ecosystem_graph.store.oxigraph import OxigraphView
from ecosystem_graph.validate.shapes import read_own_shapes

__all__ = ["text_targets"]

_NUMBERS = "40.000,00 €\n1 234 567,89\n(12.50)\n-5\n4.7E7\n1'000\n149.736.100 .- HUF\n80%\n123,456\n"
_DAYS = "2016-11-01\n31.12.15\nQ3 2012\n2008\n1. März 2019\n42370\n2016/11/01\n01-11-2016\n2016-11-01T00:00:00Z\n"
_FORMATS = ("dd.mm.yyyy", "dd.mm.yy", "mm/yyyy", "d. month yyyy", "Qq yyyy", "yyyy", "excel", "iso")
_COUNTRIES = "AT\nEL\nÖsterreich\nЧешка република\nthe Netherlands\nD\n"
_NUMERIC = {"integer", "decimal", "double"}
_CONDITIONS = "country=AT\nregion=AT31\nproject=ACRO-1\nprogramme=Programme 7\n2014..2020\n2016\n"
_WORDS = "region=AT31\nproject=S3-4AlpClusters\nsince=2016-11-01\nminimum=3\ntext=a=b\ncountry=at\n"
_MOST_WORDS = 200
_SETTINGS = json.dumps({"base_iri": BuildSettings().base_iri, "engine": "local", "jobs": 2})
_SHAPES = """\
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix eg: <https://w3id.org/ecosystem-graph/ontology#> .
<urn:shape> a sh:PropertyShape ; sh:targetClass eg:Project ; sh:path eg:acronym ; sh:maxCount 1 .
<urn:query> a sh:NodeShape ; sh:targetClass eg:Project ;
  sh:sparql [ sh:select "SELECT $this WHERE { $this ?p ?o }" ; sh:prefixes <urn:p> ; sh:message "No" ] .
"""


def text_targets() -> Iterator[Target]:
    """Yield one target per reader."""
    for name, seeds, check in (
        ("text/number", (Seed("a.txt", _NUMBERS.encode()),), _read_numbers),
        ("text/calendar", (Seed("a.txt", _DAYS.encode()),), _read_days),
        ("text/format", (Seed("a.txt", "\n".join(_FORMATS).encode()),), _read_format),
        ("text/country", (Seed("a.txt", _COUNTRIES.encode()),), _read_countries),
        ("text/encoding", (Seed("a.txt", _COUNTRIES.encode()), Seed("a.txt", _DAYS.encode())), _decode),
        ("text/mask", (Seed("a.txt", b"Ask a.b@example.eu or +43 1 2345678, Mr Example"),), _mask),
        ("query/parameter", (Seed("a.txt", _WORDS.encode()),), _read_parameters),
        ("query/condition", (Seed("a.txt", _CONDITIONS.encode()),), _select),
        ("settings/build", (Seed("a.json", _SETTINGS.encode()),), _set),
        ("shape/turtle", (Seed("own.ttl", _SHAPES.encode()),), _read_shapes),
    ):
        yield Target(name, partial(tuple, seeds), check)
    yield Target("query/text", _queries, _read_query)
    yield Target("mapping/sssom", _mappings, _read_mappings)


def _queries() -> tuple[Seed, ...]:
    return tuple(Seed("a.rq", query.text.encode()) for query in load_packs().values())


def _mappings() -> tuple[Seed, ...]:
    return tuple(Seed(path.name, path.read_bytes()[:6_000]) for path in alignment_files()[:3])


def _lines(path: Path) -> list[str]:
    """Return what the command line would be given: bytes that are no text are kept as Python keeps them there.

    No more words than a person would give: each is work of its own, and patience is for one.
    """
    return path.read_bytes().decode("utf-8", "surrogateescape").split("\n")[:_MOST_WORDS]


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "replace")


def _cells(path: Path) -> pl.DataFrame:
    return pl.DataFrame({"cell": _text(path).split("\n")})


def _taken(*refusals: type[EcosystemGraphError]) -> "contextlib.suppress":
    return contextlib.suppress(*refusals)


def _read_numbers(path: Path) -> bool:
    cells = _cells(path)
    for notation in (Notation(), Notation(",", "."), Notation(",", " '"), Notation(".", ",", {"kr": "SEK"})):
        read = cells.select(cell=parse_number(pl.col("cell"), notation), mark=currency_mark(pl.col("cell"), notation))
        numbers = read["cell"].drop_nulls()
        promise(numbers.str.contains(r"^-?[0-9]+(?:\.[0-9]+)?$").all(), f"no number: {numbers.to_list()[:3]}")
    digits = cells.select(parse_amount("cell")).to_series().drop_nulls()
    promise(digits.str.contains(r"^-?[0-9.]+(?:[eE]\+?[0-9]+)?$").all(), f"no amount: {digits.to_list()[:3]}")
    return bool(len(digits))


def _read_days(path: Path) -> bool:
    cells = _cells(path)
    days = cells.select(parse_days(pl.col("cell"), _FORMATS, ["de", "xx"]).alias("day")).unnest("day")
    promise(days.filter(pl.col("first") > pl.col("last")).is_empty(), "a day ends before it starts")
    return bool(len(cells.select(parse_day("cell")).to_series().drop_nulls()))


def _read_format(path: Path) -> bool:
    taken = False
    for line in _text(path).split("\n"):
        with _taken(ConfigError):
            check_format(line)
            pl.select(parse_days(pl.lit("1. 2. 2016"), [line]))
            taken = True
    return taken


def _read_countries(path: Path) -> bool:
    codes = [country_code(line) for line in _lines(path)]
    promise(all(code is None or len(code) == 2 for code in codes), f"no country codes: {codes}")
    return any(codes)


def _decode(path: Path) -> bool:
    data = path.read_bytes()
    with _taken(ConfigError):
        check_encoding(_lines(path)[0])
    try:
        decode(data, Location(path), None)
    except SourceError as error:
        promise(str(path) in str(error), f"the message does not name the file: {error}")
        return False
    return True


def _mask(path: Path) -> bool:
    text, count = mask_personal_data(_text(path))
    again, more = mask_personal_data(text)
    promise((again, more) == (text, 0), "masking twice changes more than masking once")
    return count > 0


def _read_parameters(path: Path) -> bool:
    """Give each word to each type of parameter, and bring what is taken through the parser of SPARQL."""
    lines, taken = _lines(path), False
    with _taken(ConfigError):
        read_arguments(lines)
    for line in lines:
        for kind in PARAMETER_TYPES:
            with _taken(QueryParameterError):
                term = parse_value(Parameter("value", kind, ""), line)
                answer: Any = _store().query(f"SELECT ?value {{ VALUES ?value {{ {serialise_term(term)} }} }}")
                (row,) = answer
                # Stores may write the same number otherwise: 1 for 01.
                promise(row[0] == term or kind in _NUMERIC, f"{term} came back as {row[0]}")
                taken = True
    return taken


def _read_query(path: Path) -> bool:
    text = path.read_bytes().decode("utf-8", "surrogateescape")
    try:
        query = parse_query(text, path)
        bound = bind_parameters(query.text, query.parameters, {})
        check_query(bound)
        OxigraphView(_store()).query(bound)
    except (QueryError, QuerySyntaxError, QueryParameterError) as error:
        promise(len(str(error)) < 2_000, f"the message has {len(str(error))} signs")
        return False
    return True


@cache
def _store() -> ox.Store:
    """Return an empty store; opening one takes longer than most of what is asked of it."""
    return ox.Store()


@cache
def _tables() -> dict[str, pl.DataFrame]:
    empty = RecordSet({})
    participations = pl.DataFrame(
        {"project": ["a", "b"], "organisation": ["o", "p"], "region": ["AT31", None], "country": ["AT", "DE"]}
    ).with_columns(region_edition=pl.lit("2021"))
    projects = pl.DataFrame({"key": ["a", "b"], "acronym": ["ACRO-1", None], "programme": ["x", None]}).with_columns(
        start=pl.lit("2014-01-01").str.to_date(), end=pl.lit("2020-01-01").str.to_date()
    )
    programmes = pl.DataFrame({"key": ["x"], "name": ["Programme 7"]})
    own = {"participation": participations, "project": projects, "programme": programmes}
    return {name: empty[name] for name in empty} | own


def _select(path: Path) -> bool:
    tables, taken = _tables(), False
    for line in _lines(path):
        wanted: tuple[dict[str, Any], ...] = ({"where": [line]}, {"period": line})
        for options in wanted:
            with _taken(QueryParameterError, NotFoundError):
                select_participations(tables, **options)
                taken = True
    return taken


def _set(path: Path) -> bool:
    try:
        stated = json.loads(path.read_bytes().decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return False
    if not isinstance(stated, dict) or not stated.keys() <= {"base_iri", "engine", "jobs"}:
        return False
    if not isinstance(stated.get("base_iri", ""), str) or type(stated.get("jobs", 1)) is not int:
        return False
    try:
        settings = BuildSettings(**stated)
    except ConfigError:
        return False
    ox.NamedNode(settings.base_iri)
    return True


def _refused(read: Callable[[Path], object], path: Path) -> bool:
    try:
        read(path)
    except SourceError as error:
        promise(path.name in str(error), f"the message does not name the file: {error}")
        return False
    return True


def _read_mappings(path: Path) -> bool:
    return _refused(read_mappings, path)


def _read_shapes(path: Path) -> bool:
    return _refused(read_own_shapes, path)
