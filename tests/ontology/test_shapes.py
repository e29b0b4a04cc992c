import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from rdflib import RDF, SH, SKOS, Graph, Literal, URIRef

from ecosystem_graph.graph.mapping import MAPS
from ecosystem_graph.namespaces import ONTOLOGY, SHAPES
from ecosystem_graph.terms import CONCEPTS, EG
from ecosystem_graph.validate.shacl import validate_document
from ecosystem_graph.validate.shapes import Shapes, load_shapes, read_own_shapes

FOLDER = Path(__file__).resolve().parents[2] / "ontology" / "shapes"
CASES = tomllib.loads((FOLDER.parents[1] / "tests/fixtures/shapes/broken.toml").read_text(encoding="utf-8"))["case"]
SEVERITIES = {"must": SH.Violation, "should": SH.Warning, "may": SH.Info}
WORDS = {"must": "violation", "should": "warning", "may": "info"}
NAMED = {
    folder: {
        str(node) for path in (FOLDER / folder).glob("*.ttl") for node in Graph().parse(path).subjects(SH.severity)
    }
    for folder in SEVERITIES
}
QUERIES = {str(query.shape) for query in load_shapes().queries}


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


def case_name(case: Mapping[str, str]) -> str:
    return f"{case['shape']}-{case['about'].rpartition(':')[2]}"


def test_every_shape_but_those_of_analyses_has_a_case_that_breaks_it_and_every_case_a_shape() -> None:
    elsewhere = {str(node) for node in Graph().parse(FOLDER / "must" / "analysis.ttl").subjects(SH.severity)}
    assert {SHAPES + case["shape"] for case in CASES} == set(load_shapes().iris()) - elsewhere


def test_every_kind_of_thing_that_a_release_describes_is_looked_at_by_a_shape() -> None:
    graph = Graph()
    for path in FOLDER.glob("*/*.ttl"):
        graph.parse(path, format="turtle")
    # Every class has the shape for e-mail addresses, so one that looks at nothing else does not count.
    own = {target for shape, target in graph.subject_objects(SH.targetClass) if "Privacy" not in str(shape)}
    written = {str(name) for entity in MAPS for name in entity.types} - {str(SKOS.Concept)}
    assert written <= {str(target) for target in own}


def test_no_shape_finds_anything_in_the_sound_graph(sound: Graph) -> None:
    document = sound.serialize(format="nt").encode()
    assert validate_document(document) == validate_document(document, read_own_shapes(FOLDER)) == ()


def test_the_sound_graph_has_something_of_every_kind(sound: Graph) -> None:
    written = {name for entity in MAPS for name in entity.types} - {str(SKOS.Concept)}
    assert written == {str(name) for name in sound.objects(None, RDF.type)} - {str(SKOS.Concept)}


@pytest.mark.parametrize("case", CASES, ids=case_name)
def test_a_shape_finds_the_node_that_breaks_it(
    case: Mapping[str, str],
    break_shape: Callable[[Mapping[str, str]], bytes],
    focus_of: Callable[[Mapping[str, str]], str],
    only: Callable[[str], Shapes],
) -> None:
    found = validate_document(break_shape(case), only(case["shape"]))
    assert {finding.shape for finding in found} == {SHAPES + case["shape"]}
    assert {finding.focus_node for finding in found} == {focus_of(case)}
    duty = next(folder for folder, names in NAMED.items() if SHAPES + case["shape"] in names)
    assert {finding.severity for finding in found} == {WORDS[duty]}
    assert all(finding.message and "{" not in finding.message for finding in found)


@pytest.mark.parametrize("case", [case for case in CASES if SHAPES + case["shape"] in QUERIES], ids=case_name)
def test_asking_once_for_all_nodes_finds_what_the_engine_finds_node_by_node(
    case: Mapping[str, str], break_shape: Callable[[Mapping[str, str]], bytes], only: Callable[[str], Shapes]
) -> None:
    document, shapes = break_shape(case), only(case["shape"])
    node_by_node = validate_document(document, Shapes(shapes.queries[0].graph, ()))
    assert set(validate_document(document, shapes)) == set(node_by_node) != set()
