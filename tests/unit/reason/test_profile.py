from collections.abc import Callable

import pytest
from rdflib import Graph

from ecosystem_graph.reason.profile import check_profile

HEADER = "<http://example.org/o> a owl:Ontology . :A a owl:Class . :B a owl:Class . :p a owl:ObjectProperty . "


def test_a_small_ontology_is_owl_2_dl(turtle: Callable[[str], Graph]) -> None:
    text = HEADER + ":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom :B ] . :x a :A ."
    assert check_profile(turtle(text)) == []


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("<http://example.org/o2> a owl:Ontology .", "one header; this one has 2"),
        ('<http://example.org/o> owl:versionIRI "1" .', "is not an IRI"),
        (":A rdfs:subClassOf :C .", "<http://example.org/C> is used as a class and not declared"),
        (":x a :C .", "<http://example.org/C> is used as a class and not declared"),
        (":p rdfs:range :C .", "<http://example.org/C> is used as a class and not declared"),
        (":A rdfs:subClassOf [ owl:unionOf ( :B :C ) ] .", "<http://example.org/C> is used as a class"),
        (":x :q :y .", "<http://example.org/q> is used as a property and not declared"),
        (":p a owl:DatatypeProperty .", "<http://example.org/p> is declared as 2 kinds of property"),
        (":A a rdfs:Datatype .", "<http://example.org/A> is declared as class and as datatype"),
        ("rdfs:seeAlso a owl:ObjectProperty .", "seeAlso> belongs to RDF, RDFS or OWL"),
        (":d a owl:DatatypeProperty ; rdfs:range xsd:date .", "range <http://www.w3.org/2001/XMLSchema#date>"),
        (':d a owl:DatatypeProperty . :x :d "2020-01-01"^^xsd:date .', "values of <http://www.w3.org/2001/XMLSchema#date>"),
        (":p a owl:TransitiveProperty, owl:FunctionalProperty .", "<http://example.org/p> follows from chains"),
        (
            ":q a owl:ObjectProperty, owl:TransitiveProperty ; rdfs:subPropertyOf :p . :p a owl:FunctionalProperty .",
            "<http://example.org/p> follows from chains",
        ),
        (
            ":p owl:propertyChainAxiom ( :q :q ) . :q a owl:ObjectProperty ; owl:propertyDisjointWith :p .",
            "<http://example.org/p> follows from chains",
        ),
        (
            ":p a owl:TransitiveProperty . :A rdfs:subClassOf [ owl:onProperty :p ; owl:maxCardinality 1 ] .",
            "<http://example.org/p> follows from chains",
        ),
        (
            ":q a owl:ObjectProperty ; owl:propertyChainAxiom ( :p :p ) . :p owl:propertyChainAxiom ( :q :q ) .",
            "go round in a circle: <http://example.org/p>, <http://example.org/q>",
        ),
        (":A rdfs:subClassOf _:x . :B rdfs:subClassOf _:x . _:x owl:complementOf :A .", "used in two places"),
    ],
)  # fmt: skip
def test_what_is_not_owl_2_dl_is_told(turtle: Callable[[str], Graph], text: str, finding: str) -> None:
    (found,) = check_profile(turtle(HEADER + text))
    assert finding in found


@pytest.mark.parametrize(
    "text",
    [
        ":p owl:propertyChainAxiom ( :p :p ) .",
        ":q a owl:ObjectProperty . :p owl:propertyChainAxiom ( :p :q ) .",
        ":q a owl:ObjectProperty . :p owl:propertyChainAxiom ( :q :p ) .",
        ":q a owl:ObjectProperty . :p owl:propertyChainAxiom ( :q [ owl:inverseOf :q ] ) .",
    ],
)
def test_chains_that_owl_2_dl_allows_are_allowed(turtle: Callable[[str], Graph], text: str) -> None:
    assert check_profile(turtle(HEADER + text)) == []
