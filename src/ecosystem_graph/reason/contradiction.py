"""Something that belongs to two disjoint classes, found by following the axioms that name a class."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product

from rdflib import OWL, RDF, RDFS, BNode
from rdflib.term import Node

from ecosystem_graph.reason.axiom import Axiom, is_builtin

__all__ = ["find_contradiction"]

Reason = tuple[Axiom, ...]


def find_contradiction(axioms: Sequence[Axiom]) -> Reason | None:
    """Return the axioms that put one thing into two disjoint classes.

    Only steps between named classes and properties are taken: classes and their superclasses, properties and their
    superproperties, domains and ranges. Each step is an entailment, so what is found is a contradiction, and found in
    no time; contradictions of other kinds are not found.

    Args:
        axioms: Schema and statements about individuals.

    Returns:
        The shortest reason found, each step after those it rests on; or None.
    """
    apart = {frozenset((axiom.main[0], axiom.main[2])): axiom for axiom in axioms if axiom.main[1] == OWL.disjointWith}
    above = _by_subject(axioms, RDFS.subClassOf)
    found = list(_contradictions(_member_reasons(axioms).values(), above, apart))
    return min(found, key=lambda reason: (len(reason), [axiom.key for axiom in reason]), default=None)


def _contradictions(
    members: Iterable[Mapping[Node, Reason]],
    above: Mapping[Node, list[Axiom]],
    apart: Mapping[frozenset[Node], Axiom],
) -> Iterator[Reason]:
    for classes in members:
        closed = _close(classes, above)
        for pair in combinations(sorted(closed, key=str), 2):
            if axiom := apart.get(frozenset(pair)):
                yield tuple(dict.fromkeys((*closed[pair[0]], *closed[pair[1]], axiom)))


def _member_reasons(axioms: Sequence[Axiom]) -> dict[Node, dict[Node, Reason]]:
    """Return for each individual the classes that statements about it put it into, each with its reason."""
    limits = ((0, _by_subject(axioms, RDFS.domain)), (2, _by_subject(axioms, RDFS.range)))
    wider = _by_subject(axioms, RDFS.subPropertyOf)
    properties = {name: _close({name: ()}, wider) for name in {axiom.main[1] for axiom in axioms}}
    members: dict[Node, dict[Node, Reason]] = defaultdict(dict)
    for axiom in axioms:
        subject, predicate, value = axiom.main
        if predicate == RDF.type and not is_builtin(value):
            members[subject][value] = (axiom,)
        elif not is_builtin(predicate):
            for (place, known), (name, steps) in product(limits, properties[predicate].items()):
                for limit in known.get(name, ()):
                    members[axiom.main[place]].setdefault(limit.main[2], (axiom, *steps, limit))
    return members


def _close(start: Mapping[Node, Reason], above: Mapping[Node, list[Axiom]]) -> dict[Node, Reason]:
    """Return names and what lies above them, each with the steps that lead there; breadth first, so that they are few.

    A superclass that is reached twice keeps its first reason.
    """
    reached, waiting = dict(start), sorted(start, key=lambda name: (len(start[name]), str(name)))
    for name in waiting:
        for axiom in above.get(name, ()):
            wider = axiom.main[2]
            if wider not in reached:
                reached[wider] = (*reached[name], axiom)
                waiting.append(wider)
    return reached


def _by_subject(axioms: Iterable[Axiom], predicate: Node) -> dict[Node, list[Axiom]]:
    found: dict[Node, list[Axiom]] = defaultdict(list)
    for axiom in axioms:
        if axiom.main[1] == predicate and not isinstance(axiom.main[2], BNode):
            found[axiom.main[0]].append(axiom)
    return found
