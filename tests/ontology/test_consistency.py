from pathlib import Path

import owlready2
import pytest
from rdflib import OWL, RDF, RDFS, XSD, Graph, Literal, URIRef

from ecosystem_graph.namespaces import ONTOLOGY
from ecosystem_graph.reason.hermit import classify
from ecosystem_graph.terms import EG


@pytest.fixture(scope="module")
def world(ontology: Graph, vocabularies: Graph, tmp_path_factory: pytest.TempPathFactory) -> owlready2.World:
    """Load the ontology and its code lists as one file, without imports, as an OWL tool would."""
    path = tmp_path_factory.mktemp("owl") / "ontology.nt"
    whole = ontology + vocabularies
    whole.remove((None, OWL.imports, None))
    whole.serialize(path, format="nt", encoding="utf-8")
    return load(path)


def load(path: Path) -> owlready2.World:
    loaded = owlready2.World()
    loaded.get_ontology(path.as_uri()).load()
    return loaded


def test_owlready2_sees_the_classes_and_their_superclasses(world: owlready2.World) -> None:
    project = world[f"{ONTOLOGY}Project"]
    assert "http://www.w3.org/ns/org#OrganizationalCollaboration" in {parent.iri for parent in project.is_a}


def test_owlready2_sees_each_property_as_what_it_is(world: owlready2.World) -> None:
    kinds = {
        "inProject": owlready2.ObjectPropertyClass,
        "amount": owlready2.DataPropertyClass,
        "claimProperty": owlready2.AnnotationPropertyClass,
    }
    assert all(isinstance(world[ONTOLOGY + name], kind) for name, kind in kinds.items())
    assert issubclass(world[f"{ONTOLOGY}inProject"], owlready2.FunctionalProperty)
    assert issubclass(world[f"{ONTOLOGY}within"], owlready2.TransitiveProperty)


def test_no_class_is_below_two_disjoint_ones(world: owlready2.World) -> None:
    (axiom,) = [pair for pair in world.disjoint_classes() if len(pair.entities) > 2]
    for one in world.classes():
        assert len(set(axiom.entities) & set(one.ancestors())) <= 1, one


@pytest.mark.parametrize(("amounts", "consistent"), [(["10.00"], True), (["10.00", "12.00"], False)])
def test_a_budget_item_with_two_amounts_is_a_contradiction(
    ontology: Graph, java: None, amounts: list[str], consistent: bool
) -> None:
    item = URIRef("http://example.org/item")
    graph = Graph() + ontology
    graph.remove((None, OWL.imports, None))
    graph.add((item, RDF.type, URIRef(EG.BudgetItem)))
    for amount in amounts:
        graph.add((item, URIRef(EG.amount), Literal(amount, datatype=XSD.decimal)))
    assert classify(graph).consistent is consistent


def test_a_property_of_one_value_belongs_to_a_thing_that_one_record_states(ontology: Graph) -> None:
    """Projects and organisations are put together from several sources, which may differ."""
    merged = {URIRef(each) for each in (EG.Project, EG.Organisation, EG.Cluster, EG.Infrastructure, EG.Region)}
    for term in ontology.subjects(RDF.type, OWL.FunctionalProperty):
        assert set(ontology.objects(term, RDFS.domain)) & merged == set(), term
