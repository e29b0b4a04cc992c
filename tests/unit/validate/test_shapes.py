from pathlib import Path

import pytest
from rdflib import SH

from ecosystem_graph.errors import NotFoundError, SourceFormatError
from ecosystem_graph.validate.shapes import load_shapes, read_own_shapes

SHAPE = (
    "@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
    "<urn:shape> a sh:PropertyShape ; sh:targetClass <urn:Class> ; sh:path <urn:p> ; sh:minCount 1 .\n"
)


def test_shapes_with_a_query_are_told_apart_from_the_others() -> None:
    shapes = load_shapes()
    assert not list(shapes.core.subjects(SH.sparql))
    assert "Budget-eu-share" in {query.shape.rpartition("#")[2] for query in shapes.queries}
    assert len(shapes.iris()) == len(set(shapes.iris())) == len(shapes.named()) + len(shapes.queries)


def test_the_query_of_a_shape_carries_its_prefixes() -> None:
    (query,) = [query for query in load_shapes().queries if query.shape.endswith("Project-partner-count")]
    assert query.select.startswith("PREFIX country: <http://publications.europa.eu/resource/authority/country/>\n")
    assert (query.severity, query.message[:10]) == ("warning", "The source")


def test_own_shapes_are_read_from_a_file_or_from_a_folder_of_any_depth(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "own.ttl"
    path.parent.mkdir()
    path.write_text(SHAPE, encoding="utf-8")
    for own in (path, tmp_path):
        assert read_own_shapes(own).iris() == ("urn:shape",)


@pytest.mark.parametrize("name", ["", "missing.ttl"])
def test_a_folder_without_shapes_and_a_file_that_is_not_there_are_errors(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotFoundError, match="expected a Turtle file with shapes, or a folder of them, found none"):
        read_own_shapes(tmp_path / name)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<urn:a> <urn:b> .", "expected RDF that parses"),
        ("<urn:a> <urn:b> <urn:c> .", "expected a node that is a sh:NodeShape or sh:PropertyShape, found none"),
        (SHAPE + "<urn:shape> sh:sparql [ sh:select 'SELECT nothing' ] .", "query of a shape: expected SPARQL"),
        (SHAPE + "<urn:shape> sh:sparql [ sh:ask 'ASK { $this eg:p 1 }' ] .", "query of a shape: expected SPARQL"),
    ],
)
def test_a_file_without_shapes_is_reported_with_its_name(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "own.ttl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceFormatError, match=rf"own\.ttl: {message}"):
        read_own_shapes(path)
