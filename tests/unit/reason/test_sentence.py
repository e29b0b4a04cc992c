from collections.abc import Callable

import pytest
from rdflib import Graph

from ecosystem_graph.reason.axiom import read_axioms
from ecosystem_graph.reason.ontology import read_ontology
from ecosystem_graph.reason.sentence import describe_axiom, label

LABELS = """
:Project a owl:Class ; rdfs:label "Projekt"@de, "Project"@en .
:Organisation a owl:Class ; rdfs:label "Organisation"@en .
:partner a owl:ObjectProperty ; rdfs:label "partner"@en . :count a owl:DatatypeProperty .
"""


def restricted(kind: str, filler: str) -> str:
    return f":Project rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :partner ; owl:{kind} {filler} ] ."


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (":Project rdfs:subClassOf :Organisation .", "Every “Project” is an “Organisation”."),
        (":Project owl:disjointWith :Organisation .", "Nothing is both a “Project” and an “Organisation”."),
        (":partner rdfs:domain :Project .", "Whatever has “partner” is a “Project”."),
        (
            ":partner rdfs:range [ owl:unionOf ( :Project :Organisation ) ] .",
            "Whatever is the value of “partner” is a “Project” or “Organisation”.",
        ),
        (":partner a owl:FunctionalProperty .", "Nothing has two values of “partner”."),
        (
            ":partner owl:propertyChainAxiom ( [ owl:inverseOf :in ] :who ) .",
            "What is linked by “in” read backwards, then by “who” is also linked by “partner”.",
        ),
        (
            restricted("someValuesFrom", ":Organisation"),
            "Every “Project” is a thing with some “partner” that is an “Organisation”.",
        ),
        (restricted("maxCardinality", "2"), "Every “Project” is a thing with at most 2 “partner”."),
        (
            ":Project rdfs:subClassOf [ owl:complementOf :Organisation ] .",
            "Every “Project” is a thing that is not an “Organisation”.",
        ),
        (":x a :Project .", "“x” is a “Project”."),
        (":x :partner :y .", "“x” is linked by “partner” to “y”."),
        (":x :count 3 .", "“x” has “count” 3."),
    ],
)
def test_an_axiom_reads_as_a_sentence(turtle: Callable[[str], Graph], text: str, sentence: str) -> None:
    ontology = turtle(LABELS + text)
    (axiom,) = read_axioms(ontology)
    assert describe_axiom(axiom, ontology) == sentence


def test_a_name_without_label_is_shown_by_the_end_of_its_iri(turtle: Callable[[str], Graph]) -> None:
    (axiom,) = read_axioms(turtle("<http://example.org/ns#A> rdfs:subClassOf <http://example.org/b/> ."))
    assert describe_axiom(axiom, Graph()) == "Every “A” is a “b”."


def test_no_axiom_of_the_ontology_leaves_its_reader_without_words() -> None:
    ontology = read_ontology()
    for axiom in read_axioms(ontology):
        assert "without a name" not in describe_axiom(axiom, ontology)


def test_labels_of_code_list_entries_are_used_too() -> None:
    ontology = read_ontology()
    (lead,) = (node for node in set(ontology.subjects()) if str(node).endswith("/def/role/lead"))
    assert label(ontology, lead) == "“Lead partner”"
