from dataclasses import replace
from xml.etree.ElementTree import fromstring

import pytest
from rdflib import RDF, SH, Graph, Literal, URIRef

from ecosystem_graph.namespaces import SHAPES, XSD
from ecosystem_graph.validate.document import write_junit, write_turtle
from ecosystem_graph.validate.finding import IRI_VALUE, Finding
from ecosystem_graph.validate.report import make_report

DURATION = Finding(
    shape=f"{SHAPES}Project-duration",
    severity="violation",
    focus_node="https://example.org/id/project/a",
    path="https://example.org/start",
    value="2017-10-12",
    message="A project must not end before it starts.",
    component="LessThanOrEqualsConstraintComponent",
    value_type=f"{XSD}date",
)
REGION = replace(
    DURATION,
    shape=f"{SHAPES}Participation-region",
    severity="info",
    value="",
    value_type="",
    component="MinCountConstraintComponent",
)


def test_a_violation_fails_its_case_and_an_info_does_not() -> None:
    document = write_junit(make_report([DURATION, REGION]), [REGION.shape, DURATION.shape, f"{SHAPES}Region-iri"])
    suite = fromstring(document.encode())
    assert (suite.get("tests"), suite.get("failures")) == ("3", "1")
    cases = {case.get("name"): case for case in suite}
    assert [each.tag for each in cases["Project-duration"]] == ["failure"]
    assert [each.tag for each in cases["Participation-region"]] == ["system-out"]
    assert list(cases["Region-iri"]) == []
    assert "https://example.org/id/project/a" in (cases["Project-duration"][0].text or "")


def test_a_shape_that_nobody_listed_still_has_its_case() -> None:
    suite = fromstring(write_junit(make_report([DURATION]), []).encode())
    assert [case.get("name") for case in suite] == ["Project-duration"]


def test_characters_that_xml_does_not_allow_do_not_break_the_document() -> None:
    document = write_junit(make_report([replace(DURATION, value="<a>\x00&\x1b")]), [])
    assert "[<a>?&?]" in (fromstring(document.encode())[0][0].text or "")


def test_turtle_holds_a_report_with_one_result_per_finding() -> None:
    graph = Graph().parse(data=write_turtle(make_report([DURATION, REGION])), format="turtle")
    (top,) = graph.subjects(RDF.type, SH.ValidationReport)
    assert list(graph.objects(top, SH.conforms)) == [Literal(False)]
    results = list(graph.objects(top, SH.result))
    assert {graph.value(result, SH.resultSeverity) for result in results} == {SH.Violation, SH.Info}
    (result,) = graph.subjects(SH.sourceShape, URIRef(DURATION.shape))
    assert dict(graph.predicate_objects(result)) == {
        RDF.type: SH.ValidationResult,
        SH.focusNode: URIRef(DURATION.focus_node),
        SH.resultPath: URIRef(DURATION.path),
        SH.resultSeverity: SH.Violation,
        SH.sourceShape: URIRef(DURATION.shape),
        SH.resultMessage: Literal(DURATION.message, lang="en"),
        SH.sourceConstraintComponent: SH.LessThanOrEqualsConstraintComponent,
        SH.value: Literal("2017-10-12", datatype=URIRef(f"{XSD}date")),
    }


def test_a_graph_without_findings_conforms() -> None:
    graph = Graph().parse(data=write_turtle(make_report()), format="turtle")
    assert list(graph.objects(None, SH.conforms)) == [Literal(True)]


@pytest.mark.parametrize(
    ("value", "value_type", "expected"),
    [
        ("https://example.org/x", IRI_VALUE, URIRef("https://example.org/x")),
        ("Wien", "@de", Literal("Wien", lang="de")),
        ("x", f"{XSD}string", Literal("x")),
        ("0.50", f"{XSD}decimal", Literal("0.50", datatype=URIRef(f"{XSD}decimal"), normalize=False)),
    ],
)
def test_values_keep_their_kind(value: str, value_type: str, expected: URIRef | Literal) -> None:
    report = make_report([replace(DURATION, value=value, value_type=value_type)])
    graph = Graph().parse(data=write_turtle(report), format="turtle")
    assert list(graph.objects(None, SH.value)) == [expected]


def test_a_path_followed_backwards_is_a_node_of_its_own() -> None:
    graph = Graph().parse(data=write_turtle(make_report([replace(DURATION, path="^urn:p")])), format="turtle")
    assert list(graph.objects(None, SH.resultPath / SH.inversePath)) == [URIRef("urn:p")]


def test_the_same_findings_give_the_same_bytes_in_any_order() -> None:
    first, second = (make_report(some) for some in ([DURATION, REGION], [REGION, DURATION]))
    assert write_turtle(first) == write_turtle(second)
    assert write_junit(first, []) == write_junit(second, [])
