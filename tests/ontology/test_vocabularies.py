from pathlib import Path

import pytest
from rdflib import DCTERMS, RDF, SKOS, Graph, Literal, URIRef

from ecosystem_graph.namespaces import DEF
from ecosystem_graph.terms import CONCEPTS

FILES = sorted((Path(__file__).resolve().parents[2] / "ontology" / "vocabularies").glob("*.ttl"))


@pytest.fixture(params=FILES, ids=lambda path: str(path.stem))
def scheme(request: pytest.FixtureRequest) -> tuple[URIRef, Graph]:
    path: Path = request.param
    graph = Graph()
    graph.parse(path, format="turtle")
    return URIRef(DEF + path.stem), graph


def test_a_file_holds_the_one_scheme_it_is_named_after(scheme: tuple[URIRef, Graph]) -> None:
    iri, graph = scheme
    assert list(graph.subjects(RDF.type, SKOS.ConceptScheme)) == [iri]
    assert graph.value(iri, DCTERMS.license) is not None


def test_a_scheme_and_its_concepts_have_english_labels_and_definitions(scheme: tuple[URIRef, Graph]) -> None:
    iri, graph = scheme
    for node in [iri, *graph.subjects(SKOS.inScheme, iri)]:
        for predicate in (SKOS.prefLabel, SKOS.definition):
            tags = [text.language for text in graph.objects(node, predicate) if isinstance(text, Literal)]
            assert "en" in tags, (node, predicate)
            assert len(tags) == len(set(tags)), (node, predicate)


def test_the_notation_of_a_concept_is_the_end_of_its_iri(scheme: tuple[URIRef, Graph]) -> None:
    iri, graph = scheme
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))
    assert concepts == set(graph.subjects(SKOS.inScheme, iri))
    for concept in concepts:
        (notation,) = graph.objects(concept, SKOS.notation)
        assert str(concept) == f"{iri}/{notation}"


def test_no_two_concepts_of_a_scheme_share_an_english_label(scheme: tuple[URIRef, Graph]) -> None:
    iri, graph = scheme
    labels = [
        str(label).casefold()
        for concept in graph.subjects(SKOS.inScheme, iri)
        for label in graph.objects(concept, SKOS.prefLabel)
        if isinstance(label, Literal) and label.language == "en"
    ]
    assert len(labels) == len(set(labels))


def test_a_concept_is_a_top_concept_or_has_a_broader_one_and_never_above_itself(scheme: tuple[URIRef, Graph]) -> None:
    iri, graph = scheme
    tops = set(graph.objects(iri, SKOS.hasTopConcept))
    assert tops == set(graph.subjects(SKOS.topConceptOf, iri))
    for concept in graph.subjects(SKOS.inScheme, iri):
        assert (concept in tops) != any(graph.objects(concept, SKOS.broader)), concept
        above = set(graph.transitive_objects(concept, SKOS.broader)) - {concept}
        assert all(concept not in graph.transitive_objects(wider, SKOS.broader) for wider in above), concept


def test_broader_concepts_are_in_the_same_scheme(scheme: tuple[URIRef, Graph]) -> None:
    iri, graph = scheme
    assert set(graph.objects(None, SKOS.broader)) <= set(graph.subjects(SKOS.inScheme, iri))


def test_the_generated_codes_are_those_of_the_schemes(vocabularies: Graph) -> None:
    assert set(CONCEPTS) == {path.stem for path in FILES}
    for name, codes in CONCEPTS.items():
        concepts = vocabularies.subjects(SKOS.inScheme, URIRef(DEF + name))
        assert codes == {str(vocabularies.value(concept, SKOS.notation)) for concept in concepts}
