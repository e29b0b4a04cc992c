"""The algebra of a query, as far as looking for mistakes needs it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from pyparsing import ParseException
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.sparql.sparql import SPARQLError
from rdflib.term import BNode, Variable

from ecosystem_graph.errors import QuerySyntaxError
from ecosystem_graph.store.oxigraph import check_syntax

__all__ = ["bound_variables", "expressions", "parse_algebra", "used_variables", "walk"]

_EXISTS = frozenset({"Builtin_EXISTS", "Builtin_NOTEXISTS"})
_PARTS = ("p", "p1", "p2")


def parse_algebra(text: str) -> CompValue:
    """Parse a query into its algebra.

    Args:
        text: SELECT, ASK, CONSTRUCT or DESCRIBE.

    Returns:
        The root, whose parts are ``p``, or ``p1`` and ``p2``.

    Raises:
        QuerySyntaxError: The text is no query.

    Source:
        SPARQL 1.1 Query Language, section 18.2. https://www.w3.org/TR/sparql11-query/#sparqlQuery
    """
    check_syntax(text)  # rdflib's own messages name no place, and it raises bare exceptions for undeclared prefixes
    try:
        algebra: CompValue = translateQuery(parseQuery(text)).algebra
    except (ParseException, SPARQLError, NotImplementedError) as error:
        raise QuerySyntaxError(f"rdflib cannot read the query: {error}") from error
    return algebra


def walk(node: CompValue) -> Iterator[CompValue]:
    """Yield a node of the algebra and all below it, outermost first; patterns of EXISTS are not followed."""
    yield node
    for name in _PARTS:
        part = node.get(name)
        if isinstance(part, CompValue):
            yield from walk(part)


def bound_variables(node: CompValue) -> frozenset[str]:
    """Return the variables that solutions of a node may bind."""
    own, below = _own_variables(node), _parts(node)
    if node.name in {"Project", "AggregateJoin", "values"}:
        return own  # what is inside cannot be seen from outside
    if node.name == "Minus":
        return bound_variables(node.p1)
    return own.union(*(bound_variables(part) for part in below))


def used_variables(expression: Any) -> frozenset[str]:
    """Return the variables of an expression, those of EXISTS patterns left out: there they are bound anew."""
    if isinstance(expression, Variable):
        return frozenset({str(expression)})
    if isinstance(expression, CompValue):
        if expression.name in _EXISTS:
            return frozenset()
        values = [value for key, value in expression.items() if key not in {"_vars", "res"}]
        return frozenset().union(*map(used_variables, values))
    if isinstance(expression, list | tuple):
        return frozenset().union(*map(used_variables, expression))
    return frozenset()


def expressions(expression: Any) -> Iterator[CompValue]:
    """Yield an expression and all below it, patterns of EXISTS left out."""
    if isinstance(expression, CompValue):
        if expression.name in _EXISTS:
            return
        yield expression
        for key, value in expression.items():
            if key != "_vars":
                yield from expressions(value)
    elif isinstance(expression, list | tuple):
        for each in expression:
            yield from expressions(each)


def _parts(node: CompValue) -> list[CompValue]:
    return [part for name in _PARTS if isinstance(part := node.get(name), CompValue)]


def _own_variables(node: CompValue) -> frozenset[str]:
    """Return the variables that a node binds by itself."""
    read = _OWN.get(node.name)
    return frozenset(map(str, read(node))) if read else frozenset()


_OWN: Mapping[str, Callable[[CompValue], Iterable[object]]] = MappingProxyType(
    {
        "BGP": lambda node: (term for triple in node.triples for term in triple if isinstance(term, Variable | BNode)),
        "values": lambda node: (variable for row in node.res for variable in row),
        "Project": lambda node: node.PV,
        "AggregateJoin": lambda node: {*(each.res for each in node.A), *used_variables(node.p.expr or ())},
        "Extend": lambda node: (node.var,),
        "Graph": lambda node: (node.term,) if isinstance(node.term, Variable) else (),
    }
)
