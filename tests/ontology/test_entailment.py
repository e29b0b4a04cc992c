"""What a build adds to the default graph, and what `materialise` returns, is what an OWL RL reasoner derives."""

from pathlib import Path

import owlrl  # type: ignore[import-untyped]
import pytest
from rdflib import OWL, RDF, SKOS, BNode, Graph, URIRef
from rdflib.term import Node

from ecosystem_graph.graph.ontology import ontology_files
from ecosystem_graph.namespaces import ONTOLOGY
from ecosystem_graph.reason.axiom import is_builtin
from ecosystem_graph.reason.materialise import materialise
from ecosystem_graph.reason.ontology import read_ontology
from ecosystem_graph.reason.shortcut import SHORTCUTS, Shortcut
from ecosystem_graph.release import Release
from ecosystem_graph.terms import EG

ADDED = {URIRef(each.term) for each in SHORTCUTS}


@pytest.fixture(scope="module")
def schema() -> Graph:
    """Return classes and properties without the code lists, which would only cost time here."""
    return read_ontology([path for path in ontology_files() if path.parent.name != "vocabularies"])


@pytest.fixture(scope="module")
def default_graph(demo_release: Path) -> Graph:
    """Return the default graph of the bundled records."""
    return Graph().parse(Release(demo_release).turtle, format="turtle")


@pytest.fixture(scope="module")
def stated(default_graph: Graph) -> Graph:
    """Return what the sources state, and the one step that OWL does not know: the direct parent is within."""
    graph = Graph()
    for triple in default_graph:
        if triple[1] not in ADDED:
            graph.add(triple)
    for region, parent in default_graph.subject_objects(SKOS.broader):
        graph.add((region, URIRef(EG.within), parent))
    return graph


@pytest.fixture(scope="module")
def derived(schema: Graph, stated: Graph) -> Graph:
    """Return what owlrl derives from ontology and statements."""
    closure = Graph() + schema + stated
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(closure)
    return closure


def pairs(graph: Graph, term: str) -> set[tuple[Node, Node]]:
    return set(graph.subject_objects(URIRef(term)))


@pytest.mark.parametrize("shortcut", [each for each in SHORTCUTS if each.entailed_by], ids=lambda each: each.term)
def test_a_shortcut_holds_exactly_where_the_reasoner_derives_it(
    default_graph: Graph, derived: Graph, shortcut: Shortcut
) -> None:
    assert pairs(default_graph, shortcut.term) == pairs(derived, shortcut.term) != set()


def test_what_the_ontology_says_is_single_is_single_in_the_records(schema: Graph, default_graph: Graph) -> None:
    single = set(schema.subjects(RDF.type, OWL.FunctionalProperty))
    found = [(subject, name) for subject, name, _ in default_graph if name in single]
    assert found
    assert len(found) == len(set(found))


def test_the_lead_partner_is_not_derived_by_owl_but_by_role(default_graph: Graph, derived: Graph) -> None:
    assert pairs(derived, EG.hasLeadPartner) == set()
    assert pairs(default_graph, EG.hasLeadPartner) <= pairs(derived, EG.hasPartner)
    assert pairs(default_graph, EG.hasLeadPartner) != set()


def test_materialise_returns_what_the_reasoner_derives_about_individuals(
    schema: Graph, stated: Graph, derived: Graph
) -> None:
    named = {name for name in schema.subjects() if isinstance(name, URIRef)}

    def about_individuals(graph: Graph) -> set[tuple[Node, Node, Node]]:
        return {
            (subject, predicate, value)
            for subject, predicate, value in graph
            if isinstance(subject, URIRef) and subject not in named and not is_builtin(subject)
            if predicate != OWL.sameAs and not isinstance(value, BNode) and value != OWL.Thing
            if predicate != RDF.type or not is_builtin(value)
        }

    new = about_individuals(derived) - set(stated)
    assert about_individuals(materialise(schema, stated)) == new
    assert len(new) > 500


def test_no_shortcut_is_left_to_derive(schema: Graph, default_graph: Graph) -> None:
    assert {predicate for _, predicate, _ in materialise(schema, default_graph)} & ADDED == set()


def test_every_entity_already_has_each_class_of_ours_that_it_belongs_to(schema: Graph, default_graph: Graph) -> None:
    typed = {(subject, value) for subject, value in default_graph.subject_objects(RDF.type)}
    missing = {
        (subject, value)
        for subject, predicate, value in materialise(schema, default_graph)
        if predicate == RDF.type and str(value).startswith(ONTOLOGY) and (subject, value) not in typed
    }
    assert missing == set()
