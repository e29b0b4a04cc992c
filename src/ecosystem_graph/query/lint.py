"""Mistakes in packed queries that run without an error: what they are, where they stand, how to put them right."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import URIRef, Variable

from ecosystem_graph.errors import QueryError
from ecosystem_graph.query.algebra import bound_variables, expressions, parse_algebra, used_variables, walk
from ecosystem_graph.query.component import disconnected_variables
from ecosystem_graph.query.guard import check_query
from ecosystem_graph.query.header import parse_header
from ecosystem_graph.query.label import labels_without_language
from ecosystem_graph.query.pack import PackedQuery, read_query
from ecosystem_graph.query.token import iter_tokens

__all__ = ["LINTS", "LintFinding", "lint_file", "lint_packs"]

LINTS: Mapping[str, str] = MappingProxyType(
    {
        "QL01": "the header or a parameter breaks the convention",
        "QL02": "the header lacks a summary, a question or a budget",
        "QL03": "there is no expected answer, or it has no line",
        "QL04": "the text is no query that may run here: syntax, SERVICE or an update",
        "QL05": "a parameter changes nothing",
        "QL06": "a variable is used where nothing can bind it",
        "QL07": "a filter compares a variable with one IRI",
        "QL08": "LIMIT or OFFSET without ORDER BY",
        "QL09": "patterns of one group share no variable",
        "QL10": "a label is selected without choosing a language",
        "QL11": "rows without ORDER BY, or columns by SELECT *",
        "QL12": "the query is longer than 60 lines",
    }
)
"""What each code stands for."""

_MAX_LINES = 60
_PLACE = re.compile(r"(?:line | at )(\d+)")
_NO_VALUE = "unknown"
"""The variable that stands for no value by convention, as in ``IF(?n = 0, ?unknown, …)``."""


@dataclass(frozen=True, slots=True, order=True)
class LintFinding:
    """One mistake.

    Attributes:
        path: The file.
        line: Line in it, counted from 1.
        code: One of [`LINTS`][ecosystem_graph.query.lint.LINTS].
        message: One sentence that says what is wrong and what to do.
    """

    path: Path
    line: int
    code: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.code} {self.message}"


def lint_packs(folder: Path, answers: Path | None = None) -> list[LintFinding]:
    """Look for mistakes in all queries of a folder of packs, in the order of files and lines.

    Args:
        folder: Folder with one folder per pack.
        answers: Folder with the expected answers, ``<pack>/<name>.csv``; they are not asked for when left out.
    """
    paths = sorted(folder.glob("*/*.rq"))
    findings = [finding for path in paths for finding in lint_file(path, answers)]
    first: dict[str, Path] = {}
    for path in paths:
        other = first.setdefault(path.stem, path)
        if other != path:
            findings.append(LintFinding(path, 1, "QL01", f"The name is taken by {other}; rename one of the two."))
    return sorted(findings)


def lint_file(path: Path, answers: Path | None = None) -> list[LintFinding]:
    """Look for mistakes in one query file; see [`lint_packs`][ecosystem_graph.query.lint.lint_packs]."""
    try:
        query = read_query(path)
    except QueryError as error:
        return [LintFinding(path, _line_of_error(error), "QL01", f"{str(error).rpartition('.rq')[2].lstrip(':, ')}.")]
    findings = [*_check_header(query), *_check_answer(query, answers), *_check_length(query)]
    try:
        check_query(query.text)
        algebra = parse_algebra(query.text)
    except QueryError as error:
        findings.append(LintFinding(path, _line_of_error(error), "QL04", f"{error}."))
        return sorted(findings)
    found = (LintFinding(path, line, code, message) for code, rule in _RULES for line, message in rule(query, algebra))
    return sorted({*findings, *found})


def _check_header(query: PackedQuery) -> Iterator[LintFinding]:
    header = parse_header(query.text, query.path)
    for key, what in (("summary", "one sentence"), ("answers", "a question like CQ-002"), ("budget", "seconds")):
        if not header.lines.get(key) or (key == "answers" and not query.answers):
            yield LintFinding(query.path, 1, "QL02", f"The header names no {key}; add a line #+ {key}: with {what}.")


def _check_answer(query: PackedQuery, answers: Path | None) -> Iterator[LintFinding]:
    if answers is None:
        return
    path = answers / query.pack / f"{query.slug}.csv"
    if not path.is_file():
        yield LintFinding(query.path, 1, "QL03", f"There is no expected answer {path}; write it with make golden.")
    elif len(path.read_text(encoding="utf-8").splitlines()) < 2:
        message = f"The expected answer {path} has no line; add records that answer the question."
        yield LintFinding(query.path, 1, "QL03", message)


def _check_length(query: PackedQuery) -> Iterator[LintFinding]:
    if (size := len(query.text.splitlines())) > _MAX_LINES:
        yield LintFinding(query.path, size, "QL12", f"The file has {size} lines, more than {_MAX_LINES}; divide it.")


def _find_idle_parameters(query: PackedQuery, _: CompValue) -> Iterator[tuple[int, str]]:
    for parameter in query.parameters:
        lines = _lines(query.text, parameter.name)
        if len(lines) == 1:
            yield lines[0], f"The parameter ?{parameter.name} is used nowhere but in its VALUES block; use or drop it."


def _find_unbound(query: PackedQuery, algebra: CompValue) -> Iterator[tuple[int, str]]:
    inner = [node for node in walk(algebra) if algebra.name == "SelectQuery" or node is not algebra.p]
    for node in inner:
        for name in sorted(_uses(node) - _visible(node) - {_NO_VALUE}):
            message = f"Nothing binds ?{name} in the group where it is used; move it to the group that binds it."
            yield (_lines(query.text, name) or [1])[-1], message


def _uses(node: CompValue) -> frozenset[str]:
    """Return the variables that a node itself looks at."""
    if node.name == "AggregateJoin":
        return used_variables([each.vars for each in node.A if each.vars != "*"])
    if node.name == "Group":
        return used_variables(node.expr)
    if node.name == "Project":
        return frozenset(map(str, node.PV))
    return used_variables(node.expr) if node.name in {"Filter", "Extend", "LeftJoin", "OrderBy"} else frozenset()


def _visible(node: CompValue) -> frozenset[str]:
    """Return the variables that what is inside a node may bind."""
    inside = [part for name in ("p", "p1", "p2") if isinstance(part := node.get(name), CompValue)]
    if node.name == "AggregateJoin":
        inside = [node.p.p]
    return frozenset().union(*map(bound_variables, inside))


def _find_iri_filters(query: PackedQuery, algebra: CompValue) -> Iterator[tuple[int, str]]:
    for node in walk(algebra):
        if node.name not in {"Filter", "LeftJoin"}:
            continue
        for each in expressions(node.expr):
            if each.name == "RelationalExpression" and each.op == "=":
                sides = (each.expr, each.other)
                name = next((str(side) for side in sides if isinstance(side, Variable)), None)
                if name is not None and any(isinstance(side, URIRef) for side in sides):
                    message = f"The filter compares ?{name} with one IRI; put the IRI into the pattern or into VALUES."
                    yield (_lines(query.text, name) or [1])[-1], message


def _find_unordered_slices(query: PackedQuery, algebra: CompValue) -> Iterator[tuple[int, str]]:
    for node in walk(algebra):
        if node.name == "Slice" and not _is_ordered(node):
            tokens = iter_tokens(query.text)
            line = next((_line(query.text, each.start) for each in tokens if each.is_word("LIMIT")), 1)
            yield line, "LIMIT without ORDER BY gives other rows on other engines; order by what makes a row unique."


def _is_ordered(node: CompValue) -> bool:
    """Tell whether the solutions of a slice are ordered, before any deeper query begins."""
    inside = node.p
    while inside.name in {"Project", "Distinct", "Reduced"}:
        inside = inside.p
    return bool(inside.name == "OrderBy")


def _find_cross_products(query: PackedQuery, algebra: CompValue) -> Iterator[tuple[int, str]]:
    for one, other in disconnected_variables(algebra):
        message = (
            f"The patterns of ?{one} and ?{other} share no variable, so every pair of them is a solution; join them."
        )
        yield (_lines(query.text, other) or [1])[0], message


def _find_labels(query: PackedQuery, algebra: CompValue) -> Iterator[tuple[int, str]]:
    for name in labels_without_language(algebra) if algebra.name == "SelectQuery" else ():  # triples keep languages
        message = f"?{name} is a label in any language; choose one with LANG, take MIN, or write it with STR."
        yield (_lines(query.text, name) or [1])[0], message


def _find_unstable(query: PackedQuery, algebra: CompValue) -> Iterator[tuple[int, str]]:
    if algebra.name != "SelectQuery":
        return
    tokens = list(iter_tokens(query.text))
    for word, star in pairwise(tokens):
        if word.is_word("SELECT") and star.text == "*":
            yield _line(query.text, star.start), "SELECT * gives columns that change with the pattern; name them."
    if not any(node.name == "OrderBy" for node in walk(algebra)):
        yield 1, "Rows without ORDER BY come in another order on other engines; order them."


def _lines(text: str, variable: str) -> list[int]:
    """Return the lines on which a variable stands, in order, repeats kept."""
    return [
        _line(text, token.start)
        for token in iter_tokens(text)
        if token.kind == "variable" and token.text[1:] == variable
    ]


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


def _line_of_error(error: QueryError) -> int:
    match = _PLACE.search(str(error))
    return int(match[1]) if match else 1


_Rule = Callable[[PackedQuery, CompValue], Iterator[tuple[int, str]]]

_RULES: tuple[tuple[str, _Rule], ...] = (
    ("QL05", _find_idle_parameters),
    ("QL06", _find_unbound),
    ("QL07", _find_iri_filters),
    ("QL08", _find_unordered_slices),
    ("QL09", _find_cross_products),
    ("QL10", _find_labels),
    ("QL11", _find_unstable),
)
