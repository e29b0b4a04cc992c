"""The ontology and its code lists as the quads of one named graph."""

from functools import cache
from pathlib import Path

import pyoxigraph as ox

from ecosystem_graph.errors import MappingError
from ecosystem_graph.resources import resource

__all__ = ["ontology_files", "ontology_quads"]


def ontology_files() -> list[Path]:
    """Return the Turtle files of the ontology: root, modules, vocabularies."""
    top = resource("ontology")
    return [
        top / "ecosystem.ttl",
        *sorted((top / "modules").glob("*.ttl")),
        *sorted((top / "vocabularies").glob("*.ttl")),
    ]


@cache
def ontology_quads(graph: str) -> bytes:
    """Return the ontology as sorted N-Quads; blank nodes get canonical labels (RDF Dataset Canonicalization 1.0).

    Args:
        graph: IRI of the named graph.

    Raises:
        MappingError: A file of the ontology is not Turtle.
    """
    name = ox.NamedNode(graph)
    dataset = ox.Dataset()
    for path in ontology_files():
        try:
            for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE, rename_blank_nodes=True):
                dataset.add(ox.Quad(quad.subject, quad.predicate, quad.object, name))
        except SyntaxError as error:
            raise MappingError(f"{path}: {error}") from error
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return "".join(sorted(f"{quad} .\n" for quad in dataset)).encode()
