"""Axioms as English sentences, with labels in place of IRIs."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, Literal
from rdflib.collection import Collection
from rdflib.term import Node

from ecosystem_graph.reason.axiom import Axiom

__all__ = ["describe_axiom", "label"]

_PATTERNS: Final[Mapping[Node, str]] = MappingProxyType(
    {
        RDFS.subClassOf: "Every {s} is a {o}.",
        OWL.equivalentClass: "Every {s} is a {o}, and the other way round.",
        OWL.disjointWith: "Nothing is both a {s} and a {o}.",
        RDFS.domain: "Whatever has {s} is a {o}.",
        RDFS.range: "Whatever is the value of {s} is a {o}.",
        RDFS.subPropertyOf: "What is linked by {s} is also linked by {o}.",
        OWL.equivalentProperty: "What is linked by {s} is also linked by {o}, and the other way round.",
        OWL.propertyDisjointWith: "Nothing is linked by both {s} and {o}.",
        OWL.inverseOf: "{s} is {o} read backwards.",
        OWL.propertyChainAxiom: "What is linked by {o} is also linked by {s}.",
        OWL.sameAs: "{s} is the same as {o}.",
        OWL.differentFrom: "{s} is not {o}.",
        OWL.unionOf: "A {s} is {o}.",
        OWL.intersectionOf: "A {s} is {o}.",
        OWL.complementOf: "A {s} is whatever is not a {o}.",
        OWL.oneOf: "A {s} is {o}.",
        OWL.FunctionalProperty: "Nothing has two values of {s}.",
        OWL.InverseFunctionalProperty: "No two things share a value of {s}.",
        OWL.TransitiveProperty: "What is reached by {s} in several steps is also linked by it.",
        OWL.SymmetricProperty: "{s} holds in both directions.",
        OWL.AsymmetricProperty: "{s} never holds in both directions.",
        OWL.IrreflexiveProperty: "Nothing has itself as {s}.",
        OWL.ReflexiveProperty: "Everything has itself as {s}.",
        RDF.type: "{s} is a {o}.",
    }
)
_RESTRICTIONS: Final[Mapping[Node, str]] = MappingProxyType(
    {
        OWL.someValuesFrom: "thing with some {p} that is a {o}",
        OWL.allValuesFrom: "thing whose every {p} is a {o}",
        OWL.hasValue: "thing with {p} {o}",
        OWL.minCardinality: "thing with at least {o} {p}",
        OWL.maxCardinality: "thing with at most {o} {p}",
        OWL.cardinality: "thing with exactly {o} {p}",
        OWL.minQualifiedCardinality: "thing with at least {o} {p} that is a {q}",
        OWL.maxQualifiedCardinality: "thing with at most {o} {p} that is a {q}",
        OWL.qualifiedCardinality: "thing with exactly {o} {p} that is a {q}",
    }
)


def describe_axiom(axiom: Axiom, labels: Graph) -> str:
    """Return an axiom as one sentence.

    Args:
        axiom: The axiom.
        labels: Graph with ``rdfs:label`` or ``skos:prefLabel``; names without one are shown by the end of their IRI.

    Examples:
        >>> from rdflib import URIRef
        >>> place, thing = URIRef("http://example.org/Place"), URIRef("http://example.org/Thing")
        >>> describe_axiom(Axiom("", (place, RDFS.subClassOf, thing)), Graph())
        'Every “Place” is a “Thing”.'
    """
    expressions = Graph()
    for triple in axiom.expressions:
        expressions.add(triple)

    def say(node: Node | None) -> str:
        return _expression(expressions, node, say) if isinstance(node, BNode) else label(labels, node)

    subject, predicate, value = axiom.main
    stated = "{s} has {p} {o}." if isinstance(value, Literal) else "{s} is linked by {p} to {o}."
    kind = value if value in _PATTERNS else predicate
    sentence = _PATTERNS.get(kind, stated).format(s=say(subject), p=say(predicate), o=say(value))
    return re.sub(r"\b([Aa]) (?=“(?!Eu|eu)[AEIOaeio])", r"\1n ", sentence)


def label(labels: Graph, node: Node | None) -> str:
    """Return the English label of a name in quotation marks, else the end of its IRI; a literal as it is."""
    if isinstance(node, Literal):
        return str(node)
    texts = [text for name in (RDFS.label, SKOS.prefLabel) for text in labels.objects(node, name)]
    ranked = sorted(texts, key=lambda text: (getattr(text, "language", None) != "en", str(text)))
    end = str(node).rstrip("/#").replace("#", "/").rpartition("/")[2]
    return f"“{ranked[0] if ranked else end}”"


def _expression(expressions: Graph, node: Node, say: Callable[[Node | None], str]) -> str:
    """Return a class or property expression, or a list, in words."""
    found = dict(expressions.predicate_objects(node))
    if RDF.first in found:
        return ", then by ".join(say(each) for each in Collection(expressions, node))
    if OWL.inverseOf in found:
        return f"{say(found[OWL.inverseOf])} read backwards"
    for name, between in ((OWL.unionOf, " or "), (OWL.intersectionOf, " and "), (OWL.oneOf, " or ")):
        if name in found:
            return between.join(say(each) for each in Collection(expressions, found[name]))
    for restriction, pattern in _RESTRICTIONS.items():
        if restriction in found:
            parts = {"p": OWL.onProperty, "o": restriction, "q": OWL.onClass}
            return pattern.format(**{place: say(found.get(part)) for place, part in parts.items()})
    negated = found.get(OWL.complementOf)
    return "something without a name" if negated is None else f"thing that is not a {say(negated)}"
