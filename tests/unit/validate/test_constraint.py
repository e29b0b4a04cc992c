import pytest
from rdflib import Graph, URIRef

from ecosystem_graph.errors import ConfigError
from ecosystem_graph.validate.constraint import Count, Order, Path, Target, ValueTest, component_name, read_shape

PREFIX = "@prefix sh: <http://www.w3.org/ns/shacl#> .\n"


def read(text: str) -> Graph:
    return Graph().parse(data=f"{PREFIX}<urn:shape> {text} .", format="turtle")


def test_a_shape_says_what_it_looks_at_and_what_must_hold() -> None:
    graph = read(
        "a sh:PropertyShape ; sh:targetClass <urn:A> ; sh:targetObjectsOf <urn:b> ;"
        " sh:path [ sh:inversePath <urn:p> ] ;"
        " sh:minCount 1 ; sh:minLength 2 ; sh:lessThan <urn:q> ; sh:severity sh:Warning ; sh:message 'No.'@en"
    )
    shape = read_shape(graph, URIRef("urn:shape"))
    assert (shape.severity, shape.message, shape.path) == ("warning", "No.", Path("urn:p", inverse=True))
    assert shape.targets == (Target("class", "urn:A"), Target("objects", "urn:b"))
    assert [type(each) for each in shape.constraints] == [Order, Count, ValueTest]
    assert [component_name(each) for each in shape.constraints] == [
        "LessThanConstraintComponent", "MinCountConstraintComponent", "MinLengthConstraintComponent",
    ]  # fmt: skip


def test_a_shape_without_severity_is_one_that_must_hold() -> None:
    assert read_shape(read("sh:targetClass <urn:A>"), URIRef("urn:shape")).severity == "violation"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("sh:not [ sh:minCount 1 ]", "uses not, which is not understood here"),
        ("sh:path ( <urn:a> <urn:b> )", "expected a property or its inverse as path"),
    ],
)
def test_what_columns_cannot_answer_is_an_error(text: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        read_shape(read(text), URIRef("urn:shape"))
