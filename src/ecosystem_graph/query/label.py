"""Labels that a query gives in whatever language they come."""

from rdflib.namespace import DCTERMS, RDFS, SKOS
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Variable

from ecosystem_graph.query.algebra import expressions, used_variables, walk
from ecosystem_graph.terms import EG

__all__ = ["labels_without_language"]

_LABELS = frozenset(
    {
        str(RDFS.label),
        str(SKOS.prefLabel),
        str(SKOS.altLabel),
        str(DCTERMS.title),
        str(DCTERMS.description),
        EG.textValue,
    }
)
_PLAIN = frozenset({str(RDFS.label)})
"""Properties whose value may also be a name without any language, so that STR is choice enough."""


def labels_without_language(algebra: CompValue) -> list[str]:
    """Return the variables of labels that reach the answer although no language was chosen, sorted.

    A language is chosen by a condition on LANG, by showing LANG beside the label, by an aggregate that takes one of
    several, or by VALUES that hold the label itself. For names (``rdfs:label``), STR is enough.

    Args:
        algebra: See [`parse_algebra`][ecosystem_graph.query.algebra.parse_algebra].
    """
    nodes = list(walk(algebra))
    labels = _labels(nodes)
    chosen = _with_language(nodes) | _given(nodes)
    shown = _shown(nodes)
    by_text = {str(node.expr.arg): str(node.var) for node in nodes if _is_text_of_variable(node)}
    return sorted(
        name
        for name, predicates in labels.items()
        if name not in chosen and (name in shown or (by_text.get(name) in shown and not predicates <= _PLAIN))
    )


def _labels(nodes: list[CompValue]) -> dict[str, set[str]]:
    """Return the label properties by the variables they bind; the last step of a path counts."""
    labels: dict[str, set[str]] = {}
    for node in nodes:
        for _, predicate, value in node.triples if node.name == "BGP" else ():
            steps = getattr(predicate, "args", [predicate])
            if isinstance(value, Variable) and str(steps[-1]) in _LABELS:
                labels.setdefault(str(value), set()).add(str(steps[-1]))
    return labels


def _with_language(nodes: list[CompValue]) -> frozenset[str]:
    asked = [each for node in nodes for each in expressions(node.get("expr")) if each.name == "Builtin_LANG"]
    return frozenset().union(*map(used_variables, asked))


def _given(nodes: list[CompValue]) -> frozenset[str]:
    return frozenset(str(name) for node in nodes if node.name == "values" for row in node.res for name in row)


def _shown(nodes: list[CompValue]) -> frozenset[str]:
    """Return the variables of the answer, and those that groups hand on to it unchanged."""
    names = next((frozenset(map(str, node.PV)) for node in nodes if node.name == "Project"), frozenset())
    grouped = [set(map(str, node.p.expr or ())) for node in nodes if node.name == "AggregateJoin"][:1]
    return names & frozenset(grouped[0]) if grouped else names


def _is_text_of_variable(node: CompValue) -> bool:
    return bool(
        node.name == "Extend"
        and getattr(node.expr, "name", "") == "Builtin_STR"
        and isinstance(node.expr.arg, Variable)
    )
