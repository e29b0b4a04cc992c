"""An ontology as one graph: root, modules and code lists below one header, as an OWL tool would load them."""

from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox
from rdflib import OWL, RDF, Graph
from rdflib.term import Node

from ecosystem_graph.errors import Location, SourceFormatError, SourceUnavailableError
from ecosystem_graph.graph.ontology import ontology_files

__all__ = ["header", "read_ontology"]

_FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".owl": ox.RdfFormat.RDF_XML,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".jsonld": ox.RdfFormat.JSON_LD,
}


def read_ontology(paths: Sequence[Path] = ()) -> Graph:
    """Read the files of an ontology into one graph with one header.

    The header of the first file stays; those of the others go, and so do all ``owl:imports``: nothing is fetched, and
    what is imported has to be among the files.

    Args:
        paths: Turtle, RDF/XML, N-Triples or JSON-LD files (told by their extension); the shipped ontology when empty.

    Raises:
        SourceUnavailableError: A file does not exist or cannot be read.
        SourceFormatError: A file is of another kind, or is not RDF.
    """
    merged = Graph()
    root: Node | None = None
    for path in paths or ontology_files():
        part = _read(path)
        headers = sorted(part.subjects(RDF.type, OWL.Ontology), key=str)
        root = root or next(iter(headers), None)
        for each in headers:
            part.remove((each, OWL.imports if each == root else None, None))
        merged += part
    return merged


def header(ontology: Graph) -> Node | None:
    """Return the IRI of an ontology, or None when it has no header."""
    return next(iter(sorted(ontology.subjects(RDF.type, OWL.Ontology), key=str)), None)


def _read(path: Path) -> Graph:
    layout = _FORMATS.get(path.suffix.lower())
    if layout is None:
        raise SourceFormatError(Location(path), expected=f"one of {', '.join(_FORMATS)}", found=repr(path.suffix))
    try:
        # Through N-Triples, because one strict parser for all formats reports errors in one way.
        triples = (quad.triple for quad in ox.parse(path=path, format=layout, rename_blank_nodes=True))
        text = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    except SyntaxError as error:
        raise SourceFormatError(Location(path), expected="RDF", found=str(error)) from error
    except OSError as error:
        raise SourceUnavailableError(f"{path}: {error.strerror or error}") from error
    return Graph().parse(data=text, format="nt")
