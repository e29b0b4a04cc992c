from decimal import Decimal
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef

from ecosystem_graph.errors import SourceFormatError
from ecosystem_graph.publish.alignment import MappingSet, TermMapping, alignment_axioms, concept_matches, read_mappings

TABLE = """#mapping_set_id: http://example.org/set
#curie_map:
#  a: http://example.org/a#
#  rdfs: http://www.w3.org/2000/01/rdf-schema#
#  semapv: https://w3id.org/semapv/vocab/
subject_id	predicate_id	object_id	mapping_justification	confidence	comment
a:One	rdfs:subClassOf	a:Two	semapv:ManualMappingCuration	0.9	Because.
a:One	rdfs:seeAlso	a:part/three	semapv:ManualMappingCuration	1.0	Also.
"""


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "set.sssom.tsv"
    path.write_text(text, encoding="utf-8")
    return path


def mapping(subject: str, predicate: URIRef, value: str) -> TermMapping:
    return TermMapping(subject, str(predicate), value, "", "", Decimal(1), "")


def test_curies_are_expanded_and_the_header_is_kept(tmp_path: Path) -> None:
    found = read_mappings(write(tmp_path, TABLE))
    assert found.metadata["mapping_set_id"] == "http://example.org/set"
    first, second = found.mappings
    assert first == TermMapping(
        subject="http://example.org/a#One",
        predicate=str(RDFS.subClassOf),
        object="http://example.org/a#Two",
        object_label="",
        justification="https://w3id.org/semapv/vocab/ManualMappingCuration",
        confidence=Decimal("0.9"),
        comment="Because.",
    )
    assert second.object == "http://example.org/a#part/three"
    assert (first.is_axiom, second.is_axiom) == (True, False)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("a:Two", "b:Two", "line 7: expected a CURIE with a declared prefix as object_id, found 'b:Two'"),
        ("a:Two", "Two", "found 'Two'"),
        ("a:Two", "a:", "found 'a:'"),
        ("\t0.9", "\tsure", "line 7: expected a number as confidence, found 'sure'"),
        ("#curie_map:", "#prefixes:", "expected a header with curie_map"),
        ("#mapping_set_id:", "#[", "expected a YAML header"),
        ("#mapping_set_id:", "#day: 2016-13-45\n#mapping_set_id:", "expected a YAML header"),
        pytest.param("a:Two", "x" * 200_000, "expected cells separated by tabs", id="long"),
    ],
)
def test_what_is_not_sssom_is_told_with_its_place(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(SourceFormatError, match=message):
        read_mappings(write(tmp_path, TABLE.replace(old, new)))


def test_axioms_come_with_declarations_of_both_terms_and_matches_are_left_out() -> None:
    ontology = Graph()
    ours, theirs = URIRef("http://example.org/Ours"), URIRef("http://example.org/Theirs")
    ontology.add((ours, RDF.type, OWL.Class))
    mappings = (mapping(ours, RDFS.subClassOf, theirs), mapping(ours, SKOS.closeMatch, "http://example.org/Other"))
    assert set(alignment_axioms(ontology, [MappingSet({}, mappings)])) == {
        (ours, RDF.type, OWL.Class),
        (theirs, RDF.type, OWL.Class),
        (ours, RDFS.subClassOf, theirs),
    }


def test_a_foreign_term_below_ours_is_declared_too() -> None:
    ontology = Graph()
    ours, theirs = URIRef("http://example.org/ours"), URIRef("http://example.org/theirs")
    ontology.add((ours, RDF.type, OWL.ObjectProperty))
    found = alignment_axioms(ontology, [MappingSet({}, (mapping(theirs, RDFS.subPropertyOf, ours),))])
    assert (theirs, RDF.type, OWL.ObjectProperty) in found


def test_the_label_of_the_other_term_is_kept(tmp_path: Path) -> None:
    labelled = TABLE.replace("object_id\t", "object_id\tobject_label\t").replace("a:Two\t", "a:Two\tNumber two\t")
    first, _ = read_mappings(write(tmp_path, labelled.replace("a:part/three\t", "a:part/three\t\t"))).mappings
    assert first.object_label == "Number two"


def test_matches_between_codes_are_statements_and_axioms_are_left_out() -> None:
    one, other = "http://example.org/list/1", "http://example.org/list/2"
    mappings = (mapping(one, SKOS.narrowMatch, other), mapping(one, RDFS.subClassOf, other))
    assert set(concept_matches([MappingSet({}, mappings)])) == {(URIRef(one), SKOS.narrowMatch, URIRef(other))}
