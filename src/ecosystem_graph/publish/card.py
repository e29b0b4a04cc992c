"""Everything a graph says about one entity, and which source record says so."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

import pyoxigraph as ox

from ecosystem_graph.errors import NotFoundError
from ecosystem_graph.namespaces import PREFIXES
from ecosystem_graph.query.parameter import serialise_term
from ecosystem_graph.store.solution import Solutions, Term, Triples
from ecosystem_graph.store.view import GraphView

__all__ = ["Card", "Statement", "find_entity", "read_card", "read_statements"]

_PROLOGUE = "".join(
    f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in ("dcterms", "eg", "foaf", "prov", "rdfs", "skos")
)
_FIRST = {f"{PREFIXES[prefix]}{name}" for prefix, name in (("rdf", "type"), ("rdfs", "label"), ("eg", "acronym"))}
_NAMES = "VALUES ?naming { rdfs:label eg:acronym dcterms:title skos:prefLabel skos:notation }"

_STATEMENTS = """
SELECT ?property ?value (SAMPLE(?name) AS ?label) WHERE {
  VALUES ?entity { %s }
  { ?entity ?property ?value }
  OPTIONAL {
    { VALUES ?naming { eg:acronym rdfs:label skos:prefLabel } ?value ?naming ?name }
    UNION { GRAPH ?vocabulary { ?value skos:prefLabel ?name } FILTER (LANG(?name) = "en") }
  }
} GROUP BY ?property ?value ORDER BY ?property ?value
"""
_IN_SOURCES = _STATEMENTS.replace("{ ?entity ?property ?value }", "GRAPH ?graph { ?entity ?property ?value }")
_INCOMING = """
SELECT ?property (COUNT(DISTINCT ?subject) AS ?subjects) WHERE {
  VALUES ?entity { %s }
  ?subject ?property ?entity .
} GROUP BY ?property ORDER BY ?property
"""
_RECORDS = """
SELECT ?record ?dataset ?identifier ?page ?file ?place WHERE {
  VALUES ?entity { %s }
  ?entity prov:wasDerivedFrom ?record .
  GRAPH ?source {
    ?record eg:inDataset ?dataset .
    OPTIONAL { ?record dcterms:identifier ?identifier }
    OPTIONAL { ?record foaf:page ?page }
    OPTIONAL { ?record eg:fileName ?file }
    OPTIONAL { ?record eg:locator ?place }
  }
} ORDER BY ?record
"""
_IS_KNOWN = """
ASK { VALUES ?entity { %s } { ?entity ?p ?o } UNION { ?s ?p ?entity } UNION { GRAPH ?graph { ?entity ?p ?o } } }
"""
_STANDS_FOR = """
SELECT DISTINCT ?now WHERE {
  VALUES ?entity { %s }
  FILTER NOT EXISTS { ?entity ?property ?value }
  GRAPH ?identity {
    { ?entity dcterms:isReplacedBy ?now } UNION { ?link eg:linkSubject ?entity ; eg:linkObject ?now }
  }
} ORDER BY ?now LIMIT 1
"""
_BY_NAME = """
SELECT DISTINCT ?entity ?name WHERE {
  %s
  ?entity ?naming ?name .
  FILTER (LCASE(STR(?name)) = LCASE(%s))
} ORDER BY ?entity
"""


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that is said about an entity.

    Attributes:
        property: IRI.
        value: IRI, blank node label or lexical form.
        is_iri: Whether the value is an IRI.
        language: Language tag, empty when it has none.
        label: Name of the value where it is an entity that has one.
    """

    property: str
    value: str
    is_iri: bool
    language: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One entity with its surroundings.

    Attributes:
        iri: The entity.
        statements: From the default graph, or from the source graphs when that says nothing (source records).
        incoming: Number of subjects that point here, by property.
        records: Source records it was derived from: record, dataset, identifier in the source, page, file, place.
    """

    iri: str
    statements: tuple[Statement, ...]
    incoming: Mapping[str, int]
    records: tuple[Mapping[str, str], ...]


def find_entity(view: GraphView, named: str, prefixes: Mapping[str, str] = PREFIXES) -> str:
    """Return the IRI of an entity; retired IRIs, and those of single sources, lead to the one that stands for them.

    Args:
        view: Where to look.
        named: IRI, CURIE, or a name (label, acronym, title or code; case does not matter).
        prefixes: Namespace of each prefix that a CURIE may have.

    Raises:
        NotFoundError: Nothing has this name (the hint lists the nearest), or several entities have.
    """
    iri = _expand(named, prefixes)
    if iri is not None:
        for row in _select(view, _STANDS_FOR, iri):
            return row["now"].value
        if not view.query(_IS_KNOWN % _term(iri)):
            raise NotFoundError(f"{iri}: nothing is stated about this IRI")
        return iri
    found = {row["entity"].value: row["name"].value for row in _named(view, named)}
    if len(found) == 1:
        return next(iter(found))
    if not found:
        near = _nearest(view, named)
        raise NotFoundError(f"nothing is called {named!r}", hint=f"Did you mean {' or '.join(near)}?" if near else "")
    listed = "; ".join(sorted(found)[:10])
    raise NotFoundError(f"{len(found)} entities are called {named!r}", hint=f"Take the IRI of one: {listed}")


def read_card(view: GraphView, iri: str) -> Card:
    """Gather what the graph says about an entity.

    Args:
        view: Where to read.
        iri: The entity.

    Returns:
        The card; statements are sorted by property and value, what it is and what it is called first.
    """
    rows = _select(view, _STATEMENTS, iri) or _select(view, _IN_SOURCES, iri)
    return Card(
        iri=iri,
        statements=tuple(sorted(map(_statement, rows), key=lambda each: each.property not in _FIRST)),
        incoming={row["property"].value: int(row["subjects"].value) for row in _select(view, _INCOMING, iri)},
        records=tuple({name: term.value for name, term in row.items()} for row in _select(view, _RECORDS, iri)),
    )


def _statement(row: Mapping[str, Term]) -> Statement:
    value = row["value"]
    language = value.language if isinstance(value, ox.Literal) else None
    label = row["label"].value if "label" in row else ""
    return Statement(row["property"].value, value.value, isinstance(value, ox.NamedNode), language or "", label)


def read_statements(view: GraphView, iri: str) -> Triples:
    """Return the triples of the default graph whose subject is the entity."""
    result = view.query(f"CONSTRUCT {{ ?entity ?p ?o }} WHERE {{ VALUES ?entity {{ {_term(iri)} }} ?entity ?p ?o }}")
    return result if isinstance(result, Triples) else Triples(())


def _select(view: GraphView, query: str, iri: str) -> list[dict[str, Term]]:
    result = view.query(_PROLOGUE + query % _term(iri))
    return list(result) if isinstance(result, Solutions) else []


def _term(iri: str) -> str:
    return serialise_term(ox.NamedNode(iri))


def _expand(named: str, prefixes: Mapping[str, str]) -> str | None:
    """Return an absolute IRI for an IRI or a CURIE, None for a name."""
    prefix, colon, local = named.partition(":")
    candidate = named if local.startswith("//") or prefix == "urn" else prefixes.get(prefix, "") + local
    if not colon or not (candidate == named or prefix in prefixes):
        return None
    try:
        return ox.NamedNode(candidate).value
    except ValueError:
        return None


def _named(view: GraphView, named: str) -> Iterable[dict[str, Term]]:
    result = view.query(_PROLOGUE + _BY_NAME % (_NAMES, serialise_term(ox.Literal(named))))
    return result if isinstance(result, Solutions) else ()


def _nearest(view: GraphView, named: str) -> list[str]:
    result = view.query(f"{_PROLOGUE}SELECT DISTINCT ?name WHERE {{ {_NAMES} ?entity ?naming ?name }} ORDER BY ?name")
    names = {text.casefold(): text for (text,) in result.texts()} if isinstance(result, Solutions) else {}
    return [names[near] for near in get_close_matches(named.casefold(), sorted(names), n=3)]
