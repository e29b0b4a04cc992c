"""SHACL shapes: read from their folder and told apart by how they are best evaluated."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from rdflib import SH, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from ecosystem_graph.errors import NotFoundError
from ecosystem_graph.resources import resource

__all__ = ["QueryShape", "Shapes", "load_shapes"]


@dataclass(frozen=True, slots=True)
class QueryShape:
    """A shape whose constraint is a SPARQL query.

    Attributes:
        shape: IRI of the shape.
        select: The query with its prefixes, so that it runs on its own.
        graph: The shape and the declarations of its prefixes.
    """

    shape: URIRef
    select: str
    graph: Graph


@dataclass(frozen=True, slots=True)
class Shapes:
    """All shapes of a folder.

    Attributes:
        core: Shapes made of core constraints only.
        queries: Shapes with a SPARQL constraint, by IRI.
    """

    core: Graph
    queries: tuple[QueryShape, ...]


def load_shapes(folder: Path | None = None) -> Shapes:
    """Read every Turtle file below a folder.

    Args:
        folder: Folder with ``must``, ``should`` and ``may``; the shipped shapes when left out.

    Returns:
        The shapes, those with a query apart.

    Raises:
        NotFoundError: The folder holds no Turtle file.
    """
    folder = folder or resource("ontology", "shapes")
    paths = sorted(folder.rglob("*.ttl"))
    if not paths:
        raise NotFoundError(f"{folder}: expected Turtle files with shapes, found none")
    return _split_shapes(paths)


def _split_shapes(paths: Iterable[Path]) -> Shapes:
    """Read Turtle files and take the shapes with a SPARQL constraint out of the rest."""
    core = Graph()
    for path in paths:
        core.parse(path, format="turtle")
    nodes = sorted(node for node in set(core.subjects(SH.sparql)) if isinstance(node, URIRef))
    queries = tuple(_query_shape(core, node) for node in nodes)
    for query in queries:
        for triple in _closure(core, query.shape):
            core.remove(triple)
    return Shapes(core, queries)


def _query_shape(shapes: Graph, shape: URIRef) -> QueryShape:
    constraint = shapes.value(shape, SH.sparql)
    owner = shapes.value(constraint, SH.prefixes)
    declared = {
        str(shapes.value(entry, SH.prefix)): str(shapes.value(entry, SH.namespace))
        for entry in shapes.objects(owner, SH.declare)
    }
    head = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in sorted(declared.items()))
    graph = Graph()
    for node in (shape, owner):
        for triple in _closure(shapes, node):
            graph.add(triple)
    return QueryShape(shape, f"{head}{shapes.value(constraint, SH.select)}", graph)


def _closure(graph: Graph, node: Node | None) -> list[tuple[Node, Node, Node]]:
    """Return the triples of a node and of the blank nodes below it."""
    triples = list(graph.triples((node, None, None))) if isinstance(node, (URIRef, BNode)) else []
    below = [value for _, _, value in triples if not isinstance(value, Literal) and isinstance(value, BNode)]
    return triples + [triple for value in below for triple in _closure(graph, value)]
