"""The whole check of an ontology: profile, consistency, classes that nothing can belong to, and why."""

import logging
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from rdflib import OWL, RDF, RDFS, Graph, URIRef
from rdflib.term import Node

from ecosystem_graph.errors import ReasonerLimitError
from ecosystem_graph.progress import Progress, no_progress
from ecosystem_graph.reason.axiom import Axiom, is_builtin, read_axioms
from ecosystem_graph.reason.cause import find_cause_of_contradiction, find_cause_of_emptiness
from ecosystem_graph.reason.hermit import Classification, classify, require_java
from ecosystem_graph.reason.ontology import header, read_ontology
from ecosystem_graph.reason.profile import check_profile
from ecosystem_graph.reason.sentence import describe_axiom, label
from ecosystem_graph.reason.verdict import EmptyClass, Verdict

__all__ = ["MAX_STATEMENTS", "judge_ontology"]

logger = logging.getLogger(__name__)

MAX_STATEMENTS = 50_000
"""Statements of a release that HermiT takes: 30,000 need about 15 s, much more than this needs minutes."""


def judge_ontology(
    paths: Sequence[Path] = (), individuals: Path | None = None, progress: Progress = no_progress
) -> Verdict:
    """Check an ontology, with the statements of a release if wanted.

    Args:
        paths: Files of the ontology; the shipped one when empty.
        individuals: Default graph of a release, Turtle.
        progress: Told of each stage.

    Raises:
        ReasoningError: There is no Java, or HermiT does not take the ontology.
        ReasonerLimitError: The release is too large for a description-logic reasoner.
        SourceError: A file cannot be read.
    """
    require_java()
    started = time.perf_counter()
    progress("read", 0, None)
    ontology = read_ontology(paths)
    profile = check_profile(ontology)
    if individuals is not None:
        ontology += _statements(individuals)
    progress("classify", 0, None)
    found = classify(ontology)
    progress("explain", 0, None)
    verdict = _verdict(ontology, found, profile)
    logger.info("judged %d axioms in %.1f s", verdict.axioms, time.perf_counter() - started)
    return verdict


def _verdict(ontology: Graph, found: Classification, profile: Iterable[str]) -> Verdict:
    axioms = read_axioms(ontology)
    clash = () if found.consistent else find_cause_of_contradiction(ontology, axioms)
    name = header(ontology)
    return Verdict(
        ontology=str(name or ""),
        version=str(ontology.value(name, OWL.versionInfo) or "") if name else "",
        axioms=len(axioms),
        classes=len(_declared(ontology, OWL.Class)),
        properties=len(_declared(ontology, OWL.ObjectProperty, OWL.DatatypeProperty)),
        individuals=len({axiom.main[0] for axiom in axioms if axiom.is_statement}),
        profile=tuple(profile),
        consistent=found.consistent,
        contradiction=_sentences(ontology, clash),
        unsatisfiable=tuple(_empty_classes(ontology, axioms, found)),
        inferred=tuple(_inferred(ontology, found)),
    )


def _statements(path: Path) -> Graph:
    graph = read_ontology([path])
    if len(graph) > MAX_STATEMENTS:
        raise ReasonerLimitError(
            f"{path}: {len(graph):,} statements; a reasoner takes {MAX_STATEMENTS:,} at most",
            hint="Check the ontology alone, or a smaller release; `validate` checks releases of any size.",
        )
    return graph


def _empty_classes(ontology: Graph, axioms: Sequence[Axiom], found: Classification) -> Iterator[EmptyClass]:
    for name in sorted(map(URIRef, found.unsatisfiable)):
        wider = _empty_superclass(ontology, found, name)
        if wider is None:
            why = _sentences(ontology, find_cause_of_emptiness(ontology, axioms, name))
        else:
            step = Axiom("", (name, RDFS.subClassOf, wider))
            why = (describe_axiom(step, ontology), f"Nothing can belong to {label(ontology, wider)}.")
        yield EmptyClass(str(name), label(ontology, name), why)


def _empty_superclass(ontology: Graph, found: Classification, name: URIRef) -> Node | None:
    """Return a superclass that is empty for reasons of its own, if there is one."""
    above = [each for each in ontology.objects(name, RDFS.subClassOf) if str(each) in found.unsatisfiable]
    own = (each for each in above if name not in ontology.transitive_objects(each, RDFS.subClassOf))
    return min(own, key=str, default=None)


def _sentences(ontology: Graph, axioms: Iterable[Axiom]) -> tuple[str, ...]:
    return tuple(describe_axiom(axiom, ontology) for axiom in axioms)


def _inferred(ontology: Graph, found: Classification) -> Iterator[tuple[str, str]]:
    """Yield class and superclass where that is not stated, not even in several steps."""
    for name, ancestors in sorted(found.ancestors.items()):
        if name not in found.unsatisfiable:
            stated = set(map(str, ontology.transitive_objects(URIRef(name), RDFS.subClassOf)))
            yield from ((name, wider) for wider in sorted(ancestors - stated) if not is_builtin(URIRef(wider)))


def _declared(ontology: Graph, *kinds: Node) -> set[Node]:
    return {name for kind in kinds for name in ontology.subjects(RDF.type, kind) if isinstance(name, URIRef)}
