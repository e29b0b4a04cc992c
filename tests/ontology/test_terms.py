import subprocess
import sys
from pathlib import Path

from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from ecosystem_graph.namespaces import DEF, ONTOLOGY
from ecosystem_graph.terms import CONCEPTS, EG

PROPERTY_KINDS = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)


def own(ontology: Graph, *kinds: Node) -> set[URIRef]:
    found = {node for kind in kinds for node in ontology.subjects(RDF.type, kind)}
    return {node for node in found if isinstance(node, URIRef) and node.startswith(ONTOLOGY)}


def languages(ontology: Graph, term: Node, predicate: URIRef) -> list[str | None]:
    return [text.language for text in ontology.objects(term, predicate) if isinstance(text, Literal)]


def members(ontology: Graph, node: Node, predicate: URIRef) -> list[Node]:
    first = ontology.value(node, predicate)
    return [] if first is None else list(Collection(ontology, first))


def test_every_term_has_one_label_per_language_english_among_them(ontology: Graph) -> None:
    for term in own(ontology, OWL.Class, *PROPERTY_KINDS):
        tags = languages(ontology, term, RDFS.label)
        assert "en" in tags, term
        assert len(tags) == len(set(tags)), term


def test_every_term_has_one_english_definition_and_a_source(ontology: Graph) -> None:
    for term in own(ontology, OWL.Class, *PROPERTY_KINDS):
        assert languages(ontology, term, SKOS.definition) == ["en"], term
        assert ontology.value(term, DCTERMS.source) is not None, term


def test_every_term_says_that_the_ontology_defines_it(ontology: Graph) -> None:
    for term in own(ontology, OWL.Class, *PROPERTY_KINDS):
        assert list(ontology.objects(term, RDFS.isDefinedBy)) == [URIRef(ONTOLOGY.rstrip("#"))], term


def test_no_two_terms_share_an_english_label_within_a_kind(ontology: Graph) -> None:
    for kind in ((OWL.Class,), PROPERTY_KINDS):
        labels = [
            str(label).casefold()
            for term in own(ontology, *kind)
            for label in ontology.objects(term, RDFS.label)
            if isinstance(label, Literal) and label.language == "en"
        ]
        assert len(labels) == len(set(labels))


def test_every_property_has_a_domain_or_a_range(ontology: Graph) -> None:
    for term in own(ontology, *PROPERTY_KINDS):
        assert any(ontology.objects(term, RDFS.domain | RDFS.range)), term


def test_a_datatype_property_without_range_says_why(ontology: Graph) -> None:
    for term in own(ontology, OWL.DatatypeProperty):
        assert any(ontology.objects(term, RDFS.range)) or any(ontology.objects(term, SKOS.scopeNote)), term


def test_each_property_is_of_one_kind_and_none_is_a_class(ontology: Graph) -> None:
    kinds = [own(ontology, kind) for kind in (OWL.Class, *PROPERTY_KINDS)]
    assert sum(map(len, kinds)) == len(set().union(*kinds))


def test_super_properties_are_of_the_same_kind_and_declared(ontology: Graph) -> None:
    for child, parent in ontology.subject_objects(RDFS.subPropertyOf):
        kinds = [set(ontology.objects(term, RDF.type)) & set(PROPERTY_KINDS) for term in (child, parent)]
        assert kinds[0] == kinds[1] != set(), (child, parent)


def test_domains_and_ranges_name_declared_classes(ontology: Graph) -> None:
    for node in {*ontology.objects(None, RDFS.domain), *ontology.objects(None, RDFS.range)}:
        for part in members(ontology, node, OWL.unionOf) or [node]:
            is_datatype = str(part).startswith("http://www.w3.org/2001/XMLSchema#")
            assert is_datatype or (part, RDF.type, OWL.Class) in ontology, part


def test_a_property_with_coded_values_names_a_scheme_that_exists(ontology: Graph) -> None:
    for term in own(ontology, OWL.ObjectProperty) - {URIRef(EG.hasTopic)}:
        if ontology.value(term, RDFS.range) == SKOS.Concept:
            assert str(ontology.value(term, RDFS.seeAlso)).removeprefix(DEF) in CONCEPTS, term


def test_classes_are_pairwise_disjoint_unless_one_is_part_of_the_other(ontology: Graph) -> None:
    (axiom,) = ontology.subjects(RDF.type, OWL.AllDisjointClasses)
    assert set(members(ontology, axiom, OWL.members)) == own(ontology, OWL.Class)


def test_a_partner_is_whoever_takes_part(ontology: Graph) -> None:
    first, second = members(ontology, URIRef(EG.hasPartner), OWL.propertyChainAxiom)
    assert ontology.value(first, OWL.inverseOf) == URIRef(EG.inProject)
    assert second == URIRef(EG.participant)


def test_wider_regions_of_wider_regions_are_wider(ontology: Graph) -> None:
    assert (URIRef(EG.within), RDF.type, OWL.TransitiveProperty) in ontology


def test_the_generated_terms_are_up_to_date(ontology_folder: Path) -> None:
    run = subprocess.run(
        [sys.executable, ontology_folder / "make_terms.py", "--check"], capture_output=True, check=False
    )
    assert run.returncode == 0, run.stderr.decode()


def test_the_generated_class_holds_exactly_the_terms_of_the_ontology(ontology: Graph) -> None:
    generated = {value for name, value in vars(EG).items() if not name.startswith("_")}
    assert generated == {str(term) for term in own(ontology, OWL.Class, *PROPERTY_KINDS)}
