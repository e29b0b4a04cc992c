from pathlib import Path

import pytest
from rdflib import DCTERMS, OWL, VANN, Graph, Literal, URIRef

from ecosystem_graph.namespaces import ONTOLOGY, XSD

ROOT = URIRef("https://w3id.org/ecosystem-graph/ontology")
CC_BY = URIRef("https://creativecommons.org/licenses/by/4.0/")


@pytest.mark.parametrize(
    "needed",
    [
        DCTERMS.title,
        DCTERMS.description,
        DCTERMS.creator,
        DCTERMS.created,
        DCTERMS.issued,
        DCTERMS.modified,
        OWL.versionIRI,
        OWL.versionInfo,
    ],
)
def test_the_ontology_says_what_it_is_and_who_made_it(ontology: Graph, needed: URIRef) -> None:
    assert ontology.value(ROOT, needed) is not None


def test_the_ontology_may_be_reused_under_cc_by(ontology: Graph) -> None:
    assert ontology.value(ROOT, DCTERMS.license) == CC_BY


def test_the_version_iri_ends_with_the_version(ontology: Graph) -> None:
    assert ontology.value(ROOT, OWL.versionIRI) == URIRef(f"{ROOT}/{ontology.value(ROOT, OWL.versionInfo)}")


def test_dates_are_dates_and_in_order(ontology: Graph) -> None:
    dates = [ontology.value(ROOT, name) for name in (DCTERMS.created, DCTERMS.issued, DCTERMS.modified)]
    assert [date.datatype for date in dates if isinstance(date, Literal)] == [URIRef(f"{XSD}date")] * 3
    assert [str(date) for date in dates] == sorted(str(date) for date in dates)


def test_prefix_and_namespace_are_declared(ontology: Graph) -> None:
    assert str(ontology.value(ROOT, VANN.preferredNamespacePrefix)) == "eg"
    assert str(ontology.value(ROOT, VANN.preferredNamespaceUri)) == ONTOLOGY


def test_every_module_is_imported_and_no_other(ontology: Graph, ontology_folder: Path) -> None:
    imported = {str(module).rpartition("/")[2] for module in ontology.objects(ROOT, OWL.imports)}
    assert imported == {path.stem for path in (ontology_folder / "modules").glob("*.ttl")}


def test_every_module_has_a_title_and_a_licence(ontology: Graph) -> None:
    for module in ontology.objects(ROOT, OWL.imports):
        assert ontology.value(module, DCTERMS.title) is not None
        assert ontology.value(module, DCTERMS.license) == CC_BY
