import re
from pathlib import Path

import owlready2
import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, VANN, BNode, Graph, URIRef
from rdflib.compare import isomorphic

from ecosystem_graph.publish.ontology import core_ontology, full_ontology, write_ontology
from ecosystem_graph.reason.ontology import header, read_ontology
from ecosystem_graph.reason.profile import check_profile
from ecosystem_graph.terms import EG

ROOT = URIRef("https://w3id.org/ecosystem-graph/ontology")
LAYOUTS = {"ttl": "turtle", "owl": "xml", "nt": "nt", "jsonld": "json-ld"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ontology") / "made"
    write_ontology(folder)
    return folder


def test_the_core_is_the_same_graph_as_the_files_it_is_made_of() -> None:
    assert isomorphic(core_ontology(), read_ontology())


@pytest.mark.parametrize("suffix", LAYOUTS)
def test_every_format_holds_the_core(folder: Path, suffix: str) -> None:
    assert isomorphic(Graph().parse(folder / f"ecosystem.{suffix}", format=LAYOUTS[suffix]), core_ontology())


def test_the_same_ontology_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    paths = write_ontology(tmp_path)
    assert {path.name for path in paths} == {path.name for path in folder.iterdir()}
    for path in paths:
        assert path.read_bytes() == (folder / path.name).read_bytes(), path.name


def test_turtle_begins_with_the_header_and_names_no_blank_node(folder: Path) -> None:
    text = (folder / "ecosystem.ttl").read_text(encoding="utf-8")
    body = text[text.index("\n\n") :].lstrip()
    assert body.startswith(f"<{ROOT}> a owl:Ontology ;")
    assert "_:" not in body


@pytest.mark.parametrize("name", ["ecosystem.ttl", "ecosystem-full.ttl"])
def test_every_namespace_has_a_prefix_with_a_name(folder: Path, name: str) -> None:
    prefixes = re.findall(r"^@prefix ([^:]*):", (folder / name).read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert {"bibo", "eg", "s3-domain", "vann"} <= set(prefixes)
    assert [prefix for prefix in prefixes if re.fullmatch(r"ns\d*", prefix)] == []


def test_xml_declares_only_prefixes_that_it_uses(folder: Path) -> None:
    text = (folder / "ecosystem.owl").read_text(encoding="utf-8")
    assert "brick" not in text
    assert 'xmlns:eg="https://w3id.org/ecosystem-graph/ontology#"' in text


@pytest.mark.parametrize("name", ["ecosystem.owl", "ecosystem.nt"])
def test_owlready2_loads_the_release_without_fetching_anything(folder: Path, name: str) -> None:
    world = owlready2.World()
    loaded = world.get_ontology((folder / name).as_uri()).load()
    assert loaded.imported_ontologies == []
    assert issubclass(world[EG.Participation], world["http://www.w3.org/ns/org#Membership"])
    world.close()


def test_a_release_says_its_version_licence_maker_dates_and_prefix(folder: Path) -> None:
    core = Graph().parse(folder / "ecosystem.ttl")
    for name in (OWL.versionIRI, OWL.versionInfo, DCTERMS.license, DCTERMS.creator, DCTERMS.created, DCTERMS.issued,
                 DCTERMS.modified, VANN.preferredNamespacePrefix, VANN.preferredNamespaceUri):  # fmt: skip
        assert core.value(ROOT, name) is not None, name


def test_the_full_ontology_is_the_core_and_axioms_about_other_vocabularies() -> None:
    core, full = core_ontology(), full_ontology()
    own = header(full)
    assert own == URIRef(f"{ROOT}/full")
    assert full.value(own, OWL.versionIRI) == URIRef(f"{own}/{core.value(ROOT, OWL.versionInfo)}")
    named = {triple for triple in core if triple[0] != ROOT and not any(isinstance(node, BNode) for node in triple)}
    assert named <= set(full)
    assert (URIRef("http://data.europa.eu/s66#Project"), RDFS.subClassOf, URIRef(EG.Project)) in full
    assert list(full.subjects(RDF.type, OWL.AllDisjointClasses))
    assert check_profile(full) == []
