"""The axioms of an ontology, each with all its triples, so that any of them can be left out."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations

from rdflib import OWL, RDF, RDFS, BNode, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from ecosystem_graph.namespaces import XSD

__all__ = ["KINDS", "Axiom", "Triple", "is_builtin", "read_axioms", "read_declarations"]

Triple = tuple[Node, Node, Node]

KINDS = (
    OWL.Class,
    OWL.ObjectProperty,
    OWL.DatatypeProperty,
    OWL.AnnotationProperty,
    RDFS.Datatype,
    OWL.NamedIndividual,
)
"""What a declaration can declare."""

_LOGICAL = {
    RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.equivalentClass, OWL.equivalentProperty,
    OWL.disjointWith, OWL.disjointUnionOf, OWL.propertyDisjointWith, OWL.inverseOf, OWL.propertyChainAxiom, OWL.hasKey,
    OWL.sameAs, OWL.differentFrom, OWL.unionOf, OWL.intersectionOf, OWL.complementOf, OWL.oneOf,
}  # fmt: skip
_CHARACTERISTICS = {
    OWL.FunctionalProperty, OWL.InverseFunctionalProperty, OWL.TransitiveProperty, OWL.SymmetricProperty,
    OWL.AsymmetricProperty, OWL.ReflexiveProperty, OWL.IrreflexiveProperty,
}  # fmt: skip
_ABOUT_INDIVIDUALS = {OWL.sameAs, OWL.differentFrom}
_PAIRWISE = {
    OWL.AllDisjointClasses: OWL.disjointWith,
    OWL.AllDisjointProperties: OWL.propertyDisjointWith,
    OWL.AllDifferent: OWL.differentFrom,
}


def is_builtin(name: Node) -> bool:
    """Tell whether an IRI belongs to RDF, RDFS, OWL or XML Schema and not to an ontology."""
    return any(str(name).startswith(str(space)) for space in (OWL, RDF, RDFS, XSD))


@dataclass(frozen=True, slots=True)
class Axiom:
    """One axiom.

    Attributes:
        key: The axiom as text; the same for the same axiom, whatever its blank nodes are called.
        main: The triple that says what kind of axiom it is.
        expressions: Triples of the blank nodes that it refers to, at any depth.
    """

    key: str
    main: Triple = field(compare=False)
    expressions: tuple[Triple, ...] = field(default=(), compare=False)

    @property
    def triples(self) -> tuple[Triple, ...]:
        """All triples of the axiom."""
        return (self.main, *self.expressions)

    @property
    def is_statement(self) -> bool:
        """Whether it is about individuals and not about classes and properties."""
        _, predicate, value = self.main
        return not is_builtin(value if predicate == RDF.type else predicate) or predicate in _ABOUT_INDIVIDUALS

    @property
    def names(self) -> frozenset[URIRef]:
        """Classes, properties and individuals that the axiom speaks of."""
        nodes = {node for triple in self.triples for node in triple}
        return frozenset(node for node in nodes if isinstance(node, URIRef) and not is_builtin(node))


def read_axioms(ontology: Graph) -> list[Axiom]:
    """Return the logical axioms of an ontology, sorted; those over many things at once are split into pairs.

    Declarations, annotations and the header are no axioms. Statements about individuals are, where their property is a
    declared object or datatype property.
    """
    found = (*_named(ontology), *_inclusions(ontology), *_pairs(ontology), *_negations(ontology))
    return sorted(set(found), key=lambda axiom: axiom.key)


def read_declarations(ontology: Graph) -> Graph:
    """Return what says of names what kind of thing they are, and the header."""
    declared = Graph()
    for kind in (*KINDS, OWL.Ontology):
        for name in ontology.subjects(RDF.type, kind):
            if isinstance(name, URIRef):
                declared.add((name, RDF.type, kind))
    return declared


def _named(ontology: Graph) -> Iterator[Axiom]:
    """Yield the axioms whose subject has a name, or is a nameless individual."""
    silent = {*ontology.subjects(RDF.type, OWL.AnnotationProperty), *ontology.subjects(RDF.type, OWL.Ontology)}
    asserting = {*ontology.subjects(RDF.type, OWL.ObjectProperty), *ontology.subjects(RDF.type, OWL.DatatypeProperty)}
    for triple in ontology:
        subject, predicate, value = triple
        if subject in silent:
            continue
        is_logical = predicate in _LOGICAL and isinstance(subject, URIRef)
        is_typing = predicate == RDF.type and (value in _CHARACTERISTICS or not is_builtin(value))
        if is_logical or is_typing or predicate in asserting:
            yield _axiom(ontology, triple)


def _inclusions(ontology: Graph) -> Iterator[Axiom]:
    """Yield the axioms that put a class without a name below another class."""
    for triple in ontology.triples((None, RDFS.subClassOf, None)):
        if isinstance(triple[0], BNode):
            yield _axiom(ontology, triple)


def _pairs(ontology: Graph) -> Iterator[Axiom]:
    for kind, predicate in _PAIRWISE.items():
        for node in ontology.subjects(RDF.type, kind):
            first = ontology.value(node, OWL.members) or ontology.value(node, OWL.distinctMembers)
            members = [] if first is None else sorted(Collection(ontology, first), key=str)
            yield from (_axiom(ontology, (one, predicate, other)) for one, other in combinations(members, 2))


def _negations(ontology: Graph) -> Iterator[Axiom]:
    for node in ontology.subjects(RDF.type, OWL.NegativePropertyAssertion):
        yield _axiom(ontology, (node, RDF.type, OWL.NegativePropertyAssertion))


def _axiom(ontology: Graph, main: Triple) -> Axiom:
    subject, predicate, value = main
    key = " ".join((_text(ontology, subject), predicate.n3(), _text(ontology, value)))
    expressions = {*_below(ontology, subject), *_below(ontology, value)} - {main}
    return Axiom(key, main, tuple(sorted(expressions)))


def _below(ontology: Graph, node: Node, path: tuple[Node, ...] = ()) -> Iterator[Triple]:
    """Yield the triples of a blank node and of the blank nodes it refers to; a circle is followed once."""
    if not isinstance(node, BNode) or node in path:
        return
    for triple in ontology.triples((node, None, None)):
        if triple[1] != RDFS.subClassOf:
            yield triple
            yield from _below(ontology, triple[2], (*path, node))


def _text(ontology: Graph, node: Node, path: tuple[Node, ...] = ()) -> str:
    if not isinstance(node, BNode):
        return node.n3()
    if node in path:
        return "[]"
    parts = [(name, value) for name, value in ontology.predicate_objects(node) if name != RDFS.subClassOf]
    texts = (f"{name.n3()} {_text(ontology, value, (*path, node))}" for name, value in parts)
    return f"[{'; '.join(sorted(texts))}]"
