from pathlib import Path

import pytest
from rdflib import RDF, SH, Graph, Literal, URIRef

from ecosystem_graph.namespaces import ONTOLOGY, SHAPES
from ecosystem_graph.terms import CONCEPTS, EG

FOLDER = Path(__file__).resolve().parents[2] / "ontology" / "shapes"
SEVERITIES = {"must": SH.Violation, "should": SH.Warning, "may": SH.Info}


@pytest.fixture(params=sorted(FOLDER.glob("*/*.ttl")), ids=lambda path: f"{path.parent.name}/{path.stem}")
def shapes(request: pytest.FixtureRequest) -> tuple[URIRef, Graph]:
    path: Path = request.param
    graph = Graph()
    graph.parse(path, format="turtle")
    return SEVERITIES[path.parent.name], graph


def named(graph: Graph) -> list[URIRef]:
    kinds = (SH.NodeShape, SH.PropertyShape)
    return [shape for kind in kinds for shape in graph.subjects(RDF.type, kind) if isinstance(shape, URIRef)]


def test_the_folder_of_a_shape_is_its_severity(shapes: tuple[URIRef, Graph]) -> None:
    severity, graph = shapes
    for shape in named(graph):
        assert shape.startswith(SHAPES)
        assert list(graph.objects(shape, SH.severity)) == [severity], shape


def test_every_shape_has_a_target_a_name_and_a_message_in_english(shapes: tuple[URIRef, Graph]) -> None:
    _, graph = shapes
    assert named(graph)
    for shape in named(graph):
        assert any(graph.objects(shape, SH.targetClass | SH.targetSubjectsOf | SH.targetObjectsOf)), shape
        for texts in (graph.objects(shape, SH.name), graph.objects(shape, SH.message | (SH.sparql / SH.message))):
            assert [text.language for text in texts if isinstance(text, Literal)] == ["en"], shape


def test_shapes_name_only_terms_and_codes_that_exist(shapes: tuple[URIRef, Graph]) -> None:
    _, graph = shapes
    for node in {node for triple in graph for node in triple}:
        if str(node).startswith(ONTOLOGY):
            assert str(node) in vars(EG).values()
        if str(node).startswith("https://w3id.org/ecosystem-graph/def/"):
            scheme, code = str(node).split("/")[-2:]
            assert code in CONCEPTS[scheme]
