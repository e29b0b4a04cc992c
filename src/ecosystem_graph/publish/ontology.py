"""The ontology as other tools want it: one file, without imports, in four formats, alone or with the alignments."""

import re
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pyoxigraph as ox
from rdflib import DCTERMS, OWL, RDF, SKOS, BNode, Graph, Literal, URIRef
from rdflib.plugins.serializers.turtle import TurtleSerializer
from rdflib.term import Node

from ecosystem_graph.atomic import atomic_file
from ecosystem_graph.namespaces import DEF, PREFIXES
from ecosystem_graph.publish.alignment import (
    alignment_axioms,
    alignment_files,
    concept_matches,
    mapping_files,
    read_mappings,
)
from ecosystem_graph.reason.ontology import header, read_ontology

__all__ = ["core_ontology", "full_ontology", "write_ontology"]

_FORMATS = {"owl": ox.RdfFormat.RDF_XML, "nt": ox.RdfFormat.N_TRIPLES, "jsonld": ox.RdfFormat.JSON_LD}
_MORE_PREFIXES = {"bibo": "http://purl.org/ontology/bibo/", "vann": "http://purl.org/vocab/vann/"}


class _OrderedTurtle(TurtleSerializer):
    """Header first, then classes, properties and code lists."""

    topClasses = [  # noqa: RUF012, N815 - the name and kind that rdflib has
        OWL.Ontology,
        OWL.Class,
        OWL.ObjectProperty,
        OWL.DatatypeProperty,
        OWL.AnnotationProperty,
        SKOS.ConceptScheme,
    ]

    def orderSubjects(self) -> list[Node]:  # noqa: N802 - the name that rdflib has
        """Put expressions last; by then they stand where they are used."""
        return sorted(super().orderSubjects(), key=lambda node: isinstance(node, BNode))


def core_ontology() -> Graph:
    """Return root, modules and code lists as one graph; its blank nodes have canonical labels."""
    return _canonical(read_ontology(), {})


def full_ontology() -> Graph:
    """Return the core with what ties terms and codes to other vocabularies, as an ontology of its own."""
    full, terms = read_ontology(), [read_mappings(path) for path in alignment_files()]
    codes = [read_mappings(path) for path in mapping_files()]
    sets = [*terms, *codes]
    core = header(full)
    own = URIRef(f"{core}/full")
    for predicate, value in list(full.predicate_objects(core)):
        full.remove((core, predicate, value))
        full.add((own, predicate, value))
    full.set((own, OWL.versionIRI, URIRef(f"{own}/{full.value(own, OWL.versionInfo)}")))
    full.set((own, DCTERMS.title, Literal("Ecosystem graph ontology with its alignments and mappings", lang="en")))
    for source in (core, *(each.metadata["mapping_set_id"] for each in sets)):
        full.add((own, DCTERMS.source, URIRef(f"{source}")))
    prefixes = {prefix: name for each in sets for prefix, name in each.metadata["curie_map"].items()}
    return _canonical(full + alignment_axioms(full, terms) + concept_matches(codes), prefixes)


def write_ontology(folder: Path) -> list[Path]:
    """Write ``ecosystem.ttl``, ``.owl`` (RDF/XML), ``.nt``, ``.jsonld`` and ``ecosystem-full.ttl``.

    The same ontology gives the same bytes.

    Args:
        folder: Folder to write to; it is made.

    Returns:
        The files.

    Raises:
        OutputError: A file cannot be written.
    """
    core = core_ontology()
    contents = {"ecosystem.ttl": _turtle(core), "ecosystem-full.ttl": _turtle(full_ontology())}
    contents |= {f"ecosystem.{suffix}": _serialised(core, layout) for suffix, layout in _FORMATS.items()}
    for name, content in contents.items():
        with atomic_file(folder / name) as partial:
            partial.write_bytes(content)
    return sorted(folder / name for name in contents)


def _canonical(graph: Graph, prefixes: Mapping[str, str]) -> Graph:
    """Return the same graph with canonical blank nodes (RDFC-1.0), triples in order and the prefixes that it uses."""
    dataset = ox.Dataset(ox.Quad(*each.triple) for each in ox.parse(_lines(graph), format=ox.RdfFormat.N_TRIPLES))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    lines = "".join(sorted(f"{quad} .\n" for quad in dataset))
    labels = {label: BNode(label) for label in set(re.findall(r"(?<=_:)c14n[0-9]+", lines))}
    ordered = Graph(bind_namespaces="none").parse(data=lines, format="nt", bnode_context=labels)
    schemes = {str(name).removeprefix(DEF): f"{name}/" for name in ordered.subjects(RDF.type, SKOS.ConceptScheme)}
    for prefix, namespace in sorted({**prefixes, **PREFIXES, **_MORE_PREFIXES, **schemes}.items()):
        if f"<{namespace}" in lines:
            ordered.bind(prefix, namespace, replace=True)
    return ordered


def _lines(graph: Graph) -> bytes:
    return b"".join(sorted(graph.serialize(format="nt", encoding="utf-8").splitlines(keepends=True)))


def _turtle(graph: Graph) -> bytes:
    stream = BytesIO()
    _OrderedTurtle(graph).serialize(stream)
    return stream.getvalue()


def _serialised(graph: Graph, layout: ox.RdfFormat) -> bytes:
    triples = (each.triple for each in ox.parse(_lines(graph), format=ox.RdfFormat.N_TRIPLES))
    prefixes = {prefix: str(name) for prefix, name in graph.namespaces()} if layout == ox.RdfFormat.RDF_XML else None
    return ox.serialize(triples, format=layout, prefixes=prefixes) or b""  # bytes, as no output is named
