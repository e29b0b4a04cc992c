"""Queries that must return nothing: each does on the ontology, and each finds the mistake it is written for."""

import tomllib
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph, namespace

from ecosystem_graph.graph.ontology import ontology_files
from ecosystem_graph.publish.alignment import alignment_files, mapping_files, read_mappings

FOLDER = Path(__file__).resolve().parents[2] / "ontology" / "verify"
FIXTURE = Path(__file__).resolve().parents[1] / "fixtures" / "ontology" / "mistakes.toml"
QUERIES = {path.stem: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.rq"))}
KNOWN = ox.NamedNode("https://w3id.org/ecosystem-graph/verify/known-terms")
EURIO = "http://data.europa.eu/s66#"
PREFIXES = """
PREFIX eg: <https://w3id.org/ecosystem-graph/ontology#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX role: <https://w3id.org/ecosystem-graph/def/role/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
MISTAKES: dict[str, str] = tomllib.loads(FIXTURE.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def quads() -> list[ox.Quad]:
    """Return ontology, code lists and matches, and in a graph of its own each term of vocabularies known to rdflib."""
    quads = [
        ox.Quad(*each.triple)
        for path in ontology_files()
        for each in ox.parse(path=path, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)
    ]
    quads += [
        ox.Quad(*map(ox.NamedNode, (mapping.subject, mapping.predicate, mapping.object)))
        for path in (*alignment_files(), *mapping_files())
        for mapping in read_mappings(path).mappings
        if not mapping.is_axiom  # these are in the core, or about terms that the core does not declare
    ]
    for name in ["DCAT", "DCTERMS", "FOAF", "GEO", "ORG", "PROV", "QB", "SDO", "SKOS", "VANN"]:
        space = getattr(namespace, name)
        quads += known_terms(str(space), [str(term) for term in dir(space) if str(term).startswith(str(space))])
    return quads


def known_terms(space: str, terms: list[str]) -> list[ox.Quad]:
    resource, defined = (ox.NamedNode(str(name)) for name in (namespace.RDFS.Resource, namespace.RDFS.isDefinedBy))
    kind, vocabulary = ox.NamedNode(str(namespace.RDF.type)), ox.NamedNode(space)
    assert terms
    found = [ox.Quad(ox.NamedNode(term), defined, vocabulary, KNOWN) for term in terms]
    return [ox.Quad(vocabulary, kind, resource, KNOWN), *found]


def answer(quads: list[ox.Quad], name: str, *, mistake: str = "") -> list[str]:
    store = ox.Store()
    store.bulk_extend(quads)
    if mistake:
        store.update(PREFIXES + mistake)
    solutions = store.query(QUERIES[name])
    assert isinstance(solutions, ox.QuerySolutions)
    return [str(solution[0]) for solution in solutions]


def test_every_query_says_what_a_row_would_mean_and_has_a_mistake_to_find() -> None:
    assert set(QUERIES) == set(MISTAKES)
    for name, text in QUERIES.items():
        assert text.startswith("#+ summary: "), name
        assert "ORDER BY" in text, name


@pytest.mark.parametrize("name", QUERIES)
def test_the_ontology_has_no_such_mistake(quads: list[ox.Quad], name: str) -> None:
    assert answer(quads, name) == []


@pytest.mark.parametrize("name", QUERIES)
def test_a_planted_mistake_is_found(quads: list[ox.Quad], name: str) -> None:
    assert answer(quads, name, mistake=MISTAKES[name]) != []


def test_terms_of_eurio_that_we_map_exist(quads: list[ox.Quad], shared: Path) -> None:
    eurio = Graph().parse(shared / "vocab" / "EURIO.ttl")
    known = known_terms(EURIO, [str(term) for term in set(eurio.subjects(namespace.RDFS.label))])
    name = "foreign-term-that-does-not-exist"
    assert answer(quads + known, name) == []
    mistake = f"INSERT DATA {{ eg:Project skos:closeMatch <{EURIO}Projekt> }}"
    assert answer(quads + known, name, mistake=mistake) == [f"<{EURIO}Projekt>"]
