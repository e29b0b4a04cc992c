from collections.abc import Callable

import pytest
from rdflib import Graph, URIRef

from ecosystem_graph.reason.axiom import read_axioms
from ecosystem_graph.reason.cause import find_cause_of_contradiction, find_cause_of_emptiness
from ecosystem_graph.reason.sentence import describe_axiom

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("java")]

A = URIRef("http://example.org/A")
NAMES = ":A a owl:Class . :B a owl:Class . :C a owl:Class . :p a owl:ObjectProperty . :q a owl:ObjectProperty . "


def test_a_plain_clash_is_explained_by_following_axioms(turtle: Callable[[str], Graph]) -> None:
    ontology = turtle(NAMES + ":A rdfs:subClassOf :B, :C . :B owl:disjointWith :C . :q rdfs:domain :B .")
    found = find_cause_of_emptiness(ontology, read_axioms(ontology), A)
    assert [describe_axiom(axiom, ontology) for axiom in found] == [
        "Every “A” is a “B”.",
        "Every “A” is a “C”.",
        "Nothing is both a “B” and a “C”.",
    ]


def test_a_clash_inside_a_restriction_is_explained_by_asking(turtle: Callable[[str], Graph]) -> None:
    ontology = turtle(
        NAMES
        + """
        :A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom :C ], :D . :D a owl:Class .
        :p rdfs:range :B ; rdfs:subPropertyOf :q . :B owl:disjointWith :C .
    """
    )
    found = find_cause_of_emptiness(ontology, read_axioms(ontology), A)
    assert [describe_axiom(axiom, ontology) for axiom in found] == [
        "Every “A” is a thing with some “p” that is a “C”.",
        "Whatever is the value of “p” is a “B”.",
        "Nothing is both a “B” and a “C”.",
    ]


def test_a_named_individual_can_be_part_of_the_cause(turtle: Callable[[str], Graph]) -> None:
    ontology = turtle(
        NAMES + ":A owl:equivalentClass [ a owl:Class ; owl:oneOf ( :x ) ] . :A rdfs:subClassOf :B . :x a :C ."
    )
    ontology += turtle(":B owl:disjointWith :C .")
    found = find_cause_of_contradiction(ontology, read_axioms(ontology))
    assert [describe_axiom(axiom, ontology) for axiom in found] == [
        "Every “A” is a “B”.",
        "Every “A” is a “x”, and the other way round.",
        "“x” is a “C”.",
        "Nothing is both a “B” and a “C”.",
    ]


def test_a_contradiction_about_many_things_is_explained_at_once(turtle: Callable[[str], Graph]) -> None:
    many = "".join(f":i{number} a :B . " for number in range(3000))
    ontology = turtle(NAMES + many + ":B owl:disjointWith :C . :i7 a :C .")
    found = find_cause_of_contradiction(ontology, read_axioms(ontology))
    assert [describe_axiom(axiom, ontology) for axiom in found] == [
        "“i7” is a “B”.",
        "“i7” is a “C”.",
        "Nothing is both a “B” and a “C”.",
    ]


def test_no_explanation_is_sought_among_too_many_axioms(turtle: Callable[[str], Graph]) -> None:
    many = "".join(f":i{number} a :B . " for number in range(3000))
    ontology = turtle(NAMES + many + ":B owl:equivalentClass [ owl:complementOf :B ] .")
    assert find_cause_of_contradiction(ontology, read_axioms(ontology)) == ()
