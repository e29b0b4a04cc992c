from collections.abc import Callable

from rdflib import OWL, URIRef

from ecosystem_graph.reason.axiom import Axiom, read_axioms
from ecosystem_graph.reason.ontology import read_ontology
from ecosystem_graph.reason.relevance import relevant_axioms

Reader = Callable[[str], list[Axiom]]
A = URIRef("http://example.org/A")


def names(axioms: list[Axiom]) -> set[str]:
    return {str(name).rpartition("/")[2] for axiom in axioms for name in axiom.names}


def test_what_lies_above_a_class_matters_and_what_lies_below_does_not(axioms: Reader) -> None:
    found = axioms(":A rdfs:subClassOf :B . :B rdfs:subClassOf :C . :D rdfs:subClassOf :A .")
    assert names(relevant_axioms(found, [A])) == {"A", "B", "C"}


def test_disjointness_matters_when_both_classes_do(axioms: Reader) -> None:
    found = axioms(":A rdfs:subClassOf :B, :C . :B owl:disjointWith :C . :B owl:disjointWith :D .")
    kept = [axiom for axiom in relevant_axioms(found, [A]) if axiom.main[1] == OWL.disjointWith]
    assert names(kept) == {"B", "C"}


def test_a_property_matters_when_a_restriction_names_it(axioms: Reader) -> None:
    found = axioms("""
        :p a owl:ObjectProperty ; rdfs:range :B ; rdfs:subPropertyOf :q . :q rdfs:domain :C . :r rdfs:domain :D .
        :A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom :E ] .
    """)
    assert names(relevant_axioms(found, [A])) == {"A", "B", "C", "E", "p", "q"}


def test_a_chain_matters_when_all_its_parts_do(axioms: Reader) -> None:
    found = axioms("""
        :A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom :A ] .
        :s owl:propertyChainAxiom ( :p :q ) . :t owl:propertyChainAxiom ( :p [ owl:inverseOf :p ] ) .
    """)
    assert names(relevant_axioms(found, [A])) == {"A", "p", "t"}


def test_an_inverse_of_something_that_matters_matters(axioms: Reader) -> None:
    found = axioms("""
        :A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom :A ] .
        :p owl:inverseOf :q . :r owl:inverseOf :s . :q a owl:FunctionalProperty .
    """)
    assert names(relevant_axioms(found, [A])) == {"A", "p", "q"}


def test_only_a_small_part_of_the_ontology_is_relevant_to_one_class() -> None:
    schema = [axiom for axiom in read_axioms(read_ontology()) if not axiom.is_statement]
    project = URIRef("https://w3id.org/ecosystem-graph/ontology#Project")
    assert 0 < len(relevant_axioms(schema, [project])) < len(schema) / 10
