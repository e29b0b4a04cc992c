"""SHACL validation of a graph, with pySHACL as the judge."""

from collections.abc import Iterator

import pyshacl
from rdflib import SH, BNode, Graph, URIRef, Variable
from rdflib.term import Node

from ecosystem_graph.errors import ValidationFailedError
from ecosystem_graph.issues import Severity
from ecosystem_graph.progress import Progress, no_progress
from ecosystem_graph.validate.finding import Finding, sort_findings
from ecosystem_graph.validate.shapes import QueryShape, Shapes, load_shapes

__all__ = ["validate_graph"]

_SEVERITIES: dict[Node | None, Severity] = {SH.Violation: "violation", SH.Warning: "warning", SH.Info: "info"}
_THIS = Variable("this")


def validate_graph(graph: Graph, shapes: Shapes | None = None, progress: Progress = no_progress) -> tuple[Finding, ...]:
    """Check a graph against shapes.

    A SPARQL constraint asks one query per focus node. That takes minutes for thousands of projects, so the same query
    first runs once over the whole graph, and pySHACL judges only the focus nodes it returns. The answer is the same,
    because ``$this`` occurs in a triple pattern of every such query.

    Args:
        graph: Default graph of a release. It is not changed.
        shapes: Shapes to keep; the shipped ones when left out.
        progress: Told after each step.

    Returns:
        Findings, sorted. The same graph gives the same findings.

    Raises:
        ValidationFailedError: pySHACL could not finish.
    """
    shapes = shapes or load_shapes()
    total = len(shapes.queries) + 1
    findings = [*_judge(graph, shapes.core)]
    for done, query in enumerate(shapes.queries, start=1):
        progress("validate", done, total)
        candidates = _candidates(graph, query)
        if candidates:
            findings += _judge(graph, query.graph, candidates)
    progress("validate", total, total)
    return sort_findings(findings)


def _candidates(graph: Graph, query: QueryShape) -> list[str]:
    solutions = graph.query(query.select).bindings
    return sorted({str(solution[_THIS]) for solution in solutions if _THIS in solution})


def _judge(graph: Graph, shapes: Graph, focus_nodes: list[str] | None = None) -> Iterator[Finding]:
    _, report, text = pyshacl.validate(
        graph, shacl_graph=shapes, inference="none", inplace=True, focus_nodes=focus_nodes
    )
    if not isinstance(report, Graph):
        raise ValidationFailedError(f"the shapes cannot be evaluated: {text}")
    for result in report.objects(None, SH.result):
        yield _finding(report, shapes, result)


def _finding(report: Graph, shapes: Graph, result: Node) -> Finding:
    messages = sorted(str(message) for message in report.objects(result, SH.resultMessage))
    return Finding(
        shape=_named_shape(shapes, report.value(result, SH.sourceShape)),
        severity=_SEVERITIES[report.value(result, SH.resultSeverity)],
        focus_node=str(report.value(result, SH.focusNode)),
        path=_path(report, report.value(result, SH.resultPath)),
        value=_text(report.value(result, SH.value)),
        message=" ".join(messages),
    )


def _named_shape(shapes: Graph, shape: Node | None) -> str:
    """Return the IRI of a shape; of a nested one, the IRI of the shape it is part of."""
    while isinstance(shape, BNode):
        shape = min(shapes.subjects(None, shape), key=str, default=None)
    return _text(shape)


def _path(report: Graph, path: Node | None) -> str:
    inverse = report.value(path, SH.inversePath) if isinstance(path, BNode) else None
    if inverse is not None:
        return f"^{inverse}"
    return str(path) if isinstance(path, URIRef) else ""


def _text(node: Node | None) -> str:
    # Not `node or ""`: the literal 0 is false.
    return "" if node is None else str(node)
