from collections.abc import Callable

from rdflib import OWL, RDF, RDFS, Graph, URIRef
from rdflib.compare import isomorphic

from ecosystem_graph.reason.axiom import Axiom, read_axioms, read_declarations
from ecosystem_graph.reason.ontology import read_ontology

Reader = Callable[[str], list[Axiom]]


def test_axioms_and_declarations_hold_all_logic_of_the_ontology() -> None:
    ontology = read_ontology()
    rebuilt = read_declarations(ontology)
    for axiom in read_axioms(ontology):
        for triple in axiom.triples:
            rebuilt.add(triple)
    annotations = set(ontology.subjects(RDF.type, OWL.AnnotationProperty)) | {
        RDFS.label,
        RDFS.seeAlso,
        RDFS.isDefinedBy,
    }
    left_out = {predicate for _, predicate, _ in ontology - rebuilt} - annotations
    assert left_out <= {OWL.versionIRI, OWL.versionInfo, OWL.members, RDF.first, RDF.rest, RDF.type, RDFS.domain,
                        RDFS.subPropertyOf}  # fmt: skip
    assert {value for _, name, value in ontology - rebuilt if name == RDF.type} == {OWL.AllDisjointClasses}


def test_disjointness_of_many_classes_is_split_into_pairs(axioms: Reader) -> None:
    found = axioms("[] a owl:AllDisjointClasses ; owl:members ( :A :B :C ) .")
    assert [axiom.main[1] for axiom in found] == [OWL.disjointWith] * 3


def test_an_axiom_has_all_triples_of_its_expressions(axioms: Reader) -> None:
    (axiom,) = axioms(":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom :B ] .")
    assert len(axiom.triples) == 4
    assert axiom.names == {URIRef(f"http://example.org/{name}") for name in "ApB"}


def test_axioms_that_differ_only_inside_an_expression_are_two(axioms: Reader) -> None:
    restriction = ":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:{}ValuesFrom :B ] ."
    assert len(axioms(restriction.format("some") + restriction.format("all"))) == 2


def test_the_order_of_axioms_does_not_depend_on_the_names_of_blank_nodes(turtle: Callable[[str], Graph]) -> None:
    text = ":A rdfs:subClassOf [ owl:unionOf ( :B :C ) ], [ owl:unionOf ( :D :E ) ] ."
    assert [axiom.key for axiom in read_axioms(turtle(text))] == [axiom.key for axiom in read_axioms(turtle(text))]


def test_annotations_and_their_properties_make_no_axioms(axioms: Reader) -> None:
    assert axioms(":note a owl:AnnotationProperty ; rdfs:domain :A . :A rdfs:label 'a' ; :note 'b' .") == []


def test_statements_about_individuals_need_a_declared_property(axioms: Reader) -> None:
    (axiom,) = axioms(":p a owl:ObjectProperty . :x :p :y ; :q :z .")
    assert axiom.is_statement
    assert axiom.main[1] == URIRef("http://example.org/p")


def test_a_circle_of_blank_nodes_ends(axioms: Reader) -> None:
    assert len(axioms("_:x a :A ; a [ owl:complementOf _:y ] . _:y owl:complementOf _:y .")) == 2


def test_a_negative_statement_is_kept_whole(axioms: Reader, turtle: Callable[[str], Graph]) -> None:
    text = """
        [] a owl:NegativePropertyAssertion ;
            owl:sourceIndividual :x ; owl:assertionProperty :p ; owl:targetIndividual :y .
    """
    (axiom,) = axioms(text)
    rebuilt = Graph()
    for triple in axiom.triples:
        rebuilt.add(triple)
    assert isomorphic(rebuilt, turtle(text))
