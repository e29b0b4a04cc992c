"""Whether an ontology is OWL 2 DL, so that a description-logic reasoner can be trusted with it."""

from collections import Counter
from collections.abc import Iterable, Iterator

import networkx as nx
from rdflib import OWL, RDF, RDFS, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from ecosystem_graph.namespaces import XSD
from ecosystem_graph.reason.axiom import is_builtin

__all__ = ["check_profile"]

_PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
_CLASS_PLACES = (RDFS.subClassOf, OWL.equivalentClass, OWL.disjointWith, OWL.complementOf)
_FILLERS = (RDF.type, OWL.someValuesFrom, OWL.allValuesFrom, OWL.onClass)
_LISTS = (OWL.unionOf, OWL.intersectionOf)
_SIMPLE_ONLY = (OWL.FunctionalProperty, OWL.InverseFunctionalProperty, OWL.IrreflexiveProperty, OWL.AsymmetricProperty)
_COUNTING = (OWL.cardinality, OWL.minCardinality, OWL.maxCardinality, OWL.qualifiedCardinality, OWL.hasSelf,
             OWL.minQualifiedCardinality, OWL.maxQualifiedCardinality)  # fmt: skip
_XSD_NAMES = """
    decimal integer nonNegativeInteger nonPositiveInteger positiveInteger negativeInteger long int short byte
    unsignedLong unsignedInt unsignedShort unsignedByte double float string normalizedString token language Name NCName
    NMTOKEN boolean hexBinary base64Binary anyURI dateTime dateTimeStamp
"""
_DATATYPES = {OWL.real, OWL.rational, RDFS.Literal, RDF.PlainLiteral, RDF.XMLLiteral} | {
    URIRef(XSD + name) for name in _XSD_NAMES.split()
}


def check_profile(ontology: Graph) -> list[str]:
    """Return what keeps an ontology from being OWL 2 DL, as sorted sentences; none when it is.

    Checked: one header; every name declared, and as one kind of property; only datatypes of the OWL 2 datatype map;
    properties with chains or transitivity neither counted nor functional; chains without circles; expressions that are
    trees. Not checked: circles of datatype definitions and of nameless individuals.

    Source:
        OWL 2 Web Ontology Language, Structural Specification, sections 3 and 11. https://www.w3.org/TR/owl2-syntax/
    """
    checks = (_headers, _undeclared, _mixed, _datatypes, _composite_where_simple_needed, _irregular, _shared)
    return sorted({finding for check in checks for finding in check(ontology)})


def _declared(ontology: Graph, *kinds: Node) -> set[Node]:
    return {name for kind in kinds for name in ontology.subjects(RDF.type, kind)}


def _headers(ontology: Graph) -> Iterator[str]:
    headers = _declared(ontology, OWL.Ontology)
    if len(headers) != 1:
        yield f"An ontology has one header; this one has {len(headers)}."
    for version in ontology.objects(None, OWL.versionIRI):
        if not isinstance(version, URIRef):
            yield f"The version IRI {version} is not an IRI."


def _undeclared(ontology: Graph) -> Iterator[str]:
    properties, classes = _declared(ontology, *_PROPERTIES), _declared(ontology, OWL.Class, RDFS.Datatype)
    used = {*ontology.predicates(), *ontology.objects(None, OWL.onProperty)}
    yield from (f"<{name}> is used as a property and not declared." for name in _unknown(used, properties))
    yield from (f"<{name}> is used as a class and not declared." for name in _unknown(_used_classes(ontology), classes))


def _unknown(used: Iterable[Node], declared: set[Node]) -> Iterator[Node]:
    return (name for name in used if isinstance(name, URIRef) and not is_builtin(name) and name not in declared)


def _used_classes(ontology: Graph) -> Iterator[Node]:
    yield from (node for place in _FILLERS for node in ontology.objects(None, place))
    for place in _CLASS_PLACES:
        yield from (node for pair in ontology.subject_objects(place) for node in pair)
    for first in (node for place in _LISTS for node in ontology.objects(None, place)):
        yield from Collection(ontology, first)
    for owner in _declared(ontology, OWL.ObjectProperty, OWL.DatatypeProperty):
        yield from ontology.objects(owner, RDFS.domain)
        yield from ontology.objects(owner, RDFS.range)


def _mixed(ontology: Graph) -> Iterator[str]:
    counted = Counter(name for kind in _PROPERTIES for name in _declared(ontology, kind))
    yield from (f"<{name}> is declared as {count} kinds of property." for name, count in counted.items() if count > 1)
    both = _declared(ontology, OWL.Class) & _declared(ontology, RDFS.Datatype)
    yield from (f"<{name}> is declared as class and as datatype." for name in both if not isinstance(name, BNode))
    for name in _declared(ontology, OWL.Class, *_PROPERTIES[:2]):
        if isinstance(name, URIRef) and is_builtin(name) and name not in (OWL.Thing, OWL.Nothing):
            yield f"<{name}> belongs to RDF, RDFS or OWL and cannot be declared anew."


def _datatypes(ontology: Graph) -> Iterator[str]:
    defined = _DATATYPES | _declared(ontology, RDFS.Datatype)
    for name in _declared(ontology, OWL.DatatypeProperty):
        for limit in ontology.objects(name, RDFS.range):
            if limit not in defined:
                yield f"<{name}> has the range <{limit}>, which is not a datatype of OWL 2."
        for value in ontology.objects(None, URIRef(str(name))):
            if isinstance(value, Literal) and value.datatype and value.datatype not in defined:
                yield f"<{name}> has values of <{value.datatype}>, which is not a datatype of OWL 2."


def _composite_where_simple_needed(ontology: Graph) -> Iterator[str]:
    start = {*_declared(ontology, OWL.TransitiveProperty), *ontology.subjects(OWL.propertyChainAxiom, None)}
    above = nx.DiGraph(_weak_links(ontology))
    composite = start.union(*(nx.descendants(above, name) for name in start if name in above))
    counted = {
        ontology.value(node, OWL.onProperty) for counting in _COUNTING for node in ontology.subjects(counting, None)
    }
    apart = {name for pair in ontology.subject_objects(OWL.propertyDisjointWith) for name in pair}
    for name in composite & {*_declared(ontology, *_SIMPLE_ONLY), *counted, *apart}:
        yield f"<{name}> follows from chains or several steps, so it cannot be counted, functional or disjoint."


def _irregular(ontology: Graph) -> Iterator[str]:
    strict = list(_chain_links(ontology))
    order = nx.DiGraph([*_weak_links(ontology), *strict])
    for part in nx.strongly_connected_components(order):
        if any(one in part and other in part for one, other in strict):
            names = ", ".join(f"<{name}>" for name in sorted(part, key=str))
            yield f"Property chains go round in a circle: {names}."


def _weak_links(ontology: Graph) -> Iterator[tuple[Node, Node]]:
    """Yield properties and properties that hold whenever they do; inverses stand for each other."""
    yield from ontology.subject_objects(RDFS.subPropertyOf)
    for place in (OWL.inverseOf, OWL.equivalentProperty):
        for one, other in ontology.subject_objects(place):
            yield from ((one, other), (other, one))


def _chain_links(ontology: Graph) -> Iterator[tuple[Node, Node]]:
    """Yield parts of chains and what they imply; a chain may begin or end with the property that it implies."""
    for implied, first in ontology.subject_objects(OWL.propertyChainAxiom):
        parts = list(Collection(ontology, first))
        inner = parts[1:] if parts[0] == implied else parts[:-1] if parts[-1] == implied else parts
        yield from ((part, implied) for part in inner if parts != [implied, implied])


def _shared(ontology: Graph) -> Iterator[str]:
    uses = Counter(node for node in ontology.objects() if isinstance(node, BNode))
    if any(count > 1 for count in uses.values()):
        yield "A class expression or list is used in two places."
