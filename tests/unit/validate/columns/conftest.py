"""Tables from a graph: the mapping read backwards, so that what breaks a graph can break tables too."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache

import polars as pl
import pytest
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.term import Node

from ecosystem_graph.graph.dataset import graph_parts
from ecosystem_graph.graph.emit import emit_nquads
from ecosystem_graph.graph.mapping import MAPS, EntityMap, maps_of
from ecosystem_graph.graph.mapping.model import IriObject, LiteralObject, Property, Template
from ecosystem_graph.graph.mapping.predicate import predicate_table
from ecosystem_graph.namespaces import DEFAULT_BASE
from ecosystem_graph.records import RecordSet
from ecosystem_graph.resolve.consolidate import read_countries, resolve
from ecosystem_graph.terms import EG
from ecosystem_graph.validate.turtle import parse_graph

Cells = dict[str, str]
Triple = tuple[Node, Node, Node]
# Where a class folder stands in the template (`id/{subject_class}/{subject}`) any subject fits.
GENERAL_LAST = sorted(MAPS, key=lambda entity: "{subject_class}" in entity.subject.text.split("/")[1])
SHORT_CUTS = {URIRef(EG.hasPartner), URIRef(EG.hasLeadPartner)}


@pytest.fixture(scope="session")
def tables_of() -> Callable[[bytes], dict[str, pl.DataFrame] | None]:
    """Return a function from N-Triples to consolidated tables; None when no table can hold these statements."""
    empty = {name: table.clear() for name, table in resolve(RecordSet({})).consolidated.items()}
    known: dict[object, set[Triple]] = {}

    def read(document: bytes) -> dict[str, pl.DataFrame] | None:
        graph = parse_graph(document, syntax=".nt")
        rows = read_rows(graph)
        try:
            tables = empty | {name: fill(empty[name], some) for name, some in rows.items()}
        except pl.exceptions.InvalidOperationError:  # a value does not have the type of its column
            return None
        facts = {triple for triple in write(tables, known) if triple[1] not in SHORT_CUTS}
        return tables if facts == set(graph) else None

    return cache(read)


def read_rows(graph: Graph) -> dict[str, list[Cells]]:
    """Return rows by table; each statement fills one cell, or a row of its own where there are several."""
    rows: dict[str, list[Cells]] = {}
    for subject in sorted(set(graph.subjects()), key=str):
        types = {str(name) for name in graph.objects(subject, RDF.type)}
        left = sorted(pair for pair in graph.predicate_objects(subject) if pair[0] != RDF.type)
        for entity in GENERAL_LAST:
            keys = parse(entity.subject, str(subject))
            if keys is None or not types >= set(entity.types):
                continue
            columns = [cells for some in entity.properties if (cells := list(take(some, left)))]
            height = max(map(len, columns), default=1 if entity.types else 0)
            for number in range(height):
                cells = [column[min(number, len(column) - 1)] for column in columns]
                row = {name: value for some in (keys, *cells) for name, value in some.items()}
                rows.setdefault(entity.table, []).append(complete(entity.table, row))
    return rows


def take(some: Property, left: list[tuple[Node, Node]]) -> Iterator[Cells]:
    """Yield the cells of one property of one subject, and take its statements away."""
    predicate = Template(some.predicate) if isinstance(some.predicate, str) else some.predicate
    for pair in tuple(left):
        named, cells = parse(predicate, str(pair[0])), read_object(some.object, pair[1])
        if named is not None and cells is not None:
            left.remove(pair)
            yield named | cells


def read_object(spec: IriObject | LiteralObject, value: Node) -> Cells | None:
    if isinstance(spec, IriObject):
        return parse(spec.template, str(value)) if isinstance(value, URIRef) else None
    if not isinstance(value, Literal):
        return None
    if spec.language is not None:
        return {spec.column: str(value), spec.language: value.language} if value.language else None
    fits = value.language == spec.fixed_language
    return {spec.column: str(value)} if fits else None


def parse(template: Template, iri: str) -> Cells | None:
    """Return what an IRI holds in the place of the columns of a template."""
    match = pattern_of(template).fullmatch(iri)
    return None if match is None else match.groupdict()


@cache
def pattern_of(template: Template) -> re.Pattern[str]:
    parts = template.under(DEFAULT_BASE).parts()
    return re.compile(
        "".join(
            re.escape(constant) + ("" if column is None else f"(?P<{column}>{'[^/]+?' if constant else '.+'})")
            for constant, column in parts
        )
    )


def complete(table: str, row: Cells) -> Cells:
    """Add what tables hold beside what they write: two-letter countries, the name of a conflict's property."""
    if table == "conflict" and "property_iri" in row and "subject_class" in row:
        names = predicate_table(MAPS).filter(
            pl.col("table") == row["subject_class"], pl.col("predicate") == row["property_iri"]
        )
        row |= {"property": names["column"][0]} if names.height else {}
    if "country_authority" in row:
        code = countries().get(row["country_authority"])
        row |= {"country": code} if code else {}
    return row


@cache
def countries() -> dict[str, str]:
    return dict(read_countries().select("authority", "alpha2").iter_rows())


def fill(empty: pl.DataFrame, rows: list[Cells]) -> pl.DataFrame:
    """Return rows as a table with the columns and types of an empty one."""
    text = pl.DataFrame(rows, schema=dict.fromkeys(empty.columns, pl.String), strict=False, orient="row")
    return text.select(cast(name, kind) for name, kind in empty.schema.items())


def cast(column: str, kind: pl.DataType) -> pl.Expr:
    if kind == pl.Boolean:
        return pl.col(column).replace_strict({"true": True, "false": False}, return_dtype=pl.Boolean)
    return pl.col(column).str.to_date("%Y-%m-%d") if kind == pl.Date else pl.col(column).cast(kind)


def write(tables: Mapping[str, pl.DataFrame], known: dict[object, set[Triple]]) -> Iterator[Triple]:
    """Yield the triples that a build would write from tables, all graphs together.

    Args:
        tables: Consolidated tables.
        known: Triples of rows that were written before; cases differ from each other in a few tables only.
    """
    graphs: list[tuple[tuple[EntityMap, ...], Mapping[str, pl.DataFrame]]] = [(maps_of("source"), tables)]
    graphs += [(part.maps, part.tables) for part in graph_parts(tables, tables, DEFAULT_BASE, source_graphs=False)]
    for entity, table in ((entity, some[entity.table]) for maps, some in graphs for entity in maps):
        content = (entity, str(table.rows()))
        if content not in known:
            lines = b"".join(bytes(piece) for piece in emit_nquads([entity], {entity.table: table}, DEFAULT_BASE))
            known[content] = set(parse_graph(lines, syntax=".nt"))
        yield from known[content]


@pytest.fixture(scope="session")
def sound_tables(sound: Graph, tables_of: Callable[[bytes], dict[str, pl.DataFrame] | None]) -> dict[str, pl.DataFrame]:
    """Return the tables of the sound graph."""
    tables = tables_of(sound.serialize(format="nt").encode())
    assert tables is not None
    return tables
