"""The few axioms that can matter for one class, so that a reasoner has to look at no others."""

from collections.abc import Iterable, Sequence

from rdflib import OWL, RDF, RDFS, BNode, URIRef
from rdflib.term import Node

from ecosystem_graph.reason.axiom import Axiom

__all__ = ["relevant_axioms"]

_ABOUT_SUBJECT = {RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range}
_ABOUT_BOTH = {OWL.disjointWith, OWL.propertyDisjointWith}
_ABOUT_EITHER = {OWL.inverseOf, OWL.equivalentClass, OWL.equivalentProperty}
_SCHEMA = _ABOUT_SUBJECT | _ABOUT_BOTH | _ABOUT_EITHER | {OWL.propertyChainAxiom}


def relevant_axioms(axioms: Sequence[Axiom], names: Iterable[URIRef]) -> list[Axiom]:
    """Return a part of an ontology that says the same as the whole about the given classes.

    An axiom stays out while it would hold trivially if everything not yet looked at were empty: "every project is a
    collaboration" says nothing as long as projects do not matter. Whatever stays in brings its own names along, until
    nothing changes. This is a module for locality with respect to the empty class: each smallest set of axioms that
    makes one of the classes empty lies inside it.

    Args:
        axioms: All axioms.
        names: Classes that matter. Statements about individuals always do.

    Returns:
        The part, in the order of the axioms.

    Source:
        Cuenca Grau, Horrocks, Kazakov, Sattler (2008), Modular reuse of ontologies: theory and practice, Journal of
        Artificial Intelligence Research 31, 273-318, https://doi.org/10.1613/jair.2375
    """
    known, kept, open_axioms = set(names), set[Axiom](), list(axioms)
    changed = True
    while changed:
        speaking = [axiom for axiom in open_axioms if not _is_silent(axiom, known)]
        open_axioms = [axiom for axiom in open_axioms if _is_silent(axiom, known)]
        kept.update(speaking)
        known.update(*(axiom.names for axiom in speaking))
        changed = bool(speaking)
    return [axiom for axiom in axioms if axiom in kept]


def _is_silent(axiom: Axiom, known: set[URIRef]) -> bool:
    """Tell whether an axiom holds trivially when every class and property that is not known is empty."""
    subject, predicate, value = axiom.main
    if predicate == RDF.type and value in (OWL.ReflexiveProperty, OWL.NegativePropertyAssertion):
        return False
    if predicate in _ABOUT_SUBJECT or (predicate == RDF.type and str(value).startswith(str(OWL))):
        return _is_empty(subject, known)
    if predicate in _ABOUT_BOTH:
        return _is_empty(subject, known) or _is_empty(value, known)
    if predicate in _ABOUT_EITHER:
        return _is_empty(subject, known) and _is_empty(value, known)
    if predicate == OWL.propertyChainAxiom:
        return bool(axiom.names - known - {subject})
    return False


def _is_empty(node: Node, known: set[URIRef]) -> bool:
    """Tell whether a name is not known; an expression may be anything."""
    return not isinstance(node, BNode) and node not in known
