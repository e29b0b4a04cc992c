"""The mapping sets are valid SSSOM, name only terms that exist, and make foreign data answer our questions."""

import csv
import itertools
import re
from datetime import date
from pathlib import Path
from typing import Any

import owlrl  # type: ignore[import-untyped]
import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef, namespace
from rdflib.term import Node

from ecosystem_graph.namespaces import DEF, ONTOLOGY
from ecosystem_graph.publish.alignment import MappingSet, TermMapping, alignment_files, read_mappings
from ecosystem_graph.publish.ontology import full_ontology
from ecosystem_graph.reason.hermit import classify
from ecosystem_graph.reason.ontology import read_ontology

SAMPLE = Path(__file__).resolve().parents[1] / "fixtures" / "eurio" / "sample.ttl"
EURIO = "http://data.europa.eu/s66#"
CLOSED: dict[str, Any] = {
    str(space): space
    for space in (namespace.DCAT, namespace.DCTERMS, namespace.GEO, namespace.ORG, namespace.PROV, namespace.SDO)
}
"""Vocabularies whose terms rdflib knows; asking for another one fails."""

FORM = {
    "http://purl.org/cerif/frapo/": r"[A-Za-z]+",
    "https://w3id.org/dingo#": r"[A-Za-z_]+",
    "http://vivoweb.org/ontology/core#": r"[A-Za-z]+",
    "https://w3id.org/cerif2/": r"[A-Z][A-Za-z_]+",
    "https://linkedopendata.eu/entity/": r"Q[0-9]+",
    "https://linkedopendata.eu/prop/direct/": r"P[0-9]+",
    "http://data.europa.eu/m8g/": r"[A-Za-z]+",
    "http://www.w3.org/ns/legal#": r"[A-Za-z]+",
    "http://www.w3.org/ns/locn#": r"[A-Za-z]+",
}
"""Vocabularies of which there is no copy here: at least the form of their names is checked."""

PREDICATES = {
    RDFS.subClassOf,
    RDFS.subPropertyOf,
    SKOS.closeMatch,
    SKOS.broadMatch,
    SKOS.narrowMatch,
    SKOS.relatedMatch,
}
PARTNERS = """
    PREFIX eg: <https://w3id.org/ecosystem-graph/ontology#>
    SELECT ?name WHERE {
      ?participation a eg:Participation ; eg:inProject ?project ; eg:participant ?organisation .
      ?project a eg:Project . ?organisation a eg:Organisation ; rdfs:label ?name .
    } ORDER BY ?name
"""


@pytest.fixture(params=alignment_files(), ids=lambda path: str(path.name.partition(".")[0]))
def path(request: pytest.FixtureRequest) -> Path:
    found: Path = request.param
    return found


@pytest.fixture
def alignment(path: Path) -> MappingSet:
    return read_mappings(path)


@pytest.fixture(scope="module")
def everything() -> Graph:
    return read_ontology()


@pytest.fixture(scope="module")
def full() -> Graph:
    return full_ontology()


def test_each_vocabulary_that_others_use_has_a_set() -> None:
    wanted = "cerif2 dcat-ap dingo eurio frapo geosparql kohesio org prov schema semic vivo"
    assert wanted.split() == [path.name.partition(".")[0] for path in alignment_files()]


def sides(mapping: TermMapping) -> tuple[str, str]:
    """Return our term and the foreign one."""
    pair = (mapping.subject, mapping.object)
    ours = [term for term in pair if term.startswith((ONTOLOGY, DEF))]
    assert len(ours) == 1, pair
    return ours[0], next(term for term in pair if term != ours[0])


def test_a_set_says_what_it_is_under_which_licence_and_since_when(alignment: MappingSet, path: Path) -> None:
    metadata = alignment.metadata
    name = path.name.partition(".")[0]
    assert metadata["mapping_set_id"] == f"https://w3id.org/ecosystem-graph/mappings/{name}"
    assert metadata["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert re.fullmatch(r"\d+\.\d+\.\d+", str(metadata["mapping_set_version"]))
    assert isinstance(metadata["mapping_date"], date)
    assert metadata["creator_label"] == ["The ecosystem_graph project"]
    assert {"mapping_set_title", "mapping_set_description", "subject_source", "object_source"} <= set(metadata)


def test_every_prefix_is_used_and_every_row_complete(alignment: MappingSet, path: Path) -> None:
    text = "\n".join(line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    assert {prefix for prefix in alignment.metadata["curie_map"] if f"{prefix}:" not in text} == set()
    for row in csv.DictReader(text.splitlines(), delimiter="\t"):
        assert None not in row.values()
        assert row["mapping_justification"] == "semapv:ManualMappingCuration"


def test_rows_are_in_order_and_none_repeats_another(alignment: MappingSet, path: Path) -> None:
    assert len({(each.subject, each.object) for each in alignment.mappings}) == len(alignment.mappings)
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    keys = [line.split("\t") for line in lines[1:]]
    column = [lines[0].split("\t").index(name) for name in ("subject_id", "predicate_id", "object_id")]
    assert keys == sorted(keys, key=lambda cells: [cells[place] for place in column])


def test_predicates_are_axioms_or_matches_and_confidence_is_a_share(alignment: MappingSet) -> None:
    for mapping in alignment.mappings:
        assert URIRef(mapping.predicate) in PREDICATES
        assert 0 < mapping.confidence <= 1


def test_our_terms_exist_with_the_label_that_the_set_shows(path: Path, everything: Graph) -> None:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    alignment = read_mappings(path)
    for mapping, row in zip(alignment.mappings, csv.DictReader(lines, delimiter="\t"), strict=True):
        ours = URIRef(sides(mapping)[0])
        shown = row["subject_label" if mapping.subject == str(ours) else "object_label"]
        names = itertools.chain(everything.objects(ours, RDFS.label), everything.objects(ours, SKOS.prefLabel))
        assert shown in [str(name) for name in names if getattr(name, "language", "") == "en"], ours


def test_foreign_terms_exist_where_their_vocabulary_is_known(alignment: MappingSet) -> None:
    for mapping in alignment.mappings:
        theirs = sides(mapping)[1]
        space = max((name for name in {*CLOSED, *FORM, EURIO} if theirs.startswith(name)), key=len)
        if space in CLOSED:
            assert URIRef(theirs) in CLOSED[space], theirs
        elif space in FORM:
            assert re.fullmatch(FORM[space], theirs.removeprefix(space)), theirs


def test_terms_of_eurio_exist_and_are_of_the_same_kind(shared: Path, everything: Graph) -> None:
    eurio = Graph().parse(shared / "vocab" / "EURIO.ttl")
    alignment = read_mappings(next(path for path in alignment_files() if path.name.startswith("eurio")))
    assert str(eurio.value(URIRef(EURIO), OWL.versionInfo)) == alignment.metadata["subject_source_version"]
    for mapping in alignment.mappings:
        ours, theirs = map(URIRef, sides(mapping))
        assert (theirs, RDFS.label, None) in eurio, theirs
        if mapping.is_axiom:
            kind = eurio.value(theirs, RDF.type)
            assert (ours, RDF.type, kind) in everything, theirs


def test_axioms_join_terms_of_one_kind(alignment: MappingSet, full: Graph) -> None:
    for mapping in filter(lambda each: each.is_axiom, alignment.mappings):
        kind = OWL.Class if mapping.predicate == str(RDFS.subClassOf) else None
        kinds = [set(full.objects(URIRef(term), RDF.type)) for term in (mapping.subject, mapping.object)]
        shared_kinds = kinds[0] & kinds[1] & {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty}
        assert len(shared_kinds) == 1
        assert kind is None or shared_kinds == {kind}


def test_sets_list_each_axiom_of_the_core_about_their_vocabulary(alignment: MappingSet, everything: Graph) -> None:
    listed = {(each.subject, each.predicate, each.object) for each in alignment.mappings}
    spaces = {
        next(name for name in {*CLOSED, *FORM, EURIO} if sides(each)[1].startswith(name)) for each in alignment.mappings
    }
    for predicate in (RDFS.subClassOf, RDFS.subPropertyOf):
        for subject, value in everything.subject_objects(predicate):
            if str(subject).startswith(ONTOLOGY) and any(str(value).startswith(space) for space in spaces):
                assert (str(subject), str(predicate), str(value)) in listed, subject


def close(*graphs: Graph, semantics: object) -> Graph:
    closed = sum(graphs, Graph())
    owlrl.DeductiveClosure(semantics).expand(closed)
    return closed


@pytest.fixture(scope="module")
def classes_and_properties(full: Graph) -> Graph:
    """Return the full ontology without code lists, which say nothing about EURIO and cost time."""
    concepts = {*full.subjects(RDF.type, SKOS.Concept), *full.subjects(RDF.type, SKOS.ConceptScheme)}
    part = Graph()
    for triple in full:
        if triple[0] not in concepts:
            part.add(triple)
    return part


def test_eurio_data_answer_the_partner_query_under_rdfs(classes_and_properties: Graph) -> None:
    sample = Graph().parse(SAMPLE)
    assert len(sample.query(PARTNERS)) == 0
    closed = close(classes_and_properties, sample, semantics=owlrl.RDFS_Semantics)
    names: list[Node] = [row[0] for row in closed.query(PARTNERS)]  # type: ignore[index]
    assert list(map(str, names)) == ["Sample Region", "Sample Sensors Ltd", "Sample University"]


def test_eurio_data_get_the_shortcut_under_owl_rl(classes_and_properties: Graph) -> None:
    closed = close(classes_and_properties, Graph().parse(SAMPLE), semantics=owlrl.OWLRL_Semantics)
    partners = set(closed.objects(None, URIRef(f"{ONTOLOGY}hasPartner")))
    assert {str(partner).rpartition("/")[2] for partner in partners} == {"a", "b", "c"}


def test_the_full_ontology_is_consistent(full: Graph, java: None) -> None:
    found = classify(full)
    assert found.consistent
    assert not found.unsatisfiable


def test_with_eurio_nothing_is_empty_that_is_not_empty_in_eurio_itself(shared: Path, full: Graph, java: None) -> None:
    """EURIO 2.4 rules out person roles: each role has a role label, and whatever has one is an organisation role."""
    eurio = Graph().parse(shared / "vocab" / "EURIO.ttl")
    for match in (SKOS.broadMatch, SKOS.closeMatch, SKOS.exactMatch):  # annotations there, links between codes here
        eurio.remove((match, None, None))
        eurio.remove((None, match, None))
    together = classify(full + eurio)
    assert together.consistent
    assert together.unsatisfiable == frozenset({f"{EURIO}PersonRole"}) == classify(eurio).unsatisfiable
