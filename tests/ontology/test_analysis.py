"""The graph of an analysis is a well-formed data cube, and each shape about it finds what it is written for."""

from pathlib import Path

import polars as pl
import pyoxigraph as ox
import pytest
from rdflib import SH, Graph

from ecosystem_graph.graph.analysis import Analysis, Measure
from ecosystem_graph.graph.cube import write_analysis
from ecosystem_graph.namespaces import DEFAULT_BASE, NUTS, SHAPES
from ecosystem_graph.validate.shacl import validate_document
from ecosystem_graph.validate.shapes import Shapes, load_shapes

SHAPE_FILE = Path(__file__).resolve().parents[2] / "ontology" / "shapes" / "must" / "analysis.ttl"
RELEASE = f"{DEFAULT_BASE}id/release/0123456789ab"
PREFIXES = f"""PREFIX eg: <https://w3id.org/ecosystem-graph/ontology#>
PREFIX qb: <http://purl.org/linked-data/cube#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX id: <{DEFAULT_BASE}id/>
"""
BROKEN = {
    "Analysis-release": "DELETE { ?x prov:used ?y } WHERE { ?x prov:used ?y }",
    "Analysis-kind": 'DELETE { ?x eg:analysisKind ?y } INSERT { ?x eg:analysisKind "Two words" } '
    "WHERE { ?x eg:analysisKind ?y }",
    "AnalysisParameter-analysis": "DELETE { ?x eg:parameterOf ?y } WHERE { ?x eg:parameterOf ?y }",
    "AnalysisParameter-name": "DELETE { ?x eg:parameterName ?y } WHERE { ?x eg:parameterName ?y }",
    "AnalysisParameter-value": "INSERT { ?x eg:parameterValue 'other' } WHERE { ?x eg:parameterValue ?y }",
    "Cube-structure": "DELETE { ?x qb:structure ?y } WHERE { ?x qb:structure ?y }",
    "Cube-analysis": "DELETE { ?x prov:wasGeneratedBy ?y } WHERE { ?x prov:wasGeneratedBy ?y }",
    "Structure-components": "DELETE { ?x qb:component ?y } WHERE { ?x qb:component ?y }",
    "Component-property": "DELETE { ?x qb:measure ?y } WHERE { ?x qb:measure ?y }",
    "Component-optional": "INSERT { ?x qb:componentRequired false } WHERE { ?x qb:dimension ?y }",
    "Observation-cube": "DELETE { ?x qb:dataSet ?y } WHERE { ?x qb:dataSet ?y }",
    "Observation-measure": "DELETE { ?x a skos:Concept } WHERE { ?x a skos:Concept }",
    "Observation-value": "INSERT { ?x eg:observedValue 99 } WHERE { ?x eg:observedValue ?y }",
    "Observation-number": 'DELETE { ?x eg:observedValue ?y } INSERT { ?x eg:observedValue "many" } '
    "WHERE { ?x eg:observedValue ?y }",
    "Observation-unit": "DELETE { ?x eg:unit ?y } WHERE { ?x eg:unit ?y }",
    "Observation-dimensions": "DELETE { ?x eg:observedPartner ?y } WHERE { ?x eg:observedPartner ?y }",
    "Observation-node": "INSERT { ?x eg:observedNode id:other } WHERE { ?x eg:observedNode ?y }",
    "Observation-partner": "INSERT { ?x eg:observedPartner id:other } WHERE { ?x eg:observedPartner ?y }",
}
INTEGRITY = {
    "IC-4": "?x a qb:DimensionProperty . FILTER NOT EXISTS { ?x rdfs:range ?any }",
    "IC-5": "?x a qb:DimensionProperty ; rdfs:range skos:Concept . FILTER NOT EXISTS { ?x qb:codeList ?any }",
    "IC-19": "?dimension qb:codeList ?list . ?x a qb:Observation ; ?dimension ?code . "
    "FILTER NOT EXISTS { ?code a skos:Concept ; skos:inScheme ?list }",
    "properties": "?c qb:dimension|qb:measure|qb:attribute ?x . FILTER NOT EXISTS { ?x a ?any }",
}
"""Integrity constraints of the vocabulary that are about the terms and not about the data; each finds nothing."""


@pytest.fixture(scope="module")
def store() -> ox.Store:
    measures = (Measure("flow", "flow", "Shared projects.", "project", is_whole=True), Measure("rca", "RCA", "Ratio."))
    of_pairs = pl.DataFrame(
        {"node": [f"{NUTS}AT31"], "partner": [f"{NUTS}SI03"], "measure": ["flow"], "value": [3], "unit": [None]}
    )
    of_nodes = pl.DataFrame({"node": [f"{NUTS}AT31"], "measure": ["rca"], "value": [1.5], "lower": [1.1]})
    whole = pl.DataFrame({"measure": ["rca"], "value": [0.25], "error": [0.01]})
    analysis = Analysis(
        "test", "A test", {"level": "region"}, {"weighting": "count"}, measures, (of_pairs, of_nodes, whole)
    )
    made = ox.Store()
    for piece in write_analysis(analysis, RELEASE, DEFAULT_BASE):
        for quad in ox.parse(bytes(piece), format=ox.RdfFormat.N_QUADS):
            made.add(ox.Quad(*quad.triple))
    return made


def document(store: ox.Store) -> bytes:
    return bytes(store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph()) or b"")


def own_shapes() -> Shapes:
    shapes = load_shapes()
    named = {str(node) for node in Graph().parse(SHAPE_FILE).subjects(SH.severity)}
    core = Graph()
    core += shapes.core
    for node in shapes.named():
        if str(node) not in named:
            core.remove((node, None, None))
    return Shapes(core, tuple(query for query in shapes.queries if str(query.shape) in named))


def test_a_written_analysis_keeps_every_shape(store: ox.Store) -> None:
    assert validate_document(document(store)) == ()


@pytest.mark.parametrize("name", INTEGRITY)
def test_a_written_analysis_keeps_the_integrity_constraints_about_terms(store: ox.Store, name: str) -> None:
    answer = store.query(f"{PREFIXES}SELECT ?x WHERE {{ {INTEGRITY[name]} }}")
    assert isinstance(answer, ox.QuerySolutions)
    assert [str(each["x"]) for each in answer] == []


def test_every_shape_about_analyses_has_a_way_to_break_it() -> None:
    assert {SHAPES + name for name in BROKEN} == set(own_shapes().iris())


@pytest.mark.parametrize("name", BROKEN)
def test_a_shape_finds_the_figures_that_break_it(store: ox.Store, name: str) -> None:
    broken = ox.Store()
    broken.bulk_extend(store)
    broken.update(PREFIXES + BROKEN[name])
    found = validate_document(document(broken), own_shapes())
    assert SHAPES + name in {finding.shape for finding in found}
    assert all(finding.severity == "violation" and "{" not in finding.message for finding in found)
