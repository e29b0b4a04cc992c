"""Why a class is empty or an ontology contradicts itself: first by following axioms, else by asking the reasoner."""

from collections.abc import Callable, Sequence
from contextlib import suppress

from rdflib import OWL, RDF, BNode, Graph, URIRef

from ecosystem_graph.reason.axiom import Axiom, read_declarations
from ecosystem_graph.reason.contradiction import find_contradiction
from ecosystem_graph.reason.explanation import smallest_reason
from ecosystem_graph.reason.hermit import Classification, classify
from ecosystem_graph.reason.relevance import relevant_axioms

__all__ = ["find_cause_of_contradiction", "find_cause_of_emptiness"]

Reason = tuple[Axiom, ...]

_MAX_CANDIDATES = 2_000
"""Above this, asking the reasoner about parts of an ontology would take more than some minutes."""


def find_cause_of_emptiness(ontology: Graph, axioms: Sequence[Axiom], name: URIRef) -> Reason:
    """Return axioms that together leave nothing to belong to a class; leaving out any of them would.

    Args:
        ontology: A consistent ontology.
        axioms: Its axioms.
        name: A class that the reasoner found to be empty.
    """
    schema = [axiom for axiom in axioms if not axiom.is_statement]
    member = Axiom("", (BNode(), RDF.type, name))
    if steps := find_contradiction([member, *schema]):
        return tuple(step for step in steps if step is not member)
    follows = _asking(ontology, lambda found: not found.consistent or str(name) in found.unsatisfiable)
    # Individuals can only matter where the schema names some of them.
    for candidates in (relevant_axioms(schema, [name]), relevant_axioms(axioms, [name])):
        if len(candidates) <= _MAX_CANDIDATES:
            with suppress(ValueError):
                return _clash_last(smallest_reason(candidates, follows))
    return ()


def find_cause_of_contradiction(ontology: Graph, axioms: Sequence[Axiom]) -> Reason:
    """Return axioms that cannot all be true, none of them to spare; none when finding them would take too long.

    Args:
        ontology: An inconsistent ontology.
        axioms: Its axioms.
    """
    if steps := find_contradiction(axioms):
        return steps
    candidates = relevant_axioms(axioms, [])
    if len(candidates) > _MAX_CANDIDATES:
        return ()
    return _clash_last(smallest_reason(candidates, _asking(ontology, lambda found: not found.consistent)))


def _clash_last(axioms: Sequence[Axiom]) -> Reason:
    """Put what leads to the clash before what makes it one."""
    return tuple(sorted(axioms, key=lambda axiom: axiom.main[1] == OWL.disjointWith))


def _asking(ontology: Graph, answer: Callable[[Classification], bool]) -> Callable[[Sequence[Axiom]], bool]:
    """Return a function that tells what HermiT says about some of the axioms."""
    declarations = read_declarations(ontology)

    def follows(axioms: Sequence[Axiom]) -> bool:
        part = Graph()
        part += declarations
        for axiom in axioms:
            for triple in axiom.triples:
                part.add(triple)
        return answer(classify(part))

    return follows
