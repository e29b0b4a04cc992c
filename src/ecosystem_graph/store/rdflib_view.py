"""An rdflib graph or dataset, for small data that is already in memory."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeAlias

import pyoxigraph as ox
from pyparsing import ParseException
from rdflib import BNode, Dataset, Graph, Literal, URIRef
from rdflib.paths import Path
from rdflib.plugins.sparql import CUSTOM_EVALS
from rdflib.plugins.sparql.aggregates import Aggregator
from rdflib.plugins.sparql.evaluate import evalBGP, evalPart
from rdflib.plugins.sparql.evalutils import _eval
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.sparql.sparql import FrozenBindings, QueryContext, SPARQLError
from rdflib.query import Result as RdflibResult
from rdflib.term import Node

from ecosystem_graph.errors import QueryError, StoreError
from ecosystem_graph.store.oxigraph import check_syntax
from ecosystem_graph.store.solution import Boolean, Result, Solutions, Term, Triples

__all__ = ["RdflibView"]

_Pattern: TypeAlias = tuple[object, object, object]


class RdflibView:
    """Answers queries with rdflib: for thousands of triples, not for millions.

    Args:
        graph: A graph, or a dataset whose default graph is not the union of its named graphs.

    Raises:
        StoreError: The dataset has a union default graph, in which sources could not be told apart.
    """

    def __init__(self, graph: Graph | Dataset) -> None:
        if isinstance(graph, Dataset) and graph.default_union:
            raise StoreError("expected a dataset without union default graph", hint="Use Dataset(default_union=False).")
        self._graph = graph

    def query(self, text: str) -> Result:
        """Answer a query; see [`GraphView.query`][ecosystem_graph.store.view.GraphView.query]."""
        check_syntax(text)  # rdflib's own messages name no place, and it raises bare exceptions for undeclared prefixes
        try:
            with _own_evaluators():
                return _convert_result(self._graph.query(text))
        except (ParseException, SPARQLError, NotImplementedError, TypeError) as error:
            raise QueryError(f"rdflib cannot evaluate the query: {error}") from error
        except ValueError as error:
            raise StoreError(f"the graph holds a term that is not RDF 1.1: {error}") from error


@contextmanager
def _own_evaluators() -> Iterator[None]:
    """Evaluate groups and basic graph patterns here while a query runs; rdflib asks custom evaluators first."""
    CUSTOM_EVALS[__name__] = _evaluate
    try:
        yield
    finally:
        CUSTOM_EVALS.pop(__name__, None)


def _evaluate(context: QueryContext, part: CompValue) -> Iterator[FrozenBindings]:
    if part.name == "BGP":
        bound = {node for pattern in part.triples for node in pattern if context[node] is not None}
        ordered: Any = _in_order(part.triples, bound)
        return iter(evalBGP(context, ordered))
    if part.name == "AggregateJoin" and part.p.expr is not None:
        return _evaluate_groups(context, part)
    raise NotImplementedError  # tells rdflib to evaluate the part itself


def _in_order(patterns: Sequence[_Pattern], bound: set[object]) -> list[_Pattern]:
    """Return triple patterns so that each starts from what those before it have bound.

    rdflib sorts them once, by what is bound at the start. A path of any length whose ends are both unbound then goes
    through every pair of nodes of the graph: minutes where this order takes no time.
    """
    left, ordered, known = list(patterns), [], set(bound)

    def cost(pattern: _Pattern) -> tuple[bool, int]:
        unbound = sum(node not in known for node in pattern if not isinstance(node, Path))
        return isinstance(pattern[1], Path) and unbound == 2, unbound

    while left:
        ordered.append(left.pop(left.index(min(left, key=cost))))
        known |= set(ordered[-1])
    return ordered


def _evaluate_groups(context: QueryContext, part: CompValue) -> Iterator[FrozenBindings]:
    """Evaluate ``GROUP BY``: no solutions give no group, where rdflib by itself gives one without any value.

    Source:
        SPARQL 1.1 Query Language, section 18.5.1. https://www.w3.org/TR/sparql11-query/#aggregateAlgebra
    """
    groups: defaultdict[tuple[object, ...], Aggregator] = defaultdict(lambda: Aggregator(aggregations=part.A))
    for row in evalPart(context, part.p):
        groups[tuple(_eval(each, row, False) for each in part.p.expr)].update(row)
    return (FrozenBindings(context, group.get_bindings()) for group in groups.values())


def _convert_result(answer: RdflibResult) -> Result:
    if answer.type == "ASK":
        return Boolean(bool(answer.askAnswer))
    if answer.type == "SELECT":
        names = tuple(str(variable) for variable in answer.vars or ())
        rows = tuple(
            tuple(_convert_term(solution.get(name)) for name in answer.vars or ()) for solution in answer.bindings
        )
        return Solutions(names, rows)
    return Triples.gather(_convert_triple(triple) for triple in answer.graph or ())


def _convert_triple(triple: tuple[Node, Node, Node]) -> ox.Triple:
    subject, predicate, value = (_convert_term(node) for node in triple)
    if not isinstance(predicate, ox.NamedNode) or isinstance(subject, ox.Literal) or subject is None or value is None:
        raise ValueError(f"{triple} is not a triple")
    return ox.Triple(subject, predicate, value)


def _convert_term(node: Node | None) -> Term | None:
    if isinstance(node, Literal):
        if node.language:
            return ox.Literal(str(node), language=node.language)
        return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype)) if node.datatype else None)
    if isinstance(node, URIRef):
        return ox.NamedNode(str(node))
    return ox.BlankNode(str(node)) if isinstance(node, BNode) else None
