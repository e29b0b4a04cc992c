"""Parts of a group that share no variable: together they give every pair of their solutions."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import BNode, Variable

from ecosystem_graph.query.algebra import bound_variables, expressions, used_variables, walk

__all__ = ["disconnected_variables"]

_COMPARISONS = frozenset({"=", "IN"})
"""Comparisons that join; one like ``<`` leaves about half of all pairs."""


def disconnected_variables(algebra: CompValue) -> Iterator[tuple[str, str]]:
    """Yield pairs of variables, each from a part of one group that nothing joins to the other.

    Triples, graphs, unions and inner queries are joined by the variables they share, by what one is computed from, and
    by filters for equality. Blocks of VALUES and inner queries that always give one row make no product.

    Args:
        algebra: See [`parse_algebra`][ecosystem_graph.query.algebra.parse_algebra].
    """
    inside: set[int] = set()
    for node in walk(algebra):
        if node.name in {"Join", "BGP", "LeftJoin", "Extend", "Filter"} and id(node) not in inside:
            members, links = _gather(node, inside)
            names = [min(group) for group in _components(members, links)]
            yield from pairwise(sorted(names))


def _gather(node: CompValue, inside: set[int]) -> tuple[list[frozenset[str]], list[frozenset[str]]]:
    """Return what a group multiplies, by variables, and what links them; nodes of the same group are noted."""
    inside.add(id(node))
    if node.name == "BGP":
        return [names for triple in node.triples if (names := _names(triple))], []
    if node.name in {"Join", "LeftJoin"}:
        one, other = _gather(node.p1, inside), _gather(node.p2, inside)
        links = _equalities(node.get("expr"))
        return one[0] + other[0], one[1] + other[1] + links
    if node.name == "Extend":
        members, links = _gather(node.p, inside)
        return members, [*links, used_variables(node.expr) | {str(node.var)}]
    if node.name == "Filter":
        members, links = _gather(node.p, inside)
        return members, links + _equalities(node.expr)
    if _is_one_row(node) or (node.name == "ToMultiSet" and node.p.name == "values"):
        return [], [bound_variables(node)]
    names = bound_variables(node)
    return ([names] if names else []), []


def _names(triple: tuple[Any, ...]) -> frozenset[str]:
    return frozenset(str(term) for term in triple if isinstance(term, Variable | BNode))


def _is_one_row(node: CompValue) -> bool:
    """Tell whether a node is an inner query that counts or adds up without groups."""
    return node.name == "ToMultiSet" and any(
        each.name == "AggregateJoin" and each.p.expr is None for each in walk(node.p)
    )


def _equalities(expression: object) -> list[frozenset[str]]:
    return [
        used_variables(each)
        for each in expressions(expression)
        if each.name == "RelationalExpression" and each.op in _COMPARISONS
    ]


def _components(members: list[frozenset[str]], links: list[frozenset[str]]) -> list[frozenset[str]]:
    """Return the variables of each part that nothing joins to another, only of parts that hold a member."""
    groups: list[frozenset[str]] = []
    for names in (*members, *links):
        touched = [group for group in groups if group & names]
        groups = [group for group in groups if not group & names]
        groups.append(names.union(*touched))
    own = frozenset().union(*members)
    return [group & own for group in groups if group & own]
