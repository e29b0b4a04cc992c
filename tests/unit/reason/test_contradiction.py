from collections.abc import Callable

from ecosystem_graph.reason.axiom import Axiom
from ecosystem_graph.reason.contradiction import find_contradiction

Reader = Callable[[str], list[Axiom]]


def steps(found: tuple[Axiom, ...] | None) -> list[str]:
    return [] if found is None else [" ".join(str(node).rpartition("/")[2] for node in axiom.main) for axiom in found]


def test_a_thing_in_two_disjoint_classes_is_found(axioms: Reader) -> None:
    found = find_contradiction(axioms("""
        :A rdfs:subClassOf :B . :B rdfs:subClassOf :C . :C owl:disjointWith :D . :x a :A, :D .
    """))  # fmt: skip
    assert steps(found) == [
        "x 22-rdf-syntax-ns#type A",
        "A rdf-schema#subClassOf B",
        "B rdf-schema#subClassOf C",
        "x 22-rdf-syntax-ns#type D",
        "C owl#disjointWith D",
    ]


def test_domains_ranges_and_superproperties_are_followed(axioms: Reader) -> None:
    found = find_contradiction(axioms("""
        :p a owl:ObjectProperty ; rdfs:subPropertyOf :q . :q rdfs:range :A . :r a owl:ObjectProperty ; rdfs:domain :B .
        [] a owl:AllDisjointClasses ; owl:members ( :A :B ) . :x :p :y . :y :r :z .
    """))  # fmt: skip
    assert steps(found) == [
        "x p y",
        "p rdf-schema#subPropertyOf q",
        "q rdf-schema#range A",
        "y r z",
        "r rdf-schema#domain B",
        "A owl#disjointWith B",
    ]


def test_of_several_contradictions_the_shortest_is_told(axioms: Reader) -> None:
    found = find_contradiction(axioms(":A owl:disjointWith :B . :C rdfs:subClassOf :A . :x a :C, :B . :y a :A, :B ."))
    assert len(steps(found)) == 3


def test_without_contradiction_there_is_none(axioms: Reader) -> None:
    assert find_contradiction(axioms(":A owl:disjointWith :B . :x a :A . :y a :B .")) is None


def test_circles_of_classes_end(axioms: Reader) -> None:
    assert find_contradiction(axioms(":A rdfs:subClassOf :B . :B rdfs:subClassOf :A . :x a :A .")) is None


def test_values_that_are_literals_do_no_harm(axioms: Reader) -> None:
    assert find_contradiction(axioms(":p a owl:DatatypeProperty ; rdfs:range xsd:string . :x :p 'text' .")) is None
