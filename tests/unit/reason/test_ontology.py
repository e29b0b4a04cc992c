from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, Graph, URIRef

from ecosystem_graph.errors import SourceFormatError, SourceUnavailableError
from ecosystem_graph.reason.ontology import header, read_ontology

ROOT = URIRef("https://w3id.org/ecosystem-graph/ontology")


def test_the_shipped_ontology_has_one_header_and_imports_nothing() -> None:
    ontology = read_ontology()
    assert list(ontology.subjects(RDF.type, OWL.Ontology)) == [ROOT]
    assert not list(ontology.triples((None, OWL.imports, None)))
    assert header(ontology) == ROOT


def test_the_header_of_the_first_file_stays(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.ttl").write_text(
            f"<http://example.org/{name}> a <{OWL.Ontology}> ; <{RDFS.label}> '{name}' ."
        )
    ontology = read_ontology([tmp_path / "b.ttl", tmp_path / "a.ttl"])
    assert [str(label) for label in ontology.objects(None, RDFS.label)] == ["b"]


@pytest.mark.parametrize(("suffix", "layout"), [("ttl", "turtle"), ("owl", "xml"), ("nt", "nt"), ("jsonld", "json-ld")])
def test_every_format_gives_the_same_graph(tmp_path: Path, suffix: str, layout: str) -> None:
    graph = Graph()
    graph.add((ROOT, RDF.type, OWL.Ontology))
    graph.serialize(tmp_path / f"o.{suffix}", format=layout, encoding="utf-8")
    assert set(read_ontology([tmp_path / f"o.{suffix}"])) == set(graph)


def test_blank_nodes_of_two_files_are_not_mixed_up(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.nt").write_text(f'_:x <{RDFS.label}> "{name}" .\n')
    assert len(set(read_ontology([tmp_path / "a.nt", tmp_path / "b.nt"]).subjects())) == 2


def test_a_file_that_is_no_rdf_is_named_with_the_place(tmp_path: Path) -> None:
    (tmp_path / "o.ttl").write_text("this is prose")
    with pytest.raises(SourceFormatError, match=r"o\.ttl: expected RDF, found"):
        read_ontology([tmp_path / "o.ttl"])


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceFormatError, match=r"expected one of \.ttl, .* found '\.docx'"):
        read_ontology([tmp_path / "o.docx"])


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailableError, match=r"o\.ttl: No such file"):
        read_ontology([tmp_path / "o.ttl"])
