"""The ontology is OWL 2 DL: our own check says so, and so does the OWL API, which nobody here wrote."""

import shutil
import subprocess
from pathlib import Path

import owlready2
import pytest
from rdflib import OWL, RDF, RDFS, Graph, URIRef

from ecosystem_graph.namespaces import ONTOLOGY
from ecosystem_graph.reason.ontology import read_ontology
from ecosystem_graph.reason.profile import check_profile
from ecosystem_graph.terms import EG

PROGRAM = Path(__file__).with_name("OwlProfile.java")
JAR = Path(owlready2.__file__).parent / "hermit" / "HermiT.jar"
BREAKS = {
    "a counted property that follows from a chain": (URIRef(EG.hasPartner), RDF.type, OWL.FunctionalProperty),
    "a property of two kinds": (URIRef(EG.amount), RDF.type, OWL.ObjectProperty),
    "a class that is not declared": (URIRef(EG.Project), RDFS.subClassOf, URIRef("http://example.org/Thing")),
}


@pytest.fixture(scope="module")
def whole() -> Graph:
    return read_ontology()


@pytest.fixture(scope="module")
def variants(whole: Graph) -> dict[str, Graph]:
    """Return the ontology as it is, and with one triple too many."""
    graphs = {"as it is": Graph() + whole}
    for name, triple in BREAKS.items():
        graphs[name] = Graph() + whole
        graphs[name].add(triple)
    return graphs


@pytest.fixture(scope="module")
def violations(variants: dict[str, Graph], tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Return what the OWL API finds, a line each that begins with the file; one Java process for all."""
    if shutil.which("javac") is None:
        pytest.skip("needs a Java development kit")
    folder = tmp_path_factory.mktemp("profile")
    for name, graph in variants.items():
        graph.serialize(folder / name, format="xml", encoding="utf-8")
    command = ["java", "-cp", str(JAR), str(PROGRAM), *(str(folder / name) for name in variants)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()


@pytest.mark.parametrize("name", ["as it is", *BREAKS])
def test_the_ontology_is_owl_2_dl_and_stops_being_it_when_broken(variants: dict[str, Graph], name: str) -> None:
    assert (check_profile(variants[name]) == []) is (name not in BREAKS)


@pytest.mark.parametrize("name", ["as it is", *BREAKS])
def test_the_owl_api_agrees(violations: list[str], name: str) -> None:
    found = [line for line in violations if line.startswith(f"{name}: ")]
    assert (found == []) is (name not in BREAKS), found


def test_no_term_is_class_property_and_individual_at_once(whole: Graph) -> None:
    kinds = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
    for term in {term for kind in kinds for term in whole.subjects(RDF.type, kind)}:
        if str(term).startswith(ONTOLOGY):
            types = set(whole.objects(term, RDF.type))
            assert len(types & kinds) == 1, term
            assert all(str(each).startswith(str(OWL)) for each in types), term


def test_classes_and_properties_are_values_of_annotations_only(whole: Graph) -> None:
    """Otherwise they would be individuals too: punning, which OWL 2 DL allows and readers do not expect."""
    asserting = {*whole.subjects(RDF.type, OWL.ObjectProperty), *whole.subjects(RDF.type, OWL.DatatypeProperty)}
    for subject, predicate, value in whole:
        if predicate in asserting:
            assert not str(subject).startswith(ONTOLOGY)
            assert not str(value).startswith(ONTOLOGY)
