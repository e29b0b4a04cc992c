from collections.abc import Callable

import pytest
from rdflib import Graph

from ecosystem_graph.reason.materialise import materialise

DATA = ":x :p :y . :y :q :z . :x a :A ."


@pytest.mark.parametrize(
    ("ontology", "expected"),
    [
        (":A rdfs:subClassOf :B . :B rdfs:subClassOf :C .", ":x a :B, :C ."),
        (":B owl:equivalentClass :A .", ":x a :B ."),
        (":p rdfs:subPropertyOf :r . :r rdfs:subPropertyOf :s .", ":x :r :y ; :s :y ."),
        (":r owl:equivalentProperty :p .", ":x :r :y ."),
        (":p owl:inverseOf :r .", ":y :r :x ."),
        (":r owl:inverseOf :p .", ":y :r :x ."),
        (":p a owl:SymmetricProperty .", ":y :p :x ."),
        (
            ":p rdfs:subPropertyOf :t . :q rdfs:subPropertyOf :t . :t a owl:TransitiveProperty .",
            ":x :t :y, :z . :y :t :z .",
        ),
        (":r owl:propertyChainAxiom ( :p :q ) .", ":x :r :z ."),
        (":r owl:propertyChainAxiom ( [ owl:inverseOf :q ] [ owl:inverseOf :p ] ) .", ":z :r :x ."),
        (":p rdfs:domain :B ; rdfs:range :C .", ":x a :B . :y a :C ."),
        (":p rdfs:domain [ owl:unionOf ( :B :C ) ] . :A rdfs:subClassOf owl:Thing .", ""),
    ],
)  # fmt: skip
def test_what_follows_is_added(turtle: Callable[[str], Graph], ontology: str, expected: str) -> None:
    assert set(materialise(turtle(ontology), turtle(DATA))) == set(turtle(expected))


def test_what_follows_from_what_follows_is_added(turtle: Callable[[str], Graph]) -> None:
    ontology = turtle("""
        :r owl:propertyChainAxiom ( :p :q ) ; owl:inverseOf :s . :s rdfs:subPropertyOf :t . :t rdfs:range :B .
        :B rdfs:subClassOf :C .
    """)
    expected = turtle(":x :r :z . :z :s :x ; :t :x . :x a :B, :C .")
    assert set(materialise(ontology, turtle(DATA))) == set(expected)


def test_a_chain_is_closed_whichever_part_comes_last(turtle: Callable[[str], Graph]) -> None:
    ontology = turtle(":r owl:propertyChainAxiom ( :p :q :p ) .")
    for data in (":a :p :b . :b :q :c . :c :p :d .", ":c :p :d . :b :q :c . :a :p :b ."):
        assert set(materialise(ontology, turtle(data))) == set(turtle(":a :r :d ."))


def test_literals_never_become_subjects(turtle: Callable[[str], Graph]) -> None:
    ontology = turtle(":p rdfs:range :B ; owl:inverseOf :r .")
    assert not materialise(ontology, turtle(":x :p 'text' ."))


def test_circles_end(turtle: Callable[[str], Graph]) -> None:
    ontology = turtle(":p a owl:TransitiveProperty . :A rdfs:subClassOf :B . :B rdfs:subClassOf :A .")
    found = materialise(ontology, turtle(":x :p :y . :y :p :x ; a :B ."))
    assert set(found) == set(turtle(":x :p :x . :y :p :y ; a :A ."))
