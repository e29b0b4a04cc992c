"""SHACL shapes: read from their folder and set apart by how they are evaluated."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Store
from rdflib import RDF, SH, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from ecosystem_graph.errors import Location, NotFoundError, SourceFormatError
from ecosystem_graph.issues import Severity
from ecosystem_graph.resources import resource
from ecosystem_graph.validate.constraint import read_severity
from ecosystem_graph.validate.turtle import read_graph

__all__ = ["QueryShape", "Shapes", "load_shapes", "read_own_shapes"]


@dataclass(frozen=True, slots=True)
class QueryShape:
    """A shape whose constraint is a SPARQL query.

    Attributes:
        shape: IRI of the shape.
        select: The query with its prefixes, so that it runs on its own.
        graph: The shape and the declarations of its prefixes.
        severity: Severity of what breaks it.
        message: English message; variables of the query in it stand in ``{?…}``.
    """

    shape: URIRef
    select: str
    graph: Graph
    severity: Severity
    message: str


@dataclass(frozen=True, slots=True)
class Shapes:
    """Shapes by how they are evaluated.

    Attributes:
        core: Shapes that an engine asks of each focus node.
        queries: Shapes whose SPARQL query can be asked once for all focus nodes, by IRI.
    """

    core: Graph
    queries: tuple[QueryShape, ...]

    def named(self) -> tuple[URIRef, ...]:
        """Return the IRIs of the shapes made of core constraints, sorted."""
        declared = {node for kind in (SH.NodeShape, SH.PropertyShape) for node in self.core.subjects(RDF.type, kind)}
        return tuple(sorted(node for node in declared if isinstance(node, URIRef)))

    def iris(self) -> tuple[str, ...]:
        """Return the IRIs of all shapes, sorted."""
        return tuple(sorted([*map(str, self.named()), *(str(query.shape) for query in self.queries)]))


def load_shapes() -> Shapes:
    """Read the shipped shapes and set those with a query apart.

    Their queries are known to return, asked once over a whole graph, every focus node that breaks the shape.
    """
    shapes = _read_shapes(sorted(resource("ontology", "shapes").rglob("*.ttl")))
    nodes = sorted(node for node in set(shapes.subjects(SH.sparql)) if isinstance(node, URIRef))
    queries = tuple(_query_shape(shapes, node) for node in nodes)
    for query in queries:
        for triple in _closure(shapes, query.shape):
            shapes.remove(triple)
    return Shapes(shapes, queries)


def read_own_shapes(path: Path) -> Shapes:
    """Read the shapes of a user.

    Nothing is known about their queries, so they stay with the rest and an engine asks them for each focus node.

    Args:
        path: Turtle file, or a folder with Turtle files at any depth.

    Raises:
        NotFoundError: The path does not exist, or the folder holds no Turtle file.
        SourceFormatError: A file is not Turtle, no file has a shape, or a query is not SPARQL.
    """
    paths = sorted(path.rglob("*.ttl")) if path.is_dir() else [path]
    if not paths or not path.exists():
        raise NotFoundError(f"{path}: expected a Turtle file with shapes, or a folder of them, found none")
    shapes = _read_shapes(paths)
    if not any(node for kind in (SH.NodeShape, SH.PropertyShape) for node in shapes.subjects(RDF.type, kind)):
        expected = "a node that is a sh:NodeShape or sh:PropertyShape"
        raise SourceFormatError(Location(path), expected=expected, found="none")
    for constraint in shapes.subjects(SH.select | SH.ask):
        _check_query(shapes, constraint, path)
    return Shapes(shapes, ())


def _check_query(shapes: Graph, constraint: Node, path: Path) -> None:
    # Here, because rdflib tells of an unknown prefix with a bare Exception when the query runs.
    query = shapes.value(constraint, SH.select) or shapes.value(constraint, SH.ask)
    try:
        Store().query(f"{_prefixes(shapes, constraint)}{query}")
    except SyntaxError as error:
        raise SourceFormatError(Location(path, "query of a shape"), expected="SPARQL", found=str(error)) from error


def _read_shapes(paths: Iterable[Path]) -> Graph:
    shapes = Graph()
    for path in paths:
        shapes += read_graph(path)
    return shapes


def _query_shape(shapes: Graph, shape: URIRef) -> QueryShape:
    constraint = shapes.value(shape, SH.sparql)
    owner = shapes.value(constraint, SH.prefixes)
    graph = Graph()
    for node in (shape, owner):
        for triple in _closure(shapes, node):
            graph.add(triple)
    return QueryShape(
        shape,
        select=f"{_prefixes(shapes, constraint)}{shapes.value(constraint, SH.select)}",
        graph=graph,
        severity=read_severity(shapes, shape),
        message=str(shapes.value(constraint, SH.message)),
    )


def _prefixes(shapes: Graph, constraint: Node | None) -> str:
    """Return the prefixes that a query uses as the head of a query."""
    declared = {
        str(shapes.value(entry, SH.prefix)): str(shapes.value(entry, SH.namespace))
        for owner in shapes.objects(constraint, SH.prefixes)
        for entry in shapes.objects(owner, SH.declare)
    }
    return "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in sorted(declared.items()))


def _closure(graph: Graph, node: Node | None) -> list[tuple[Node, Node, Node]]:
    """Return the triples of a node and of the blank nodes below it."""
    triples = list(graph.triples((node, None, None))) if isinstance(node, (URIRef, BNode)) else []
    below = [value for _, _, value in triples if not isinstance(value, Literal) and isinstance(value, BNode)]
    return triples + [triple for value in below for triple in _closure(graph, value)]
