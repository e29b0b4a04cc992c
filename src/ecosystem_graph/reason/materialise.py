"""Statements that follow from a graph and its ontology, for those who query without a reasoner."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rdflib import OWL, RDF, RDFS, BNode, Graph, Literal
from rdflib.collection import Collection
from rdflib.term import Node

from ecosystem_graph.reason.axiom import Triple, is_builtin

__all__ = ["materialise"]

Step = tuple[Node, bool]
"""A property, and whether it is followed backwards."""


@dataclass(frozen=True, slots=True)
class _Path:
    """What is linked by steps is also linked by a property. Superproperties and inverses are paths of one step."""

    steps: tuple[Step, ...]
    implied: Node


def materialise(ontology: Graph, graph: Graph) -> Graph:
    """Return the statements that a graph entails beside those it has.

    Taken into account: superclasses, superproperties and equivalent ones, inverse, symmetric and transitive
    properties, property chains, and domains and ranges that have a name. That is the part of OWL 2 RL that the ontology
    uses for new statements; ``owl:Thing``, equality of individuals and classes without a name are left out.

    Args:
        ontology: Classes and properties.
        graph: Statements about individuals. It is not changed.

    Returns:
        New statements. Time and memory are proportional to the statements, old and new.

    Source:
        OWL 2 Profiles, section 4.3, rules cax-sco, cax-eqc, prp-spo1, prp-spo2, prp-eqp, prp-inv, prp-symp,
        prp-trp, prp-dom, prp-rng. https://www.w3.org/TR/owl2-profiles/
    """
    closure = _Closure(ontology)
    for triple in graph:
        closure.add(triple)
    entailed = Graph()
    for triple in closure.triples() - set(graph):
        entailed.add(triple)
    return entailed


class _Closure:
    """Statements, and everything that follows from them as they come in."""

    def __init__(self, ontology: Graph) -> None:
        hierarchy = _hierarchy(ontology)
        self._above = {
            name: set(_named(hierarchy.transitive_objects(name, RDFS.subClassOf))) - {name}
            for name in set(hierarchy.subjects())
        }
        self._limits = [
            {name: set(_named(ontology.objects(name, place))) for name in set(ontology.subjects(place))}
            for place in (RDFS.domain, RDFS.range)
        ]
        self._starts: dict[Node, list[tuple[_Path, int]]] = defaultdict(list)
        for path in _paths(ontology):
            for position, (name, _) in enumerate(path.steps):
                self._starts[name].append((path, position))
        self._forward: dict[Node, dict[Node, set[Node]]] = defaultdict(lambda: defaultdict(set))
        self._backward: dict[Node, dict[Node, set[Node]]] = defaultdict(lambda: defaultdict(set))

    def triples(self) -> set[Triple]:
        return {
            (subject, name, value)
            for name, links in self._forward.items()
            for subject, values in links.items()
            for value in values
        }

    def add(self, stated: Triple) -> None:
        waiting = [stated]
        while waiting:
            subject, name, value = waiting.pop()
            if value not in self._forward[name][subject]:
                self._forward[name][subject].add(value)
                self._backward[name][value].add(subject)
                waiting += self._consequences(subject, name, value)

    def _consequences(self, subject: Node, name: Node, value: Node) -> Iterator[Triple]:
        if name == RDF.type:
            yield from ((subject, RDF.type, above) for above in self._above.get(value, ()))
            return
        for limits, node in zip(self._limits, (subject, value), strict=True):
            if not isinstance(node, Literal):
                yield from ((node, RDF.type, limit) for limit in limits.get(name, ()))
        for path, position in self._starts.get(name, ()):
            start, end = (value, subject) if path.steps[position][1] else (subject, value)
            for first in self._reach({start}, [(each, not back) for each, back in reversed(path.steps[:position])]):
                if not isinstance(first, Literal):
                    for last in self._reach({end}, path.steps[position + 1 :]):
                        yield first, path.implied, last

    def _reach(self, nodes: set[Node], steps: Sequence[Step]) -> set[Node]:
        for name, backwards in steps:
            links: Mapping[Node, set[Node]] = (self._backward if backwards else self._forward)[name]
            nodes = {each for node in nodes for each in links.get(node, ())}
        return nodes


def _named(nodes: Iterable[Node | None]) -> Iterator[Node]:
    return (node for node in nodes if node is not None and not isinstance(node, BNode) and not is_builtin(node))


def _hierarchy(ontology: Graph) -> Graph:
    """Return subclass links alone; equivalent classes are below each other."""
    hierarchy = Graph()
    for narrow, wide in ontology.subject_objects(RDFS.subClassOf):
        hierarchy.add((narrow, RDFS.subClassOf, wide))
    for one, other in ontology.subject_objects(OWL.equivalentClass):
        hierarchy.add((one, RDFS.subClassOf, other))
        hierarchy.add((other, RDFS.subClassOf, one))
    return hierarchy


def _paths(ontology: Graph) -> Iterator[_Path]:
    for narrow, wide in ontology.subject_objects(RDFS.subPropertyOf):
        yield _Path(((narrow, False),), wide)
    for one, other in ontology.subject_objects(OWL.equivalentProperty):
        yield from (_Path(((one, False),), other), _Path(((other, False),), one))
    for one, other in ontology.subject_objects(OWL.inverseOf):
        if not isinstance(one, BNode):
            yield from (_Path(((one, True),), other), _Path(((other, True),), one))
    for name in ontology.subjects(RDF.type, OWL.SymmetricProperty):
        yield _Path(((name, True),), name)
    for name in ontology.subjects(RDF.type, OWL.TransitiveProperty):
        yield _Path(((name, False), (name, False)), name)
    for implied, first in ontology.subject_objects(OWL.propertyChainAxiom):
        yield _Path(tuple(_step(ontology, part) for part in Collection(ontology, first)), implied)


def _step(ontology: Graph, part: Node) -> Step:
    inverse = ontology.value(part, OWL.inverseOf) if isinstance(part, BNode) else None
    return (part, False) if inverse is None else (inverse, True)
