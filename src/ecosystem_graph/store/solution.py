"""What a query gives, whichever store answered it: solutions, a truth value or triples, made of pyoxigraph terms."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

import pyoxigraph as ox

from ecosystem_graph.errors import QueryError

__all__ = [
    "Boolean",
    "Result",
    "Solutions",
    "Term",
    "Triples",
    "convert_result",
    "parse_result",
    "parse_triples",
    "plain_term",
]

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal
"""An RDF 1.1 term. Language tags are in lower case; lexical forms are those the store keeps."""


@dataclass(frozen=True, slots=True)
class Solutions:
    """Answer of a SELECT query.

    Attributes:
        variables: Names without question mark, in the order of the SELECT clause.
        rows: One tuple per solution, in the order of the answer; None where a variable is unbound.
    """

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Term]]:
        """Yield each solution as a mapping of its bound variables."""
        for row in self.rows:
            yield {name: term for name, term in zip(self.variables, row, strict=True) if term is not None}

    def texts(self) -> list[tuple[str, ...]]:
        """Return the plain text of every term: IRI, blank node label or lexical form; empty where unbound."""
        return [tuple("" if term is None else term.value for term in row) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Boolean:
    """Answer of an ASK query."""

    value: bool

    def __bool__(self) -> bool:
        return self.value


@dataclass(frozen=True, slots=True)
class Triples:
    """Answer of a CONSTRUCT or DESCRIBE query.

    Attributes:
        triples: Distinct triples in the order of their N-Triples lines.
    """

    triples: tuple[ox.Triple, ...]

    def __len__(self) -> int:
        return len(self.triples)

    @classmethod
    def gather(cls, triples: Iterable[ox.Triple]) -> "Triples":
        """Return triples once each and in a stable order; stores repeat and shuffle them."""
        return cls(tuple(sorted(set(triples), key=str)))


Result: TypeAlias = Solutions | Boolean | Triples


def convert_result(answer: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Result:
    """Read an answer of pyoxigraph to its end.

    Raises:
        QueryError: A value is a triple term of RDF 1.2, which this package does not use.
    """
    if isinstance(answer, ox.QueryBoolean):
        return Boolean(bool(answer))
    if isinstance(answer, ox.QueryTriples):
        return Triples.gather(answer)
    rows = tuple(tuple(plain_term(term) for term in solution) for solution in answer)
    return Solutions(tuple(variable.value for variable in answer.variables), rows)


def parse_result(content: bytes, layout: ox.QueryResultsFormat) -> Result:
    """Parse a SPARQL 1.1 result document (JSON, XML or TSV).

    Raises:
        SyntaxError: The document is malformed or cut off.
    """
    return convert_result(ox.parse_query_results(content, layout))


def parse_triples(content: bytes, layout: ox.RdfFormat) -> Triples:
    """Parse an RDF document, the answer of a CONSTRUCT or DESCRIBE query.

    Raises:
        SyntaxError: The document is malformed or cut off.
    """
    return Triples.gather(quad.triple for quad in ox.parse(content, layout))


def plain_term(term: Term | ox.Triple | None) -> Term | None:
    """Return a term of RDF 1.1 as it is.

    Raises:
        QueryError: It is a triple term of RDF 1.2.
    """
    if isinstance(term, ox.Triple):
        raise QueryError("the answer holds a triple term of RDF 1.2", hint="Select its subject, predicate and object.")
    return term
