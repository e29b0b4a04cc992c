"""What FOOPS!, the validator of FAIR ontologies, asks of the files; the numbers are those of its tests.

Not asked here: what needs the published address (content negotiation, resolving IRIs) or a register (DOI, prefix.cc).
"""

from urllib.parse import urlsplit

import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, VANN, Graph, Literal, URIRef

from ecosystem_graph.namespaces import ONTOLOGY
from ecosystem_graph.publish.ontology import core_ontology, full_ontology
from ecosystem_graph.reason.ontology import header

STATUS = URIRef("http://purl.org/ontology/bibo/status")
MINIMUM = (
    DCTERMS.title,
    DCTERMS.description,
    DCTERMS.license,
    OWL.versionIRI,
    DCTERMS.creator,
    VANN.preferredNamespaceUri,
)
RECOMMENDED = (VANN.preferredNamespacePrefix, OWL.versionInfo, DCTERMS.created, DCTERMS.bibliographicCitation,
               DCTERMS.contributor)  # fmt: skip
DETAILED = (DCTERMS.publisher, STATUS, DCTERMS.source, DCTERMS.issued)
STANDARD = {str(space) for space in (DCTERMS, VANN, OWL, RDF, RDFS)} | {"http://purl.org/ontology/bibo/"}


@pytest.fixture(scope="module", params=[core_ontology, full_ontology], ids=["core", "full"])
def release(request: pytest.FixtureRequest) -> Graph:
    made: Graph = request.param()
    return made


@pytest.fixture
def root(release: Graph) -> URIRef:
    found = header(release)
    assert isinstance(found, URIRef)
    return found


@pytest.mark.parametrize("needed", [*MINIMUM, *RECOMMENDED, *DETAILED], ids=lambda name: str(name).rpartition("/")[2])
def test_om1_om2_om3_metadata_are_there(release: Graph, root: URIRef, needed: URIRef) -> None:
    values = list(release.objects(root, needed))
    assert values
    assert all(str(value).strip() for value in values)


def test_om4_the_licence_is_one_iri_of_a_known_licence(release: Graph, root: URIRef) -> None:
    (licence,) = release.objects(root, DCTERMS.license)
    assert isinstance(licence, URIRef)
    assert urlsplit(licence).hostname == "creativecommons.org"


def test_om5_who_made_it_and_when_is_said(release: Graph, root: URIRef) -> None:
    for name in (DCTERMS.creator, DCTERMS.created, DCTERMS.publisher, DCTERMS.issued, DCTERMS.modified):
        assert release.value(root, name) is not None, name


def test_ver1_the_version_iri_differs_from_the_iri_and_begins_with_it(release: Graph, root: URIRef) -> None:
    version = release.value(root, OWL.versionIRI)
    assert str(version).startswith(f"{root}/")
    assert str(version).endswith(f"/{release.value(root, OWL.versionInfo)}")


def test_uri2_purl1_iris_are_persistent_and_without_query_or_port(release: Graph) -> None:
    own = {node for node in release.subjects() if str(node).startswith("https://w3id.org/ecosystem-graph/")}
    for iri in own:
        parts = urlsplit(str(iri))
        assert (parts.hostname, parts.port, parts.query) == ("w3id.org", None, "")


def test_voc1_metadata_use_standard_vocabularies_only(release: Graph, root: URIRef) -> None:
    for name in release.predicates(root):
        assert any(str(name).startswith(space) for space in STANDARD), name


def test_voc2_terms_of_others_are_reused(release: Graph) -> None:
    foreign = {
        str(wider).rpartition("#")[0] or str(wider).rpartition("/")[0]
        for name in (RDFS.subClassOf, RDFS.subPropertyOf)
        for narrow, wider in release.subject_objects(name)
        if str(narrow).startswith(ONTOLOGY) and not str(wider).startswith(ONTOLOGY)
    }
    assert len(foreign) >= 6


@pytest.mark.parametrize("name", [RDFS.label, SKOS.definition], ids=["voc3", "voc4"])
def test_voc3_voc4_all_terms_have_labels_and_definitions(release: Graph, name: URIRef) -> None:
    for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty):
        for term in release.subjects(RDF.type, kind):
            if str(term).startswith(ONTOLOGY):
                assert any(isinstance(text, Literal) for text in release.objects(term, name)), term


def test_find1_the_prefix_is_declared_with_its_namespace(release: Graph, root: URIRef) -> None:
    assert str(release.value(root, VANN.preferredNamespacePrefix)) == "eg"
    assert str(release.value(root, VANN.preferredNamespaceUri)) == ONTOLOGY
