"""Reports in the formats of other tools: JUnit XML for continuous integration, SHACL in Turtle."""

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from rdflib import RDF, SH, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from ecosystem_graph.issues import Severity
from ecosystem_graph.namespaces import PREFIXES, SHAPES, XSD
from ecosystem_graph.validate.finding import IRI_VALUE, Finding
from ecosystem_graph.validate.report import Report

__all__ = ["write_junit", "write_turtle"]

_NOT_IN_XML = re.compile("[\x00-\x1f\x7f\ufffe\uffff]")
_SUITE = "ecosystem-graph validate"
_SEVERITIES: Mapping[Severity, URIRef] = MappingProxyType(
    {"violation": SH.Violation, "warning": SH.Warning, "info": SH.Info}
)


def write_junit(report: Report, shapes: Sequence[str]) -> str:
    """Return a report as JUnit XML: one test case per shape.

    Violations are failures. Warnings and infos are output of a passed test, so that they break no pipeline.

    Args:
        report: The report.
        shapes: IRIs of all shapes that were checked, those without findings included.
    """
    by_shape: dict[str, list[Finding]] = {shape: [] for shape in shapes}
    for finding in report.findings:
        by_shape.setdefault(finding.shape, []).append(finding)
    failed = sum(any(found.severity == "violation" for found in some) for some in by_shape.values())
    suite = Element("testsuite", name=_SUITE, tests=str(len(by_shape)), failures=str(failed), errors="0")
    for shape, findings in sorted(by_shape.items()):
        _add_case(suite, shape, findings)
    indent(suite)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(suite, encoding="unicode")}\n'


def _add_case(suite: Element, shape: str, findings: Sequence[Finding]) -> None:
    case = SubElement(suite, "testcase", classname="shapes", name=shape.removeprefix(SHAPES))
    violations = [found for found in findings if found.severity == "violation"]
    others = [found for found in findings if found.severity != "violation"]
    if violations:
        failure = SubElement(case, "failure", type="violation", message=f"{len(violations)} violations")
        failure.text = "\n".join(map(_line, violations))
    if others:
        SubElement(case, "system-out").text = "\n".join(map(_line, others))


def _line(finding: Finding) -> str:
    """Return a finding in one line; what XML does not allow becomes a question mark."""
    value = f" [{finding.value}]" if finding.value else ""
    text = f"{finding.severity}: {finding.focus_node} {finding.path}{value}: {finding.message}"
    return _NOT_IN_XML.sub("?", text)


def write_turtle(report: Report) -> str:
    """Return a report as ``sh:ValidationReport`` in Turtle (SHACL, section 3.6), worst results first."""
    graph = Graph()
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    top = BNode("report")
    graph.add((top, RDF.type, SH.ValidationReport))
    # Conforming in SHACL means no result at all, whatever its severity.
    graph.add((top, SH.conforms, Literal(not report.findings)))
    for number, finding in enumerate(report.findings, start=1):
        result = BNode(f"result{number:08}")
        graph.add((top, SH.result, result))
        for predicate, value in _result(finding, graph):
            graph.add((result, predicate, value))
    return graph.serialize(format="turtle")


def _result(finding: Finding, graph: Graph) -> Iterator[tuple[URIRef, Node]]:
    yield RDF.type, SH.ValidationResult
    yield SH.focusNode, URIRef(finding.focus_node)
    yield SH.resultSeverity, _SEVERITIES[finding.severity]
    if finding.shape:
        yield SH.sourceShape, URIRef(finding.shape)
    yield SH.resultMessage, Literal(finding.message, lang="en")
    component = finding.component
    yield SH.sourceConstraintComponent, URIRef(component) if ":" in component else SH[component]
    if finding.path:
        yield SH.resultPath, _path(finding.path, graph)
    if finding.value_type:
        yield SH.value, _value(finding)


def _path(path: str, graph: Graph) -> Node:
    if not path.startswith("^"):
        return URIRef(path)
    inverse = BNode()
    graph.add((inverse, SH.inversePath, URIRef(path[1:])))
    return inverse


def _value(finding: Finding) -> Node:
    kind = finding.value_type
    if kind == IRI_VALUE:
        return URIRef(finding.value)
    if kind.startswith("@"):
        return Literal(finding.value, lang=kind[1:])
    return Literal(finding.value, datatype=None if kind == f"{XSD}string" else URIRef(kind), normalize=False)
